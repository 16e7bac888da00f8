"""DOCX files: the tables in them, with what stands in their cells as it is seen."""

import io
from collections.abc import Iterator
from typing import Any

from docx.opc.package import OpcPackage
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from bot.imports import MOST_COLUMNS
from bot.imports.archive import Archive
from bot.imports.tables import Range, Rows, joined
from flows.importing.table import Source, Table, Unreadable

_MOST_BYTES = 16_000_000
"""Of the text of a document with its marks; it takes many times as much memory while it is read."""
_MOST_TABLES = 100
_MOST_PLACES = 500
"""Columns of the grid on which cells lie; those of several may take up more than there are cells."""
_UNSEEN = frozenset(map(qn, ("w:moveFrom", "w:delText", "w:instrText", "w:rPr", "w:pPr", "w:tbl")))
"""What was deleted or moved away, what only tells how it looks, and tables inside a cell: they come on their own."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def read(archive: Archive) -> Source:
    """The tables of a document.

    Raises:
        Unreadable: there is none, or it is too large.
    """
    if any(len(content) > _MOST_BYTES for content in archive.parts.values()):
        raise Unreadable("imports.unpacked", {"limit": _MOST_BYTES // 1_000_000})
    part: Any = OpcPackage.open(io.BytesIO(archive.data)).main_document_part
    body: Any = part.element if hasattr(part, "element") else parse_xml(part.blob)
    tables: list[Table] = []
    for at, element in enumerate(body.iter(qn("w:tbl"))):
        if at >= _MOST_TABLES:
            break
        if (table := _table(element)) is not None:
            tables.append(table)
    if not tables:
        raise Unreadable("imports.no-table-file")
    whole = joined(tables)
    notes = (["imports.macros"] if archive.has_macros else []) + (
        ["imports.joined"] if len(whole) < len(tables) else []
    )
    return Source(whole, notes=tuple(notes))


def _table(element: Any) -> Table | None:
    rows = Rows()
    merged: list[Range] = []
    open_at: dict[int, tuple[int, int]] = {}  # column → the first row and the width of cells that are merged downwards
    for at, row in enumerate(_rows(element)):
        values: dict[int, str] = {}
        column = _before(row)
        for cell in _cells(row):
            if column > _MOST_PLACES:
                raise Unreadable("imports.too-many-columns", {"limit": MOST_COLUMNS})
            width = max(1, min(_number(cell, "w:tcPr/w:gridSpan", 1), _MOST_PLACES))
            down = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            if down is not None and down.get(qn("w:val"), "continue") == "continue" and column in open_at:
                top, wide = open_at[column]
                merged.append((top, column, at, column + wide - 1))
            else:
                open_at.pop(column, None)
                values[column] = _text(cell)
                if down is not None:
                    open_at[column] = (at, width)
                if width > 1:
                    merged.append((at, column, at, column + width - 1))
            column += width
        rows.add(at, (values.get(place, "") for place in range(max(values, default=-1) + 1)))
    return rows.table("", merged)


def _rows(element: Any) -> Iterator[Any]:
    """The rows of a table, those in fields of a form included."""
    yield from element.xpath("./w:tr | ./w:sdt/w:sdtContent/w:tr | ./w:ins/w:tr")


def _cells(row: Any) -> Iterator[Any]:
    yield from row.xpath("./w:tc | ./w:sdt/w:sdtContent/w:tc")


def _before(row: Any) -> int:
    """Columns that a row leaves out at its beginning."""
    return min(_number(row, "w:trPr/w:gridBefore", 0), _MOST_PLACES)


def _number(element: Any, path: str, otherwise: int) -> int:
    found = element.find("/".join(map(qn, path.split("/"))))
    text = found.get(qn("w:val"), "") if found is not None else ""
    return int(text) if text.isdecimal() else otherwise


def _text(cell: Any) -> str:
    """What is seen in a cell: also what was inserted while changes are tracked, and what was chosen in a form."""
    lines = ["".join(_pieces(paragraph)) for paragraph in _paragraphs(cell)]
    return "\n".join(line.strip() for line in "\n".join(lines).split("\n") if line.strip())


def _paragraphs(cell: Any) -> Iterator[Any]:
    for child in cell:
        if child.tag == qn("w:p"):
            yield child
        elif child.tag not in _UNSEEN:
            yield from _paragraphs(child)


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _UNSEEN and child.tag != _FALLBACK and isinstance(child.tag, str):
            yield from _pieces(child)
