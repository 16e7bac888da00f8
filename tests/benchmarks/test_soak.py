"""What a soak is judged by."""

from datetime import date

import pytest

from benchmarks.soak.in_slack import later
from benchmarks.soak.verdict import Readings, Verdict, report


def readings(*held: float, acknowledged: float = 0.1, failed: tuple[str, ...] = ()) -> Readings:
    """With so many MB in each minute."""
    memory = [(minute * 60.0 + second, mb) for minute, mb in enumerate(held) for second in (0.0, 30.0)]
    return Readings(memory=memory, acknowledged=[(1.0, acknowledged)], pages=[0.1], failed=list(failed))


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        (readings(50, 90, 100, 104, 104), True),
        (readings(50, 90, 100, 106, 100), False),
        (readings(50, 90, 100, 100, acknowledged=3.1), False),
        (readings(50, 90, 100, 100, failed=("a page",)), False),
    ],
)
def test_memory_stays_flat_after_the_warm_up_and_nothing_comes_late(found: Readings, kept: bool) -> None:
    verdict = Verdict.of(found, warm_up=120.0)
    assert verdict.level == 100
    assert verdict.kept == kept
    assert ("kept" if kept else "BROKEN") in report(verdict, 300.0)


def test_the_slope_is_in_megabytes_an_hour() -> None:
    assert Verdict.of(readings(100, 101, 102, 103), warm_up=0.0).slope == pytest.approx(60.0)


def test_dates_of_an_example_move_with_the_day() -> None:
    answers = {"page": {"by": "2027-03-08", "rows": [{"from": "2027-03-01", "what": "March"}]}}
    moved = {"page": {"by": "2028-01-10", "rows": [{"from": "2028-01-03", "what": "March"}]}}
    assert later(answers, date(2028, 1, 3)) == moved
