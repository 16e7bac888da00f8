"""How much a term says: the formulas by which an index is built and added to."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from knowledge.library.analysis import stop_stems

if TYPE_CHECKING:  # numpy is imported only where an index is built
    from knowledge.search.numbering import Amounts

_Amount = TypeVar("_Amount", float, "Amounts")

FIELDS = {"title": 2.0, "phrasings": 2.0, "body": 1.0}
"""What a word counts in each field of an article for BM25 (measured)."""
_SATURATION, _BY_LENGTH = 1.2, 0.75
"""BM25's usual k1 and b."""


def weigh(terms: Sequence[str], asked: Sequence[int], entries: int, stop_weight: float) -> list[float]:
    """The weights of terms by how many of all ways to ask hold each: rare ones say more, stopwords less."""
    rare = {count: _rareness(count, entries) for count in set(asked)}
    stop = stop_stems()
    return [
        rare[count] * stop_weight if stop.issuperset(term.split()) else rare[count]
        for term, count in zip(terms, asked, strict=True)
    ]


def weight_of(term: str, count: int, entries: int, stop_weight: float) -> float:
    """The weight of a term that so many of all ways to ask hold."""
    return weigh([term], [count], entries, stop_weight)[0]


def _rareness(count: int, entries: int) -> float:
    return math.log(1 + (entries - count + 0.5) / (count + 0.5))


def inverse_frequency(held: int, articles: int) -> float:
    """BM25's weight of a stem that so many of the articles hold."""
    return max(math.log((articles - held + 0.5) / (held + 0.5)), 1e-6)


def saturated(frequency: _Amount, length: _Amount) -> _Amount:
    """What a stem's frequency counts in an article of a length, as a multiple of the mean."""
    return frequency * (_SATURATION + 1) / (frequency + _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * length))


def unsaturated(value: float, length: float) -> float:
    """The frequency of which ``saturated`` made a value."""
    return value * _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * length) / max(_SATURATION + 1 - value, 1e-6)
