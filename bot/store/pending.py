"""What waits to be sent, and what became of it: for the command line of an administrator, without what people wrote.

Nothing here asks for a scope, and nothing gives a text.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.store import kinds_off
from bot.store.engine import Tx
from bot.store.people import Person, by_id
from bot.store.reminders import Reminder, columns, rows
from bot.store.tables import PENDING, accounts, pauses, people, reminders


@dataclass(frozen=True)
class Pending:
    """One reminder that waits: for whom, why it is due then, and what has been tried.

    ``account`` is the one used last of those that belong, empty where there is none; ``held_back`` says that its person
    wants no reminders at all, ``kind_off`` that they want none of this family: news come all the same.
    """

    id: str
    kind: str
    cluster: str
    account: str
    due_at: datetime
    wall: datetime
    zone: str
    attempts: int
    setbacks: int
    reason: str
    held_back: bool
    kind_off: bool


def listing(tx: Tx, *, account: str = "", limit: int = 100) -> list[Pending]:
    """What waits, the next first; of one account's person alone where it is named."""
    own = accounts.alias()
    used_last = select(own.c.account).where(own.c.person_id == reminders.c.person_id, own.c.belongs)
    used_last = used_last.order_by(own.c.used_at.desc(), own.c.account).limit(1)
    statement = (
        select(
            reminders.c.id,
            reminders.c.kind,
            reminders.c.cluster_id.label("cluster"),
            used_last.scalar_subquery().label("account"),
            reminders.c.due_at,
            reminders.c.wall,
            reminders.c.zone,
            reminders.c.attempts,
            reminders.c.setbacks,
            reminders.c.reason,
            reminders.c.person_id.label("person"),
            people.c.reminders_on,
        )
        .join(people, people.c.id == reminders.c.person_id)
        .where(reminders.c.state == PENDING)
    )
    if account:
        theirs = select(accounts.c.person_id).where(accounts.c.account == account)
        statement = statement.where(reminders.c.person_id.in_(theirs))
    found = tx.execute(statement.order_by(reminders.c.due_at, reminders.c.id).limit(limit)).mappings().all()
    off = kinds_off.off(tx, {row["person"] for row in found})
    return [
        Pending(
            **{name: row[name] for name in row if name not in ("account", "reminders_on", "person")},
            account=row["account"] or "",
            held_back=not row["reminders_on"],
            kind_off=(row["person"], _family(row["kind"])) in off,
        )
        for row in found
    ]


@dataclass(frozen=True)
class Known:
    """A reminder with its person and their accounts that belong; ``paused`` are those of their workspaces where
    nothing can be sent now, with the reason; ``kind_off`` as in `Pending`."""

    reminder: Reminder
    person: Person
    accounts: tuple[str, ...]
    paused: tuple[tuple[str, str], ...]
    kind_off: bool = False


def find(tx: Tx, id: str) -> Known | None:
    """A reminder by its id, or by how it begins where only one does."""
    found = rows(tx, columns().where(reminders.c.id.startswith(id, autoescape=True)).limit(2)) if id else []
    exact = [each for each in found if each.id == id] or found
    person = by_id(tx, exact[0].person) if len(exact) == 1 else None
    if person is None:
        return None
    theirs = select(accounts.c.account, accounts.c.workspace).where(
        accounts.c.person_id == person.id, accounts.c.belongs
    )
    known = tx.execute(theirs.order_by(accounts.c.used_at.desc(), accounts.c.account)).all()
    shut = select(pauses.c.workspace, pauses.c.reason).where(pauses.c.workspace.in_([each.workspace for each in known]))
    paused = tuple((str(name), str(reason)) for name, reason in tx.execute(shut))
    kind_off = (person.id, _family(exact[0].kind)) in kinds_off.off(tx, [person.id])
    return Known(exact[0], person, tuple(each.account for each in known), paused, kind_off)


def _family(kind: str) -> str:
    return kind.partition("-")[0]
