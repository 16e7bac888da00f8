"""What must stand wherever a document is told: what was typed, and what was concluded from it."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.chat.messages import voice
from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.conclusions import Conclusion
from flows.dialogue import Dialogue
from flows.fields import Kind, Question, questions
from flows.findings import grouped
from flows.registry import dialogue
from flows.validation import Scene
from tests.examples.example import TODAY, Example

_WRITTEN = (Kind.SHORT_TEXT, Kind.LONG_TEXT, Kind.PERSON, Kind.PEOPLE)


def typed(found: type[Dialogue], answers: Mapping[str, Any]) -> list[str]:
    """Every line of text that was typed into a dialogue."""
    return [
        line
        for page, model in found.pages().items()
        for name, question in questions(model).items()
        for text in _texts(question, (answers.get(page) or {}).get(name))
        for line in text.splitlines()
    ]


def _texts(question: Question, raw: Any) -> Iterator[str]:
    if question.row is not None:
        rows = (raw or {}).get("rows", raw) or {}
        inner = questions(question.row)
        for row in rows.values():
            for key, each in inner.items():
                yield from _texts(each, row.get(key))
    elif question.kind in _WRITTEN and raw:
        yield str(raw)


def concluded(id: str, example: Example, calendar: Calendar = MONDAY_TO_FRIDAY) -> Conclusion:
    """What follows from an example on its day, for people with this working calendar."""
    scene = Scene(TODAY, example.answers)
    reviewed = dialogue(id).review(example.answers, scene)
    assert reviewed.model is not None, reviewed.errors
    return reviewed.model.conclude(TODAY, calendar)


def noticed(conclusion: Conclusion) -> list[str]:
    """What the advisor says about it in English."""
    say = voice("en", "UTC")
    return [say.finding(group) for group in grouped(conclusion.findings)]
