"""Things with one value each: their names above or beside their bars, the values at the ends."""

from bot.exports.pictures import legend
from bot.exports.pictures.lettering import clean, width_of, wrap
from bot.exports.pictures.look import BODY, MARGIN, SMALL
from bot.exports.pictures.sheet import Sheet
from flows.pictures import Bars

MOST = 40
_BESIDE = 140.0
"""Points for names beside the bars; where one is longer, all stand above them."""
_BAR, _GAP = 16.0, 12.0


def draw(sheet: Sheet, bars: Bars) -> None:
    look = sheet.look
    shown = bars.bars[:MOST]
    values = [sheet.wording.number(bar.value) for bar in shown]
    figures = max(width_of(value, SMALL, bold=True) for value in values) + 8
    names = [clean(bar.label) for bar in shown]
    longest = max(width_of(name, BODY) for name in names)
    beside = longest <= _BESIDE
    left = MARGIN + longest + 10 if beside else MARGIN
    room = sheet.width - MARGIN - figures - left
    sheet.paragraph(_about(sheet, bars), SMALL, look.soft, most=2)
    sheet.y += 8
    high = max(bars.high, *(bar.value for bar in shown))
    for bar, value, name in zip(shown, values, names, strict=True):
        if beside:
            sheet.text(left - 10, sheet.y + _BAR / 2, name, BODY, align="right")
        else:
            sheet.y = sheet.lines(MARGIN, sheet.y, wrap(name, sheet.inner, BODY, 2), BODY) + 3
        share = min(max(bar.value / high, 0.0), 1.0) if high > 0 else 0.0
        sheet.rect(left, sheet.y, room, _BAR, look.sunk, round=3)
        if share > 0:
            sheet.rect(left, sheet.y, max(room * share, 3), _BAR, look.main, round=3)
        sheet.text(left + room + 8, sheet.y + _BAR / 2, value, SMALL, bold=True)
        sheet.y += _BAR + _GAP
    sheet.y -= _GAP - 4
    legend.left_out(sheet, len(bars.bars) - MOST)


def _about(sheet: Sheet, bars: Bars) -> str:
    """What the values are, and how high they could be."""
    return f"{bars.value_label} (0–{sheet.wording.number(bars.high)})" if bars.high > 0 else bars.value_label
