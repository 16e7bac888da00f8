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
from flows.questionnaire.bank import BANK, CHOICE, CHOICES, HIGH, KINDS, LOW, NUMBER, SCALE, TOPICS, YES_NO, Asked
from flows.reading.lists import split_lines
from flows.typed import clean
from flows.validation import FieldError, Scene, raw_rows

ON_PAGE = 6
"""Questions on one page: so many fit on a phone without getting tired."""
MOST_OPTIONS = 20
"""Answers to choose from of one question."""
_SCENE = Scene(date.min, asks=False)
"""No answer depends on the day, or on who there is."""


@dataclass(frozen=True)
class Received:
    """The answers by the ids of the questions, and what is wrong by page."""

    values: dict[str, Raw]
    errors: Mapping[str, Sequence[FieldError]]


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
    """The questionnaire as members fill it in: a few questions on each page, none of which must be answered."""
    pages: dict[str, Any] = {}
    for topic, heading in TOPICS.items():
        of_topic = [each for each in questions if each.topic == topic]
        for start in range(0, len(of_topic), ON_PAGE):
            name = f"{topic}{start // ON_PAGE + 1}"
            pages[name] = (_page(heading, name, of_topic[start : start + ON_PAGE]), ...)
    made: type[Dialogue] = create_model("Filled", __base__=Dialogue, **pages)
    made.id, made.command, made.title, made.purpose, made.minutes, made.place = "answers", "", title, "", 0, 0
    return made


def _page(heading: str, name: str, questions: Sequence[Asked]) -> type[Page]:
    asked_here: dict[str, Any] = {each.id: _field(each) for each in questions}
    page: type[Page] = create_model(name, __base__=Page, **asked_here)
    page.title = heading
    return page


def _field(question: Asked) -> tuple[Any, Any]:
    plain: dict[str, Any] = {"help": question.help, "required": False}
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


def kept(form: type[Dialogue], page: str, typed: Mapping[str, Raw]) -> dict[str, Raw]:
    """What was typed on a page, in the shape in which a draft keeps it."""
    return {key: clean(question, typed.get(key)) for key, question in fields.questions(form.pages()[page]).items()}


def received(form: type[Dialogue], answers: Answers) -> Received:
    """What was answered, by the ids of the questions: figures, truth values, texts and lists; or what is wrong."""
    values: dict[str, Raw] = {}
    errors: dict[str, Sequence[FieldError]] = {}
    for page in form.pages():
        checked = form.check_page(page, answers.get(page), _SCENE)
        if checked.model is None:
            errors[page] = checked.errors
        else:
            said = {key: getattr(checked.model, key) for key in fields.questions(type(checked.model))}
            values |= {key: value for key, value in said.items() if value not in (None, "", [])}
    return Received(values, errors)
