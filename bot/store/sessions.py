"""Coaching sessions: one is ahead of a cluster at a time."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import RowMapping, Select, insert, select, update

from bot.store.dialect import one_at_a_time
from bot.store.engine import Tx
from bot.store.people import coach_of, enter
from bot.store.scope import Role, Scope, inside
from bot.store.tables import sessions


@dataclass(frozen=True)
class Session:
    """A coaching session.

    ``wall`` is the local time in ``zone``, ``starts_at`` the moment that makes.  ``version`` goes up whenever it
    is moved or cancelled.  ``state`` is ``planned`` or ``cancelled``.
    """

    id: str
    cluster: str
    coach: str | None
    wall: datetime
    zone: str
    starts_at: datetime
    version: int
    state: str


def current(tx: Tx, scope: Scope, now: datetime) -> Session | None:
    """The next session that has not begun."""
    statement = _sessions(scope).where(sessions.c.state == "planned", sessions.c.starts_at >= now)
    row = tx.execute(statement.order_by(sessions.c.starts_at).limit(1)).mappings().first()
    return _session(row) if row else None


def get(tx: Tx, scope: Scope, id: str) -> Session | None:
    """A session of the cluster, whatever its state."""
    row = tx.execute(_sessions(scope).where(sessions.c.id == id)).mappings().first()
    return _session(row) if row else None


def set_(tx: Tx, scope: Scope, *, wall: datetime, zone: str, starts_at: datetime, now: datetime) -> Session:
    """Set the date of the next session: moves the one that is ahead, or makes one.

    The coach is the one who sets it, or else the cluster's.  Set to the same time again, nothing changes.

    Raises:
        NotFoundError: a coach acts for a cluster that was not granted to them, or there is none.
    """
    enter(tx, scope)
    one_at_a_time(tx, f"session {scope.cluster}")
    before = current(tx, scope, now)
    moved: dict[str, Any] = {"wall": wall, "zone": zone, "starts_at": starts_at}
    if before is None:
        own = scope.role is Role.COACH
        coach = None if own else coach_of(tx, scope)
        made = Session(
            id=uuid4().hex,
            cluster=scope.cluster,
            coach=scope.person if own else coach.id if coach else None,
            version=1,
            state="planned",
            **moved,
        )
        values = {"id": made.id, "cluster_id": made.cluster, "coach_id": made.coach, "version": 1}
        tx.execute(insert(sessions).values(values | {"state": made.state} | moved))
        return made
    if (before.wall, before.zone, before.starts_at) == (wall, zone, starts_at):
        return before
    return _change(tx, before, moved)


def cancel(tx: Tx, scope: Scope, now: datetime) -> Session | None:
    """Cancel the session that is ahead; None if there is none."""
    before = current(tx, scope, now)
    return None if before is None else _change(tx, before, {"state": "cancelled"})


def _change(tx: Tx, before: Session, changes: dict[str, Any]) -> Session:
    changes = changes | {"version": before.version + 1}
    tx.execute(update(sessions).where(sessions.c.id == before.id).values(changes))
    return replace(before, **changes)


def _sessions(scope: Scope) -> Select[Any]:
    plain = [column for column in sessions.c if column.name not in ("cluster_id", "coach_id")]
    return select(*plain, sessions.c.cluster_id.label("cluster"), sessions.c.coach_id.label("coach")).where(
        inside(scope, sessions.c.cluster_id)
    )


def _session(row: RowMapping) -> Session:
    return Session(**row)
