"""What a good example of another cluster leads to."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.dialogue import Earlier
from flows.dialogues.best_practice import BestPractice
from flows.registry import dialogue
from flows.rows import repeat_of
from flows.validation import raw_rows
from tests.flows import drawn
from tests.flows.answers import TODAY, findings, goal, model, review
from tests.flows.told import can_be_told


def example(*takeaways: str, **apply: str) -> dict[str, Any]:
    """An example with these takeaways."""
    rows = {f"t{number}": {"text": text} for number, text in enumerate(takeaways, start=1)}
    return {
        "example": {"example": "A wood cluster where members pay"},
        "takeaways": {"takeaways": repeat_of(rows)},
        "apply": apply,
    }


WHOLE = example(
    "Ask what it is worth",
    "Stop what is free",
    "Tell the board",
    apply="- Ask ten members\n- Set a price",
    stops="Habit",
)


def test_the_takeaways_are_listed_for_the_team() -> None:
    (takeaways,) = model("best-practice", WHOLE).conclude(TODAY).tables
    assert takeaways.rows == (("Ask what it is worth",), ("Stop what is free",), ("Tell the board",))
    assert findings("best-practice", WHOLE) == ["practice.ready"]


@pytest.mark.parametrize(
    ("apply", "message"),
    [
        ({}, "practice.nothing-applied"),
        ({"stops": "Habit"}, "practice.find-way"),
        ({"apply": "Ask"}, "practice.nothing-stops"),
    ],
)
def test_what_was_not_thought_through_is_asked(apply: dict[str, str], message: str) -> None:
    assert findings("best-practice", example("Ask", "Stop", "Tell", **apply)) == [message]


def test_fewer_than_three_takeaways_are_noticed_and_more_do_not_fit() -> None:
    assert findings("best-practice", example("Ask", apply="Ask", stops="Habit")) == ["practice.few-takeaways"]
    (error,) = review("best-practice", example("1st", "2nd", "3rd", "4th")).errors["takeaways"]
    assert error.words.id == "field.too-many-rows"


def test_the_ideas_become_actions_of_a_plan_when_they_were_chosen() -> None:
    plans = dialogue("action-plan")
    offered = plans.prefill([Earlier("best-practice", WHOLE, "apply"), Earlier("smart-goal", goal())])
    assert [row["action"] for _, row in raw_rows(offered["actions"]["actions"])] == ["Ask ten members", "Set a price"]
    offered = plans.prefill([Earlier("best-practice", WHOLE), Earlier("smart-goal", goal())])
    assert "Ask ten members" not in str(offered)


def test_without_ideas_the_takeaways_are_the_solutions_to_look_at() -> None:
    for answers, expected in ((WHOLE, ["Ask ten members", "Set a price"]), (example("Ask first"), ["Ask first"])):
        offered = dialogue("challenge").prefill([Earlier("best-practice", answers, "apply")])
        assert [row["text"] for _, row in raw_rows(offered["solutions"]["solutions"])] == expected


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_whatever_was_learned_can_be_concluded(data: st.DataObject) -> None:
    answers = data.draw(drawn.answers(BestPractice))
    rows = dict(list(raw_rows(answers["takeaways"]["takeaways"]))[:3])
    answers["takeaways"]["takeaways"] = repeat_of(rows)
    conclusion = model("best-practice", answers).conclude(TODAY)
    can_be_told(conclusion)
    other = model("best-practice", data.draw(drawn.permuted(BestPractice, answers))).conclude(TODAY)
    assert sorted(conclusion.tables[0].rows) == sorted(other.tables[0].rows)
    assert (conclusion.tables[1:], conclusion.findings) == (other.tables[1:], other.findings)
