"""What stands in a cell as the raw answer to a question: read as the forms read it, else kept as it was typed."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from flows.fields import Kind, Question, Raw
from flows.importing import references
from flows.importing.looks import Labels, label
from flows.importing.table import Value, is_empty, normal, text_of
from flows.people_fields import bind
from flows.reading.dates import read_date
from flows.reading.durations import read_duration
from flows.reading.languages import UNITS, entries
from flows.typed import clean_text
from flows.typed_fields import figure
from flows.validation import Scene

_SLASHES = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\s*")
_FIRST_OF_SHEETS = date(1899, 12, 30)
_SERIAL = range(36_526, 73_051)
"""Days of the years 2000 to 2099 as spreadsheets count them: a date whose format was lost."""
_YES = entries("yes y true ja oui sí si sì tak نعم x ✓ ✔")
_NO = entries("no n false nein non nie لا")


def month_first(cells: Iterable[Value]) -> bool:
    """Whether the dates of a column are written with the month first: one of them can be read in no other way."""
    found = [match for value in cells if isinstance(value, str) and (match := _SLASHES.fullmatch(value))]
    return any(int(match[2]) > 12 for match in found) and all(int(match[1]) <= 12 for match in found)


def day_first(value: Value) -> Value:
    """A date of such a column as the forms read it."""
    match = _SLASHES.fullmatch(value) if isinstance(value, str) else None
    return f"{match[2]}/{match[1]}/{match[3]}" if match else value


def raw_of(question: Question, known: Labels, value: Value, before: Sequence[Raw], scene: Scene) -> Raw:
    """The raw answer; an empty text where the cell is empty.

    ``known`` are the words for its choices; ``before`` what was answered there: who was bound in it stays bound.
    Choices that come from other answers stay a text: `flows.importing.references` reads them.
    """
    if is_empty(value):
        return ""
    match question.kind:
        case Kind.DATE:
            return _date(value, scene)
        case Kind.NUMBER | Kind.SHARE | Kind.RATING:
            return _figure(question, value)
        case Kind.CHOICE:
            return known.get(label(normal(value))) or text_of(value)
        case Kind.YES_NO:
            written = label(normal(value))
            return "yes" if written in _YES else "no" if written in _NO else text_of(value)
        case Kind.CHOICES if not callable(question.choices):
            named = references.read(text_of(value), known, {})
            return [*named.values, *named.unknown]
        case Kind.PERSON | Kind.PEOPLE:
            return bind(text_of(value), before, scene.people)
        case Kind.SHORT_TEXT if isinstance(value, str):
            return " ".join(clean_text(value).split("\n")).strip()
        case _ if isinstance(value, str):
            return clean_text(value).strip()
    return text_of(value)


def _date(value: Value, scene: Scene) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool) and value in _SERIAL:
        value = _FIRST_OF_SHEETS + timedelta(int(value))
    if isinstance(value, date):
        return value.isoformat()
    day = read_date(str(value), scene.today).value
    return text_of(value) if day is None else day.isoformat()


def _figure(question: Question, value: Value) -> str:
    if isinstance(value, int | float):
        return figure(value)
    if UNITS.get(question.unit) == "day":
        length = read_duration(text_of(value)).value
        if length is not None and length.unit:
            return str(length.whole_days)
    return text_of(value)
