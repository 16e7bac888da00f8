"""How well each article fits a question.

Four features are weighed (weights learned, see ``knowledge.tuning``): the likelihood of the question's words
and pairs of words under the article's texts; that of its character n-grams, which forgives typing errors and
other endings; field-weighted BM25; and the mean cosine with the three most similar ways to ask for it.
"""

from __future__ import annotations  # array is generic only for the type checker

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import accumulate, compress
from operator import attrgetter, itemgetter, mul, truediv
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

_WEIGHT, _HELD, _PLACES = attrgetter("weight"), attrgetter("held"), attrgetter("places")
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
    asked, named = query.terms, index.grams_of(query.named)
    words = Likelihood(index, "words", index.terms("words", list(asked)), asked, index.word_sizes)
    grams = Likelihood(index, "grams", named, dict.fromkeys(named, 1.0), index.gram_sizes)
    chosen = _best(words, grams, learned, len(index.ids))
    if not chosen:
        return Ranking(unknown=query.unknown)
    vector = {term: query.stems[term] * held.weight for term, held in words.terms.items() if term in query.stems}
    length = math.sqrt(sum(weight**2 for weight in vector.values()))
    ceiling = sum(words.terms[term].weight for term in vector) or 1.0
    norms = index.norms(chosen)
    candidates = []
    by_words, by_grams, by_bm25, by_phrase = learned.fusion
    for n, (bm25, cosine) in zip(chosen, words.compared(chosen, vector, norms), strict=True):
        said, spelled, matched, alike = words.score(n), grams.score(n), bm25 / ceiling, cosine / (length or 1.0)
        score = by_words * said + by_grams * spelled + by_bm25 * matched + by_phrase * alike
        candidates.append(Candidate(n, (said, spelled, matched, alike), round(score, 6)))
    candidates.sort(key=lambda each: (-each.score, each.article))
    best = candidates[0].article
    outside = range(len(index.ids), len(index.word_sizes))
    words_outside, grams_outside = words.scores(outside), grams.scores(outside)
    rounded = [round(score, 6) for score in words_outside]
    fittest = rounded.index(max(rounded))
    covered, outside_covered = words.shares([best, outside[fittest]])
    return Ranking(
        candidates=tuple(candidates),
        known=length,
        covered=covered,
        gram_covered=grams.shares([best])[0],
        outside_covered=outside_covered,
        words_margin=words.score(best) - words_outside[fittest],
        grams_margin=grams.score(best) - max(grams_outside),
        unknown=query.unknown,
    )


class Likelihood:
    """The logarithm of the likelihood of a question under each article, up to a constant per question.

    It is divided by ``length``, that of the question as a vector.  ``terms`` are the question's terms that the index
    holds, ``asked`` what each of them counts, ``gains`` what they add for each article, in units of ``unit``, to what
    one gets that holds none: ``-total * size``.
    """

    def __init__(
        self, index: Index, kind: Kind, terms: Mapping[str, Term], asked: Mapping[str, float], sizes: Sequence[float]
    ) -> None:
        self.terms, self._asked = terms, asked
        weights: list[float] = list(map(mul, map(asked.__getitem__, terms), map(_WEIGHT, terms.values())))
        self.length = length = math.hypot(*weights) or 1.0
        rarest = sorted(range(len(weights)), key=weights.__getitem__, reverse=True)
        held = list(map(list(terms.values()).__getitem__, rarest))
        most = min(_MOST_IMPACTS, _IMPACTS_PER_ARTICLE * len(sizes))
        kept = bisect_right(list(accumulate(map(_HELD, held))), most)
        self._held, self._left = held[:kept], held[kept:]
        index.ready(kind, self._held)
        self._shares = [weights[n] / length for n in rarest[:kept]]
        self.total = sum(self._shares)
        self.sizes = sizes
        self._index, self._kind = index, kind
        self.gains: Sequence[float] = [0.0] * len(sizes)
        self.unit = 1.0
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
            weight = self._share(term) / self.unit
            impacts = zip(term.impacts.articles, term.impacts.values)  # noqa: B905 - of one length
            if total:  # whole numbers
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
        gains = [self.unit * gain for gain in self.gains]
        for term in left:
            weight, values, places = self._share(term), term.impacts.values, term.places
            for n in articles:
                if place := places[n]:
                    gains[n] += weight * values[place - 1]
        self.gains, self.unit = gains, 1.0
        self._held += left
        self._shares += map(self._share, left)
        self._left = []
        self.total = sum(self._shares)

    def _share(self, term: Term) -> float:
        return self._asked[term.text] * term.weight / self.length

    def score(self, article: int) -> float:
        """The logarithm of the likelihood under an article."""
        return self.unit * self.gains[article] - self.total * self.sizes[article]

    def scores(self, articles: range) -> list[float]:
        """The same for articles that follow one another."""
        unit, total = self.unit, self.total
        held = zip(self.gains[articles.start : articles.stop], self.sizes[articles.start : articles.stop], strict=True)
        return [unit * gain - total * size for gain, size in held]

    def compared(
        self, articles: Sequence[int], vector: Mapping[str, float], norms: Mapping[int, Sequence[float]]
    ) -> list[tuple[float, float]]:
        """For each article the BM25 score of the question's stems, and the mean cosine, times the length of ``vector``,
        of the question with the three most similar of the article's ways to ask, whose lengths are ``norms``."""
        held = [term for term in self._held if term.text in vector]
        stems = [(vector[term.text] * term.weight, term) for term in held]
        return [_compared(article, stems, norms[article]) for article in articles]

    def shares(self, articles: Sequence[int]) -> list[float]:
        """For each article the share of the question's weight in terms that it holds."""
        places, total = list(map(_PLACES, self._held)), self.total or 1.0
        return [sum(compress(self._shares, map(itemgetter(article), places))) / total for article in articles]


def together(terms: Sequence[Term], asked: Mapping[str, float]) -> tuple[int, list[Term]]:
    """The sum of the columns of terms, and those that are to be added one by one."""
    total, others = 0, []
    for term in terms:
        if term.column and asked[term.text] == 1:
            total += term.column
        else:
            others.append(term)
    return total, others


def _compared(article: int, stems: Sequence[tuple[float, Term]], norms: Sequence[float]) -> tuple[float, float]:
    bm25 = 0.0
    sums: list[float] = [0.0] * len(norms)
    for both, term in stems:
        if place := term.places[article]:
            _, _, values, ends, entries = term.impacts
            bm25 += values[place - 1]
            for entry in entries[ends[place - 1] : ends[place]]:
                sums[entry] += both
    cosines = sorted(map(truediv, filter(None, sums), compress(norms, sums)))  # most ways to ask share nothing
    return bm25, sum(cosines[-3:]) / 3


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
    return [articles[at] for at in nlargest(most, range(len(scores)), key=scores.__getitem__)]
