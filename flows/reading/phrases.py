"""What the readers of dates, times and numbers look at: folded words, and patterns made of the word lists."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from flows.reading import languages
from flows.reading.text import fold, unquoted

T = TypeVar("T")

LONGEST = 120
"""Characters of anything that is read as a date, a time or a number: more is prose."""

_SLASHES = re.compile("[\u2044\u2215\u29f8]")
_APART = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
_BRACKETS = re.compile(r"[()\[\]{}<>\"'_]")
_JOINTS = re.compile(r"[./-](?=[^\W\d_])|(?<=[^\W\d_])[./-]")
_ARTICLE = re.compile(r"(?<!\w)ال(?=[^\W\d_]{2,})")


def normal(text: str) -> str:
    """Folded words with one space between them; letters and figures apart, and no signs but between figures."""
    folded = _SLASHES.sub("/", fold(unquoted(text))).replace("،", ",").replace("٫", ",").replace("´", " ")
    return _spaced(_parted(folded))


def _parted(folded: str) -> str:
    return _JOINTS.sub(" ", _APART.sub(" ", _ARTICLE.sub("", _BRACKETS.sub(" ", folded))))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def forms(entries: Iterable[str]) -> list[str]:
    """Entries of the word lists as they stand in `normal` text; all at once, for there are thousands."""
    return [_spaced(line) for line in _parted("\n".join(entries)).split("\n")]


def joined_forms(entries: Iterable[str]) -> list[str]:
    """Entries of the word lists as they stand in text without the words that only join others."""
    return [_spaced(line) for line in _OF.compiled.sub(" ", "\n".join(forms(entries))).split("\n")]


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(set(words), key=lambda form: (-len(form), form)) if form)


def alternatives(entries: Iterable[str]) -> str:
    """The entries as alternatives of a regular expression, longest first."""
    return _any_of(forms(entries))


def joined(entries: Iterable[str]) -> str:
    """Alternatives of a regular expression for texts without the words that only join others."""
    return _any_of(joined_forms(entries))


def table(entries: Mapping[str, T]) -> dict[str, T]:
    """A list of words with what they stand for, as they stand in `normal` text."""
    return dict(zip(forms(entries), entries.values(), strict=True))


def joined_table(entries: Mapping[str, T]) -> dict[str, T]:
    """As `table`, for texts without the words that only join others."""
    return dict(zip(joined_forms(entries), entries.values(), strict=True))


def whole(entries: Iterable[str]) -> str:
    """A pattern for any of the entries as whole words."""
    return rf"(?<!\w)(?:{alternatives(entries)})(?!\w)"


class Pattern:
    """A regular expression that is compiled when it is first used: most people type figures."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self._pattern)

    def match(self, text: str) -> re.Match[str] | None:
        """At the beginning of the text."""
        return self.compiled.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The whole of the text."""
        return self.compiled.fullmatch(text)

    def search(self, text: str) -> re.Match[str] | None:
        """Anywhere in the text."""
        return self.compiled.search(text)

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """Everywhere in the text."""
        return self.compiled.finditer(text)

    def without(self, text: str) -> str:
        """The text without what matches."""
        return _spaced(self.compiled.sub(" ", text))


_OF = Pattern(whole(languages.OF))


def without_of(text: str) -> str:
    """The normal text without the words that only join others."""
    return _OF.without(text)
