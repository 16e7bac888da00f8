"""How one will know that a goal is reached: quantities and criteria."""

import re
from dataclasses import dataclass, field

from flows.goals import english, english_verbs
from flows.goals.lexicon import Lexicon, stems, words
from flows.goals.text import is_word, tokens
from flows.goals.verbs import closes, strip_opening

_QUANTITY = re.compile(r"(?:\d+(?:[.,]\d+)*)(?:%|k|m|mio|bn|x| ?%)?\Z|[€$£]\Z|\d+(?:[.,]\d+)*\s?%\Z")
_SIZED = re.compile(r"(?:\d+|[a-z]+)-(?:page|minute|hour|day|week|month|module|part|person|seat|session|point)s?\Z")
_CERTIFIED = re.compile(r"\b(?:certified|accredited|zertifiziert|certifie|certificad|certificat)\w*\b|\blabel\b")
_ONLINE = re.compile(
    r"\b(?:is|are|be|go|goes) (?:online|live)\b|\bonline (?:ist|sind|geht|gehen|sein)\b|\b(?:est|soit|sera|"
    r"mis\w*) en ligne\b|"
    r"\b(?:este|estara|sia|sara) (?:en linea|online)\b"
)
_CONCLUDED = stems(
    "signé signe signed firmad firmat podpisan unterschrieb unterzeichn adopté adopte adopted adoptad",
    "adottat approuv",
    "approved aprobad approvat zatwierdz genehmigt beschlossen verabschiedet angenommen przyjęt",
    "przyjmie uchwal voté",
    "vote$ votee$ voted votad votat elected élu$ élue$ élus$ elegid elett gewählt wybran certifi certific zertifiz",
    "publié publie published publicad pubblicat veröffentlicht opublikow",
    "embauch hired contratad assunt eingestellt zatrudnion accepted accept akcept eingereicht soumis déposé depose",
    "presentad złożon zlozon uzyskan obtenu obtenid ottenut erlangt erhalten conclu$ conclue concluid conclus",
    "abgeschlossen zawart instal homolog inscrit inscrite registrad registrat zarejestr nommé nomme",
    "nombrad nominat",
    "ernannt powołan verkauft gekauft acquis acheté comprad acquistat kupion",
)
_COMPLETE = re.compile(
    r"\b(?:with|mit|avec|con|z) (?:all|every|allen|tous|toutes|todos|todas|tutti|tutte|"
    r"wszystkimi)\b(?! (?:the )?stakeholder)"
)
_PREPOSITIONS = words(
    "for with in at on by of to from among between about into through via under over around as",
    "across against per für fur mit im am bei von vom zu zum zur aus auf an unter bis pour avec dans",
    "de du des d' aux au a en sur chez par con per nel nella nei di da del della dei con dla z w na",
    "po od przez ze and und et y e i § ¤ , ; : . ( ) ! ?",
)
_ADDED = words(
    "that which who featuring showing including called named where so covering containing",
)
_PARTICLES = frozenset(["up", "out", "off", "back", "down", "over", "together", "on"])
_UNCOUNTED = words(
    "funding awareness support training cooperation collaboration information trust communication",
    "visibility growth innovation knowledge value work help advice research technology intelligence ai",
    "digitalisation digitalization transition marketing networking money income revenue contact",
)
_DOCUMENTS = stems(
    "strateg plan$ concept$ konzept roadmap report result guide handbook leitfaden plano piano plano$ budget"
)
_GENERIC = words(
    "initiative project activity event service solution opportunity idea approach action thing",
    "measure offer way relationship partnership environment culture network cluster region sector",
    "ecosystem future phase",
)


@dataclass
class Measures:
    """``quantities`` and ``criteria`` found; ``context`` are numbers that tell who, not how many.

    ``things`` are what an action brings about without saying how many.
    """

    quantities: list[str] = field(default_factory=list)
    criteria: list[str] = field(default_factory=list)
    context: list[str] = field(default_factory=list)
    uncounted: str = ""
    things: list[str] = field(default_factory=list)

    acted: bool = False

    @property
    def measurable(self) -> bool:
        """Whether anything can be checked afterwards: a guide for our 84 members can, support for them cannot."""
        return bool(self.quantities or self.criteria or (self.context and self.acted))


_EACH_TIME = re.compile(
    r"(?:every|each|jed\w+|alle|chaque|tou(?:s|tes) les|cada|tod[oa]s l[oa]s|ogni|tutt[ie]|co|kazd\w+|once|"
    r"twice|\d+)\b"
)


def counted_by_time(repetitions: list[str]) -> list[str]:
    """Such as "every month", which can be counted where an end is given."""
    return [phrase for phrase in repetitions if _EACH_TIME.match(phrase)]


def read_measures(rest: str, lexicon: Lexicon | None, *, acted: bool = False) -> Measures:
    """Quantities and criteria of a goal whose dates and names are already taken out.

    ``acted`` tells that its verb says what is done.
    """
    read = Measures(acted=acted)
    found = tokens(rest)
    for i, token in enumerate(found):
        if _SIZED.match(token) and (token[0].isdigit() or token.split("-")[0] in english.NUMBERS):
            read.quantities.append(token)
        if _QUANTITY.match(token) or (lexicon and token in lexicon.numbers):
            owner = i and lexicon and found[i - 1] in lexicon.owners and not token.endswith("%")
            after = found[i + 1 : i + 2]
            owner = owner and not _EVERYONE.intersection(found[max(0, i - 4) : i])
            (read.context if owner and after != ["%"] else read.quantities).append(token)
    if lexicon is None:
        read.quantities += read.context
        return read
    read.quantities += [match.group().strip() for match in lexicon.quantifiers.finditer(rest)]
    if re.search(r"\b(?:be|become|get|are|is|werden|sein|etre|devenir|ser|essere|byc)\b", rest) and _CERTIFIED.search(
        rest
    ):
        read.criteria.append("certified")
    read.criteria += [match.group() for match in _ONLINE.finditer(rest)]
    read.criteria += [match.group() for match in _COMPLETE.finditer(rest) if acted]
    for match in lexicon.acting.finditer(rest):
        read.criteria += [group for group in match.groups() if group and _CONCLUDED.match(group)]
    _read_criteria(read, strip_opening(rest, lexicon), lexicon)
    return read


def _read_criteria(read: Measures, text: str, lexicon: Lexicon) -> None:
    found = tokens(text)
    english_goal = lexicon.code == "en"
    for i, token in enumerate(found):
        if english_goal and lexicon.completing.match(_participle(found, i)):
            read.criteria.append(token)
            continue
        lemma = _english_action(found, i) if english_goal else token
        if not lemma:
            continue
        reached = _everyone(found, i)
        if reached and (english_goal or lexicon.strong_verbs.match(token)):
            read.criteria.append(reached)
        if lemma in _FINISHING and found[i + 1 : i + 2] == ["¤"]:
            read.criteria.append(token)
        if not lexicon.completing.match(lemma) and not _unknown_action(token, i, lexicon):
            continue
        phrase = _object(found, i, lexicon)
        if _definite(phrase, lexicon):
            read.criteria.append(" ".join([token, *phrase]))
        elif phrase:
            read.uncounted = read.uncounted or " ".join(phrase)
            if lexicon.plural.match(phrase[-1]) and not lexicon.vague.match(phrase[-1]):
                read.things.append(" ".join(phrase))


_EVERYONE = words(
    "all every each alle jedes jeden jeder tous toutes chaque todos todas cada tutti tutte ogni kazdy kazda"
)
_BEFORE_GERUND = frozenset({"by", "through", "via", "while", "and", ",", ";", ".", "§"})
_CLAUSE_STARTS = frozenset({",", ";", ":", ".", "and", "to", "§", "will", "should", "then"})
_PHRASAL = (["en", "place"], ["en", "marcha"], ["en", "oeuvre"], ["en", "ligne"], ["in", "piedi"])
_FINISHING = frozenset({"complete", "finish", "finalise", "finalize", "conclude", "obtain", "achieve", "pass"})


def _participle(found: list[str], i: int) -> str:
    """The lemma of "is published", or of "have the logo designed"; else ""."""
    lemma = english_verbs.PAST.get(found[i], "")
    if not lemma or not i:
        return ""
    passive = found[i - 1] in ("be", "is", "are", "been")
    causative = found[0] in ("have", "get") and closes(found, i)
    return lemma if passive or causative else ""


def _english_action(found: list[str], i: int) -> str:
    """The lemma when the word stands where something is done, not where it is a noun; else ""."""
    token, before = found[i], found[i - 1] if i else ""
    if not i and token in english_verbs.NOMINAL and found[1:2] == ["of"]:
        return "launch"
    if token in english_verbs.GERUND and (not i or before in _BEFORE_GERUND):
        return english_verbs.GERUND[token] if english_verbs.GERUND[token] in english_verbs.STRONG else ""
    if token == "engage":  # noqa: S105 - a verb: to engage a consultant is to hire, to engage in dialogue is not
        hires = found[i + 1 : i + 2] in (["a"], ["an"])
        return token if hires else ""
    if token not in english_verbs.STRONG or before in ("the", "a", "our", "of"):
        return ""
    if before == "to" and found[0] in english_verbs.WEAK:
        return ""
    if i and token in english_verbs.NOUN_TOO and before not in _CLAUSE_STARTS:
        return ""
    return token


def _unknown_action(token: str, i: int, lexicon: Lexicon) -> bool:
    """A verb in front that no list knows: whether it completes something cannot be told, so it may."""
    known = lexicon.strong_verbs.match(token) or lexicon.weak_verbs.match(token)
    return (
        i == 0
        and lexicon.code != "en"
        and not lexicon.verb_last
        and not known
        and bool(lexicon.verb_shape.match(token))
    )


def _everyone(found: list[str], i: int) -> str:
    """Such as "Call every member", "visit all 84 companies": complete or not, so it can be checked."""
    following = found[i + 1 : i + 4]
    if not _EVERYONE.intersection(following[:1]) or {"stakeholders", "opportunities"}.intersection(following):
        return ""
    return " ".join(following[:3])


def _object(found: list[str], i: int, lexicon: Lexicon) -> list[str]:
    """The noun phrase the verb acts on: after it, in German before it."""
    after = found[i + 1 :]
    while after and (after[0] in _PARTICLES or after[0] in ("of", "de", "d'", "di", "del", "della", "von")):
        after = after[1:]
    if after[:2] in _PHRASAL:
        after = after[3:] if after[2:3] and after[2] in ("de", "d'", "di", "del") else after[2:]
    phrase: list[str] = []
    for token in after:
        preposition = token in _PREPOSITIONS and token not in lexicon.determiners
        if not is_word(token) or (preposition and phrase) or (phrase and token in _ADDED):
            break
        if not preposition:
            phrase.append(token)
    if lexicon.verb_last and not phrase:
        before = found[:i]
        starts = [
            n for n, token in enumerate(before) if token in lexicon.determiners and token not in ("der", "den", "des")
        ]
        starts = starts or [n for n, token in enumerate(before) if token in lexicon.determiners]
        if starts:
            for token in before[starts[0] :]:
                if not is_word(token) or (token in _PREPOSITIONS and phrase):
                    break
                phrase.append(token)
        else:
            phrase = [token for token in before if is_word(token)][-1:]
    return phrase[:7]


def _definite(phrase: list[str], lexicon: Lexicon) -> bool:
    """Whether the object is one nameable thing that is either there or not."""
    content = [token for token in phrase if token not in lexicon.determiners]
    if not content:
        return False
    head = content[-1] if lexicon.code in ("en", "de") else content[0]
    if head in _UNCOUNTED or head in english_verbs.PAST or (head in _GENERIC and len(content) < 3):
        return False
    concrete = [token for token in content if not lexicon.vague.match(token) or _DOCUMENTS.match(token)]
    if not concrete:
        return False
    if phrase[0] in lexicon.determiners:
        return True
    if phrase[0] in (
        "more",
        "new",
        "several",
        "some",
        "many",
        "different",
        "neue",
        "mehr",
        "plus",
        "mas",
        "piu",
    ):
        return False
    if lexicon.code in ("fr", "es", "it") and phrase[0] in lexicon.owners | {"des"}:
        return False
    return not lexicon.plural.match(head)
