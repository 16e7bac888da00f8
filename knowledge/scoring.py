"""How well each article fits a question.

Four features are weighed (weights learned, see ``knowledge.tune``): the likelihood of the question's words
and pairs of words under the article's texts; that of its character n-grams, which forgives typing errors and
other endings; field-weighted BM25; and the mean cosine with the three most similar ways to ask for it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from knowledge.index import Index, Term
from knowledge.parameters import Parameters
from knowledge.query import Query

FEATURES = ("words", "grams", "bm25", "phrase")
CANDIDATES = 24
"""So many articles are weighed by all features: the best by likelihood, of words and n-grams together."""
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
    words = _Likelihood(asked, index.words(list(asked)), index.word_sizes)
    grams = _Likelihood(dict.fromkeys(query.grams, 1.0), index.grams(query.grams), index.gram_sizes)
    by_words, by_grams = known.fusion[0], known.fusion[1]
    here = len(index.ids)
    first = (
        (by_words * words.scores[n] + by_grams * grams.scores[n], -n)
        for n in range(here)
        if words.found[n] or grams.found[n]
    )
    chosen = [-n for _, n in nlargest(CANDIDATES, first)]
    if not chosen:
        return Ranking()
    terms = index.words(list(query.stems))
    vector = {term: query.stems[term] * held.weight for term, held in terms.items()}
    bm25 = dict(index.search(list(terms), _SEARCHED))
    ceiling = sum(held.weight for held in terms.values()) or 1.0
    candidates = []
    for n in chosen:
        phrase = _phrase(vector, terms, index, n)
        features = (words.scores[n], grams.scores[n], bm25.get(n, 0.0) / ceiling, phrase)
        score = sum(weight * value for weight, value in zip(known.fusion, features, strict=True))
        candidates.append(Candidate(n, features, round(score, 6)))
    candidates.sort(key=lambda each: (-each.score, each.article))
    best = candidates[0].article
    outside = range(here, len(index.word_sizes))
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


class _Likelihood:
    """The logarithm of the likelihood of a question under each article, up to a constant per question."""

    def __init__(self, asked: Mapping[str, float], terms: Mapping[str, Term], sizes: Sequence[float]) -> None:
        length = math.sqrt(sum((asked[term] * held.weight) ** 2 for term, held in terms.items())) or 1.0
        self._weights = {term: asked[term] * held.weight / length for term, held in terms.items()}
        self._terms = terms
        self._total = sum(self._weights.values())
        self.found = found = [False] * len(sizes)
        self.scores = scores = [-self._total * size for size in sizes]
        for term, weight in self._weights.items():
            held = terms[term]
            for n, impact in zip(held.articles, held.impacts, strict=True):
                scores[n] += weight * impact
                found[n] = True

    def share(self, article: int) -> float:
        """The share of the question's weight in terms that the article holds."""
        held = sum(weight for term, weight in self._weights.items() if article in self._terms[term].articles)
        return held / (self._total or 1.0)


def _phrase(vector: Mapping[str, float], terms: Mapping[str, Term], index: Index, article: int) -> float:
    """Mean cosine of the question with the three most similar ways to ask for the article."""
    norms, held = index.entries(article)
    sums = [0.0] * len(norms)
    for term, weight in vector.items():
        for entry in held.get(term, ()):
            sums[entry] += weight * terms[term].weight
    length = math.sqrt(sum(weight**2 for weight in vector.values())) or 1.0
    best = nlargest(3, (value / norm for value, norm in zip(sums, norms, strict=True)))
    return sum(best) / (3 * length)
