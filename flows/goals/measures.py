"""How one will know that a goal is reached: quantities and criteria."""

import re
from dataclasses import dataclass, field

from flows.goals import english
from flows.goals.lexicon import Lexicon
from flows.goals.text import is_word, tokens
from flows.goals.verbs import strip_opening

_QUANTITY = re.compile(r"(?:\d+(?:[.,]\d+)*)(?:%|k|m|mio|bn|x| ?%)?\Z|[€$£]\Z|\d+(?:[.,]\d+)*\s?%\Z")
_CERTIFIED = re.compile(r"\b(?:certified|accredited|zertifiziert|certifie|certificad|certificat)\w*\b|\blabel\b")
_PREPOSITIONS = frozenset(
    "for with in at on by of to from among between about into through via under over around as across against per "
    "für fur mit im am bei von vom zu zum zur aus auf an unter bis pour avec dans de du des d' aux au a en sur chez par "
    "con per nel nella nei di da del della dei con dla z w na po od przez ze and und et y e i § ¤ , ; : . ( ) ! ?".split()
)
_ADDED = frozenset("that which who featuring showing including called named where so covering containing".split())
_PARTICLES = frozenset("up out off back down over together on".split())
_UNCOUNTED = frozenset(
    "funding awareness support training cooperation collaboration information trust communication visibility growth "
    "innovation knowledge value work help advice research intelligence ai digitalisation digitalization transition marketing networking money income revenue contact".split()
)
_GENERIC = frozenset(
    "initiative project activity event service solution opportunity idea approach action thing measure offer way "
    "relationship partnership environment culture network cluster region sector ecosystem future phase plan".split()
)


@dataclass
class Measures:
    """``quantities`` and ``criteria`` found; ``context`` are numbers that tell who, not how many."""

    quantities: list[str] = field(default_factory=list)
    criteria: list[str] = field(default_factory=list)
    context: list[str] = field(default_factory=list)
    uncounted: str = ""

    @property
    def measurable(self) -> bool:
        """Whether anything can be checked afterwards."""
        return bool(self.quantities or self.criteria)


def read_measures(rest: str, lexicon: Lexicon | None, verb_position: int = 0) -> Measures:
    """Quantities and criteria of a goal whose dates and names are already taken out."""
    read = Measures()
    found = tokens(rest)
    for i, token in enumerate(found):
        if _QUANTITY.match(token) or (lexicon and token in lexicon.numbers):
            owner = i and lexicon and found[i - 1] in lexicon.owners and not token.endswith("%")
            after = found[i + 1 : i + 2]
            (read.context if owner and after != ["%"] else read.quantities).append(token)
    if lexicon is None:
        read.quantities += read.context
        return read
    read.quantities += [match.group().strip() for match in lexicon.quantifiers.finditer(rest)]
    if re.search(r"\b(?:be|become|get|are|is|werden|sein|etre|devenir|ser|essere|byc)\b", rest) and _CERTIFIED.search(rest):
        read.criteria.append("certified")
    _read_criteria(read, strip_opening(rest, lexicon), lexicon)
    return read


def _read_criteria(read: Measures, text: str, lexicon: Lexicon) -> None:
    found = tokens(text)
    for i, token in enumerate(found):
        lemma = token
        if lexicon.code == "en":
            acting = i == 0 or found[i - 1] in _BEFORE_GERUND
            lemma = (english.GERUND.get(token) if acting else "") or (token if token in english.STRONG else "")
            passive = english.PAST.get(token, "") if i and found[i - 1] in ("be", "is", "are", "been") else ""
            if passive and lexicon.completing.match(passive):
                read.criteria.append(token)
                continue
            nominal = i == 0 and token in english.NOMINAL and "of" in found[1:2]
            if not lemma and not nominal:
                continue
            if i and lemma in english.NOUN_TOO and token == lemma and found[i - 1] not in _CLAUSE_STARTS:
                continue
            if nominal:
                lemma = "launch"
        if i and lexicon.code == "en" and found[i - 1] in ("the", "a", "our", "of", "to") and token not in english.GERUND:
            if found[i - 1] != "to" or found[0] in english.WEAK:
                continue
        reached = _everyone(found, i)
        if reached and (lemma in english.STRONG if lexicon.code == "en" else lexicon.strong_verbs.match(token)):
            read.criteria.append(reached)
        if not lexicon.completing.match(lemma):
            continue
        phrase = _object(found, i, lexicon)
        if _definite(phrase, lexicon):
            read.criteria.append(" ".join([token, *phrase]))
        elif phrase and not read.uncounted:
            read.uncounted = " ".join(phrase)


_BEFORE_GERUND = frozenset({"by", "through", "via", "while", "and", ",", ";", ".", "§"})
_CLAUSE_STARTS = frozenset({",", ";", ":", ".", "and", "to", "§", "will", "should", "then"})


def _everyone(found: list[str], i: int) -> str:
    """"Call every member", "visit all 84 companies": complete or not, so it can be checked."""
    following = found[i + 1 : i + 4]
    if following and following[0] in ("all", "every", "each", "alle", "jedes", "jeden", "tous", "chaque", "todos", "tutti"):
        return " ".join(following[:3]) if "stakeholders" not in following and "opportunities" not in following else ""
    return ""


def _object(found: list[str], i: int, lexicon: Lexicon) -> list[str]:
    """The noun phrase the verb acts on: after it, in German before it."""
    after = found[i + 1 :]
    while after and (after[0] in _PARTICLES or after[0] in ("of", "de", "d'", "di", "del", "della", "von")):
        after = after[1:]
    phrase: list[str] = []
    for token in after:
        preposition = token in _PREPOSITIONS and token not in lexicon.determiners
        if not is_word(token) or (preposition and phrase) or (phrase and token in _ADDED):
            break
        if not preposition:
            phrase.append(token)
    if lexicon.verb_last and not phrase:
        before = found[:i]
        starts = [n for n, token in enumerate(before) if token in lexicon.determiners and token not in ("der", "den", "des")]
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
    if head in _UNCOUNTED or head in english.PAST or (head in _GENERIC and len(content) < 3):
        return False
    concrete = [token for token in content if not lexicon.vague.match(token)]
    if not concrete:
        return False
    if phrase[0] in lexicon.determiners:
        return True
    if phrase[0] in ("more", "new", "several", "some", "many", "different", "neue", "mehr", "plus", "mas", "piu"):
        return False
    if lexicon.code in ("fr", "es", "it") and phrase[0] in lexicon.owners | {"des"}:
        return False
    return not lexicon.plural.match(head)
