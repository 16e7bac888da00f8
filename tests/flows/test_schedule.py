"""Working days, dependencies and the critical path."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.calendar import Calendar
from flows.schedule import CircularError, Step, clashes, critical_path, ordered, too_long

MONDAY = date(2027, 1, 11)


def step(name: str, days: int = 1, deadline: date = MONDAY, after: str = "") -> Step:
    return Step(name, days, deadline, tuple(after))


def test_a_one_day_action_ends_on_the_day_it_starts() -> None:
    path = critical_path([step("a", 2), step("b", 3, after="a")], date(2026, 11, 30))
    assert path is not None
    assert path.end == date(2026, 12, 4)
    assert not clashes([step("a", 2, date(2026, 12, 1)), step("b", 3, date(2026, 12, 4), after="a")])


@pytest.mark.parametrize("start", ["2026-11-28", "2026-11-29", "2026-11-30"])
def test_a_start_on_a_weekend_means_the_next_working_day(start: str) -> None:
    path = critical_path([step("a", 5)], date.fromisoformat(start))
    assert path is not None
    assert path.end == date(2026, 12, 4)


def test_holidays_do_not_count() -> None:
    path = critical_path([step("a", 5), step("b", 5, after="a")], date(2026, 12, 21), Calendar("BE"))
    assert path is not None
    assert path.end == date(2027, 1, 5)  # 25 December and 1 January are off


def test_a_start_on_a_holiday_means_the_next_working_day() -> None:
    path = critical_path([step("a", 1)], date(2026, 12, 25), Calendar("BE"))
    assert path is not None
    assert path.end == date(2026, 12, 28)


def test_a_week_from_sunday_to_thursday_counts_so() -> None:
    path = critical_path([step("a", 6)], date(2027, 3, 11), Calendar("EG"))  # a Thursday
    assert path is not None
    assert path.end == date(2027, 3, 18)


def test_one_action_alone_can_be_too_long() -> None:
    assert too_long(step("a", 999, date(2027, 3, 9)), MONDAY) is not None
    assert too_long(step("a", 5, date(2027, 1, 15)), MONDAY) is None
    assert too_long(step("a", 6, date(2027, 1, 15)), MONDAY) == date(2027, 1, 18)


@given(
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.lists(st.integers(1, 60), min_size=1, max_size=6),
    st.sampled_from(["", "BE", "EG", "DE"]),
)
def test_each_action_of_a_chain_begins_on_the_working_day_after_the_one_before(
    start: date, days: list[int], country: str
) -> None:
    calendar = Calendar(country)
    steps = [step(str(n), count, after=str(n - 1) if n else "") for n, count in enumerate(days)]
    path = critical_path(steps, start, calendar)
    assert path is not None
    begins = calendar.working_day_from(start)
    for count in days:
        ends = calendar.end_of_work(begins, count)
        assert not clashes([step("x", count, ends)], calendar)
        assert calendar.start_of_work(ends, count) == begins
        begins = calendar.working_day_from(ends + timedelta(days=1))
    assert path.end == ends


def test_a_predecessor_that_ends_after_the_latest_start_clashes() -> None:
    steps = [step("a", deadline=date(2027, 1, 15)), step("b", 3, date(2027, 1, 18), after="a")]
    (clash,) = clashes(steps)
    assert (clash.before, clash.after, clash.must_start) == ("a", "b", date(2027, 1, 14))


def test_a_predecessor_that_ends_the_day_before_the_latest_start_does_not_clash() -> None:
    assert clashes([step("a", deadline=date(2027, 1, 13)), step("b", 3, date(2027, 1, 18), after="a")]) == []


def test_a_predecessor_that_ends_on_the_day_of_the_latest_start_clashes() -> None:
    assert clashes([step("a", deadline=date(2027, 1, 14)), step("b", 3, date(2027, 1, 18), after="a")])


def test_the_critical_path_is_the_longest_chain_not_the_one_with_most_actions() -> None:
    steps = [step("a", 1), step("b", 1, after="a"), step("c", 1, after="b"), step("d", 10), step("e", 1, after="cd")]
    path = critical_path(steps, MONDAY)
    assert path is not None
    assert (path.ids, path.days) == (("d", "e"), 11)
    assert path.end == date(2027, 1, 25)


def test_actions_that_wait_for_each_other_are_named() -> None:
    with pytest.raises(CircularError) as circle:
        critical_path([step("a", after="b"), step("b", after="c"), step("c", after="b")], MONDAY)
    assert set(circle.value.ids) == {"b", "c"}


def test_a_dependency_on_a_removed_action_is_ignored() -> None:
    path = critical_path([step("a", 2, after="x")], MONDAY)
    assert path is not None
    assert path.ids == ("a",)


@given(st.lists(st.tuples(st.integers(1, 20), st.lists(st.integers(0, 15), max_size=4)), min_size=1, max_size=16))
def test_no_chain_is_longer_than_the_critical_path(drawn: list[tuple[int, list[int]]]) -> None:
    steps = [
        Step(str(n), days, MONDAY, tuple(str(b) for b in before if b < n)) for n, (days, before) in enumerate(drawn)
    ]
    path = critical_path(steps, MONDAY)
    assert path is not None
    finish: dict[str, int] = {}
    for one in ordered(steps):
        finish[one.id] = one.days + max((finish[b] for b in one.after), default=0)
    assert path.days == max(finish.values()) == sum(s.days for s in steps if s.id in path.ids)


@given(st.permutations([step("a", 2), step("b", 2), step("c", 1, after="ab"), step("d", 1, after="b")]))
def test_of_chains_of_one_length_the_same_is_told_in_whatever_order_they_stand(steps: list[Step]) -> None:
    path = critical_path(steps, MONDAY)
    assert path is not None
    assert path.ids == ("a", "c")


@given(st.permutations([step("a", after="b"), step("b", after="a"), step("c", after="d"), step("d", after="c")]))
def test_the_same_circle_is_told_in_whatever_order_the_actions_stand(steps: list[Step]) -> None:
    with pytest.raises(CircularError) as found:
        ordered(steps)
    assert set(found.value.ids) == {"a", "b"}
