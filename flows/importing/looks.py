"""What the cells of a column look like: dates, figures, one of a few choices, or text."""

from collections.abc import Mapping, Sequence
from datetime import date

from flows.fields import Kind, Question
from flows.importing.table import Value, is_empty, normal
from flows.reading.dates import read_date
from flows.reading.durations import read_duration
from flows.reading.languages import UNITS
from flows.reading.numbers import exact_number
from flows.reading.text import fold

_ANY_DAY = date(2027, 1, 1)
"""Whether something is a date does not depend on the day on which it is read."""
_SAMPLE = 40
"""Cells by which a column is told."""
TEXTS = (Kind.SHORT_TEXT, Kind.LONG_TEXT, Kind.PERSON, Kind.PEOPLE, Kind.CHOICES)

Labels = Mapping[str, str]
"""What people write for a choice, as `label` leaves it → the value of the choice."""


def label(text: str) -> str:
    """What somebody wrote for a choice, made comparable."""
    return fold(normal(text)).strip(" .!*")


def labels(question: Question, others: Mapping[str, Sequence[str]]) -> Labels:
    """All that people write for the choices of a question that are the same in every row."""
    if callable(question.choices):
        return {}
    written = {label(word): value for value, words in others.items() for word in words}
    return written | {label(text): choice.value for choice in question.choices for text in (choice.value, choice.label)}


def is_date(value: Value) -> bool:
    """Whether a cell holds a day, also one that has to be asked for."""
    if isinstance(value, date):
        return True
    if not isinstance(value, str) or not any(map(str.isdigit, value)):
        return False
    reading = read_date(value, _ANY_DAY)
    return reading.value is not None or bool(reading.offers)


def share(question: Question, known: Labels, cells: Sequence[Value]) -> float:
    """The part of the filled cells that fit a question; 0 where none is filled."""
    filled = [value for value in cells if not is_empty(value)][:_SAMPLE]
    return sum(_fits(question, known, value) for value in filled) / len(filled) if filled else 0.0


def _fits(question: Question, known: Labels, value: Value) -> bool:
    match question.kind:
        case Kind.DATE:
            return is_date(value)
        case Kind.CHOICE | Kind.YES_NO:
            return label(normal(value)) in known
        case Kind.NUMBER | Kind.SHARE | Kind.RATING:
            return _is_figure(question, value)
    return isinstance(value, str) and not is_date(value)


def _is_figure(question: Question, value: Value) -> bool:
    if isinstance(value, bool | date):
        return False
    if isinstance(value, int | float):
        return True
    if UNITS.get(question.unit) == "day":
        reading = read_duration(value)
        return reading.value is not None or bool(reading.offers)
    return exact_number(value) is not None


def counts(cells: Sequence[Value]) -> bool:
    """Whether a column only counts its rows: 1, 2, 3, or 1.1, 1.2, 2.1."""
    filled = [normal(value).rstrip(".)") for value in cells if not is_empty(value)]
    figures = [text for text in filled if text.replace(".", "").isdecimal() and len(text) <= 5]
    return len(figures) > 1 and len(figures) >= 0.8 * len(filled) and len(set(figures)) == len(figures)
