"""How well each article fits a question.

Four features are weighed (weights learned, see ``knowledge.tuning``): the likelihood of the question's words
and pairs of words under the article's texts; that of its character n-grams, which forgives typing errors and
other endings; field-weighted BM25; and the mean cosine with the three most similar ways to ask for it.
"""

from __future__ import annotations  # array is generic only for the type checker

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress
from operator import attrgetter, itemgetter, not_, truediv
from typing import Any, NamedTuple

from knowledge.search import columns
from knowledge.search.index import Index, Kind
from knowledge.search.parameters import Parameters
from knowledge.search.query import Query
from knowledge.search.terms import Term

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

_WEIGHT, _HELD, _PLACES, _COLUMN = map(attrgetter, ("weight", "held", "places", "column"))
"""What a ``Term`` holds, for loops over many of them."""


class Candidate(NamedTuple):
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
    asked = query.terms
    words = Likelihood(index, "words", asked, query.faint, index.word_sizes)
    grams = Likelihood(index, "grams", index.grams_of(query.named), {}, index.gram_sizes)
    chosen = _best(words, grams, learned, len(index.ids))
    if not chosen:
        return Ranking(unknown=query.unknown)
    vector = {term: weight * asked[term].weight for term, weight in query.stems.items() if term in asked}
    length = math.sqrt(sum(weight**2 for weight in vector.values()))
    ceiling = sum(asked[term].weight for term in vector) or 1.0
    norms = index.norms(chosen)
    candidates = []
    by_words, by_grams, by_bm25, by_phrase = learned.fusion
    likely = zip(chosen, words.scores(chosen), grams.scores(chosen), words.compared(chosen, vector, norms), strict=True)
    for n, said, spelled, (bm25, cosine) in likely:
        matched, alike = bm25 / ceiling, cosine / (length or 1.0)
        score = by_words * said + by_grams * spelled + by_bm25 * matched + by_phrase * alike
        candidates.append(Candidate(n, (said, spelled, matched, alike), round(score, 6)))
    candidates.sort(key=lambda each: (-each.score, each.article))
    best, (said, spelled, _, _), _ = candidates[0]
    outside = range(len(index.ids), len(index.word_sizes))
    words_outside = words.scores(outside)
    fittest = _first_of_the_highest(words_outside)
    covered, outside_covered = words.shares([best, outside[fittest]])
    return Ranking(
        candidates=tuple(candidates),
        known=length,
        covered=covered,
        gram_covered=grams.shares([best])[0],
        outside_covered=outside_covered,
        words_margin=said - words_outside[fittest],
        grams_margin=spelled - max(grams.scores(outside)),
        unknown=query.unknown,
    )


class Likelihood:
    """The logarithm of the likelihood of a question under each article, up to a constant per question.

    It is divided by ``length``, that of the question as a vector.  ``terms`` are the question's terms that the index
    holds, ``asked`` what each of them counts, 1 where it is not named; ``gains`` what they add for each article, in
    units of ``unit``, to what one gets that holds none: ``-total * size``.
    """

    def __init__(
        self, index: Index, kind: Kind, terms: Mapping[str, Term], asked: Mapping[str, float], sizes: Sequence[float]
    ) -> None:
        self.terms, self.sizes = terms, sizes
        self._index, self._kind, self._asked = index, kind, asked
        held = list(terms.values())
        weights = list(map(_WEIGHT, held))
        if asked:
            weights = [asked.get(term, 1.0) * weight for term, weight in zip(terms, weights, strict=True)]
        self.length = math.hypot(*weights) or 1.0
        self._left: list[Term] = []
        if sum(map(_HELD, held)) > (most := min(_MOST_IMPACTS, _IMPACTS_PER_ARTICLE * len(sizes))):
            rarest = sorted(range(len(held)), key=weights.__getitem__, reverse=True)
            held, weights = [held[n] for n in rarest], [weights[n] for n in rarest]
            kept = bisect_right(list(accumulate(map(_HELD, held))), most)
            self._left = held[kept:]
            del held[kept:], weights[kept:]
        index.ready(kind, held)
        self._held, self._weights = held, weights
        self.total: float = sum(weights) / self.length
        self.gains: Sequence[float] = [0.0] * len(sizes)
        self.unit = 1.0 / self.length
        self._add_up()

    def _add_up(self) -> None:
        """Add what all terms say for each article: the hot loop.

        Terms that many articles hold are added for all articles at once.
        """
        total, others = together(self._held, self._asked)
        if total:
            self.gains, self.unit = columns.numbers(total, len(self.sizes)), columns.UNIT / self.length
        gains: Any = self.gains
        for term in others:
            weight = self._asked.get(term.text, 1.0) * term.weight
            impacts = zip(term.impacts.articles, term.impacts.values)  # noqa: B905 - of one length
            if total:  # whole numbers
                weight /= columns.UNIT
                for n, impact in impacts:
                    gains[n] += int(weight * impact)
            else:
                for n, impact in impacts:
                    gains[n] += weight * impact

    def complete(self, articles: Sequence[int]) -> None:
        """Add the terms left out for some of the articles; the scores of the others cannot be compared any more."""
        rare = _TOO_COMMON * len(self.sizes)
        left = [term for term in self._left if term.held <= rare]
        self._index.ready(self._kind, left)
        weights = [self._asked.get(term.text, 1.0) * term.weight for term in left]
        gains = [self.unit * gain for gain in self.gains]
        for weight, term in zip(weights, left, strict=True):
            share, values, places = weight / self.length, term.impacts.values, term.places
            for n in articles:
                if place := places[n]:
                    gains[n] += share * values[place - 1]
        self.gains, self.unit = gains, 1.0
        self._held += left
        self._weights += weights
        self._left = []
        self.total = sum(self._weights) / self.length

    def scores(self, articles: Iterable[int]) -> list[float]:
        """The logarithms of the likelihood under articles."""
        unit, gains, total, sizes = self.unit, self.gains, self.total, self.sizes
        return [unit * gains[n] - total * sizes[n] for n in articles]

    def compared(
        self, articles: Sequence[int], vector: Mapping[str, float], norms: Mapping[int, Sequence[float]]
    ) -> list[tuple[float, float]]:
        """For each article the BM25 score of the question's stems, and the mean cosine, times the length of ``vector``,
        of the question with the three most similar of the article's ways to ask, whose lengths are ``norms``."""
        bm25s = [0.0] * len(articles)
        shared = [[0.0] * len(norms[article]) for article in articles]
        numbered = list(enumerate(articles))
        for term in self._held:
            if term.text in vector:
                both, places, (_, _, values, ends, entries) = vector[term.text] * term.weight, term.places, term.impacts
                for at, article in numbered:
                    if place := places[article]:
                        bm25s[at] += values[place - 1]
                        sums = shared[at]
                        for entry in entries[ends[place - 1] : ends[place]]:
                            sums[entry] += both
        return [
            (bm25, _likest(sums, norms[article])) for article, bm25, sums in zip(articles, bm25s, shared, strict=True)
        ]

    def shares(self, articles: Sequence[int]) -> list[float]:
        """For each article the share of the question's weight in terms that it holds."""
        places, total = list(map(_PLACES, self._held)), sum(self._weights) or 1.0
        return [sum(compress(self._weights, map(itemgetter(article), places))) / total for article in articles]


def together(terms: Sequence[Term], asked: Mapping[str, float]) -> tuple[int, list[Term]]:
    """The sum of the columns of terms, and those that are to be added one by one: those without a column, and those
    named in ``asked``, which count another amount than 1."""
    whole = [term for term in terms if term.text not in asked] if asked else terms
    summed = list(map(_COLUMN, whole))
    others = list(compress(whole, map(not_, summed)))
    return sum(summed), others + [term for term in terms if term.text in asked] if asked else others


def _likest(shared: Sequence[float], norms: Sequence[float]) -> float:
    """The mean of the three greatest quotients."""
    quotients: list[float] = sorted(map(truediv, filter(None, shared), compress(norms, shared)))  # most share nothing
    return sum(quotients[-3:]) / 3


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
    words_unit, grams_unit = by_words * words.unit, by_grams * grams.unit
    words_total, grams_total = by_words * words.total, by_grams * grams.total
    columns: list[Sequence[float]] = [words.gains, words.sizes, grams.gains, grams.sizes]
    if not isinstance(articles, range):  # else it is all of them: no need to pick
        columns = [[column[n] for n in articles] for column in columns]
    scores = [
        words_unit * a - words_total * b + grams_unit * c - grams_total * d
        for _, a, b, c, d in zip(articles, *columns)  # noqa: B905 - the columns may go on after the last article
    ]
    return [articles[at] for at in sorted(range(len(scores)), key=scores.__getitem__, reverse=True)[:most]]


def _first_of_the_highest(scores: Sequence[float]) -> int:
    """The place of the highest score; the first of those that are the same when rounded, as they are on any machine."""
    highest = max(scores)
    rounded = round(highest, 6)
    return next(at for at, score in enumerate(scores) if score > highest - 1e-5 and round(score, 6) == rounded)
