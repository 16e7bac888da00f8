"""Two small learners, enough for a handful of weights: nothing here runs when a question is asked."""

import math
from collections.abc import Sequence

from knowledge.search.parameters import Logistic

Features = Sequence[float]


def fit_ranking(
    choices: Sequence[tuple[Sequence[Features], Sequence[bool]]], rounds: int = 100, penalty: float = 1e-3
) -> tuple[float, ...]:
    """Weights under which the right candidates get the largest share of a softmax over all candidates.

    ``choices`` holds for each question the features of its candidates and which of them are right; questions
    without a right candidate teach nothing.  Gradient descent on the likelihood (Adam), from equal weights.
    """
    usable = [(rows, right) for rows, right in choices if any(right)]
    width = len(usable[0][0][0])
    spread = _spread([row for rows, _ in usable for row in rows], width)
    scaled = [([[v / s for v, s in zip(row, spread, strict=True)] for row in rows], right) for rows, right in usable]
    weights, mean, square = [1.0] * width, [0.0] * width, [0.0] * width
    for turn in range(1, rounds + 1):
        slope = [penalty * weight for weight in weights]
        for rows, right in scaled:
            scores = [sum(w * v for w, v in zip(weights, row, strict=True)) for row in rows]
            shares = _softmax(scores)
            correct = sum(share for share, good in zip(shares, right, strict=True) if good) or 1e-12
            for row, share, good in zip(rows, shares, right, strict=True):
                pull = (share - (share / correct if good else 0.0)) / len(scaled)
                if abs(pull) > 1e-9:
                    for n in range(width):
                        slope[n] += pull * row[n]
        for n in range(width):
            mean[n] = 0.9 * mean[n] + 0.1 * slope[n]
            square[n] = 0.99 * square[n] + 0.01 * slope[n] ** 2
            step = mean[n] / (1 - 0.9**turn) / (math.sqrt(square[n] / (1 - 0.99**turn)) + 1e-8)
            weights[n] -= 0.2 * (1 - turn / (rounds + 1)) * step
    return tuple(round(weight / s, 5) for weight, s in zip(weights, spread, strict=True))


def fit_logistic(
    rows: Sequence[Features], truth: Sequence[bool], counts: Sequence[float], penalty: float = 1.0
) -> Logistic:
    """Logistic regression by Newton's method; ``counts`` says how much each row counts."""
    width = len(rows[0]) + 1
    wide = [(1.0, *row) for row in rows]
    weights = [0.0] * width
    for _ in range(25):
        slope = [0.0 if n == 0 else -penalty * weights[n] for n in range(width)]
        curve = [[penalty if a == b and a else 1e-9 * (a == b) for b in range(width)] for a in range(width)]
        for row, good, count in zip(wide, truth, counts, strict=True):
            total = max(-30.0, min(30.0, sum(w * v for w, v in zip(weights, row, strict=True))))
            chance = 1 / (1 + math.exp(-total))
            error, bend = count * (good - chance), count * chance * (1 - chance)
            for a in range(width):
                slope[a] += error * row[a]
                for b in range(width):
                    curve[a][b] += bend * row[a] * row[b]
        step = _solve(curve, slope)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
        if max(abs(change) for change in step) < 1e-7:
            break
    return Logistic(bias=round(weights[0], 5), weights=tuple(round(weight, 5) for weight in weights[1:]))


def _softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    values = [math.exp(score - top) for score in scores]
    total = sum(values)
    return [value / total for value in values]


def _spread(rows: Sequence[Features], width: int) -> list[float]:
    """The standard deviation of each feature."""
    spread = []
    for n in range(width):
        column = [row[n] for row in rows]
        middle = sum(column) / len(column)
        spread.append(math.sqrt(sum((value - middle) ** 2 for value in column) / len(column)) or 1.0)
    return spread


def _solve(matrix: list[list[float]], values: list[float]) -> list[float]:
    """Solve a small system of linear equations by elimination."""
    size = len(values)
    rows = [[*row, value] for row, value in zip(matrix, values, strict=True)]
    for at in range(size):
        pivot = max(range(at, size), key=lambda n: abs(rows[n][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for below in range(at + 1, size):
            factor = rows[below][at] / rows[at][at]
            for n in range(at, size + 1):
                rows[below][n] -= factor * rows[at][n]
    result = [0.0] * size
    for at in reversed(range(size)):
        rest = sum(rows[at][n] * result[n] for n in range(at + 1, size))
        result[at] = (rows[at][size] - rest) / rows[at][at]
    return result
