"""Values around a centre, a line for each series, told apart by its marks as well as its colour."""

import math
from collections.abc import Sequence

from bot.exports.pictures import legend
from bot.exports.pictures.lettering import balanced, clean, fits, width_of, wrap
from bot.exports.pictures.look import MARGIN, SMALL
from bot.exports.pictures.sheet import LINE, Align, Sheet, Spot
from flows.pictures import Radar, Series

MOST_NAMED, MOST = 10, 24
"""More axes stand below by their numbers; still more are left out."""
_LABEL, _LINES = 96.0, 3
_RINGS = 5
_DASHES: tuple[tuple[float, ...], ...] = ((), (5, 3), (1.5, 2.5), (7, 3, 1.5, 3))


def draw(sheet: Sheet, radar: Radar) -> None:
    axes = [clean(axis) for axis in radar.axes[:MOST]]
    series = [each.model_copy(update={"values": _as_many(each.values, len(axes))}) for each in radar.series]
    _series(sheet, series)
    named = len(axes) <= MOST_NAMED and all(fits(axis, _LABEL, SMALL, _LINES) for axis in axes)
    radius = (sheet.inner - 2 * (_LABEL if named else 20)) / 2 - 8
    labels = [balanced(axis, _LABEL, SMALL, _LINES) if named else [str(number + 1)] for number, axis in enumerate(axes)]
    above = len(labels[0]) * LINE * SMALL + 8
    centre = (sheet.width / 2, sheet.y + above + radius)
    _web(sheet, centre, radius, radar.high, len(axes))
    lowest = _labels(sheet, centre, radius, labels)
    for number, each in reversed(list(enumerate(series))):
        _line(sheet, centre, radius, each, radar.high, number)
    sheet.y = max(lowest, centre[1] + radius) + 10
    if not named:
        legend.numbered(sheet, list(enumerate(axes, start=1)))
    legend.left_out(sheet, len(radar.axes) - MOST)


def _as_many(values: tuple[float | None, ...], count: int) -> tuple[float | None, ...]:
    """A value for each axis; those that are missing were not said."""
    return (*values, *(None,) * count)[:count]


def _series(sheet: Sheet, series: Sequence[Series]) -> None:
    """Which line is which."""
    x = MARGIN
    for number, each in enumerate(series):
        name = (wrap(each.name, sheet.inner - 50, SMALL, 1) or ["–"])[0]
        wide = 42 + width_of(name, SMALL)
        if x > MARGIN and x + wide > sheet.width - MARGIN:
            x, sheet.y = MARGIN, sheet.y + 20
        middle, colour = sheet.y + 8, sheet.look.colour(number)
        sheet.line([(x, middle), (x + 30, middle)], colour, 2, _DASHES[number % 4])
        _mark(sheet, (x + 15, middle), colour, number)
        sheet.text(x + 38, middle, name, SMALL)
        x += wide + 18
    sheet.y += 26


def _web(sheet: Sheet, centre: Spot, radius: float, high: float, count: int) -> None:
    """The rings with their values, and the axes."""
    look = sheet.look
    rings = round(high) if 2 <= high <= 10 and high == round(high) else _RINGS
    for ring in range(rings, 0, -1):
        spots = [_spot(centre, radius * ring / rings, number, count) for number in range(count)]
        sheet.polygon(spots, look.sunk if ring == rings else "none", look.line)
    for number in range(count):
        sheet.line([centre, _spot(centre, radius, number, count)], look.line)
    for ring in range(1, rings + 1):
        value = sheet.wording.number(high * ring / rings)
        sheet.text(centre[0] + 3, centre[1] - radius * ring / rings + 6, value, 9.5, look.soft)


def _labels(sheet: Sheet, centre: Spot, radius: float, labels: Sequence[Sequence[str]]) -> float:
    """The names of the axes around the rings; returns where the lowest ends."""
    lowest = 0.0
    for number, lines in enumerate(labels):
        x, y = _spot(centre, radius + 8, number, len(labels))
        high = len(lines) * LINE * SMALL
        across = x - centre[0]
        align: Align = "center" if abs(across) < 8 else "left" if across > 0 else "right"
        up = (centre[1] - y) / (radius + 8)
        top = y - high / 2 - up * high / 2
        lowest = max(lowest, sheet.lines(x, top, lines, SMALL, align=align))
    return lowest


def _line(sheet: Sheet, centre: Spot, radius: float, series: Series, high: float, number: int) -> None:
    """One series; where a value is missing, its line is open."""
    colour, count = sheet.look.colour(number), len(series.values)
    spots = [
        None if value is None else _spot(centre, radius * min(max(value / high if high > 0 else 0, 0), 1), place, count)
        for place, value in enumerate(series.values)
    ]
    if all(spot is not None for spot in spots):
        sheet.polygon([spot for spot in spots if spot], colour, alpha=0.14)
    for place, spot in enumerate(spots):
        other = spots[(place + 1) % count]
        if spot and other:
            sheet.line([spot, other], colour, 2.2, _DASHES[number % 4])
    for spot in spots:
        if spot:
            _mark(sheet, spot, colour, number)


def _mark(sheet: Sheet, spot: Spot, colour: str, number: int) -> None:
    """A disc, a square, a triangle or a rhombus: each series has its own."""
    (x, y), size = spot, 4.5
    if number % 4 == 0:
        sheet.circle(x, y, size, colour, sheet.look.paper)
        return
    corners = {1: (4, 45), 2: (3, 0), 3: (4, 0)}[number % 4]
    turns = [math.radians(corners[1] + 360 * part / corners[0]) for part in range(corners[0])]
    reach = size * 1.35
    sheet.polygon(
        [(x + reach * math.sin(turn), y - reach * math.cos(turn)) for turn in turns], colour, sheet.look.paper
    )


def _spot(centre: Spot, away: float, number: int, count: int) -> Spot:
    turn = 2 * math.pi * number / count
    return centre[0] + away * math.sin(turn), centre[1] - away * math.cos(turn)
