"""Who has to do what by when: the open actions of the submitted plans."""

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bot.advisor.documents.directory import directory
from bot.store import versions
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.scope import Scope
from bot.store.versions import Latest
from flows import registry
from flows.dialogues.action_plan import ActionPlan
from flows.documents import effective
from flows.fields import Raw
from flows.people import Person, names_of
from flows.people_fields import people_of
from flows.reading.dates import likeliest_date
from flows.reading.names import Directory
from flows.validation import raw_rows

REMEMBERED = 1_000
"""Plans whose actions are kept in memory, in the state in which they were read."""

_ANY_DAY = date(2026, 1, 1)
"""The dates of what was submitted have their year: they are the same whenever they are read."""


@dataclass(frozen=True)
class Duty:
    """One action of a submitted plan as it stands now."""

    document: str
    plan: str
    row: str
    action: str
    deadline: date
    responsible: tuple[Person, ...]
    done: bool

    @property
    def names(self) -> str:
        """Who is responsible, the first named first."""
        return names_of(self.responsible)


def of_plan(tx: Tx, scope: Scope, document: str) -> Sequence[Duty]:
    """The actions of the version submitted last, with the status that was saved last; none for other documents.

    Who is responsible has the name of today.  A name that was only typed counts as a colleague's where it surely is.
    """
    return of_plans(tx, [(scope, document)])[0]


def of_plans(tx: Tx, asked: Sequence[tuple[Scope, str]]) -> list[Sequence[Duty]]:
    """The same of several, each asked for by somebody."""
    people: dict[str, Directory] = {}
    found: list[Sequence[Duty]] = []
    for (scope, _), plan in zip(asked, versions.latest(tx, asked), strict=True):
        if plan is None or plan.dialogue != ActionPlan.id or plan.state == "cancelled":
            found.append(())
            continue
        if plan.cluster not in people:
            people[plan.cluster] = directory(tx, scope)
        found.append(_named(plan, people[plan.cluster]))
    return found


@lru_cache(maxsize=REMEMBERED)  # the actions of one plan are asked for again and again, one by one
def _named(plan: Latest, people: Directory) -> tuple[Duty, ...]:
    return tuple(
        replace(duty, responsible=tuple(people_of(responsible, people, asks=False)))
        for duty, responsible in _read(plan)
    )


@lru_cache(maxsize=REMEMBERED)  # the same for all directories
def _read(plan: Latest) -> tuple[tuple[Duty, Raw], ...]:
    """The actions, each with the answer to who is responsible."""
    dialogue = registry.dialogue(plan.dialogue)
    submitted = dialogue.upgrade(json.loads(plan.submitted), plan.dialogue_version)
    answers = effective(dialogue, submitted, json.loads(plan.draft))
    found: list[tuple[Duty, Raw]] = []
    for row_id, row in raw_rows((answers.get("actions") or {}).get("actions")):
        typed = str(row.get("deadline") or "")
        deadline = likeliest_date(typed, _ANY_DAY)
        if deadline is None:  # of a plan that was submitted when dates were read in another way
            continue
        duty = Duty(
            document=plan.document,
            plan=plan.name,
            row=row_id,
            action=str(row.get("action") or "").strip(),
            deadline=deadline,
            responsible=(),
            done=row.get("status") == "done",
        )
        found.append((duty, row.get("responsible")))
    return tuple(found)


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
