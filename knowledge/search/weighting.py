"""How much each term says about each article, worked out when the index is built."""

from __future__ import annotations  # array is generic only for the type checker

import math
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, repeat
from operator import truediv

from knowledge.library.analysis import stop_stems
from knowledge.search.passages import Passage, stems

FIELDS = {"title": 2.0, "phrasings": 2.0, "body": 1.0}
"""What a word counts in each field of an article for BM25 (measured)."""
_SATURATION, _BY_LENGTH = 1.2, 0.75
"""BM25's usual k1 and b."""


class Likelihoods:
    """How much each term speaks for each article: query likelihood with additive smoothing.

    Every text counts as a unit vector of its terms' weights, so that long ones do not drown short ones.
    """

    def __init__(
        self,
        texts: Sequence[Passage],
        articles: int,
        terms_of: Callable[[Passage], Iterable[str]],
        smoothing: float,
        stop_weight: float,
    ) -> None:
        self._smoothing = smoothing
        self._held = _count(texts, terms_of)
        self.weights = _weigh(self._held, sum(text.field != "body" for text in texts), stop_weight)
        self._articles: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self._amounts: dict[str, array[float]] = defaultdict(lambda: array("f"))
        self._totals = [smoothing * len(self._held)] * articles
        for article, group in groupby(texts, key=lambda text: text.article):
            amounts = self._amounts_in(group, terms_of)
            for term, amount in amounts.items():
                self._articles[term].append(article)
                self._amounts[term].append(amount)
            self._totals[article] += sum(amounts.values())

    def _amounts_in(self, texts: Iterable[Passage], terms_of: Callable[[Passage], Iterable[str]]) -> dict[str, float]:
        amounts: dict[str, float] = defaultdict(float)
        for text in texts:
            once = dict.fromkeys(terms_of(text))
            weights = [self.weights[term] for term in once]
            scale = text.count / (math.hypot(*weights) or 1.0)
            for term, weight in zip(once, weights, strict=True):
                amounts[term] += scale * weight
        return amounts

    def sizes(self) -> bytes:
        """Per article the logarithm of its smoothed amount of text."""
        return array("f", map(math.log, self._totals)).tobytes()

    def vocabulary(self) -> list[str]:
        """The single words that people ask with, in alphabetical order."""
        return sorted(term for term, count in self._held.items() if count and " " not in term)

    def rows(self) -> Iterator[tuple[str, float, bytes, bytes]]:
        """For each term, in alphabetical order, its weight, the articles that hold it, and its impacts on them."""
        for term in sorted(self._held):
            impacts = array("f", map(math.log1p, map(truediv, self._amounts[term], repeat(self._smoothing))))
            yield term, self.weights[term], self._articles[term].tobytes(), impacts.tobytes()


def _count(texts: Sequence[Passage], terms_of: Callable[[Passage], Iterable[str]]) -> dict[str, int]:
    """All terms, with the number of ways to ask that hold them; terms of answers alone count 0."""
    held: Counter[str] = Counter()
    for text in texts:
        once = dict.fromkeys(terms_of(text))
        if text.field == "body":
            for term in once:
                held.setdefault(term, 0)
        else:
            held.update(list(once))
    return held


def _weigh(held: dict[str, int], entries: int, stop_weight: float) -> dict[str, float]:
    """The weight of each term: rare ones say more, stopwords less."""
    return {term: weight_of(term, count, entries, stop_weight) for term, count in held.items()}


def weight_of(term: str, count: int, entries: int, stop_weight: float) -> float:
    """The weight of a term that so many of all ways to ask hold."""
    stop = stop_stems()
    part = stop_weight if all(each in stop for each in term.split()) else 1.0
    return part * math.log(1 + (entries - count + 0.5) / (count + 0.5))


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

    def __init__(self, texts: Sequence[Passage], inside: int, weights: Mapping[str, float]) -> None:
        self._inside = inside
        self._held: dict[str, _Postings] = {}
        self.lengths = array("I")
        """For each article the number of its words."""
        self.norms: list[bytes] = []
        """For each article the lengths of its ways to ask as vectors."""
        for article, group in groupby(texts, key=lambda text: text.article):
            frequencies: dict[str, float] = {}
            entries: dict[str, list[int]] = {}
            norms = array("f")
            self.lengths.append(0)
            for text in group:
                found = stems(text)
                self.lengths[article] += len(found)
                for stem in found:
                    frequencies[stem] = frequencies.get(stem, 0.0) + FIELDS[text.field]
                if text.field != "body":
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
