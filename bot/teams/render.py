"""Messages become Adaptive Cards: as many as it takes, each within its limits; nothing is cut unseen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.chat import blocks as parts
from bot.chat.blocks import Style
from bot.chat.markup import Listing, Span, parse
from bot.chat.texts import cut
from bot.chat.views import Message
from bot.teams import limits
from bot.teams.cards import (
    FIND,
    VALUE,
    WAY,
    Element,
    actions,
    card,
    heading,
    line,
    message_button,
    plain,
    push_button,
    run,
    runs_of,
    small,
    weight,
)
from bot.teams.words import Say

_TONES = {"plain": ("", ""), "good": ("✅ ", "Good"), "advice": ("💡 ", "Accent"), "warning": ("⚠️ ", "Warning")}
_CELLS = 5
"""Of how many signs a bar is made."""


@dataclass(frozen=True)
class Rendered:
    """A message as Teams takes it: ``text`` for notifications, ``cards`` for the eye, one message each."""

    text: str
    cards: tuple[Element, ...]


def message(shown: Message, say: Say) -> Rendered:
    """A message for a conversation."""
    text = cut(" ".join(shown.summary.split()), limits.SUMMARY) or say("title")
    elements = elements_of(shown, say) or [plain(shown.summary or say("title"))]
    return Rendered(text, tuple(card(body) for body in pages(elements)))


def elements_of(shown: Message, say: Say) -> list[Element]:
    """The elements of a message, in their order."""
    return [element for block in shown.blocks for element in _elements(block, say)]


def pages(elements: Sequence[Element], room: int = limits.CARD_BYTES) -> list[list[Element]]:
    """The elements in as few cards as there is room for."""
    found: list[list[Element]] = [[]]
    used = weight(card([]))
    for element in elements:
        needed = weight(element) + 1
        if found[-1] and used + needed > room:
            found.append([])
            used = weight(card([]))
        found[-1].append(element)
        used += needed
    return found


def _elements(block: parts.Block, say: Say) -> Iterator[Element]:
    match block:
        case parts.Heading(text=text) if text.strip():
            yield heading(text)
        case parts.Text(markup=markup):
            yield from _paragraphs(markup)
        case parts.Note(markup=markup):
            yield from _paragraphs(markup, quiet=True)
        case parts.Facts(pairs=pairs):
            for label, value in pairs:
                yield _fact(label, value)
        case parts.Part():
            yield from _part(block, say)
        case parts.Findings(items=items):
            for tone, text in items:
                sign, colour = _TONES[tone]
                yield line([run(f"{sign}{cut(text, limits.LINE)}", colour=colour if tone == "warning" else "")])
        case parts.TableBlock():
            yield from _table(block, say)
        case parts.PictureBlock(title=title, action=action) if action:
            button = parts.Button(say("show-picture"), action)
            yield plain(title, bold=True)
            yield from _buttons([button], say, about=title)
        case parts.Downloads(title=title, items=files):
            yield plain(title, bold=True)
            yield from _buttons([parts.Button(file.label, file.action) for file in files], say, about=title)
        case parts.Entries():
            yield from _entries(block, say)
        case parts.Buttons(items=items, more=more):
            yield from _buttons([*items, *more], say)
        case parts.Links(title=title, items=items):
            yield plain(title, bold=True)
            yield from _buttons(items, say)
        case parts.Rating(question=question, up=up, down=down):
            yield small(question)
            yield from _buttons([up, down], say)
        case parts.NextStep():
            yield from _next_step(block, say)
        case parts.Path(stages=stages):
            yield line([run("  →  ".join(_stage(stage) for stage in stages), small=True)])
        case parts.Progress():
            yield _progress(block)
        case parts.Tabs(items=items, current=current):
            yield from actions([way_button(item, chosen=item.view == current) for item in items])
        case parts.Search():
            yield from _search(block)
        case parts.Divider():
            yield {"type": "Container", "items": [], "separator": True, "spacing": "Medium"}


def _paragraphs(markup: str, *, quiet: bool = False) -> Iterator[Element]:
    for part in parse(markup):
        if isinstance(part, Listing):
            for number, item in enumerate(part.items, start=part.start or 0):
                bullet = "•  " if part.start is None else f"{number}.  "
                yield line(runs_of((Span(bullet), *item), quiet=quiet), near=True)
        elif runs := runs_of(part.spans, quiet=quiet):
            yield line(runs)


def _fact(label: str, value: str) -> Element:
    runs = [run(f"{label.strip()}  ", bold=True)] if label.strip() else []
    return line([*runs, run(cut(value, limits.LINE) or "–")], near=True)


def _part(block: parts.Part, say: Say) -> Iterator[Element]:
    yield plain(block.title, bold=True)
    for item in block.items:
        yield from _elements(item, say)


def _table(table: parts.TableBlock, say: Say) -> Iterator[Element]:
    """A table: its main columns as such; one that stands aside behind a button that shows all of it."""
    if table.title.strip():
        yield plain(table.title, bold=True)
    if table.aside and table.action:
        yield from _buttons([parts.Button(say("all-of", title=table.title), table.action)], say)
        return
    shown = table.main or range(len(table.columns))
    heads = [table.columns[place] for place in shown]
    rows = [[str(row[place]) for place in shown] for row in table.rows]
    yield {
        "type": "Table",
        "firstRowAsHeaders": True,
        "showGridLines": True,
        "columns": [{"width": max(1, min(4, max(map(len, column)) // 8))} for column in zip(heads, *rows, strict=True)],
        "rows": [_row(heads, bold=True), *(_row(row) for row in rows)],
    }
    if table.main and table.action:
        yield from _buttons([parts.Button(say("all-of", title=table.title), table.action)], say)
    if table.note.strip():
        yield small(table.note)


def _row(cells: Sequence[str], *, bold: bool = False) -> Element:
    return {
        "type": "TableRow",
        "cells": [{"type": "TableCell", "items": [plain(cell, bold=bold)]} for cell in cells],
    }


def _entries(block: parts.Entries, say: Say) -> Iterator[Element]:
    title = block.title if block.count is None else f"{block.title} ({block.count})"
    if title.strip():
        yield heading(title, small=True)
    if not block.items and block.empty.strip():
        yield small(block.empty)
    for entry in block.items:
        yield from _entry(entry, say)
    yield from actions([way_button(way) for way in block.ways])


def _entry(entry: parts.Entry, say: Say) -> Iterator[Element]:
    """One item as a container: what it is and what one can do there stay together."""
    title = f"✅ {entry.title}" if entry.over else entry.title
    items = [plain(title, bold=True)]
    if runs := _states(entry.chips, entry.detail):
        items.append(line(runs, near=True))
    yield {"type": "Container", "items": [*items, *_buttons(entry.buttons, say, about=entry.title)], "separator": True}


def _next_step(step: parts.NextStep, say: Say) -> Iterator[Element]:
    items = [small(f"👉 {step.title}")] if step.title.strip() else []
    items.append(heading(step.what, small=True))
    if runs := _states(step.chips, step.detail):
        items.append(line(runs, near=True))
    yield {"type": "Container", "style": "emphasis", "items": [*items, *_buttons(step.buttons, say, about=step.what)]}


def _states(chips: Sequence[parts.Chip], detail: str) -> list[Element]:
    """A line of small facts, its states first."""
    runs: list[Element] = []
    for chip in chips:
        if chip.text.strip():
            sign, colour = _TONES[chip.tone]
            runs += [*([run(" · ")] if runs else []), run(f"{sign}{chip.text.strip()}", colour=colour)]
    if detail.strip():
        runs += [*([run(" · ")] if runs else []), run(cut(detail.strip(), limits.LINE), subtle=True)]
    return runs


def _stage(stage: parts.Stage) -> str:
    sign = {"done": "✅ ", "now": "👉 "}.get(stage.state, "")
    return f"{sign}{stage.name}"


def _progress(progress: parts.Progress) -> Element:
    """A bar with its name and numbers; it is full only when all is done, and empty only when nothing is."""
    filled = _CELLS * progress.done // progress.all if progress.all else 0
    filled = min(max(filled, 1 if progress.done else 0), _CELLS)
    bar = "▓" * filled + "░" * (_CELLS - filled)
    return line([run(progress.label, bold=True), run(f"  {bar}  {progress.text}")], near=True)


def _search(search: parts.Search) -> Iterator[Element]:
    yield {
        "type": "Input.Text",
        "id": "words",
        "label": cut(search.label, limits.LABEL),
        "maxLength": limits.WORDS,
        **({"value": search.words} if search.words else {}),
    }
    yield from actions([push_button(search.button, FIND, {VALUE: search.view}, with_inputs=True)])


def way_button(way: parts.HomeLink, *, chosen: bool = False) -> Element:
    """A button to another view of Home."""
    return push_button(way.label, WAY, {VALUE: way.view}, Style.PRIMARY if chosen else Style.NORMAL)


def _buttons(buttons: Sequence[parts.Button], say: Say, about: str = "") -> list[Element]:
    """The main button first, the others in their order."""
    ordered = sorted(buttons, key=lambda button: button.style is not Style.PRIMARY)
    return actions([drawn for button in ordered if (drawn := message_button(button, say, about))])
