"""The pictures of the main path: needs as bars, the goal as a tree, the plan as a square and in time."""

from datetime import date
from typing import Any, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.calendar import Calendar
from flows.conclusions import Conclusion
from flows.pictures import Bars, Branch, Gantt, Square, Tree
from flows.rows import repeat_of
from flows.themes import THEMES
from tests.flows.answers import TODAY, action, goal, model, needs, plan

Kind = TypeVar("Kind", Bars, Gantt, Square, Tree)


def concluded(dialogue: str, answers: dict[str, Any], calendar: Calendar | None = None) -> Conclusion:
    return model(dialogue, answers).conclude(TODAY, calendar or Calendar())


def pictures(conclusion: Conclusion, kind: type[Kind]) -> list[Kind]:
    return [each for each in conclusion.pictures if isinstance(each, kind)]


def schedule(answers: dict[str, Any], calendar: Calendar | None = None) -> dict[str, tuple[str, str, bool]]:
    """Label → first day, last day, whether on the longest chain."""
    (gantt,) = pictures(concluded("action-plan", answers, calendar), Gantt)
    return {step.label: (step.start.isoformat(), step.end.isoformat(), step.critical) for step in gantt.steps}


def test_the_needs_are_bars_in_the_order_of_their_priority() -> None:
    rated = needs(governance=("5", "2"), green=("4", "1"), digital=("5", "5"))
    (bars,) = pictures(concluded("needs-assessment", rated), Bars)
    assert [(bar.label, bar.value) for bar in bars.bars] == [
        ("Green transition", 16),
        ("Governance", 15),
        ("Digital transition", 0),
    ]


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=13))
def test_every_priority_fits_onto_its_bar(ratings: list[tuple[int, int]]) -> None:
    rated = {
        theme.replace("-", "_"): (str(importance), str(today))
        for theme, (importance, today) in zip(THEMES, ratings, strict=False)
    }
    (bars,) = pictures(concluded("needs-assessment", needs(**rated)), Bars)
    assert all(0 <= bar.value <= bars.high for bar in bars.bars)


def test_the_goal_falls_into_its_indicators_and_measures() -> None:
    (tree,) = pictures(concluded("smart-goal", goal()), Tree)
    assert tree.root == Branch(
        label="Recruit new member companies from the food industry",
        detail="30 June 2027",
        children=(
            Branch(label="Indicators", children=(Branch(label="Member companies", detail="84 → 100"),)),
            Branch(label="Measures", children=(Branch(label="Open day for companies that are not members"),)),
        ),
    )


def test_a_goal_without_measures_has_no_branch_for_them() -> None:
    indicator = {"name": "Visitors", "unit": "people", "target": "1200"}
    answers = goal(tree={"measures": {}, "indicators": repeat_of({"i": indicator})})
    (tree,) = pictures(concluded("smart-goal", answers), Tree)
    assert tree.root.children == (
        Branch(label="Indicators", children=(Branch(label="Visitors", detail="1,200 people"),)),
    )


def test_every_rated_action_stands_in_the_corner_of_its_quadrant() -> None:
    answers = plan(
        a=action("Survey"),
        b=action("Partnership", effort="high"),
        c=action("Filing", impact="low"),
        d=action("New software", impact="low", effort="high"),
        e=action("Later", impact="", effort="low"),
    )
    (square,) = pictures(concluded("action-plan", answers), Square)
    middle = (square.low + square.high) / 2
    corner = {
        point.label: square.corners[
            2 * (point.y > middle) + (point.x > middle)
        ]  # bottom left first, then right, then up
        for point in square.points
    }
    assert corner == {
        "Survey": "Quick win",
        "Partnership": "Major project",
        "Filing": "Fill-in",
        "New software": "Thankless task",
    }


def test_a_plan_without_ratings_has_no_matrix() -> None:
    assert pictures(concluded("action-plan", plan(a=action(impact="", effort=""))), Square) == []


def test_an_action_starts_on_the_working_day_after_what_it_waits_for() -> None:
    # the plan starts on Monday 11 January 2027: 5 days end on Friday, the next begin on Monday the 18th
    answers = plan(
        a=action("Prepare", duration="5"),
        b=action("Hold", duration="2", depends_on=["a"]),
        c=action("Tell"),
    )
    assert schedule(answers) == {
        "Prepare": ("2027-01-11", "2027-01-15", True),
        "Hold": ("2027-01-18", "2027-01-19", True),
        "Tell": ("2027-01-11", "2027-01-11", False),
    }


def test_the_schedule_counts_the_holidays_of_the_cluster() -> None:
    answers = plan("2026-12-24", a=action("Prepare", duration="2"))  # in Belgium nobody works on the 25th
    assert schedule(answers, Calendar("BE"))["Prepare"][:2] == ("2026-12-24", "2026-12-28")


def test_what_is_done_is_not_waited_for_and_not_on_the_longest_chain() -> None:
    answers = plan(
        a=action("Prepare", duration="5", status="done"),
        b=action("Hold", duration="2", depends_on=["a"]),
        c=action("Tell", depends_on=["b"]),
    )
    assert schedule(answers) == {
        "Prepare": ("2027-01-11", "2027-01-15", False),
        "Hold": ("2027-01-11", "2027-01-12", True),
        "Tell": ("2027-01-13", "2027-01-13", True),
    }


def test_the_longest_chain_of_the_picture_is_the_one_that_is_told() -> None:
    answers = plan(
        a=action("A", duration="3"), b=action("B", duration="4", depends_on=["a"]), c=action("C", depends_on=["a"])
    )
    conclusion = concluded("action-plan", answers)
    (told,) = [finding for finding in conclusion.findings if finding.message == "plan.critical-path"]
    shown = schedule(answers)
    assert tuple(label for label, (_, _, critical) in shown.items() if critical) == told.params["actions"]
    assert max(end for _, end, critical in shown.values() if critical) == told.params["end"]


def test_actions_that_wait_for_each_other_have_no_schedule_and_nothing_fails() -> None:
    answers = plan(a=action("A", depends_on=["b"]), b=action("B", depends_on=["a"]))
    assert pictures(concluded("action-plan", answers), Gantt) == []


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.integers(1, 30), st.booleans(), st.sets(st.integers(0, 7))), min_size=1, max_size=8),
    st.randoms(),
)
def test_nothing_open_starts_before_what_it_waits_for_whatever_the_order(
    drawn: list[tuple[int, bool, set[int]]], random: Any
) -> None:
    rows = {
        f"a{n}": action(
            f"Action {n}",
            duration=str(days),
            status="done" if done else "",
            depends_on=[f"a{before}" for before in waits if before < n],
        )
        for n, (days, done, waits) in enumerate(drawn)
    }
    answers = plan(**{row: rows[row] for row in random.sample(list(rows), len(rows))})
    (gantt,) = pictures(concluded("action-plan", answers), Gantt)
    steps = {step.id: step for step in gantt.steps}
    for step in steps.values():
        assert date(2027, 1, 11) <= step.start <= step.end
        if not step.done:
            assert all(steps[each].end < step.start for each in step.depends_on if not steps[each].done)
    assert schedule(answers) == schedule(plan(**rows))
