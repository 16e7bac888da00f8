"""English words of goals."""

import re

from flows.goals import english_verbs
from flows.goals.lexicon import Lexicon, alternatives, phrases, stems, words

NUMBERS = words(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
    "seventeen eighteen",
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen twenty-five",
)
_NUMBER = r"(?:\d+|a|an|one|" + alternatives(NUMBERS) + ")"
_UNIT = r"(?:working |calendar |business )?(?:day|week|month|quarter|semester|term|year|decade)s?"
_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SEASON = r"(?:spring|summer|autumn|fall|winter|christmas|easter)"
_EVENT = (
    r"(?:assembly|agm|meetings?|session|conference|congress|fair|summit|break|holidays?|vacation|christmas|"
    r"easter|"
    r"spring|summer|autumn|winter|new year|anniversary|deadline|audit|retreat|festival|exhibition|forum|"
    r"closing|"
    r"weekend|budget|elections?|season|ceremony|launch|go-live|evaluation|review|workshop|hackathon|expo|"
    r"show|week|"
    r"month|year|quarter|semester|survey|report|school year|financial year|funding period|programme|"
    r"project|phase|term|call|visit|" + _DAYS + ")"
)
_NO_GERUND = (
    r"(?!(?!spring|evening|meeting|coming|closing|following|upcoming|opening|beginning|morning|"
    r"steering|coaching)\w+ing\b)"
)
_ARTICLE = r"(?:(?:the|our|this|next|its|their|coming|upcoming|following|last|first|current|annual)\s)"

LEXICON = Lexicon(
    code="en",
    function_words=words(
        "the and of to for with our we by in on at from their its that which will should by until",
        "within every each",
        "all is are be been have has more new better into through between an this these among per about",
        "before during",
        "next as i you they who it          ",
    ),
    hints=words(
        "members member company companies become best improve launch increase support goal funding events "
        "website newsletter communication sustainability digitalisation growth year years month months"
    ),
    openings=phrases(
        r"(?:we|our (?:cluster|team|board)|the (?:cluster|board)) (?:wants?|would like|expects?|needs?|asks?)\s"
        r"(?:(?!that|to\b)[\w'-]+\s){1,7}to",
        r"we (?:commit|pledge|undertake|promise|strive|aspire|seek|hope|agreed?|have decided|are aiming|"
        r"look) (?:ourselves )?to",
        r"(?:(?:the|our|my|one|a|main|overall|strategic|long-term|key|first|"
        r"second)\s){1,3}(?:\w+\s)?(?:smart\s)?"
        r"(?:goals?|aim|objective|target|ambition|plan|idea|purpose|mission|priority|intention|wish|task)"
        r"(?:\s\w+){0,4}?\s(?:is|will be|would be|are)(?:\s(?:to|that|:))?",
        r"(?:smart\s)?(?:goal|aim|objective|target)(?:\s\d+)?\s?:",
        r"(?:(?!that|which|who|so|by|to)[\w'-]+[\s,§¤]+){0,6}?(?:wants?|aims?|plans?|intends?|needs?|"
        r"hopes?|wish(?:es)?|would like|would love|"
        r"is going|are going|am going|ha(?:ve|s)|is planning|are planning|is determined|expects?|commits?|"
        r"decided)"
        r"(?:\s[\w']+ly)?\sto",
        r"(?:(?!that|which|who|so|by|to)[\w'-]+[\s,§¤]+){0,6}?(?:will|should|must|shall|would|could|can|"
        r"may|we'll|'ll)(?:\s(?:then|also|all|both|now))?",
        r"(?:in order )?to|we (?:want|wish|hope|expect|would like) that|we want (?=be|become|have|improve|"
        r"support|help)",
        r"let us|let's|please|we|i",
    ),
    strong_verbs=stems(" ".join(f"{w}$" for w in sorted(english_verbs.STRONG))),
    weak_verbs=stems(" ".join(f"{w}$" for w in sorted(english_verbs.WEAK))),
    completing=stems(
        " ".join(
            f"{w}$"
            for w in words(
                "engage award negotiate approve ratify patent book order rebuild reopen unveil settle",
                "co-found amend",
                "edit",
                "adopt "
                "agree acquire appoint apply approve arrange buy close commission complete conclude "
                "conduct create",
                "deliver deploy design develop distribute draft draw earn elect employ establish exhibit "
                "file film finalise",
                "finalize finish found hire hold host implement install introduce issue join launch lease "
                "make merge move",
                "nominate obtain open organise organize pay pilot prepare present print procure produce "
                "publish purchase",
                "receive recruit register relaunch release relocate renew renovate rent repay repeat "
                "replace roll run secure",
                "select sell send set sign stage start submit test translate update upload win write build "
                "carry migrate",
                "digitalise digitalize digitise digitize automate pass elaborate close decide hand survey "
                "create redesign schedule survey switch map compile",
            )
        )
    ),
    purposes=phrases(
        r"(?:in order to|so as to|so that|to)\b[^,;:.]{8,140},"
        r"(?=\s*(?:(?:we|we'll|our (?:cluster|team|office)|the (?:cluster|team|office|board))\b|"
        r"(?!and |or )\w+ (?:a|an|the|\d+|" + alternatives(NUMBERS) + r")\b))"
    ),
    acting=phrases(
        r"(?:is|are|be|been|being|gets?)\s(?:\w+ly\s)?(?:\w+ed and )?(?P<verb>signed|adopted|approved|accepted|"
        r"elected|voted|"
        r"hired|certified|obtained|submitted|registered|bought|sold|won|appointed|ratified)",
        r"(?:is|are|be|been)\s\w+ed and (?P<verb2>signed|adopted|approved|accepted|elected|voted)",
    ),
    connectors=words("by through via while and then , ; . &"),
    deadlines=phrases(
        rf"(?:by|until|till|before|ahead of|in time for|no later than|prior to|at|during|"
        rf"in)\s{_ARTICLE}{{0,3}}"
        rf"(?:very\s)?(?:end|middle|start|beginning|close|course|first half|second half|first quarter|"
        rf"second quarter|"
        rf"third quarter|fourth quarter|last quarter)\sof\s{_ARTICLE}{{0,2}}(?!each|every)[\w'-]+"
        rf"(?:\s(?:year|period|month|quarter|break|term|season|project|programme|phase|cycle))?",
        rf"(?:by|until|till|before|ahead of|in time for|no later than|prior "
        rf"to)\s{_NO_GERUND}{_ARTICLE}{{0,3}}(?:[\w'-]+\s){{0,3}}?"
        rf"{_EVENT}(?:\sin\s(?:early |mid-?|late )?(?=\w))?",
        r"(?:before|until|till|ahead of|prior to|no later than)\s(?:the|our|this|next|we|it|"
        r"they)\s[\w'-]+(?:\s\w+)?",
        rf"(?:within|in|inside|over|during|after|for|throughout|across)\s(?:(?:the|less than|under|about|"
        rf"at most|no more "
        rf"than|a maximum of|max|only|just|a period of)\s){{0,2}}(?:(?:next|coming|following|first|"
        rf"upcoming)\s)"
        rf"(?:{_NUMBER}(?:\sto\s{_NUMBER})?\s)?(?:more\s)?{_UNIT}",
        rf"(?:within|in|inside|over|during)\s(?:(?:less than|under|about|at most|no more than|a maximum of|"
        rf"max|"
        rf"only|just|a period of|the space of|the course of|up to)\s){{0,2}}{_NUMBER}(?:\s(?:to|or|"
        rf"-)\s{_NUMBER})?\s"
        rf"(?:more\s)?{_UNIT}(?:\stime)?",
        rf"(?:a|one|{_NUMBER})\s{_UNIT}\sfrom\s(?:now|today)",
        r"within\s(?:the|this|our)\s(?:current\s|next\s|same\s)?(?:\w+\s)?(?:year|month|quarter|week|"
        r"semester|period|term)",
        rf"(?:(?:by|in|on|at|before|during|until)\s)?(?:the\s)?(?:later\s|early\s|late\s)?(?:this|next|"
        rf"coming|the coming)\s"
        rf"(?:{_UNIT}|{_SEASON}|{_DAYS}|half-year|general assembly|board meeting|conference|fair|"
        r"(?:coaching |steering |annual |board )?(?:session|meeting|assembly|summit))",
        rf"(?:by|on|before|until|at)\s(?:the\s)?(?:{_SEASON}|{_DAYS}|year-?\s?end|year's end|month-?\s?end|"
        rf"eoy|eom|"
        r"tomorrow|tonight|today|noon|midnight|midsummer|new year(?:'s eve)?)",
        r"(?:within|in) half (?:a )?year|(?:within|in) (?:a )?half-?\s?year",
        r"(?<!better )(?<!of )(?:by\s)?(?:tomorrow|today|year-end)",
        r"(?:by|before|until|end of|in)\s(?:the\s)?(?:\w+\s){0,2}?mid-?(?:year|summer|term)",
        r"end of (?:the )?(?:year|month|quarter|week|semester)",
    ),
    repetitions=phrases(
        r"(?:by|until|at|on|before|in)(?:\sthe)?(?:\s(?:end|beginning|start|first \w+|last "
        r"\w+))?\sof\s(?:each|every)\s\w+",
        rf"(?:each|every)\s(?:(?:other|second|single|two|three|six|\d+)\s)?(?:{_UNIT}|{_SEASON}|{_DAYS})",
        rf"(?:at least\s)?(?:once|twice|three times|four times|\d+ times|\w+ times)\s(?:a|per|every|"
        rf"each)\s{_UNIT}",
        r"(?<!within )(?<!in )(?<!half )(?<!over )(?<!of )(?<!for )(?<!than )(?<!take )(?:a|per)\s"
        r"(?:day|week|month|quarter|year)(?! from)",
        r"daily|weekly|fortnightly|monthly|quarterly|yearly|annually|annual(?! (?:general|conference|"
        r"meeting|assembly|survey|report|congress|fair|summit|"
        r"event|accounts|dinner|forum|day|plan|budget))|bi-?(?:annual|weekly|monthly)(?:ly)?|"
        r"regular(?:ly)?|periodically|year by year|year after year|continuous(?:ly)?|ongoing|permanently|"
        r"constantly",
    ),
    vague_times=phrases(
        r"soon(?:er or later)?|asap|as soon as possible|as quickly as possible|quickly|someday|one day|at "
        r"some point|"
        r"sometime|over time|gradually|eventually|in due course|in (?:the )?(?:near |distant )?future|"
        r"in the (?:long|medium|short|mid)(?:er)?[ -](?:run|term)|in the (?:coming|next|following) "
        r"(?:years|months|weeks)|"
        r"when(?:ever)? possible|(?:by |until |to )?20\d\d and beyond|long[ -]term|medium[ -]term|timely|"
        r"promptly|later on",
    ),
    numbers=NUMBERS,
    quantifiers=phrases(
        r"double|doubles|doubling|doubled|halve|halves|halving|halved|triple|tripling|treble|quadruple|"
        r"(?:at least |by )?half(?: of)?|(?:a|one|by one|two|three)[ -](?:third|quarter|fifth|tenth)s?|"
        r"two[ -]thirds|"
        r"twice as (?:many|much)|twofold|threefold|majority|zero|no more than|percent|per cent|"
        r"one (?!day\b|another|of\b|stop|voice|more time)\w+|a dozen|breakeven|break even",
        r"(?:every|each|all)(?:\s(?:our|the|of|new|active|paying))*\s(?:\w+\s){0,2}?\w+\s(?:ha(?:s|ve)|is|"
        r"are|use[sd]?|"
        r"sign(?:s|ed)?|know[s]?|receives?|received)(?=\s(?!satisfied|happy|better|informed|engaged|"
        r"involved|aware|more|proud))",
    ),
    determiners=words("a an the our its their this another"),
    plural=re.compile(r".{3,}(?<!s)(?<!u)(?<!i)s\Z"),
    owners=words("our all the these those its their your my"),
    subordinators=words("which who whose whom that because whereby whereas although while so when where if since"),
    weak_phrases=phrases(
        r"raise (?:our|the) (?:game|bar|standard)|keep (?:\w+ ){1,3}(?:happy|informed|satisfied|motivated|"
        r"engaged|together)|put (?:\w+ ){1,3}first",
        r"take (?:\w+ ){1,3}to (?:the|a|another) (?:next|new|higher)|"
        r"get (?:even )?(?:(?:more|less)(?! (?:funding|money|members|grants))|bigger|greener|fitter)|"
        r"bring (?:\w+ ){1,3}forward|"
        r"(?:be|become) (?:a|an|the) \w+ (?:voice|partner|player|place)|do (?:more|better|our best)|"
        r"go (?:further|beyond|green|digital)",
        r"make sure|make (?:\w+ ){0,3}?(?:more|better|attractive|stronger|visible|known|greener|"
        r"successful)(?: \w+)?|"
        r"making (?:\w+ ){0,3}?(?:more|better|attractive|stronger|visible|known)|keep up|keep (?:working|"
        r"going|on)|"
        r"take (?:care|advantage|account|into account|part in shaping)|get (?:better|closer|stronger|known|"
        r"involved|ready)|"
        r"provid(?:e|ing) (?:\w+ )?(?:support|assistance|help)|give (?:\w+ )?(?:support|help|advice)|play "
        r"(?:a|an) |"
        r"build(?:ing)? on|build trust|raise the bar|set (?:a )?priorit|start (?:to|thinking|working)|"
        r"begin to|find out|"
        r"offer (?:support|help)|lead the way|bring (?:together )?value|add value|create value|show that|"
        r"find (?:\w+ )?ways|adapt to|form part",
    ),
    vague=stems(
        "workplace engine$ youth rural local society population generation",
        "real$ true$ collective genuine solid participat vitality bigger deeper broader",
        "voice atmosphere brand attitude spirit identity presence profile influence commitment dialog mindset",
        "prosperity international independ depend happi dynamic vibrant friendly ready reference difference",
        "standing recognition confidence credib power efficien effectiv productiv profitab professional",
        "flexib agil cohesion mood morale wellbeing well-being culture divers inclusi equal affair",
        "circumstance condition basis structure process contribut synerg excell synergies conditions",
        "dependence leadership welcoming supportive",
        "thing everything something nothing way area topic issue matter aspect need opportunit",
        "potential possibilit",
        "challenge problem effect impact benefit advantage added value transition transformation",
        "progress excellence",
        "leading leader attractive happy satisfied good$ better best great$ strong$ stronger well$ more "
        "less much many lot various",
        "different relevant important modern effective efficient successful proactive active close closer together",
        "future long short term run order quality quantit growth income revenue turnover profit",
        "support help advice",
        "idea approach concept measure$ measures$ action initiative solution project activit event offer "
        "offering product$ products$",
        "people person young everyone everybody other others team staff work job$ jobs$ task organisation",
        "organization business businesses manager world country economy economic society environment environmental",
        "green clean social smart possible available existing current new additional further number amount",
        "level share",
        "use role part place position target objective goal aim vision result outcome success$ successful "
        "hub knowledge",
        "exchange contact relation relationship partnership involvement participation abroad public",
        "image reputation",
        "awareness trust loyalty resilien resource fund$ funds$ funding financ money source market$",
        "markets$ marketing$",
        "phase pillar step framework mechanism capacit capabilit skill talent$ talents$ learning top "
        "leverage internal external",
        "actively regularly regular working worked working-together joint common shared$ able sure up out back",
        "chain paradigm transversal valorisation multi cross value values creation line thanks",
        "recognised recognized known centre center artificial outside box eye eyes regional develop$",
        "development policy maker makers image strategic hard open$ set$ line "
        "response effort fast faster easier easy wide broader larger big bigger high",
        "interest experience manner attract young generation way ways supporting meeting meetings link links",
        short_ending=r"s?",
    ),
)
