"""Coaching sessions: any number can be ahead of a cluster."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import RowMapping, Select, bindparam, insert, select, update

from bot.store.dialect import one_at_a_time
from bot.store.engine import Tx
from bot.store.people import coaches_of, enter
from bot.store.scope import Role, Scope, inside, parameters
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
    return next(iter(ahead(tx, scope, now)), None)


def ahead(tx: Tx, scope: Scope, now: datetime) -> list[Session]:
    """The sessions that have not begun, the next first."""
    rows = tx.execute(_ahead(scope.role), {**scope.values, "now": now}).mappings()
    return [_session(row) for row in rows]


@cache
def _ahead(role: Role) -> Select[Any]:
    statement = _sessions(parameters(role)).where(sessions.c.state == "planned")
    statement = statement.where(sessions.c.starts_at >= bindparam("now"))
    return statement.order_by(sessions.c.starts_at, sessions.c.id)


def get(tx: Tx, scope: Scope, id: str) -> Session | None:
    """A session of the cluster, whatever its state."""
    row = tx.execute(_sessions(scope).where(sessions.c.id == id)).mappings().first()
    return _session(row) if row else None


def add(tx: Tx, scope: Scope, *, wall: datetime, zone: str, starts_at: datetime, now: datetime) -> Session:
    """Set one more session, which begins at a time at which none is set yet; else that one.

    The coach is the one who sets it, or else the cluster's; none where it has several: any of them may hold it.

    Raises:
        NotFoundError: a coach acts for a cluster that was not granted to them, or there is none.
    """
    there = _enter(tx, scope, now)
    if (same := _at(there, starts_at)) is not None:
        return same
    own = scope.role is Role.COACH
    coaches = [] if own else coaches_of(tx, scope)
    made = Session(
        id=uuid4().hex,
        cluster=scope.cluster,
        coach=scope.person if own else coaches[0].id if len(coaches) == 1 else None,
        wall=wall,
        zone=zone,
        starts_at=starts_at,
        version=1,
        state="planned",
    )
    values = {"id": made.id, "cluster_id": made.cluster, "coach_id": made.coach, "version": 1, "state": made.state}
    tx.execute(insert(sessions).values(values | {"wall": wall, "zone": zone, "starts_at": starts_at}))
    return made


def move(
    tx: Tx, scope: Scope, id: str, *, wall: datetime, zone: str, starts_at: datetime, now: datetime
) -> Session | None:
    """Move a session that has not begun; None if it is not ahead any more.  To the same time again, nothing changes.

    Raises:
        NotFoundError: as `add`.
    """
    before = next((session for session in _enter(tx, scope, now) if session.id == id), None)
    if before is None or (before.wall, before.zone, before.starts_at) == (wall, zone, starts_at):
        return before
    return _change(tx, before, {"wall": wall, "zone": zone, "starts_at": starts_at})


def cancel(tx: Tx, scope: Scope, id: str, now: datetime) -> Session | None:
    """Cancel a session that has not begun; None if it is not ahead any more.

    Raises:
        NotFoundError: as `add`.
    """
    before = next((session for session in _enter(tx, scope, now) if session.id == id), None)
    return None if before is None else _change(tx, before, {"state": "cancelled"})


def _enter(tx: Tx, scope: Scope, now: datetime) -> list[Session]:
    """The sessions ahead, which nobody else changes meanwhile."""
    enter(tx, scope)
    one_at_a_time(tx, f"session {scope.cluster}")
    return ahead(tx, scope, now)


def _at(there: Sequence[Session], starts_at: datetime) -> Session | None:
    return next((session for session in there if session.starts_at == starts_at), None)


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
