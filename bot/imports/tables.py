"""Rows as they were read become tables: within bounds, rectangular, merged cells filled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from bot.imports import MOST_COLUMNS, MOST_ROWS
from flows.importing.table import Table, Unreadable, Value, is_empty, normal

_MOST_FILLED = 200_000
"""Cells that merged ones may fill; more is no table that somebody made."""

Range = tuple[int, int, int, int]
"""First row, first column, last row and last column of merged cells, counted from 0; the last ones belong to it."""


@dataclass
class Rows:
    """The filled cells of a table while it is read, by row and column, counted from 0.

    With ``times`` a day keeps the time of the day that stands with it, and is then a text.
    """

    cells: dict[int, dict[int, Value]] = field(default_factory=dict)
    times: bool = False

    def add(self, at: int, values: Iterable[Any]) -> None:
        """Take the cells of a row.

        Raises:
            Unreadable: it lies too far down.
        """
        filled = {
            column: value for column, raw in enumerate(values) if not is_empty(value := value_of(raw, times=self.times))
        }
        if filled and at >= MOST_ROWS:
            raise Unreadable("imports.too-many-rows", {"limit": MOST_ROWS})
        if filled:
            self.cells[at] = filled

    def table(self, title: str, merged: Iterable[Range] = ()) -> Table | None:
        """What was read, without columns in which nothing stands; None where nothing stands at all.

        Raises:
            Unreadable: it has too many columns.
        """
        columns = sorted({column for row in self.cells.values() for column in row})
        if len(columns) > MOST_COLUMNS:
            raise Unreadable("imports.too-many-columns", {"limit": MOST_COLUMNS})
        if not columns:
            return None
        self._fill(merged, columns)
        rows = (self.cells.get(at, {}) for at in range(max(self.cells) + 1))
        return Table(title, tuple(tuple(row.get(column, "") for column in columns) for row in rows))

    def _fill(self, merged: Iterable[Range], columns: Sequence[int]) -> None:
        last, left = max(self.cells), _MOST_FILLED
        for top, first, bottom, end in merged:
            value = self.cells.get(top, {}).get(first, "")
            inside = [column for column in columns if first <= column <= end]
            height = min(bottom, last) - top + 1
            left -= len(inside) * max(height, 0)
            if left < 0:
                return
            if not is_empty(value):
                for at in range(top, top + height):
                    row = self.cells.setdefault(at, {})
                    for column in inside:
                        row.setdefault(column, value)


def value_of(raw: Any, *, times: bool = False) -> Value:
    """A cell as it is read: days without their time, unless ``times`` are wanted; all that is neither a figure nor a
    day as text."""
    match raw:
        case None:
            return ""
        case datetime() if times and (raw.hour or raw.minute):
            return raw.strftime("%Y-%m-%d %H:%M")
        case datetime():
            return raw.date()
        case bool() | int() | float() | date() | str():
            return raw
    return str(raw)


def joined(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables, those with the heads of an earlier one added to it: a plan that goes on on another page or sheet."""
    found: list[Table] = []
    for table in tables:
        heads = _first_row(table)
        before = next((at for at, other in enumerate(found) if len(heads) > 1 and _first_row(other) == heads), None)
        if before is None:
            found.append(table)
            continue
        width = len(found[before].rows[0])
        start = next(at for at, row in enumerate(table.rows) if not _blank(row)) + 1
        added = tuple((*row, *[""] * width)[:width] for row in table.rows[start:])
        found[before] = replace(found[before], rows=(*found[before].rows, *added))
    if any(len(table.rows) > MOST_ROWS for table in found):
        raise Unreadable("imports.too-many-rows", {"limit": MOST_ROWS})
    return tuple(found)


def _first_row(table: Table) -> tuple[str, ...]:
    """The first row in which something stands, as it is compared."""
    row = next((row for row in table.rows if not _blank(row)), ())
    heads = [normal(value).casefold() for value in row]
    while heads and not heads[-1]:
        heads.pop()
    return tuple(heads)


def _blank(row: Sequence[Value]) -> bool:
    return all(map(is_empty, row))
