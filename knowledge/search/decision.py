"""When to answer, when to ask "did you mean", and when to say "I don't know".

Two logistic models turn what the ranking saw into probabilities: that the first article is the right one,
and that the right one is among the first three.  Out-of-scope questions were part of what they learned from.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from typing import Literal

from knowledge.search.parameters import Logistic, Parameters
from knowledge.search.ranking import Ranking

Outcome = Literal["answer", "suggest", "unknown", "chat"]
OFFERED = 3
EVIDENCE = ("lead", "three", "known", "covered", "grams", "outside", "words_margin", "grams_margin")


@dataclass(frozen=True)
class Confidence:
    """What looking a text up gave: how likely its first article is right, the right one is among the first three, and
    the ids of the best."""

    right: float
    among: float
    best: tuple[str, ...]


def evidence(ranking: Ranking) -> tuple[float, ...]:
    """What speaks for the first articles of a ranking (not empty), as in ``EVIDENCE``.

    ``lead`` is the distance from the best score to the second, at most 3; ``three`` is the share of the three
    best in the softmax of all scores; the others come from the ranking.
    """
    ranked = ranking.candidates
    best = ranked[0].score
    shares = [math.exp(each.score - best) for each in ranked]
    values = (
        min(best - ranked[1].score, 3.0) if len(ranked) > 1 else 3.0,
        sum(shares[:OFFERED]) / sum(shares),
        ranking.known,
        ranking.covered,
        ranking.gram_covered,
        ranking.outside_covered,
        ranking.words_margin,
        ranking.grams_margin,
    )
    return tuple(round(value, 6) for value in values)


def probability(model: Logistic, values: Sequence[float]) -> float:
    """What a logistic model says of the values, rounded so that every machine decides alike."""
    total = model.bias + sum(map(mul, model.weights, values))
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 6)


def chances(right: Logistic, among: Logistic, seen: Sequence[float]) -> tuple[float, float]:
    """How likely the first article is right, and how likely the right one is among the first three: never less."""
    first = probability(right, seen)
    return first, max(first, probability(among, seen))


def decide(right: float, among: float, learned: Parameters) -> Outcome:
    """The outcome, given how likely the first article is right and the right one is among the first three."""
    if right >= learned.answer:
        return "answer"
    return "suggest" if among >= learned.suggest else "unknown"
