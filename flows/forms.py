"""A form: one page of a dialogue with the answers so far and what is wrong with them.

This is all that a surface needs to draw a page; there is no second form language.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pydantic import BaseModel

from flows.dialogue import Answers, Dialogue
from flows.fields import Choice, Choices, Kind, Question, Raw, questions
from flows.findings import Words
from flows.people import shown
from flows.reading.dates import exact_date
from flows.typed_fields import with_units
from flows.validation import FieldError, cells, raw_rows, resolve


@dataclass(frozen=True)
class FormRef:
    """Which form: a page, one row of a repeat on that page, or (without a row) a list to be added to the repeat."""

    page: str
    field: str = ""
    row: str = ""

    @property
    def is_list(self) -> bool:
        """Whether it is the form in which a whole list is added to a repeat."""
        return bool(self.field and not self.row)


@dataclass(frozen=True)
class FormField:
    """One question with its answer as typed.

    ``offers`` are what may be meant by a value that is wrong; one that is chosen is the answer.  ``choices`` are
    resolved.  ``rows`` are the entries of a repeat.  ``cells`` are the questions of a grid, asked
    for each of ``grid_rows``; their raw answers stand in ``value`` their errors in ``cell_errors`` and
    what is offered in ``cell_offers`` under (row, column).
    """

    key: str
    question: Question
    value: Raw = None
    error: str = ""
    choices: Choices = ()
    rows: tuple["RowSummary", ...] = ()
    grid_rows: Choices = ()
    cells: tuple["FormField", ...] = ()
    cell_errors: Mapping[tuple[str, str], str] = field(default_factory=dict)
    offers: Choices = ()
    cell_offers: Mapping[tuple[str, str], Choices] = field(default_factory=dict)
    warning: str = ""

    @property
    def kind(self) -> Kind:
        return self.question.kind

    @property
    def is_open(self) -> bool:
        """Whether there is anything to see in it: an answer, or something that needs attention."""
        return not _blank(self.value) or bool(self.error or self.warning or self.cell_errors)

    @property
    def text(self) -> str:
        """The raw answer of a text-like field, empty if there is none."""
        if self.kind in (Kind.PERSON, Kind.PEOPLE):
            return shown(self.value, "\n")
        return "" if self.value is None else str(self.value)


@dataclass(frozen=True)
class RowSummary:
    """An entry of a repeat in a list: its first answers, and whether something in it needs attention.

    ``error`` is about the field ``key``, whose question is ``about``; ``missing``: it was not answered.
    """

    id: str
    title: str
    details: tuple[tuple[str, str], ...] = ()
    error: str = ""
    warning: str = ""
    key: str = ""
    about: str = ""
    missing: bool = False

    @property
    def problem(self) -> str:
        """The error with what it is about; a question that was not answered is asked."""
        return asked_again(self.about, self.error, missing=self.missing) if self.error else ""


@dataclass(frozen=True)
class Form:
    """One page, ready to be drawn.  ``step`` counts from 1 to ``steps``; ``error`` is about the page as a whole."""

    dialogue: str
    title: str
    ref: FormRef
    page_title: str
    intro: str
    step: int
    steps: int
    fields: tuple[FormField, ...]
    error: str = ""

    @property
    def has_errors(self) -> bool:
        return bool(self.error) or any(
            f.error or f.cell_errors or any(row.error for row in f.rows) for f in self.fields
        )


def asked_again(label: str, error: str, *, missing: bool) -> str:
    """An error away from its field, with the question it is about; one that was not answered is asked once more."""
    if not label:
        return error
    if not label.endswith(("?", "؟")):
        return f"{label}: {error}"
    return label if missing else f"{label} {error}"


def of_entry(title: str, text: str) -> str:
    """Something about an entry, behind its name: "Recruit auditors: who is responsible?\""""
    asks = "?" in text and text[1:2].islower()
    return f"{title}: {text[:1].lower() + text[1:] if asks else text}"


def build_form(
    dialogue: type[Dialogue],
    ref: FormRef,
    answers: Answers,
    errors: Sequence[FieldError] = (),
    *,
    warnings: Sequence[FieldError] = (),
    word: Callable[[Words], str] = lambda words: words.id,
) -> Form:
    """The form of a page or row, with errors and warnings beside the fields; ``word`` puts them into words.

    Raises:
        KeyError: the dialogue has no such page, field or row (it may have been removed meanwhile).
    """
    pages = dialogue.pages()
    page_model = pages[ref.page]
    raw = answers.get(ref.page) or {}
    model: type[BaseModel] = page_model
    page_title, intro = page_model.title, page_model.intro
    if ref.field:
        question = questions(page_model)[ref.field]
        if question.kind is not Kind.REPEAT or question.row is None:
            raise KeyError(ref.field)
        raw = ((raw.get(ref.field) or {}).get("rows") or {})[ref.row]
        model, page_title, intro = question.row, question.row_name, question.help
    worded = [_Worded(error.path, word(error.words), error.offers, error.is_missing) for error in errors]
    warned = [_Worded(warning.path, word(warning.words), ()) for warning in warnings]
    return Form(
        dialogue=dialogue.id,
        title=dialogue.title,
        ref=ref,
        page_title=page_title,
        intro=intro,
        step=list(pages).index(ref.page) + 1,
        steps=len(pages),
        fields=tuple(_fields(model, raw, answers, worded, warned, ref.row)),
        error=next((error.text for error in worded if not error.path), ""),
    )


@dataclass(frozen=True)
class _Worded:
    path: tuple[str, ...]
    text: str
    offers: Choices
    missing: bool = False


def _fields(
    model: type[BaseModel],
    raw: Mapping[str, Raw],
    answers: Answers,
    errors: Sequence[_Worded],
    warnings: Sequence[_Worded],
    row_id: str,
) -> Iterable[FormField]:
    for name, question in questions(model).items():
        own = [error for error in errors if error.path[:1] == (name,)]
        warned = [warning for warning in warnings if warning.path[:1] == (name,)]
        made = FormField(
            key=name,
            question=question,
            value=raw.get(name),
            error=next((error.text for error in own if len(error.path) == 1), ""),
            offers=next((error.offers for error in own if len(error.path) == 1), ()),
            choices=resolve(question.choices, answers, row_id),
            warning=next((warning.text for warning in warned if len(warning.path) == 1), ""),
        )
        if question.kind is Kind.REPEAT:
            made = replace(made, rows=tuple(_summaries(question, raw.get(name), answers, own, warned)))
        if question.kind is Kind.GRID:
            made = replace(
                made,
                grid_rows=resolve(question.grid_rows, answers, ""),
                cells=tuple(
                    FormField(key, cell, choices=resolve(cell.choices, answers, ""))
                    for key, cell in cells(question, answers).items()
                ),
                cell_errors={(e.path[1], (*e.path, "")[2]): e.text for e in own if len(e.path) > 1},
                cell_offers={(e.path[1], e.path[2]): e.offers for e in own if len(e.path) > 2 and e.offers},
            )
        yield made


def _summaries(
    question: Question, raw: Raw, answers: Answers, errors: Sequence[_Worded], warnings: Sequence[_Worded]
) -> Iterable[RowSummary]:
    assert question.row is not None
    asked = questions(question.row)
    for row_id, row in raw_rows(raw):
        title_key = next(iter(asked))
        details = tuple(
            (q.name, display(q, row.get(key), answers, row_id))
            for key, q in asked.items()
            if key != title_key and not _blank(row.get(key))
        )
        made = RowSummary(row_id, entry_title(question, row, answers, row_id), details)
        if wrong := next((error for error in errors if error.path[1:2] == (row_id,)), None):
            key = "".join(wrong.path[2:3])
            about = asked[key].label if key in asked else ""
            made = replace(made, error=wrong.text, key=key, about=about, missing=wrong.missing)
        told = dict.fromkeys(warning.text for warning in warnings if warning.path[1:2] == (row_id,))
        yield replace(made, warning=" ".join(told))


def entry_title(repeat: Question, row: Mapping[str, Raw], answers: Answers, row_id: str) -> str:
    """What an entry of a repeat is called: its first answer, as a person would read it."""
    assert repeat.row is not None
    key, question = next(iter(questions(repeat.row).items()))
    return display(question, row.get(key), answers, row_id).strip()


def display(question: Question, raw: Raw, answers: Answers, row_id: str = "", say: Callable[[str], str] = str) -> str:
    """A raw answer as a person would read it: labels for choices, the unit behind a number.

    ``say`` puts the English words of a dialogue into their language; what people typed stays as it is.
    """
    if _blank(raw):
        return ""
    typed = callable(question.choices)
    labels = {c.value: c.label if typed else say(c.label) for c in resolve(question.choices, answers, row_id)}
    match question.kind:
        case Kind.CHOICES:
            known = [str(item) for item in raw if str(item) in labels or not typed]
            return ", ".join(labels.get(item, item) for item in known)
        case Kind.CHOICE:
            return labels.get(str(raw), str(raw))
        case Kind.YES_NO:
            return say({"yes": "Yes", "no": "No"}.get(str(raw), str(raw)))
        case Kind.DATE:
            return _long_date(str(raw))
        case Kind.PERSON | Kind.PEOPLE:
            return ", ".join(name for line in shown(raw, "\n").splitlines() if (name := line.strip()))
        case Kind.RATING:
            return f"{raw} / {question.high:g}" if question.high else str(raw)
        case Kind.NUMBER | Kind.SHARE if question.unit:
            return f"{with_units({'': question}, {'': raw})['']} {say(question.unit)}"
        case _:
            return str(raw)


def _long_date(typed: str) -> str:
    day = exact_date(typed)
    return typed if day is None else f"{day.day} {day:%B} {day.year}"


def _blank(raw: Raw) -> bool:
    return raw is None or raw == [] or raw == {} or (isinstance(raw, str) and not raw.strip())


def yes_no_choices() -> Choices:
    """The two options of a yes/no question, for surfaces that draw it as a choice."""
    return (Choice("yes", "Yes"), Choice("no", "No"))
