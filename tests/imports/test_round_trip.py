"""A plan goes out as a spreadsheet, is edited by hand, and comes back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.imports import read_file
from flows.comparison import Change, compare
from flows.importing.table import Ours
from flows.people import bound
from flows.rows import repeat_of
from tests.flows.answers import action, plan
from tests.flows.drawn import answers as drawn
from tests.imports.made import PLAN, actions, column, edited, exported, proposed


@pytest.fixture(scope="module", autouse=True)
def few_more_rows() -> Iterator[None]:
    """Rows for later entries take time to write, and nothing here depends on them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.exports.xlsx.workbook.MORE_ROWS", 3)
        yield


ANSWERS = plan(
    a1=action("Call ten companies, in the north", stakeholders="Chamber", duration="10 days", status="in-progress"),
    a2=action("=1+1", depends_on=["a1"], impact="", deadline="15 April 2027"),
    a3=action("Write", responsible=[bound("Ana Sample", "p1")], depends_on=["a1", "a2"], deadline="2027-05-03"),
)


def changes(answers: Any, base: Any = ANSWERS) -> list[tuple[Change, tuple[str, ...], str]]:
    return [(each.change, each.path[2:], each.entry) for each in compare(PLAN, base, answers)]


@settings(max_examples=12, deadline=None)
@given(drawn(PLAN), st.randoms(use_true_random=False))
def test_whatever_a_plan_says_comes_back_unchanged_in_whatever_order_its_rows_are(answers: Any, chance: Random) -> None:
    proposal = proposed(exported(answers, lambda rows: chance.sample(rows, len(rows))), answers)
    assert proposal.answers == answers
    assert not proposal.missing
    assert not proposal.problems


@settings(max_examples=8, deadline=None)
@given(drawn(PLAN))
def test_a_new_document_of_the_file_says_the_same(answers: Any) -> None:
    """What the file cannot tell: who was bound to a name, and how a date or choice was typed."""
    proposal = proposed(exported(answers))
    left = [each for each in compare(PLAN, answers, proposal.answers) if each.change is not Change.MOVED]
    assert not left
    assert not proposal.problems


def test_the_file_tells_which_version_of_which_document_it_is() -> None:
    ours = read_file("plan.xlsx", exported(ANSWERS)).ours
    assert isinstance(ours, Ours)
    assert (ours.document, ours.version, ours.dialogue, ours.dialogue_version) == ("d1", 3, "action-plan", 2)
    assert [sheet.place for sheet in ours.sheets][:3] == ["actions/actions", "", "start/goals"]


def test_only_what_was_edited_changes_and_names_keep_their_people_and_dependencies() -> None:
    def edit(book: Any) -> None:
        page = book["Actions"]
        page["B2"] = "Call twelve companies"
        page["G3"] = datetime(2027, 4, 30, tzinfo=UTC).replace(tzinfo=None)
        page["C4"] = "Ana Sample, Boris"
        book["Goals"]["B2"] = "Recruit 20 members"
        book["Answers"]["D2"] = "1 February 2027"

    answers = proposed(edited(exported(ANSWERS), edit), ANSWERS).answers
    assert column(answers, "action")[0] == "Call twelve companies"
    assert column(answers, "deadline") == ["2027-03-31", "2027-04-30", "2027-05-03"]
    assert column(answers, "responsible")[2] == [bound("Ana Sample", "p1"), "Boris"]
    assert column(answers, "depends_on") == [None, ["a1"], ["a1", "a2"]]
    assert answers["start"]["goals"]["rows"]["g1"]["statement"] == "Recruit 20 members"
    assert answers["start"]["start"] == "2027-02-01"
    assert column(answers, "duration")[0] == "10 days"
    assert len(changes(answers)) == 5


def test_rows_are_added_where_they_stand_and_one_that_was_copied_is_new() -> None:
    def edit(book: Any) -> None:
        page = book["Actions"]
        page.insert_rows(3)
        page["B3"], page["C3"], page["G3"] = "Print", "Zoé", "1.6.2027"
        page.append([cell.value for cell in page[2]])
        page.cell(6, 2).value = "Call again"

    proposal = proposed(edited(exported(ANSWERS), edit), ANSWERS)
    order = proposal.answers["actions"]["actions"]["order"]
    assert order == ["a1", "n1", "a2", "a3", "n2"]
    assert column(proposal.answers, "action")[1::3] == ["Print", "Call again"]
    assert column(proposal.answers, "deadline")[1] == "2027-06-01"
    assert proposal.taken == 6  # five actions and the goal


def test_missing_rows_are_named_and_go_only_if_they_may() -> None:
    def edit(book: Any) -> None:
        book["Actions"].delete_rows(3)

    returned = edited(exported(ANSWERS), edit)
    kept = proposed(returned, ANSWERS)
    assert kept.missing == (("a2", "=1+1"),)
    assert kept.answers == ANSWERS
    gone = proposed(returned, ANSWERS, keep_missing=False)
    assert [row["action"] for row in actions(gone.answers)] == ["Call ten companies, in the north", "Write"]


def test_columns_may_be_moved_renamed_and_added() -> None:
    def edit(book: Any) -> None:
        page = book["Actions"]
        page["C1"] = "Wer?"
        page["C2"] = "Boris"
        page.move_range("G1:G4", cols=12)  # the deadline, to the end
        page.cell(1, 25).value, page.cell(2, 25).value = "Remarks", "Ask first"
        page["B4"] = "Write it"

    proposal = proposed(edited(exported(ANSWERS), edit), ANSWERS)
    assert changes(proposal.answers) == [
        (Change.CHANGED, ("a1", "responsible"), "Call ten companies, in the north"),
        (Change.CHANGED, ("a3", "action"), "Write it"),
    ]
    assert proposal.left_out == ("Remarks",)


def test_rows_sorted_without_their_hidden_ids_find_them_again() -> None:
    def edit(book: Any) -> None:
        page = book["Actions"]
        rows = [[cell.value for cell in row][1:] for row in page.iter_rows(min_row=2)]
        for line, values in enumerate([rows[2], rows[0], rows[1]], start=2):
            for at, value in enumerate(values, start=2):
                page.cell(line, at).value = value
                if isinstance(value, str):
                    page.cell(line, at).data_type = "s"

    assert proposed(edited(exported(ANSWERS), edit), ANSWERS).answers == ANSWERS


def test_without_its_hidden_sheet_it_is_a_table_like_any_other() -> None:
    def edit(book: Any) -> None:
        del book["_advisor"]
        book["Actions"]["B4"] = "Write it"

    returned = edited(exported(ANSWERS), edit)
    assert read_file("plan.xlsx", returned).ours is None
    proposal = proposed(returned, ANSWERS)
    assert proposal.missing == (("a3", "Write"),)  # a name that is not the same is not surely the same action
    assert column(proposal.answers, "action")[2] == "Write it"
    assert column(proposal.answers, "deadline")[2] == "2027-05-03"


def test_a_file_of_an_older_version_of_the_dialogue_is_taken_in_its_newest_form() -> None:
    def edit(book: Any) -> None:
        about = book["_advisor"]
        about["B5"] = 1
        for row in about.iter_rows():
            for cell in row:
                if cell.value == "consulted":
                    cell.value = "involved"

    base = plan(a1=action(consulted="Zoé"))
    assert proposed(edited(exported(base), edit), base).answers == base
    assert column(proposed(edited(exported(base), edit)).answers, "consulted") == ["Zoé"]


def test_a_cell_that_is_emptied_is_no_answer_any_more() -> None:
    def edit(book: Any) -> None:
        book["Actions"]["D2"] = None

    assert changes(proposed(edited(exported(ANSWERS), edit), ANSWERS).answers) == [
        (Change.CHANGED, ("a1", "stakeholders"), "Call ten companies, in the north")
    ]


@pytest.mark.parametrize("name", ["Call", "=1+1", "+49 30 1234", "-5 %", "@ana", "'quoted", "#N/A", "x" * 200, "مهمة"])
def test_a_text_stays_a_text_whatever_it_begins_with(name: str) -> None:
    base = {**plan(a1=action(name)), "start": {"start": date(2027, 1, 11).isoformat(), "goals": repeat_of({})}}
    base["start"]["goals"] = repeat_of({"g1": {"statement": name}})
    answers = proposed(exported(base)).answers
    assert column(answers, "action") == [name]
