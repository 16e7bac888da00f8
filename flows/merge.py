"""Field-level merge of two people's edits to one document: neither overwrites the other unseen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flows.fields import Raw

Path = tuple[str, ...]
"""Page, field and, inside a repeat or grid, row id and field."""


@dataclass(frozen=True)
class Conflict:
    """A field that both changed, or an entry that one removed and the other changed (its removal is None).

    ``theirs`` was saved first and stays until the person chooses; only an entry that they removed stays as ``mine``
    has it, so that nothing typed is lost (``mine_stands``).
    """

    path: Path
    mine: Raw
    theirs: Raw
    mine_stands: bool = False


@dataclass(frozen=True)
class Merged:
    """The merged answers and what could not be decided."""

    answers: dict[str, Raw]
    conflicts: tuple[Conflict, ...]


class Meaning(Protocol):
    """What raw answers mean, by their path: without it they are compared as they are written."""

    def alike(self, path: Path, one: Raw, other: Raw) -> bool:
        """Whether two answers differ in their writing only."""

    def combined(self, path: Path, base: Raw, mine: Raw, theirs: Raw) -> Raw:
        """A list with what both changed in it; None where that is to be asked, or the answer is no list."""


def merge(
    base: Mapping[str, Raw], mine: Mapping[str, Raw], theirs: Mapping[str, Raw], meaning: Meaning | None = None
) -> Merged:
    """Three-way merge of raw answers (nested mappings as in `flows.fields.Raw`).

    ``base`` is what the person saw when they began, ``mine`` what they send, ``theirs`` what is stored now.  What
    both added to a list is kept.  A row that one removed and the other changed is kept and asked about: nothing typed
    is lost.
    """
    merging = _Merging(meaning)
    answers = merging.mappings(base, mine, theirs, ())
    return Merged(answers, tuple(merging.conflicts))


class _Merging:
    """One merge, with the conflicts found on the way."""

    def __init__(self, meaning: Meaning | None) -> None:
        self._meaning = meaning
        self.conflicts: list[Conflict] = []

    def mappings(
        self, base: Mapping[str, Raw], mine: Mapping[str, Raw], theirs: Mapping[str, Raw], path: Path
    ) -> dict[str, Raw]:
        merged: dict[str, Raw] = {}
        for key in [*theirs, *(key for key in mine if key not in theirs)]:
            value = self._values(base.get(key), mine.get(key), theirs.get(key), (*path, key))
            if value is not None:
                merged[key] = value
        return merged

    def _values(self, base: Raw, mine: Raw, theirs: Raw, path: Path) -> Raw:
        if _same(mine, theirs) or _same(mine, base):
            return theirs
        if _same(theirs, base):
            return mine
        if _is_repeat(mine) and _is_repeat(theirs):
            return self._repeats(base if _is_repeat(base) else {"order": [], "rows": {}}, mine, theirs, path)
        if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
            return self.mappings(base if isinstance(base, Mapping) else {}, mine, theirs, path)
        if isinstance(mine, Mapping) and theirs is None:  # they took out what I changed
            return mine
        if isinstance(theirs, Mapping) and mine is None:
            return theirs
        if self._meaning is not None:
            if self._meaning.alike(path, mine, theirs):
                return theirs
            if (combined := self._meaning.combined(path, base, mine, theirs)) is not None:
                return combined
        self.conflicts.append(Conflict(path, mine, theirs))
        return theirs

    def _repeats(
        self, base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any], path: Path
    ) -> dict[str, Raw]:
        rows: dict[str, Raw] = {}
        for row_id in [*theirs["rows"], *(row_id for row_id in mine["rows"] if row_id not in theirs["rows"])]:
            b, m, t = (side["rows"].get(row_id) for side in (base, mine, theirs))
            row = self._row(b, m, t, (*path, row_id))
            if row is not None:
                rows[row_id] = row
        moved = _kept(mine["order"], base["rows"]) != _kept(base["order"], mine["rows"])
        first, second = (mine["order"], theirs["order"]) if moved else (theirs["order"], mine["order"])
        order = [row_id for row_id in first if row_id in rows]
        order += [row_id for row_id in second if row_id in rows and row_id not in order]
        return {"order": order, "rows": rows}

    def _row(self, base: Raw, mine: Raw, theirs: Raw, path: Path) -> Raw:
        """One row; None where there is none, which an empty row is not: it was just added."""
        if mine is not None and theirs is not None:
            return self.mappings(base or {}, mine, theirs, path)
        there = mine if theirs is None else theirs
        if base is not None and _same(there, base):
            return None
        if not _empty(base):  # else it was just added by one of the two
            self.conflicts.append(Conflict(path, mine, theirs, mine_stands=theirs is None))
        return there


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
