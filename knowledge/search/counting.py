"""What an index tells of each term: how much it says about each article, and where it stands."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from knowledge.search.numbering import Amounts, Held, Numbered, Numbers, distinct
from knowledge.search.passages import Passage
from knowledge.search.weighting import FIELDS, inverse_frequency, saturated, weigh


class Texts:
    """What is counted of passages, which come in the order of their articles."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.articles: Numbers = np.fromiter((each.article for each in passages), np.int64)
        self.asked = np.fromiter((each.field != "body" for each in passages), np.bool_)
        """Which are ways to ask, not sentences of answers."""
        self.counts: Amounts = np.fromiter((each.count for each in passages), np.float64)
        self.fields: Amounts = np.fromiter((FIELDS[each.field] for each in passages), np.float64)
        self.count = int(self.articles[-1]) + 1
        """The number of articles, topics outside the field included."""


class ByArticle:
    """Amounts of terms, added up for each article that holds them."""

    def __init__(self, texts: Texts, held: Held, amounts: Amounts, terms: int) -> None:
        place = np.empty(terms, np.int64)
        firsts = np.searchsorted(texts.articles, np.arange(texts.count + 1))
        borders = np.searchsorted(held.passages, firsts).tolist()
        numbers: list[Numbers] = []
        added: list[Amounts] = []
        for start, end in pairwise(borders):
            found = distinct(held.numbers[start:end])
            place[found] = np.arange(found.size)
            numbers.append(found)
            sums = np.bincount(place[held.numbers[start:end]], amounts[start:end], found.size)
            added.append(sums.astype(np.float64))
        self.sums: Amounts = np.array([each.sum() for each in added], np.float64)
        """For each article all of them together."""
        together = np.concatenate(numbers)
        order = np.argsort(together, kind="stable")
        articles = np.repeat(np.arange(texts.count), [each.size for each in numbers])
        self.articles: Numbers = articles[order]
        """The articles that hold each term, first by term, then by article."""
        self.numbers: Numbers = together[order]
        """Beside each its term."""
        self.amounts: Amounts = np.concatenate(added)[order]
        """And the amount."""
        self.ends: Numbers = np.cumsum(np.bincount(together, minlength=terms))
        """For each term how far its articles go."""


class Likelihoods:
    """How much each term speaks for each article: query likelihood with additive smoothing.

    Every passage counts as a unit vector of its terms' weights, so that long ones do not drown short ones.
    """

    def __init__(self, texts: Texts, numbered: Numbered, smoothing: float, stop_weight: float) -> None:
        self._terms = numbered.terms
        held, size = numbered.held, len(numbered.terms)
        self._asked = np.bincount(held.numbers[texts.asked[held.passages]], minlength=size).tolist()
        """For each term the number of ways to ask that hold it: 0 for those of answers alone."""
        self.weights: Amounts = np.array(weigh(self._terms, self._asked, int(texts.asked.sum()), stop_weight))
        """The weight of each term: rare ones say more, stopwords less."""
        weights = self.weights[held.numbers]
        scales = texts.counts / lengths(held.passages, weights, texts.articles.size)
        weights *= scales[held.passages]  # in place: they are millions
        self._found = ByArticle(texts, held, weights, size)
        self._totals = self._found.sums + smoothing * size
        self._smoothing = smoothing

    def sizes(self) -> bytes:
        """Per article the logarithm of its smoothed amount of text."""
        return np.log(self._totals).astype(np.float32).tobytes()

    def vocabulary(self) -> list[str]:
        """The single words that people ask with, in alphabetical order."""
        return [term for term, asked in zip(self._terms, self._asked, strict=True) if asked and " " not in term]

    def rows(self) -> Iterator[tuple[str, float, bytes, bytes]]:
        """For each term, in alphabetical order, its weight, the articles that hold it, and its impacts on them."""
        articles = self._found.articles.astype(np.uint32).tobytes()
        impacts = np.log1p(self._found.amounts / self._smoothing).astype(np.float32).tobytes()
        ends = (4 * self._found.ends).tolist()
        starts = [0, *ends]
        for term, weight, start, end in zip(self._terms, self.weights.tolist(), starts, ends, strict=False):
            yield term, weight, articles[start:end], impacts[start:end]


def lengths(passages: Numbers, weights: Amounts, size: int) -> Amounts:
    """The lengths of passages as vectors of the weights of their terms; 1 for those without any."""
    squares = np.bincount(passages, weights * weights, size)
    return np.sqrt(np.where(squares > 0, squares, 1.0))


class StemPostings:
    """Where the stems of each article stand: for field-weighted BM25 (Robertson and Zaragoza: BM25F), and to compare a
    question with single ways to ask.

    ``inside`` is the number of articles; the topics outside the field, which come after them, do not count for BM25.
    ``read`` are the stems as often as they stand, ``weights`` are those of all terms.
    """

    def __init__(self, texts: Texts, read: Held, inside: int, weights: Amounts) -> None:
        words = np.bincount(texts.articles[read.passages], minlength=texts.count)
        self.lengths = words.astype(np.uint32).tobytes()
        """For each article the number of its words."""
        found = ByArticle(texts, read, texts.fields[read.passages], weights.size)
        heard = np.bincount(found.numbers[found.articles < inside], minlength=weights.size)
        rare = np.array([inverse_frequency(count, inside) for count in range(inside + 1)])[heard]
        mean = float(words[:inside].sum()) / (inside or 1) or 1.0
        values = rare[found.numbers] * saturated(found.amounts, words[found.articles] / mean)
        self._bm25 = values.astype(np.float32).tobytes()
        self._holding = [0, *found.ends.tolist()]
        self._put_entries(texts, read, found, weights)

    def _put_entries(self, texts: Texts, read: Held, found: ByArticle, weights: Amounts) -> None:
        asked = texts.asked[read.passages]
        keys = distinct(read.numbers[asked] * texts.articles.size + read.passages[asked])  # by stem, then by passage
        stems, passages = np.divmod(keys, texts.articles.size)
        before: Numbers = np.cumsum(texts.asked) - texts.asked
        firsts = np.searchsorted(texts.articles, np.arange(texts.count))
        entries: Numbers = before[passages] - before[firsts][texts.articles[passages]]
        self._entries: bytes = entries.astype(np.uint16).tobytes()
        self._standing: list[int] = np.searchsorted(stems, np.arange(weights.size + 1)).tolist()
        places = np.searchsorted(
            stems * texts.count + texts.articles[passages], found.numbers * texts.count + found.articles, side="right"
        )
        ends = places - np.asarray(self._standing)[found.numbers]
        self._ends: bytes = ends.astype(np.uint32).tobytes()
        norms = lengths(passages, weights[stems], texts.articles.size)[texts.asked].astype(np.float32)
        borders = np.searchsorted(texts.articles[texts.asked], np.arange(texts.count + 1))
        self.norms: list[bytes] = [norms[start:end].tobytes() for start, end in pairwise(borders.tolist())]
        """For each article the lengths of its ways to ask as vectors."""

    def row(self, term: int) -> tuple[bytes, bytes, bytes]:
        """What a stem adds to the BM25 score of each article that holds it, in the articles' order, and in which of the
        ways to ask it stands: up to where the numbers of each article go, and the numbers."""
        start, end = 4 * self._holding[term], 4 * self._holding[term + 1]
        first, last = 2 * self._standing[term], 2 * self._standing[term + 1]
        return self._bm25[start:end], self._ends[start:end], self._entries[first:last]


POSTINGS = 3
"""So many values; of a term that is no stem all are empty."""
