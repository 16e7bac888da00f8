"""Whatever somebody could answer in a dialogue, and the same answers with their entries in another order."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from flows.dialogue import Dialogue
from flows.fields import Choice, Kind, Question, questions
from flows.validation import cells, raw_rows, resolve

WORDS = st.text("abcdef äéλم -“”{}%", min_size=1, max_size=12).filter(lambda text: any(c.isalnum() for c in text))
ROWS = 5
"""Entries at most of each repeat."""


@st.composite
def answers(draw: st.DrawFn, dialogue: type[Dialogue]) -> dict[str, Any]:
    """Answers that can be submitted, page by page; what is optional is often left out."""
    given: dict[str, Any] = {}
    for page, model in dialogue.pages().items():
        given[page] = {}
        for name, question in questions(model).items():
            if (value := draw(answer(question, given, ""))) is not None:
                given[page][name] = value
    return given


def answer(question: Question, given: Mapping[str, Any], row_id: str) -> st.SearchStrategy[Any]:
    """One answer; None where it is left out."""
    made = _answer(question, given, row_id)
    return made if question.required else st.none() | made


def _answer(question: Question, given: Mapping[str, Any], row_id: str) -> st.SearchStrategy[Any]:
    low, high = int(question.low or 0), int(question.high if question.high is not None else (question.low or 0) + 100)
    match question.kind:
        case Kind.RATING | Kind.NUMBER | Kind.SHARE:
            return st.integers(low, high).map(str)
        case Kind.DATE:
            return st.dates().map(lambda day: day.replace(year=2027 + day.year % 5, day=min(day.day, 28)).isoformat())
        case Kind.YES_NO:
            return st.sampled_from(("yes", "no"))
        case Kind.CHOICE | Kind.CHOICES:
            return _chosen(question, resolve(question.choices, given, row_id))
        case Kind.REPEAT:
            return st.integers(1 if question.required else 0, ROWS).flatmap(lambda count: _rows(question, given, count))
        case Kind.GRID:
            return _grid(question, given)
        case _:
            return WORDS


def _chosen(question: Question, options: tuple[Choice, ...]) -> st.SearchStrategy[Any]:
    if question.kind is Kind.CHOICE:
        return st.sampled_from([option.value for option in options]) if options else st.none()
    return st.lists(st.sampled_from([option.value for option in options]), unique=True) if options else st.none()


@st.composite
def _rows(draw: st.DrawFn, question: Question, given: Mapping[str, Any], count: int) -> dict[str, Any]:
    assert question.row is not None
    ids = [f"r{number}" for number in range(count)]
    rows = {
        row_id: {
            key: value
            for key, asked in questions(question.row).items()
            if (value := draw(answer(asked, given, row_id))) is not None
        }
        for row_id in ids
    }
    for fields in rows.values():
        _end(draw, questions(question.row), fields)
    return {"order": ids, "rows": rows}


def _end(draw: st.DrawFn, asked: Mapping[str, Question], fields: dict[str, Any]) -> None:
    """What repeats ends on a day behind its first one."""
    for key, question in asked.items():
        every, until = question.repeated_by or ("", "")
        if fields.get(every):
            first = date.fromisoformat(fields[key])
            fields[until] = (first + timedelta(draw(st.integers(0, 1_800)))).isoformat()


@st.composite
def _grid(draw: st.DrawFn, question: Question, given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        row.value: {
            key: value
            for key, asked in cells(question, given).items()
            if (value := draw(answer(asked, given, row.value))) is not None
        }
        for row in resolve(question.grid_rows, given, "")
    }


@st.composite
def permuted(draw: st.DrawFn, dialogue: type[Dialogue], given: Mapping[str, Any]) -> dict[str, Any]:
    """The same answers with the entries of every repeat in another order."""
    changed: dict[str, Any] = {page: dict(fields) for page, fields in given.items()}
    for page, model in dialogue.pages().items():
        for name, question in questions(model).items():
            if question.kind is Kind.REPEAT and (rows := dict(raw_rows(given.get(page, {}).get(name)))):
                changed[page][name] = {"order": draw(st.permutations(list(rows))), "rows": rows}
    return changed
