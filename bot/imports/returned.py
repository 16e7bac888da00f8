"""Our own spreadsheet, as it came back: sorted, with rows and columns added, taken out, moved and renamed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from bot.exports.xlsx.about import FORMAT, ROW_ID
from flows.importing.table import Ours, OurSheet, Table, Unreadable, Value, is_empty, normal, text_of

_SEARCHED = 20
"""Rows from the top among which the heads are looked for: somebody may have written a title above them."""


@dataclass(frozen=True)
class _Made:
    """A sheet as it was made.  Files of older releases do not tell their heads."""

    title: str
    place: str
    keys: tuple[str, ...]
    heads: tuple[str, ...]


def recognised(about: Sequence[Sequence[Any]], tables: Sequence[Table]) -> Ours | None:
    """What the hidden sheet tells, with the sheets that still have their ids; None where it is no file of ours.

    Raises:
        Unreadable: a newer release made it.
    """
    said = {str(row[0]): row[1] for row in about if len(row) > 1 and row[0] is not None}
    try:
        if int(said["format"]) > FORMAT:
            raise Unreadable("imports.newer")
        document, version = str(said["document"]), int(said["version"])
        dialogue, dialogue_version = str(said["dialogue"]), int(said["dialogue version"])
    except (KeyError, TypeError, ValueError):
        return None
    made = _made(about)
    with_ids = {table.title: (at, table) for table in tables if (at := _heads_at(table)) is not None}
    sheets: list[OurSheet] = []
    for sheet in made:
        title = sheet.title if sheet.title in with_ids else _renamed(sheet, made, with_ids)
        if title:
            sheets.append(_sheet(sheet, *with_ids.pop(title)))
    if not sheets:
        return None
    return Ours(document, version, dialogue, dialogue_version, tuple(sheets))


def without_ids(table: Table) -> Table:
    """A table of ours that lost what tells its origin, without its hidden column."""
    at = _heads_at(table)
    if at is None:
        return table
    id_at = _id_at(table.rows[at])
    return replace(table, rows=tuple((*row[:id_at], *row[id_at + 1 :]) for row in table.rows))


def _id_at(row: Sequence[Value]) -> int:
    return next(column for column, value in enumerate(row) if normal(value).casefold() == ROW_ID)


def _made(about: Sequence[Sequence[Any]]) -> list[_Made]:
    rows = [["" if value is None else str(value) for value in row] + [""] * 4 for row in about]
    heads = {row[1]: tuple(row[4:]) for row in rows if row[0] == "heads"}
    made = []
    for row in rows:
        if row[0] == "sheet":
            named = heads.get(row[1], ())
            made.append(_Made(row[1], row[2], tuple(row[4 : 4 + _width(row[4:], named)]), named[: _width((), named)]))
    return made


def _width(keys: Sequence[str], heads: Sequence[str]) -> int:
    """How many columns there were: the last with a key or a head."""
    return max((at + 1 for row in (keys, heads) for at, text in enumerate(row) if text), default=0)


def _heads_at(table: Table) -> int | None:
    """The row of the heads: that with the head of the ids."""
    for at, row in enumerate(table.rows[:_SEARCHED]):
        if any(normal(value).casefold() == ROW_ID for value in row):
            return at
    return None


def _renamed(sheet: _Made, made: Sequence[_Made], with_ids: Mapping[str, tuple[int, Table]]) -> str:
    """The title that a sheet has now, if its heads tell; empty if it is gone."""
    names = {other.title for other in made}
    for title, (at, table) in with_ids.items():
        heads = {normal(value) for value in table.rows[at]}
        if title not in names and sheet.heads and set(sheet.heads) <= heads | {""}:
            return title
    return ""


def _sheet(made: _Made, at: int, table: Table) -> OurSheet:
    row = table.rows[at]
    id_at = _id_at(row)
    columns = [column for column in range(len(row)) if column != id_at]
    heads = tuple(normal(row[column]) for column in columns)
    keys = _keys(made, heads)
    rows: list[tuple[str, tuple[Value, ...]]] = []
    for line in table.rows[at + 1 :]:
        values = tuple(line[column] for column in columns)
        if not all(map(is_empty, values)):
            rows.append((text_of(line[id_at]).strip(), values))
    return OurSheet(made.title, made.place, keys, tuple(rows), heads)


def _keys(made: _Made, heads: Sequence[str]) -> tuple[str, ...]:
    """The field of each column: by its head, or by its place between others where the head was renamed."""
    if not made.heads:
        return tuple((*made.keys, *[""] * len(heads))[: len(heads)])
    before = [normal(head) for head in made.heads]
    keys = (*made.keys, *[""] * len(before))
    places: dict[int, int] = {}
    for at, head in enumerate(heads):
        same = next((old for old, name in enumerate(before) if name == head and old not in places.values()), None)
        if same is not None:
            places[at] = same
    for kind, old, old_end, new, new_end in SequenceMatcher(None, before, list(heads), autojunk=False).get_opcodes():
        if kind == "replace" and old_end - old == new_end - new:
            for offset in range(new_end - new):
                if new + offset not in places and old + offset not in places.values():
                    places[new + offset] = old + offset
    return tuple(keys[places[at]] if at in places else "" for at in range(len(heads)))
