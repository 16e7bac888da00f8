"""What a questionnaire asks, and how its answers are checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any

from pydantic import create_model

from flows import fields
from flows.dialogue import Answers, Dialogue, Page
from flows.fields import Choice, Raw
from flows.findings import Words
from flows.questionnaire.bank import BANK, CHOICE, CHOICES, HIGH, KINDS, LOW, NUMBER, SCALE, TOPICS, YES_NO, Asked
from flows.reading.lists import split_lines
from flows.typed import clean
from flows.validation import FieldError, Scene, raw_rows

PAGE = "answers"
"""The one page of a questionnaire that is filled in."""
MOST_OPTIONS = 20
"""Answers to choose from of one question."""


@dataclass(frozen=True)
class Received:
    """The answers by the ids of the questions, or what is wrong with them."""

    values: dict[str, Raw]
    errors: Sequence[FieldError]


def asked(answers: Answers) -> tuple[Asked, ...]:
    """The questions that were chosen, in the order in which members answer them."""
    page = answers.get("questions") or {}
    chosen = {
        topic: [BANK[str(id)] for id in page.get(topic) or () if str(id) in BANK] for topic in TOPICS if topic != "own"
    }
    order = list(BANK)
    chosen = {topic: sorted(found, key=lambda each: order.index(each.id)) for topic, found in chosen.items()}
    chosen["own"] = [_own(row_id, row) for row_id, row in raw_rows(page.get("own")) if str(row.get("text") or "")]
    return tuple(each for topic in TOPICS for each in chosen[topic])


def _own(row_id: str, row: Mapping[str, Raw]) -> Asked:
    kind = str(row.get("kind") or "")
    options = islice(split_lines(str(row.get("options") or "")), MOST_OPTIONS)
    return Asked(
        id=f"own-{row_id}",
        topic="own",
        kind=kind if kind in {each.value for each in KINDS} else "text",
        text=str(row["text"]).strip(),
        help=f"{LOW} = not at all, {HIGH} = very much" if kind == SCALE else "",
        options=tuple(Choice(f"o{number}", label) for number, label in enumerate(options, start=1)),
    )


@lru_cache(64)
def form_of(title: str, questions: tuple[Asked, ...]) -> type[Dialogue]:
    """The questionnaire as members fill it in: one page, on which no question must be answered."""
    asked_here: dict[str, Any] = {each.id: _field(each) for each in questions}
    page: type[Page] = create_model("Answered", __base__=Page, **asked_here)
    page.title = title
    made: type[Dialogue] = create_model("Filled", __base__=Dialogue, **{PAGE: (page, ...)})  # type: ignore[call-overload]
    made.id, made.command, made.title, made.purpose, made.minutes, made.place = "answers", "", title, "", 0, 0
    return made


def _field(question: Asked) -> tuple[Any, Any]:
    plain: dict[str, Any] = {"help": question.help, "required": False, "group": TOPICS[question.topic]}
    match question.kind:
        case _ if question.kind == SCALE:
            return int | None, fields.rating(question.text, low=LOW, high=HIGH, **plain)
        case _ if question.kind == YES_NO:
            return bool | None, fields.yes_no(question.text, **plain)
        case _ if question.kind == CHOICE:
            return str | None, fields.choice(question.text, question.options, **plain)
        case _ if question.kind == CHOICES:
            return list[str], fields.choices(question.text, question.options, **plain)
        case _ if question.kind == NUMBER:
            return float | None, fields.number(question.text, low=0, **plain)
        case _:
            return str | None, fields.long_text(question.text, **plain)


def kept(form: type[Dialogue], typed: Mapping[str, Raw]) -> dict[str, Raw]:
    """What was typed, in the shape in which a draft keeps it."""
    return {key: clean(question, typed.get(key)) for key, question in fields.questions(form.pages()[PAGE]).items()}


def received(form: type[Dialogue], typed: Mapping[str, Raw]) -> Received:
    """What was answered, by the ids of the questions: figures, truth values, texts and lists; or what is wrong."""
    checked = form.check_page(PAGE, typed, Scene(date.min, asks=False))
    if checked.model is None:
        return Received({}, checked.errors)
    said = {key: getattr(checked.model, key) for key in fields.questions(type(checked.model))}
    values = {key: value for key, value in said.items() if value not in (None, "", [])}
    return Received(values, () if values else (FieldError((), Words(id="questionnaire.nothing-answered")),))
