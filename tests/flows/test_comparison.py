"""Two states of a document are compared: what differs is told once, in the words of the questions."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import registry
from flows.comparison import Change, Difference, compare
from flows.dialogue import Dialogue
from flows.dialogues.action_plan import ActionPlan
from flows.meaning import question_at
from flows.merge import get, put
from flows.people import bound
from flows.rows import add_row, move_row, remove_row, repeat_of
from flows.typed import same
from tests.flows.answers import action, goal, needs, plan
from tests.flows.filled import full

ACTIONS = ("actions", "actions")
PLAN = plan(a=action("Call"), b=action("Write"), c=action("Visit"))


def changes(after: dict[str, Any], before: dict[str, Any] = PLAN) -> tuple[Difference, ...]:
    return compare(ActionPlan, before, after)


def with_actions(repeat: Any) -> dict[str, Any]:
    return put(PLAN, ACTIONS, repeat)


@pytest.mark.parametrize("dialogue", registry.all_dialogues().values(), ids=lambda dialogue: dialogue.id)
def test_equal_states_differ_in_nothing(dialogue: type[Dialogue]) -> None:
    answers = full(dialogue)
    assert compare(dialogue, answers, deepcopy(answers)) == ()


def test_a_changed_field_is_told_with_both_answers_and_its_entry() -> None:
    (told,) = changes(put(PLAN, (*ACTIONS, "b", "deadline"), "1 May 2027"))
    assert told.change is Change.CHANGED
    assert (told.kind, told.entry, told.number) == ("Action", "Write", 2)
    assert (told.before, told.after) == ((("", "2027-03-31"),), (("", "2027-05-01"),))


def test_an_entry_that_was_added_is_told_with_all_its_answers() -> None:
    (told,) = changes(with_actions(add_row(get(PLAN, ACTIONS), "d", {"action": "Meet", "responsible": "Ana"})))
    assert (told.change, told.entry, told.before) == (Change.ADDED, "Meet", ())
    assert {"Meet", "Ana"} == {answer for _, answer in told.after}


def test_an_entry_that_was_removed_is_told_with_all_its_answers() -> None:
    (told,) = changes(with_actions(remove_row(get(PLAN, ACTIONS), "b")))
    assert (told.change, told.entry, told.after) == (Change.REMOVED, "Write", ())
    assert "2027-03-31" in {answer for _, answer in told.before}


def test_what_depended_on_an_entry_that_left_is_not_told_besides() -> None:
    before = put(PLAN, (*ACTIONS, "c", "depends_on"), ["a"])
    after = put(before, ACTIONS, remove_row(get(before, ACTIONS), "a"))
    assert [told.change for told in compare(ActionPlan, before, after)] == [Change.REMOVED]


def test_another_order_is_told_once_with_the_entries_in_both_orders() -> None:
    (told,) = changes(with_actions(move_row(get(PLAN, ACTIONS), "c", "up")))
    assert told.change is Change.MOVED
    assert [name for _, name in told.before] == ["Call", "Write", "Visit"]
    assert [name for _, name in told.after] == ["Call", "Visit", "Write"]


def test_another_writing_of_the_same_is_no_difference() -> None:
    assert changes(put(PLAN, (*ACTIONS, "a", "deadline"), "31 March 2027")) == ()
    assert changes(put(PLAN, (*ACTIONS, "a", "responsible"), [bound("Mara", "p1")])) == ()


def test_two_people_of_one_name_are_two_people() -> None:
    before, after = (put(PLAN, (*ACTIONS, "a", "responsible"), [bound("Mara", id)]) for id in ("p1", "p2"))
    assert len(compare(ActionPlan, before, after)) == 1


def test_a_rating_in_a_grid_is_told_with_its_row() -> None:
    dialogue = registry.dialogue("needs-assessment")
    (told,) = compare(dialogue, needs(governance=("5", "1")), needs(governance=("5", "2")))
    assert (told.entry, told.before, told.after) == ("Governance", (("", "1 / 5"),), (("", "2 / 5"),))


def test_a_choice_is_told_by_its_label() -> None:
    (told,) = changes(put(PLAN, (*ACTIONS, "a", "impact"), "low"))
    assert (told.before, told.after) == ((("", "High"),), (("", "Low"),))


def test_a_unit_that_moved_beside_its_number_is_no_difference() -> None:
    dialogue = registry.dialogue("smart-goal")
    before, after = goal(measurable={"target": "100 companies"}), goal(measurable={"target": "100"})
    assert compare(dialogue, before, after) == ()


def test_an_answer_no_longer_asked_is_compared_as_well() -> None:
    (told,) = changes({**PLAN, "old_page": {"old_field": "Kept"}})
    assert (told.question, told.after) == ("Old field", (("", "Kept"),))


TEXTS = [("deliverables", "milestone"), *[(*ACTIONS, row, key) for row in "abc" for key in ("action", "requirements")]]


@given(st.sampled_from([path for path in TEXTS if question_at(ActionPlan, path)]), st.text(max_size=20))
def test_each_single_change_is_told_once_where_it_was_made(path: tuple[str, ...], typed: str) -> None:
    question = question_at(ActionPlan, path)
    assert question is not None
    told = changes(put(PLAN, path, typed))
    assert [each.path for each in told] == ([] if same(question, get(PLAN, path), typed) else [path])


@given(st.permutations("abc"))
def test_entries_in_another_order_tell_the_order_and_nothing_else(order: list[str]) -> None:
    rows = get(PLAN, ACTIONS)["rows"]
    told = changes(with_actions(repeat_of({row: rows[row] for row in order})))
    assert [each.change for each in told] == ([] if list(order) == ["a", "b", "c"] else [Change.MOVED])


@given(st.sets(st.sampled_from("abc")), st.sets(st.sampled_from("abc")))
def test_what_was_added_one_way_was_removed_the_other_way(ours: set[str], theirs: set[str]) -> None:
    rows = get(PLAN, ACTIONS)["rows"]
    one, other = (with_actions(repeat_of({row: rows[row] for row in sorted(side)})) for side in (ours, theirs))
    there, back = compare(ActionPlan, one, other), compare(ActionPlan, other, one)
    assert {(each.path, each.after) for each in there if each.change is Change.ADDED} == {
        (each.path, each.before) for each in back if each.change is Change.REMOVED
    }
    assert len(there) == len(ours ^ theirs)
