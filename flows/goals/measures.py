"""How one will know that a goal is reached: quantities and criteria."""

import re
from dataclasses import dataclass, field

from flows.goals import english
from flows.goals.lexicon import Lexicon, stems, words
from flows.goals.text import is_word, tokens
from flows.goals.verbs import closes, strip_opening

_QUANTITY = re.compile(r"(?:\d+(?:[.,]\d+)*)(?:%|k|m|mio|bn|x| ?%)?\Z|[€$£]\Z|\d+(?:[.,]\d+)*\s?%\Z")
_CERTIFIED = re.compile(r"\b(?:certified|accredited|zertifiziert|certifie|certificad|certificat)\w*\b|\blabel\b")
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
    """``quantities`` and ``criteria`` found; ``context`` are numbers that tell who, not how many."""

    quantities: list[str] = field(default_factory=list)
    criteria: list[str] = field(default_factory=list)
    context: list[str] = field(default_factory=list)
    uncounted: str = ""

    @property
    def measurable(self) -> bool:
        """Whether anything can be checked afterwards."""
        return bool(self.quantities or self.criteria)


def read_measures(rest: str, lexicon: Lexicon | None) -> Measures:
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
    if re.search(r"\b(?:be|become|get|are|is|werden|sein|etre|devenir|ser|essere|byc)\b", rest) and _CERTIFIED.search(
        rest
    ):
        read.criteria.append("certified")
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
        elif phrase and not read.uncounted:
            read.uncounted = " ".join(phrase)


_BEFORE_GERUND = frozenset({"by", "through", "via", "while", "and", ",", ";", ".", "§"})
_CLAUSE_STARTS = frozenset({",", ";", ":", ".", "and", "to", "§", "will", "should", "then"})
_FINISHING = frozenset({"complete", "finish", "finalise", "finalize", "conclude", "obtain", "achieve", "pass"})


def _participle(found: list[str], i: int) -> str:
    """The lemma of "is published", or of "have the logo designed"; else ""."""
    lemma = english.PAST.get(found[i], "")
    if not lemma or not i:
        return ""
    passive = found[i - 1] in ("be", "is", "are", "been")
    causative = found[0] in ("have", "get") and closes(found, i)
    return lemma if passive or causative else ""


def _english_action(found: list[str], i: int) -> str:
    """The lemma when the word stands where something is done, not where it is a noun; else ""."""
    token, before = found[i], found[i - 1] if i else ""
    if not i and token in english.NOMINAL and found[1:2] == ["of"]:
        return "launch"
    if token in english.GERUND and (not i or before in _BEFORE_GERUND):
        return english.GERUND[token] if english.GERUND[token] in english.STRONG else ""
    if token == "engage":  # noqa: S105 - a verb: to engage a consultant is to hire, to engage in dialogue is not
        hires = found[i + 1 : i + 2] in (["a"], ["an"])
        return token if hires else ""
    if token not in english.STRONG or before in ("the", "a", "our", "of"):
        return ""
    if before == "to" and found[0] in english.WEAK:
        return ""
    if i and token in english.NOUN_TOO and before not in _CLAUSE_STARTS:
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
    if following and following[0] in (
        "all",
        "every",
        "each",
        "alle",
        "jedes",
        "jeden",
        "tous",
        "chaque",
        "todos",
        "tutti",
    ):
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
    if head in _UNCOUNTED or head in english.PAST or (head in _GENERIC and len(content) < 3):
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
