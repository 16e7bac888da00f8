"""The shape of one language's word lists, and the helpers that build them.

All entries may be written with accents; they are folded the way the goals are before they are compared.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from flows.reading.text import fold


class Late:
    """A regular expression that is compiled when it is first used: those of six languages take a fifth of all
    starting, and a goal is written in one."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._pattern)

    def match(self, text: str) -> re.Match[str] | None:
        """As that of ``re.Pattern``."""
        return self._compiled.match(text)

    def search(self, text: str) -> re.Match[str] | None:
        """As that of ``re.Pattern``."""
        return self._compiled.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As that of ``re.Pattern``."""
        return self._compiled.finditer(text)

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As that of ``re.Pattern``."""
        return self._compiled.sub(replacement, text)


Pattern = Late | re.Pattern[str]


def words(*lists: str) -> frozenset[str]:
    """Whole words, given as text separated by spaces."""
    return frozenset(fold(" ".join(lists)).split())


def stems(*lists: str, short_ending: str | None = None) -> Pattern:
    """A pattern for whole words that begin with one of the stems; ``stem$`` allows no ending.

    With ``short_ending``, stems of up to four letters take only that ending, so that "new" is not "newsletter".
    """
    parts = sorted(set(fold(" ".join(lists)).split()), key=lambda stem: (-len(stem), stem))
    return Late(rf"(?:{'|'.join(_stem(part, short_ending) for part in parts)})\Z")


def _stem(part: str, short_ending: str | None) -> str:
    if part.endswith("$"):
        return re.escape(part[:-1])
    if short_ending is not None and len(part) <= 4:
        return re.escape(part) + short_ending
    return re.escape(part) + r"[\w'-]*"


def phrases(*patterns: str) -> Pattern:
    """A pattern for any of the phrases, at word boundaries, in folded text."""
    return Late(r"(?<![\w'-])(?:" + "|".join(fold_pattern(p) for p in patterns) + r")(?!\w)")


def fold_pattern(pattern: str) -> str:
    """A regular expression without accents; its operators are ASCII and stay as they are."""
    return "".join(c if c.isascii() else fold(c) for c in pattern)


def alternatives(entries: Iterable[str]) -> str:
    """The entries as alternatives of a regular expression, longest first."""
    return "|".join(re.escape(e) for e in sorted(entries, key=lambda e: (-len(e), e)))


NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Lexicon:
    """What one language contributes to the checks.

    ``strong_verbs`` and ``weak_verbs`` match single words (verb forms and the nouns made of them);
    ``verb_shape`` recognises an unknown verb by its ending, ``verbal_noun`` the noun made of one, and ``acting``
    a finite or passive form in text (its verb in the group "verb").  ``completing`` verbs end in something that
    is either done or not.  ``purposes`` matches a clause in front that says what for.  ``hints`` are content words
    that only help to recognise the language.
    ``deadlines``, ``repetitions``, ``vague_times`` and ``quantifiers`` match in text.
    """

    code: str
    function_words: frozenset[str]
    hints: frozenset[str]
    openings: Pattern
    strong_verbs: Pattern
    weak_verbs: Pattern
    completing: Pattern
    connectors: frozenset[str]
    deadlines: Pattern
    repetitions: Pattern
    vague_times: Pattern
    numbers: frozenset[str]
    quantifiers: Pattern
    determiners: frozenset[str]
    plural: Pattern
    vague: Pattern
    owners: frozenset[str] = field(default_factory=frozenset)
    verb_shape: Pattern = NOTHING
    verb_last: bool = False
    weak_phrases: Pattern = NOTHING
    purposes: Pattern = NOTHING
    acting: Pattern = NOTHING
    verbal_noun: Pattern = NOTHING
    subordinators: frozenset[str] = field(default_factory=frozenset)
