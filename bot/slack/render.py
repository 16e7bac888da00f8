"""Messages become Block Kit: within every limit, shortened visibly where they would not fit."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from bot.chat import blocks as parts
from bot.chat.blocks import Style
from bot.chat.texts import cut, size
from bot.chat.views import Message
from bot.slack import limits
from bot.slack.blocks import (
    WAY,
    Block,
    actions,
    context,
    feedback,
    header,
    in_menu,
    menu,
    message_button,
    push_button,
    search_input,
    section,
    table,
    weighs_at_most,
    weight,
)
from bot.slack.folding import drawn_table, folded, main_rows
from bot.slack.progress import path_line, progress_line
from bot.slack.text import bold, cut_escaped, escape, pack, paragraphs
from bot.slack.words import Say

_WIDTHS = (2_800, 1_200, 500, 200, 80)
"""How long one paragraph, row or entry may be: the next smaller one is taken when a message does not fit."""

_TONES = {"plain": "", "good": "✅ ", "advice": "💡 ", "warning": "⚠️ "}

_SIGNS = {"good": "✅", "advice": "💡", "warning": "⚠️"}


@dataclass(frozen=True)
class Rendered:
    """A message as Slack takes it: ``text`` for notifications (escaped), ``blocks`` for the eye."""

    text: str
    blocks: list[Block]


def message(shown: Message, say: Say) -> Rendered:
    """A message for a conversation: with its first table as one, which stands in the ``text`` as well."""
    text = shown.summary.strip() or say("title")
    drawn = drawn_table(shown.blocks)
    blocks = blocks_of(shown, say, limits.MESSAGE_BLOCKS, limits.MESSAGE_CHARS, drawn, in_view=False)
    if drawn is not None:  # older clients do not draw it
        text = "\n".join([text, *(f"• {' · '.join(filter(None, row))}" for row in main_rows(drawn)[1:])])
    fallback = cut_escaped(text, limits.FALLBACK)
    return Rendered(fallback, blocks or [section(fallback)])


def blocks_of(
    shown: Message,
    say: Say,
    most_blocks: int,
    most_chars: int,
    table: parts.TableBlock | None = None,
    *,
    in_view: bool = True,
) -> list[Block]:
    """The blocks of a message, at most so many and with at most so many characters.

    When not all fits, lists lose their last entries and say how many, then long texts are cut.  One ``table`` of the
    message is drawn as such; long parts stand behind buttons.  ``in_view``: they stand in a modal or on Home, which
    have more room and take fewer kinds of blocks: all is drawn as lists.
    """
    shown_blocks = shown.blocks if in_view else folded(shown.blocks, table, say)
    at = next((place for place, block in enumerate(shown_blocks) if block is table), None)  # Slack takes one
    for width in _WIDTHS:
        groups = [
            group
            for place, block in enumerate(shown_blocks)
            for group in _groups(block, width, say, table if place == at else None, in_view=in_view)
        ]
        if (blocks := _fitted(groups, most_blocks, most_chars)) is not None:
            return blocks
    blocks = [block for group in groups for block in group.draw(1)]
    while len(blocks) >= most_blocks or weight(blocks) > most_chars - 1:
        blocks.pop()
    return _numbered([*blocks, context("…")])


@dataclass(slots=True)  # one that is frozen takes three times as long to make
class _Group:
    """One block of a message as units that can be left out from the end.

    A unit is a line of markup, or blocks of its own.  ``more`` says what stands for those left out.
    """

    units: Sequence[str | list[Block]]
    more: Callable[[int], str]
    head: str = ""
    separator: str = "\n"
    small: bool = False

    def within(self, most_chars: int) -> int:
        """How many units could stand here if there were nothing else: at least one of those there are."""
        for place, unit in enumerate(self.units):
            most_chars -= size(unit) if isinstance(unit, str) else weight(unit)
            if most_chars < 0:
                return max(place, 1)
        return len(self.units)

    def draw(self, kept: int) -> list[Block]:
        lines = [self.head] if self.head else []
        blocks: list[Block] = []
        for unit in self.units[:kept]:
            if isinstance(unit, str):
                lines.append(unit)
            else:
                blocks += self._texts(lines) + unit
                lines = []
        if kept < len(self.units):
            lines.append(self.more(len(self.units) - kept))
        return blocks + self._texts(lines)

    def _texts(self, lines: Sequence[str]) -> list[Block]:
        lines = [line for line in lines if line.strip()]  # Slack takes no empty text
        if self.small:
            return [context(text) for text in pack(lines, limits.CONTEXT, self.separator)]
        return [section(text) for text in pack(lines, limits.SECTION, self.separator)]


def _fitted(groups: Sequence[_Group], most_blocks: int, most_chars: int) -> list[Block] | None:
    """The drawn groups, shortened by their last units until all fits; None when even one of each is too much."""
    if len(groups) > most_blocks:
        return None
    whole = [block for group in groups for block in group.draw(len(group.units))]
    if len(whole) <= most_blocks and weighs_at_most(most_chars, whole):  # as nearly every message does
        return _numbered(whole)
    kept = [group.within(most_chars) for group in groups]
    drawn = [group.draw(number) for group, number in zip(groups, kept, strict=True)]
    sizes = [weight(blocks) for blocks in drawn]
    while (too_many := sum(map(len, drawn)) > most_blocks) or sum(sizes) > most_chars:
        can_shrink = [index for index, number in enumerate(kept) if number > 1]
        if not can_shrink:
            return None
        index = max(can_shrink, key=lambda i: len(drawn[i]) if too_many else sizes[i])
        kept[index] -= max(1, kept[index] // (3 if sum(sizes) > 2 * most_chars else 10))
        drawn[index] = groups[index].draw(kept[index])
        sizes[index] = weight(drawn[index])
    return _numbered([block for blocks in drawn for block in blocks])


def _numbered(blocks: list[Block]) -> list[Block]:
    """Buttons with action ids that are unique in the whole message."""
    number = count()
    for block in blocks:
        pressed = block["type"] in ("actions", "context_actions")
        elements = block.get("elements", []) if pressed else [block.get("accessory")]
        for element in elements:
            if element:
                kind = element["action_id"].partition(":")[0]
                element["action_id"] = f"{kind}:{next(number)}"
    return blocks


@dataclass(slots=True)
class _Table(_Group):
    """A table whose last rows can be left out; its units are its rows, without the heads."""

    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()

    def draw(self, kept: int) -> list[Block]:
        fits = min(kept, limits.TABLE_ROWS - 1)
        blocks = [*self._texts([self.head]), table([self.heads, *self.rows[:fits]])]
        if fits < len(self.rows):
            blocks.append(context(self.more(len(self.rows) - fits)))
        return blocks


def _groups(
    block: parts.Block, width: int, say: Say, as_table: parts.TableBlock | None, *, in_view: bool
) -> Iterator[_Group]:
    def more(left: int) -> str:
        return f"_{escape(say('more', count=left))}_"

    def dots(left: int) -> str:
        return "…"

    match block:
        case parts.Heading(text=text) if text.strip():
            yield _Group([[header(text if width > limits.HEADER else cut(text, width))]], dots)
        case parts.Text(markup=markup):
            yield _Group(paragraphs(markup, width), dots, separator="\n\n")
        case parts.Note(markup=markup):
            yield _Group(paragraphs(markup, min(width, limits.CONTEXT)), dots, small=True)
        case parts.Facts(pairs=pairs):
            yield _Group([_fact(label, value, width) for label, value in pairs], more)
        case parts.Part(title=title, items=items):
            inner = [group for item in items for group in _groups(item, width, say, as_table, in_view=in_view)]
            head = bold(title, width)
            if inner and not inner[0].head:
                inner[0].head = head
            else:
                yield _Group([], dots, head=head)
            yield from inner
        case parts.Findings(items=items):
            yield _Group([f"{_SIGNS[sign]} {cut_escaped(text, width)}" for sign, text in items if text.strip()], more)
        case parts.TableBlock() if block is as_table:
            heads, *rows = ([cut(cell, min(width, limits.CELL)) for cell in row] for row in main_rows(block))
            units = ["".join(row) for row in rows]
            yield _Table(units, more, head=bold(block.title, width), heads=heads, rows=rows)
            if block.note.strip():
                yield _Group([cut_escaped(block.note, min(width, limits.CONTEXT))], dots, small=True)
        case parts.TableBlock():
            yield _Group(_rows(block, width), more, head=bold(block.title, width))
            if block.note.strip():
                yield _Group([cut_escaped(block.note, min(width, limits.CONTEXT))], dots, small=True)
        case parts.PictureBlock(title=title, action=action) if action:
            entry = parts.Entry(title, buttons=(parts.Button(say("show-picture"), action),))
            yield _Group([_entry(entry, width, say)], dots)
        case parts.Downloads(title=title, items=files):
            entry = parts.Entry(title, buttons=tuple(parts.Button(file.label, file.action) for file in files))
            yield _Group([_entry(entry, width, say)], dots)
        case parts.Entries():
            entries: list[str | list[Block]] = [_entry(entry, width, say) for entry in block.items]
            empty = [cut_escaped(block.empty, width)] if block.empty.strip() else []
            title = block.title if block.count is None else f"{block.title} ({block.count})"
            yield _Group(entries or empty, more, head=bold(title, width))
            if block.ways:
                yield _Group([[row] for row in actions([_way(way) for way in block.ways])], dots)
        case parts.Buttons():
            yield _Group([[row] for row in _rows_of_buttons(block.items, say, block.more)], dots)
        case parts.Links(title=title, items=items):
            yield _Group([[linked] for linked in _links(title, items, width, say)], dots)
        case parts.Rating(up=up, down=down):
            thumbs = actions(_buttons((up, down), say)) if in_view else [feedback(up, down)]
            yield _Group([[row] for row in thumbs], dots)
        case parts.NextStep():
            yield _Group([_next_step(block, width, say)], dots)
        case parts.Path():
            yield _Group([path_line(block, width)], dots, small=True)
        case parts.Progress():
            yield _Group([progress_line(block, width)], dots, small=True)
        case parts.Tabs(items=items, current=current):
            ways = [_way(item, chosen=item.view == current) for item in items]
            yield _Group([[{"type": "actions", "elements": ways}]], dots)
        case parts.Search(label=label, view=view, words=words) if in_view:
            yield _Group([[search_input(label, view, words)]], dots)
        case parts.Divider():
            yield _Group([[{"type": "divider"}]], dots)


def _fact(label: str, value: str, width: int) -> str:
    name = bold(label, width // 4)
    return f"{name}  {cut_escaped(value, width - size(name))}".strip()


def _rows(table: parts.TableBlock, width: int) -> list[str]:
    """A table as a list: the first column in bold, the others below it with their names.

    A first column that only counts 1, 2, 3 becomes the number of the entry.
    """
    counts = len(table.columns) > 1 and all(row[0] == place for place, row in enumerate(table.rows, start=1))
    return [_row(table.columns, row, width, counted=counts) for row in table.rows]


def _row(columns: Sequence[str], row: Sequence[parts.Cell], width: int, *, counted: bool) -> str:
    first = 1 if counted else 0
    bullet = f"{row[0]}." if counted else "•"
    line = f"{bullet} {bold(str(row[first]), width // 2) or '–'}"
    if len(row) == 2 and not counted:
        return f"{line}  {cut_escaped(' '.join(str(row[1]).split()), width // 2)}".rstrip()
    left = width // 2
    cells = []
    for column, cell in zip(columns[first + 1 :], row[first + 1 :], strict=False):
        if not str(cell).strip():
            continue
        text = cut_escaped(f"{column}: {' '.join(str(cell).split())}", max(left, 40))
        left -= len(text) + 3
        cells.append(text)
        if left < 40:
            break
    return f"{line}\n     {' · '.join(cells)}" if cells else line


def _entry(entry: parts.Entry, width: int, say: Say) -> list[Block]:
    title = bold(f"✅ {entry.title}" if entry.over else entry.title, width // 2)
    detail = _with_chips(entry.chips, entry.detail, width // 2)
    rows = _rows_of_buttons(entry.buttons, say, about=entry.title)
    return _with_buttons(f"{title}\n{detail}".strip() or "–", rows)


def _next_step(step: parts.NextStep, width: int, say: Say) -> list[Block]:
    detail = _with_chips(step.chips, step.detail, width // 2)
    text = f"{bold(step.what, width // 2)}\n{detail}".strip() or "–"
    kind = [context(cut_escaped(f"👉 {step.title}", limits.CONTEXT))] if step.title.strip() else []
    return [*kind, section(text), *_rows_of_buttons(step.buttons, say), {"type": "divider"}]


def _with_buttons(text: str, rows: list[Block]) -> list[Block]:
    """A text with its buttons: a single one stands beside it."""
    if len(rows) == 1 and len(rows[0]["elements"]) == 1:
        return [section(text, rows[0]["elements"][0])]
    return [section(text), *rows]


def _with_chips(chips: Sequence[parts.Chip], detail: str, width: int) -> str:
    """A line of small facts, its states first."""
    states = [f"{_TONES[chip.tone]}{cut_escaped(chip.text.strip(), 40)}" for chip in chips if chip.text.strip()]
    return " · ".join([*states, *([cut_escaped(detail.strip(), width)] if detail.strip() else [])])


def _way(way: parts.HomeLink, *, chosen: bool = False) -> Block:
    """A button to another view of Home."""
    style = Style.PRIMARY if chosen else Style.NORMAL
    return push_button(way.label, f"{WAY}:0", way.view[: limits.BUTTON_VALUE], style)


def _links(title: str, items: Sequence[parts.Button], width: int, say: Say) -> Iterator[Block]:
    """The names that one can read on at, and the way to them beside: a menu, or a button where there is one only."""
    menus = _choices([item for item in items if in_menu(item)])
    for at in range(0, len(menus), limits.MENU):
        part = menus[at : at + limits.MENU]
        names = " · ".join(cut_escaped(item.label.strip(), limits.OPTION) for item in part)
        text = f"{bold(title, width // 2)}  {names}".strip()
        yield section(text, menu(part) if len(part) > 1 else message_button(part[0], 0, say))
    yield from actions(_buttons([item for item in items if not in_menu(item)], say))


def _choices(buttons: Sequence[parts.Button]) -> list[parts.Button]:
    """Buttons for a menu that can hold them all; Slack takes no two of the same value."""
    return list({button.action: button for button in reversed(buttons)}.values())[::-1]


def _rows_of_buttons(
    buttons: Sequence[parts.Button], say: Say, more: Sequence[parts.Button] = (), about: str = ""
) -> list[Block]:
    """Buttons in rows, those of a menu behind the last of them."""
    held = [in_menu(button) for button in more]
    listed = _choices([button for button, fits in zip(more, held, strict=True) if fits])
    if len(listed) > 1:
        shown = [*buttons, *(button for button, fits in zip(more, held, strict=True) if not fits)]
    else:
        listed, shown = [], [*buttons, *more]
    rows = actions(_buttons(shown, say, about))
    for at in range(0, len(listed), limits.MENU):
        if not rows:
            rows = [{"type": "actions", "elements": []}]
        rows[-1]["elements"].append(menu(listed[at : at + limits.MENU]))
    return rows


def _buttons(buttons: Sequence[parts.Button], say: Say, about: str = "") -> list[Block]:
    """The main button first, the others in their order."""
    ordered = sorted(buttons, key=lambda button: button.style is not Style.PRIMARY)
    return [drawn for button in ordered if (drawn := message_button(button, 0, say, about))]
