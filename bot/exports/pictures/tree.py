"""One thing and its parts: each below the one it belongs to, further in."""

from collections.abc import Iterator

from bot.exports.pictures import legend
from bot.exports.pictures.lettering import wrap
from bot.exports.pictures.look import BODY, MARGIN, SMALL
from bot.exports.pictures.sheet import LINE, Sheet
from flows.pictures import Branch, Tree

MOST = 120
"""More parts are left out."""
_INDENT, _DEEPEST = 26.0, 6
_GAP, _PAD, _STEM = 9.0, 8.0, 12.0


def draw(sheet: Sheet, tree: Tree) -> None:
    nodes = list(_nodes(tree.root, 0))
    bottoms: dict[int, float] = {}
    """Where a line to the next part of a depth begins."""
    for branch, depth in nodes[:MOST]:
        depth = min(depth, _DEEPEST)
        x = MARGIN + depth * _INDENT
        lines = wrap(branch.label, sheet.width - MARGIN - x - 2 * _PAD, BODY, 3, bold=depth < 2)
        middle = sheet.y + _PAD + LINE * BODY / 2
        if depth:
            stem = x - _INDENT + _STEM
            sheet.line([(stem, bottoms[depth - 1]), (stem, middle), (x, middle)], sheet.look.edge, 1.4)
            bottoms[depth - 1] = middle
        _box(sheet, branch, depth, x, lines)
        bottoms[depth] = sheet.y
        sheet.y += _GAP
    legend.left_out(sheet, len(nodes) - MOST)
    sheet.y -= _GAP if len(nodes) <= MOST else 0


def _nodes(branch: Branch, depth: int) -> Iterator[tuple[Branch, int]]:
    yield branch, depth
    for child in branch.children:
        yield from _nodes(child, depth + 1)


def _box(sheet: Sheet, branch: Branch, depth: int, x: float, lines: list[str]) -> None:
    """The root is filled, its parts are tinted, theirs are outlined."""
    look = sheet.look
    detail = wrap(branch.detail, sheet.width - MARGIN - x - 2 * _PAD, SMALL, 2)
    high = 2 * _PAD + len(lines) * LINE * BODY + len(detail) * LINE * SMALL
    fill, edge = (
        (look.main, "none") if depth == 0 else (look.tint(look.main), look.main) if depth == 1 else ("none", look.edge)
    )
    ink = look.on(look.main) if depth == 0 else look.ink
    sheet.rect(x, sheet.y, sheet.width - MARGIN - x, high, fill, edge, 1.2, round=6)
    y = sheet.lines(x + _PAD, sheet.y + _PAD, lines, BODY, ink, bold=depth < 2)
    sheet.lines(x + _PAD, y, detail, SMALL, ink if depth == 0 else look.soft)
    sheet.y += high
