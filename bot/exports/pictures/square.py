"""Things placed by two values in a square: named where there is room, else numbered with their names below."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.exports.pictures import legend
from bot.exports.pictures.lettering import balanced, clean, width_of, wrap
from bot.exports.pictures.look import MARGIN, SMALL, TINY
from bot.exports.pictures.sheet import LINE, Align, Sheet
from flows.pictures import Point, Square

MOST_NAMED, LONGEST_NAMED = 12, 40
"""More points, or longer names, stand below by their numbers."""
MOST_NUMBERED = 60
"""More points are dots without a number."""

_DOT, _DISC = 5.0, 9.0
_LABEL = 120.0
_INSET, _BAND = 22.0, 30.0
"""Points between the sides and the lowest and highest values: room for whole dots, above and below for the corners."""


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: "_Box") -> bool:
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True)
class _Label:
    x: float
    y: float
    lines: Sequence[str]
    align: Align
    box: _Box


_RINGS = 24
"""Rings of numbered discs around a spot at most."""


def draw(sheet: Sheet, square: Square) -> None:
    area = _ground(sheet, square)
    names = [clean(point.label) for point in square.points]
    few = len(names) <= MOST_NAMED and all(len(name) <= LONGEST_NAMED for name in names)
    spots = [_spot(square, point, area) for point in square.points]
    labels = _labels(area, spots, names) if few else None
    if labels is None:
        _draw_numbers(sheet, square, area, spots, names)
        return
    for x, y in spots:
        sheet.circle(x, y, _DOT, sheet.look.main, sheet.look.paper, 1.2)
    for label in labels:
        sheet.lines(label.x, label.y, label.lines, SMALL, align=label.align)


def _ground(sheet: Sheet, square: Square) -> _Box:
    """The four quarters with their names, and what the two directions mean; the sheet goes on below."""
    look = sheet.look
    y_label = wrap(f"↑ {square.y_label}", sheet.inner, SMALL, 2)
    sheet.y = sheet.lines(MARGIN, sheet.y, y_label, SMALL, look.soft) + 6
    top, size = sheet.y, sheet.inner
    area = _Box(MARGIN, top, MARGIN + size, top + size)
    half = size / 2
    for number, corner in enumerate(square.corners):
        right, up = number % 2 == 1, number >= 2
        x, y = area.left + half * right, area.top + half * (not up)
        sheet.rect(x, y, half, half, look.tint(look.main, 0.1) if right is up else look.sunk)
        lines = wrap(corner, half - 20, SMALL, 2, bold=True)
        edge = x + half - 10 if right else x + 10
        start = y + 8 if up else y + half - 8 - len(lines) * LINE * SMALL
        sheet.lines(edge, start, lines, SMALL, look.soft, bold=True, align="right" if right else "left")
    sheet.line([(area.left + half, area.top), (area.left + half, area.bottom)], look.edge, 1)
    sheet.line([(area.left, area.top + half), (area.right, area.top + half)], look.edge, 1)
    sheet.rect(area.left, area.top, size, size, edge=look.edge)
    sheet.y = area.bottom + 6
    x_label = wrap(f"{square.x_label} →", sheet.inner, SMALL, 2)
    sheet.y = sheet.lines(area.right, sheet.y, x_label, SMALL, look.soft, align="right")
    return area


def _spot(square: Square, point: Point, area: _Box) -> tuple[float, float]:
    span = square.high - square.low
    across, up = (min(max((value - square.low) / span if span > 0 else 0.5, 0.0), 1.0) for value in (point.x, point.y))
    wide, high = area.right - area.left - 2 * _INSET, area.bottom - area.top - 2 * (_BAND + _DISC)
    return area.left + _INSET + across * wide, area.bottom - _BAND - _DISC - up * high


def _corner_boxes(area: _Box) -> list[_Box]:
    """Where the names of the corners stand: at the top and the bottom of the square."""
    return [
        _Box(area.left, area.top, area.right, area.top + _BAND),
        _Box(area.left, area.bottom - _BAND, area.right, area.bottom),
    ]


def _labels(area: _Box, spots: Sequence[tuple[float, float]], names: Sequence[str]) -> list[_Label] | None:
    """A place for each name beside its dot where it covers nothing else; None where there is none for one of them."""
    taken = [_Box(x - _DOT - 1, y - _DOT - 1, x + _DOT + 1, y + _DOT + 1) for x, y in spots]
    if any(a.meets(b) for number, a in enumerate(taken) for b in taken[:number]):
        return None
    taken += _corner_boxes(area)
    placed = []
    for (x, y), name in zip(spots, names, strict=True):
        label = next((label for label in _places(x, y, name, area) if _free(label.box, area, taken)), None)
        if label is None:
            return None
        placed.append(label)
        taken.append(label.box)
    return placed


def _free(box: _Box, area: _Box, taken: Sequence[_Box]) -> bool:
    return box.within(area) and not any(box.meets(other) for other in taken)


def _places(x: float, y: float, name: str, area: _Box) -> list[_Label]:
    lines = balanced(name, _LABEL, SMALL, 2)
    wide = max((width_of(line, SMALL) for line in lines), default=0)
    high = len(lines) * LINE * SMALL
    away = _DOT + 4
    found: list[_Label] = []
    for across, down in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
        align: Align = ("right", "center", "left")[across + 1]
        at = x + away * across
        left = at - wide * (1 - across) / 2
        top = y - high / 2 + down * (high / 2 + (away if across == 0 else 1))
        found.append(_Label(at, top, lines, align, _Box(left - 1, top, left + wide + 1, top + high)))
    middle, level = (area.left + area.right) / 2, (area.top + area.bottom) / 2
    # first those that no line between the quarters crosses
    return sorted(found, key=lambda label: _crosses(label.box, middle, level))


def _crosses(box: _Box, across: float, down: float) -> bool:
    return box.left - 4 < across < box.right + 4 or box.top < down < box.bottom


def _draw_numbers(
    sheet: Sheet, square: Square, area: _Box, spots: Sequence[tuple[float, float]], names: Sequence[str]
) -> None:
    """Numbered discs, moved as little as it takes to let each be seen, and the names in the order of the corners."""
    look = sheet.look
    radius = _DISC if len(spots) <= MOST_NUMBERED else _DOT
    taken: list[tuple[float, float]] = []
    rings: dict[tuple[float, float], int] = {}  # inside of these all is taken
    half = (area.right - area.left) / 2
    for number, (point, spot) in enumerate(zip(square.points, spots, strict=True), start=1):
        corner = square.corner(point)
        room = _Box(area.left, area.top + _BAND, area.right, area.bottom - _BAND)
        if corner is not None:
            left, top = area.left + half * (corner % 2), area.top + half * (corner < 2)
            upper = corner >= 2
            room = _Box(left, top + _BAND * upper, left + half, top + half - _BAND * (not upper))
        x, y, rings[spot] = _beside(spot, taken, room, radius, rings.get(spot, 0))
        taken.append((x, y))
        sheet.circle(x, y, radius, look.main, look.paper, 1.2)
        if radius == _DISC:
            sheet.text(x, y, str(number), TINY if number < 100 else 8, look.on(look.main), bold=True, align="center")
    sheet.y += 12
    _names(sheet, square, names)


def _beside(
    spot: tuple[float, float], taken: Sequence[tuple[float, float]], room: _Box, radius: float, first: int
) -> tuple[float, float, int]:
    """The free place that is nearest to a spot, inside of its quarter, and the number of the ring on which it lies.

    The spot itself where all is full.  Rings before the ``first`` are full."""
    step = 2 * radius + 1.5
    inside = _Box(room.left + radius, room.top + radius, room.right - radius, room.bottom - radius)
    for ring in range(first, _RINGS):
        places = (
            [spot]
            if ring == 0
            else [
                (spot[0] + ring * step * math.cos(turn), spot[1] + ring * step * math.sin(turn))
                for turn in (2 * math.pi * part / (6 * ring) for part in range(6 * ring))
            ]
        )
        for x, y in places:
            if ring and not (inside.left <= x <= inside.right and inside.top <= y <= inside.bottom):
                continue
            if all((x - a) ** 2 + (y - b) ** 2 >= (step - 1) ** 2 for a, b in taken):
                return x, y, ring
    return *spot, _RINGS


def _names(sheet: Sheet, square: Square, names: Sequence[str]) -> None:
    shown = list(zip(square.points, enumerate(names, start=1), strict=True))[:MOST_NUMBERED]
    for corner in (2, 3, 0, 1, None):
        found = [name for point, name in shown if square.corner(point) == corner]
        if found:
            heading = square.corners[corner] if corner is not None else sheet.said("In between")
            legend.numbered(sheet, found, heading=heading)
    legend.left_out(sheet, len(names) - MOST_NUMBERED)
