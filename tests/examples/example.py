"""What an example of a dialogue holds: one piece of work of one cluster."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

TODAY = date(2027, 3, 1)
"""The day on which the examples are written, a Monday."""


@dataclass(frozen=True)
class Example:
    """How somebody asks for a dialogue, and what they answer.

    ``wish`` asks for it in English, ``elsewhere`` in another language.  ``answers`` are raw: page → field → raw; the ids
    of rows are those of the example.
    """

    wish: str
    elsewhere: str
    answers: Mapping[str, Mapping[str, Any]]


def table(keys: str, *rows: tuple[str, ...]) -> dict[str, Any]:
    """A raw repeat from lines: the id of each row, and then its answers to these keys; those left empty are left out."""
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
