"""What a document says: every answer once, in its natural shape."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import pytest

from flows.contents import NO_LONGER_ASKED, Section, sections
from flows.dialogue import Answers, Dialogue, Page, Row
from flows.dialogues.action_plan import ActionPlan
from flows.dialogues.needs_assessment import NeedsAssessment
from flows.dialogues.smart_goal import SmartGoal
from flows.fields import (
    Choice,
    Kind,
    Question,
    choices,
    date_,
    grid,
    number,
    people,
    questions,
    rating,
    repeat,
    short_text,
    yes_no,
)
from flows.people import bound
from flows.registry import dialogue as dialogue_of
from flows.registry import known_dialogues
from flows.rows import repeat_of
from tests.flows.answers import action, goal, model, needs, plan
from tests.flows.filled import full


class Rated(Row):
    urgency: int | None = rating("Urgency", low=0, high=3, required=False)
    note: str | None = short_text("Note", required=False)


class Member(Row):
    name: str = short_text("What is the member called?", short="Member")
    weight: int | None = rating("Weight", low=1, high=5, required=False)
    joined: date | None = date_("Joined", required=False)
    contact: list[Any] = people("Contacts", required=False)


class WholePage(Page):
    title = "The whole"
    name: str = short_text("What is it called?")
    kinds: list[str] = choices("Kinds", (Choice("a", "First kind"), Choice("b", "Second kind")), required=False)
    since: date | None = date_("Since when?", required=False)
    budget: bool | None = yes_no("Budget", required=False)
    days: int | None = number("Days needed", unit="days", required=False)
    team: list[Any] = people("Team", required=False)
    members: list[Member] = repeat("Members", Member, row_name="Member", max_rows=5, required=False)
    needs: dict[str, Rated] = grid("Needs", (Choice("x", "Space"), Choice("y", "Skills")), Rated, required=False)


class EmptyPage(Page):
    title = "Nothing here"
    more: str | None = short_text("More", required=False)


class Whole(Dialogue):
    id = "whole"
    title = "Whole"
    words: ClassVar[dict[str, str]] = {}
    whole: WholePage
    empty: EmptyPage


def told(answers: Answers) -> Section:
    (section,) = sections(Whole, answers)
    return section


def test_single_answers_are_pairs_in_their_natural_shape() -> None:
    page = {
        "name": "Food valley",
        "kinds": ["b", "a"],
        "since": "3 May 2027",
        "budget": "no",
        "days": "8 days",
        "team": [bound("Mara Example", "p1"), "Jonas Example"],
    }
    assert told({"whole": page}).pairs == (
        ("What is it called?", "Food valley"),
        ("Kinds", ("Second kind", "First kind")),
        ("Since when?", "2027-05-03"),
        ("Budget", "No"),
        ("Days needed", "8 days"),
        ("Team", ("Mara Example", "Jonas Example")),
    )


def test_a_repeat_is_a_table_without_empty_columns() -> None:
    rows = repeat_of({"r2": {"name": "Bread Ltd", "weight": "4"}, "r1": {"name": "Malt Ltd", "joined": "2026-01-31"}})
    (table,) = told({"whole": {"members": rows}}).tables
    assert (table.id, table.title) == ("whole/members", "Members")
    assert table.columns == ("Member", "Weight", "Joined")
    assert table.rows == (("Bread Ltd", 4, ""), ("Malt Ltd", "", "2026-01-31"))
    assert table.rule is not None
    assert table.rule.params == {"low": 1, "high": 5}


def test_a_grid_is_a_table_of_what_was_rated() -> None:
    (table,) = told({"whole": {"needs": {"y": {"urgency": "0"}, "x": {}}}}).tables
    assert (table.columns, table.rows) == (("What", "Urgency"), (("Skills", 0),))


def test_pages_without_answers_are_left_out() -> None:
    assert sections(Whole, {"whole": {"name": " ", "members": {"order": [], "rows": {}}}, "empty": {}}) == ()


def test_answers_to_questions_of_older_versions_are_told_as_such() -> None:
    old = {
        "whole": {"name": "N", "old_motto": "Grow", "needs": {"gone": {"urgency": "3"}}},
        "older": {"list": repeat_of({"r": {"x": "kept words"}})},
    }
    *_, last = sections(Whole, old)
    assert (last.page, last.title) == ("", NO_LONGER_ASKED)
    assert last.pairs == (("Old motto", "Grow"), ("Urgency", "3"), ("List", "kept words"))


def test_what_a_table_of_the_conclusion_tells_stands_nowhere_else() -> None:
    for dialogue, answers in (
        (ActionPlan, plan(a1=action("Call"))),
        (NeedsAssessment, needs(governance=("4", "2"))),
        (SmartGoal, goal()),
    ):
        concluded = model(dialogue.id, answers)
        places = [place for table in concluded.conclude(date(2026, 11, 23)).tables for place in table.tells]
        assert places
        shown = sections(dialogue, answers, places)
        assert {table.id for section in shown for table in section.tables}.isdisjoint(places)
        pages = dialogue.pages()
        assert all(field in questions(pages[page]) for page, field in (place.split("/") for place in places))


def filled(asked: dict[str, Question], at: list[int]) -> Iterator[tuple[str, Any]]:
    """An answer of its own to each question that takes words, with a number that tells it apart."""
    for name, question in asked.items():
        at[0] += 1
        if question.row is not None:
            row = dict(filled(dict(questions(question.row)), at))
            resolved = question.grid_rows if not callable(question.grid_rows) else ()
            yield name, repeat_of({"r1": row}) if question.kind is Kind.REPEAT else {c.value: row for c in resolved}
        elif question.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT, Kind.PERSON, Kind.PEOPLE):
            yield name, f"Words{at[0]}x"


@pytest.mark.parametrize("id", known_dialogues())
def test_nothing_that_was_written_is_dropped(id: str) -> None:
    at = [0]
    dialogue = known_dialogues()[id]
    answers = {page: dict(filled(dict(questions(asked)), at)) for page, asked in dialogue.pages().items()}
    written = {word for word in str(answers).replace("'", " ").split() if word.startswith("Words")}
    shown = str(sections(dialogue, answers))
    assert [word for word in written if word not in shown] == []


@pytest.mark.parametrize("id", known_dialogues())
def test_nothing_that_is_asked_is_told_as_no_longer_asked(id: str) -> None:
    dialogue = dialogue_of(id)
    assert NO_LONGER_ASKED not in [section.title for section in sections(dialogue, full(dialogue))]


def test_a_grid_of_pairs_is_a_table_with_a_column_for_each() -> None:
    dialogue = dialogue_of("member-needs")
    answers = full(dialogue)
    table = next(
        table for section in sections(dialogue, answers) for table in section.tables if table.columns[0] == "What"
    )
    assert len(table.columns) == 21
    assert all(len(row) == 21 and row[1:] == (1,) * 20 for row in table.rows)
