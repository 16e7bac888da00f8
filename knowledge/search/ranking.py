"""How well each article fits a question.

Four features are weighed (weights learned, see ``knowledge.tuning``): the likelihood of the question's words
and pairs of words under the article's texts; that of its character n-grams, which forgives typing errors and
other endings; field-weighted BM25; and the mean cosine with the three most similar ways to ask for it.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from operator import truediv

from knowledge.search import columns
from knowledge.search.index import Impacts, Index, Kind
from knowledge.search.parameters import Parameters
from knowledge.search.query import Query

FEATURES = ("words", "grams", "bm25", "phrase")
CANDIDATES = 8
"""So many articles are weighed by all features: the best by likelihood, of words and n-grams together."""
_MOST_IMPACTS, _IMPACTS_PER_ARTICLE = 10_000, 40
"""So many impacts are added up for all articles, those of the rarest terms first; the commonest of a long question,
which say least, are left out ("quit" strategy, Moffat and Zobel).  Measured on the sample sets: 40 an article find as
well as all."""
_COMPLETED, _TOO_COMMON = 20, 0.3
"""In a large library, for so many of the best articles the terms left out are added after all, but for those that a
larger share of the articles holds (measured at 10,000 articles: a compromise of time and finding)."""


@dataclass(frozen=True)
class Candidate:
    """An article that may fit, by its number in the index.

    ``features`` are as in ``FEATURES``; ``score`` is their weighted sum, comparable only within one question.
    """

    article: int
    features: tuple[float, ...]
    score: float


@dataclass(frozen=True)
class Ranking:
    """The articles that share anything with a question, best first, and how the best compares.

    ``known`` is the length of the question's vector of known stems: how much was said that we understand; ``unknown``
    the share of its words that we do not.
    ``covered`` and ``gram_covered`` are the shares of the question's weight, in words and in n-grams, that
    the best article holds; ``outside_covered`` that in words which the fittest topic outside the field holds.
    ``words_margin`` and ``grams_margin`` are the distances of the likelihoods to those of that topic.
    """

    candidates: tuple[Candidate, ...] = ()
    known: float = 0.0
    covered: float = 0.0
    gram_covered: float = 0.0
    outside_covered: float = 0.0
    words_margin: float = 0.0
    grams_margin: float = 0.0
    unknown: float = 0.0


def rank(query: Query, index: Index, learned: Parameters) -> Ranking:
    """Rank the articles for a question."""
    words = Likelihood(index, "words", query.terms, index.word_sizes)
    grams = Likelihood(index, "grams", dict.fromkeys(query.grams, 1.0), index.gram_sizes)
    chosen = _best(words, grams, learned, len(index.ids))
    if not chosen:
        return Ranking(unknown=query.unknown)
    vector = {term: query.stems[term] * held.weight for term, held in words.terms.items() if term in query.stems}
    length = math.sqrt(sum(weight**2 for weight in vector.values()))
    ceiling = sum(words.terms[term].weight for term in vector) or 1.0
    norms = index.norms(chosen)
    candidates = []
    for n, (bm25, cosine) in zip(chosen, words.compared(chosen, vector, norms), strict=True):
        features = (words.score(n), grams.score(n), bm25 / ceiling, cosine / (length or 1.0))
        score = sum(weight * value for weight, value in zip(learned.fusion, features, strict=True))
        candidates.append(Candidate(n, features, round(score, 6)))
    candidates.sort(key=lambda each: (-each.score, each.article))
    best = candidates[0].article
    outside = range(len(index.ids), len(index.word_sizes))
    fittest = -max((round(words.score(n), 6), -n) for n in outside)[1]
    return Ranking(
        candidates=tuple(candidates),
        known=length,
        covered=words.share(best),
        gram_covered=grams.share(best),
        outside_covered=words.share(fittest),
        words_margin=words.score(best) - words.score(fittest),
        grams_margin=grams.score(best) - max(grams.score(n) for n in outside),
        unknown=query.unknown,
    )


class Likelihood:
    """The logarithm of the likelihood of a question under each article, up to a constant per question.

    It is divided by ``length``, that of the question as a vector.  ``terms`` are the question's terms that the index
    holds, ``gains`` what they add for each article to what one gets that holds none: ``-total * size``.
    """

    def __init__(self, index: Index, kind: Kind, asked: Mapping[str, float], sizes: Sequence[float]) -> None:
        self.terms = terms = index.terms(kind, list(asked))
        weights = {term: asked[term] * held.weight for term, held in terms.items()}
        self.length = length = math.hypot(*weights.values()) or 1.0
        left = min(_MOST_IMPACTS, _IMPACTS_PER_ARTICLE * len(sizes))
        self._weights: dict[str, float] = {}
        self._left: dict[str, float] = {}
        for term in sorted(weights, key=weights.__getitem__, reverse=True):
            left -= terms[term].held
            (self._weights if left >= 0 else self._left)[term] = weights[term] / length
        self._impacts = index.impacts(kind, list(self._weights))
        self.total = sum(self._weights.values())
        self.sizes = sizes
        self._index, self._kind = index, kind
        self.gains = self._add_up()

    def _add_up(self) -> list[float]:
        """What all terms add for each article: the hot loop.

        Terms that many articles hold are added for all articles at once.
        """
        gains = [0.0] * len(self.sizes)
        total = 0
        for term, weight in self._weights.items():
            impacts = self._impacts[term]
            column = self._index.column(self._kind, term, impacts)
            if column is not None:
                total += columns.weight(weight) * column
                continue
            for n, impact in zip(impacts.articles, impacts.values):  # noqa: B905 - of one length
                gains[n] += weight * impact
        if total:
            added = columns.numbers(total, len(gains))
            gains = [gain + columns.UNIT * more for gain, more in zip(gains, added, strict=True)]
        return gains

    def complete(self, articles: Iterable[int]) -> None:
        """Add the terms left out for some of the articles; the scores of the others cannot be compared any more."""
        rare = _TOO_COMMON * len(self.sizes)
        self._left = {term: weight for term, weight in self._left.items() if self.terms[term].held <= rare}
        self._impacts |= self._index.impacts(self._kind, list(self._left))
        for term, weight in self._left.items():
            held, impacts = self._impacts[term][:2]
            for n in articles:
                at = bisect_left(held, n)
                if at < len(held) and held[at] == n:
                    self.gains[n] += weight * impacts[at]
        self._weights |= self._left
        self._left = {}
        self.total = sum(self._weights.values())

    def score(self, article: int) -> float:
        """The logarithm of the likelihood under an article."""
        return self.gains[article] - self.total * self.sizes[article]

    def compared(
        self, articles: Sequence[int], vector: Mapping[str, float], norms: Mapping[int, Sequence[float]]
    ) -> list[tuple[float, float]]:
        """For each article the BM25 score of the question's stems, and the mean cosine, times the length of ``vector``,
        of the question with the three most similar of the article's ways to ask, whose lengths are ``norms``."""
        stems = [
            (weight * self.terms[term].weight, self._impacts[term])
            for term, weight in vector.items()
            if term in self._impacts
        ]
        return [_compared(article, stems, norms[article]) for article in articles]

    def share(self, article: int) -> float:
        """The share of the question's weight in terms that the article holds."""
        held = 0.0
        for term, weight in self._weights.items():
            articles = self._impacts[term].articles
            at = bisect_left(articles, article)
            if at < len(articles) and articles[at] == article:
                held += weight
        return held / (self.total or 1.0)


def _compared(article: int, stems: Sequence[tuple[float, Impacts]], norms: Sequence[float]) -> tuple[float, float]:
    bm25 = 0.0
    sums = [0.0] * len(norms)
    for both, (articles, _, values, ends, entries) in stems:
        at = bisect_left(articles, article)
        if at < len(articles) and articles[at] == article:
            bm25 += values[at]
            for entry in entries[ends[at - 1] if at else 0 : ends[at]]:
                sums[entry] += both
    cosines = list(map(truediv, sums, norms))
    best = [0.0, 0.0, 0.0]
    for place in (2, 1, 0):  # three looks for the greatest take less than sorting them all
        if cosines:
            best[place] = max(cosines)
            cosines.remove(best[place])
    return bm25, sum(best) / 3


def _best(words: Likelihood, grams: Likelihood, learned: Parameters, inside: int) -> list[int]:
    """The articles that share anything with the question and have the best likelihoods."""
    if inside * _IMPACTS_PER_ARTICLE <= _MOST_IMPACTS:
        chosen = _fittest(words, grams, learned, range(inside), CANDIDATES)
    else:
        chosen = _fittest(words, grams, learned, range(inside), _COMPLETED)
        for likelihood in (words, grams):
            likelihood.complete([*chosen, *range(inside, len(words.sizes))])
        chosen = _fittest(words, grams, learned, chosen, CANDIDATES)
    return [n for n in chosen if words.gains[n] or grams.gains[n]]


def _fittest(
    words: Likelihood, grams: Likelihood, learned: Parameters, articles: Sequence[int], most: int
) -> list[int]:
    by_words, by_grams = learned.fusion[0], learned.fusion[1]
    words_total, grams_total = by_words * words.total, by_grams * grams.total
    columns: list[Sequence[float]] = [words.gains, words.sizes, grams.gains, grams.sizes]
    if not isinstance(articles, range):  # else it is all of them: no need to pick
        columns = [[column[n] for n in articles] for column in columns]
    scores = [
        by_words * a - words_total * b + by_grams * c - grams_total * d
        for _, a, b, c, d in zip(articles, *columns)  # noqa: B905 - the columns may go on after the last article
    ]
    return [-n for _, n in nlargest(most, zip(scores, (-n for n in articles), strict=True))]
