"""Draws the two icons of the app package: ``python -m tests.teams.icons`` writes them anew."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

import bot.teams

FOLDER = Path(bot.teams.__file__).parent / "icons"

_FINE = 8
"""So many times as big it is drawn, and then made smaller: its edges are smooth."""
_CENTRE = (16.0, 16.0)
_PEOPLE = ((8.5, 9.5, 2.6), (24.0, 10.5, 2.2), (23.0, 23.5, 2.6), (9.0, 23.0, 2.2))
"""Across, down, radius, in a square of 32, as in the icon of the web page."""

Colour = tuple[int, int, int, int]
_WHITE: Colour = (255, 255, 255, 255)


def color() -> Image.Image:
    """192 pixels, in colour to the edge: Teams rounds the corners itself."""
    return _drawn(192, 0.75, (13, 82, 87, 255), (143, 208, 200, 255), (242, 184, 75, 255))


def outline() -> Image.Image:
    """32 pixels, white on nothing, as Teams asks."""
    shape = _drawn(32, 1.0, (0, 0, 0, 0), _WHITE, _WHITE).getchannel("A")
    white = Image.new("RGBA", shape.size, _WHITE)
    white.putalpha(shape)
    return white


def _drawn(pixels: int, scale: float, ground: Colour, line: Colour, people: Colour) -> Image.Image:
    size = pixels * _FINE
    image = Image.new("RGBA", (size, size), ground)
    draw = ImageDraw.Draw(image)
    unit = size / 32 * scale
    offset = (size - 32 * unit) / 2

    def at(value: float) -> float:
        return offset + value * unit

    def dot(across: float, down: float, radius: float, colour: Colour) -> None:
        box = (at(across - radius), at(down - radius), at(across + radius), at(down + radius))
        draw.ellipse(box, fill=colour)

    for across, down, _ in _PEOPLE:
        ends = (at(_CENTRE[0]), at(_CENTRE[1]), at(across), at(down))
        draw.line(ends, fill=line, width=round(1.8 * unit))
    dot(*_CENTRE, 4.5, _WHITE)
    for each in _PEOPLE:
        dot(*each, people)
    return image.resize((pixels, pixels), Image.Resampling.LANCZOS)


ICONS: dict[str, Callable[[], Image.Image]] = {"color.png": color, "outline.png": outline}

if __name__ == "__main__":
    for name, drawn in ICONS.items():
        drawn().save(FOLDER / name, optimize=True)
