"""The shape of one language's word lists, and the helpers that build them.

All entries may be written with accents; they are folded the way the goals are before they are compared.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from flows.goals.text import fold


def words(*lists: str) -> frozenset[str]:
    """Whole words, given as text separated by spaces."""
    return frozenset(fold(" ".join(lists)).split())


def stems(*lists: str, short_ending: str | None = None) -> re.Pattern[str]:
    """A pattern for whole words that begin with one of the stems; ``stem$`` allows no ending.

    With ``short_ending``, stems of up to four letters take only that ending, so that "new" is not "newsletter".
    """
    parts = sorted(set(fold(" ".join(lists)).split()), key=lambda stem: (-len(stem), stem))
    return re.compile(rf"(?:{'|'.join(_stem(part, short_ending) for part in parts)})\Z")


def _stem(part: str, short_ending: str | None) -> str:
    if part.endswith("$"):
        return re.escape(part[:-1])
    if short_ending is not None and len(part) <= 4:
        return re.escape(part) + short_ending
    return re.escape(part) + r"[\w'-]*"


def phrases(*patterns: str) -> re.Pattern[str]:
    """A pattern for any of the phrases, at word boundaries, in folded text."""
    return re.compile(r"(?<![\w'-])(?:" + "|".join(fold_pattern(p) for p in patterns) + r")(?!\w)")


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
    ``verb_shape`` recognises an unknown verb by its ending.  ``completing`` verbs end in something that
    is either done or not.  ``hints`` are content words that only help to recognise the language.
    ``deadlines``, ``repetitions``, ``vague_times`` and ``quantifiers`` match in text.
    """

    code: str
    function_words: frozenset[str]
    hints: frozenset[str]
    openings: re.Pattern[str]
    strong_verbs: re.Pattern[str]
    weak_verbs: re.Pattern[str]
    completing: re.Pattern[str]
    connectors: frozenset[str]
    deadlines: re.Pattern[str]
    repetitions: re.Pattern[str]
    vague_times: re.Pattern[str]
    numbers: frozenset[str]
    quantifiers: re.Pattern[str]
    determiners: frozenset[str]
    plural: re.Pattern[str]
    vague: re.Pattern[str]
    owners: frozenset[str] = field(default_factory=frozenset)
    verb_shape: re.Pattern[str] = NOTHING
    verb_last: bool = False
    weak_phrases: re.Pattern[str] = NOTHING
    subordinators: frozenset[str] = field(default_factory=frozenset)
