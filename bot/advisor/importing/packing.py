"""What was read of a file, as it waits in the store: JSON, in which a date is a list of one text."""

from collections.abc import Mapping
from datetime import date
from math import isfinite
from typing import Any

from flows.importing.table import Ours, OurSheet, Source, Table, Value
from flows.typed import clean_text


def packed(source: Source) -> dict[str, Any]:
    """What was read, for the store."""
    tables = [[table.title, [[_packed(value) for value in row] for row in table.rows]] for table in source.tables]
    return {"tables": tables, "ours": _ours(source.ours), "notes": list(source.notes)}


def _ours(ours: Ours | None) -> dict[str, Any] | None:
    if ours is None:
        return None
    sheets = [
        {
            "title": sheet.title,
            "place": sheet.place,
            "keys": list(sheet.keys),
            "heads": list(sheet.heads),
            "rows": [[row, [_packed(value) for value in values]] for row, values in sheet.rows],
        }
        for sheet in ours.sheets
    ]
    of = {"document": ours.document, "version": ours.version}
    return {**of, "dialogue": ours.dialogue, "dialogue_version": ours.dialogue_version, "sheets": sheets}


def _packed(value: Value) -> Any:
    match value:
        case date():
            return [value.isoformat()]
        case str():
            return clean_text(value)
        case float() if not isfinite(value):
            return str(value)
    return value


def unpacked(source: Mapping[str, Any]) -> Source:
    """What `packed` made."""
    tables = (Table(title, tuple(tuple(map(_value, row)) for row in rows)) for title, rows in source["tables"])
    return Source(tuple(tables), _unpacked(source["ours"]), tuple(source["notes"]))


def _unpacked(ours: Mapping[str, Any] | None) -> Ours | None:
    if ours is None:
        return None
    sheets = (
        OurSheet(
            title=sheet["title"],
            place=sheet["place"],
            keys=tuple(sheet["keys"]),
            rows=tuple((row, tuple(map(_value, values))) for row, values in sheet["rows"]),
            heads=tuple(sheet["heads"]),
        )
        for sheet in ours["sheets"]
    )
    return Ours(ours["document"], ours["version"], ours["dialogue"], ours["dialogue_version"], tuple(sheets))


def _value(stored: Any) -> Value:
    value: Value = date.fromisoformat(stored[0]) if isinstance(stored, list) else stored
    return value
