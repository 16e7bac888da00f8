"""Horizons in the order of time, one below the other, and what stands in each."""

from bot.exports.pictures.lettering import wrap
from bot.exports.pictures.look import BODY, MARGIN, SMALL
from bot.exports.pictures.sheet import LINE, Sheet
from flows.pictures import Milestone, Timeline

MOST = 40
"""More in one horizon are left out."""
_RAIL, _DOT = 10.0, 8.0
_PAD, _GAP = 8.0, 7.0


def draw(sheet: Sheet, timeline: Timeline) -> None:
    look = sheet.look
    rail, left = MARGIN + _RAIL, MARGIN + 2 * _RAIL + 12
    before: float | None = None
    for number, horizon in enumerate(timeline.horizons):
        lines = wrap(horizon.label, sheet.width - MARGIN - left, BODY + 1, 2, bold=True) or ["–"]
        middle = sheet.y + LINE * (BODY + 1) / 2
        if before is not None:
            sheet.line([(rail, before + _DOT), (rail, middle - _DOT)], look.main, 2)
        before = middle
        sheet.circle(rail, middle, _DOT, look.main if number == 0 else look.paper, look.main, 2)
        sheet.y = sheet.lines(left, sheet.y, lines, BODY + 1, bold=True) + 5
        for milestone in horizon.milestones[:MOST]:
            _card(sheet, milestone, left)
        if not horizon.milestones:
            sheet.text(left, sheet.y + 8, sheet.said("Nothing yet"), SMALL, look.soft)
            sheet.y += 20
        if len(horizon.milestones) > MOST:
            more = sheet.wording.say("… and {count} more").replace("{count}", str(len(horizon.milestones) - MOST))
            sheet.text(left, sheet.y + 8, more, SMALL, look.soft)
            sheet.y += 20
        sheet.y += 10
    sheet.y -= 12


def _card(sheet: Sheet, milestone: Milestone, left: float) -> None:
    look = sheet.look
    width = sheet.width - MARGIN - left
    lines = wrap(milestone.label, width - 2 * _PAD, BODY, 3) or ["–"]
    detail = wrap(milestone.detail, width - 2 * _PAD, SMALL, 2)
    high = 2 * _PAD + len(lines) * LINE * BODY + len(detail) * LINE * SMALL
    sheet.rect(left, sheet.y, width, high, look.tint(look.main, 0.1), round=6)
    y = sheet.lines(left + _PAD, sheet.y + _PAD, lines, BODY)
    sheet.lines(left + _PAD, y, detail, SMALL, look.soft)
    sheet.y += high + _GAP
