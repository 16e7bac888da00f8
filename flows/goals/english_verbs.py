"""English verbs of goals, strong and weak, their forms, and the nouns made of them or taken for them."""

from flows.goals.lexicon import words

STRONG = words(
    "elaborate initiate compose construct inaugurate institute constitute formulate curate convene",
    "crowdsource inspect",
    "accommodate accredit advise allot announce auction bundle canvass cater chair charter co-design",
    "co-host co-organize",
    "commence contest coach counsel dispatch dismantle electrify enforce erase expel extract fit fly",
    "furnish grant graduate",
    "harmonise harmonize inventory invoice itemise legalise lend loan lobby lodge manufacture mount name",
    "officialise",
    "oblige pack paint penalise permit persuade pledge ply poll procure program programme promise raffle",
    "realise realize",
    "recertify reallocate reimburse reinvest rewire rework rewrite rename repaint replant reschedule",
    "resell retrofit",
    "retrain ship simulate solicit source stock sum tailor tally template treat tutor underwrite vet weigh wire",
    "rise fall drop climb shrink graduate staff refurnish book distribute enrol equip",
    "achieve acquire adapt add adopt agree allocate analyse analyze apply appoint arrange assemble assess assign",
    "attend attract audit automate award bring broadcast build buy calculate call carry certify choose close",
    "collect commission compare compile complete conclude conduct connect consolidate contact contract convert",
    "convince coordinate count cover create crowdfund cut decide decrease define deliver demonstrate deploy design",
    "develop digitise digitize digitalise digitalize direct distribute document double draft draw earn elect",
    "eliminate employ enlist enrol enroll equip establish evaluate examine exceed exchange execute exhibit expand",
    "export extend file fill film finalise finalize finance find finish form found fund gain gather generate get",
    "give grow guide halve hand hire hold host identify implement increase inform install interview introduce",
    "invest invite issue join keep launch lead lease license list lower map market match measure meet mentor merge",
    "migrate modernise modernize monitor move negotiate nominate obtain offer onboard open organise organize pair",
    "participate pass pay phase pilot place plan plant prepare present print process procure produce",
    "provide publish",
    "purchase put quadruple qualify raise rank reach receive record recruit redesign reduce refurbish register",
    "relaunch release relocate remove renew renovate rent repair repay repeat replace reply report request",
    "research reserve respond restructure retain review revise roll run save scan schedule screen",
    "secure select sell",
    "send set share shorten show sign simplify solve sponsor spread staff stage start stop submit survey switch",
    "take teach test train transfer translate transform treble triple unite update upgrade upload use validate",
    "verify visit win write approve ratify adjust admit advertise amend assemble balance bid book borrow "
    "brief campaign",
    "cancel circulate consult copy craft dedicate delegate diversify donate edit embed enter erect fix "
    "forward fundraise",
    "headhunt import incubate insert inspect integrate invent label log mail moderate notify observe",
    "order outsource",
    "oversee package patent persuade phone post prototype prove publicise publicize rate rebuild recycle "
    "refer refinance",
    "refund reopen reorganise reorganize resolve restart reuse settle shift sort split standardise "
    "standardize store stream",
    "structure subscribe supply target tender trace track trade trial trim unify unveil vote waive",
    "welcome pool pitch",
    "co-fund co-found co-organise pre-test enlarge detect document assign",
)
WEAK = words(
    "amplify animate aspire assure bolster catalyse catalyze cherish defend deserve elevate embody",
    "energise energize",
    "excel flourish galvanise galvanize incentivise incentivize invigorate matter mobilise mobilize",
    "need prioritise",
    "prioritize propel protect reimagine revitalise revitalize safeguard serve shape spur steer",
    "strive succeed sustain",
    "thrive uphold want wish hope collaborate influence like intend accompany",
    "accelerate address advance aid aim align assist attempt be become boost care champion collaborate communicate",
    "consider continue contribute cooperate cultivate deal deepen discuss do drive embrace empower",
    "enable encourage",
    "endeavour endeavor engage enhance enrich ensure evolve exploit explore harness utilise utilize "
    "facilitate feel focus foster further have help",
    "highlight improve innovate inspire intensify involve know learn leverage look love maintain make",
    "manage motivate maximise",
    "maximize nurture operationalise optimise optimize position promote pursue reflect reinforce",
    "remain rethink seek",
    "speak stay stimulate strengthen strive support talk think try uncover understand unlock valorise work",
)
NOUN_TOO = words(
    "inventory invoice chair charter contest coach counsel dispatch fit fly grant graduate loan lobby",
    "lodge name pack",
    "paint permit pledge poll program programme promise raffle source stock sum template treat tutor vet wire",
    "climb staff rework ship auction bundle elaborate",
    "audit award build call commission contract cover cut design direct document draft draw exchange export film",
    "finance form found fund gain guide hand host increase interview issue launch lead lease license",
    "list map market",
    "match measure mentor move offer open pair pay phase pilot place plan plant present print process",
    "purchase rank",
    "reach record release rent repair reply report request research reserve review roll run schedule screen share",
    "show sign sponsor spread staff stage start stop survey switch test train transfer update upgrade use visit",
    "book brief campaign copy fix forward import label log mail order package patent phone post rate shift "
    "sort split store",
    "stream structure supply target tender trace track trade trial trim vote welcome pool pitch bid",
    "balance prototype",
    "complete lower double triple aid aim address advance boost care champion deal drive focus help highlight love",
    "support talk work process progress experience budget close register contact benefit keep set set",
)
_IRREGULAR = {
    "be": "is are was were been being am", "become": "became", "bring": "brought", "build": "built",
    "buy": "bought",
    "choose": "chose chosen", "cut": "cut", "do": "does did done", "draw": "drew drawn", "find": "found",
    "get": "got gotten", "give": "gave given", "grow": "grew grown", "have": "has had", "hold": "held",
    "keep": "kept",
    "know": "knew known", "lead": "led", "make": "made", "meet": "met", "pay": "paid", "put": "put",
    "repay": "repaid",
    "rise": "rose risen", "fall": "fell fallen", "shrink": "shrank shrunk",
    "run": "run ran", "seek": "sought", "sell": "sold", "send": "sent", "set": "set", "show": "shown",
    "speak": "spoke",
    "take": "took taken", "teach": "taught", "think": "thought", "understand": "understood", "win": "won",
    "write": "wrote written",
}  # fmt: skip
_DOUBLED = words("cut get map plan put run scan set stop submit transfer win enrol equip")


def _forms(lemma: str) -> tuple[set[str], set[str], set[str]]:
    """Present -s forms, -ing forms and past forms of a lemma."""
    stem = lemma + lemma[-1] if lemma in _DOUBLED else lemma
    if lemma[-1] == "y" and lemma[-2] not in "aeiou":
        third, past = lemma[:-1] + "ies", lemma[:-1] + "ied"
    else:
        third = lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
        past = stem + ("d" if stem[-1] == "e" else "ed")
    ing = stem[:-1] + "ing" if stem[-1] == "e" and not stem.endswith("ee") else stem + "ing"
    return {third}, {ing}, set(_IRREGULAR.get(lemma, past).split())


def _table(lemmas: frozenset[str], kind: int) -> dict[str, str]:
    return {form: lemma for lemma in sorted(lemmas) for form in _forms(lemma)[kind]}


THIRD = _table(STRONG | WEAK, 0)
GERUND = _table(STRONG | WEAK, 1)
PAST = _table(STRONG | WEAK, 2)

NOT_VERBS = words(
    "a an the our my your its their this that these those every each all some any no more most less",
    "fewer many much",
    "another other both few several new good better best great strong stronger high higher large larger",
    "small smaller",
    "additional further next last first second third in on at by for of with from to into about over under within",
    "after before until during and or but not we i you they he she it us one two three four five six",
    "seven eight nine",
    "ten eleven twelve fifteen twenty thirty forty fifty hundred half regular active what how why when who there",
    "annual monthly weekly quarterly fully joint closer greater faster here if as",
)
NOUNS = words(
    "members member companies company partners sustainability digitalisation growth visibility communication",
    "collaboration cooperation innovation network cluster networking marketing funding meeting engineering",
    "manufacturing goal objective",
)

STATES = words(
    "interested recognised recognized based experienced motivated engaged involved satisfied",
    "perceived respected valued",
    "connected needed prepared united advanced renowned skilled informed positioned integrated aligned committed",
    "dedicated convinced represented supported improved strengthened enhanced promoted related limited",
)
WEAK_NOUNS = words(
    "improvement promotion support facilitation enhancement strengthening fostering encouragement contribution",
    "participation optimisation optimization intensification stimulation maximisation empowerment involvement",
    "engagement cooperation collaboration communication transition transformation innovation digitalisation",
    "digitalization valorisation valorization consolidation acceleration advancement inspiration consideration",
    "maintenance number meeting building region vision mission position reputation option question",
    "section division",
    "union association federation organisation environment investment department management agreement",
    "reinforcement",
    "raising deepening boosting helping working making being becoming",
)
NOMINAL = words(
    "launch introduction publication creation recruitment signing signature opening adoption "
    "implementation acquisition",
    "development establishment submission completion installation reduction increase expansion setup "
    "set-up appointment",
    "organisation organization election purchase construction certification registration translation "
    "foundation delivery",
    "extension renewal roll-out rollout production hiring formation training",
)
