"""Answers as typed, checked page by page."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dialogue import Page
from flows.fields import person
from flows.people import Person
from flows.reading.names import Directory, Known
from flows.registry import all_dialogues, dialogue, words
from flows.validation import Scene, check
from tests.flows.answers import TODAY, action, goal, model, plan, review

MARA = Known("mara", "Mara", ("web:mara",))


def errors(dialogue_id: str, page: str, raw: Any) -> dict[tuple[str, ...], str]:
    checked = dialogue(dialogue_id).check_page(page, raw, Scene(TODAY))
    return {error.path: error.words.id for error in checked.errors}


def test_a_page_is_checked_alone_while_others_are_missing() -> None:
    page = goal()["time_bound"]
    assert errors("smart-goal", "time_bound", page) == {}


def test_a_missing_answer_asks_for_it() -> None:
    assert errors("smart-goal", "specific", {"what": "  "}) == {("what",): "field.required"}


def test_a_deadline_in_the_past_is_an_error_when_it_is_typed() -> None:
    assert errors("smart-goal", "time_bound", {"deadline": "1 January 2020"}) == {("deadline",): "field.date-in-past"}


def test_a_deadline_that_passed_since_it_was_typed_is_no_error() -> None:
    answers = goal(time_bound={"deadline": "2026-11-01"})
    typed: dict[tuple[str, ...], date] = {("time_bound", "deadline"): date(2026, 10, 1)}
    scene = Scene(TODAY, answers, typed_on=typed)
    assert dialogue("smart-goal").review(answers, scene).errors == {}


def test_a_passed_deadline_in_one_row_is_no_error_beside_one_typed_today() -> None:
    answers = plan(a=action(deadline="2026-11-01"), b=action(deadline="2026-11-02"))
    typed: dict[tuple[str, ...], date] = {("actions", "actions", "a", "deadline"): date(2026, 10, 1)}
    (error,) = dialogue("action-plan").review(answers, Scene(TODAY, answers, typed_on=typed)).errors["actions"]
    assert (error.path, error.words.id) == (("actions", "b", "deadline"), "field.date-in-past")


def test_an_entry_without_any_answer_is_none_yet() -> None:
    answers = plan(a=action(), blank={"action": " ", "depends_on": []})
    assert review("action-plan", answers).errors == {}


def test_a_dependency_goes_with_the_action_it_was_on() -> None:
    answers = plan(a=action(depends_on=["removed"]))
    assert model("action-plan", answers).actions.actions[0].depends_on == []  # type: ignore[attr-defined]


def test_an_error_in_a_row_names_the_row_and_the_field() -> None:
    answers = plan(a=action(), b=action(deadline="31 February 2027"))
    (error,) = review("action-plan", answers).errors["actions"]
    assert (error.path, error.words.id) == (("actions", "b", "deadline"), "date.no-such-day")


def test_a_plan_without_an_action_asks_for_one() -> None:
    (error,) = review("action-plan", plan()).errors["actions"]
    assert error.words.id == "field.no-rows"


def test_two_hundred_actions_fit_and_one_more_does_not() -> None:
    rows = {f"a{n}": action(f"Action {n}") for n in range(200)}
    assert review("action-plan", plan(**rows)).errors == {}
    (error,) = review("action-plan", plan(**rows, more=action())).errors["actions"]
    assert (error.words.id, error.words.params) == ("field.too-many-rows", {"count": 201, "limit": 200})


def test_a_text_that_is_far_too_long_says_how_long_it_may_be() -> None:
    assert errors("smart-goal", "specific", {"what": "x" * 201}) == {("what",): "field.too-long"}


@pytest.mark.parametrize("typed", ["1,5", "1.5", "1 500", "12 %"])
def test_numbers_are_read_as_people_write_them(typed: str) -> None:
    assert errors("smart-goal", "measurable", {"indicator": "x", "target": typed}) == {}


@pytest.mark.parametrize("typed", ["many", "1.2.3", "nan", "inf", "1e400", "٪"])
def test_what_is_no_number_is_said_to_be_none(typed: str) -> None:
    assert errors("smart-goal", "measurable", {"indicator": "x", "target": typed}) == {("target",): "number.none"}


def test_a_person_is_linked_to_the_colleague_of_that_name() -> None:
    answers = plan(a=action(responsible="mara"))
    checked = dialogue("action-plan").review(answers, Scene(TODAY, answers, Directory([MARA]))).model
    assert checked is not None
    (responsible,) = checked.actions.actions[0].responsible  # type: ignore[attr-defined]
    assert (responsible.id, responsible.account) == ("mara", "web:mara")


def test_several_people_for_one_place_are_refused() -> None:
    class Decision(Page):
        title = "Decision"
        who: Person = person("Who decides?")

    (error,) = check(Decision, {"who": "Mara and Jonas"}, Scene(TODAY)).errors
    assert error.words.id == "field.one-person"


def test_several_people_may_be_responsible_the_first_named_first() -> None:
    checked = model("action-plan", plan(a=action(responsible="Mara and Jonas")))
    assert [p.name for p in checked.actions.actions[0].responsible] == ["Mara", "Jonas"]  # type: ignore[attr-defined]


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_whatever_arrives_is_checked_without_failing(data: st.DataObject) -> None:
    found = data.draw(st.sampled_from(list(all_dialogues().values())))
    page = data.draw(st.sampled_from(list(found.pages())))
    names = list(found.pages()[page].model_fields)
    raw = data.draw(st.dictionaries(st.sampled_from(names), json, max_size=3) | json)
    for error in found.check_page(page, raw, Scene(TODAY)).errors:
        assert error.words.id in words()
