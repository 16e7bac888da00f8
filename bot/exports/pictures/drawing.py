"""A picture from its specification: which kind is drawn by whom, and what is drawn where there is nothing to show."""

from collections.abc import Callable

from bot.exports.pictures import bars, canvases, gantt, heat_map, pies, radar, square, timeline, tree
from bot.exports.pictures.lettering import clean, wrap
from bot.exports.pictures.look import BODY, DARK, LIGHT, MARGIN, TITLE, WIDTH, Room, Wording
from bot.exports.pictures.sheet import Sheet
from flows.pictures import (
    Bar,
    Bars,
    Canvases,
    Gantt,
    HeatMap,
    Picture,
    Pies,
    Radar,
    Square,
    Timeline,
    Tree,
    worded,
)

_LEAST_AXES = 3


def svg(picture: Picture, dark: bool, say: Callable[[str], str], locale: str, *, room: Room) -> bytes:
    return drawn(picture, dark, Wording(say, locale), titled=False, room=room).svg()


def png(picture: Picture, dark: bool, say: Callable[[str], str], locale: str, *, room: Room, dpi: int) -> bytes:
    return drawn(picture, dark, Wording(say, locale), titled=True, room=room).png(dpi)


def parts(picture: Picture, say: Callable[[str], str], locale: str) -> tuple[bytes, ...]:
    return tuple(drawn(picture, False, Wording(say, locale), titled=False, room="upright").parts(160))


def drawn(picture: Picture, dark: bool, wording: Wording, *, titled: bool, room: Room) -> Sheet:
    """The sheet with the picture on it: as wide as a telephone, unless there is more room and it needs more."""
    picture = worded(picture, wording.say)
    width = canvases.width(picture, room) if isinstance(picture, Canvases) else WIDTH
    sheet = Sheet(DARK if dark else LIGHT, wording, width)
    if titled:
        title = wrap(picture.title, sheet.inner, TITLE, 3, bold=True)
        sheet.y = sheet.lines(MARGIN, sheet.y, title, TITLE, bold=True) + 8
    if is_empty(picture):
        _nothing(sheet)
    else:
        _draw(sheet, picture)
    return sheet


def _draw(sheet: Sheet, picture: Picture) -> None:
    match picture:
        case Square():
            square.draw(sheet, picture)
        case Bars():
            bars.draw(sheet, picture)
        case HeatMap():
            heat_map.draw(sheet, picture)
        case Radar() if len(picture.axes) < _LEAST_AXES:
            _draw_few(sheet, picture)
        case Radar():
            radar.draw(sheet, picture)
        case Tree():
            tree.draw(sheet, picture)
        case Gantt():
            gantt.draw(sheet, picture)
        case Pies():
            pies.draw(sheet, picture)
        case Canvases():
            canvases.draw(sheet, picture)
        case Timeline():
            timeline.draw(sheet, picture)


def _draw_few(sheet: Sheet, radar: Radar) -> None:
    """One or two axes make no area: they are bars."""
    for number, series in enumerate(radar.series):
        values = [(axis, value) for axis, value in zip(radar.axes, series.values, strict=False) if value is not None]
        found = tuple(Bar(label=axis, value=value) for axis, value in values)
        if found:
            sheet.y += 14 if number else 0
            bars.draw(sheet, Bars(id=radar.id, title="", value_label=series.name, high=radar.high, bars=found))


def is_empty(picture: Picture) -> bool:
    """Whether nothing was said yet of what a picture shows."""
    match picture:
        case Square():
            return not picture.points
        case Bars():
            return not picture.bars
        case HeatMap():
            return not picture.rows or not picture.columns
        case Radar():
            return all(value is None for series in picture.series for value in series.values) or not picture.axes
        case Tree():
            return not clean(picture.root.label) and not picture.root.children
        case Gantt():
            return not picture.steps
        case Pies():
            return not any(pie.slices for pie in picture.pies)
        case Canvases():
            return not any(canvas.cells for canvas in picture.canvases)
        case Timeline():
            return not picture.horizons


def _nothing(sheet: Sheet) -> None:
    """A quiet sheet that says so, instead of an empty frame."""
    look, middle, high = sheet.look, sheet.width / 2, 150.0
    sheet.rect(MARGIN, sheet.y, sheet.inner, high, look.sunk, look.line, 1.2, round=10, dash=(5, 4))
    base = sheet.y + 78
    for number, tall in enumerate((14.0, 26.0, 38.0)):
        sheet.rect(middle - 32 + number * 24, base - tall, 16, tall, look.tint(look.main, 0.35 + 0.2 * number), round=3)
    sheet.text(middle, sheet.y + 108, sheet.said("Nothing to show yet"), BODY, look.soft, align="center")
    sheet.y += high
