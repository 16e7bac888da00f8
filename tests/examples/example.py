"""What an example of a dialogue holds: one piece of work of one cluster."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

TODAY = date(2027, 3, 1)
"""The day on which the examples are written, a Monday."""


Answers = Mapping[str, Mapping[str, Any]]
"""Raw answers: page → field → raw; the ids of rows are those of the example."""


@dataclass(frozen=True)
class Example:
    """How somebody asks for a dialogue, in English and in another language, and what they answer."""

    wish: str
    elsewhere: str
    answers: Answers


def table(keys: str, *rows: tuple[str, ...]) -> dict[str, Any]:
    """A raw repeat from lines: the id of a row, and then its answers to these keys; empty ones are left out."""
    names = keys.split()
    fields = {id: {k: v for k, v in zip(names, values, strict=True) if v} for id, *values in rows}
    return {"order": list(fields), "rows": fields}


def ratings(keys: str, **rows: str) -> dict[str, dict[str, str]]:
    """A raw grid of digits: one digit of a row for each of the keys; a hyphen leaves it open, ``_`` is one in an id."""
    names = keys.split()
    return {
        id.replace("_", "-"): {k: digit for k, digit in zip(names, digits, strict=True) if digit != "-"}
        for id, digits in rows.items()
    }
