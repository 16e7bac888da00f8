"""Measuring one method on one task, in a process of its own so that its memory can be told."""

from __future__ import annotations

import math
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.retrieval.data import OWN, Task, grown
from benchmarks.retrieval.methods import METHODS, OURS
from benchmarks.table import percentile
from knowledge.search.parameters import parameters
from knowledge.tuning.learning import OUTSIDE_AT_MOST, UNSERVED_AT_MOST, WRONG_AT_MOST, CrossValidation
from knowledge.tuning.question_sets import FOLDS, Question, load_questions

OFFERED, BEST = 3, 5


@dataclass(frozen=True)
class Found:
    """What a method made of a question: where the first right article stands, from 1, or 0 when it is not among
    the five best; and the score that the decision rests on."""

    question: Question
    place: int
    score: float


@dataclass(frozen=True)
class Figures:
    """Shares of the questions, milliseconds an answer, seconds to build, megabytes of the process."""

    first: float
    three: float
    mrr: float
    served: float
    wrong: float
    outside: float
    p50: float
    p99: float
    build: float
    memory: float


@dataclass(frozen=True)
class Growth:
    """The same engine with more articles."""

    articles: int
    p50: float
    p99: float
    build: float
    memory: float


def measure(method: str, task: Task) -> Figures | str:
    """The figures, or why there are none.

    When to answer and when to offer is chosen for each method in the same way, under cross-validation: the
    lowest score at which, on the other folds, wrong answers and answers out of scope stay within the limits that
    our own tuning keeps; from the lowest score that leaves hardly a right article out, three are offered.
    """
    start = time.perf_counter()
    try:
        found = METHODS[method](task.library)
    except ImportError as error:
        return f"not measured, a package is missing: {error}"
    built = time.perf_counter() - start
    times = []
    results = []
    for question in [*task.inside, *task.outside]:
        start = time.perf_counter()
        ranked = found.find(question.text)
        times.append((time.perf_counter() - start) * 1000)
        place = next((n for n, (id, _) in enumerate(ranked, 1) if id in question.right), 0)
        results.append(Found(question, place, ranked[0][1] if ranked else -math.inf))
    memory = _memory()
    if method == OURS and task.name == OWN:
        results = _cross_validated()
    places = [each.place for each in results if each.question.right]
    served, wrong, outside = _decide(results)
    asked = len(places)
    return Figures(
        first=sum(place == 1 for place in places) / asked,
        three=sum(0 < place <= OFFERED for place in places) / asked,
        mrr=sum(1 / place for place in places if place) / asked,
        served=served / asked,
        wrong=wrong / asked,
        outside=outside / len(task.outside) if task.outside else 0.0,
        p50=percentile(times, 0.5),
        p99=percentile(times, 0.99),
        build=built,
        memory=memory,
    )


def _cross_validated() -> list[Found]:
    """Our English questions and those out of scope, each judged by weights learned without its fold."""
    with tempfile.TemporaryDirectory() as folder:
        judged = CrossValidation(parameters(), Path(folder)).cross_validate()
    return [
        Found(each.question, (each.hits[:BEST].index(True) + 1) if any(each.hits[:BEST]) else 0, each.right)
        for each in judged
        if each.question.language == "en"
    ]


def grow(size: int) -> Growth:
    """Our engine on a library of this size, asked our English questions once each, after the first hundred."""
    library = grown(size)
    start = time.perf_counter()
    engine = METHODS[OURS](library)
    built = time.perf_counter() - start
    asked = [question.text for question in load_questions("en")]
    times = []
    for question in [*asked[:100], *asked]:
        start = time.perf_counter()
        engine.find(question)
        times.append((time.perf_counter() - start) * 1000)
    return Growth(size, percentile(times[100:], 0.5), percentile(times[100:], 0.99), built, _memory())


def _decide(results: Sequence[Found]) -> tuple[int, int, int]:
    """Under cross-validation: how many are served, answered wrong, and answered though out of scope."""
    served = wrong = outside = 0
    for fold in range(FOLDS):
        answer, suggest = _thresholds([each for each in results if each.question.fold != fold])
        for each in results:
            if each.question.fold == fold and each.score >= answer:
                served += each.place == 1
                wrong += bool(each.question.right) and each.place != 1
                outside += not each.question.right
            elif each.question.fold == fold and each.score >= suggest:
                served += 0 < each.place <= OFFERED
    return served, wrong, outside


def _thresholds(results: Sequence[Found]) -> tuple[float, float]:
    inside = sum(bool(each.question.right) for each in results)
    beyond = len(results) - inside
    answer, suggest = math.inf, -math.inf
    wrong = outside = lost = 0
    falling = sorted(results, key=lambda each: -each.score)
    for n, each in enumerate(falling):
        wrong += bool(each.question.right) and each.place != 1
        outside += not each.question.right
        if wrong > WRONG_AT_MOST * inside or outside > OUTSIDE_AT_MOST * beyond:
            break
        if n + 1 == len(falling) or falling[n + 1].score < each.score:
            answer = each.score
    for each in reversed(falling):
        lost += 0 < each.place <= OFFERED
        if lost > UNSERVED_AT_MOST * inside:
            suggest = each.score
            break
    return answer, suggest


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
