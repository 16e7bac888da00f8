"""As much as a dialogue takes, for whatever draws it."""

from collections.abc import Mapping
from typing import Any

from flows.dialogue import Dialogue
from flows.fields import SHORT, Kind, Question, questions
from flows.validation import cells, resolve

LONG_NAME = "A name of two hundred characters " * 7
"""Cut to what a field takes."""


def full(dialogue: type[Dialogue]) -> dict[str, Any]:
    """As much as a dialogue takes: every list full, every name as long as it may be, every cell of a grid answered."""
    said: dict[str, Any] = {}
    for page, model in dialogue.pages().items():
        said[page] = {}
        for name, question in questions(model).items():
            said[page][name] = _filled(question, said, "")
    return said


def _filled(question: Question, said: Mapping[str, Any], row_id: str) -> Any:
    match question.kind:
        case Kind.REPEAT | Kind.GRID:
            assert question.row is not None
            asked = cells(question, said) if question.kind is Kind.GRID else questions(question.row)
            if question.kind is Kind.GRID:
                ids = [option.value for option in resolve(question.grid_rows, said, "")]
            else:
                ids = [f"{number:032d}" for number in range(question.max_rows)]
            rows = {each: {key: _filled(inner, said, each) for key, inner in asked.items()} for each in ids}
            for number, row in enumerate(rows.values() if question.kind is Kind.REPEAT else ()):
                first = next(iter(asked))
                row[first] = f"{number} {row[first]}"[:SHORT].strip()
            return rows if question.kind is Kind.GRID else {"order": ids, "rows": rows}
        case Kind.CHOICE | Kind.CHOICES:
            values = [option.value for option in resolve(question.choices, said, row_id)]
            return values if question.kind is Kind.CHOICES else next(iter(values), "")
        case Kind.RATING | Kind.NUMBER | Kind.SHARE:
            return str(int(question.low or 1))
        case Kind.DATE:
            return "2027-06-30"
        case Kind.YES_NO:
            return "yes"
        case _:
            return LONG_NAME[: question.max_length or SHORT].strip()
