"""What of a message is not drawn at once: it stands behind a button that shows all of it."""

from collections.abc import Iterator, Sequence
from typing import TypeGuard

from bot.chat.blocks import Block, Button, Buttons, Facts, Part, TableBlock
from bot.chat.texts import size
from bot.slack import limits
from bot.slack.words import Say

SHOWN = 1_200
"""Characters of a part or list that a message shows at once."""
ALL_SHOWN = 4_000
"""The same for all of them together: the other two thirds of a message are for what one does with it."""


def drawn_table(blocks: Sequence[Block]) -> TableBlock | None:
    """The one that stands as a table of Slack's: the first that has several columns, and not too many."""
    return next((block for block in blocks if _is_drawn(block)), None)


def _is_drawn(block: Block) -> TypeGuard[TableBlock]:
    if not isinstance(block, TableBlock) or block.aside or not block.rows:
        return False
    return 2 < len(block.main or block.columns) <= limits.TABLE_COLUMNS


def main_rows(block: TableBlock) -> list[list[str]]:
    """The heads and rows of a table with its main columns only."""
    places = block.main or range(len(block.columns))
    return [[" ".join(str(row[at]).split()) for at in places] for row in (block.columns, *block.rows)]


def folded(blocks: Sequence[Block], drawn: TableBlock | None, say: Say) -> list[Block]:
    """The blocks of a message: long parts and lists become buttons, those side by side in one row.

    What of the drawn table is not shown opens by a button below it; the tables that stand aside by those behind it.
    """
    found: list[Block] = []
    for block in _with_buttons(blocks, drawn, say):
        before = found[-1] if found else None
        if isinstance(block, _Folded) and isinstance(before, _Folded):
            found[-1] = _Folded((*before.items, *block.items))
        else:
            found.append(block)
    return found


class _Folded(Buttons):
    """The buttons of what is folded away."""


def _with_buttons(blocks: Sequence[Block], drawn: TableBlock | None, say: Say) -> Iterator[Block]:
    left = ALL_SHOWN
    aside = [block for block in blocks if isinstance(block, TableBlock) and block.aside] if drawn else []
    for block in blocks:
        if block is drawn and drawn is not None:
            more = [Button(say("all-of", title=drawn.title), drawn.action)] if drawn.main and drawn.action else []
            more += [Button(table.title, table.action) for table in aside]
            yield block
            if more:
                yield _Folded(tuple(more))
        elif block in aside:
            continue
        elif isinstance(block, Part | TableBlock) and block.action:
            taken = _size(block)
            if taken > min(SHOWN, left):
                yield _Folded((Button(block.title, block.action),))
            else:
                left -= taken
                yield block
        else:
            yield block


def _size(block: Part | TableBlock | Facts) -> int:
    """About how many characters it would take."""
    match block:
        case Part(title=title, items=items):
            return size(title) + sum(map(_size, items))
        case TableBlock(columns=columns, rows=rows):
            return sum(size(str(cell)) + size(name) for row in rows for name, cell in zip(columns, row, strict=True))
    return sum(size(label) + size(value) for label, value in block.pairs)
