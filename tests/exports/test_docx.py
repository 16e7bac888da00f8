"""Documents for a word processor, read back with python-docx."""

from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from typing import Any

import docx as word
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.blocks import Block, Facts, Findings, Heading, Part, PictureBlock, TableBlock, Text
from bot.exports.docx import docx
from bot.exports.letters import runs, runs_from_the_right
from bot.exports.paper import Paper
from bot.exports.pictures import png
from flows.pictures import Bar, Bars

MADE = datetime(2026, 11, 23, 9, tzinfo=UTC)
PLAN = TableBlock(
    "Actions",
    ("Action", "Responsible", "Stakeholders", "Requirements", "Expected outcome", "Deadline"),
    (("Call ten companies", "Jonas", "", "2,000 euro\na room", "", "31 March 2027"), ("اتصل", "Ζωή", "", "", "", "")),
)
ROLES = TableBlock("Roles (RACI)", ("Action", "Jonas"), (("Call", "R"),), "A accountable.")


def opened(*blocks: Block, **paper: Any) -> Any:
    """The file of a paper with these blocks, opened again."""
    made = docx(
        Paper(**{"title": "Our plan", "kind": "Action plan", "language": "en", "made_at": MADE, **paper}, blocks=blocks)
    )
    return word.Document(BytesIO(made))


def lines(document: Any) -> list[tuple[str, str]]:
    return [(each.style.name, each.text) for each in document.paragraphs if each.text]


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_everything_stands_there_in_its_order_under_real_headings() -> None:
    part = Part("Start", (Facts((("Begins", "1 March 2027"),)), ROLES))
    findings = Findings((("warning", "The deadline is over."),))
    document = opened(Text("We will *grow*."), part, Heading("What to look at"), findings, notes=("Version 1",))
    assert lines(document) == [
        ("Subtitle", "Action plan"),
        ("Title", "Our plan"),
        ("Small print", "Version 1"),
        ("Normal", "We will grow."),
        ("Heading 1", "Start"),
        ("Label", "Begins"),
        ("Normal", "1 March 2027"),
        ("Heading 2", "Roles (RACI)"),
        ("Small print", "A accountable."),
        ("Heading 1", "What to look at"),
        ("Finding", "!  The deadline is over."),
    ]
    assert (document.core_properties.title, document.core_properties.author) == ("Our plan", "Cluster Advisor")


def test_a_table_is_read_back_cell_by_cell_and_its_head_comes_again_on_each_page() -> None:
    (table,) = opened(PLAN).tables
    assert cells(table) == [list(PLAN.columns), *([str(cell) for cell in row] for row in PLAN.rows)]
    heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    assert heads == [True, False, False]


def test_a_short_table_stays_on_one_page_and_a_long_one_does_not() -> None:
    short, long = opened(ROLES, TableBlock("Long", ("A", "B"), (("1", "2"),) * 13)).tables
    assert [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in short.rows] == [True, None]
    assert not long.rows[0].cells[0].paragraphs[0].paragraph_format.keep_with_next


def test_wide_tables_lie_on_pages_on_their_side_and_what_follows_stands_upright() -> None:
    sections = opened(Heading("Before"), PLAN, Heading("After"), ROLES).sections
    assert [section.orientation for section in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert all(round(section.page_width.mm) in (210, 297) for section in sections)


def test_a_table_is_as_wide_as_its_page_and_one_of_very_many_columns_is_parted() -> None:
    many = tuple(f"Column{at}" for at in range(30))
    document = opened(PLAN, ROLES, TableBlock("Many", many, (("x" * 3000, *many[1:]),)))
    section = document.sections[1]
    across = (section.page_width - section.left_margin - section.right_margin) // 635
    upright = (section.page_height - section.left_margin - section.right_margin) // 635
    for table in document.tables:
        widths = [int(each.get(qn("w:w"))) for each in table._tbl.tblGrid]
        room = upright if len(widths) == 2 else across
        assert room - len(widths) <= sum(widths) <= room
    parts = [cells(table) for table in document.tables[2:]]
    assert len(parts) > 1
    assert all(part[0][0] == "Column0" and part[1][0] == "x" * 3000 for part in parts)
    assert [head for part in parts for head in part[0][1:]] == list(many[1:])


def marked(paragraph: Any, name: str) -> bool:
    return bool(paragraph._p.findall(f".//{qn(name)}"))


def test_arabic_runs_from_the_right_within_any_document() -> None:
    document = opened(Text("اتصل بعشر شركات before June"), Text("Call اتصل now"), Text("Ζωή Παπαδοπούλου"))
    arabic, mixed, greek = document.paragraphs[-3:]
    assert [marked(each, "w:bidi") for each in (arabic, mixed, greek)] == [True, False, False]
    assert [(run.text, marked_run(run)) for run in mixed.runs] == [("Call ", False), ("اتصل", True), (" now", False)]
    assert not marked(greek, "w:rtl")


def marked_run(run: Any) -> bool:
    return run._r.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None


def test_a_document_in_arabic_has_its_tables_from_the_right() -> None:
    (table,) = opened(ROLES, language="ar", right_to_left=True).tables
    assert table._tbl.tblPr.find(qn("w:bidiVisual")) is not None


def test_arabic_letters_are_as_large_as_others_and_joined() -> None:
    for style in opened().styles.element.iter(qn("w:style")):
        properties = style.find(qn("w:rPr"))
        sizes = [properties.find(qn(name)) if properties is not None else None for name in ("w:sz", "w:szCs")]
        if style.get(qn("w:styleId")) in ("Normal", "Title", "Subtitle", "Heading1", "TableText", "Footer"):
            (size, arabic) = (int(each.get(qn("w:val"))) for each in sizes if each is not None)
            assert size == arabic
            assert properties.find(qn("w:spacing")) is None


def test_the_foot_runs_as_the_document_whatever_its_title_is() -> None:
    foot = opened(title="تدريب", foot="تدريب, version 1").sections[0].footer.paragraphs[0]
    assert not marked(foot, "w:bidi")
    assert marked(opened(foot="Plan", right_to_left=True).sections[0].footer.paragraphs[0], "w:bidi")


def test_a_table_of_marks_stands_upright_however_many_columns_it_has_that_fit() -> None:
    names = ("Action", *(f"Person {at}" for at in range(7)))
    marks = TableBlock("Roles", names, (("Call", *("R", "A", "", "R/A", "", "", "")),))
    assert [section.orientation for section in opened(marks).sections] == [WD_ORIENT.PORTRAIT]
    many = TableBlock("Roles", (*names, *names), (("Call", *("R",) * 15),))
    assert opened(many).sections[-1].orientation == WD_ORIENT.LANDSCAPE


def test_one_font_is_named_for_all_letters() -> None:
    styles = opened().styles.element
    named = {value for fonts in styles.iter(qn("w:rFonts")) for value in fonts.attrib.values()}
    assert named == {"Arial"}


def test_a_picture_stands_under_its_title_with_what_it_says() -> None:
    drawn = png(
        Bars(id="needs", title="Needs", value_label="Priority", high=20, bars=(Bar(label="Members", value=12),)),
        False,
        str,
    )
    block = PictureBlock("Needs", "Needs. Priority: Members 12.", "needs", "d1", 1, "")
    document = opened(block, pictures={"needs": (drawn,)})
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "Needs. Priority: Members 12."
    assert round(shape.width.mm) <= 174
    assert ("Heading 2", "Needs") in lines(document)


def test_signs_that_no_file_can_hold_are_left_out() -> None:
    document = opened(
        TableBlock("a\x00b", ("\x0bhead", "\ud800"), (("x\x1fy", "\u2068isolated\u2069"),)), title="T\x07"
    )
    assert cells(document.tables[0]) == [["head", ""], ["xy", "isolated"]]
    assert ("Heading 1", "ab") in lines(document)


@given(st.text(st.sampled_from("ab اتΖ1(),. "), max_size=12), st.booleans())
def test_pieces_of_a_text_are_the_text_and_no_two_neighbours_run_alike(text: str, right: bool) -> None:
    pieces = list(runs(text, right_to_left=right))
    assert "".join(piece for piece, _ in pieces) == text
    assert all(one != other for (_, one), (_, other) in pairwise(pieces))
    for piece, from_right in pieces:
        assert runs_from_the_right(piece) in (None, from_right)
