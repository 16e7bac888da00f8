"""Who is reminded of an action: everybody responsible who can be reached, and the plan's owner for the others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.advisor.following.duties import Duty
from bot.store import mail_addresses, people
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.scope import Role, Scope
from flows import people as named
from flows.reading.spelling import bare, key


class Why(StrEnum):
    """Why somebody responsible cannot be reached."""

    OUTSIDE = "outside"
    GONE = "gone"
    NO_ACCOUNT = "no-account"
    COACH = "coach"
    SAME_NAME = "same-name"


MAILED = frozenset({Why.OUTSIDE, Why.GONE, Why.NO_ACCOUNT})
"""Whoever cannot be reached for one of these reasons may get e-mail, if somebody gives an address."""


@dataclass(frozen=True)
class Recipients:
    """Who is reminded of an action.  ``unreachable``: who is responsible and cannot be reached, and why."""

    reached: tuple[Person, ...]
    unreachable: tuple[tuple[named.Person, Why], ...]
    owner: Person

    @property
    def told(self) -> tuple[Person, ...]:
        """Everybody to remind, each once: the owner, too, where somebody or everybody is missing."""
        told = (*self.reached, self.owner) if self.unreachable or not self.reached else self.reached
        return tuple({person.id: person for person in told}.values())


@dataclass(frozen=True)
class Staff:
    """The people of a cluster, as far as reminders go: staff by id, the coaches, and the owner of the plan."""

    staff: dict[str, Person]
    coaches: Sequence[Person]
    owner: Person
    mailed: Mapping[str, Person] = field(default_factory=dict)
    """Who is reached by e-mail, by the key of whom a plan names."""

    def of(self, duty: Duty) -> Recipients:
        """Who is reminded of an action."""
        reached, unreachable = [], []
        for responsible in duty.responsible:
            person = self.staff.get(responsible.id or "")
            if person is not None and person.account:
                reached.append(person)
            elif (outside := self.mailed.get(responsible.key)) is not None:
                reached.append(outside)
            else:
                unreachable.append((responsible, self._why(responsible, person)))
        return Recipients(tuple(reached), tuple(unreachable), self.owner)

    def _why(self, responsible: named.Person, person: Person | None) -> Why:
        if person is not None:
            return Why.NO_ACCOUNT
        if responsible.id:
            return Why.GONE
        name = key(bare(responsible.name))
        if any(key(bare(coach.name)) == name for coach in self.coaches):
            return Why.COACH
        namesakes = [found for found in self.staff.values() if key(bare(found.name)) == name]
        return Why.SAME_NAME if len(namesakes) > 1 else Why.OUTSIDE


def staff(tx: Tx, scope: Scope, document: Document | None, otherwise: Person) -> Staff:
    """The people of the scope's cluster, and whose plan it is: who began it, else who changed it last, else
    ``otherwise``, else a colleague, of those who can be reached."""
    colleagues = people.colleagues(tx, scope)
    inside = {person.id: person for person in colleagues if person.role is not Role.COACH}
    first = (document.created_by, document.updated_by, otherwise.id) if document else (otherwise.id,)
    reached = [person for person in inside.values() if person.account]
    reached.sort(key=lambda person: first.index(person.id) if person.id in first else len(first))
    coaches = [person for person in colleagues if person.role is Role.COACH]
    return Staff(inside, coaches, next(iter(reached), otherwise), mail_addresses.reached(tx, scope))


@dataclass
class Summary:
    """Who is reminded of the open actions of a plan, over all of them: each once, in the order of the plan."""

    reached: dict[str, Person] = field(default_factory=dict)
    unreachable: dict[str, tuple[named.Person, Why]] = field(default_factory=dict)
    nobody: int = 0
    """Open actions for which nobody is responsible."""


def summary(known: Staff, duties: Iterable[Duty]) -> Summary:
    """Over all open actions."""
    found = Summary()
    for duty in duties:
        if duty.done:
            continue
        recipients = known.of(duty)
        found.reached |= {person.id: person for person in recipients.reached if person.id not in found.reached}
        for person, why in recipients.unreachable:
            found.unreachable.setdefault(person.key, (person, why))
        found.nobody += not duty.responsible
    return found
