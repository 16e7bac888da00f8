"""What was read in a file or a pasted text: tables, or our own spreadsheet with its stable ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flows.findings import Words
from flows.reading.text import visible

Value = str | int | float | bool | date
"""What stands in one cell; an empty text where nothing does.  A time of day is left out."""


@dataclass(frozen=True)
class Table:
    """All rows as they stand in the file, its heads and empty rows included, each as long as the longest.

    Merged cells all hold what stands in them.
    """

    title: str
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class OurSheet:
    """A sheet that we made: of the rows of a ``place`` (``page/field``), empty for other sheets.

    ``keys`` are the fields of its columns, empty for one that is not ours, and ``heads`` what stands above them.
    ``rows`` are the id of each row, empty where somebody added it, and its values.
    """

    title: str
    place: str
    keys: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Value, ...]], ...]
    heads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ours:
    """A spreadsheet that we made of a version of a document, as it came back."""

    document: str
    version: int
    dialogue: str
    dialogue_version: int
    sheets: tuple[OurSheet, ...]


@dataclass(frozen=True)
class Source:
    """What was read.  ``notes`` are ids of messages about what the file held beside its tables."""

    tables: tuple[Table, ...]
    ours: Ours | None = None
    notes: tuple[str, ...] = ()


class Unreadable(Exception):  # noqa: N818 - what it says is about the file
    """Nothing can be taken from a file or text; ``reason`` is the id of a message that says why and what to do."""

    def __init__(self, reason: str, values: Mapping[str, str | int] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values: Mapping[str, str | int] = values or {}

    @property
    def words(self) -> Words:
        """What to say about it."""
        return Words(id=self.reason, params=dict(self.values))


def is_empty(value: Value) -> bool:
    """Whether nothing stands in a cell."""
    return isinstance(value, str) and not value.strip()


def text_of(value: Value) -> str:
    """What stands in a cell as somebody would type it: dates as ISO strings, whole figures without a point."""
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.12g}"
    return "\n".join(line for part in str(value).splitlines() if (line := visible(part)))


def normal(value: Value) -> str:
    """What stands in a cell, made comparable: spaces and empty lines do not count."""
    return " ".join(text_of(value).split())
