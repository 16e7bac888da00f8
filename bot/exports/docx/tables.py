"""Tables on paper: heads that come again on each page, widths by what stands in the columns."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from bot.chat.blocks import Cell, Figure, TableBlock
from bot.exports.docx.text import element, fill

WIDE = 5
"""A table with more columns lies on a page of its own that is turned on its side, unless it holds marks alone."""
UPRIGHT = 9_864
"""The room for a table on an upright page, in twentieths of a point."""
LONG = 600
"""Characters of a row that may go on on the next page; a shorter one stays whole."""
TOGETHER = 12
"""So many rows stay on one page."""
_SHADE, _LINE = "E8EEF4", "9AA8B5"
_LETTER, _PADDING = 108, 170
"""The width of a letter of a table, and of what surrounds a text in its cell, in twentieths of a point."""
_LEAST, _LONGEST_WORD, _MOST = 3, 18, 60
"""Letters: the narrowest column, the longest word that stays whole, and how much of a text counts."""


def is_wide(table: TableBlock) -> bool:
    """Whether it needs a page on its side."""
    fits = table.holds_marks and sum(_needed(table, at) for at in range(len(table.columns))) <= UPRIGHT
    return len(table.columns) > WIDE and not fits


def build(table: TableBlock, width: int, *, right_to_left: bool = False) -> Any:
    """The element of a table that is ``width`` twentieths of a point wide."""
    widths = _widths(table, width)
    made = element("tbl")
    properties = element("tblPr")
    properties.append(element("tblStyle", val="TableGrid"))
    if right_to_left:
        properties.append(element("bidiVisual"))
    properties.append(element("tblW", w=sum(widths), type="dxa"))
    properties.append(_lines())
    properties.append(element("tblLayout", type="fixed"))
    properties.append(_margins())
    properties.append(element("tblLook", val="0020", firstRow=1))
    made.append(properties)
    grid = element("tblGrid")
    for each in widths:
        grid.append(element("gridCol", w=each))
    made.append(grid)
    made.append(_row(table.columns, widths, head=True, right_to_left=right_to_left))
    for row in table.rows:
        made.append(_row(row, widths, head=False, right_to_left=right_to_left))
    if len(table.rows) <= TOGETHER:
        for paragraph in made.xpath(".//w:tr[position() < last()]//w:pPr"):
            paragraph.insert(1, element("keepNext"))  # behind the style
    return made


def _row(cells: Sequence[Cell], widths: Sequence[int], *, head: bool, right_to_left: bool) -> Any:
    row = element("tr")
    properties = element("trPr")
    if sum(len(str(cell)) for cell in cells) <= LONG:
        properties.append(element("cantSplit"))
    if head:
        properties.append(element("tblHeader"))
    row.append(properties)
    for cell, width in zip(cells, widths, strict=True):
        place = element("tc")
        inside = element("tcPr")
        inside.append(element("tcW", w=width, type="dxa"))
        if head:
            inside.append(element("shd", val="clear", color="auto", fill=_SHADE))
        place.append(inside)
        paragraph = element("p")
        paragraph.get_or_add_pPr().append(element("pStyle", val="TableText"))
        fill(paragraph, str(cell), bold=head, right_to_left=right_to_left)
        if isinstance(cell, int | float | Figure):
            paragraph.get_or_add_pPr().append(element("jc", val="end"))
        place.append(paragraph)
        row.append(place)
    return row


def fitting(table: TableBlock, width: int) -> Iterator[TableBlock]:
    """The table, or where words would be broken tables of so many columns as fit, each with the first one."""
    needed = [_needed(table, at) for at in range(len(table.columns))]
    part = [0]
    for at in range(1, len(needed)):
        if len(part) > 1 and sum(needed[each] for each in (*part, at)) > width:
            yield _columns(table, part)
            part = [0]
        part.append(at)
    yield _columns(table, part)


def _columns(table: TableBlock, kept: Sequence[int]) -> TableBlock:
    rows = tuple(tuple(row[at] for at in kept) for row in table.rows)
    return replace(table, columns=tuple(table.columns[at] for at in kept), rows=rows)


def _texts(table: TableBlock, at: int) -> list[str]:
    return [table.columns[at], *(str(row[at]) for row in table.rows)]


def _needed(table: TableBlock, at: int) -> int:
    """So wide that the longest word of a column stays whole."""
    words = max((len(word) for text in _texts(table, at) for word in text.split()), default=1)
    return _PADDING + _LETTER * max(_LEAST, min(words, _LONGEST_WORD))


def _widths(table: TableBlock, width: int) -> list[int]:
    """Each column as wide as its longest word, and what is left by how much the columns have to say."""
    needed = [_needed(table, at) for at in range(len(table.columns))]
    wanted = [max(1, min(max(map(len, _texts(table, at))), _MOST)) for at in range(len(table.columns))]
    left = width - sum(needed)
    return [each + left * much // sum(wanted) for each, much in zip(needed, wanted, strict=True)]


def _lines() -> Any:
    lines = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        lines.append(element(side, val="single", sz=4, space=0, color=_LINE))
    return lines


def _margins() -> Any:
    margins = element("tblCellMar")
    for side, space in (("top", 40), ("left", 80), ("bottom", 40), ("right", 80)):
        margins.append(element(side, w=space, type="dxa"))
    return margins
