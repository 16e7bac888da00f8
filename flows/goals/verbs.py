"""Whether a goal acts: its main verb, strong or weak; in English by lists of whole words."""

import re
from dataclasses import replace

from flows.goals import english, english_verbs
from flows.goals.lexicon import Lexicon, words
from flows.goals.stem_verbs import Verbs, by_stems
from flows.goals.text import tokens

_PUNCTUATION = frozenset(",;:.!?()§¤")
_MEANS = frozenset({"by", "through", "via", "while"})
_JOINED = frozenset({"and", "then", ",", ";", "."})
_AUXILIARIES = frozenset({"be", "been", "being", "is", "are", "was", "were", "has", "have", "gets", "get"})
_OBJECT_STARTS = english.NUMBERS | words(
    "a an the our my your its their this that these all every each new one at another more some",
    "least up",
)
_AVAILABLE = re.compile(r"\b(?:available|accessible|public|mandatory|compulsory|free of charge)\b")
_PRODUCING = frozenset({"make", "do", "engage"})
_MODAL_END = re.compile(
    r"(?:\b(?:to|will|should|must|shall|would|could|can|may|we)|'ll)(?: \w+ly| then| also| all| both| now)?[\s,§]*\Z"
)
_TOGETHER = frozenset({"work", "cooperate", "collaborate", "partner", "talk", "speak"})


def strip_opening(rest: str, lexicon: Lexicon) -> str:
    """The goal from its real verb on: without "we want to" and a date in front."""
    text = rest
    for _ in range(4):
        text = re.sub(r"^[\s§,;:.\-!?¤()*#\d.)]*(?=[^\W\d])|^[\s§,;:.\-]+", "", text) if _leads(text) else text
        purpose = lexicon.purposes.match(text)
        if purpose:
            text = text[purpose.end() :].lstrip()
            continue
        match = lexicon.openings.match(text)
        if not match or match.end() >= len(text) or (lexicon.code == "en" and _begins_with_verb(text)):
            break
        text = text[match.end() :].lstrip(" ,:")
    return text.lstrip(" §,;:.-")


def _begins_with_verb(text: str) -> bool:
    """Such as "Launch a tool that members will use": the goal has already begun, its "will" opens nothing."""
    head = re.match(r"[\w'-]+", text)
    word = head.group() if head else ""
    return word in (english_verbs.STRONG | english_verbs.WEAK) - english_verbs.NOUN_TOO or (
        word in english_verbs.NOUN_TOO and bool(re.match(r"[\w'-]+ (?:a|an|the|our|all|every|\d+)\b", text))
    )


def _leads(text: str) -> bool:
    """A date or a list mark stands in front ("§, launch …", "1. Launch …"), not a quantity ("20 members")."""
    return bool(re.match(r"\s*[§,;:.\-]|\s*\d{1,2}[.)]\s", text))


_WILL_HAVE = re.compile(
    r"\b(?:have|has|hat|haben|habe|aura|auront|aurons|avoir|tendra|tendran|tendremos|tener|avra|avranno|avremo|avere|"
    r"bedzie mial[ao]?|beda mialy?|bedziemy mieli|miec)\s+(?:[\w§]+\s+){0,4}\d"
)
"""A number that one will have: "the cluster will have 120 members" is as clear as a strong verb."""


def read_verbs(rest: str, lexicon: Lexicon) -> Verbs:
    """The main verb of a goal whose dates are already taken out."""
    found = _main_verb(rest, lexicon)
    return found if found.strong or not _WILL_HAVE.search(rest) else replace(found, strong=True)


def _main_verb(rest: str, lexicon: Lexicon) -> Verbs:
    text = strip_opening(rest, lexicon)
    if " " not in text.strip():
        return Verbs("", False)
    if lexicon.code == "en":
        opened = rest[: len(rest) - len(text)] if rest.endswith(text) else ""
        return _english(text, lexicon, after_modal=bool(_MODAL_END.search(opened)))
    return by_stems(text, lexicon)


def _english(text: str, lexicon: Lexicon, *, after_modal: bool) -> Verbs:
    found = list(tokens(text))
    first = 0
    while first < len(found) - 1 and (
        found[first] in _PUNCTUATION
        or (
            found[first].endswith("ly")
            and found[first] not in english_verbs.STRONG
            and found[first] not in english_verbs.WEAK
        )
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
    passive = next((word for word in found[first + 1 : first + 4] if word != "been" and not word.endswith("ly")), "")
    if head in ("be", "have") and _is_done(passive):
        return Verbs(passive, True)
    if lemma in _PRODUCING and (following in ("a", "an") or following[:1].isdigit() or following in english.NUMBERS):
        return Verbs(head, True)
    if lemma == "make" and _AVAILABLE.search(text):
        return Verbs(head, True)
    if lemma == "ensure" and following == "that":
        ensured = _finite(found, first + 2)
        if ensured.strong:
            return ensured
    if re.search(r"\bgo(?:es)? (?:live|online)\b", text):
        return Verbs("goes", True)
    if lemma in english_verbs.WEAK and not _is_noun(head, following):
        particle = f" {following}" if following in ("on", "into", "about", "with") else ""
        return _rescue(found, first + 1, head + particle)
    if lemma in english_verbs.STRONG and not _is_noun(head, following):
        return Verbs(head, True)
    if head in english_verbs.NOMINAL and following in ("of", "in", "for"):
        return Verbs(head, True)
    if _looks_imperative(head, following) or (following == "of" and _is_verbal_noun(head)):
        return Verbs(head, True)
    if after_modal and head.isalpha() and len(head) > 2 and head not in english_verbs.NOT_VERBS | english_verbs.NOUNS:
        return Verbs(head, True)
    return _finite(found, first)


def _is_done(participle: str) -> bool:
    """Such as "be coached", "have trained": whatever is done, unless it is a state ("be satisfied")."""
    lemma = english_verbs.PAST.get(participle)
    if lemma:
        return lemma in english_verbs.STRONG - {"certify", "find"}
    return participle.endswith("ed") and len(participle) > 4 and participle not in english_verbs.STATES


def _is_verbal_noun(head: str) -> bool:
    """Such as "Recruitment of …", known or not; "Improvement of …" is as weak as its verb."""
    return (
        head.endswith(("tion", "ment", "ing", "sion"))
        and head not in english_verbs.WEAK_NOUNS | english_verbs.GERUND.keys()
    )


def _lemma(token: str, *, any_form: bool) -> str:
    if token in english_verbs.STRONG or token in english_verbs.WEAK:
        return token
    if not any_form:
        return ""
    return english_verbs.GERUND.get(token) or english_verbs.THIRD.get(token) or english_verbs.PAST.get(token) or ""


def _is_noun(head: str, following: str) -> bool:
    """Such as "Support programme for …", "Market access": a noun in front of nouns or of an end."""
    if head in english_verbs.THIRD and head not in english_verbs.STRONG:
        return True
    if head not in english_verbs.NOUN_TOO:
        return False
    return following in ("is", "are", "has", "have", "will", "should")


def _looks_imperative(head: str, following: str) -> bool:
    if (
        not head.isalpha()
        or len(head) < 3
        or head in english_verbs.NOT_VERBS | english_verbs.NOUNS | english.NUMBERS
        or head.endswith(("ion", "ment", "ness", "ity", "s"))
    ):
        return False
    return (following in _OBJECT_STARTS and following != "at") or following[:1].isdigit()


def _rescue(found: list[str], start: int, weak: str) -> Verbs:
    """A weak verb is fine where the goal goes on to say by doing what: "improve … by launching …"."""
    if weak in ("have", "having") and any(
        english_verbs.PAST.get(t, "") in english_verbs.STRONG and closes(found, i) for i, t in enumerate(found)
    ):
        return Verbs(weak, True)
    together = english_verbs.GERUND.get(weak.split()[0], weak.split()[0]) in _TOGETHER
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
        if before in _MEANS and word == "the" and after in english_verbs.NOMINAL:
            return Verbs(after, True)
        if before in _JOINED and word in english_verbs.STRONG and _acts(word, after):
            return Verbs(word, True)
        if together and before == "to" and word in english_verbs.STRONG and _acts(word, after):
            return Verbs(word, True)
    return Verbs(weak, False)


def closes(found: list[str], i: int) -> bool:
    """Such as "Have the logo designed by …": a participle after its noun, not "60 registered members"."""
    following = found[i + 1 : i + 2]
    return i > 1 and (not following or following[0] in ("by", "and", "in", "with", "§", ",", ".", "at"))


def _gerund(token: str) -> bool:
    """A gerund that is not a weak verb, known or not."""
    known = english_verbs.GERUND.get(token)
    return (
        known in english_verbs.STRONG
        if known
        else token.endswith("ing") and len(token) > 5 and token not in english_verbs.NOUNS
    )


def _acts(token: str, after: str) -> bool:
    return token not in english_verbs.NOUN_TOO or after in _OBJECT_STARTS or after[:1].isdigit()


def _finite(found: list[str], first: int) -> Verbs:
    """No verb in front: "The guide is published", "Our office opens a …", "For our members, launch …"."""
    for i in range(first, len(found)):
        token = found[i]
        after = found[i + 1] if i + 1 < len(found) else ""
        before = found[i - 1] if i else ""
        aux = before in _AUXILIARIES or (before.endswith("ly") and i > 1 and found[i - 2] in _AUXILIARIES)
        counted = first == 0 and (found[0] in english.NUMBERS or found[0].isdigit())
        if counted and after == "by" and english_verbs.PAST.get(token, "use") in english_verbs.STRONG - {"use"}:
            return Verbs(token, True)
        if english_verbs.PAST.get(token, "") in english_verbs.STRONG and (aux or (i > 1 and _ends_phrase(found, i))):
            return Verbs(token, True)
        if (
            i > first
            and token in english_verbs.STRONG
            and (before in (",", ":", ";", ".", "we", "they", "to", "will", "should"))
        ) and _acts(token, after):
            return Verbs(token, True)
        if (
            i > first
            and english_verbs.THIRD.get(token, "") in english_verbs.STRONG - english_verbs.NOUN_TOO
            and (after in _OBJECT_STARTS or after in ("from", "in"))
        ):
            return Verbs(token, True)
        if (
            i > first
            and token in english_verbs.STRONG - {"rate", "use"}
            and before.endswith("s")
            and after in ("the", "a", "an", "our")
        ):
            return Verbs(token, True)
        if (
            i > first
            and token in english_verbs.STRONG - english_verbs.NOUN_TOO
            and (after in _OBJECT_STARTS or after[:1].isdigit())
        ):
            return Verbs(token, True)
    weak = next((t for t in found if t in english_verbs.WEAK or t in _AUXILIARIES), "")
    return Verbs(weak, False)


def _ends_phrase(found: list[str], i: int) -> bool:
    """Such as "Two applications submitted by §": a participle that closes the goal or stands before its date."""
    following = found[i + 1 : i + 3]
    return (
        not following or following[0] == "§" or (following[0] in ("by", "before", "until") and following[1:] == ["§"])
    )
