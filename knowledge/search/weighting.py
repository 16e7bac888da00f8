"""How much each term says about each article, worked out when the index is built."""

from __future__ import annotations  # array is generic only for the type checker

import math
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain, groupby, pairwise, repeat
from operator import truediv

from knowledge.library.analysis import stop_stems
from knowledge.search.passages import Numbered, Passage

FIELDS = {"title": 2.0, "phrasings": 2.0, "body": 1.0}
"""What a word counts in each field of an article for BM25 (measured)."""
_SATURATION, _BY_LENGTH = 1.2, 0.75
"""BM25's usual k1 and b."""


class Likelihoods:
    """How much each term speaks for each article: query likelihood with additive smoothing.

    Every passage counts as a unit vector of its terms' weights, so that long ones do not drown short ones.  Passages
    come in the order of their articles.

    What is kept of the many terms lies in a few long arrays, which the garbage collector need not look through.
    """

    def __init__(
        self, passages: Sequence[Passage], found: Numbered, articles: int, smoothing: float, stop_weight: float
    ) -> None:
        asked = [held for passage, held in zip(passages, found.held, strict=True) if passage.field != "body"]
        counted = Counter(chain.from_iterable(asked))
        self._asked = [counted[n] for n in range(len(found.terms))]
        """For each term the number of ways to ask that hold it: 0 for those of answers alone."""
        self._terms = found.terms
        self._smoothing = smoothing
        self._weights = _weigh(self._terms, self._asked, len(asked), stop_weight)
        self._totals = [smoothing * len(self._terms)] * articles
        self._add_up(passages, found.held)

    def _add_up(self, passages: Sequence[Passage], held_by: Sequence[list[int]]) -> None:
        """Put down the amount of each term in each article, first by article, then by term."""
        weight = self._weights.__getitem__
        held, amounts, ends = array("I"), array("d"), [0]
        for article, group in groupby(zip(passages, held_by, strict=True), key=lambda each: each[0].article):
            found: dict[int, float] = {}
            for passage, numbers in group:
                weights = list(map(weight, numbers))
                scale = passage.count / (math.hypot(*weights) or 1.0)
                for n, part in zip(numbers, weights, strict=True):
                    found[n] = found.get(n, 0.0) + scale * part
            held.extend(found)
            amounts.extend(found.values())
            ends.append(len(held))
            self._totals[article] += sum(found.values())
        articles_of = Counter(held)
        self._ends = array("I", accumulate(articles_of[n] for n in range(len(self._terms))))
        place = [0, *self._ends]
        self._articles, self._amounts = array("I", bytes(4 * len(held))), array("f", bytes(4 * len(held)))
        for article, (start, end) in enumerate(pairwise(ends)):
            for n, amount in zip(held[start:end], amounts[start:end], strict=True):
                at = place[n]
                place[n] = at + 1
                self._articles[at] = article
                self._amounts[at] = amount

    def weights(self) -> dict[str, float]:
        """The weight of each term: rare ones say more, stopwords less."""
        return dict(zip(self._terms, self._weights, strict=True))

    def sizes(self) -> bytes:
        """Per article the logarithm of its smoothed amount of text."""
        return array("f", map(math.log, self._totals)).tobytes()

    def vocabulary(self) -> list[str]:
        """The single words that people ask with, in alphabetical order."""
        return [term for term, asked in zip(self._terms, self._asked, strict=True) if asked and " " not in term]

    def rows(self) -> Iterator[tuple[str, float, bytes, bytes]]:
        """For each term, in alphabetical order, its weight, the articles that hold it, and its impacts on them."""
        articles = self._articles.tobytes()
        impacts = array("f", map(math.log1p, map(truediv, self._amounts, repeat(self._smoothing)))).tobytes()
        start = 0
        for term, weight, end in zip(self._terms, self._weights, self._ends, strict=True):
            yield term, weight, articles[4 * start : 4 * end], impacts[4 * start : 4 * end]
            start = end


def _weigh(terms: Sequence[str], asked: Sequence[int], entries: int, stop_weight: float) -> list[float]:
    rare = {count: _rareness(count, entries) for count in set(asked)}
    stop = stop_stems()
    return [
        rare[count] * stop_weight if stop.issuperset(term.split()) else rare[count]
        for term, count in zip(terms, asked, strict=True)
    ]


def weight_of(term: str, count: int, entries: int, stop_weight: float) -> float:
    """The weight of a term that so many of all ways to ask hold."""
    return _weigh([term], [count], entries, stop_weight)[0]


def _rareness(count: int, entries: int) -> float:
    return math.log(1 + (entries - count + 0.5) / (count + 0.5))


def inverse_frequency(held: int, articles: int) -> float:
    """BM25's weight of a stem that so many of the articles hold."""
    return max(math.log((articles - held + 0.5) / (held + 0.5)), 1e-6)


def saturated(frequency: float, length: float) -> float:
    """What a stem's frequency counts in an article of a length, as a multiple of the mean."""
    return frequency * (_SATURATION + 1) / (frequency + _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * length))


def unsaturated(value: float, length: float) -> float:
    """The frequency of which ``saturated`` made a value."""
    return value * _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * length) / max(_SATURATION + 1 - value, 1e-6)


class StemPostings:
    """Where the stems of each article stand: for field-weighted BM25 (Robertson and Zaragoza: BM25F), and to compare a
    question with single ways to ask.

    ``inside`` is the number of articles; the topics outside the field, which come after them, do not count for BM25.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        stems: Sequence[Sequence[str]],
        inside: int,
        weights: Mapping[str, float],
    ) -> None:
        self._inside = inside
        self._held: dict[str, _Postings] = {}
        self.lengths = array("I")
        """For each article the number of its words."""
        self.norms: list[bytes] = []
        """For each article the lengths of its ways to ask as vectors."""
        for article, group in groupby(zip(passages, stems, strict=True), key=lambda each: each[0].article):
            frequencies: dict[str, float] = {}
            entries: dict[str, list[int]] = {}
            norms = array("f")
            self.lengths.append(0)
            for passage, found in group:
                self.lengths[article] += len(found)
                counted = FIELDS[passage.field]
                for stem in found:
                    frequencies[stem] = frequencies.get(stem, 0.0) + counted
                if passage.field != "body":
                    once = dict.fromkeys(found)
                    for stem in once:
                        entries.setdefault(stem, []).append(len(norms))
                    norms.append(math.hypot(*(weights[stem] for stem in once)) or 1.0)
            self.norms.append(norms.tobytes())
            for stem, frequency in frequencies.items():
                self._held.setdefault(stem, _Postings()).add(article, frequency, entries.get(stem, ()))
        self._mean = sum(self.lengths[:inside]) / (inside or 1) or 1.0

    def row(self, stem: str) -> tuple[bytes, bytes, bytes]:
        """What a stem adds to the BM25 score of each article that holds it, in the articles' order, and in which of the
        ways to ask it stands: up to where the numbers of each article go, and the numbers."""
        held = self._held.get(stem)
        if held is None:
            return NO_POSTINGS
        inside = bisect_left(held.articles, self._inside)
        rare = inverse_frequency(inside, self._inside)
        pairs = zip(held.articles, held.frequencies, strict=True)
        values = array("f", (rare * saturated(frequency, self.lengths[n] / self._mean) for n, frequency in pairs))
        return values.tobytes(), held.ends.tobytes(), held.entries.tobytes()


NO_POSTINGS = (b"", b"", b"")
"""The row of a term that is no stem."""


class _Postings:
    """The articles that hold a stem, how often, and in which of their ways to ask."""

    def __init__(self) -> None:
        self.articles = array("I")
        self.frequencies = array("f")
        self.ends = array("I")
        self.entries = array("H")

    def add(self, article: int, frequency: float, entries: Sequence[int]) -> None:
        self.articles.append(article)
        self.frequencies.append(frequency)
        self.entries.extend(entries)
        self.ends.append(len(self.entries))
