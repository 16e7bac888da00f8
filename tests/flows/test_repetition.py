"""What repeats: on which days, and which of them is next."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar.prop import vRecur

from bot.exports.recurrence import rule
from flows.dialogues.action_plan import ActionPlan
from flows.due import due_days
from flows.pictures import Gantt
from flows.plan_pages import Action
from flows.registry import dialogue
from flows.repetition import EVERY, Repetition, repetition
from flows.rows import repeat_of
from tests.flows.answers import TODAY, action, model, plan, review

PACES = [each.value for each in EVERY]
REPETITIONS = st.builds(
    lambda first, every, days: Repetition(first, every, first + timedelta(days)),
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.sampled_from(PACES),
    st.integers(0, 5 * 365),
)


def days(first: str, every: str, until: str) -> list[str]:
    found = repetition(date.fromisoformat(first), every, date.fromisoformat(until))
    assert found is not None
    return [day.isoformat() for day in found.days]


def test_a_month_that_is_too_short_has_its_last_day() -> None:
    assert days("2027-01-31", "month", "2027-04-30") == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]
    assert days("2027-11-30", "three-months", "2028-06-01") == ["2027-11-30", "2028-02-29", "2028-05-30"]
    assert days("2028-02-29", "year", "2032-12-31") == [
        *("2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29")
    ]


def test_nothing_repeats_without_a_pace_and_an_end() -> None:
    day = date(2027, 1, 31)
    assert repetition(day, "", day) is repetition(day, "month", None) is repetition(None, "month", day) is None
    assert days("2027-01-31", "week", "2026-01-01") == ["2027-01-31"]


@pytest.mark.parametrize("every", PACES)
def test_the_last_days_of_all_break_nothing(every: str) -> None:
    assert days("9999-12-30", every, "9999-12-31")[0] == "9999-12-30"


@given(REPETITIONS)
def test_done_one_by_one_no_day_is_skipped_none_comes_twice_and_the_last_is_the_end(repeated: Repetition) -> None:
    done, met = None, []
    while (day := repeated.after(done)) is not None:
        met.append(day)
        done = day
    assert tuple(met) == repeated.days
    assert met[0] == repeated.first
    assert met[-1] == repeated.last <= repeated.until
    assert all(before < after == repeated.after(before) for before, after in pairwise(met))
    assert all(
        repeated.before(after) == before == repeated.up_to(after - timedelta(1)) for before, after in pairwise(met)
    )


@given(REPETITIONS, st.integers(0, 300))
def test_the_rule_of_a_calendar_means_the_same_days_from_whichever_it_begins(repeated: Repetition, at: int) -> None:
    left = repeated.days[at % len(repeated.days) :]
    text = vRecur(rule(repeated)).to_ical().decode()  # type: ignore[no-untyped-call]
    assert tuple(each.date() for each in rrulestr(f"DTSTART:{left[0]:%Y%m%d}\nRRULE:{text}")) == left


def repeating(**more: Any) -> dict[str, Any]:
    return action(deadline="2027-01-31", repeats="month", until="2027-12-31", **more)


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"until": ""}, "plan.until-missing"),
        ({"until": "2027-01-30"}, "plan.until-early"),
        ({"until": "2032-02-01"}, "plan.until-far"),
    ],
)
def test_what_repeats_has_an_end_within_five_years(more: dict[str, str], problem: str) -> None:
    errors = review("action-plan", plan(a1={**repeating(), **more})).errors["actions"]
    assert [(error.path[-1], error.words.id) for error in errors] == [("until", problem)]


def actions(answers: dict[str, Any]) -> list[Action]:
    checked = model("action-plan", answers)
    assert isinstance(checked, ActionPlan)
    return checked.actions.actions


def test_an_end_counts_only_where_something_repeats() -> None:
    assert actions(plan(a1=action(until="2020-01-01")))[0].repetition is None


def test_what_repeats_is_done_when_its_last_day_is() -> None:
    told = {
        done: [(each.due.isoformat(), each.done, each.state) for each in actions(plan(a1=repeating(done_until=done)))]
        for done in ("", "2027-03-31", "2027-12-31")
    }
    assert told == {
        "": [("2027-01-31", False, "not-started")],
        "2027-03-31": [("2027-04-30", False, "in-progress")],
        "2027-12-31": [("2027-12-31", True, "done")],
    }


def test_a_plan_tells_what_repeats_until_when_and_how_far_it_is() -> None:
    conclusion = model("action-plan", plan(a1=repeating(done_until="2027-04-02"), a2=action())).conclude(TODAY)
    table = next(table for table in conclusion.tables if table.id == "plan")
    told = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    columns = ("Status", "Repeats", "Until", "Done up to")
    assert [tuple(row[name] for name in columns) for row in told] == [
        ("In progress", "Every month", "2027-12-31", "2027-04-02"),
        ("Not started", "", "", ""),
    ]
    (due, other) = due_days(dialogue("action-plan"), plan(a1=repeating(), a2=action()))
    assert (due.repetition and due.repetition.last.isoformat(), other.repetition) == ("2027-12-31", None)
    (gantt,) = (each for each in conclusion.pictures if isinstance(each, Gantt))
    assert [len(step.again) for step in gantt.steps] == [11, 0]


def test_a_date_that_is_over_and_done_is_not_asked_for() -> None:
    messages = {
        done: [finding.message for finding in found.findings]
        for done in ("", "2027-03-31")
        if (found := model("action-plan", plan(a1=repeating(done_until=done))).conclude(date(2027, 4, 10)))
    }
    assert "plan.deadline-over" in messages[""]
    assert "plan.deadline-over" not in messages["2027-03-31"]


def test_a_deliverable_with_a_date_is_a_milestone() -> None:
    answers = plan(a1=action())
    answers["deliverables"] = {
        "deliverables": repeat_of(
            {
                "d1": {"name": "List of companies", "deadline": "2027-02-28"},
                "d2": {"name": "Fair", "deadline": "2027-01-31", "status": "done"},
                "d3": {"name": "Report"},
            }
        )
    }
    conclusion = model("action-plan", answers).conclude(date(2027, 3, 1))
    (gantt,) = (each for each in conclusion.pictures if isinstance(each, Gantt))
    assert [(mark.label, mark.day.isoformat(), mark.done) for mark in gantt.milestones] == [
        ("Fair", "2027-01-31", True),
        ("List of companies", "2027-02-28", False),
    ]
    over = [
        finding.params["deliverable"] for finding in conclusion.findings if finding.message == "plan.milestone-over"
    ]
    assert over == ["List of companies"]
    due = [(each.place, each.name) for each in due_days(dialogue("action-plan"), answers)]
    assert due[:2] == [
        ("deliverables/deliverables/d1/deadline", "List of companies"),
        ("deliverables/deliverables/d2/deadline", "Fair"),
    ]
    table = next(table for table in conclusion.tables if table.id == "deliverables")
    assert [row[:3] for row in table.rows] == [
        ("List of companies", "2027-02-28", "Not reached yet"),
        ("Fair", "2027-01-31", "Reached"),
        ("Report", "", ""),
    ]
