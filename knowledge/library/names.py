"""Names, programmes and abbreviations in what people ask: what an article must hold to answer for them.

A name is told by its form: two capitals or a capital and a digit (``COSME``, ``S3``, ``LinkedIn``), a capitalised word
inside an English phrasing, or a known programme or abbreviation, also in small letters.  Places, peoples and days are
said in passing and promise nothing (``names.yaml``).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from knowledge.library.analysis import fold, stopwords, words
from knowledge.library.article import Article
from knowledge.library.glossary import lines as glossary_lines
from knowledge.library.languages import Language
from knowledge.library.yaml_file import read_yaml

_ABBREVIATION = re.compile(r"(?<!\w)(?=\w*[A-Z]\w*[A-Z0-9])[A-Z]\w+", re.ASCII)
_INSIDE = re.compile(r"(?<=[\w,;)] )[A-Z][a-z]\w*")
"""A capitalised word that does not begin a sentence or a quotation."""


@dataclass(frozen=True)
class Names:
    """What counts as a name: those ``known`` in small letters, those said in ``passing``, and which mean the ``same``.

    ``short`` are abbreviations known in small letters in English: in other languages they may be everyday words.
    """

    known: frozenset[str]
    short: frozenset[str]
    passing: frozenset[str]
    same: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def _by_beginning(self) -> dict[str, list[str]]:
        """Those known or short by their first word: few of them begin with a word that somebody says."""
        found: dict[str, list[str]] = {}
        for name in self.known | self.short:
            found.setdefault(name.partition(" ")[0], []).append(name)
        return found

    def unkept(self, article: Article) -> Iterator[tuple[Language, str, str]]:
        """Each phrasing with a name that its article does not hold: language, phrasing, name in small letters."""
        held = _Text([article.title, article.body])
        for language, phrasings in _phrasings(article):
            translation = article.translations.get(language)
            there = held if translation is None else held.with_(translation.title)
            for phrasing in phrasings:
                for name in self.of(phrasing, language):
                    if not any(there.holds(each) for each in self.same.get(name, frozenset()) | {name}):
                        yield language, phrasing, name

    def of(self, phrasing: str, language: Language) -> list[str]:
        """The names in a phrasing, in small letters without accents, each once."""
        found = [*_ABBREVIATION.findall(phrasing), *(_INSIDE.findall(phrasing) if language == "en" else ())]
        names = dict.fromkeys(_plain(each) for each in found)
        text = _Text([phrasing])
        begun = sorted(name for word in text.words() & self._by_beginning.keys() for name in self._by_beginning[word])
        known = (name for name in begun if (language == "en" or name in self.known) and text.holds(name))
        names.update(dict.fromkeys(known))
        return [name for name in names if name and name not in self.passing and name not in _everyday()]


def names_of(articles: Iterable[Article]) -> Names:
    """The names these articles know: abbreviations of their titles and answers, and what ``names.yaml`` lists.

    An abbreviation that also is a word of the answers (smart, life) is one only when written in capitals.
    """
    listed = _listed()
    texts = [text for article in articles for text in (article.title, article.body)]
    short = {_plain(each) for text in texts for each in _ABBREVIATION.findall(text)}
    everyday = {_plain(word) for text in texts for word in re.findall(r"(?<!\w)[a-z]+(?!\w)", text)}
    told = frozenset(name for name in short - everyday if len(name) > 2 or not name.isalpha())
    same: dict[str, frozenset[str]] = {}
    for line in [*listed["same"], *glossary_lines()]:
        terms = frozenset(_plain(str(term)) for term in line)
        for term in terms:
            same[term] = same.get(term, frozenset()) | terms
    return Names(frozenset(_plain(str(each)) for each in listed["names"]), told, _passing(), same)


class _Text:
    """The words of some texts, to look names up in."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words = " ".join(f" {_plain(text)} " for text in texts)

    def with_(self, text: str) -> "_Text":
        return _Text([self._words, text])

    def words(self) -> set[str]:
        return set(self._words.split(" "))

    def holds(self, name: str) -> bool:
        return f" {name} " in self._words


def _plain(text: str) -> str:
    """The words in small letters, without accents and the ``s`` of a plural."""
    return " ".join(_singular(word) for word in map(fold, words_of(text)))


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 and not word.endswith(("us", "is", "ss")) else word


def words_of(text: str) -> Iterator[str]:
    """The words of a text of any length: `words` reads the beginning of a long one only."""
    for line in text.split("\n"):
        yield from words(line)


def _phrasings(article: Article) -> Iterator[tuple[Language, tuple[str, ...]]]:
    yield "en", article.phrasings
    yield from ((language, translation.phrasings) for language, translation in article.translations.items())


@cache
def _passing() -> frozenset[str]:
    return frozenset(_plain(each) for kind in _listed()["passing"].values() for each in kind.split(","))


@cache
def _everyday() -> frozenset[str]:
    """Words that carry no topic: capitals only stress them."""
    return frozenset(_plain(word) for listed in stopwords().values() for word in listed)


@cache
def _listed() -> Any:
    return read_yaml(Path(__file__).parent / "names.yaml")
