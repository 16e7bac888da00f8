"""Whatever the advisor may show, the odd as well: messages and views as hypothesis draws them."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from bot.chat import blocks as parts
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
from bot.chat.views import ConflictChoice, DocumentView, FormView, Message, Problem, ReviewPart, ReviewView
from flows.fields import Choice, Kind, Question
from flows.forms import Form, FormField, FormRef, RowSummary
from flows.reading.names import Known

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


STATES: tuple[Any, ...] = ("done", "now", "ahead")
TONES: tuple[Any, ...] = ("plain", "good", "advice", "warning")
chips = st.lists(st.builds(parts.Chip, text, st.sampled_from(TONES)), max_size=3).map(tuple)
ways = st.lists(st.builds(parts.HomeLink, text, ids), max_size=6).map(tuple)
count = st.none() | st.integers(0, 300)
facts = st.builds(Facts, listed(st.tuples(text, text), 100))
blocks = st.one_of(
    st.builds(Heading, text),
    st.builds(Text, text),
    st.builds(Note, text),
    facts,
    st.builds(Findings, listed(st.tuples(st.sampled_from(("good", "advice", "warning")), text), 100)),
    tables(),
    st.builds(Part, text, st.lists(facts | tables(), max_size=4).map(tuple), st.just("") | ids),
    st.builds(Entries, text, listed(st.builds(Entry, text, text, buttons, chips, st.booleans())), text, count, ways),
    st.builds(Buttons, buttons, buttons, text),
    st.just(Divider()),
    st.builds(parts.PictureBlock, text, text, ids, ids, st.integers(1, 9), st.just("") | ids),
    st.builds(parts.Downloads, text, st.tuples(st.builds(parts.Download, text, ids, ids)), ids, st.integers(1, 9)),
    st.builds(parts.Links, text, buttons),
    st.builds(parts.Rating, text, button, button),
    st.builds(parts.NextStep, text, text, text, chips, buttons),
    st.builds(parts.Path, text, st.lists(st.builds(parts.Stage, text, st.sampled_from(STATES)), min_size=1).map(tuple)),
    st.integers(0, 9).flatmap(lambda done: st.builds(parts.Progress, text, st.just(done), st.integers(done, 9), text)),
    st.builds(parts.Tabs, text, ways.filter(bool), ids),
)
light = st.one_of(st.builds(Heading, text), st.builds(Note, text), st.builds(Buttons, buttons), st.just(Divider()))
"""Blocks of which a message may have very many: many tables take no other way than many notes, and far longer."""
messages = st.builds(Message, text, listed(blocks, 5) | listed(light, 70))

KNOWN = (Known("1", "Ana", ("slack:T1:U1", "web:ana")), Known("2", "Ben", ("slack:T2:U2",)), Known("3", "Cleo"))
BOUND = ({"name": "Ana", "person": "1"}, {"name": "Ben", "person": "2"}, {"name": "Dan", "person": ""})
QUIET = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


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
