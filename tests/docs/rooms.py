"""The picture of the rooms, drawn from the imports: ``python -m tests.docs.rooms`` draws it anew.

What a box holds is read from the folders and the import contracts, what an arrow means from the imports.  An arrow
that follows from others is left out.
"""

import ast
import textwrap
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

import grimp

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "rooms.svg"

WIDTH, MARGIN, GAP, BETWEEN = 1000, 28, 14, 44
"""Pixels: of the picture, around it, between boxes beside each other, between those above each other."""
LETTER, LINE, SPACE = 6.5, 17, 6
"""Pixels of a small letter (on the generous side), of a line, and before what a box holds."""

STYLE = """
  .ground { fill: #ffffff } .box { fill: #f4f6f8; stroke: #c3ccd5 } .room { fill: #e8f1fb; stroke: #9dbfe3 }
  .title { fill: #16202a; font-weight: 600; font-size: 15px } .what { fill: #4a5866; font-size: 12px }
  .module { fill: #16202a; font-size: 12px } .arrow { stroke: #6b7a89; stroke-width: 1.5; fill: none }
  .head { fill: #6b7a89 }
  text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #12171d } .box { fill: #1b232c; stroke: #3a4754 } .room { fill: #182a3e; stroke: #3b6796 }
    .title, .module { fill: #e8edf2 } .what { fill: #a9b6c3 } .arrow { stroke: #8595a5 } .head { fill: #8595a5 }
  }
"""


@dataclass
class Box:
    """One part of the house, and where it stands (pixels)."""

    title: str
    modules: Sequence[str]
    """The modules that count as part of it, with all inside them."""
    what: str = ""
    parts: Sequence[str] = ()
    """What is listed in it."""
    room: bool = False
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0
    lines: list[tuple[str, str]] = field(default_factory=list)

    def fill(self, *, below: bool) -> None:
        """Break its texts into lines; the parts stand ``below`` each other, or one behind another."""
        room = int((self.width - 28) / LETTER)
        self.lines = [("title", self.title), *(("what", line) for line in textwrap.wrap(self.what, room))]
        listed = self.parts if below else textwrap.wrap(", ".join(self.parts), room)
        self.lines += [("module", line) for line in listed]
        self.height = 20 + LINE * len(self.lines) + (SPACE if self.parts else 0)


def layers() -> tuple[list[str], list[str], list[str]]:
    """The modules of the hall, the rooms, and the modules that all stand on, as the import contract names them."""
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    contract = next(each for each in said if each.get("containers") == ["bot.advisor"])
    named = [layer.replace("|", ":").split(":") for layer in contract["layers"]]
    found = [[name.strip() for name in layer] for layer in named]
    at = next(number for number, layer in enumerate(contract["layers"]) if "|" in layer)
    documents = found.index(["documents"])
    above, below = found[:at], found[documents + 1 :]
    return [name for layer in above for name in layer], found[at], [name for layer in below for name in layer]


def first_sentence(module: str) -> str:
    """What a folder says of itself."""
    text = (ROOT / module.replace(".", "/") / "__init__.py").read_text(encoding="utf-8")
    said = ast.get_docstring(ast.parse(text)) or ""
    return " ".join(said.split("\n\n")[0].partition(". ")[0].split()).rstrip(".")


def modules_in(folder: str) -> list[str]:
    """The modules of a folder."""
    names = (path.stem for path in (ROOT / folder.replace(".", "/")).glob("*.py"))
    return sorted(name for name in names if name not in ("__init__", "room"))


def boxes() -> dict[str, Box]:
    """Everything there is to draw, not placed yet."""
    hall, rooms, ground = layers()
    found = {
        "hall": Box(
            "The hall of bot/advisor/",
            ["bot.advisor"],  # and of it what belongs to no other box
            "Knows every room, and joins what they register",
            sorted(hall),
        ),
        "ground": Box(
            "What the rooms of bot/advisor/ stand on",
            [f"bot.advisor.{name}" for name in ground],
            "Turns, and the registry in which a room says what follows from which document",
            sorted(ground),
        ),
    }
    for room in (*rooms, "documents"):
        module = f"bot.advisor.{room}"
        found[room] = Box(f"{room}/", [module], first_sentence(module), modules_in(module), room=True)
    for module in ("bot.slack", "bot.web", "bot.email", "bot.reminders", "bot.store", "bot.chat", "flows", "knowledge"):
        found[module] = Box(f"{module.replace('.', '/')}/", [module], first_sentence(module))
    return found


def uses(found: Mapping[str, Box]) -> dict[str, set[str]]:
    """Which box imports which, without what follows from other arrows."""
    graph = grimp.build_graph("bot", "flows", "knowledge", exclude_type_checking_imports=True, cache_dir=None)
    owner: dict[str, str] = {}
    for name, box in found.items():
        for module in box.modules:
            owner |= dict.fromkeys([module, *graph.find_descendants(module)], name)
    direct: dict[str, set[str]] = {name: set() for name in found}
    for module, name in owner.items():
        for imported in graph.find_modules_directly_imported_by(module):
            if owner.get(imported, name) != name:
                direct[name].add(owner[imported])
    return {
        name: {to for to in targets if not any(_leads(direct, other, to) for other in targets - {to})}
        for name, targets in direct.items()
    }


def _leads(direct: Mapping[str, set[str]], start: str, end: str) -> bool:
    return start == end or any(_leads(direct, next_, end) for next_ in direct[start])


def place(found: Mapping[str, Box], arrows: Mapping[str, set[str]]) -> float:
    """Put the boxes where they belong, the rooms that use documents above those; returns the height of it all."""
    rooms = layers()[1]
    aside = [room for room in rooms if "documents" not in arrows[room]]
    above = [room for room in rooms if "documents" in arrows[room]]
    whole = WIDTH - 2 * MARGIN
    left = whole * 2 / 3
    y: float = MARGIN
    y = _row(found, ["bot.slack", "bot.web", "bot.email"], MARGIN, y, whole) + BETWEEN
    y = _row(found, ["hall"], MARGIN, y, whole) + BETWEEN
    y = _row(found, [*aside, *above], MARGIN, y, whole, below=True) + BETWEEN
    first = found[above[0]]
    y = _row(found, ["documents"], first.x, y, MARGIN + whole - first.x) + BETWEEN
    y = _row(found, ["ground"], MARGIN, y, whole) + BETWEEN
    y = _row(found, ["bot.reminders"], MARGIN, y, left - GAP) + BETWEEN
    y = _row(found, ["bot.chat", "bot.store"], MARGIN, y, left - GAP) + BETWEEN
    found["knowledge"].x = MARGIN + left
    y = _row(found, ["flows", "knowledge"], MARGIN, y, whole, widths=[left - GAP, whole - left])
    return y + MARGIN


def _row(
    found: Mapping[str, Box],
    names: Sequence[str],
    x: float,
    y: float,
    width: float,
    *,
    below: bool = False,
    widths: Sequence[float] = (),
) -> float:
    """Boxes beside each other, of one height; returns where they end."""
    for number, name in enumerate(names):
        box = found[name]
        box.width = widths[number] if widths else (width - GAP * (len(names) - 1)) / len(names)
        box.x, box.y = x, y
        x += box.width + GAP
        box.fill(below=below)
    highest = max(found[name].height for name in names)
    for name in names:
        found[name].height = highest
    return y + highest


def draw() -> str:
    """The picture as SVG."""
    found = boxes()
    arrows = uses(found)
    height = place(found, arrows)
    said = "The rooms of the house, and which uses which: arrows point down only."
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}"'
            f' height="{height:.0f}" role="img" aria-label="{said}">',
            f"<title>{said}</title>",
            f"<style>{STYLE}</style>",
            f'<rect class="ground" width="{WIDTH}" height="{height:.0f}" rx="10"/>',
            *(line for box in found.values() for line in _drawn(box)),
            *(_arrow(found, name, to) for name, targets in sorted(arrows.items()) for to in sorted(targets)),
            "</svg>\n",
        ]
    )


def _drawn(box: Box) -> Iterator[str]:
    frame = f'x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="8"'
    yield f'<rect class="{"room" if box.room else "box"}" {frame}/>'
    y, before = box.y + 8, ""
    for kind, text in box.lines:
        y += LINE + (SPACE if (before, kind) == ("what", "module") else 0)
        before = kind
        yield f'<text class="{kind}" x="{box.x + 14:.1f}" y="{y:.1f}">{escape(text)}</text>'


def _arrow(found: Mapping[str, Box], name: str, to: str) -> str:
    """Straight down, in the middle of what the two have above each other; or else around the left edge."""
    upper, lower = found[name], found[to]
    left, right = max(upper.x, lower.x), min(upper.x + upper.width, lower.x + lower.width)
    start, end = upper.y + upper.height, lower.y
    x = (left + right) / 2
    others = [box for key, box in found.items() if key not in (name, to)]
    if left >= right or start >= end or any(_is_crossed(box, x, start, end) for box in others):
        if upper.x == lower.x == MARGIN and start < end:
            return _around(upper, lower)
        raise ValueError(f"There is no straight way down from {upper.title} to {lower.title}; place them anew.")
    head = f"M{x - 5:.1f} {end - 9:.1f} L{x + 5:.1f} {end - 9:.1f} L{x:.1f} {end - 1:.1f} Z"
    return f'<path class="arrow" d="M{x:.1f} {start + 1:.1f} L{x:.1f} {end - 9:.1f}"/><path class="head" d="{head}"/>'


def _around(upper: Box, lower: Box) -> str:
    start, end, x = upper.y + upper.height / 2, lower.y + lower.height / 2, MARGIN / 2
    way = f"M{MARGIN} {start:.1f} H{x + 6} Q{x} {start:.1f} {x} {start + 6:.1f} V{end - 6:.1f}"
    way += f" Q{x} {end:.1f} {x + 6} {end:.1f} H{MARGIN - 8}"
    head = f"M{MARGIN - 9} {end - 5:.1f} L{MARGIN - 9} {end + 5:.1f} L{MARGIN - 1} {end:.1f} Z"
    return f'<path class="arrow" d="{way}"/><path class="head" d="{head}"/>'


def _is_crossed(box: Box, x: float, start: float, end: float) -> bool:
    return box.x < x < box.x + box.width and start < box.y + box.height and box.y < end


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8")
