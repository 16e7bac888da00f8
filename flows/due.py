"""The days by which something of a document is to be done or reached, for calendars."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from flows.dialogue import Answers, Dialogue
from flows.fields import Kind, Question, Raw, questions
from flows.forms import display
from flows.reading.dates import exact_date
from flows.repetition import Repetition, repetition
from flows.validation import raw_rows


@dataclass(frozen=True)
class DueDay:
    """``place`` names it for as long as the document lives: ``page/field`` or ``page/field/row/field``.

    ``name`` is what is to be done, empty where it is what the whole document is about; ``what`` is the question's
    English name where it says more than that it is a date.  ``details`` are the other answers about it: the question's
    name, and the answer.  ``repetition``: it is due once more on other days, of which ``day`` is the first.
    """

    place: str
    day: date
    name: str = ""
    what: str = ""
    details: tuple[tuple[str, str], ...] = ()
    repetition: Repetition | None = None


def due_days(dialogue: type[Dialogue], answers: Answers) -> tuple[DueDay, ...]:
    """In the order of the pages; dates that are empty or cannot be read without asking are left out."""
    return tuple(_due_days(dialogue, answers))


def _due_days(dialogue: type[Dialogue], answers: Answers) -> Iterator[DueDay]:
    for page, model in dialogue.pages().items():
        given = answers.get(page)
        for name, question in questions(model).items():
            raw = given.get(name) if isinstance(given, Mapping) else None
            if question.kind is Kind.REPEAT:
                yield from _in_rows(f"{page}/{name}", question, raw, answers)
            elif (day := _day(question, raw)) is not None:
                yield DueDay(f"{page}/{name}", day, what=question.short)


def _in_rows(place: str, question: Question, raw: Raw, answers: Answers) -> Iterator[DueDay]:
    assert question.row is not None
    asked = questions(question.row)
    for row_id, row in raw_rows(raw):
        said = {key: display(inner, row.get(key), answers, row_id).strip() for key, inner in asked.items()}
        first = next(iter(asked))
        for key, inner in asked.items():
            if (day := _day(inner, row.get(key))) is not None:
                others = {other: text for other, text in said.items() if other not in (first, key) and text}
                details = tuple((asked[other].name, text) for other, text in others.items())
                repeated = _repeated(inner, day, row)
                yield DueDay(f"{place}/{row_id}/{key}", day, said[first], details=details, repetition=repeated)


def _repeated(question: Question, day: date, row: Mapping[str, Raw]) -> Repetition | None:
    if not question.repeated_by:
        return None
    every, until = (str(row.get(name) or "") for name in question.repeated_by)
    return repetition(day, every, exact_date(until))


def _day(question: Question, raw: Raw) -> date | None:
    return exact_date(str(raw or "")) if question.kind is Kind.DATE and question.due else None
