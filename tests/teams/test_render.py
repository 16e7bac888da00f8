"""Whatever the advisor says, Teams takes it: no limit is exceeded, and nothing typed turns into markup."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.blocks import Facts, Heading, TableBlock, Text
from bot.chat.markup import escape
from bot.chat.views import FormView, Message, ReviewView
from bot.teams.cards import card, plain, small
from bot.teams.forms import form_card, review_card
from bot.teams.render import message
from bot.teams.words import Say
from flows.fields import Choice, Kind, Question
from flows.forms import Form, FormField, FormRef, RowSummary
from tests.shown import QUIET, form_views, messages, review_views, text
from tests.slack.node import require_node
from tests.teams.checker import PACKAGE, card_problems
from tests.teams.fake_teams import MOST_BYTES, Object, texts_of
from tests.teams.person import inputs_of

SAY = Say()
AROUND = 1_000
"""Bytes of a message around its card."""


@pytest.fixture(autouse=True)
def library() -> None:
    require_node(PACKAGE)


def problems(card: Object) -> list[str]:
    size = len(json.dumps(card, separators=(",", ":"), ensure_ascii=False).encode()) + AROUND
    return [*card_problems(card), *([f"{size} bytes"] if size > MOST_BYTES else [])]


@QUIET
@given(messages)
def test_every_message_is_taken(shown: Message) -> None:
    rendered = message(shown, SAY)
    assert rendered.text.strip()
    assert [problem for card in rendered.cards for problem in problems(card)] == []


@QUIET
@given(form_views(), st.none() | st.integers(0, 5), st.lists(text, max_size=2), st.booleans())
def test_every_form_is_taken_in_every_part(view: FormView, part: int | None, notices: list[str], more: bool) -> None:
    assert problems(form_card(view, SAY, part, notices, more=more).card) == []


def test_a_line_of_nothing_but_a_sign_of_direction_is_taken() -> None:
    assert problems(card([small("\u2066"), plain("\u2067\n\u202e")])) == []


@QUIET
@given(review_views, st.integers(0, 5), st.lists(text, max_size=2))
def test_every_review_is_taken_in_every_part(view: ReviewView, part: int, notices: list[str]) -> None:
    assert problems(review_card(view, SAY, part, notices).card) == []


@given(st.text(max_size=500) | st.sampled_from(("1. One", "12) Two", "- Three", "+ Four", "# Five", "[Six](x)")))
def test_what_people_typed_is_never_markup(typed: str) -> None:
    rendered = message(Message(typed, (Text(escape(typed)), Facts((("Label", typed),)), Heading(typed))), SAY)
    for element in (element for drawn in rendered.cards for element in drawn["body"]):
        if element["type"] == "TextBlock":  # what stands in other texts is shown as it is
            bare = re.sub(r"\\[^a-zA-Z0-9\s]", "", element["text"])
            assert not re.search(r"[`*_\[\]<>#]|^\s*([-+]|\d+[.)])(\s|$)", bare)


def test_a_table_too_long_for_a_card_goes_on_in_the_next_under_its_head() -> None:
    rows = tuple((f"Action {n}", "Ana Sample " * 10, "March 2027") for n in range(200))
    rendered = message(Message("Plan", (TableBlock("Actions", ("Action", "Who", "When"), rows),)), SAY)
    assert [problem for card in rendered.cards for problem in problems(card)] == []
    tables = [element for card in rendered.cards for element in card["body"] if element["type"] == "Table"]
    assert len(tables) > 1
    assert {tuple(texts_of(table["rows"][0])) for table in tables} == {("Action", "Who", "When")}
    shown = [text for table in tables for text in texts_of(table["rows"][1:])]
    assert [text for text in shown if text.startswith("Action")] == [f"Action {n}" for n in range(200)]


def test_all_of_a_long_text_can_be_read() -> None:
    words = [f"word{n}" for n in range(9_000)]
    rendered = message(Message("Text", (Text(" ".join(words)),)), SAY)
    assert [problem for card in rendered.cards for problem in problems(card)] == []
    assert "".join("".join(texts_of(card)) for card in rendered.cards).split() == words


def test_a_page_of_two_hundred_actions_comes_in_parts_that_fit() -> None:
    rows = tuple(
        RowSummary(f"{n:032x}", f"Action {n}", (("Who", "Ana Sample"), ("By when", "March"))) for n in range(200)
    )
    asked = FormField(
        "actions", Question(Kind.REPEAT, label="Actions", row_name="action", max_rows=200), None, rows=rows
    )
    form = Form("dialogue", "Action plan", FormRef("actions"), "Actions", "", 2, 5, (asked,), "")
    view = FormView("d" * 32, 7, form)
    shown = [form_card(view, SAY, part).card for part in range(40)]
    assert [problem for card in shown for problem in problems(card)] == []
    told = {text for card in shown for text in texts_of(card)}
    assert all(f"{n + 1}. Action {n}" in told for n in range(200))


@pytest.mark.parametrize("several", [True, False])
def test_two_hundred_long_choices_stay_to_be_chosen_from_under_shorter_names(several: bool) -> None:
    choices = tuple(Choice(f"{n:032x}", f"{n} " + "Ask all members " * 12) for n in range(200))
    kind = Kind.CHOICES if several else Kind.CHOICE
    asked = FormField("after", Question(kind, label="After which actions?"), None, "", choices)
    view = FormView("d", 7, Form("dialogue", "Plan", FormRef("page"), "Actions", "", 1, 3, (asked,), ""))
    drawn = form_card(view, SAY).card
    assert problems(drawn) == []
    [element] = inputs_of(drawn)
    assert [choice["value"] for choice in element["choices"]] == [choice.value for choice in choices]
    assert all(choice["title"].startswith(f"{n} Ask") for n, choice in enumerate(element["choices"]))


def test_what_is_said_above_a_form_is_never_left_out_unseen() -> None:
    view = FormView("d", 1, Form("action-plan", "Action plan", FormRef("actions"), "Actions", "", 1, 1, ()))
    told = texts_of(form_card(view, SAY, None, [f"Notice {number}" for number in range(25)]).card)
    assert "Notice 9" in told
    assert "and 15 more" in told
