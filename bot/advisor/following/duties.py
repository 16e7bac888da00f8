"""Who has to do what by when: the actions and milestones of the submitted plans."""

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bot.advisor.documents.directory import directories
from bot.advisor.following import places
from bot.store import versions
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.scope import Scope
from bot.store.versions import Latest
from flows import registry
from flows.dialogue import Answers
from flows.dialogues.action_plan import ActionPlan
from flows.documents import effective
from flows.fields import Raw
from flows.merge import get
from flows.people import Person, names_of
from flows.people_fields import people_of
from flows.reading.dates import likeliest_date
from flows.reading.names import Directory
from flows.repetition import Repetition, repetition
from flows.validation import raw_rows

REMEMBERED = 1_000
"""Plans whose actions are kept in memory, in the state in which they were read."""
DAYS = 1_000
"""Deadlines that are kept in memory as they were read."""

AHEAD = 2
"""So many days of what repeats are remembered ahead; which these are is looked at daily."""

_ANY_DAY = date(2026, 1, 1)
"""The dates of what was submitted have their year: they are the same whenever they are read."""


@dataclass(frozen=True)
class Duty:
    """One action or milestone of a submitted plan as it stands now.

    ``row`` as in `bot.advisor.following.places`.  ``status`` is the answer, empty where there is none.  With a
    ``repetition`` the ``deadline`` is the first of its days that is open, or the last when all are done.
    """

    document: str
    plan: str
    row: str
    action: str
    deadline: date
    responsible: tuple[Person, ...]
    status: str = ""
    repetition: Repetition | None = None
    done_until: date | None = None

    @property
    def is_milestone(self) -> bool:
        return places.is_milestone(self.row)

    @property
    def done(self) -> bool:
        """Whether nothing of it is open any more."""
        return self.status == "done" or (self.repetition is not None and self._next is None)

    @property
    def _next(self) -> date | None:
        return self.repetition.after(self.done_until) if self.repetition else None

    def is_open(self, day: date) -> bool:
        """Whether it is to be done by a day."""
        if self.done:
            return False
        if self.repetition is None:
            return day == self.deadline
        following = self._next
        return following is not None and day >= following and day in self.repetition.days

    def remembered(self, today: date) -> Iterator[date]:
        """The days of which people are reminded now: what was due last, if it is open, and the `AHEAD` next ones."""
        if self.done:
            return
        if self.repetition is None:
            yield self.deadline
            return
        open_ = [day for day in self.repetition.days if day >= self.deadline]
        over = [day for day in open_ if day <= today]
        yield from (*over[-1:], *open_[len(over) : len(over) + AHEAD])

    @property
    def names(self) -> str:
        """Who is responsible, the first named first."""
        return names_of(self.responsible)


def of_row(plan: Sequence[Duty], row: str) -> Duty | None:
    """The one of that row."""
    return next((duty for duty in plan if duty.row == row), None)


def of_plan(tx: Tx, scope: Scope, document: str) -> Sequence[Duty]:
    """The actions of the version submitted last, with the status that was saved last; none for other documents.

    Who is responsible has the name of today.  A name that was only typed counts as a colleague's where it surely is.
    """
    return of_plans(tx, [(scope, document)])[0]


def of_plans(tx: Tx, asked: Sequence[tuple[Scope, str]]) -> list[Sequence[Duty]]:
    """The same of several, each asked for by somebody."""
    plans = _plans(tx, asked)
    people = directories(tx, [scope for (scope, _), plan in zip(asked, plans, strict=True) if plan is not None])
    return [() if plan is None else _named(plan, people[plan.cluster]) for plan in plans]


def of_rows(tx: Tx, asked: Sequence[tuple[Scope, str, str]]) -> list[tuple[int, Duty] | None]:
    """One action of each of several plans, by its row, with its place in the plan; None where there is none.

    Only for these it is looked up who is responsible.
    """
    plans = _plans(tx, [(scope, document) for scope, document, _ in asked])
    rows = [None if plan is None else _by_row(plan).get(row) for (*_, row), plan in zip(asked, plans, strict=True)]
    people = directories(tx, [scope for (scope, *_), row in zip(asked, rows, strict=True) if row is not None])
    return [
        None if row is None else (row[0], _with_people(row[1], row[2], people[scope.cluster]))
        for (scope, *_), row in zip(asked, rows, strict=True)
    ]


def _plans(tx: Tx, asked: Sequence[tuple[Scope, str]]) -> list[Latest | None]:
    """What was submitted last of those that are plans and not put away."""
    found = versions.latest(tx, asked)
    return [plan if plan and plan.dialogue == ActionPlan.id and plan.state != "cancelled" else None for plan in found]


def of_version(plan: Latest) -> list[Duty]:
    """The same of a version that was read already, without who is responsible."""
    return [duty for duty, _ in _read(plan)]


@lru_cache(maxsize=REMEMBERED)  # the actions of one plan are asked for again and again, one by one
def _named(plan: Latest, people: Directory) -> tuple[Duty, ...]:
    return tuple(_with_people(duty, responsible, people) for duty, responsible in _read(plan))


def _with_people(duty: Duty, responsible: Raw, people: Directory) -> Duty:
    return replace(duty, responsible=tuple(people_of(responsible, people, asks=False)))


@lru_cache(maxsize=REMEMBERED)  # reminders ask for one action after the other
def _by_row(plan: Latest) -> Mapping[str, tuple[int, Duty, Raw]]:
    """The same by row, each with its place."""
    return {duty.row: (place, duty, responsible) for place, (duty, responsible) in enumerate(_read(plan))}


@lru_cache(maxsize=REMEMBERED)  # the same for all directories
def _read(plan: Latest) -> tuple[tuple[Duty, Raw], ...]:
    """The actions and then the milestones, each with the answer to who is responsible."""
    answers = answers_of(plan)
    found: list[tuple[Duty, Raw]] = []
    for row_id, row in raw_rows(get(answers, places.ACTIONS)):
        deadline = _day(row, "deadline")
        if deadline is None:  # of a plan that was submitted when dates were read in another way
            continue
        repeated = repetition(deadline, str(row.get("repeats") or ""), _day(row, "until"))
        done_until = _day(row, "done_until")
        duty = Duty(
            document=plan.document,
            plan=plan.name,
            row=row_id,
            action=str(row.get("action") or "").strip(),
            deadline=repeated.due(done_until) if repeated else deadline,
            responsible=(),
            status=str(row.get("status") or ""),
            repetition=repeated,
            done_until=done_until,
        )
        found.append((duty, row.get("responsible")))
    return (*found, *((duty, None) for duty in _milestones(plan, answers)))


def answers_of(plan: Latest) -> Answers:
    """What was submitted last, in the newest form of the dialogue, with what is live as it stands now."""
    dialogue = registry.dialogue(plan.dialogue)
    if plan.submitted == plan.draft and plan.dialogue_version == dialogue.version:  # nothing was changed since
        return dict(json.loads(plan.submitted))
    submitted = dialogue.upgrade(json.loads(plan.submitted), plan.dialogue_version)
    return effective(dialogue, submitted, json.loads(plan.draft))


def _milestones(plan: Latest, answers: Answers) -> Iterator[Duty]:
    """The deliverables with a date."""
    for row_id, row in raw_rows(get(answers, places.DELIVERABLES)):
        if (deadline := _day(row, "deadline")) is not None:
            yield Duty(
                document=plan.document,
                plan=plan.name,
                row=f"{places.MILESTONE}{row_id}",
                action=str(row.get("name") or "").strip(),
                deadline=deadline,
                responsible=(),
                status=str(row.get("status") or ""),
            )


def _day(row: Mapping[str, Raw], field: str) -> date | None:
    typed = str(row.get(field) or "")
    return _read_day(typed) if typed else None


@lru_cache(maxsize=DAYS)  # plans that are read together have few days
def _read_day(typed: str) -> date | None:
    return likeliest_date(typed, _ANY_DAY)


def of_known(tx: Tx, scope: Scope, known: Iterable[Document]) -> dict[str, Sequence[Duty]]:
    """The actions of all plans among documents, by the id of the plan; none of one that was never submitted."""
    plans = [document.id for document in known if document.dialogue == ActionPlan.id]
    return dict(zip(plans, of_plans(tx, [(scope, plan) for plan in plans]), strict=True))


def due(plans: Mapping[str, Sequence[Duty]], until: date) -> list[Duty]:
    """What is open and due up to a day in plans: the earliest first, then as it stands in its plan."""
    found = [duty for plan in plans.values() for duty in plan if not duty.done and duty.deadline <= until]
    return sorted(found, key=lambda duty: duty.deadline)


def is_own(duty: Duty, person: str, colleagues: Container[str], plan_by: str | None) -> bool:
    """Whether an action is this person's: they are responsible, or it is in their plan and no colleague is.

    All are ids; ``plan_by`` is who began the plan.
    """
    responsible = [each.id for each in duty.responsible if each.id in colleagues]
    return person in responsible or (not responsible and person == plan_by)
