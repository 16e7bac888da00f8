"""What the wording of a message tells beside its topic: does it go on from before, where may another question begin."""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from knowledge.library.analysis import fold, stopwords, words
from knowledge.library.languages import LANGUAGES, Language
from knowledge.library.yaml_file import read_yaml
from knowledge.search.smalltalk import small_talk

LONGEST_FOLLOW_UP = 25
"""A message of more words says by itself what it is about."""
KEYWORDS = 2
"""A short message with so many words of a topic at most names it and asks nothing about it."""
MOST_PIECES = 16
"""A message of more pieces is taken as a story with one question."""
_SENTENCE = r"(?<=[?؟!.;…])\s+|\n+|\s[/+]\s|(?:(?<=\s)|^)(?:\d{1,2}[.)]|[a-d]\)|[-*•–])\s+"
_CLAUSE = r"[,،]\s+|:\s+|\s+(?=(?:{joints})\s)"
_SINGLE = ("asking", "reference", "added", "joint", "details")
_MARKER = r"(?:\d{1,2}[.)]|[a-d]\)|[-*•–])"
_BEFORE, _BEHIND = re.compile(rf"\s*(?:{_MARKER}\s+)?"), re.compile(_MARKER)
_ENDINGS = "?؟!.;…:"
_REFERS, _BEGINS = 5, 7
"""Places in `Piece.joint`."""
_LISTED = re.compile(r"\n|[/+]|(?:\d|[a-d])[.)]\s*$|[-*•–]\s*$")


@dataclass(frozen=True)
class Cues:
    """How a message may go on from what was answered before: 1 for yes, 0 for no, or a share.

    ``details`` is the share of its words of a topic that only ask for more, such as "example"; ``few`` is 1 for a
    message without a word of its own topic and falls to 0 at six such words.
    """

    opens: float
    refers: float
    asks_only: float
    few: float
    leaves: float
    details: float


@dataclass(frozen=True)
class Piece:
    """A piece of a message that may be, or begin, a question of its own, and how it is joined to the one before.

    ``joint``: whether the piece before ends with a question mark, whether this one stands in a list, opens with a
    word such as "also", with a question word after "and", after the end of a sentence, points back, asks, and opens
    like a question that needs no mark.
    """

    start: int
    joint: tuple[float, ...] = field(default=())


def may_go_on(message: str) -> bool:
    """Whether a message is short enough to need what was said before."""
    return 0 < len(words(message)) <= LONGEST_FOLLOW_UP


def is_keyword(message: str) -> bool:
    """Whether a message only names a topic: "funding", "membership fee", "I need money"."""
    said = words(message)
    named = [word for word in said if fold(word) not in _stop()]
    return len(said) <= KEYWORDS + 1 and 0 < len(named) <= KEYWORDS


def cues(message: str, language: Language = "en") -> Cues:
    """The signs that a message in a language goes on from the one before."""
    lists = _lists(language)
    folded = [fold(word) for word in words(message)]
    starts = [" ".join(folded[:size]) for size in (1, 2, 3, 4)]
    stop = _stop()
    content = [word for word in folded if word not in stop]
    return Cues(
        opens=float(any(start in lists.opener for start in starts)),
        refers=float(any(word in lists.reference for word in folded)),
        asks_only=float(len(content) < 2 and any(word in lists.asking for word in folded[:2])),
        few=max(0.0, 1 - len(content) / 6),
        leaves=float(any(f" {phrase} " in f" {' '.join(folded)} " for phrase in lists.leaves)),
        details=sum(word in lists.details for word in content) / len(content) if content else 0.0,
    )


def pieces(message: str, language: Language) -> tuple[Piece, ...]:
    """Where another question may begin in a message; the first piece begins where the message does.

    Greetings and words without a topic go with what stands beside them.  One piece when nothing can be told apart,
    or too much.
    """
    return _pieces(message, language)


@lru_cache(maxsize=64)
def _pieces(message: str, language: Language) -> tuple[Piece, ...]:
    """The same, kept: a message is taken to pieces again when it is not understood as a whole."""
    found: list[Piece] = []
    begun, opened = 0, None
    spans = [match.span() for match in _boundaries(language).finditer(message)]
    for (end, start), (until, _) in zip([(0, 0), *spans], [*spans, (len(message), 0)], strict=True):
        end, start = opened or (end, start)
        text = message[start:until]
        if not _has_topic(text, message[:end], message[end:start]):
            goes_on = text.strip() and text.rstrip()[-1] not in _ENDINGS and not small_talk(text)
            opened = (end, start) if goes_on else None
            continue
        opened = None
        found.append(
            Piece(start, _joint(message[begun:end], message[end:start], text, language)) if found else Piece(0)
        )
        begun = start
    return tuple(found) if 1 < len(found) <= MOST_PIECES else (Piece(0),)


def questions_in(message: str, language: Language) -> list[str]:
    """The questions of a message where every piece of it opens like one; one that points back has the first before it.

    Empty where the message holds anything else.
    """
    found = pieces(message, language)
    if len(found) < 2 or not all(piece.joint[_BEGINS] for piece in found[1:]) or not _asks(message):
        return []
    ends = [*(piece.start for piece in found[1:]), len(message)]
    texts = [message[piece.start : end] for piece, end in zip(found, ends, strict=True)]
    return [
        f"{texts[0]} {text}" if piece.joint and piece.joint[_REFERS] else text
        for piece, text in zip(found, texts, strict=True)
    ]


def _asks(message: str) -> bool:
    """Whether a message opens like a question that needs no mark."""
    return bool(_asked().match(" ".join(fold(word) for word in words(message)[:4])))


def without_list_marks(text: str) -> str:
    """A part of a message without the list marks that stand before and behind it."""
    before = _BEFORE.match(text)
    left = text[before.end() if before else 0 :].rstrip()
    *rest, last = left.rsplit(None, 1) or [left]
    return rest[0] if rest and _BEHIND.fullmatch(last) else left


def _has_topic(text: str, before: str, between: str) -> bool:
    """Whether a piece is about something; a single word is where a sentence or a point of a list begins."""
    spoken = words(text)
    alone = not before or before.rstrip()[-1:] in _ENDINGS or bool(_LISTED.search(between))
    enough = len(spoken) > 1 or alone
    return enough and any(fold(word) not in _stop() for word in spoken) and not small_talk(text)


def _joint(before: str, between: str, after: str, language: Language) -> tuple[float, ...]:
    lists = _lists(language)
    first = [fold(word) for word in words(after)][:4]
    plain = first[1:] if first and first[0] in lists.joint else first
    ending = before.rstrip()[-1:]
    return (
        float(ending in ("?", "؟")),
        float(bool(_LISTED.search(between))),
        float(any(word in lists.added for word in first[:2])),
        float(plain != first and any(word in lists.asking for word in plain[:2])),
        float(ending in (".", ";", "!", "…")),
        float(any(fold(word) in lists.reference for word in words(after))),
        float("?" in after or "؟" in after or any(word in lists.asking for word in plain[:3])),
        float(bool(_asked().match(" ".join(plain)))),
    )


@dataclass(frozen=True)
class _Lists:
    opener: frozenset[str]
    leaves: frozenset[str]
    asking: frozenset[str]
    reference: frozenset[str]
    added: frozenset[str]
    joint: frozenset[str]
    details: frozenset[str]


@cache
def _lists(language: Language) -> _Lists:
    """The words of a language and of English, which stands in all: "i" goes on in Polish and begins in English."""
    data = _data()
    lines = [LANGUAGES.index(each) for each in dict.fromkeys((language, "en"))]
    phrases = {name: frozenset(str(each) for n in lines for each in data[name][n]) for name in ("opener", "leaves")}
    single = {name: frozenset(" ".join(str(data[name][n]) for n in lines).split()) for name in _SINGLE}
    return _Lists(**phrases, **single)


@cache
def _asked() -> re.Pattern[str]:
    """How questions open, in all languages, of folded words."""
    return re.compile("|".join(f"(?:{line})" for line in _data()["asked"]))


@cache
def _boundaries(language: Language) -> re.Pattern[str]:
    """Where a sentence or clause ends, with the joining words of the language and of English."""
    both = [LANGUAGES.index(each) for each in dict.fromkeys(("en", language))]
    joints = "|".join(map(re.escape, " ".join(_data()["joint"][n] for n in both).split()))
    asked = "|".join(str(_data()["asked"][n]) for n in both)
    # not right after a joint, which opens the question itself
    begins = rf"(?<!\band)(?<!\bund)(?<!\bet)(?<!\by)(?<!\be)(?<!\bi)\s+(?=(?:{asked})\b)"
    return re.compile(f"{_SENTENCE}|{_CLAUSE.format(joints=joints)}|{begins}", re.IGNORECASE)


@cache
def _stop() -> frozenset[str]:
    """The stopwords of all languages together."""
    return frozenset(word for listed in stopwords().values() for word in listed)


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_yaml(Path(__file__).parent / "conversation.yaml")
    return data
