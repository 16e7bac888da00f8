"""Changing the entries of a repeat, on raw answers: add, remove, put back, reorder."""

from collections.abc import Mapping
from typing import Literal

from flows.fields import Raw
from flows.validation import raw_rows


def rows_of(raw: Raw) -> dict[str, Raw]:
    """A raw repeat in its full form, also when nothing was answered yet."""
    rows = dict(raw_rows(raw))
    return {"order": list(rows), "rows": rows}


def add_row(raw: Raw, row_id: str, fields: Mapping[str, Raw] | None = None) -> dict[str, Raw]:
    """Append an entry; an id that exists already keeps its place and its fields."""
    repeat = rows_of(raw)
    if row_id not in repeat["rows"]:
        repeat["order"].append(row_id)
        repeat["rows"][row_id] = dict(fields or {})
    return repeat


def remove_row(raw: Raw, row_id: str) -> dict[str, Raw]:
    """Take an entry out; nothing happens if it is gone already."""
    repeat = rows_of(raw)
    repeat["rows"].pop(row_id, None)
    repeat["order"] = [other for other in repeat["order"] if other != row_id]
    return repeat


def restore_row(raw: Raw, row_id: str, before: Raw) -> dict[str, Raw]:
    """Put an entry back that was taken out, where it stood ``before``; one that is there stays as it is."""
    repeat, earlier = rows_of(raw), rows_of(before)
    if row_id in repeat["rows"] or row_id not in earlier["rows"]:
        return repeat
    above = earlier["order"][: earlier["order"].index(row_id)]
    order: list[str] = repeat["order"]
    place = max((order.index(other) + 1 for other in above if other in order), default=0)
    order.insert(place, row_id)
    repeat["rows"][row_id] = earlier["rows"][row_id]
    return repeat


def beside(raw: Raw, row_id: str) -> str:
    """The entry below an entry, or else the one above it; empty where there is none."""
    order: list[str] = rows_of(raw)["order"]
    if row_id not in order:
        return ""
    here = order.index(row_id)
    return next(iter((*order[here + 1 :], *reversed(order[:here]))), "")


def is_blank(row: Raw) -> bool:
    """Whether nothing was answered in an entry."""
    return not any(value.strip() if isinstance(value, str) else value for value in (row or {}).values())


def move_row(raw: Raw, row_id: str, direction: Literal["up", "down"]) -> dict[str, Raw]:
    """Swap an entry with its neighbour; the first stays first and the last last."""
    repeat = rows_of(raw)
    order: list[str] = repeat["order"]
    if row_id in order:
        here = order.index(row_id)
        there = here + (-1 if direction == "up" else 1)
        if 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
    return repeat


def repeat_of(rows: Mapping[str, Mapping[str, Raw]]) -> dict[str, Raw]:
    """A raw repeat from its rows by id."""
    return {"order": list(rows), "rows": {row_id: dict(fields) for row_id, fields in rows.items()}}
