"""Steps in time: a bar for each, what waits for what, the longest chain, deadlines, milestones and today."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from bot.exports.pictures.lettering import width_of, wrap
from bot.exports.pictures.look import MARGIN, SMALL
from bot.exports.pictures.scale import Scale, scale
from bot.exports.pictures.sheet import LINE, Sheet
from flows.pictures import Gantt, Mark, Step

MANY = 40
"""More steps have names of one line."""
MOST = 300
_NAMES = 150.0
_BAR, _DEADLINE, _MILESTONE = 12.0, 4.5, 7.0
_APART = 2 * _DEADLINE + 1
"""Days on which something is due again are marked one by one where they stand so far apart."""
_AHEAD = timedelta(days=366)
"""So far ahead of the first day it is shown that something repeats, or as far as anything else goes."""


def draw(sheet: Sheet, gantt: Gantt) -> None:
    steps, marks = gantt.steps[:MOST], gantt.milestones[:MOST]
    left = MARGIN + _NAMES + 10
    first, last = _days(steps, marks)
    time = scale(first, last, left, sheet.width - MARGIN - (_MILESTONE if marks else _DEADLINE), sheet.wording)
    most = 2 if len(steps) + len(marks) <= MANY else 1
    labels = [(each.label, each.done, each.critical) for each in steps] + [
        (each.label, each.done, False) for each in marks
    ]
    names = [wrap(f"{'✓ ' if done else ''}{label}", _NAMES, SMALL, most, bold=bold) for label, done, bold in labels]
    heights = [max(len(lines), 1) * LINE * SMALL + 8 for lines in names]
    top = sheet.y + 20
    middles = [top + sum(heights[:number]) + high / 2 for number, high in enumerate(heights)]
    bottom = top + sum(heights)
    sheet.text(left - 10, top - 11, str(time.first.year), SMALL, sheet.look.soft, align="right")
    _grid(sheet, time, top, bottom)
    _today(sheet, gantt.today, time, top, bottom)
    for number, (lines, high) in enumerate(zip(names, heights, strict=True)):
        y = middles[number] - high / 2
        sheet.line([(MARGIN, y + high), (sheet.width - MARGIN, y + high)], sheet.look.line, 0.6)
        sheet.lines(MARGIN, y + 4, lines or ["–"], SMALL, bold=labels[number][2])
    _arrows(sheet, steps, middles, time)
    for step, middle in zip(steps, middles, strict=False):
        _again(sheet, step, middle, time)
        _bar(sheet, step, middle, time)
    for mark, middle in zip(marks, middles[len(steps) :], strict=True):
        _rhombus(sheet, time.after(mark.day), middle, _MILESTONE, sheet.look.sunk if mark.done else sheet.look.main)
    sheet.y = bottom + 10
    _key(sheet, gantt, time)


def _days(steps: Sequence[Step], marks: Sequence[Mark]) -> tuple[date, date]:
    """The first and the last day that are shown: of what repeats not all, lest the rest become too small to see."""
    days = [day for step in steps for day in (step.start, step.end, step.deadline)] + [mark.day for mark in marks]
    first, last = min(days), max(days)
    shown = max(last, min(first, date.max - _AHEAD) + _AHEAD)
    return first, max([last, *(day for step in steps for day in step.again if day <= shown)])


def _grid(sheet: Sheet, time: Scale, top: float, bottom: float) -> None:
    look = sheet.look
    for x, label in time.ticks:
        sheet.line([(x, top - 4), (x, bottom)], look.line, 0.8)
        if label and x + 3 + width_of(label, SMALL) <= sheet.width - 4:
            sheet.text(x + 3, top - 11, label, SMALL, look.soft)
    sheet.line([(MARGIN, top), (sheet.width - MARGIN, top)], look.edge, 0.8)


def _today(sheet: Sheet, today: date, time: Scale, top: float, bottom: float) -> None:
    if time.shows(today):
        x = time.x(today)
        sheet.line([(x, top), (x, bottom)], sheet.look.ink, 1.2, (4, 3))


def _arrows(sheet: Sheet, steps: Sequence[Step], middles: Sequence[float], time: Scale) -> None:
    """From the end of each step to the beginning of those that wait for it."""
    places = {step.id: number for number, step in enumerate(steps)}
    for step, middle in zip(steps, middles, strict=False):
        for id in step.depends_on:
            if id not in places or id == step.id:
                continue
            before = steps[places[id]]
            chained = before.critical and step.critical
            colour = sheet.look.marked if chained else sheet.look.edge
            _arrow(sheet, before, middles[places[id]], step, middle, time, colour, 1.8 if chained else 1.1)


def _arrow(
    sheet: Sheet, before: Step, above: float, step: Step, below: float, time: Scale, colour: str, line: float
) -> None:
    x, end = time.after(before.end), time.x(step.start)
    towards = 1 if below > above else -1
    side = below - towards * (_BAR / 2)
    at = max(x + 4, min(end + 4, time.after(step.end) - 2))
    # down in one line where the next begins later, else into its side from the left
    if end + 4 >= x + 2:
        spots = [(x, above), (at, above), (at, side - towards * 3)]
        tip = [(at, side), (at - 3.2, side - towards * 5.5), (at + 3.2, side - towards * 5.5)]
    else:
        half = above + towards * (_BAR / 2 + 3)
        back = max(end - 7, time.left - 8)
        spots = [(x, above), (x + 4, above), (x + 4, half), (back, half), (back, below), (end - 3, below)]
        tip = [(end, below), (end - 5.5, below - 3.2), (end - 5.5, below + 3.2)]
    sheet.line(spots, colour, line)
    sheet.polygon(tip, colour)


def _bar(sheet: Sheet, step: Step, middle: float, time: Scale) -> None:
    look = sheet.look
    x, end = time.x(step.start), time.after(step.end)
    wide = max(end - x, 3.0)
    top = middle - _BAR / 2
    if step.done:
        sheet.rect(x, top, wide, _BAR, look.sunk, look.edge, 1.1, round=2, hatch="////")
    elif step.critical:
        sheet.rect(x, top, wide, _BAR, look.marked, look.ink, 1.1, round=2)
    else:
        sheet.rect(x, top, wide, _BAR, look.tint(look.main, 0.55), look.main, 1.1, round=2)
    _deadline(sheet, time.after(step.deadline), middle, late=step.end > step.deadline and not step.done)


def _again(sheet: Sheet, step: Step, middle: float, time: Scale) -> None:
    """A line from the deadline to the last day, with a mark for each day, or hatched where they are too many."""
    if not step.again:
        return
    spots, look = _spots(step, time), sheet.look
    ends = spots[-1] if time.shows(step.again[-1]) else time.after(time.last)
    sheet.line([(spots[0], middle), (ends, middle)], look.edge, 1.2, (2, 2))
    if _often(step, time):
        _band(sheet, spots[0], middle, spots[-1] - spots[0])
        return
    for x in spots[1:]:
        _deadline(sheet, x, middle, late=False)


def _spots(step: Step, time: Scale) -> list[float]:
    """Where the days end on which it is due, of those that are shown."""
    return [time.after(day) for day in (step.deadline, *step.again) if time.shows(day)]


def _often(step: Step, time: Scale) -> bool:
    """Whether its days stand too near to each other for a mark each."""
    return any(after - before < _APART for before, after in pairwise(_spots(step, time)))


def _band(sheet: Sheet, x: float, middle: float, wide: float) -> None:
    look = sheet.look
    sheet.rect(x, middle - _DEADLINE, wide, 2 * _DEADLINE, look.paper, look.edge, 1, 2, "||||")


def _deadline(sheet: Sheet, x: float, middle: float, *, late: bool) -> None:
    """A rhombus at the end of the day; filled where the step ends later."""
    _rhombus(sheet, x, middle, _DEADLINE, sheet.look.ink if late else sheet.look.paper)


def _rhombus(sheet: Sheet, x: float, middle: float, reach: float, fill: str) -> None:
    spots = [(x, middle - reach), (x + reach, middle), (x, middle + reach), (x - reach, middle)]
    sheet.polygon(spots, fill, sheet.look.ink, 1.2)


def _key(sheet: Sheet, gantt: Gantt, time: Scale) -> None:
    """What the signs mean, of those that stand in the picture."""
    look, steps = sheet.look, gantt.steps
    entries = []
    if any(step.critical and not step.done for step in steps):
        entries.append(("critical", "longest chain"))
    if any(not step.critical and not step.done for step in steps):
        entries.append(("step", "step"))
    if any(step.done for step in steps):
        entries.append(("done", "✓ done"))
    entries.append(("deadline", "deadline"))
    if any(step.again and not _often(step, time) for step in steps):
        entries.append(("again", "due again"))
    if any(_often(step, time) for step in steps):
        entries.append(("often", "due again and again"))
    if gantt.milestones:
        entries.append(("milestone", "milestone"))
    if any(step.end > step.deadline and not step.done for step in steps):
        entries.append(("late", "deadline before the end"))
    if time.shows(gantt.today):
        entries.append(("today", "today"))
    x = MARGIN
    for kind, english in entries:
        text = sheet.said(english)
        wide = 28 + width_of(text, SMALL)
        if x > MARGIN and x + wide > sheet.width - MARGIN:
            x, sheet.y = MARGIN, sheet.y + 20
        middle = sheet.y + 8
        if kind == "critical":
            sheet.rect(x, middle - 5, 20, 10, look.marked, look.ink, 1.1, round=2)
        elif kind == "step":
            sheet.rect(x, middle - 5, 20, 10, look.tint(look.main, 0.55), look.main, 1.1, round=2)
        elif kind == "done":
            sheet.rect(x, middle - 5, 20, 10, look.sunk, look.edge, 1.1, round=2, hatch="////")
        elif kind == "today":
            sheet.line([(x + 10, middle - 8), (x + 10, middle + 8)], look.ink, 1.2, (4, 3))
        elif kind == "again":
            sheet.line([(x, middle), (x + 20, middle)], look.edge, 1.2, (2, 2))
            _deadline(sheet, x + 15, middle, late=False)
        elif kind == "often":
            _band(sheet, x, middle, 20)
        elif kind == "milestone":
            _rhombus(sheet, x + 10, middle, _MILESTONE, look.main)
        else:
            _deadline(sheet, x + 10, middle, late=kind == "late")
        sheet.text(x + 26, middle, text, SMALL, look.soft)
        x += wide + 16
    sheet.y += 18
