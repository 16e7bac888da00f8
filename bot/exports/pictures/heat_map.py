"""A value for each pair of a row and a column: the more, the stronger; the figure stands there, too."""

from collections.abc import Sequence

from bot.exports.pictures import legend
from bot.exports.pictures.lettering import balanced, clean, fits, width_of, wrap
from bot.exports.pictures.look import MARGIN, SMALL, TINY
from bot.exports.pictures.sheet import LINE, Sheet
from flows.pictures import HeatMap

MOST_ROWS, MOST_COLUMNS = 60, 24
_NAMES = (150.0, 132.0, 114.0)
"""Points for the names of the rows: the most with which the heads of the columns stand whole, else the least."""
_PAD = 4.0
_FIGURE = 9.0
"""The size of numbers above narrow columns."""
_LOW, _WIDE = 24.0, 90.0
"""Points: the least height of a row, the greatest width of a column."""


def draw(sheet: Sheet, heat: HeatMap) -> None:
    rows, columns = [[clean(name) for name in names] for names in (heat.rows[:MOST_ROWS], heat.columns[:MOST_COLUMNS])]
    longest = max(width_of(name, SMALL) for name in rows)
    for most in _NAMES:
        names = min(most, longest) + 8
        left = MARGIN + names
        cell = min((sheet.width - MARGIN - left) / len(columns), _WIDE)
        whole = all(fits(name, cell - _PAD, SMALL, 3, bold=True) for name in columns)
        if whole:
            break
    heads = [
        balanced(name, cell - _PAD, SMALL, 3, bold=True) if whole else [str(number)]
        for number, name in enumerate(columns, 1)
    ]
    _heads(sheet, heads, left, cell)
    for name, values in zip(rows, heat.values, strict=False):
        lines = wrap(name, names - 8, SMALL, 3)
        high = max(_LOW, len(lines) * LINE * SMALL + 6)
        sheet.lines(MARGIN, sheet.y + (high - len(lines) * LINE * SMALL) / 2, lines, SMALL)
        for number, value in enumerate(values[: len(columns)]):
            _cell(sheet, left + number * cell, cell, high, value, heat.high)
        sheet.y += high
    sheet.y += 12
    _scale(sheet, heat.high)
    if not whole:
        sheet.y += 10
        legend.numbered(sheet, list(enumerate(columns, start=1)))
    legend.left_out(sheet, len(heat.rows) - len(rows) + len(heat.columns) - len(columns))


def _heads(sheet: Sheet, heads: Sequence[Sequence[str]], left: float, cell: float) -> None:
    size = SMALL if cell >= 22 else _FIGURE
    high = max(len(lines) for lines in heads) * LINE * SMALL
    for number, lines in enumerate(heads):
        top = sheet.y + high - len(lines) * LINE * SMALL
        sheet.lines(left + (number + 0.5) * cell, top, lines, size, bold=size > _FIGURE, align="center")
    sheet.y += high + 4


def _cell(sheet: Sheet, x: float, width: float, high: float, value: float | None, highest: float) -> None:
    look = sheet.look
    if value is None:
        sheet.rect(x + 1, sheet.y + 1, width - 2, high - 2, edge=look.line)
        return
    fill = look.shade(value / highest if highest > 0 else 0.0)
    sheet.rect(x + 1, sheet.y + 1, width - 2, high - 2, fill, round=2)
    figure = sheet.wording.number(value)
    if width_of(figure, TINY) <= width - 3:
        sheet.text(x + width / 2, sheet.y + high / 2, figure, TINY, look.on(fill), align="center")


def _scale(sheet: Sheet, high: float) -> None:
    """What the colours mean, from nothing to the highest value."""
    x, middle, step = MARGIN, sheet.y + 8, 18.0
    low, top = sheet.wording.number(0), sheet.wording.number(high)
    sheet.text(x, middle, low, SMALL, sheet.look.soft)
    x += width_of(low, SMALL) + 6
    for number in range(6):
        sheet.rect(x + number * step, sheet.y + 2, step - 2, 12, sheet.look.shade(number / 5), round=2)
    sheet.text(x + 6 * step + 4, middle, top, SMALL, sheet.look.soft)
    x += 6 * step + width_of(top, SMALL) + 24
    sheet.rect(x, sheet.y + 2, step - 2, 12, edge=sheet.look.line)
    sheet.text(x + step + 4, middle, sheet.said("not answered"), SMALL, sheet.look.soft)
    sheet.y += 16
