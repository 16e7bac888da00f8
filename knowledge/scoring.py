"""How well each article fits a question.

Four features are weighed (weights learned, see ``knowledge.tune``): the likelihood of the question's words
and pairs of words under the article's texts; that of its character n-grams, which forgives typing errors and
other endings; field-weighted BM25; and the mean cosine with the three most similar ways to ask for it.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from knowledge.index import Index, Kind, Term
from knowledge.parameters import Parameters
from knowledge.query import Query

FEATURES = ("words", "grams", "bm25", "phrase")
CANDIDATES = 12
"""So many articles are weighed by all features: the best by likelihood, of words and n-grams together."""
_MOST_IMPACTS, _IMPACTS_PER_ARTICLE = 40_000, 40
"""So many impacts are added up, those of the rarest terms first; the commonest of a long question, which say least,
are left out ("quit" strategy, Moffat and Zobel).  Measured on the sample sets: 40 an article find as well as all."""
_MOST_FOUND = 1_000
"""So many articles, counted once for each stem, the full-text search may touch (measured: more finds no better)."""
_SEARCHED = 50
"""So many articles the full-text search names; the others count as not found by it."""


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

    ``known`` is the length of the question's vector of known stems: how much was said that we understand.
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


def rank(query: Query, index: Index, known: Parameters) -> Ranking:
    """Rank the articles for a question."""
    asked = {**query.stems, **dict.fromkeys(query.pairs, 1.0)}
    outside = range(len(index.ids), len(index.word_sizes))
    words = _Likelihood(index, "words", asked, index.word_sizes)
    grams = _Likelihood(index, "grams", dict.fromkeys(query.grams, 1.0), index.gram_sizes)
    by_words, by_grams = known.fusion[0], known.fusion[1]
    first = (
        (by_words * words.scores[n] + by_grams * grams.scores[n], -n)
        for n in range(len(index.ids))
        if words.scores[n] > words.least[n] or grams.scores[n] > grams.least[n]
    )
    chosen = [-n for _, n in nlargest(CANDIDATES, first)]
    if not chosen:
        return Ranking()
    terms = index.terms("words", list(query.stems))
    vector = {term: query.stems[term] * held.weight for term, held in terms.items()}
    bm25 = dict(index.search(_rarest(terms), _SEARCHED))
    ceiling = sum(held.weight for held in terms.values()) or 1.0
    candidates = []
    for n in chosen:
        phrase = _phrase(vector, terms, index, n)
        features = (words.scores[n], grams.scores[n], bm25.get(n, 0.0) / ceiling, phrase)
        score = sum(weight * value for weight, value in zip(known.fusion, features, strict=True))
        candidates.append(Candidate(n, features, round(score, 6)))
    candidates.sort(key=lambda each: (-each.score, each.article))
    best = candidates[0].article
    fittest = max(outside, key=lambda n: (round(words.scores[n], 6), -n))
    return Ranking(
        candidates=tuple(candidates),
        known=math.sqrt(sum(weight**2 for weight in vector.values())),
        covered=words.share(best),
        gram_covered=grams.share(best),
        outside_covered=words.share(fittest),
        words_margin=words.scores[best] - words.scores[fittest],
        grams_margin=grams.scores[best] - max(grams.scores[n] for n in outside),
    )


def _rarest(terms: Mapping[str, Term]) -> list[str]:
    """The stems worth a full-text search: in a large library those that many articles hold only cost time."""
    chosen: list[str] = []
    found = 0
    for term, held in sorted(terms.items(), key=lambda each: (-each[1].weight, each[0])):
        found += held.held
        if chosen and found > _MOST_FOUND:
            break
        chosen.append(term)
    return chosen


class _Likelihood:
    """The logarithm of the likelihood of a question under each article, up to a constant per question.

    ``least`` is what an article gets that holds no term of the question.
    """

    def __init__(self, index: Index, kind: Kind, asked: Mapping[str, float], sizes: Sequence[float]) -> None:
        terms = index.terms(kind, list(asked))
        length = math.sqrt(sum((asked[term] * held.weight) ** 2 for term, held in terms.items())) or 1.0
        weights = {term: asked[term] * held.weight / length for term, held in terms.items()}
        left = min(_MOST_IMPACTS, _IMPACTS_PER_ARTICLE * len(sizes))
        self._weights: dict[str, float] = {}
        for term, weight in sorted(weights.items(), key=lambda each: (-each[1], each[0])):
            left -= terms[term].held
            if left < 0:
                break
            self._weights[term] = weight
        self._impacts = index.impacts(kind, list(self._weights))
        self._total = sum(self._weights.values())
        self.least = [-self._total * size for size in sizes]
        self.scores = scores = list(self.least)
        for term, weight in self._weights.items():
            articles, impacts = self._impacts[term]
            for n, impact in zip(articles, impacts, strict=True):
                scores[n] += weight * impact

    def share(self, article: int) -> float:
        """The share of the question's weight in terms that the article holds."""
        held = sum(weight for term, weight in self._weights.items() if self._holds(term, article))
        return held / (self._total or 1.0)

    def _holds(self, term: str, article: int) -> bool:
        articles = self._impacts[term].articles
        at = bisect_left(articles, article)
        return at < len(articles) and articles[at] == article


def _phrase(vector: Mapping[str, float], terms: Mapping[str, Term], index: Index, article: int) -> float:
    """Mean cosine of the question with the three most similar ways to ask for the article."""
    entries = index.entries(article)
    sums: dict[int, float] = {}
    for term, weight in vector.items():
        both = weight * terms[term].weight
        for entry in entries.holding(term):
            sums[entry] = sums.get(entry, 0.0) + both
    length = math.sqrt(sum(weight**2 for weight in vector.values())) or 1.0
    best = sorted([value / entries.norms[entry] for entry, value in sums.items()], reverse=True)[:3]
    return sum(best) / (3 * length)
