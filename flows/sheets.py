"""A document as sheets of a spreadsheet: its answers as dates, figures and choices, each row under its stable id."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flows.conclusions import Cell, Table
from flows.contents import NO_LONGER_ASKED, leftover_pairs, lines
from flows.dialogue import Answers, Dialogue
from flows.fields import Choices, Kind, Question, Raw, questions
from flows.forms import display
from flows.reading.dates import exact_date
from flows.reading.numbers import exact_number
from flows.validation import cells

Value = str | int | float | date
"""What stands in one cell; an empty text where nothing does."""
Say = Callable[[str], str]
"""Puts the English words of a dialogue into the language of a person, and leaves what people typed as it is."""

ANSWERS, PAGE, QUESTION, ANSWER, WHAT = "Answers", "Page", "Question", "Answer", "What"
"""Names of sheets and columns that no dialogue gives."""
YES_NO = ("Yes", "No")


@dataclass(frozen=True)
class Column:
    """``key`` is the field whose answers stand in it, empty where they are worked out.

    ``choices`` are all that may be chosen, in the person's language; ``low`` and ``high`` bound figures.
    """

    name: str
    key: str = ""
    kind: Kind = Kind.SHORT_TEXT
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Sheet:
    """``place`` is the repeat or grid (``page/field``) whose rows these are, empty for other sheets."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[Value, ...]], ...]
    place: str = ""


def sheets(dialogue: type[Dialogue], answers: Answers, tables: Sequence[Table], say: Say) -> tuple[Sheet, ...]:
    """All that was answered, the main table first, then what follows from it (those of ``tables`` that tell more)."""
    told = {place: table for table in tables for place in table.tells if table.fields}
    found = list(_rows(dialogue, answers, told, say))
    main = [sheet for sheet in found if sheet.place in told and told[sheet.place].template]
    others = [sheet for sheet in found if sheet not in main]
    worked_out = (_worked_out(table, say) for table in tables if not any(place in told for place in table.tells))
    return (*main, *_answers(dialogue, answers, say), *others, *worked_out)


def _rows(dialogue: type[Dialogue], answers: Answers, told: Mapping[str, Table], say: Say) -> Iterator[Sheet]:
    """A sheet for each repeat and grid in which something was answered."""
    for page, model in dialogue.pages().items():
        given = answers.get(page)
        for name, question in questions(model).items():
            if question.row is None:
                continue
            place, raw = f"{page}/{name}", given.get(name) if isinstance(given, Mapping) else None
            sheet = _of_rows(place, question, raw, answers, told.get(place), say)
            if sheet.rows:
                yield sheet


def _of_rows(place: str, question: Question, raw: Raw, answers: Answers, told: Table | None, say: Say) -> Sheet:
    asked = _in_order(cells(question, answers), told)
    heads = tuple(_column(key, name, inner, say) for key, (name, inner) in asked.items())
    is_grid, rows = question.kind is Kind.GRID, []
    for name, fields, row_id in lines(question, raw, answers):
        values = tuple(_value(q, fields.get(k), answers, row_id, say) for k, (_, q) in asked.items())
        if not is_grid:
            rows.append((row_id, values))
        elif any(value != "" for value in values):
            rows.append((row_id, (say(name), *values)))
    if is_grid:
        return Sheet(say(question.label), (Column(say(WHAT)), *heads), tuple(rows), place)
    return Sheet(say(told.title if told else question.label), heads, tuple(rows), place)


def _in_order(asked: Mapping[str, Question], told: Table | None) -> dict[str, tuple[str, Question]]:
    """What is asked in each column, with its name: as on the page first, then what stands in no table there."""
    shown = zip(told.fields, told.columns, strict=False) if told else ()
    first: dict[str, tuple[str, Question]] = {key: (name, asked[key]) for key, name in shown if key in asked}
    return first | {key: (question.name, question) for key, question in asked.items() if key not in first}


def _column(key: str, name: str, question: Question, say: Say) -> Column:
    choices: tuple[str, ...] = ()
    if question.kind is Kind.CHOICE:
        choices = tuple(say(choice.label) for choice in _fixed(question))
    elif question.kind is Kind.YES_NO:
        choices = tuple(map(say, YES_NO))
    named = f"{say(name)} ({say(question.unit)})" if question.unit and question.unit not in name else say(name)
    return Column(named, key, question.kind, choices, question.low, question.high)


def _fixed(question: Question) -> Choices:
    """The choices that are the same in every row."""
    return () if callable(question.choices) else question.choices


def _value(question: Question, raw: Raw, answers: Answers, row_id: str, say: Say) -> Value:
    text = display(question, raw, answers, row_id).strip()
    match question.kind:
        case Kind.DATE:
            return exact_date(str(raw or "")) or text
        case Kind.NUMBER | Kind.SHARE | Kind.RATING if text:
            quantity = exact_number(str(raw))
            return quantity.value if quantity is not None else text
        case Kind.CHOICE | Kind.YES_NO:
            return say(text) if text else ""
    return text


def _answers(dialogue: type[Dialogue], answers: Answers, say: Say) -> Iterator[Sheet]:
    """What was answered once, each in a row with its question."""
    rows: list[tuple[str, tuple[Value, ...]]] = []
    for page, model in dialogue.pages().items():
        given = answers.get(page)
        for name, question in questions(model).items():
            if question.row is None and isinstance(given, Mapping):
                value = _value(question, given.get(name), answers, "", say)
                if value != "":
                    rows.append((f"{page}/{name}", (say(model.title), say(question.name), value)))
    rows += [("", (say(NO_LONGER_ASKED), name, text)) for name, text in leftover_pairs(dialogue, answers)]
    if rows:
        heads = (Column(say(PAGE)), Column(say(QUESTION)), Column(say(ANSWER), "answer", Kind.LONG_TEXT))
        yield Sheet(say(ANSWERS), heads, tuple(rows))


def _worked_out(table: Table, say: Say) -> Sheet:
    filled = table.filled()
    rows = tuple(("", tuple(_read(cell) for cell in row)) for row in filled.rows)
    return Sheet(say(table.title), tuple(Column(say(name)) for name in filled.columns), rows)


def _read(cell: Cell) -> Value:
    if isinstance(cell, str) and len(cell) == 10:
        try:
            return date.fromisoformat(cell)
        except ValueError:
            return cell
    return _plain(cell)


def _plain(cell: Cell) -> str | int | float:
    return "; ".join(cell) if isinstance(cell, tuple) else cell
