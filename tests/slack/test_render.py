"""Whatever the advisor says, Slack takes it: no limit is exceeded, nothing typed turns into markup."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.chat.blocks import (
    Button,
    Buttons,
    Divider,
    Entries,
    Entry,
    Facts,
    Findings,
    Heading,
    Note,
    Part,
    Style,
    TableBlock,
    Text,
)
from bot.chat.markup import escape
from bot.chat.views import ConflictChoice, DocumentView, FormView, Message, Problem, ReviewPart, ReviewView, View
from bot.slack import limits
from bot.slack.inputs import answers_of, input_ids
from bot.slack.modals import meta_of, modal
from bot.slack.render import blocks_of, message
from bot.slack.words import Say
from flows.fields import Choice, Kind, Question
from flows.forms import Form, FormField, FormRef, RowSummary, build_form
from flows.reading.names import Known
from flows.registry import dialogue
from flows.rows import repeat_of
from flows.typed import clean
from tests.slack.person import texts
from tests.slack.rules import message_problems, view_problems

SAY = Say()

nasty = st.sampled_from(
    (
        "<!channel> and <@U123> & friends",
        "<script>alert('x')</script>",
        "😀" * 100,
        "👩‍👩‍👧‍👦" * 30,
        "مرحبا بالعالم " * 20,
        "&&&&<<<<>>>>" * 400,
        "x" * 10_000,
        "word " * 2_000,
        "line\n" * 500,
        "**bold** _it_ `code` [link](https://example.org) [bad](javascript:x)",
        "- one\n- two\n\n1. first\n2. second",
        "[" + "long " * 900 + "](https://example.org/" + "a" * 2_000 + ")",
        " ",
        "",
    )
)
text = nasty | st.text(max_size=60)
ids = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_", min_size=1, max_size=40)
button = st.builds(
    Button,
    label=text,
    action=ids,
    style=st.sampled_from(Style),
    url=st.sampled_from(("", "", "https://example.org/x", "javascript:alert(1)", "https://e.org/" + "a" * 4_000)),
    confirm=st.just("") | text,
)
buttons = st.lists(button, max_size=8).map(tuple)


def listed(one: st.SearchStrategy[Any], most: int = 60) -> st.SearchStrategy[tuple[Any, ...]]:
    """Mostly few, sometimes very many."""
    return st.lists(one, max_size=5).map(tuple) | st.tuples(one, st.integers(0, most)).map(lambda t: (t[0],) * t[1])


@st.composite
def tables(draw: st.DrawFn) -> TableBlock:
    columns = draw(st.integers(1, 8))
    cell = text | st.integers(0, 300)
    rows = draw(listed(st.lists(cell, min_size=columns, max_size=columns).map(tuple)))
    return TableBlock(draw(text), tuple(f"Column {n}" for n in range(columns)), rows, draw(text))


facts = st.builds(Facts, listed(st.tuples(text, text), 100))
blocks = st.one_of(
    st.builds(Heading, text),
    st.builds(Text, text),
    st.builds(Note, text),
    facts,
    st.builds(Findings, listed(st.tuples(st.sampled_from(("good", "advice", "warning")), text), 100)),
    tables(),
    st.builds(Part, text, st.lists(facts | tables(), max_size=4).map(tuple), st.just("") | ids),
    st.builds(Entries, text, listed(st.builds(Entry, text, text, buttons)), text),
    st.builds(Buttons, buttons),
    st.just(Divider()),
)
light = st.one_of(st.builds(Heading, text), st.builds(Note, text), st.builds(Buttons, buttons), st.just(Divider()))
"""Blocks of which a message may have very many: many tables take no other way than many notes, and far longer."""
messages = st.builds(Message, text, listed(blocks, 5) | listed(light, 70))

KNOWN = (Known("1", "Ana", ("slack:T1:U1", "web:ana")), Known("2", "Ben", ("slack:T2:U2",)), Known("3", "Cleo"))
BOUND = ({"name": "Ana", "person": "1"}, {"name": "Ben", "person": "2"}, {"name": "Dan", "person": ""})
QUIET = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@QUIET
@given(messages)
def test_every_message_is_taken(shown: Message) -> None:
    rendered = message(shown, SAY)
    assert message_problems({"text": rendered.text, "blocks": rendered.blocks}) == []


@QUIET
@given(messages)
def test_every_home_is_taken(shown: Message) -> None:
    drawn = blocks_of(shown, SAY, limits.VIEW_BLOCKS, limits.VIEW_CHARS)
    if drawn:
        assert view_problems({"type": "home", "blocks": drawn}) == []


@st.composite
def fields(draw: st.DrawFn, kinds: tuple[Kind, ...] = tuple(Kind)) -> FormField:
    kind = draw(st.sampled_from(kinds))
    high = draw(st.sampled_from((3, 5, 10, 150)))
    choices = draw(st.lists(st.tuples(ids, text), unique_by=lambda c: c[0], max_size=12))
    choices += [(f"many-{n}", f"Choice {n}") for n in range(draw(st.sampled_from((0, 0, 3, 200))))]
    options = tuple(Choice(value, label) for value, label in choices)
    question = Question(
        kind,
        label=draw(text),
        help=draw(text),
        example=draw(text),
        required=draw(st.booleans()),
        group=draw(st.sampled_from(("", "", "Group", "<!channel>" * 30))),
        low=1 if kind is Kind.RATING else None,
        high=high if kind is Kind.RATING else None,
        unit=draw(st.sampled_from(("", "euro", "x" * 100))),
        row_name=draw(text),
        max_rows=draw(st.sampled_from((3, 200))),
    )
    value: Any = draw(text)
    if kind in (Kind.PERSON, Kind.PEOPLE):
        value = draw(text | st.lists(text | st.sampled_from(BOUND), max_size=4))
    made: dict[str, Any] = {}
    if kind is Kind.CHOICES:
        value = draw(st.lists(ids | st.just("many-7"), max_size=5))
    elif kind is Kind.REPEAT:
        details = st.tuples(st.tuples(text, text))
        row = st.builds(RowSummary, ids, text, details, st.just("") | text)
        rows = draw(listed(row))
        made["rows"] = tuple(RowSummary(f"r{n}", r.title, r.details, r.error) for n, r in enumerate(rows))
    elif kind is Kind.GRID:
        plain = tuple(k for k in Kind if k not in (Kind.REPEAT, Kind.GRID))
        cells = draw(st.lists(fields(kinds=plain), max_size=3))
        made["cells"] = tuple(FormField(f"c{n}", c.question, None, "", c.choices) for n, c in enumerate(cells))
        made["grid_rows"] = tuple(Choice(f"g{n}", draw(text)) for n in range(draw(st.sampled_from((0, 4, 30)))))
        value = {"g0": {"c0": draw(text)}}
        made["cell_errors"] = {("g0", "c0"): draw(text), ("g1", ""): "wrong"}
    return FormField("key", question, value, draw(st.just("") | text), options, **made)


@st.composite
def form_views(draw: st.DrawFn) -> FormView:
    drawn = draw(st.lists(fields(), max_size=6))
    named = tuple(
        FormField(f"f{n}", f.question, f.value, f.error, f.choices, f.rows, f.grid_rows, f.cells, f.cell_errors)
        for n, f in enumerate(drawn)
    )
    ref = FormRef(draw(ids)) if draw(st.booleans()) else FormRef(draw(ids), draw(ids), draw(ids))
    form = Form("dialogue", draw(text), ref, draw(text), draw(text), 1, 3, named, draw(st.just("") | text))
    conflict = st.builds(ConflictChoice, st.just("k"), text, text, text, text)
    conflicts = tuple(
        ConflictChoice(f"k{n}", c.label, c.mine, c.theirs, c.theirs_by)
        for n, c in enumerate(draw(st.lists(conflict, max_size=3)))
    )
    notices = tuple(draw(st.lists(text, max_size=3)))
    return FormView(
        draw(ids), 7, form, notices, conflicts, KNOWN, "slack:T1", first=draw(st.booleans()), last=draw(st.booleans())
    )


places = st.builds(FormRef, ids) | st.builds(FormRef, ids, ids, ids)
problems = listed(st.builds(Problem, text, places, ids), 40)
review_part = st.builds(ReviewPart, ids, text, listed(st.tuples(text, text), 60), problems, problems)
review_views = st.builds(
    ReviewView,
    document=ids,
    title=text,
    revision=st.integers(0, 10_000),
    parts=st.lists(review_part, max_size=4).map(tuple),
    leftovers=listed(st.tuples(text, text), 20),
    can_submit=st.booleans(),
)
views = st.one_of(form_views(), review_views, st.builds(DocumentView, ids, text, messages))


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
