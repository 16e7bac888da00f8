"""Answering alone: the engine over the sample questions, without chat, database or network."""

import gc
import json
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.table import percentile, table
from knowledge.engine import Engine

PASSES = 3
AIM = 4.0
"""Milliseconds that 99 of 100 answers should stay below."""

_QUESTIONS = Path(__file__).parents[1] / "knowledge" / "questions" / "en.jsonl"


@dataclass(frozen=True)
class Answering:
    """Seconds of opening with and without building; milliseconds of each question when asked first and later."""

    articles: int
    building: float
    opening: float
    first: list[float]
    again: list[float]


def questions() -> list[str]:
    """The sample questions in English."""
    lines = _QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["q"] for line in lines if line.strip()]


def run() -> str:
    """Measure, and tell."""
    with tempfile.TemporaryDirectory(prefix="advisor-bench-") as folder:
        return report(measure(Path(folder), questions(), PASSES))


def measure(folder: Path, asked: list[str], passes: int) -> Answering:
    """Every question once in a new engine, then ``passes`` times more; the index is built in the folder."""
    start = time.perf_counter()
    Engine.open(folder).close()
    built = time.perf_counter()
    engine = Engine.open(folder)
    opened = time.perf_counter()
    engine.ask("a question before the first, for what is read once")
    gc.freeze()  # as the advisor does when it has started
    first = [_milliseconds(engine, question) for question in asked]
    again = [_milliseconds(engine, question) for _ in range(passes) for question in asked]
    articles = len(engine.library.articles)
    engine.close()
    return Answering(articles, built - start, opened - built, first, again)


def _milliseconds(engine: Engine, question: str) -> float:
    start = time.perf_counter()
    engine.ask(question)
    return (time.perf_counter() - start) * 1000


def report(found: Answering) -> str:
    """The table."""
    rows = [
        [name, *(f"{percentile(times, share):.2f} ms" for share in (0.5, 0.99)), f"{max(times):.2f} ms"]
        for name, times in (("asked for the first time", found.first), ("asked again", found.again))
    ]
    rows.append(["aim", "", f"< {AIM:.0f} ms", ""])
    note = (
        f"{len(found.first)} questions, {found.articles} articles. "
        f"Building the index: {found.building:.1f} s. Opening a built one: {found.opening:.2f} s."
    )
    return table("Answering alone", ["", "p50", "p99", "slowest"], rows, note)
