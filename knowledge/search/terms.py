"""What a term says about the articles, as it is kept in memory."""

from __future__ import annotations  # array is generic only for the type checker

import sys
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from knowledge.search import columns

_IN_COLUMNS = 0.05
"""From this share of the articles on that hold a term, adding up a whole column is quicker (measured)."""
_FROM_ZERO = bytes(4)
_BYTES = bytes(range(256))


class Impacts(NamedTuple):
    """How much a term speaks for the articles that hold it, in rising order of ``articles``.

    ``values`` are for the likelihood, ``bm25`` what it adds to the BM25 score.  ``entries`` are the numbers of the ways
    to ask that hold it, those of each article from its place in ``ends`` up to the next.  The last three are empty but
    for stems.
    """

    articles: array[int]
    values: array[float]
    bm25: array[float]
    ends: array[int]
    entries: array[int]


class Places(Protocol):
    """The place of each article among those that hold a term, from 1 on; 0 for one that does not hold it."""

    def __getitem__(self, article: int, /) -> int: ...


class Term:
    """How much a term says about a topic, and how many articles hold it.

    What follows is there once ``Index.ready`` was asked for it: ``impacts``, ``places``, and ``column``, the impacts
    times the weight on all articles (see ``knowledge.search.columns``); 0 where adding them one by one is quicker.
    """

    __slots__ = ("column", "held", "impacts", "places", "text", "weight")

    def __init__(self, text: str, weight: float, held: int, impacts: Impacts | None = None) -> None:
        self.text, self.weight, self.held = text, weight, held
        self.impacts = impacts or NO_IMPACTS
        self.places: Places = NO_IMPACTS.articles
        self.column = UNREADY

    def spread(self, size: int, many: bool) -> int:
        """Make ready for so many articles; ``many`` where only few of them will be looked at.  Tells how many numbers
        were added to what is kept."""
        held, values = self.impacts[:2]
        if many:
            self.places, self.column = _Sought(held), 0
            return 0
        self.places = _places(size, held)
        if len(held) < _IN_COLUMNS * size:
            self.column = 0
            return size // 8
        self.column = columns.column(size, held, values, self.weight)
        return size // 8 + size


def _places(size: int, held: array[int]) -> Places:
    if size < len(_BYTES) and sys.byteorder == "little":  # without a loop
        numbers = held.tobytes()[:: held.itemsize]
        others = _BYTES.translate(None, numbers)
        return bytes.maketrans(numbers + others, _BYTES[1 : len(numbers) + 1] + bytes(len(others)))
    places = bytearray(size) if len(held) < len(_BYTES) else array("H", bytes(2 * size))
    for place, n in enumerate(held, 1):
        places[n] = place
    return places


class _Sought:
    """Places that are looked for when they are wanted."""

    def __init__(self, articles: Sequence[int]) -> None:
        self._articles = articles

    def __getitem__(self, article: int) -> int:
        at = bisect_left(self._articles, article)
        return at + 1 if at < len(self._articles) and self._articles[at] == article else 0


def impacts_of(articles: bytes, values: bytes, bm25: bytes, ends: bytes, entries: bytes) -> Impacts:
    """Impacts as they stand in the index."""
    if not ends:
        return Impacts(array("I", articles), array("f", values), *_NO_POSTINGS)
    postings = array("f", bm25), array("I", _FROM_ZERO + ends), array("H", entries)
    return Impacts(array("I", articles), array("f", values), *postings)


UNREADY = -1
"""The column of a term that is not made ready yet."""
_NO_POSTINGS = (array("f"), array("I"), array("H"))
"""Those of all terms that are no stems: most are none, and empty arrays take room, too."""
NO_IMPACTS = Impacts(array("I"), array("f"), *_NO_POSTINGS)
"""Those of a term that were not read yet."""
