"""How pictures look: colours that colour-blind people tell apart, sizes, and the words and figures on them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

Room = Literal["narrow", "upright", "wide"]
"""What a picture is for: a telephone, an upright page of paper, or whatever is as wide as it needs."""

WIDTH = 400.0
"""Points of a picture from left to right, whatever it shows.

A page 360 pixels wide shows a point as 0.8 of them, A4 paper as 1.2 of its own: at both all sizes can be read.
"""
MARGIN = 12.0

TITLE, BODY, SMALL, TINY = 16.0, 13.0, 12.0, 11.0
"""Sizes of letters in points; the last for figures only."""


@dataclass(frozen=True)
class Look:
    """Colours; ``colours`` are those of Okabe and Ito, the most telling first, lighter on a dark ground."""

    paper: str
    ink: str
    soft: str
    line: str
    edge: str
    sunk: str
    scale: tuple[str, str]
    colours: tuple[str, ...]

    @property
    def main(self) -> str:
        return self.colours[0]

    @property
    def marked(self) -> str:
        """For what stands out: always with another sign beside it."""
        return self.colours[3]

    def colour(self, number: int) -> str:
        return self.colours[number % len(self.colours)]

    def on(self, fill: str) -> str:
        """Black or white, whichever can be read on a colour."""
        return "#000000" if _luminance(fill) > 0.18 else "#ffffff"

    def shade(self, share: float) -> str:
        """A colour for a value from 0 to 1: the more, the further from the paper."""
        low, high = (_rgb(colour) for colour in self.scale)
        share = min(max(share, 0.0), 1.0)
        return "#" + "".join(f"{round(255 * (a + (b - a) * share)):02x}" for a, b in zip(low, high, strict=True))

    def tint(self, colour: str, share: float = 0.16) -> str:
        """A colour thinned to a ground for letters."""
        mixed = (a + (b - a) * share for a, b in zip(_rgb(self.paper), _rgb(colour), strict=True))
        return "#" + "".join(f"{round(255 * part):02x}" for part in mixed)


LIGHT = Look(
    paper="#ffffff",
    ink="#1d2529",
    soft="#566066",
    line="#dfdad0",
    edge="#7f898e",
    sunk="#f6f4ef",
    scale=("#e8f2f8", "#005a8d"),
    colours=("#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#f0e442", "#8c8c8c"),
)

DARK = Look(
    paper="#1b2326",
    ink="#e9ecea",
    soft="#a7b3b4",
    line="#37444a",
    edge="#7c8a8e",
    sunk="#232d30",
    scale=("#22333d", "#8fd0f7"),
    colours=("#56b4e9", "#e69f00", "#1fb98f", "#f4803f", "#3f8fd0", "#cc79a7", "#f0e442", "#a0a8a8"),
)


@dataclass(frozen=True)
class Wording:
    """The words and figures of one language."""

    say: Callable[[str], str]
    locale: str

    def number(self, value: float) -> str:
        return format_decimal(value, format="#,##0.#", locale=_babel(self.locale))

    def percent(self, share: float) -> str:
        """``share`` in percent."""
        return format_percent(share / 100, format="#,##0.# %", locale=_babel(self.locale))

    def day(self, day: date, pattern: str) -> str:
        """A date by one of Babel's patterns."""
        return format_date(day, pattern, locale=_babel(self.locale))


def _babel(locale: str) -> Locale:
    try:
        return Locale("en", "GB") if locale[:2] in ("", "en") else Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def _rgb(colour: str) -> Sequence[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def _luminance(colour: str) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
