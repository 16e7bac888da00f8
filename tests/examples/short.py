"""Examples with few entries: what is done alike for each entry is done often enough with two."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flows.dialogue import Dialogue
from flows.fields import Kind, questions
from flows.validation import raw_rows
from tests.examples.example import Example


def shortened(found: type[Dialogue], example: Example, most: int = 2) -> Example:
    """The first entries of each list, and of all else what is not about the others."""
    gone = {
        row
        for page, model in found.pages().items()
        for name, question in questions(model).items()
        if question.kind is Kind.REPEAT
        for row, _ in list(raw_rows((example.answers.get(page) or {}).get(name)))[most:]
    }
    answers = {
        page: {name: _without(gone, raw) for name, raw in fields.items() if not _names(gone, raw)}
        for page, fields in example.answers.items()
    }
    return replace(example, answers=answers)


def _without(gone: set[str], raw: Any) -> Any:
    """A raw answer without these entries and without what refers to them."""
    if isinstance(raw, Mapping) and "rows" in raw:
        rows = {
            row: {name: _without(gone, value) for name, value in fields.items() if not _names(gone, value)}
            for row, fields in raw["rows"].items()
            if row not in gone
        }
        return {"order": list(rows), "rows": rows}
    if isinstance(raw, Mapping):  # a grid
        return {key: _without(gone, value) for key, value in raw.items() if not _names(gone, key)}
    if isinstance(raw, list):
        return [value for value in raw if not _names(gone, value)]
    return raw


def _names(gone: set[str], raw: Any) -> bool:
    """Whether it stands for one of these entries, or for a pair with one of them."""
    return isinstance(raw, str) and bool(gone.intersection(raw.split(":")))
