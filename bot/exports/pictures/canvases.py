"""Canvases of one arrangement side by side, on an upright page below each other; what differs is marked by its colour,
its edge and a sign.

A narrow sheet has no room for canvases: there each field stands in a line of its own, as it is in each canvas.
"""

from collections.abc import Sequence

from bot.exports.pictures.lettering import wrap
from bot.exports.pictures.look import BODY, MARGIN, SMALL, WIDTH, Room
from bot.exports.pictures.sheet import LINE, Sheet
from flows.pictures import Canvas, Canvases, Cell

CELL, UPRIGHT_CELL = 106.0, 124.0
"""Points of a column of a canvas: room for two or three words beside each other; wider where one stands alone."""
_BETWEEN, _GAP, _PAD = 20.0, 5.0, 7.0
_MOST_LINES = 14
"""Lines of a field; what does not fit is left out with an ellipsis."""


def width(canvases: Canvases, room: Room) -> float:
    """How wide a sheet the canvases need."""
    if room == "narrow" or not canvases.canvases:
        return WIDTH
    columns = [_columns(each) for each in canvases.canvases]
    beside = sum(columns) * CELL + _between(canvases.canvases)
    needed = min(max(columns) * UPRIGHT_CELL, beside) if room == "upright" else beside
    return max(WIDTH, 2 * MARGIN + needed)


def draw(sheet: Sheet, canvases: Canvases) -> None:
    if sheet.width <= WIDTH and any(_columns(each) * CELL > WIDTH for each in canvases.canvases):
        _rows(sheet, canvases.canvases)
    elif sheet.width < width(canvases, "wide"):
        for number, canvas in enumerate(canvases.canvases):
            sheet.y += _BETWEEN if number else 0
            _side_by_side(sheet, (canvas,))
    else:
        _side_by_side(sheet, canvases.canvases)
    if any(cell.changed for canvas in canvases.canvases for cell in canvas.cells):
        sheet.y += 6
        sheet.rect(MARGIN, sheet.y, 22, 16, _changed(sheet), sheet.look.marked, 1.6, round=3)
        sheet.circle(MARGIN + 20, sheet.y + 2, 4, sheet.look.marked, sheet.look.paper, 1.2)
        sheet.text(MARGIN + 30, sheet.y + 8, sheet.said("differs"), SMALL, sheet.look.soft)
        sheet.y += 16


def _side_by_side(sheet: Sheet, canvases: Sequence[Canvas]) -> None:
    columns = sum(_columns(each) for each in canvases)
    column = (sheet.inner - _between(canvases)) / columns
    heights = _heights(canvases, column)
    x = MARGIN
    top = sheet.y
    for canvas in canvases:
        wide = _columns(canvas) * column
        title = wrap(canvas.title, wide, BODY + 1, 1, bold=True)
        sheet.lines(x, top, title, BODY + 1, bold=True)
        below = top + LINE * (BODY + 1) + 6
        for cell in canvas.cells:
            at, row, across, down = cell.place
            y = below + sum(heights[:row])
            high = sum(heights[row : row + down])
            _cell(sheet, cell, x + at * column, y, across * column - _GAP, high - _GAP)
        x += wide + _BETWEEN
    sheet.y = top + LINE * (BODY + 1) + 6 + sum(heights)


def _between(canvases: Sequence[Canvas]) -> float:
    return _BETWEEN * (len(canvases) - 1)


def _columns(canvas: Canvas) -> int:
    return max((cell.place[0] + cell.place[2] for cell in canvas.cells), default=1)


def _heights(canvases: Sequence[Canvas], column: float) -> list[float]:
    """The rows of all canvases, the same in each: so high that what stands in them fits."""
    cells = [cell for canvas in canvases for cell in canvas.cells]
    heights = [40.0] * max((cell.place[1] + cell.place[3] for cell in cells), default=1)
    for cell in sorted(cells, key=lambda cell: cell.place[3]):
        _, row, across, down = cell.place
        head, lines = _content(cell, across * column - _GAP)
        lacking = (len(head) + len(lines)) * LINE * SMALL + 2 * _PAD + _GAP + 4 - sum(heights[row : row + down])
        for number in range(row, row + down):
            heights[number] += max(lacking, 0) / down
    return heights


def _content(cell: Cell, wide: float) -> tuple[list[str], list[str]]:
    """The name of a field and its lines, as they are set in so much room."""
    head = wrap(cell.label, wide - 2 * _PAD, SMALL, 3, bold=True)
    lines: list[str] = []
    for number, line in enumerate(cell.lines):
        if len(lines) >= _MOST_LINES - 1 and number < len(cell.lines) - 1:
            lines.append("…")
            break
        lines += wrap(f"– {line}" if len(cell.lines) > 1 else line, wide - 2 * _PAD, SMALL, _MOST_LINES - len(lines))
    return head, lines[:_MOST_LINES]


def _cell(sheet: Sheet, cell: Cell, x: float, y: float, wide: float, high: float) -> None:
    look = sheet.look
    if cell.changed:
        sheet.rect(x, y, wide, high, _changed(sheet), look.marked, 1.6, round=4)
        sheet.circle(x + wide - 3, y + 3, 5, look.marked, look.paper, 1.2)
    else:
        sheet.rect(x, y, wide, high, look.sunk, look.line, round=4)
    head, lines = _content(cell, wide)
    below = sheet.lines(x + _PAD, y + _PAD, head, SMALL, bold=True) + 3
    sheet.lines(x + _PAD, below, lines or ["–"], SMALL, look.ink if lines else look.soft)


def _changed(sheet: Sheet) -> str:
    return sheet.look.tint(sheet.look.marked, 0.13)


def _rows(sheet: Sheet, canvases: Sequence[Canvas]) -> None:
    """A field after the other, in the order of the first canvas, and in it all canvases beside each other."""
    wide = (sheet.inner - 8 * (len(canvases) - 1)) / len(canvases)
    starts = [MARGIN + number * (wide + 8) for number in range(len(canvases))]
    titles = [wrap(canvas.title, wide, BODY, 2, bold=True) for canvas in canvases]
    for x, title in zip(starts, titles, strict=True):
        sheet.lines(x, sheet.y, title, BODY, bold=True)
    sheet.y += max(map(len, titles)) * LINE * BODY + 6
    for label in dict.fromkeys(cell.label for canvas in canvases for cell in canvas.cells):
        found = [next((cell for cell in canvas.cells if cell.label == label), None) for canvas in canvases]
        contents = [_content(cell, wide) if cell else ([], []) for cell in found]
        high = max(len(head) + max(len(lines), 1) for head, lines in contents) * LINE * SMALL + 2 * _PAD + 3
        for x, each in zip(starts, found, strict=True):
            if each:
                _cell(sheet, each, x, sheet.y, wide, high)
        sheet.y += high + _GAP
