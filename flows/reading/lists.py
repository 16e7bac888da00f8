"""Pasted lists and rows of a spreadsheet: one entry for each line, without bullets; one cell for each tab."""

import csv
import io
import re

from flows.reading import languages
from flows.reading.phrases import table
from flows.reading.text import fold, visible, without_bullet

LONGEST = 100_000
"""Characters of a pasted table in which quotes are looked at."""

_MONTHS = table(languages.MONTHS)
_COUNTED = (
    re.compile(r"(?P<count>o)\s+(?=\S)"),  # the second mark of lists in word processors, as it is pasted
    re.compile(r"(?P<count>[A-Z])[.:]\s+(?=\S)"),
    re.compile(r"(?P<count>[ivx]{1,5}|[IVX]{1,5})[.:]\s+(?=\S)"),
    re.compile(r"(?P<count>[①-⑳⓪])\s*(?=\S)"),
    re.compile(r"(?P<count>\d{1,2})\u20e3\s*(?=\S)"),
    re.compile(r"(?:№|#|[Nn]o\.)\s?(?P<count>\d{1,3})[.:)]?\s+(?=\S)"),
)
"""What may stand before the lines of a list, if it stands before each."""
_FIRST = frozenset("ai1①o")
_DAY_OF_MONTH = re.compile(r"\d{1,2}\.\s?([^\W\d_]+)")


def split_lines(text: str) -> list[str]:
    """The entries of a pasted list, one for each line that says something, without bullets, numbers and boxes."""
    lines = (visible(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    entries = (_entry(line) for line in _without_counting([line for line in lines if line]))
    return [entry for entry in entries if any(character.isalnum() for character in entry)]


def _without_counting(lines: list[str]) -> list[str]:
    """The lines without what counts them, where all are counted in one way from its beginning: "A. B.", "i. ii."."""
    for way in _COUNTED if len(lines) > 1 else ():
        found = [match for line in lines if (match := way.match(line))]
        if len(found) == len(lines) and found[0]["count"].casefold() in _FIRST:
            return [match.string[match.end() :] for match in found]
    return lines


def _entry(line: str) -> str:
    """A line without what only lists it; "31. Dezember" begins with a date and not with a number."""
    dated = _DAY_OF_MONTH.match(line)
    return line if dated and fold(dated[1]) in _MONTHS else without_bullet(line)


def is_table(text: str) -> bool:
    """Whether a text was pasted from a spreadsheet: its cells are parted by tabs."""
    return "\t" in text.strip("\n\r ")


def split_rows(text: str) -> list[list[str]]:
    """The rows of a pasted spreadsheet, each a list of cells, without empty rows and empty last columns.

    A cell of several lines stands in quotes, as spreadsheets paste it.
    """
    ended = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip("\n")
    if ended.count('"') % 2 or len(ended) > LONGEST:
        cells = [line.split("\t") for line in ended.split("\n")]
    else:
        cells = list(csv.reader(io.StringIO(ended, newline=""), delimiter="\t"))
    rows = [[_cell(cell) for cell in row] for row in cells]
    width = max((at + 1 for row in rows for at, cell in enumerate(row) if cell), default=0)
    return [(row + [""] * width)[:width] for row in rows if any(row)]


def _cell(text: str) -> str:
    return "\n".join(line for part in text.split("\n") if (line := visible(part)))
