"""XLSX files: the values that the program which saved them kept; nothing in them is worked out or run."""

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from bot.exports.xlsx.about import SHEET
from bot.imports import MOST_COLUMNS, MOST_ROWS
from bot.imports.archive import MOST_UNPACKED, Archive
from bot.imports.returned import recognised, without_ids
from bot.imports.tables import Range, Rows, joined
from flows.importing.table import Source, Table, Unreadable

_MOST_CELLS = MOST_ROWS * MOST_COLUMNS
"""Cells, rows, texts, formats and names in a part; one with more is not even opened."""
_CELLS = re.compile(
    rb"<(?:\w+:)?(?:c|row|si|mergeCell|xf|font|fill|border|numFmt|definedName|Override|Default|Relationship)[\s>/]"
)
_EMPTY = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
_MOST_PLACES = 2 * _MOST_CELLS
"""Places of cells, empty ones included, that are gone through."""
_MOST_SHEETS = 50
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_NO_VALUE = re.compile(
    rb"<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A formula without the value that it had when it was saved."""


def read(archive: Archive, *, times: bool = False) -> Source:
    """The tables on the sheets that can be seen; our own spreadsheet is known by its hidden sheet.

    With ``times`` a day keeps the time of the day that stands with it.

    Raises:
        Unreadable: there is no table on them, or too much.
    """
    notes = ["imports.macros"] if archive.has_macros else []
    archive, refused = _without_large(archive)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what is not read: lists of choices, pictures
        workbook: Any = load_workbook(io.BytesIO(archive.data), read_only=True, data_only=True, keep_links=False)
        tables = _tables(archive, workbook, notes, refused, times)
        about = _about(workbook)
    ours = recognised(about, tables) if about else None
    whole = tuple(tables) if ours else joined([without_ids(table) for table in tables])
    if len(whole) < len(tables):
        notes.append("imports.joined")
    if refused and not tables:
        raise refused[0]
    if refused:
        notes.append("imports.sheet-left-out")
    if not tables:
        raise Unreadable("imports.no-table-file")
    return Source(whole, ours, tuple(notes))


def _without_large(archive: Archive) -> tuple[Archive, list[Unreadable]]:
    """The file without the sheets that are too large to be opened, and why these are left out."""
    refused: list[Unreadable] = []
    for name, content in archive.parts.items():
        if not _has_too_many(content):
            continue
        if not name.startswith("xl/worksheets/"):
            raise Unreadable("imports.unpacked", {"limit": MOST_UNPACKED // 1_000_000})
        refused.append(Unreadable("imports.too-many-rows", {"limit": MOST_ROWS}))
        archive = archive.with_part(name, _EMPTY)
    return archive, refused


def _has_too_many(xml: bytes) -> bool:
    return sum(1 for _ in islice(_CELLS.finditer(xml), _MOST_CELLS + 1)) > _MOST_CELLS


def _tables(archive: Archive, workbook: Any, notes: list[str], refused: list[Unreadable], times: bool) -> list[Table]:
    tables: list[Table] = []
    for page in islice(workbook.worksheets, _MOST_SHEETS):
        if page.title == SHEET or page.sheet_state != "visible":
            continue
        try:
            xml = archive.parts.get(page._worksheet_path, b"")
            rows = _rows(page, times)
            table = rows.table(page.title, _merged(xml))
        except Unreadable as unreadable:
            refused.append(unreadable)
            continue
        if table is not None:
            tables.append(table)
        if _NO_VALUE.search(xml) and "imports.formulas" not in notes:
            notes.append("imports.formulas")
    return tables


def _rows(page: Any, times: bool) -> Rows:
    rows, places = Rows(times=times), 0
    page.reset_dimensions()  # what a file says of its own size may be wrong
    for at, values in enumerate(page.iter_rows(values_only=True)):
        rows.add(at, values)
        places += len(values) + 1  # a cell far to the right or far down makes many empty ones
        if places > _MOST_PLACES:
            too_wide = len(values) > MOST_COLUMNS
            raise Unreadable(
                "imports.too-many-columns" if too_wide else "imports.too-many-rows",
                {"limit": MOST_COLUMNS if too_wide else MOST_ROWS},
            )
    return rows


def _merged(xml: bytes) -> Iterator[Range]:
    for found in _MERGED.finditer(xml):
        first, top, end, bottom = range_boundaries(found[1].decode())
        if first and top and end and bottom:
            yield top - 1, first - 1, bottom - 1, end - 1


def _about(workbook: Any) -> Sequence[Sequence[Any]]:
    """The rows of the sheet that tells what our file is; none where there is no such sheet."""
    if SHEET not in workbook.sheetnames:
        return ()
    page = workbook[SHEET]
    page.reset_dimensions()
    return list(islice(page.iter_rows(values_only=True), 200))
