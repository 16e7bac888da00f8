"""Field-level merge of two people's edits to one document: neither overwrites the other unseen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.fields import Raw


@dataclass(frozen=True)
class Conflict:
    """A field that both changed: ``theirs`` was saved first and stays until the person chooses."""

    path: tuple[str, ...]
    mine: Raw
    theirs: Raw


@dataclass(frozen=True)
class Merged:
    """The merged answers and what could not be decided."""

    answers: dict[str, Raw]
    conflicts: tuple[Conflict, ...]


def merge(base: Mapping[str, Raw], mine: Mapping[str, Raw], theirs: Mapping[str, Raw]) -> Merged:
    """Three-way merge of raw answers (nested mappings as in `flows.fields.Raw`).

    ``base`` is what the person saw when they began, ``mine`` what they send, ``theirs`` what is stored now.
    A row that one removed and the other changed is kept: nothing typed is lost.
    """
    conflicts: list[Conflict] = []
    answers = _merge_mappings(base, mine, theirs, (), conflicts)
    return Merged(answers, tuple(conflicts))


def _merge_mappings(
    base: Mapping[str, Raw],
    mine: Mapping[str, Raw],
    theirs: Mapping[str, Raw],
    path: tuple[str, ...],
    conflicts: list[Conflict],
) -> dict[str, Raw]:
    merged: dict[str, Raw] = {}
    for key in [*theirs, *(key for key in mine if key not in theirs)]:
        value = _merge_values(base.get(key), mine.get(key), theirs.get(key), (*path, key), conflicts)
        if value is not None:
            merged[key] = value
    return merged


def _merge_values(base: Raw, mine: Raw, theirs: Raw, path: tuple[str, ...], conflicts: list[Conflict]) -> Raw:
    if _same(mine, theirs) or _same(mine, base):
        return theirs
    if _same(theirs, base):
        return mine
    if _is_repeat(mine) and _is_repeat(theirs):
        return _merge_repeats(base if _is_repeat(base) else {"order": [], "rows": {}}, mine, theirs, path, conflicts)
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        return _merge_mappings(base if isinstance(base, Mapping) else {}, mine, theirs, path, conflicts)
    if isinstance(mine, Mapping) and theirs is None:  # they took out what I changed
        return mine
    if isinstance(theirs, Mapping) and mine is None:
        return theirs
    conflicts.append(Conflict(path, mine, theirs))
    return theirs


def _merge_repeats(
    base: Mapping[str, Any],
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    path: tuple[str, ...],
    conflicts: list[Conflict],
) -> dict[str, Raw]:
    rows: dict[str, Raw] = {}
    for row_id in [*theirs["rows"], *(row_id for row_id in mine["rows"] if row_id not in theirs["rows"])]:
        b, m, t = (side["rows"].get(row_id) for side in (base, mine, theirs))
        row = _merge_rows(b, m, t, (*path, row_id), conflicts)
        if row is not None:
            rows[row_id] = row
    moved = _kept(mine["order"], base["rows"]) != _kept(base["order"], mine["rows"])
    first, second = (mine["order"], theirs["order"]) if moved else (theirs["order"], mine["order"])
    order = [row_id for row_id in first if row_id in rows]
    order += [row_id for row_id in second if row_id in rows and row_id not in order]
    return {"order": order, "rows": rows}


def _merge_rows(base: Raw, mine: Raw, theirs: Raw, path: tuple[str, ...], conflicts: list[Conflict]) -> Raw:
    """One row; None where there is none, which an empty row is not: it was just added."""
    if mine is None or theirs is None:
        there = mine if theirs is None else theirs
        return None if base is not None and _same(there, base) else there
    return _merge_mappings(base or {}, mine, theirs, path, conflicts)


def _kept(order: Sequence[str], rows: Mapping[str, Any]) -> list[str]:
    return [row_id for row_id in order if row_id in rows]


def _is_repeat(value: Raw) -> bool:
    return isinstance(value, Mapping) and isinstance(value.get("rows"), Mapping) and "order" in value


def _same(one: Raw, other: Raw) -> bool:
    return one == other or (_empty(one) and _empty(other))


def _empty(value: Raw) -> bool:
    return value is None or value in ("", [], {}) or value == {"order": [], "rows": {}}


def put(answers: Mapping[str, Raw], path: Sequence[str], value: Raw) -> dict[str, Raw]:
    """A copy of the answers with one field set; steps into the ``rows`` of a repeat by row id."""
    copy = dict(answers)
    key, *rest = path
    if not rest:
        copy[key] = value
    elif _is_repeat(copy.get(key)):
        copy[key] = {**copy[key], "rows": put(copy[key]["rows"], rest, value)}
    else:
        inner = copy.get(key)
        copy[key] = put(inner if isinstance(inner, Mapping) else {}, rest, value)
    return copy


def get(answers: Mapping[str, Raw], path: Sequence[str]) -> Raw:
    """The raw answer at a path, None if there is none."""
    value: Raw = answers
    for key in path:
        if _is_repeat(value):
            value = value["rows"]
        if not isinstance(value, Mapping) or key not in value:
            return None
        value = value[key]
    return value
