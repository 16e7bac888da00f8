"""Documents for a spreadsheet, read back with openpyxl."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.exports.xlsx import xlsx
from bot.exports.xlsx.about import FORMAT, SHEET, About
from flows.conclusions import Conclusion
from flows.fields import Kind
from flows.registry import all_dialogues
from flows.sheets import Column, Sheet, Value, sheets
from tests.flows.answers import TODAY, action, model, plan
from tests.flows.filled import full

ABOUT = About("d1", "action-plan", 1, 3, "Our plan", datetime(2026, 11, 23, 9, tzinfo=UTC))
ANSWERS = plan(
    a1=action("Call ten companies", stakeholders="Chamber", duration="10 days", status="in-progress"),
    a2=action("=1+1", depends_on=["a1"], impact="", deadline="15 April 2027"),
)


def day(year: int, month: int, of_month: int) -> datetime:
    """A date as it is read back: without a zone."""
    return datetime(year, month, of_month, tzinfo=UTC).replace(tzinfo=None)


def opened(*made: Sheet) -> Any:
    return load_workbook(BytesIO(xlsx(made, ABOUT)))


def of_plan() -> Any:
    tables = model("action-plan", ANSWERS).conclude(TODAY).tables
    return opened(*sheets(all_dialogues()["action-plan"], ANSWERS, tables, str))


def values(page: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_a_plan_stands_on_the_first_sheet_in_the_columns_of_the_template() -> None:
    workbook = of_plan()
    page = workbook.worksheets[0]
    assert page.title == "Actions"
    heads, first, second = values(page)
    assert heads[1:7] == ["Action", "Responsible", "Stakeholders", "Requirements", "Expected outcome", "Deadline"]
    told = dict(zip(heads, first, strict=True))
    assert told["Deadline"] == day(2027, 3, 31)
    assert told["Duration (working days)"] == 10
    assert (told["Impact"], told["Effort"], told["Status"]) == ("High", "Low", "In progress")
    told = dict(zip(heads, second, strict=True))
    assert (told["Action"], told["Depends on"], told["Impact"]) == ("=1+1", "Call ten companies", None)
    assert told["Deadline"] == day(2027, 4, 15)


def test_what_was_answered_once_and_what_follows_have_their_sheets() -> None:
    workbook = of_plan()
    names = workbook.sheetnames
    assert names == ["Actions", "Answers", "Goals", "Action priority matrix", "Roles (RACI)", SHEET]
    assert values(workbook["Answers"])[1] == [
        "start/start",
        "Start and goals",
        "When does the plan start",
        day(2027, 1, 11),
    ]


def test_rows_carry_their_ids_in_a_hidden_column_and_the_file_its_format_and_document() -> None:
    workbook = of_plan()
    page = workbook["Actions"]
    assert [row[0].value for row in page.iter_rows()] == ["_id", "a1", "a2"]
    assert page.column_dimensions["A"].hidden
    about = workbook[SHEET]
    assert about.sheet_state == "hidden"
    said = values(about)
    assert [row[:2] for row in said[:3]] == [["format", FORMAT], ["document", "d1"], ["version", 3]]
    keys = next(row for row in said if row[:2] == ["sheet", "Actions"])
    assert keys[2:10] == [
        "actions/actions",
        None,
        "action",
        "responsible",
        "stakeholders",
        "requirements",
        "outcome",
        "deadline",
    ]


def test_tables_have_filters_frozen_heads_lists_of_choices_and_widths_that_can_be_read() -> None:
    page = of_plan()["Actions"]
    (table,) = page.tables.values()
    assert table.ref == f"A1:{page.cell(1, page.max_column).column_letter}3"
    assert table.autoFilter is not None
    assert page.freeze_panes == "C2"
    rules = {rule.formula1 for rule in page.data_validations.dataValidation if rule.type == "list"}
    paces = '"Every week,Every two weeks,Every month,Every three months,Every year"'
    assert rules == {'"High,Low"', '"Not started,In progress,Done"', paces}
    widths = [page.column_dimensions[cell.column_letter].width for cell in page[1][1:]]
    assert all(10 <= width <= 40 for width in widths)
    deadline = next(cell for cell in page[1] if cell.value == "Deadline")
    assert page.cell(2, deadline.column).is_date
    assert page.column_dimensions[deadline.column_letter].number_format == "yyyy-mm-dd"  # of rows to come


texts = st.one_of(
    st.text(max_size=40),
    st.builds(
        lambda sign, text: sign + text, st.sampled_from(["=", "+", "-", "@", "\t", "#N/A", "'"]), st.text(max_size=9)
    ),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(texts, min_size=1, max_size=6))
def test_no_text_becomes_a_formula_or_anything_but_itself(given_texts: list[str]) -> None:
    rows = tuple((str(at), (text,)) for at, text in enumerate(given_texts))
    page = opened(Sheet("Texts", (Column("Text"),), rows)).worksheets[0]
    for (_, (text,)), cell in zip(rows, (row[1] for row in page.iter_rows(min_row=2)), strict=True):
        assert cell.data_type in ("s", "n")  # a cell without anything in it is read back as n
        assert cell.data_type == "s" or cell.value is None
        kept = "".join(sign for sign in text if sign.isprintable())
        assert "".join(sign for sign in cell.value or "" if sign.isprintable()) == kept
        assert cell.quotePrefix or not text.startswith(("=", "+", "-", "@", "\t"))


def test_arabic_runs_from_the_right_in_its_cell_and_a_whole_sheet_in_a_file_in_arabic() -> None:
    rows = (("a", ("اتصل بعشر شركات",)), ("b", ("Ζωή Παπαδοπούλου",)), ("c", ("Call اتصل",)))
    made = xlsx([Sheet("ورقة", (Column("إجراء"),), rows)], replace(ABOUT, right_to_left=True))
    page = load_workbook(BytesIO(made)).worksheets[0]
    assert (page.title, page["B1"].value, page.sheet_view.rightToLeft) == ("ورقة", "إجراء", True)
    assert [(row[1].value, row[1].alignment.readingOrder) for row in page.iter_rows(min_row=2)] == [
        ("اتصل بعشر شركات", 2),
        ("Ζωή Παπαδοπούλου", 0),
        ("Call اتصل", 0),
    ]


def test_a_wide_table_is_printed_on_as_many_pages_beside_each_other_as_can_be_read() -> None:
    wide = Sheet("Wide", tuple(Column(str(at)) for at in range(10)), (("r", ("x" * 60,) * 10),))
    narrow = Sheet("Narrow", (Column("A rather long head of one column"),), (("r", ("x",)),))
    one, other = opened(wide, narrow).worksheets[:2]
    assert (one.page_setup.fitToWidth, one.page_setup.fitToHeight) == (3, 0)
    assert (one.print_title_rows, one.print_title_cols) == ("$1:$1", "$A:$B")
    assert other.page_setup.fitToWidth == 1
    assert other.column_dimensions["B"].width < 12
    assert other.row_dimensions[1].height > 3 * 13


def test_names_of_sheets_and_heads_are_made_such_that_spreadsheets_take_them() -> None:
    columns = (Column("Same"), Column("same"), Column(""))
    made = [
        Sheet(title, columns, (("", ("a", "b", "c")),)) for title in ("A/B: [all] " * 5, "A/B: [all] " * 5, "", SHEET)
    ]
    workbook = opened(*made)
    assert len({name.casefold() for name in workbook.sheetnames}) == 5
    assert all(len(name) <= 31 for name in workbook.sheetnames)
    assert [cell.value for cell in workbook.worksheets[0][1]] == ["_id", "Same", "same 2", "–"]


def test_figures_dates_and_long_texts_are_kept_as_what_they_are() -> None:
    row: tuple[Value, ...] = (1.5, 7, date(2027, 1, 31), "x" * 3000)
    page = opened(
        Sheet("Kinds", tuple(Column(str(at), kind=Kind.NUMBER) for at in range(4)), (("r", row),))
    ).worksheets[0]
    assert values(page)[1] == ["r", 1.5, 7, day(2027, 1, 31), "x" * 3000]


@pytest.mark.parametrize("dialogue", [d for d in all_dialogues().values() if d.audience == "staff"], ids=lambda d: d.id)
def test_every_list_of_every_dialogue_has_a_row_for_each_entry(dialogue: Any) -> None:
    answers = full(dialogue)
    made = sheets(dialogue, answers, Conclusion().tables, str)
    for sheet in made:
        assert all(len(values) == len(sheet.columns) for _, values in sheet.rows)
        if sheet.place:
            page, _, name = sheet.place.partition("/")
            raw = answers[page][name]
            assert [id for id, _ in sheet.rows] == list(raw.get("order", raw))
