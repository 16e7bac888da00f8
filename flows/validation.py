"""From answers as typed to a checked model, with an error text for every field that does not fit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.fields import Choice, Choices, ChoicesFrom, Kind, Question, Raw, questions
from flows.findings import Param, Words
from flows.people import Person, shown
from flows.people_fields import NobodyError, UnsureError, people_of
from flows.reading.names import Directory
from flows.typed_fields import Taken, take_date, take_number, with_units

Model = TypeVar("Model", bound=BaseModel)
Path = tuple[str, ...]
"""Where an answer stands inside its page: field, or field → row id → field of the row."""

WORDS: Mapping[str, str] = {
    "field.required": "Please answer this.",
    "field.required-choice": "Please choose one.",
    "field.too-long": "This is too long: {length} characters. Please keep it to {limit}.",
    "field.too-low": "This must be {limit} or more.",
    "field.too-high": "This must be {limit} or less.",
    "field.not-whole": "Please use a whole number.",
    "field.date-in-past": "{date} is in the past. Please choose today or a later day.",
    "field.unknown-choice": "“{typed}” is no longer one of the choices. Please choose again.",
    "field.too-many-rows": "There are {count} entries. Please keep it to {limit}.",
    "field.rows-full": "There are already {limit} entries, which is the limit. Remove one first.",
    "field.no-rows": "Please add at least one.",
    "field.one-person": "Please name one person here.",
    "field.who": "Who is “{typed}”? Do you mean {name}?",
    "field.outside": "Somebody outside: {name}",
    "field.which": "“{typed}” could be several people. Who is it?",
    "field.nobody": "“{typed}” names nobody, so this is not answered yet. Who is it?",
    "field.unknown-person": "I could not find out who this is. Please choose again in a minute, or write the name.",
    "field.invalid": "This answer does not fit here. Please check it.",
}


@dataclass(frozen=True)
class Scene:
    """What a check needs to know beside the answer: never read from a clock or a store.

    ``answers`` are the raw answers of all pages, for choices that come from earlier ones; ``people`` are those who can
    be meant by a name.  ``typed_on`` gives the day on which a date was typed, by its path from the page on: one that
    was in the future then is no error now.  ``path`` is where the check is.  Without ``asks`` nobody is there to be
    asked, as about what was submitted long ago: a name that is not surely somebody's is then somebody outside, and
    "tbd" is nobody.  ``calendar`` tells the working days of the person.
    """

    today: date
    answers: Mapping[str, Raw] = field(default_factory=dict)
    people: Directory = field(default_factory=Directory)
    typed_on: Mapping[Path, date] = field(default_factory=dict)
    path: Path = ()
    asks: bool = True
    calendar: Calendar = MONDAY_TO_FRIDAY

    def inside(self, *steps: str) -> "Scene":
        """The scene of a part: a page, a row."""
        return replace(self, path=(*self.path, *steps))

    def day_of(self, name: str) -> date:
        """The day on which the field of that name was typed; today where that is not known."""
        return self.typed_on.get((*self.path, name), self.today)


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one answer; an empty path means the page as a whole.

    ``offers`` are what may be meant: the value of each is the raw answer that is stored when it is chosen.
    """

    path: Path
    words: Words
    offers: tuple[Choice, ...] = ()

    @property
    def is_missing(self) -> bool:
        """Whether nothing was answered."""
        return self.words.id in ("field.required", "field.required-choice")


@dataclass(frozen=True)
class Checked(Generic[Model]):
    """The model, or the errors for which there is none."""

    model: Model | None
    errors: tuple[FieldError, ...] = ()


class _Unfit(Exception):  # noqa: N818 - not an error to be raised to callers
    def __init__(self, message: str, **params: Param) -> None:
        self.words = Words(id=message, params=params)
        self.offers: tuple[Choice, ...] = ()

    @classmethod
    def asking(cls, words: Words, offers: tuple[Choice, ...]) -> "_Unfit":
        """What is to be asked, with what may be meant."""
        unfit = cls(words.id, **words.params)
        unfit.offers = offers
        return unfit


def check(model: type[Model], raw: Raw, scene: Scene, row_id: str = "") -> Checked[Model]:
    """Check the raw answers of a page (or of one row) against its model.

    Unknown keys are ignored: they belong to another version of the dialogue.
    """
    given: Mapping[str, Raw] = with_units(questions(model), raw) if isinstance(raw, Mapping) else {}
    data: dict[str, Any] = {}
    errors: list[FieldError] = []
    for name, question in questions(model).items():
        try:
            value, inner = _read(name, question, given, scene, row_id)
        except _Unfit as unfit:
            errors.append(FieldError((name,), unfit.words, unfit.offers))
            continue
        errors += [replace(error, path=(name, *error.path)) for error in inner]
        if value is not None and not inner:
            data[name] = value
    if "id" in model.model_fields:
        data["id"] = row_id
    try:
        checked = model.model_validate(data, context={"scene": scene, "given": given})
    except ValidationError as invalid:
        known = {error.path[:1] for error in errors}
        asked = questions(model)
        for details in invalid.errors(include_url=False):
            error = _field_error(details, asked)
            if error.path[:1] not in known or not error.path:
                errors.append(error)
        return Checked(None, tuple(errors))
    return Checked(None if errors else checked, tuple(errors))


def _read(
    name: str, question: Question, given: Mapping[str, Raw], scene: Scene, row_id: str
) -> tuple[Any, Sequence[FieldError]]:
    raw = given.get(name)
    if question.kind is Kind.REPEAT:
        return _read_rows(question, raw, scene.inside(name))
    if question.kind is Kind.GRID:
        return _read_grid(question, raw, scene.inside(name))
    if question.kind is Kind.CHOICES:
        chosen = [str(item) for item in raw] if isinstance(raw, list) else []
        if not chosen:  # the options may come from hundreds of other entries
            return None, ()
        options = {option.value for option in resolve(question.choices, scene.answers, row_id)}
        if callable(question.choices):  # what an option came from may be gone, and the option with it
            chosen = [item for item in chosen if item in options]
        if lost := [item for item in chosen if item not in options]:
            raise _Unfit("field.unknown-choice", typed=_short(lost[0]))
        return chosen or None, ()
    if question.kind in (Kind.PERSON, Kind.PEOPLE):
        return _read_people(question, raw, scene), ()
    text = raw.strip() if isinstance(raw, str) else str(raw) if isinstance(raw, int | float) else ""
    if not text:
        return None, ()
    if question.kind is Kind.DATE:
        return _taken(take_date(text, scene.day_of(name))), ()
    if question.kind in (Kind.NUMBER, Kind.SHARE, Kind.RATING):
        return _taken(take_number(question, text, str(given.get(question.unit_field) or ""))), ()
    return _read_text(question, text, scene, row_id), ()


def _taken(taken: Taken[Any]) -> Any:
    if taken.words is not None:
        raise _Unfit.asking(taken.words, taken.offers)
    return taken.value


def _read_people(question: Question, raw: Raw, scene: Scene) -> Person | list[Person] | None:
    text = shown(raw)
    if question.max_length and len(text) > question.max_length:
        raise _Unfit("field.too-long", length=len(text), limit=question.max_length)
    try:
        found = people_of(raw, scene.people, asks=scene.asks)
    except UnsureError as unsure:
        raise _Unfit.asking(unsure.unsure.words, unsure.unsure.offers) from None
    except NobodyError as nobody:
        if not question.required:
            return None
        raise _Unfit("field.nobody", typed=_short(nobody.typed)) from None
    if question.kind is Kind.PEOPLE:
        return found if text and (found or not scene.asks) else None
    if len(found) > 1:
        raise _Unfit("field.one-person")
    return found[0] if found else None


def _read_text(question: Question, text: str, scene: Scene, row_id: str) -> Any:
    if question.max_length and len(text) > question.max_length:
        raise _Unfit("field.too-long", length=len(text), limit=question.max_length)
    match question.kind:
        case Kind.YES_NO:
            if text not in ("yes", "no"):
                raise _Unfit("field.unknown-choice", typed=_short(text))
            return text == "yes"
        case Kind.CHOICE:
            if text not in {option.value for option in resolve(question.choices, scene.answers, row_id)}:
                if callable(question.choices):
                    return None
                raise _Unfit("field.unknown-choice", typed=_short(text))
            return text
        case _:
            return text


def _read_rows(question: Question, raw: Raw, scene: Scene) -> tuple[Any, Sequence[FieldError]]:
    assert question.row is not None
    rows: list[BaseModel] = []
    errors: list[FieldError] = []
    for row_id, row in raw_rows(raw):
        checked = check(question.row, row, scene.inside(row_id), row_id)
        errors += [replace(error, path=(row_id, *error.path)) for error in checked.errors]
        if checked.model is not None:
            rows.append(checked.model)
    count = len(rows) if not errors else sum(1 for _ in raw_rows(raw))
    if count > question.max_rows:
        raise _Unfit("field.too-many-rows", count=count, limit=question.max_rows)
    if question.required and not count:
        raise _Unfit("field.no-rows")
    return rows, errors


def _read_grid(question: Question, raw: Raw, scene: Scene) -> tuple[Any, Sequence[FieldError]]:
    assert question.row is not None
    given: Mapping[str, Raw] = raw if isinstance(raw, Mapping) else {}
    rows: dict[str, Any] = {}
    errors: list[FieldError] = []
    for row in resolve(question.grid_rows, scene.answers, ""):
        cells = given.get(row.value)
        if not isinstance(cells, Mapping) or not filled(cells):
            continue
        if question.grid_columns:
            pairs, wrong = _read_pairs(question, cells, scene.inside(row.value), row.value)
            errors += wrong
            rows |= {row.value: pairs} if pairs else {}
            continue
        checked = check(question.row, cells, scene.inside(row.value), row.value)
        errors += [replace(error, path=(row.value, *error.path)) for error in checked.errors]
        if checked.model is not None:
            rows[row.value] = checked.model
    return rows or None, errors


def _read_pairs(
    question: Question, given: Mapping[str, Raw], scene: Scene, row: str
) -> tuple[dict[str, Any], Sequence[FieldError]]:
    """The one question of a grid for each of its columns."""
    assert question.row is not None
    (name,) = questions(question.row)
    values: dict[str, Any] = {}
    errors: list[FieldError] = []
    for column in cells(question, scene.answers):
        checked = check(question.row, {name: given.get(column)}, scene, row)
        errors += [replace(error, path=(row, column)) for error in checked.errors]
        if checked.model is not None and (value := getattr(checked.model, name)) is not None:
            values[column] = value
    return values, errors


def cells(question: Question, answers: Mapping[str, Raw]) -> Mapping[str, Question]:
    """What a grid or repeat asks in each of its rows, by column."""
    assert question.row is not None
    asked = questions(question.row)
    if not question.grid_columns:
        return asked
    (cell,) = asked.values()
    columns = resolve(question.grid_columns, answers, "")
    return {column.value: replace(cell, label=column.label, short="") for column in columns}


def resolve(choices: Choices | ChoicesFrom, answers: Mapping[str, Raw], row_id: str) -> Choices:
    """The options of a question: as written, or taken from the earlier answers."""
    return choices(answers, row_id) if callable(choices) else choices


def raw_rows(raw: Raw) -> Iterator[tuple[str, dict[str, Raw]]]:
    """The rows of a raw repeat answer in their order, as (row id, raw fields); one without any answer is none yet."""
    if isinstance(raw, Mapping) and isinstance(raw.get("rows"), Mapping):
        rows = raw["rows"]
        order = [str(row_id) for row_id in raw.get("order", ()) if row_id in rows]
        order += [row_id for row_id in rows if row_id not in order]
        for row_id in order:
            if filled(rows[row_id]):
                yield row_id, dict(rows[row_id])


def filled(fields: Mapping[str, Raw]) -> bool:
    """Whether anything is answered in a row."""
    return any(value.strip() if isinstance(value, str) else value not in (None, [], {}) for value in fields.values())


_PLAIN_ERRORS = {
    "int_from_float": "field.not-whole",
    "int_parsing": "field.not-whole",
    "greater_than_equal": "field.too-low",
    "less_than_equal": "field.too-high",
}


def _field_error(details: ErrorDetails, asked: Mapping[str, Question]) -> FieldError:
    path = tuple(str(part) for part in details["loc"])
    context = details.get("ctx", {})
    kind = details["type"]
    if kind == "missing":
        question = asked.get(path[0]) if path else None
        chosen = question is not None and question.kind in (Kind.CHOICE, Kind.YES_NO, Kind.RATING)
        return FieldError(path, Words(id="field.required-choice" if chosen else "field.required"))
    if "." in kind:  # raised by a dialogue's own validator
        where = context.get("field", "")
        params = {key: _param(value) for key, value in context.items() if key != "field"}
        return FieldError(tuple(where.split("/")) if where else path, Words(id=kind, params=params))
    if kind in _PLAIN_ERRORS:
        limit = context.get("ge", context.get("le"))
        return FieldError(path, Words(id=_PLAIN_ERRORS[kind], params={} if limit is None else {"limit": _param(limit)}))
    return FieldError(path, Words(id="field.invalid"))


def _param(value: Any) -> Param:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, str | int | float) else str(value)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
