"""Whatever the advisor says, Slack takes it: no limit is exceeded, nothing typed turns into markup."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from bot.chat.blocks import (
    Button,
    Buttons,
    Facts,
    Heading,
    Part,
    Style,
    TableBlock,
    Text,
)
from bot.chat.markup import escape
from bot.chat.views import DocumentView, FormView, Message, ReviewPart, ReviewView, View
from bot.slack import limits
from bot.slack.blocks import weighs_at_most, weight
from bot.slack.inputs import answers_of, input_ids
from bot.slack.modals import meta_of, modal
from bot.slack.render import blocks_of, message
from bot.slack.words import Say
from flows.fields import Kind, Question
from flows.forms import Form, FormField, FormRef, RowSummary, build_form
from flows.registry import dialogue
from flows.rows import repeat_of
from flows.typed import clean
from tests.shown import QUIET, form_views, messages, text, views
from tests.slack.person import texts
from tests.slack.rules import message_problems, view_problems

SAY = Say()


@QUIET
@given(messages)
def test_every_message_is_taken(shown: Message) -> None:
    rendered = message(shown, SAY)
    assert message_problems({"text": rendered.text, "blocks": rendered.blocks}) == []


@QUIET
@given(messages, st.integers(-2, 2))
def test_the_quick_look_at_a_weight_says_what_weighing_says(shown: Message, more: int) -> None:
    drawn = message(shown, SAY).blocks
    assert weighs_at_most(weight(drawn) + more, drawn) is (more >= 0)


@QUIET
@given(messages)
def test_every_home_is_taken(shown: Message) -> None:
    drawn = blocks_of(shown, SAY, limits.VIEW_BLOCKS, limits.VIEW_CHARS)
    if drawn:
        assert view_problems({"type": "home", "blocks": drawn}) == []


@QUIET
@given(views, st.none() | st.integers(0, 5), st.lists(text, max_size=2))
def test_every_view_is_taken_in_every_part(view: View, part: int | None, notices: list[str]) -> None:
    assert view_problems(modal(view, SAY, part, notices)) == []


@QUIET
@given(form_views())
def test_a_modal_knows_which_form_it_shows(view: FormView) -> None:
    meta = meta_of(modal(view, SAY))
    assert (meta.document, meta.ref, meta.revision) == (view.document, view.form.ref, view.revision)


def one_field(kind: Kind, value: str) -> FormView:
    field = FormField("f0", Question(kind, label="What?"), value, "", ())
    return FormView("document", 7, Form("dialogue", "Title", FormRef("page"), "", "", 1, 3, (field,), ""))


def as_stored(view: FormView) -> FormView:
    """The same with answers as they are kept: surfaces end lines in different ways, and the store in one."""
    fields = tuple(
        field if field.question.kind is Kind.GRID else replace(field, value=clean(field.question, field.value))
        for field in view.form.fields
    )
    return replace(view, form=replace(view.form, fields=fields))


@QUIET
@given(form_views())
@example(one_field(Kind.LONG_TEXT, "one\r\ntwo\rthree\0"))
@example(one_field(Kind.PEOPLE, "Ana\r\nBen"))
def test_an_untouched_text_comes_back_as_it_was(view: FormView) -> None:
    view = as_stored(view)
    drawn = modal(view, SAY)
    shown = {"plain_text_input": ("value", "initial_value"), "multi_users_select": ("selected_users", "initial_users")}
    state = {}
    for block in drawn["blocks"]:
        if block["type"] == "input" and (kind := block["element"]["type"]) in shown:
            sent, initial = shown[kind]
            state[block["block_id"]] = {"input": {"type": kind, sent: block["element"].get(initial)}}
    answers, _ = answers_of({"values": state})
    stored = {field.key: field.text for field in view.form.fields}
    for key, raw in answers.items():
        if isinstance(raw, str):
            assert raw == stored[key]


@given(st.text(max_size=500))
def test_what_people_typed_is_never_markup(typed: str) -> None:
    rendered = message(Message(typed, (Text(escape(typed)), Facts((("Label", typed),)), Heading(typed))), SAY)
    assert "<!" not in rendered.text
    for block in rendered.blocks:
        if block.get("text", {}).get("type") == "mrkdwn":
            assert "<" not in block["text"]["text"]


def test_all_of_a_review_can_be_read() -> None:
    answer = " ".join(f"word{n}" for n in range(3_000))
    view = ReviewView("d", "Review", 1, (ReviewPart("p", "Page", (("Question", answer),)),))
    shown = " ".join(texts(modal(view, SAY)["blocks"]))
    assert all(f"word{n}" in shown for n in range(3_000))


def test_a_long_list_says_how_much_is_left_out() -> None:
    table = TableBlock("Actions", ("Action", "Who"), tuple((f"Action {n}", "Ana Sample " * 10) for n in range(200)))
    shown = "\n".join(texts(message(Message("Plan", (table, Buttons((Button("Edit", "e"),)))), SAY).blocks))
    kept = shown.count("• ")
    assert kept > 30
    assert f"and {200 - kept} more" in shown
    assert "Edit" in shown


def test_a_long_text_ends_visibly() -> None:
    shown = "\n".join(texts(message(Message("Long", (Text("word " * 10_000),)), SAY).blocks))
    assert shown.rstrip().endswith("…")
    assert len(shown) > 5_000


def test_the_main_button_comes_first_and_three_stand_in_a_row() -> None:
    made = Buttons((*(Button(f"Other {n}", "a") for n in range(3)), Button("Main", "m", Style.PRIMARY)))
    rows = message(Message("x", (made,)), SAY).blocks
    assert [len(row["elements"]) for row in rows] == [3, 1]
    assert rows[0]["elements"][0]["text"]["text"] == "Main"


def test_links_are_links_only_to_the_web_and_to_mail() -> None:
    links = "[a](https://example.org) [b](/relative) [c](mailto:a@example.org) [d](javascript:x)"
    shown = message(Message("x", (Text(links),)), SAY).blocks[0]["text"]["text"]
    assert shown == "<https://example.org|a> b <mailto:a@example.org|c> [d](javascript:x)"


def test_a_plan_of_two_hundred_actions_fits_into_the_modal_of_each_part() -> None:
    rows = tuple(
        RowSummary(f"row{n}", "😀" * 90, (("Who", "Ana Sample"), ("By when", "1 May 2030"))) for n in range(200)
    )
    field = FormField("actions", Question(Kind.REPEAT, "Actions", row_name="Action", max_rows=200), None, rows=rows)
    view = FormView("d", 1, Form("action-plan", "Action plan", FormRef("actions"), "Actions", "", 3, 3, (field,)))
    shown = ""
    for part in range(4):
        drawn = modal(view, SAY, part)
        assert view_problems(drawn) == []
        shown += json.dumps(drawn)
    assert all(f"edit-row|row{n}" in shown for n in range(200))


def plan(rows: int, **more: Any) -> Message:
    columns = ("Action", "Responsible", "Requirements", "Deadline", "Status")
    cells = tuple((f"Action {n} <!channel>", "Mara", "A room", "1 June 2027", "Done") for n in range(rows))
    main = TableBlock("Actions", columns, cells, main=(0, 1, 3, 4), action="document:table:d1:1:plan")
    roles = TableBlock(
        "Roles", ("Action", "Mara", "Jonas"), (("A", "R", "A"),), aside=True, action="document:table:d1:1:raci"
    )
    return Message("Submitted.", (Heading("Action plan"), main, roles), **more)


def test_a_plan_is_a_table_of_its_main_columns_with_the_rest_behind_buttons() -> None:
    rendered = message(plan(2), SAY)
    (table,) = [block for block in rendered.blocks if block["type"] == "table"]
    assert [[cell["text"] for cell in row] for row in table["rows"]] == [
        ["Action", "Responsible", "Deadline", "Status"],
        ["Action 0 <!channel>", "Mara", "1 June 2027", "Done"],
        ["Action 1 <!channel>", "Mara", "1 June 2027", "Done"],
    ]
    (buttons,) = [block["elements"] for block in rendered.blocks if block["type"] == "actions"]
    assert [button["text"]["text"] for button in buttons] == ["All of “Actions”", "Roles"]
    assert [button["value"] for button in buttons] == ["document:table:d1:1:plan", "document:table:d1:1:raci"]


def test_long_parts_of_a_document_stand_behind_buttons_in_one_row_and_short_ones_are_told() -> None:
    short = Part("Specific", (Facts((("What", "Recruit members"),)),), "document:part:d1:1:specific")
    long = [Part(f"Page {n}", (Facts((("Why", "word " * 400),)),), f"document:part:d1:1:page{n}") for n in range(3)]
    shown = Message("Submitted.", (short, *long, plan(2).blocks[1]))
    rendered = message(shown, SAY)
    assert "*Specific*\n*What*  Recruit members" in texts(rendered.blocks)
    first, second = [block["elements"] for block in rendered.blocks if block["type"] == "actions"]
    assert [button["text"]["text"] for button in first] == ["Page 0", "Page 1", "Page 2"]
    assert [button["text"]["text"] for button in second] == ["All of “Actions”"]
    assert message_problems({"text": rendered.text, "blocks": rendered.blocks}) == []


def test_a_window_tells_all_of_a_part() -> None:
    part = Part("Page", (Facts((("Why", "word " * 500),)),))
    shown = " ".join(texts(blocks_of(Message("Page", (part,)), SAY, limits.VIEW_BLOCKS, limits.VIEW_CHARS)))
    assert shown.count("word") == 500


def test_a_table_stands_in_the_text_as_well_for_clients_that_draw_none() -> None:
    assert "• Action 1 &lt;!channel&gt; · Mara · 1 June 2027 · Done" in message(plan(2), SAY).text


def test_a_table_with_more_rows_than_slack_takes_says_how_many_more() -> None:
    rendered = message(plan(200), SAY)
    assert message_problems({"text": rendered.text, "blocks": rendered.blocks}) == []
    (table,) = [block for block in rendered.blocks if block["type"] == "table"]
    left = 201 - len(table["rows"])
    assert f"and {left} more" in json.dumps(rendered.blocks)


def test_a_window_shows_all_tables_as_lists_because_it_takes_no_other() -> None:
    shown = modal(DocumentView("d1", "Plan", plan(2)), SAY)
    assert view_problems(shown) == []
    assert "Requirements: A room" in json.dumps(shown)


def test_each_of_twenty_needs_can_be_rated_for_each_of_twenty_members() -> None:
    named = {f"{number:08}": f"{number} " + "é" * 190 for number in range(20)}
    answers = {
        "members": {"members": repeat_of({f"m{id}": {"name": name} for id, name in named.items()})},
        "needs": {"needs": repeat_of({f"n{id}": {"text": name} for id, name in named.items()})},
        "urgency": {"urgencies": {f"m{id}": {f"n{other}": "3" for other in named} for id in named}},
    }
    view = FormView("d", 1, build_form(dialogue("member-needs"), FormRef("urgency"), answers))
    pairs: set[tuple[str, ...]] = set()
    part = 0
    while meta_of(drawn := modal(view, SAY, part)).part == part:
        assert view_problems(drawn) == []
        assert meta_of(drawn).partial
        pairs |= {path[1:] for path in input_ids(drawn)}
        part += 1
    assert len(pairs) == 400


def test_a_grid_of_nothing_says_so() -> None:
    answers = {"members": {"members": repeat_of({"m": {"name": "Mill"}})}}
    drawn = modal(FormView("d", 1, build_form(dialogue("member-needs"), FormRef("urgency"), answers)), SAY)
    assert view_problems(drawn) == []
    assert "There is nothing to rate yet." in texts(drawn["blocks"])
