"""Working days, dependencies and the critical path."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.schedule import CircularError, Step, add_working_days, clashes, critical_path, ordered

MONDAY = date(2027, 1, 11)


def step(name: str, days: int = 1, deadline: date = MONDAY, after: str = "") -> Step:
    return Step(name, days, deadline, tuple(after))


def test_a_weekend_does_not_count() -> None:
    assert add_working_days(date(2027, 1, 15), 1) == date(2027, 1, 18)
    assert add_working_days(date(2027, 1, 18), -1) == date(2027, 1, 15)


def test_working_days_from_a_saturday_count_from_its_friday() -> None:
    assert add_working_days(date(2027, 1, 16), 1) == date(2027, 1, 18)
    assert add_working_days(date(2027, 1, 16), -1) == date(2027, 1, 15)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 300))
def test_there_are_as_many_working_days_between_as_were_added(day: date, count: int) -> None:
    end = add_working_days(day, count)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(d.weekday() < 5 for d in between) == count


def test_a_predecessor_that_ends_after_the_latest_start_clashes() -> None:
    steps = [step("a", deadline=date(2027, 1, 15)), step("b", 3, date(2027, 1, 18), after="a")]
    (clash,) = clashes(steps)
    assert (clash.before, clash.after, clash.must_start) == ("a", "b", date(2027, 1, 13))


def test_a_predecessor_that_ends_on_the_day_of_the_latest_start_does_not_clash() -> None:
    assert clashes([step("a", deadline=date(2027, 1, 13)), step("b", 3, date(2027, 1, 18), after="a")]) == []


def test_the_critical_path_is_the_longest_chain_not_the_one_with_most_actions() -> None:
    steps = [step("a", 1), step("b", 1, after="a"), step("c", 1, after="b"), step("d", 10), step("e", 1, after="cd")]
    path = critical_path(steps, MONDAY)
    assert path is not None
    assert (path.ids, path.days) == (("d", "e"), 11)
    assert path.end == date(2027, 1, 26)


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
