"""What pictures say, in sentences, for those who do not see them."""

from collections.abc import Callable, Iterator, Sequence

from babel.numbers import format_decimal

from bot.chat.messages.pictures import ON_THEM
from bot.chat.messages.voice import Voice, spoken
from flows.pictures import (
    Bars,
    Branch,
    Canvases,
    Gantt,
    HeatMap,
    Mark,
    Picture,
    Pies,
    Radar,
    Square,
    Timeline,
    Tree,
    worded,
)

NAMED = 6
"""How many of many names are told."""
LONGEST = 900
"""Characters of an alternative text; platforms take about a thousand."""


def words_of(voice: Voice, dialogue: str) -> Callable[[str], str]:
    """What puts the English words of a dialogue's picture into the language of a person."""
    ids = {english: id for id, english in ON_THEM.items()}

    def say(english: str) -> str:
        return voice.text(ids.get(english, dialogue), english)

    return say


def alternative(voice: Voice, dialogue: str, picture: Picture) -> str:
    """What a picture says, in at most `LONGEST` characters."""
    shown = worded(picture, words_of(voice, dialogue))
    what = " ".join(_what(voice, shown)) or f"{voice.say('picture.nothing')}."
    text = voice.say("picture.alt", title=shown.title, what=what)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _what(voice: Voice, picture: Picture) -> Iterator[str]:
    match picture:
        case Square() if picture.points:
            yield _square(voice, picture)
        case Bars() if picture.bars:
            told = [(bar.label, bar.value) for bar in picture.bars]
            yield voice.say("picture.bars", label=picture.value_label, bars=_values(voice, told))
        case HeatMap() if picture.rows and picture.columns:
            yield _heat_map(voice, picture)
        case Radar():
            for series in picture.series:
                told = [(a, v) for a, v in zip(picture.axes, series.values, strict=False) if v is not None]
                if told:
                    yield _named(voice, series.name, _values(voice, told, most=2 * NAMED))
        case Tree() if picture.root.label or picture.root.children:
            yield _branch(voice, picture.root) + "."
        case Gantt() if picture.steps:
            yield from _gantt(voice, picture)
        case Pies():
            for pie in picture.pies:
                if pie.slices:
                    shares = [_value(voice, each.label, f"{_number(voice, each.share)} %") for each in pie.slices]
                    yield _named(voice, pie.title, _listed(voice, shares, 2 * NAMED))
        case Canvases() if any(canvas.cells for canvas in picture.canvases):
            yield _canvases(voice, picture)
        case Timeline():
            for horizon in picture.horizons:
                names = [voice.put(each.label) for each in horizon.milestones]
                yield _named(voice, horizon.label, _listed(voice, names) or voice.say("picture.nothing-yet"))


def _square(voice: Voice, square: Square) -> str:
    corners = []
    for corner in (2, 3, 0, 1, None):
        names = [voice.put(point.label) for point in square.points if square.corner(point) == corner]
        if names:
            name = square.corners[corner] if corner is not None else voice.say("picture.in-between")
            corners.append(_named(voice, name, _listed(voice, names)))
    return voice.say("picture.square", x=square.x_label, y=square.y_label, corners=" ".join(corners))


def _heat_map(voice: Voice, heat: HeatMap) -> str:
    pairs = [
        (value, row, column)
        for row, values in zip(heat.rows, heat.values, strict=False)
        for column, value in zip(heat.columns, values, strict=False)
        if value is not None
    ]
    size = {"rows": len(heat.rows), "columns": len(heat.columns)}
    if not pairs:
        return voice.say("picture.heat-map-empty", **size)
    highest = sorted(pairs, key=lambda pair: -pair[0])[:3]
    cells = [voice.say("picture.pair", row=row, column=column, value=_number(voice, v)) for v, row, column in highest]
    return voice.say("picture.heat-map", **size, high=_number(voice, heat.high), cells="; ".join(cells))


def _branch(voice: Voice, branch: Branch, depth: int = 0) -> str:
    name = voice.put(branch.label) + (f" ({voice.put(branch.detail)})" if branch.detail else "")
    if not branch.children:
        return name
    parts = [_branch(voice, child, depth + 1) for child in branch.children]
    told = voice.say("picture.tree", name=name, parts=_listed(voice, parts, separator="; "))
    return f"[{told}]" if depth else told


def _gantt(voice: Voice, gantt: Gantt) -> Iterator[str]:
    steps = gantt.steps
    first, last = min(step.start for step in steps), max(step.end for step in steps)
    yield voice.say("picture.gantt", count=len(steps), first=first, last=last)
    if chain := [step.label for step in sorted(steps, key=lambda step: (step.start, step.end)) if step.critical]:
        yield voice.say("picture.gantt-chain", chain=tuple(chain))
    late = [voice.put(step.label) for step in steps if step.end > step.deadline and not step.done]
    done = [voice.put(step.label) for step in steps if step.done]
    again = [voice.say("picture.gantt-pace", name=step.label, date=step.again[-1]) for step in steps if step.again]
    milestones = [_milestone(voice, mark) for mark in gantt.milestones]
    for message, names in (
        ("picture.gantt-late", late),
        ("picture.gantt-done", done),
        ("picture.gantt-again", again),
        ("picture.gantt-milestones", milestones),
    ):
        if names:
            yield voice.say(message, names=_listed(voice, names))


def _milestone(voice: Voice, mark: Mark) -> str:
    if mark.done:
        return voice.say("picture.gantt-reached", name=mark.label)
    return voice.say("picture.gantt-milestone", name=mark.label, date=mark.day)


def _canvases(voice: Voice, canvases: Canvases) -> str:
    names = ", ".join(voice.put(canvas.title) for canvas in canvases.canvases)
    changed = dict.fromkeys(cell.label for canvas in canvases.canvases for cell in canvas.cells if cell.changed)
    if not changed:
        return voice.say("picture.canvases-same", names=names)
    fields = _listed(voice, [voice.put(label) for label in changed], 2 * NAMED)
    return voice.say("picture.canvases", names=names, fields=fields)


def _values(voice: Voice, told: Sequence[tuple[str, float]], most: int = 3) -> str:
    return _listed(voice, [_value(voice, name, _number(voice, value)) for name, value in told], most)


def _value(voice: Voice, name: str, value: str) -> str:
    return voice.say("picture.value", name=name, value=value)


def _number(voice: Voice, value: float) -> str:
    return format_decimal(value, format="#,##0.#", locale=spoken(voice.locale))


def _named(voice: Voice, name: str, what: str) -> str:
    return voice.say("picture.named", name=name, what=what)


def _listed(voice: Voice, names: Sequence[str], most: int = NAMED, separator: str = ", ") -> str:
    """The first of many names, and how many more there are."""
    told = separator.join(names[:most])
    if len(names) <= most:
        return told
    return voice.say("picture.and-more", count=len(names) - most, names=told)
