"""Answers as they stand in a file are put onto those of a document: what did not change stays as it was typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flows.dialogue import Answers, Dialogue
from flows.fields import Kind, Question, Raw, questions
from flows.importing import looks, references
from flows.importing.table import Value, is_empty, normal, text_of
from flows.importing.values import raw_of
from flows.rows import rows_of
from flows.typed import settled
from flows.validation import Scene, cells

Path = tuple[str, ...]
"""Page, field and, inside a repeat or grid, row and column."""


@dataclass(frozen=True)
class Problem:
    """A cell that the draft will ask about, because it was not understood or cannot be: it is kept as it was typed.

    ``row`` is counted from 1 below the heads.
    """

    row: int
    head: str
    typed: str
    key: str


@dataclass(frozen=True)
class Typed:
    """Answers in the shape of raw ones, with cells in the place of what was typed.

    ``shown`` is what stood in the cells when the file was made: what stands there still did not change.  ``numbers``
    are the places of rows in the file, ``heads`` the columns of fields; ``counted`` says which entry is meant by a
    number.
    """

    answers: Mapping[str, Mapping[str, Any]]
    numbers: Mapping[str, int] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)
    counted: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[Path, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Filled:
    """The answers, and what of them is to be asked about."""

    answers: dict[str, Raw]
    problems: tuple[Problem, ...]


def fill(dialogue: type[Dialogue], typed: Typed, base: Answers, scene: Scene) -> Filled:
    """Put what was typed onto the answers of a document."""
    filling = _Filling(dialogue, typed, base, scene)
    for page, model in dialogue.pages().items():
        given = typed.answers.get(page)
        if isinstance(given, Mapping):
            filling.page(page, questions(model), given)
    filling.read_references()
    return Filled(filling.answers, tuple(sorted(filling.problems(), key=lambda problem: problem.row)))


class _Filling:
    """One file put onto one document."""

    def __init__(self, dialogue: type[Dialogue], typed: Typed, base: Answers, scene: Scene) -> None:
        self.dialogue, self.typed, self.base, self.scene = dialogue, typed, base, scene
        self.answers: dict[str, Raw] = dict(base)
        self._changed: dict[Path, str] = {}
        self._references: list[tuple[Path, Question, dict[str, Raw], str]] = []
        self._unknown: list[tuple[Path, str]] = []

    def page(self, page: str, asked: Mapping[str, Question], given: Mapping[str, Any]) -> None:
        fields = dict(self.answers.get(page) or {})
        self.answers[page] = fields
        for name, question in asked.items():
            if name not in given:
                continue
            match question.kind:
                case Kind.REPEAT:
                    fields[name] = self._rows((page, name), question, fields.get(name), given[name])
                case Kind.GRID:
                    fields[name] = self._grid((page, name), question, fields.get(name), given[name])
                case _:
                    self._put((page, name), question, fields, given[name])

    def _rows(self, path: Path, question: Question, before: Raw, given: Mapping[str, Any]) -> Raw:
        assert question.row is not None
        repeat = rows_of(before)
        rows = {row_id: dict(fields) for row_id, fields in repeat["rows"].items()}
        for row_id, line in given["rows"].items():
            fields = rows.setdefault(row_id, {})
            for key, inner in questions(question.row).items():
                if key in line:
                    self._put((*path, row_id, key), inner, fields, line[key])
        order = in_order(repeat["order"], list(given["rows"]))
        return {"order": order, "rows": {row_id: rows[row_id] for row_id in order}}

    def _grid(self, path: Path, question: Question, before: Raw, given: Mapping[str, Any]) -> Raw:
        rows = {key: dict(columns) for key, columns in (before or {}).items()}
        asked = cells(question, self.answers)
        for row, line in given.items():
            fields = rows.setdefault(row, {})
            for key, value in line.items():
                if key in asked:
                    self._put((*path, row, key), asked[key], fields, value)
        return {row: fields for row, fields in rows.items() if fields or row in (before or {})}

    def _put(self, path: Path, question: Question, fields: dict[str, Raw], value: Value) -> None:
        """Take what stands in a cell, if it is not what stood there."""
        if normal(value) == normal(self.typed.shown.get(path, "")):
            return
        key = path[-1]
        before = fields.get(key)
        self._changed[path] = text_of(value)
        if is_empty(value):
            fields.pop(key, None)
        elif callable(question.choices):
            self._references.append((path, question, fields, text_of(value)))
        else:
            known = looks.labels(question, self._words(path))
            raw = raw_of(question, known, value, [before], self.scene)
            fields[key] = raw if before is None else settled(question, raw, [before])

    def _words(self, path: Path) -> Mapping[str, Sequence[str]]:
        """What else people write for the choices of a field."""
        return self.dialogue.labels.get(path[-1], {}) if "/".join(path[:2]) == self.dialogue.imported else {}

    def read_references(self) -> None:
        """What other entries are meant, now that all of them are there, under the names they have and had."""
        for path, question, fields, text in self._references:
            row = path[2] if len(path) > 2 else ""
            assert callable(question.choices)
            names = {
                choice.label: choice.value
                for answers in (self.base, self.answers)
                for choice in question.choices(answers, row)
            }
            numbers = {number: entry for number, entry in self.typed.counted.items() if entry != row}
            named = references.read(text, names, numbers)
            self._unknown += [(path, unknown) for unknown in named.unknown]
            raw: Raw = [*named.values, *named.unknown]
            if question.kind is Kind.CHOICE:
                raw = raw[0] if len(raw) == 1 else text
            fields[path[-1]] = settled(question, raw, [fields.get(path[-1])])

    def problems(self) -> Iterator[Problem]:
        """The cells that the draft will ask about."""
        for path, unknown in self._unknown:
            yield self._problem(path, unknown)
        scene = replace(self.scene, answers=self.answers)
        for page in dict.fromkeys(path[0] for path in self._changed):
            for error in self.dialogue.check_page(page, self.answers[page], scene).errors:
                path = (page, *error.path)
                if self._changed.get(path) and not error.is_missing:
                    yield self._problem(path, self._changed[path])

    def _problem(self, path: Path, typed: str) -> Problem:
        row = path[2] if len(path) > 2 else ""
        return Problem(self.typed.numbers.get(row, 0), self.typed.heads.get(path[-1], ""), typed, path[-1])


def in_order(before: Sequence[str], given: Sequence[str]) -> list[str]:
    """All entries: those of before in their order, and new ones where they stand in the file.

    Sorting a file is no wish to sort the document: new ones then stand at the end.
    """
    known = [row_id for row_id in given if row_id in before]
    new = [row_id for row_id in given if row_id not in before]
    if known != [row_id for row_id in before if row_id in known]:
        return [*before, *new]
    order = list(before)
    at = 0
    for row_id in given:
        if row_id in before:
            at = order.index(row_id) + 1
        else:
            order.insert(at if known else len(order), row_id)
            at += 1
    return order
