"""Names that stand below a picture, each by the number that it has in it."""

from collections.abc import Sequence

from bot.exports.pictures.lettering import width_of, wrap
from bot.exports.pictures.look import MARGIN, SMALL
from bot.exports.pictures.sheet import LINE, Sheet

_GAP, _BETWEEN = 4.0, 14.0


def numbered(sheet: Sheet, names: Sequence[tuple[int, str]], most: int = 2, heading: str = "") -> None:
    """Numbers and names in two columns, or in one where the names are long, from ``sheet.y`` on."""
    if heading:
        sheet.y += 4
        sheet.paragraph(heading, SMALL, bold=True, most=2)
        sheet.y += 2
    sign = max(width_of(str(number), SMALL, bold=True) for number, _ in names) + 8
    half = (sheet.inner - _BETWEEN) / 2
    columns = 1 if any(width_of(name, SMALL) > 2 * (half - sign) for _, name in names) or len(names) == 1 else 2
    width = half if columns == 2 else sheet.inner
    entries = [(number, wrap(name, width - sign, SMALL, most)) for number, name in names]
    split = -(-len(entries) // columns)
    lowest = sheet.y
    for column in range(columns):
        x, y = MARGIN + column * (width + _BETWEEN), sheet.y
        for number, lines in entries[column * split : (column + 1) * split]:
            sheet.text(x + sign - 8, y + LINE * SMALL / 2, str(number), SMALL, bold=True, align="right")
            y = sheet.lines(x + sign, y, lines, SMALL) + _GAP
        lowest = max(lowest, y)
    sheet.y = lowest


def left_out(sheet: Sheet, count: int) -> None:
    """How many there are besides those shown."""
    if count > 0:
        text = sheet.wording.say("… and {count} more").replace("{count}", str(count))
        sheet.paragraph(text, SMALL, sheet.look.soft, most=1)
