"""What every dialogue is: pages of questions, and what can be concluded from the answers."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.conclusions import Conclusion
from flows.fields import Choices, ChoicesFrom, Kind, Question, Raw, questions
from flows.findings import Finding, Words
from flows.people import is_bound
from flows.validation import Checked, FieldError, Scene, check

Answers = Mapping[str, Raw]
"""Raw answers of a whole dialogue: page → field → raw."""


GROUPS = ("understand", "decide", "plan", "follow-up")
"""What dialogues are for, in the order of a cluster's work."""


class Page(BaseModel):
    """One page of a dialogue: a few questions that belong together, checked together when they are saved."""

    model_config = ConfigDict(arbitrary_types_allowed=True, defer_build=True)

    title: ClassVar[str]
    intro: ClassVar[str] = ""


class Row(BaseModel):
    """One entry of a repeat, with the id it keeps when others come and go."""

    model_config = ConfigDict(defer_build=True)

    id: str = ""


SETTINGS = "settings"
"""Stands where a dialogue has its id, for what is known of a cluster without any: its name and country, on the page
that a profile has for them."""


@dataclass(frozen=True)
class Earlier:
    """A finished document of the same cluster, from which a new one may take over what was said."""

    dialogue: str
    answers: Answers
    about: str = ""
    """What of it was chosen, for instance the need that the goal shall serve."""


@dataclass(frozen=True)
class Reviewed:
    """The whole dialogue checked: the model, or the errors by page id."""

    model: "Dialogue | None"
    errors: Mapping[str, Sequence[FieldError]]


class Dialogue(BaseModel):
    """A guided dialogue.  Subclasses have one field per page, annotated with a `Page`.

    ``version`` goes up whenever a field is renamed or moved; `upgrade` then says where the old answer went.
    ``starters`` are plain words that start it in chat; ``words`` its message ids in English; ``group`` is what it is
    for, one of `GROUPS`.
    """

    model_config = ConfigDict(defer_build=True)  # most are not used for a while: starting waits for none of them

    id: ClassVar[str]
    command: ClassVar[str]
    title: ClassVar[str]
    purpose: ClassVar[str]
    minutes: ClassVar[int]
    place: ClassVar[int]
    """Where it stands in lists: a cluster works from needs to plans."""
    group: ClassVar[str] = "understand"
    main_path: ClassVar[bool] = False
    """Whether it is offered to somebody who has not begun: the main path, from needs to a plan."""
    stage: ClassVar[str] = ""
    """Its name as a stage of the main path, in one word."""
    version: ClassVar[int] = 1
    audience: ClassVar[str] = "staff"
    """For whom it is: ``staff`` of clusters, or ``curator``."""
    starters: ClassVar[tuple[str, ...]] = ()
    words: ClassVar[Mapping[str, str]] = {}
    imported: ClassVar[str] = ""
    """The table (``page/field``) that can be brought in from files and pasted text; empty where there is none."""
    heads: ClassVar[Mapping[str, Sequence[str]]] = {}
    """What else the fields of that table are called, in all languages; under no field columns that are none of them."""
    labels: ClassVar[Mapping[str, Mapping[str, Sequence[str]]]] = {}
    """What else people write for the choices of that table, in all languages: field → value of the choice → words."""

    @classmethod
    def pages(cls) -> dict[str, type[Page]]:
        """The pages by id, in the order asked."""
        return {
            name: info.annotation
            for name, info in cls.model_fields.items()
            if isinstance(info.annotation, type) and issubclass(info.annotation, Page)
        }

    @classmethod
    def check_page(cls, page: str, raw: Raw, scene: Scene) -> Checked[Page]:
        """Check one page alone, as when it is saved."""
        return check(cls.pages()[page], raw, scene.inside(page))

    @classmethod
    def review(cls, answers: Answers, scene: Scene) -> Reviewed:
        """Check all pages and then what must hold between them."""
        pages: dict[str, Page] = {}
        errors: dict[str, Sequence[FieldError]] = {}
        for name in cls.pages():
            checked = cls.check_page(name, answers.get(name), scene)
            if checked.model is None:
                errors[name] = checked.errors
            else:
                pages[name] = checked.model
        if errors:
            return Reviewed(None, errors)
        try:
            return Reviewed(cls.model_validate(pages), {})
        except ValidationError as invalid:
            for details in invalid.errors(include_url=False):
                context = dict(details.get("ctx", {}))
                page = str(context.pop("page", next(iter(cls.pages()))))
                words = Words(id=details["type"], params=context)
                errors[page] = [*errors.get(page, ()), FieldError((), words)]
            return Reviewed(None, errors)

    @classmethod
    def prefill(cls, earlier: Sequence[Earlier]) -> dict[str, Raw]:
        """Raw answers taken over from earlier documents, newest first: offered, and free to change."""
        return {}

    @classmethod
    def begin_with(cls, text: str) -> dict[str, Raw]:
        """Answers for a new document of which the first answer was typed with its command; none if that is no text."""
        return {}

    @classmethod
    def suggest(cls, page: str, answers: Answers, today: date) -> Raw:
        """Raw answers for a page nobody has touched, from the pages before it and the day on which it is opened."""
        return {}

    @classmethod
    def remarks(cls, answers: Answers, scene: Scene) -> Sequence[Finding]:
        """What does not fit together in a draft, as far as it was answered: told beside the fields it is about."""
        return ()

    @classmethod
    def upgrade(cls, answers: Answers, version: int) -> dict[str, Raw]:
        """Answers of an older version in the form of this one; nothing typed may be dropped."""
        return dict(answers)

    @classmethod
    def name_of(cls, answers: Answers) -> str:
        """A short name for one document, from what was typed; empty while there is none."""
        return ""

    def conclude(self, today: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> Conclusion:
        """What follows from the answers on a day, for people with this working calendar."""
        raise TypeError(f"The dialogue '{self.id}' concludes nothing.")


@dataclass(frozen=True)
class Leftover:
    """An answer to a question that this version of the dialogue no longer asks."""

    page: str
    path: tuple[str, ...]
    value: Raw

    @property
    def name(self) -> str:
        """The best name there is for its question."""
        return self.path[-1].replace("_", " ").capitalize()

    @property
    def text(self) -> str:
        """The single answers in it; empty where there is none."""
        return ", ".join(text for leaf in _leaves(self.value) if (text := str(leaf).strip()))


def _leaves(value: Raw) -> Iterator[Raw]:
    """The single answers in one of an unknown shape; people by name, without what only orders entries."""
    if is_bound(value):
        yield value["name"]
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if not (key == "order" and "rows" in value):
                yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    elif value is not None:
        yield value


def leftovers(dialogue: type[Dialogue], answers: Answers) -> list[Leftover]:
    """Answers that no page asks for any more; they are kept and shown, never dropped."""
    found: list[Leftover] = []
    pages = dialogue.pages()
    for page, fields in answers.items():
        if page not in pages:
            found += [Leftover(page, (name,), value) for name, value in _fields(fields) if value]
            continue
        asked = questions(pages[page])
        for name, value in _fields(fields):
            if name not in asked:
                if value:
                    found.append(Leftover(page, (name,), value))
            elif asked[name].row is not None and isinstance(value, Mapping):
                found += _in_rows(page, name, asked[name], value)
    return found


def _in_rows(page: str, name: str, question: Question, value: Mapping[str, Raw]) -> list[Leftover]:
    """Answers in a repeat or grid to columns or rows that are no longer asked.

    Rows and columns of a grid that come from other answers are known, whatever they are.
    """
    assert question.row is not None
    columns: Collection[str] | None = questions(question.row)
    rows, fixed = value.get("rows", {}), None
    if question.kind is Kind.GRID:
        rows, fixed = value, _fixed(question.grid_rows)
        columns = _fixed(question.grid_columns) if question.grid_columns else columns
    found: list[Leftover] = []
    for row_id, row in _fields(rows):
        gone = fixed is not None and row_id not in fixed
        for key, said in _fields(row):
            if said and (gone or (columns is not None and key not in columns)):
                found.append(Leftover(page, (name, row_id, key), said))
    return found


def _fixed(choices: Choices | ChoicesFrom) -> Collection[str] | None:
    """What can be chosen, None where that comes from other answers."""
    return None if callable(choices) else {choice.value for choice in choices}


def _fields(value: Any) -> Sequence[tuple[str, Raw]]:
    return tuple(value.items()) if isinstance(value, Mapping) else ()


def problem(message: str, *, field: str = "", page: str = "", **params: str | int | float) -> PydanticCustomError:
    """An error for a validator to raise: ``field`` (``row id/field`` for a cell) or ``page`` says where it shows."""
    context: dict[str, Any] = dict(params)
    if field:
        context["field"] = field
    if page:
        context["page"] = page
    return PydanticCustomError(message, "{id}", {**context})
