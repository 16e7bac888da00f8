"""``python -m benchmarks.retrieval``: the methods side by side, then our engine with more and more articles."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from benchmarks.retrieval import data
from benchmarks.retrieval.data import PHRASINGS, TRANSLATED
from benchmarks.retrieval.measure import Figures, Growth, grow, measure
from benchmarks.retrieval.methods import METHODS, names
from benchmarks.table import table
from knowledge.tuning.learning import OUTSIDE_AT_MOST, WRONG_AT_MOST

TUNED = "this engine: judged by weights learned from the other folds (see knowledge.tuning)."
HEAD = ("", "R@1", "R@3", "MRR", "served", "wrong", "out of scope", "p50 ms", "p99 ms", "build s", "MB")
NOTE = (
    "served: answered rightly, or right among three offered; wrong: answered wrongly; out of scope: answered though no "
    f"article fits. When to answer is chosen alike for all, on other folds, for at most {WRONG_AT_MOST:.1%} wrong and "
    f"{OUTSIDE_AT_MOST:.1%} out of scope."
)
T = TypeVar("T")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when the data cannot be found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retrieval", description=__doc__)
    parser.add_argument("--data", metavar="PATH", type=Path, help="folder that holds clinc150/ and banking77/")
    parser.add_argument("--method", action="append", choices=list(METHODS), help="only this one; may be repeated")
    parser.add_argument("--phrasings", type=int, nargs="+", default=[5, 20], help="per article of the public sets")
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 1_000, 10_000], help="articles to grow to")
    given = parser.parse_args(arguments)
    tasks: list[Callable[[], data.Task]] = [data.own]
    if given.data:
        if missing := [name for name in ("clinc150", "banking77") if not (given.data / name).is_dir()]:
            print(
                f"{given.data} has no folder {' and '.join(missing)}. Give the folder that holds them.", file=sys.stderr
            )
            return 1
        for count in given.phrasings:
            tasks += [_public(data.clinc150, given.data, count), _public(data.banking77, given.data, count)]
    for task in tasks:
        _compare(task(), names(given.method))
    if given.sizes:
        _grow(given.sizes)
    return 0


def _public(load: Callable[[Path, int], data.Task], folder: Path, phrasings: int) -> Callable[[], data.Task]:
    return lambda: load(folder, phrasings)


def _compare(task: data.Task, methods: Sequence[str]) -> None:
    rows, missing = [], []
    for name in methods:
        figures = _alone(measure, name, task)
        if isinstance(figures, Figures):
            rows.append([name, *_cells(figures, bool(task.outside))])
        else:
            missing.append(f"{name}: {figures}.")
    title = f"{task.name}: {len(task.library.articles)} articles, {len(task.inside)} questions"
    if task.outside:
        title += f", {len(task.outside)} out of scope"
    notes = [NOTE, TUNED] if task.name == data.OWN else [NOTE]
    print(table(title, HEAD, rows, *notes, *missing), flush=True)


def _grow(sizes: Sequence[int]) -> None:
    grown: list[Growth] = [_alone(grow, size) for size in sizes]
    rows = [
        [f"{each.articles:,} articles", f"{each.p50:.2f}", f"{each.p99:.2f}", f"{each.build:.1f}", f"{each.memory:.0f}"]
        for each in grown
    ]
    note = (
        f"Each article with {PHRASINGS} ways to ask in English and {TRANSLATED} in each other language. Memory is that "
        "of the process after building and asking; aim: p99 below 5 ms at 119, 20 ms at 10,000 articles."
    )
    print(table("Growth of this engine", ("", "p50 ms", "p99 ms", "build s", "MB"), rows, note), flush=True)


def _cells(figures: Figures, outside: bool) -> list[str]:
    shares = (figures.first, figures.three, figures.mrr, figures.served, figures.wrong)
    times = (figures.p50, figures.p99, figures.build)
    return [
        *(f"{share:.3f}" for share in shares),
        f"{figures.outside:.3f}" if outside else "–",
        *(f"{value:.2f}" for value in times),
        f"{figures.memory:.0f}",
    ]


def _alone(run: Callable[..., T], *arguments: object) -> T:
    """Run in a fresh process, for honest figures of memory and start."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(run, *arguments).result()


if __name__ == "__main__":
    sys.exit(main())
