"""Words that mean the same in this field."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from knowledge.library.analysis import stem, words
from knowledge.library.yaml_file import read_yaml

FILE = Path(__file__).parent / "glossary.yaml"
_LONGEST = 4


def synonyms(stems: Sequence[str]) -> list[str]:
    """Stems that mean the same as some of the stems of a question, in order; none of the question's own."""
    known = _groups()
    begin = _beginnings()
    starts = [at for at, stem in enumerate(stems) if stem in begin]
    found: dict[str, None] = {}
    for size in range(1, _LONGEST + 1):
        for at in starts:
            if at + size <= len(stems):
                found.update(dict.fromkeys(known.get(" ".join(stems[at : at + size]), ())))
    own = set(stems)
    return [term for term in found if term not in own]


@cache
def lines() -> list[list[str]]:
    """The terms that mean the same, as the glossary lists them."""
    return [[str(term) for term in line] for line in read_yaml(FILE)]


@cache
def _beginnings() -> frozenset[str]:
    """The first stems of all terms of the glossary: few words of a question begin one."""
    return frozenset(term.split()[0] for term in _groups())


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    """For each term of the glossary, as stems: the stems of the others in its line."""
    groups: dict[str, dict[str, None]] = {}
    for line in lines():
        stemmed = [[stem(word, "en") for word in words(term)] for term in line]
        for term in stemmed:
            others = groups.setdefault(" ".join(term), {})
            others.update((each, None) for other in stemmed if other is not term for each in other)
    return {term: tuple(others) for term, others in groups.items()}
