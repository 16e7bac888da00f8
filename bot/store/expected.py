"""What the advisor waits for: what somebody's next message in a conversation is about."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, delete, select

from bot.store.dialect import insert
from bot.store.engine import Tx
from bot.store.tables import expected


@dataclass(frozen=True)
class Expected:
    """``kind`` is the advisor's word for what is awaited, ``subject`` the id of what it is for."""

    kind: str
    subject: str
    since: datetime


def expect(tx: Tx, person: str, conversation: str, kind: str, subject: str, now: datetime) -> None:
    """Take the next message there for this; it takes the place of what was awaited before."""
    values = {"kind": kind, "subject": subject, "since": now}
    statement = insert(tx, expected).values(person_id=person, conversation=conversation, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["person_id", "conversation"], set_=values))


def get(tx: Tx, person: str, conversation: str) -> Expected | None:
    """What is awaited there."""
    found = tx.execute(_one(), {"person": person, "conversation": conversation}).mappings().first()
    return Expected(**found) if found else None


@cache  # every message asks, and to make the statement takes longer than to run it
def _one() -> Select[Any]:
    mine = and_(expected.c.person_id == bindparam("person"), expected.c.conversation == bindparam("conversation"))
    return select(expected.c.kind, expected.c.subject, expected.c.since).where(mine)


def forget(tx: Tx, person: str, kind: str, subject: str) -> None:
    """Do not wait for this any more, in any conversation."""
    this = and_(expected.c.person_id == person, expected.c.kind == kind, expected.c.subject == subject)
    tx.execute(delete(expected).where(this))


def forget_all(tx: Tx, person: str) -> list[Expected]:
    """Do not wait for anything any more; returns what was awaited, the latest first."""
    gone = delete(expected).where(expected.c.person_id == person)
    rows = tx.execute(gone.returning(expected.c.kind, expected.c.subject, expected.c.since))
    found = [Expected(**row) for row in rows.mappings()]
    return sorted(found, key=lambda one: one.since, reverse=True)
