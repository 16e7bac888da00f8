"""Field kinds: the few ways in which a dialogue can ask for something.

A dialogue is a pydantic model; each of its pages is a nested model whose fields are made by the functions
below.  They put a `Question` into the field's metadata, so that a surface can draw the field, and the limits
into pydantic, so that an answer is checked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import BaseModel, Field

from flows.findings import Words

Raw = Any
"""An answer as typed, before any check: JSON.

Text-like kinds: a string.  Person, people: a string as typed, or a list of `flows.people.Item`.  Choices: a list of
strings.  Repeat: ``{"order": [row id], "rows": {row id: {field:
raw}}}``.  Grid: ``{row key: {column key: raw}}``.
"""

SHORT, LONG = 200, 3000
"""Characters at most in a short and in a long text (3,000 is what a Slack input takes)."""


class Kind(StrEnum):
    """How a field is asked; each surface draws each kind once."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    SHARE = "share"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    RATING = "rating"
    PERSON = "person"
    PEOPLE = "people"
    REPEAT = "repeat"
    GRID = "grid"


@dataclass(frozen=True)
class Choice:
    """One option: ``value`` is stored, ``label`` is shown; or ``words`` where it is the advisor who says it."""

    value: str
    label: str
    words: Words | None = None


Choices = tuple[Choice, ...]
ChoicesFrom = Callable[[Mapping[str, Raw], str], Choices]
"""Choices taken from earlier answers: (raw answers of the dialogue, id of the row being edited) → choices."""


@dataclass(frozen=True)
class Question:
    """What is asked about one field, in English; surfaces show the translation.

    ``low`` and ``high`` bound numbers, shares and ratings; ``unit_field`` names the field that holds a number's
    unit.  ``live`` marks a field that takes effect as soon as it is saved, without a new version of the document.
    ``short`` names the answer in lists, where the question itself would be too long.  ``more`` marks what folds
    away under "More details" until it is filled.  ``grid_columns`` of a grid are asked the one question of its ``row``;
    without them its columns are the questions of ``row``.  ``due`` marks a date by which something is to be done or
    reached; it may be the first of several: ``repeated_by`` are then the fields of the row that tell how often, and
    until when.
    """

    kind: Kind
    label: str
    help: str = ""
    example: str = ""
    required: bool = True
    group: str = ""
    low: float | None = None
    high: float | None = None
    unit: str = ""
    unit_field: str = ""
    max_length: int | None = None
    choices: Choices | ChoicesFrom = ()
    row: type[BaseModel] | None = None
    row_name: str = ""
    max_rows: int = 0
    grid_rows: Choices | ChoicesFrom = ()
    grid_columns: Choices | ChoicesFrom = ()
    live: bool = False
    short: str = ""
    more: bool = False
    due: bool = False
    repeated_by: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the answer is called in lists: the short name, or the question without its question mark."""
        return self.short or self.label.rstrip(" ?")


@cache
def questions(model: type[BaseModel]) -> Mapping[str, Question]:
    """All questions of a page or row, by field name, in the order asked."""
    return {
        field: entry
        for field, info in model.model_fields.items()
        for entry in info.metadata
        if isinstance(entry, Question)
    }


def cell_question(grid: Question, column: str) -> Question | None:
    """What is asked in a column of a grid; None where there is no such column.

    Which of the columns that come from earlier answers there are, `flows.validation.cells` tells.
    """
    assert grid.row is not None
    asked = questions(grid.row)
    return next(iter(asked.values())) if grid.grid_columns else asked.get(column)


def _ask(question: Question, **limits: Any) -> Any:
    default: dict[str, Any] = {}
    if not question.required:
        empty = {Kind.CHOICES: list, Kind.PEOPLE: list, Kind.REPEAT: list, Kind.GRID: dict}.get(question.kind)
        default = {"default_factory": empty} if empty else {"default": None}
    info = Field(**default, **limits)
    info.metadata.append(question)
    return info


def short_text(
    label: str,
    *,
    help: str = "",
    example: str = "",
    required: bool = True,
    group: str = "",
    short: str = "",
    more: bool = False,
) -> Any:
    """One line of text, `SHORT` characters at most; the model field is ``str`` (``str | None`` if optional)."""
    q = Question(Kind.SHORT_TEXT, label, help, example, required, group, max_length=SHORT, short=short, more=more)
    return _ask(q, max_length=SHORT)


def long_text(
    label: str,
    *,
    help: str = "",
    example: str = "",
    required: bool = True,
    group: str = "",
    short: str = "",
    more: bool = False,
) -> Any:
    """Several lines of text, `LONG` characters at most."""
    q = Question(Kind.LONG_TEXT, label, help, example, required, group, max_length=LONG, short=short, more=more)
    return _ask(q, max_length=LONG)


def number(
    label: str,
    *,
    low: float | None = None,
    high: float | None = None,
    unit: str = "",
    unit_field: str = "",
    help: str = "",
    example: str = "",
    required: bool = True,
    group: str = "",
    short: str = "",
    more: bool = False,
) -> Any:
    """A number as people write it; the model field is ``int`` or ``float``.

    Its unit is ``unit``, or what is answered in the ``unit_field`` of the same page.
    """
    named = Question(Kind.NUMBER, label, help, example, required, group, short=short, more=more)
    q = replace(named, low=low, high=high, unit=unit, unit_field=unit_field)
    return _ask(q, ge=low, le=high)


def share(
    label: str, *, help: str = "", example: str = "", required: bool = True, group: str = "", short: str = ""
) -> Any:
    """A part of a whole in percent, from 0 to 100; the model field is ``float``."""
    named = Question(Kind.SHARE, label, help, example, required, group, short=short)
    return _ask(replace(named, low=0, high=100, unit="%"), ge=0, le=100)


def date_(
    label: str,
    *,
    help: str = "",
    example: str = "",
    required: bool = True,
    group: str = "",
    short: str = "",
    more: bool = False,
    due: bool = True,
    live: bool = False,
    repeated_by: tuple[str, ...] = (),
) -> Any:
    """A calendar date; the model field is ``datetime.date``.  It goes into calendars unless it is not ``due``."""
    named = Question(Kind.DATE, label, help, example, required, group, short=short, more=more)
    return _ask(replace(named, due=due, live=live, repeated_by=repeated_by))


def yes_no(
    label: str,
    *,
    help: str = "",
    example: str = "",
    required: bool = True,
    group: str = "",
    short: str = "",
    more: bool = False,
) -> Any:
    """Yes or no, as the strings ``yes`` and ``no``; the model field is ``bool``."""
    return _ask(Question(Kind.YES_NO, label, help, example, required, group, short=short, more=more))


def choice(
    label: str,
    choices: Choices | ChoicesFrom,
    *,
    help: str = "",
    example: str = "",
    required: bool = True,
    group: str = "",
    short: str = "",
    more: bool = False,
    live: bool = False,
) -> Any:
    """One of several options; the model field is ``str`` or a string enumeration."""
    return _ask(
        Question(Kind.CHOICE, label, help, example, required, group, choices=choices, live=live, short=short, more=more)
    )


def choices(
    label: str,
    options: Choices | ChoicesFrom,
    *,
    help: str = "",
    example: str = "",
    required: bool = True,
    group: str = "",
    short: str = "",
    more: bool = False,
) -> Any:
    """Any number of options; the model field is ``list[str]``."""
    return _ask(Question(Kind.CHOICES, label, help, example, required, group, choices=options, short=short, more=more))


def rating(
    label: str,
    *,
    low: int,
    high: int,
    help: str = "",
    example: str = "",
    required: bool = True,
    group: str = "",
    short: str = "",
    more: bool = False,
) -> Any:
    """A whole number from ``low`` to ``high``; the model field is ``int``."""
    q = Question(Kind.RATING, label, help, example, required, group, low=low, high=high, short=short, more=more)
    return _ask(q, ge=low, le=high)


def person(
    label: str,
    *,
    help: str = "",
    example: str = "",
    required: bool = True,
    group: str = "",
    short: str = "",
    more: bool = False,
) -> Any:
    """One person by name; the model field is `flows.people.Person`."""
    return _ask(Question(Kind.PERSON, label, help, example, required, group, max_length=SHORT, short=short, more=more))


def people(
    label: str,
    *,
    help: str = "",
    example: str = "",
    required: bool = True,
    group: str = "",
    short: str = "",
    more: bool = False,
) -> Any:
    """Several people, in whatever way they are listed; the model field is ``list[Person]``."""
    return _ask(Question(Kind.PEOPLE, label, help, example, required, group, max_length=LONG, short=short, more=more))


def repeat(
    label: str,
    row: type[BaseModel],
    *,
    row_name: str,
    max_rows: int,
    help: str = "",
    example: str = "",
    required: bool = True,
    group: str = "",
) -> Any:
    """A list of rows with stable ids; the model field is a list of ``row`` models."""
    q = Question(Kind.REPEAT, label, help, example, required, group, row=row, row_name=row_name, max_rows=max_rows)
    return _ask(q, **({"min_length": 1} if required else {}), max_length=max_rows)


def grid(
    label: str,
    rows: Choices | ChoicesFrom,
    row: type[BaseModel],
    *,
    columns: Choices | ChoicesFrom = (),
    help: str = "",
    example: str = "",
    required: bool = True,
    group: str = "",
) -> Any:
    """The same few questions (``row``) for each of several things; the model field is ``dict[str, row]``.

    With ``columns``, the one question of ``row`` for each pair of two things; the model field is a dictionary by row
    and column.
    """
    q = Question(Kind.GRID, label, help, example, required, group, row=row, grid_rows=rows, grid_columns=columns)
    return _ask(q)
