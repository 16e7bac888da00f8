"""The inputs of a form on a platform, and what people put into them as raw answers.

The id of an input says which answer it holds, so that the way back needs no memory: JSON of ``[kind, revision,
field]`` or ``[kind, revision, field, row, column]``.  The revision is in it because platforms keep what was typed into
an input as long as its id stays, whatever value is drawn.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from bot.chat.views import FormView, View
from flows.fields import Kind, Raw
from flows.reading.dates import exact_date

FIELD, CELL, CONFLICT, REPLACED, OUTSIDE, OFFER = "field", "cell", "conflict", "replaced", "outside", "offer"
"""How the addresses of inputs begin: of a whole answer, of a cell of a grid, of the choice between two people's
answers, of an answer that was too long to be shown, of the names beside the people chosen, of a choice of what may be
meant."""

_KINDS = (FIELD, CELL, CONFLICT, REPLACED, OUTSIDE, OFFER)


def address_of(id: str) -> list[Any]:
    """The address in the id of an input; empty where it is none."""
    try:
        address = json.loads(id)
    except (ValueError, RecursionError):
        return []
    known = isinstance(address, list) and len(address) in (3, 5) and address[0] in _KINDS
    return address if known and all(isinstance(part, str) for part in address[2:]) else []


def picker_date(value: Raw) -> str | None:
    """An answer as a date picker takes it, ``YYYY-MM-DD``; empty where there is none yet, None for what is no date."""
    text = str(value or "").strip()
    if not text:
        return ""
    day = exact_date(text)
    return None if day is None else day.isoformat()


def chosen_values(value: Raw) -> list[str]:
    """What was chosen where one or several could be."""
    return [str(item) for item in value] if isinstance(value, list) else [str(value)] if value not in (None, "") else []


def answers_from(inputs: Iterable[tuple[str, Raw]]) -> tuple[dict[str, Raw], dict[str, str]]:
    """The raw answers in the inputs of a form, by their ids, and the choices about conflicts."""
    answers: dict[str, Raw] = {}
    choices: dict[str, str] = {}
    taken: list[tuple[list[Any], Raw]] = []
    outside: dict[str, str] = {}
    for id, raw in inputs:
        kind, _, *path = address_of(id) or ("", 0)
        if kind == CONFLICT and raw:
            choices[path[0]] = str(raw)
        elif kind == OFFER:
            taken += [(path, raw)] if raw else []
        elif kind == OUTSIDE:
            outside[path[0]] = str(raw)
        elif kind in (FIELD, CELL) or (kind == REPLACED and raw):
            _put(answers, path, raw)
    for key, text in outside.items():
        chosen = answers.get(key) or []
        answers[key] = [*chosen, *([text] if text.strip() else [])] if chosen else text
    for path, raw in taken:  # an offer that was chosen, whatever stands in the field below it
        _put(answers, path, raw)
    return answers, choices


def _put(answers: dict[str, Raw], path: list[Any], raw: Raw) -> None:
    if len(path) == 1:
        answers[path[0]] = raw
    else:
        answers.setdefault(path[0], {}).setdefault(path[1], {})[path[2]] = raw


def completed(answers: Mapping[str, Raw], view: View | None) -> dict[str, Raw]:
    """The answers of a form that shows its grids in part, with what is saved of the rest of them."""
    found = dict(answers)
    for asked in view.form.fields if isinstance(view, FormView) else ():
        if asked.kind is Kind.GRID:
            given, stored = found.get(asked.key) or {}, asked.value if isinstance(asked.value, dict) else {}
            rows = [*stored, *(name for name in given if name not in stored)]
            found[asked.key] = {name: {**(stored.get(name) or {}), **given.get(name, {})} for name in rows}
    return found
