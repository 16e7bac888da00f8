"""Sheets become a workbook: a table with filters on each, and a hidden sheet that says what stands where."""

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from math import ceil
from textwrap import wrap
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from bot.exports import letters
from bot.exports.xlsx.about import FORMAT, ROW_ID, SHEET, About
from flows.fields import Kind
from flows.sheets import Column, Sheet, Value

MOST = 32_767
"""Characters of a cell."""
MORE_ROWS = 500
"""So many rows below the last one know their lists and dates, too."""
_NARROW, _BROAD = 10, 40
_ARROW = 4
"""Letters for the arrow of a filter beside a head."""
_PAGE = 170
"""Letters side by side on a printed page, so that they can be read."""
_LETTERS_IN_WIDTH = 1.15
"""Letters of a text in the width of one figure; heads are bold, and have no more than figures."""
_LINE, _HIGHEST = 13.5, 400
"""Points of a line, and of the highest row."""
_DATE = "yyyy-mm-dd"
_HEAD, _LETTERS = PatternFill("solid", fgColor="1F4E79"), "Arial"
_TEXT, _HEAD_TEXT = Font(name=_LETTERS, size=10), Font(name=_LETTERS, bold=True, color="FFFFFF")
_TOP = Alignment(vertical="top", wrap_text=True)
_FROM_THE_RIGHT = Alignment(vertical="top", wrap_text=True, readingOrder=2)
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\'\u0000-\u001f]")
_LISTED = 250
"""Characters of a list of choices that a cell's rule can hold."""


def write(sheets: Sequence[Sheet], about: About) -> bytes:
    """The bytes of the file."""
    workbook = Workbook()
    first = workbook.active
    assert isinstance(first, Worksheet)
    workbook.remove(first)
    keys: list[list[str]] = []
    names: set[str] = {SHEET}
    for number, sheet in enumerate(sheets, start=1):
        name = _name(sheet.title, names)
        page = workbook.create_sheet(name)
        _fill(page, sheet, number, about)
        keys.append(["sheet", name, sheet.place, "", *(column.key for column in sheet.columns)])
        keys.append(["heads", name, "", "", *_heads(sheet)[1:]])
    _describe(workbook.create_sheet(SHEET), keys, about)
    workbook.properties.title, workbook.properties.creator = letters.clean(about.title)[:255], "Cluster Advisor"
    workbook.properties.created = workbook.properties.modified = about.made_at.replace(tzinfo=None)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def _name(title: str, taken: set[str]) -> str:
    """A name for a sheet as spreadsheets take it, and each only once."""
    return _unique(_NOT_IN_NAMES.sub(" ", letters.clean(title)), taken, 31)


def _unique(text: str, taken: set[str], most: int) -> str:
    """The text on one line, of so many characters at most, with a number where it is taken already."""
    base = " ".join(text.split())[:most].strip() or "–"
    name, number = base, 2
    while name.casefold() in taken:
        tail = f" {number}"
        name, number = base[: most - len(tail)] + tail, number + 1
    taken.add(name.casefold())
    return name


def _fill(page: Worksheet, sheet: Sheet, number: int, about: About) -> None:
    heads = _heads(sheet)
    for at, head in enumerate(heads, start=1):
        _put(page, 1, at, head)
    for line, (row_id, values) in enumerate(sheet.rows, start=2):
        _put(page, line, 1, row_id)
        for at, value in enumerate(values, start=2):
            _put(page, line, at, value)
    last = max(len(sheet.rows) + 1, 2)
    table = Table(displayName=f"Table{number}", ref=f"A1:{get_column_letter(len(heads))}{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight9", showRowStripes=True)
    page.add_table(table)
    page.freeze_panes = "C2"
    page.column_dimensions["A"].hidden = True
    page.sheet_view.rightToLeft = about.right_to_left
    for at, column in enumerate(sheet.columns, start=2):
        texts = [_length(row[1][at - 2]) for row in sheet.rows]
        words = heads[at - 1].split()
        width = min(max([max(map(len, words)) + _ARROW, *texts]), _BROAD)
        page.column_dimensions[get_column_letter(at)].width = max(width, _NARROW)
        _rule(page, column, get_column_letter(at), last + MORE_ROWS)
        page.cell(1, at).font = _HEAD_TEXT
        page.cell(1, at).fill = _HEAD
    widths = [page.column_dimensions[get_column_letter(at)].width for at in range(2, len(heads) + 1)]
    shown = [
        (heads[1:], [width / _LETTERS_IN_WIDTH for width in widths]),
        *((values, widths) for _, values in sheet.rows),
    ]
    for line, (texts_in, room) in enumerate(shown, start=1):
        most = max(_lines(value, width) for value, width in zip(texts_in, room, strict=True))
        page.row_dimensions[line].height = min(_LINE * most + 2, _HIGHEST)
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = ceil(sum(widths) / _PAGE), 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows, page.print_title_cols = "1:1", "A:B"


def _heads(sheet: Sheet) -> list[str]:
    """The heads of all columns, each only once, as a table asks for."""
    taken: set[str] = set()
    return [_unique(letters.clean(name), taken, 255) for name in (ROW_ID, *(column.name for column in sheet.columns))]


def _put(page: Worksheet, row: int, column: int, value: Value) -> None:
    """A value as what it is; a text stays a text, whatever it begins with."""
    cell: Any = page.cell(row, column)
    cell.font, cell.alignment = _TEXT, _TOP
    if isinstance(value, str):
        text = letters.clean(value)[:MOST]
        if not text:
            return
        cell.value = text
        cell.data_type = "s"  # what begins with "=" would be a formula, and "#N/A" an error
        if text[0] in "=+-@\t\n":
            cell.quotePrefix = True  # stays a text when somebody edits it
        if letters.runs_from_the_right(text):
            cell.alignment = _FROM_THE_RIGHT
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = _DATE


def _length(value: Value) -> int:
    """Letters of the longest line."""
    return max(map(len, str(value).split("\n"))) + 2


def _lines(value: Value, width: float) -> int:
    """So many lines a value takes in a column of that width."""
    room = int(width * _LETTERS_IN_WIDTH)
    return sum(max(1, len(wrap(line, room))) for line in str(value).split("\n"))


def _rule(page: Worksheet, column: Column, letter: str, last: int) -> None:
    """What may be entered: one of the choices, a date, a figure within its bounds."""
    rule = _validation(column)
    if rule is None:
        return
    rule.allow_blank = True
    page.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{last}")
    if column.kind is Kind.DATE:
        page.column_dimensions[letter].number_format = _DATE  # of the rows that somebody adds


def _validation(column: Column) -> DataValidation | None:
    listed = ",".join(column.choices)
    if (
        column.choices
        and len(listed) <= _LISTED
        and not any("," in choice or '"' in choice for choice in column.choices)
    ):
        return DataValidation(type="list", formula1=f'"{listed}"')
    match column.kind:
        case Kind.DATE:
            return DataValidation(type="date", operator="greaterThan", formula1="1")
        case Kind.RATING:
            return DataValidation(type="whole", **_bounds(column))
        case Kind.SHARE:
            return DataValidation(type="decimal", **_bounds(column))
    return None


def _bounds(column: Column) -> dict[str, Any]:
    return {"operator": "between", "formula1": f"{column.low or 0:g}", "formula2": f"{column.high or 0:g}"}


def _describe(page: Worksheet, keys: Sequence[Sequence[str]], about: About) -> None:
    """The hidden sheet."""
    said: list[Sequence[Value]] = [
        ("format", FORMAT),
        ("document", about.document),
        ("version", about.version),
        ("dialogue", about.dialogue),
        ("dialogue version", about.dialogue_version),
        *keys,
    ]
    for row, values in enumerate(said, start=1):
        for column, value in enumerate(values, start=1):
            _put(page, row, column, value)
    page.sheet_state = "hidden"
