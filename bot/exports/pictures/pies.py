"""Shares of a whole, beside each other: the same share has the same colour and letter in each."""

import math
from collections.abc import Sequence

from bot.exports.pictures.lettering import width_of, wrap
from bot.exports.pictures.look import BODY, MARGIN, SMALL
from bot.exports.pictures.sheet import LINE, Sheet
from flows.pictures import Pie, Pies

_BESIDE = 2
_GAP = 20.0
_LEAST = 5.0
"""Percent: a smaller slice has no room for its letter."""
_HATCHES = ("", "///", "...", "xxx")


def draw(sheet: Sheet, pies: Pies) -> None:
    labels = list(dict.fromkeys(each.label for pie in pies.pies for each in pie.slices))
    for at in range(0, len(pies.pies), _BESIDE):
        _row(sheet, pies.pies[at : at + _BESIDE], labels)
    _legend(sheet, pies.pies, labels)


def letter(number: int) -> str:
    """A, B, … Z, AA, AB, …"""
    first, last = divmod(number, 26)
    return (letter(first - 1) if first else "") + chr(ord("A") + last)


def _row(sheet: Sheet, pies: Sequence[Pie], labels: Sequence[str]) -> None:
    width = (sheet.inner - _GAP * (_BESIDE - 1)) / _BESIDE
    radius = min(width / 2 - 4, 90)
    start = MARGIN + (sheet.inner - len(pies) * width - _GAP * (len(pies) - 1)) / 2
    titles = [wrap(pie.title, width, BODY, 2, bold=True) for pie in pies]
    high = max(len(title) for title in titles) * LINE * BODY
    for number, (pie, title) in enumerate(zip(pies, titles, strict=True)):
        x = start + number * (width + _GAP) + width / 2
        sheet.lines(x, sheet.y, title, BODY, bold=True, align="center")
        _pie(sheet, pie, x, sheet.y + high + 8 + radius, radius, labels)
    sheet.y += high + 2 * radius + 22


def _pie(sheet: Sheet, pie: Pie, x: float, y: float, radius: float, labels: Sequence[str]) -> None:
    """One whole; what is missing to 100 stays open, and more than 100 is drawn in proportion."""
    look = sheet.look
    slices = [each for each in pie.slices if each.share > 0]
    whole = max(sum(each.share for each in slices), 100.0)
    sheet.circle(x, y, radius, look.sunk, look.edge)
    if not slices:
        sheet.text(x, y, sheet.said("Nothing entered"), SMALL, look.soft, align="center")
    begin = 0.0
    for each in slices:
        number, turn = labels.index(each.label), 360 * each.share / whole
        fill = look.colour(number)
        hatch = _HATCHES[number // len(look.colours) % len(_HATCHES)]
        if turn > 359.99:
            sheet.circle(x, y, radius, fill, look.paper)
        else:
            sheet.wedge(x, y, radius, begin, begin + turn, fill, look.paper, hatch)
        begin += turn
    begin = 0.0
    for each in slices:
        turn = 360 * each.share / whole
        if each.share >= _LEAST * whole / 100:
            _letter(sheet, labels.index(each.label), x, y, 0 if turn > 359.99 else radius * 0.66, begin + turn / 2)
        begin += turn


def _letter(sheet: Sheet, number: int, x: float, y: float, away: float, degrees: float) -> None:
    turn = math.radians(degrees)
    fill = sheet.look.colour(number)
    at = (x + away * math.sin(turn), y - away * math.cos(turn))
    if number >= len(sheet.look.colours):  # on a pattern letters need a ground
        sheet.circle(*at, 9, fill)
    sheet.text(*at, letter(number), SMALL, sheet.look.on(fill), bold=True, align="center")


def _legend(sheet: Sheet, pies: Sequence[Pie], labels: Sequence[str]) -> None:
    """A line for each share, with what it is in each of the pies."""
    columns = pies[:4]
    wide = max(
        [
            74.0,
            *(width_of(sheet.wording.percent(each.share), SMALL, bold=True) + 10 for p in columns for each in p.slices),
        ]
    )
    left = MARGIN + 30
    ends = [sheet.width - MARGIN - (len(columns) - 1 - number) * wide for number in range(len(columns))]
    if len(columns) > 1:
        heads = [wrap(pie.title, wide - 10, SMALL, 2) for pie in columns]
        high = max(map(len, heads)) * LINE * SMALL
        for end, lines in zip(ends, heads, strict=True):
            sheet.lines(end, sheet.y + high - len(lines) * LINE * SMALL, lines, SMALL, sheet.look.soft, align="right")
        sheet.y += high + 6
    for number, label in enumerate(labels):
        lines = wrap(label, ends[0] - wide - left, BODY, 2) or ["–"]
        high = len(lines) * LINE * BODY
        fill = sheet.look.colour(number)
        middle = sheet.y + high / 2
        sheet.rect(MARGIN, middle - 9, 20, 18, fill, round=3)
        sheet.text(MARGIN + 10, middle, letter(number), SMALL, sheet.look.on(fill), bold=True, align="center")
        sheet.lines(left, sheet.y, lines, BODY)
        for end, pie in zip(ends, columns, strict=True):
            share = next((sheet.wording.percent(each.share) for each in pie.slices if each.label == label), "–")
            sheet.text(end, middle, share, SMALL, bold=True, align="right")
        sheet.y += high + 7
        sheet.line([(MARGIN, sheet.y - 3.5), (sheet.width - MARGIN, sheet.y - 3.5)], sheet.look.line, 0.8)
