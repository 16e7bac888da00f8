"""Our own spreadsheet that came back: which cells changed, by the ids of its rows and the keys of its columns."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from flows.dialogue import Answers, Dialogue
from flows.fields import Kind, Question, questions
from flows.importing.filling import Path, Typed
from flows.importing.rows import Lines, names_in, with_right_ids
from flows.importing.table import Ours, OurSheet, Value, is_empty, normal
from flows.sheets import sheets

_ID = re.compile(r"[\w-]{1,64}")
_ANSWER = "answer"
"""The key of the column with what was answered once."""


def lines(dialogue: type[Dialogue], ours: Ours, base: Answers, new_id: Callable[[], str]) -> Lines:
    """All rows and answers of the file, those of an older version of the dialogue in its newest form."""
    answers: dict[str, dict[str, Any]] = {}
    numbers: dict[str, int] = {}
    named: dict[str, str] = {}
    left_out: list[str] = []
    taken = 0
    for sheet in ours.sheets:
        page, _, name = sheet.place.partition("/")
        if sheet.place:
            question = _question(dialogue, page, name)
            is_grid = question is not None and question.kind is Kind.GRID
            ids = [row_id for row_id, _ in sheet.rows] if is_grid else _ids(dialogue, sheet, base, new_id)
            rows = {
                row_id: _cells(sheet, values) for row_id, (_, values) in zip(ids, sheet.rows, strict=True) if row_id
            }
            answers.setdefault(page, {})[name] = rows if is_grid else {"order": list(rows), "rows": rows}
            numbers |= {row_id: at for at, row_id in enumerate(ids, start=1)}
            named |= {key: head for key, head in zip(sheet.keys, sheet.heads, strict=False) if key}
            left_out += [] if is_grid else _left_out(sheet)
            taken += len(rows)
        elif _ANSWER in sheet.keys:
            at = sheet.keys.index(_ANSWER)
            for place, values in sheet.rows:
                page, _, name = place.partition("/")
                if name:
                    answers.setdefault(page, {})[name] = values[at]
    upgraded = dialogue.upgrade(answers, ours.dialogue_version)
    return Lines(Typed(upgraded, numbers, named, shown=_shown(dialogue, base)), taken, left_out=tuple(left_out))


def _question(dialogue: type[Dialogue], page: str, name: str) -> Question | None:
    model = dialogue.pages().get(page)
    return questions(model).get(name) if model is not None else None


def _ids(dialogue: type[Dialogue], sheet: OurSheet, base: Answers, new_id: Callable[[], str]) -> list[str]:
    """The id of each row; what was added, and what stands there a second time, is new."""
    page, _, name = sheet.place.partition("/")
    given = [row_id if _ID.fullmatch(row_id) else "" for row_id, _ in sheet.rows]
    question = _question(dialogue, page, name)
    if question is not None and question.row is not None:
        key = next(iter(questions(question.row)))
        known = names_in(question, base, page, name)
        names = [normal(_cells(sheet, values).get(key, "")) for _, values in sheet.rows]
        given = with_right_ids(given, names, known)
    ids: list[str] = []
    for row_id in given:
        ids.append(new_id() if not row_id or row_id in ids else row_id)
    return ids


def _cells(sheet: OurSheet, values: tuple[Value, ...]) -> dict[str, Value]:
    return {key: value for key, value in zip(sheet.keys, values, strict=True) if key}


def _left_out(sheet: OurSheet) -> list[str]:
    """The heads of columns that somebody added and filled."""
    return [
        head
        for at, (key, head) in enumerate(zip(sheet.keys, sheet.heads, strict=False))
        if not key and not all(is_empty(values[at]) for _, values in sheet.rows)
    ]


def _shown(dialogue: type[Dialogue], base: Answers) -> Mapping[Path, Value]:
    """What stands in the cells of a file that is made of the document."""
    shown: dict[Path, Value] = {}
    for sheet in sheets(dialogue, base, (), str):
        page, _, name = sheet.place.partition("/")
        for row_id, values in sheet.rows:
            if sheet.place:
                shown |= {
                    (page, name, row_id, column.key): value
                    for column, value in zip(sheet.columns, values, strict=True)
                    if column.key
                }
            elif row_id:
                shown[tuple(row_id.split("/"))] = values[-1]
    return shown
