"""The trial of the promise in small: it runs, keeps it, and would say so if it did not."""

import asyncio
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.chaos.clock import START, Loop, SharedClock
from benchmarks.chaos.databases import Disk, SQLite
from benchmarks.chaos.platform import Posted
from benchmarks.chaos.trial import Size, Trial
from benchmarks.chaos.verdict import Paused, Verdict, report

SMALL = Size(reminders=60, within=60.0, workers=2, speed=30.0, skipping=1000.0, locks=1, steps=1)


# workers are killed while they call: what is cut off then is closed by nobody
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_two_workers_in_trouble_keep_their_promise(sqlite_template: Path, tmp_path: Path) -> None:
    shutil.copy(sqlite_template, tmp_path / "advisor.db")
    trial = Trial(SQLite(tmp_path), Disk(tmp_path, limited=False), tmp_path, SMALL, seed=20270301)
    verdict = await trial.run()
    assert verdict.kept, verdict
    assert verdict.seconds > 3600
    assert verdict.troubles["the platform down for an hour"] == 1
    assert "kept" in report({"SQLite": verdict})


def verdict(posted: Sequence[Posted], *, sent: int = 2, paused: Sequence[Paused] = ()) -> Verdict:
    return Verdict.of(2, {"sent": sent}, posted, paused, troubles={}, seconds=1.0, real_seconds=1.0)


ONE, BOTH = Posted(frozenset({0}), 1, 100.0), Posted(frozenset({0, 1}), 2, 50.0)


@pytest.mark.parametrize(
    ("found", "lost", "twice", "excused"),
    [
        (verdict([BOTH]), 0, 0, 0),
        (verdict([ONE]), 1, 0, 0),
        (verdict([BOTH], sent=1), 1, 0, 0),
        (verdict([BOTH, ONE]), 0, 1, 0),
        (verdict([BOTH, ONE], paused=[Paused(1, 95.0, 90.0)]), 0, 0, 1),
        (verdict([BOTH, ONE], paused=[Paused(1, 95.0, 30.0)]), 0, 1, 0),  # within its lease
        (verdict([BOTH, ONE], paused=[Paused(3, 95.0, 90.0)]), 0, 1, 0),  # another worker
    ],
)
def test_what_is_lost_or_comes_twice_is_counted(found: Verdict, lost: int, twice: int, excused: int) -> None:
    assert (found.lost, found.twice, found.excused) == (lost, twice, excused)
    assert found.kept == (lost + twice + excused == 0)


def test_the_trials_time_passes_quickly_and_can_be_set(tmp_path: Path) -> None:
    clock, same = SharedClock(tmp_path / "clock"), SharedClock(tmp_path / "clock")
    clock.set(speed=1000.0)
    with asyncio.Runner(loop_factory=lambda: Loop(clock)) as runner:
        runner.run(asyncio.sleep(20.0))  # 20 ms
    assert same.elapsed() >= 20.0
    same.set(ahead=-3600.0)
    assert clock.wall() < START
    assert clock.elapsed() >= 20.0
