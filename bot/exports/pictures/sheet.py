"""A sheet to draw on: points from the top left corner, as high as what stands on it."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from typing import Literal, cast

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, Patch, Polygon, Rectangle, Wedge
from matplotlib.text import Text
from PIL import Image

from bot.exports.pictures.lettering import clean, font, wrap
from bot.exports.pictures.look import BODY, MARGIN, WIDTH, Look, Wording

LINE = 1.28
"""The height of a line of letters, in sizes of them."""
_MOST_PIXELS, _COLOURS, _APART = 30_000, 32, 14
_WHOLE, _PART = 2.05, 1.6
"""How high the highest picture is that stays whole on a page, and a part of a higher one, in widths of it."""
_NONE = "none"

Align = Literal["left", "center", "right"]
Spot = tuple[float, float]
Colour = tuple[int, int, int]

# Of this process, in which nothing else draws: letters as paths look the same everywhere, and names of parts that
# depend on the content alone make the same bytes each time.
mpl.rcParams.update(
    {"svg.fonttype": "path", "svg.hashsalt": "cluster-advisor", "hatch.linewidth": 0.8, "text.hinting": "none"}
)


class Sheet:
    """Shapes and lines of text, later ones above earlier ones; ``y`` is where the next part may begin."""

    def __init__(self, look: Look, wording: Wording, width: float = WIDTH) -> None:
        self.look, self.wording, self.width = look, wording, width
        self.y = MARGIN
        self._artists: list[Artist] = []
        self._colours = {look.paper, look.ink}

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN

    @property
    def height(self) -> float:
        """What stands on it so far, with the margin below it."""
        return self.y + MARGIN

    @property
    def texts(self) -> list[Text]:
        """The lines of letters that stand on it."""
        return [artist for artist in self._artists if isinstance(artist, Text)]

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str = _NONE,
        edge: str = _NONE,
        line: float = 1,
        round: float = 0,
        hatch: str = "",
        dash: Sequence[float] = (),
    ) -> None:
        round = min(round, width / 2, height / 2)
        shape: Patch
        if round > 0.1:
            shape = FancyBboxPatch((x, y), width, height, boxstyle=f"round,pad=0,rounding_size={round:.2f}")
        else:
            shape = Rectangle((x, y), width, height)
        shape.set(facecolor=fill, edgecolor=edge, linewidth=line if edge != _NONE else 0, hatch=hatch or None)
        if dash:
            shape.set_linestyle((0, tuple(dash)))
        self._add(shape, fill, edge)

    def circle(self, x: float, y: float, radius: float, fill: str = _NONE, edge: str = _NONE, line: float = 1) -> None:
        self._add(Circle((x, y), radius, facecolor=fill, edgecolor=edge, linewidth=line), fill, edge)

    def polygon(
        self, spots: Sequence[Spot], fill: str = _NONE, edge: str = _NONE, line: float = 1, alpha: float = 1
    ) -> None:
        shape = Polygon(spots, closed=True, facecolor=fill, edgecolor=edge, linewidth=line, alpha=alpha)
        self._add(shape, fill, edge)

    def wedge(
        self, x: float, y: float, radius: float, begin: float, end: float, fill: str, edge: str, hatch: str = ""
    ) -> None:
        """A slice of a circle, ``begin`` and ``end`` in degrees from the top, clockwise."""
        shape = Wedge((x, y), radius, begin - 90, end - 90, linewidth=1.5, hatch=hatch or None)
        shape.set(facecolor=fill, edgecolor=edge)
        self._add(shape, fill, edge)

    def line(self, spots: Sequence[Spot], colour: str, line: float = 1, dash: Sequence[float] = ()) -> None:
        xs, ys = zip(*spots, strict=True)
        drawn = Line2D(xs, ys, color=colour, linewidth=line, solid_joinstyle="round", solid_capstyle="round")
        if dash:
            drawn.set_linestyle((0, tuple(dash)))
        self._add(drawn, colour)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = BODY,
        colour: str = "",
        *,
        bold: bool = False,
        align: Align = "left",
    ) -> None:
        """One line of letters, of which ``y`` is the middle."""
        if not text:
            return
        drawn = Text(x, y + 0.365 * size, text, color=colour or self.look.ink, parse_math=False)
        drawn.set(fontproperties=font(bold), fontsize=size, horizontalalignment=align, verticalalignment="baseline")
        self._add(drawn, colour or self.look.ink)

    def _add(self, artist: Artist, *colours: str) -> None:
        self._artists.append(artist)
        self._colours.update(colour for colour in colours if colour != _NONE)

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float = BODY,
        colour: str = "",
        *,
        bold: bool = False,
        align: Align = "left",
    ) -> float:
        """Lines below one another from ``y``; returns where they end."""
        for number, text in enumerate(lines):
            self.text(x, y + (number + 0.5) * LINE * size, text, size, colour, bold=bold, align=align)
        return y + len(lines) * LINE * size

    def paragraph(self, text: str, size: float = BODY, colour: str = "", *, bold: bool = False, most: int = 3) -> None:
        """A text from margin to margin, at ``y``."""
        self.y = self.lines(MARGIN, self.y, wrap(text, self.inner, size, most, bold=bold), size, colour, bold=bold)

    def said(self, text: str) -> str:
        """One of the English words that stand on pictures of a kind, in the language of the picture."""
        return clean(self.wording.say(text))

    def svg(self) -> bytes:
        """The sheet as SVG; nothing in it tells when it was drawn."""
        figure = self._figure(72)
        made = BytesIO()
        FigureCanvasSVG(figure).print_svg(made, metadata={"Date": None, "Creator": None})
        return made.getvalue()

    def png(self, dpi: int) -> bytes:
        """The sheet as PNG, with so many pixels for 72 points; very high ones with fewer."""
        return self._cut(dpi, [0.0, self.height])[0]

    def parts(self, dpi: int) -> list[bytes]:
        """The sheet as one PNG, or where it would be too small on a page as several, cut between lines of letters."""
        cuts = [0.0]
        lines = sorted((y - size, y + 0.4 * size) for y, size in self._lines())
        while self.height - cuts[-1] > self.width * (_WHOLE if len(cuts) == 1 else _PART):
            at = cuts[-1] + self.width * _PART
            for above, below in reversed(lines):
                if above < at < below and above > cuts[-1]:
                    at = above
            cuts.append(at)
        return self._cut(dpi, [*cuts, self.height])

    def _lines(self) -> Iterator[tuple[float, float]]:
        """The base and the size of each line of letters."""
        for text in self.texts:
            yield text.get_position()[1], float(text.get_fontsize())

    def _cut(self, dpi: int, cuts: Sequence[float]) -> list[bytes]:
        scale = min(dpi, _MOST_PIXELS * 72 / max(self.height, self.width))
        canvas = FigureCanvasAgg(self._figure(scale))
        canvas.draw()
        width, height = canvas.get_width_height()
        pixels = Image.frombuffer("RGBA", (width, height), canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")
        drawn = pixels.quantize(palette=self._palette(pixels), dither=Image.Dither.NONE)
        parts = []
        for above, below in pairwise(round(cut * height / self.height) for cut in cuts):
            made = BytesIO()
            drawn.crop((0, above, width, below)).save(made, "PNG", dpi=(scale, scale))
            parts.append(made.getvalue())
        return parts

    def _palette(self, pixels: Image.Image) -> Image.Image:
        """The colours that were drawn with, and the most frequent of those between them: a fourth of the bytes."""
        used = sorted({to_rgb(colour) for colour in self._colours})
        colours = [(round(255 * red), round(255 * green), round(255 * blue)) for red, green, blue in used]
        found = cast(list[tuple[int, Colour]], pixels.getcolors(pixels.width * pixels.height))
        for _, colour in sorted(found, key=lambda each: (-each[0], each[1])):
            if len(colours) >= _COLOURS:
                break
            if all(max(abs(a - b) for a, b in zip(colour, other, strict=True)) >= _APART for other in colours):
                colours.append(colour)
        palette = Image.new("P", (1, 1))
        palette.putpalette([part for colour in colours[:256] for part in colour])
        return palette

    def _figure(self, dpi: float) -> Figure:
        figure = Figure(figsize=(self.width / 72, self.height / 72), dpi=dpi, facecolor=self.look.paper)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set(xlim=(0, self.width), ylim=(self.height, 0))
        for order, artist in enumerate(self._artists):
            artist.set_zorder(order)
            axes.add_artist(artist)
        return figure
