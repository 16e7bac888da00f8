"""Letters: which ones can be drawn, how wide they are, and where a line ends."""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import text_to_path

LONGEST = 400
"""Characters of a name that are looked at; no picture has room for more."""
_UNIT = 100.0
_PART = 8
_STEERING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F}


@cache
def font(bold: bool) -> FontProperties:
    """DejaVu Sans, which comes with matplotlib: pictures look the same on every machine."""
    return FontProperties(fname=_file(bold))


def _file(bold: bool) -> str:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return str(Path(mpl.get_data_path()) / "fonts" / "ttf" / name)


@cache
def _drawn() -> frozenset[int]:
    """The characters that the regular and the bold letters both have."""
    regular, strong = (FT2Font(_file(bold)).get_charmap() for bold in (False, True))
    return frozenset(regular) & frozenset(strong)


@lru_cache(4096)
def clean(text: str) -> str:
    """A text that can be drawn: in one line, without what steers the direction; letters that we lack become □.

    Small pictures and their companions that we lack are left out: a name says the same without them.
    """
    kept = []
    for character in unicodedata.normalize("NFC", text[:LONGEST]):
        category = unicodedata.category(character)
        if character.isspace():
            kept.append(" ")
        elif ord(character) in _STEERING or category in ("Cc", "Cs", "Cn", "Co"):
            continue
        elif ord(character) in _drawn():
            kept.append(character)
        elif category[0] in "LN":
            kept.append("□")
    return " ".join("".join(kept).split())


@lru_cache(16384)
def _unit_width(text: str, bold: bool) -> float:
    properties = font(bold).copy()
    properties.set_size(_UNIT)
    width, _, _ = text_to_path.get_text_width_height_descent(text, properties, ismath=False)
    return float(width) / _UNIT


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Points from the beginning to the end of a clean text."""
    return _unit_width(text, bold) * size if text else 0.0


def wrap(text: str, width: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """A text in at most so many lines of at most ``width`` points; what does not fit is left out with an ellipsis.

    A word that is longer than a line is broken.
    """
    rest = clean(text)
    lines: list[str] = []
    while rest and len(lines) < most:
        if width_of(rest, size, bold=bold) <= width:
            return [*lines, rest]
        if len(lines) == most - 1:
            return [*lines, _shortened(rest, width, size, bold)]
        fits = _fitting(rest, width, size, bold)
        space = rest.rfind(" ", 1, fits + 1)
        if space > 0:
            lines.append(rest[:space])
            rest = rest[space + 1 :]
            continue
        broken = max(_fitting(rest, width, size, bold, "-"), 1)
        hyphen = "-" if rest[broken - 1 : broken + 1].isalpha() else ""
        lines.append(rest[:broken] + hyphen)
        rest = rest[broken:]
    return lines


def balanced(text: str, width: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """The same lines, about as long as each other: no last line of one short word."""
    lines = wrap(text, width, size, most, bold=bold)
    if len(lines) < 2 or lines[-1].endswith("…"):
        return lines
    low, high = max(width_of(word, size, bold=bold) for line in lines for word in line.split()), width
    for _ in range(6):
        middle = (low + high) / 2
        tried = wrap(text, middle, size, most, bold=bold)
        if len(tried) > len(lines) or tried[-1].endswith("…") or any(line.endswith("-") for line in tried):
            low = middle
        else:
            lines, high = tried, middle
    return lines


def fits(text: str, width: float, size: float, most: int, *, bold: bool = False) -> bool:
    """Whether a text stands in so many lines whole and without a broken word."""
    return all(width_of(word, size, bold=bold) <= width for word in clean(text).split()) and (
        sum(len(line.replace(" ", "")) for line in wrap(text, width, size, most, bold=bold))
        == len(clean(text).replace(" ", ""))
        and not any(line.endswith("…") for line in wrap(text, width, size, most, bold=bold)[-1:])
    )


def _shortened(text: str, width: float, size: float, bold: bool) -> str:
    kept = text[: max(_fitting(text, width, size, bold, "…"), 1)]
    space = kept.rfind(" ")
    if len(kept) - space <= _PART and space > 0 and kept != text:  # better than a few letters of a word
        kept = kept[:space]
    return kept.rstrip(" ,.;:–-") + "…"


def _fitting(text: str, width: float, size: float, bold: bool, end: str = "") -> int:
    """How many characters of a text fit into a line, together with its end."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle] + end, size, bold=bold) <= width:
            low = middle
        else:
            high = middle - 1
    while 0 < low < len(text) and unicodedata.combining(text[low]):
        low -= 1
    return low
