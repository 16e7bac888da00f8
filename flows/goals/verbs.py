"""Whether a goal acts: its main verb, strong or weak."""

import re
from dataclasses import dataclass

from flows.goals import english
from flows.goals.lexicon import Lexicon, words
from flows.goals.text import is_word, tokens

_PUNCTUATION = frozenset(",;:.!?()§¤")
_MEANS = frozenset({"by", "through", "via", "while", "with"})
_JOINED = frozenset({"and", "then", ",", ";", "."})
_AUXILIARIES = frozenset({"be", "been", "being", "is", "are", "was", "were", "has", "have", "gets", "get"})
_OBJECT_STARTS = english.NUMBERS | words(
    "a an the our my your its their this that these all every each new one at another more some",
    "least up",
)
_CAUSATIVE = frozenset({"faire", "fare", "far", "hacer"})
_TOGETHER = frozenset({"work", "cooperate", "collaborate", "partner", "talk", "speak"})


@dataclass(frozen=True)
class Verbs:
    """The verb that decides, as it stands in the folded goal, and whether it is strong."""

    verb: str
    strong: bool


def strip_opening(rest: str, lexicon: Lexicon) -> str:
    """The goal from its real verb on: without "we want to" and a date in front."""
    text = rest
    for _ in range(4):
        text = re.sub(r"^[\s§,;:.\-!?¤()*#\d.)]*(?=[^\W\d])|^[\s§,;:.\-]+", "", text) if _leads(text) else text
        match = lexicon.openings.match(text)
        if not match or match.end() >= len(text) or (lexicon.code == "en" and _begins_with_verb(text)):
            break
        text = text[match.end() :].lstrip(" ,:")
    return text.lstrip(" §,;:.-")


def _begins_with_verb(text: str) -> bool:
    """Such as "Launch a tool that members will use": the goal has already begun, its "will" opens nothing."""
    head = re.match(r"[\w'-]+", text)
    word = head.group() if head else ""
    return word in (english.STRONG | english.WEAK) - english.NOUN_TOO or (
        word in english.NOUN_TOO and bool(re.match(r"[\w'-]+ (?:a|an|the|our|all|every|\d+)\b", text))
    )


def _leads(text: str) -> bool:
    """A date or a list mark stands in front ("§, launch …", "1. Launch …"), not a quantity ("20 members")."""
    return bool(re.match(r"\s*[§,;:.\-]|\s*\d{1,2}[.)]\s", text))


def read_verbs(rest: str, lexicon: Lexicon) -> Verbs:
    """The main verb of a goal whose dates are already taken out."""
    text = strip_opening(rest, lexicon)
    if " " not in text.strip():
        return Verbs("", False)
    return _english(text, lexicon) if lexicon.code == "en" else _by_stems(text, lexicon)


def _english(text: str, lexicon: Lexicon) -> Verbs:
    found = list(tokens(text))
    first = 0
    while first < len(found) - 1 and (
        found[first] in _PUNCTUATION
        or (found[first].endswith("ly") and found[first] not in english.STRONG and found[first] not in english.WEAK)
        or found[first] in ("also", "now", "then", "first", "together", "not", "only", "always")
    ):
        first += 1
    if first >= len(found):
        return Verbs("", False)
    head = found[first]
    following = found[first + 1] if first + 1 < len(found) else ""
    lemma = _lemma(head, any_form=True)
    phrase = lexicon.weak_phrases.match(text)
    if phrase:
        return _rescue(found, first + 1, phrase.group().strip())
    passive = next((word for word in found[first + 1 : first + 3] if not word.endswith("ly")), "")
    if head == "be" and english.PAST.get(passive, "") in english.STRONG - {"certify", "find"}:
        return Verbs(passive, True)
    if lemma == "engage" and (following in ("a", "an") or following[:1].isdigit() or following in english.NUMBERS):
        return Verbs(head, True)
    if lemma in english.WEAK and not _is_noun(head, following):
        particle = f" {following}" if following in ("on", "into", "about", "with") else ""
        return _rescue(found, first + 1, head + particle)
    if lemma in english.STRONG and not _is_noun(head, following):
        return Verbs(head, True)
    if head in english.NOMINAL and following in ("of", "in", "for"):
        return Verbs(head, True)
    if _looks_imperative(head, following):
        return Verbs(head, True)
    return _finite(found, first)


def _lemma(token: str, *, any_form: bool) -> str:
    if token in english.STRONG or token in english.WEAK:
        return token
    if not any_form:
        return ""
    return english.GERUND.get(token) or english.THIRD.get(token) or english.PAST.get(token) or ""


def _is_noun(head: str, following: str) -> bool:
    """Such as "Support programme for …", "Market access": a noun in front of nouns or of an end."""
    if head in english.THIRD and head not in english.STRONG:
        return True
    if head not in english.NOUN_TOO:
        return False
    return following in ("is", "are", "has", "have", "will", "should")


def _looks_imperative(head: str, following: str) -> bool:
    if (
        not head.isalpha()
        or len(head) < 3
        or head in english.NOT_VERBS | english.NOUNS | english.NUMBERS
        or head.endswith(("ion", "ment", "ness", "ity", "s"))
    ):
        return False
    return (following in _OBJECT_STARTS and following != "at") or (head.endswith("ing") and following in _OBJECT_STARTS)


def _rescue(found: list[str], start: int, weak: str) -> Verbs:
    """A weak verb is fine where the goal goes on to say by doing what: "improve … by launching …"."""
    if weak in ("have", "having") and any(
        english.PAST.get(t, "") in english.STRONG and closes(found, i) for i, t in enumerate(found)
    ):
        return Verbs(weak, True)
    together = english.GERUND.get(weak.split()[0], weak.split()[0]) in _TOGETHER
    for i in range(start, len(found) - 1):
        before, word = found[i], found[i + 1]
        if word.endswith("ly") and i + 2 < len(found):
            word = found[i + 2]
        after = found[i + 2] if i + 2 < len(found) else ""
        if (
            before in _MEANS
            and _gerund(word)
            and (
                word not in ("training", "meeting", "marketing", "funding", "planning", "building")
                or after in _OBJECT_STARTS
            )
        ):
            return Verbs(word, True)
        if before in _MEANS and word == "the" and after in english.NOMINAL:
            return Verbs(after, True)
        if before in _JOINED and word in english.STRONG and _acts(word, after):
            return Verbs(word, True)
        if together and before == "to" and word in english.STRONG and _acts(word, after):
            return Verbs(word, True)
    return Verbs(weak, False)


def closes(found: list[str], i: int) -> bool:
    """Such as "Have the logo designed by …": a participle after its noun, not "60 registered members"."""
    following = found[i + 1 : i + 2]
    return i > 1 and (not following or following[0] in ("by", "and", "in", "with", "§", ",", ".", "at"))


def _gerund(token: str) -> bool:
    """A gerund that is not a weak verb, known or not."""
    known = english.GERUND.get(token)
    return known in english.STRONG if known else token.endswith("ing") and len(token) > 5 and token not in english.NOUNS


def _acts(token: str, after: str) -> bool:
    return token not in english.NOUN_TOO or after in _OBJECT_STARTS or after[:1].isdigit()


def _finite(found: list[str], first: int) -> Verbs:
    """No verb in front: "The guide is published", "Our office opens a …", "For our members, launch …"."""
    for i in range(first, len(found)):
        token = found[i]
        after = found[i + 1] if i + 1 < len(found) else ""
        before = found[i - 1] if i else ""
        aux = before in _AUXILIARIES or (before.endswith("ly") and i > 1 and found[i - 2] in _AUXILIARIES)
        if english.PAST.get(token, "") in english.STRONG and (aux or (i > 1 and _ends_phrase(found, i))):
            return Verbs(token, True)
        if (
            i > first
            and token in english.STRONG
            and (before in (",", ":", ";", ".", "we", "they", "to", "will", "should"))
        ) and _acts(token, after):
            return Verbs(token, True)
        if i > first and english.THIRD.get(token, "") in english.STRONG - english.NOUN_TOO and after in _OBJECT_STARTS:
            return Verbs(token, True)
        if (
            i > first
            and token in english.STRONG - english.NOUN_TOO
            and (after in _OBJECT_STARTS or after[:1].isdigit())
        ):
            return Verbs(token, True)
    weak = next((t for t in found if t in english.WEAK or t in _AUXILIARIES), "")
    return Verbs(weak, False)


def _ends_phrase(found: list[str], i: int) -> bool:
    """Such as "Two applications submitted by §": a participle that closes the goal or stands before its date."""
    following = found[i + 1 : i + 3]
    return (
        not following or following[0] == "§" or (following[0] in ("by", "before", "until") and following[1:] == ["§"])
    )


_PARTICLES = frozenset({"ein", "an", "ab", "auf", "aus", "durch", "vor", "her", "um"})
_FINITE = re.compile(r"(stell|fuhr|reich|richt|schliess|bau|werb|setz|bild|biet|eroffn|kauf|tret)(?:e|en|t|et)\Z")


def join_separated(rest: str) -> str:
    """German "wir stellen … ein" with its verb put together at the end: "wir … einstellen"."""
    found = rest.split()
    last = len(found) - 1
    while last > 0 and found[last] == "§":
        last -= 1
    if last < 2 or found[last] not in _PARTICLES:
        return rest
    for i, word in enumerate(found[:last]):
        match = _FINITE.match(word)
        if match:
            return " ".join([*found[:i], *found[i + 1 : last], found[last] + match.group(1) + "en"])
    return rest


def _by_stems(text: str, lexicon: Lexicon) -> Verbs:
    found = tokens(text)
    weak = ""
    weak_at = -1
    for i, token in enumerate(found):
        if not is_word(token) or token in lexicon.function_words:
            continue
        if token in _CAUSATIVE and found[i + 1 : i + 2] and lexicon.verb_shape.match(found[i + 1]):
            return Verbs(token, True)
        if lexicon.weak_verbs.match(token) and (lexicon.verb_last or i == weak_at + 1 or _verbal(token, i, lexicon)):
            if not weak:
                weak, weak_at = token, i
            continue
        if not lexicon.strong_verbs.match(token) or not (lexicon.verb_last or _verbal(token, i, lexicon)):
            continue
        if lexicon.verb_last and i and found[i - 1] in ("beim", "zum", "am", "im", "bei", "ins"):
            continue
        if not weak or _connected(found, weak_at, i, lexicon):
            weak_later = lexicon.verb_last and not weak and any(lexicon.weak_verbs.match(t) for t in found[i + 1 :])
            if not weak_later or _connected(found, -1, i, lexicon) or _is_infinitive_pair(found, i, lexicon):
                return Verbs(token, True)
    if not weak:
        unknown = _unknown_verb(found, lexicon)
        if unknown:
            return Verbs(unknown, True)
    return Verbs(weak, False)


def _is_infinitive_pair(found: list[str], i: int, lexicon: Lexicon) -> bool:
    """German "… gründen und … unterstützen": the strong verb closes its own clause."""
    return i + 1 < len(found) and found[i + 1] in ("und", ",", ";", ".", "um", "sowie")


def _verbal(token: str, position: int, lexicon: Lexicon) -> bool:
    return position == 0 or bool(lexicon.verb_shape.match(token))


def _connected(found: list[str], start: int, end: int, lexicon: Lexicon) -> bool:
    """A weak verb and a later strong one belong together by "en", "mediante", "indem" or a gerund."""
    if re.search(r"(?:ando|iendo|endo)\Z", found[end]):
        return True
    near = found[max(start + 1, 0) : end] if lexicon.verb_last else found[max(start + 1, end - 2) : end]
    return any(token in lexicon.connectors for token in near)


def _unknown_verb(found: list[str], lexicon: Lexicon) -> str:
    spoken = [token for token in found if is_word(token)]
    if len(spoken) < 2:
        return ""
    candidate = spoken[-1] if lexicon.verb_last else spoken[0]
    plausible = lexicon.verb_shape.match(candidate) and not lexicon.vague.match(candidate)
    return candidate if plausible and not lexicon.weak_verbs.match(candidate) else ""
