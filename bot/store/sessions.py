"""Coaching sessions: any number can be ahead of a cluster."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import RowMapping, Select, and_, bindparam, exists, insert, select, update

from bot.store.comment_tables import extensions
from bot.store.dialect import one_at_a_time
from bot.store.engine import Tx
from bot.store.people import coaches_of, enter
from bot.store.reminders import ENDED
from bot.store.scope import Role, Scope, granted, inside, parameters
from bot.store.tables import reminders, sessions

LENGTH = timedelta(hours=1)
"""How long a session lasts (Cluster Booster Academy, training day 2, "Action Plan Coaching")."""


@dataclass(frozen=True)
class Session:
    """A coaching session.

    ``wall`` is the local time in ``zone``, ``starts_at`` the moment that makes.  ``version`` goes up whenever it
    is moved or cancelled, ``edits`` whenever its ``link``, ``agenda`` or coach is changed.  ``state`` is ``planned`` or
    ``cancelled``.  ``later`` is until when its plan may be handed in, where a coach granted more time than usual.
    """

    id: str
    cluster: str
    coach: str | None
    wall: datetime
    zone: str
    starts_at: datetime
    version: int
    state: str
    later: datetime | None = None
    link: str = ""
    agenda: str = ""
    edits: int = 0

    @property
    def ends_at(self) -> datetime:
        """The moment at which it is over."""
        return self.starts_at + LENGTH

    @property
    def sequence(self) -> int:
        """Goes up with every change, as calendars want it."""
        return self.version + self.edits


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


def find(tx: Tx, scope: Scope, id: str) -> Session | None:
    """As `get`; a coach who acts for no cluster finds those of all clusters granted to them."""
    row = tx.execute(_everywhere(scope).where(sessions.c.id == id)).mappings().first()
    return _session(row) if row else None


def ended(tx: Tx, person: str, id: str) -> Session | None:
    """A session that ended with its cluster, for whoever was told of that: they may be of the cluster no more."""
    told = exists().where(
        reminders.c.subject == f"session:{id}", reminders.c.kind == ENDED, reminders.c.person_id == person
    )
    row = tx.execute(_all().where(sessions.c.id == id, sessions.c.state == "cancelled", told)).mappings().first()
    return _session(row) if row else None


def planned(tx: Tx, scope: Scope, since: datetime) -> list[Session]:
    """The sessions that are not cancelled and begin at a moment or later, as `find` finds them, the next first."""
    kept = and_(sessions.c.state == "planned", sessions.c.starts_at >= since)
    rows = tx.execute(_everywhere(scope).where(kept).order_by(sessions.c.starts_at, sessions.c.id)).mappings()
    return [_session(row) for row in rows]


def add(
    tx: Tx,
    scope: Scope,
    *,
    wall: datetime,
    zone: str,
    starts_at: datetime,
    now: datetime,
    coach: str | None = None,
    link: str = "",
    agenda: str = "",
) -> Session:
    """Set one more session, which begins at a time at which none is set yet; else that one.

    The coach is the one named, the one who sets it, or else the cluster's; none where it has several: any of them
    may hold it.

    Raises:
        NotFoundError: a coach acts for a cluster that was not granted to them, or there is none.
    """
    there = _enter(tx, scope, now)
    if (same := _at(there, starts_at)) is not None:
        return same
    made = Session(
        id=uuid4().hex,
        cluster=scope.cluster,
        coach=coach or _usual_coach(tx, scope),
        wall=wall,
        zone=zone,
        starts_at=starts_at,
        version=1,
        state="planned",
        link=link,
        agenda=agenda,
    )
    values = {"id": made.id, "cluster_id": made.cluster, "coach_id": made.coach, "version": 1, "state": made.state}
    values |= {"link": link, "agenda": agenda}
    tx.execute(insert(sessions).values(values | {"wall": wall, "zone": zone, "starts_at": starts_at}))
    return made


def _usual_coach(tx: Tx, scope: Scope) -> str | None:
    if scope.role is Role.COACH:
        return scope.person
    coaches = coaches_of(tx, scope)
    return coaches[0].id if len(coaches) == 1 else None


def move(
    tx: Tx,
    scope: Scope,
    id: str,
    *,
    wall: datetime,
    zone: str,
    starts_at: datetime,
    now: datetime,
    **others: str,
) -> Session | None:
    """Move a session that has not begun; None if it is not ahead any more.  To the same time again, nothing changes.

    ``others`` are its ``coach``, ``link`` and ``agenda``, where they change with the time.

    Raises:
        NotFoundError: as `add`.
    """
    before = next((session for session in _enter(tx, scope, now) if session.id == id), None)
    if before is None or (before.wall, before.zone, before.starts_at) == (wall, zone, starts_at):
        return before
    return _change(tx, before, {"wall": wall, "zone": zone, "starts_at": starts_at} | others)


def cancel(tx: Tx, scope: Scope, id: str, now: datetime) -> Session | None:
    """Cancel a session that has not begun; None if it is not ahead any more.

    Raises:
        NotFoundError: as `add`.
    """
    before = next((session for session in _enter(tx, scope, now) if session.id == id), None)
    return None if before is None else _change(tx, before, {"state": "cancelled"})


def describe(tx: Tx, scope: Scope, id: str, *, link: str, agenda: str, now: datetime) -> Session | None:
    """Change the link and the agenda of a session that has not begun; None if it is not ahead any more.

    Raises:
        NotFoundError: as `add`.
    """
    before = next((session for session in _enter(tx, scope, now) if session.id == id), None)
    if before is None or (before.link, before.agenda) == (link, agenda):
        return before
    return _set(tx, before, {"link": link, "agenda": agenda, "edits": before.edits + 1})


def _enter(tx: Tx, scope: Scope, now: datetime) -> list[Session]:
    """The sessions ahead, which nobody else changes meanwhile."""
    enter(tx, scope)
    one_at_a_time(tx, f"session {scope.cluster}")
    return ahead(tx, scope, now)


def _at(there: Sequence[Session], starts_at: datetime) -> Session | None:
    return next((session for session in there if session.starts_at == starts_at), None)


def _change(tx: Tx, before: Session, changes: dict[str, Any]) -> Session:
    return _set(tx, before, changes | {"version": before.version + 1})


def _set(tx: Tx, before: Session, changes: dict[str, Any]) -> Session:
    columns = {"coach_id" if name == "coach" else name: value for name, value in changes.items()}
    tx.execute(update(sessions).where(sessions.c.id == before.id).values(columns))
    return replace(before, **changes)


def _sessions(scope: Scope) -> Select[Any]:
    return _all().where(inside(scope, sessions.c.cluster_id))


def _everywhere(scope: Scope) -> Select[Any]:
    if scope.role is Role.COACH and not scope.cluster:
        return _all().where(granted(scope.person, sessions.c.cluster_id))
    return _sessions(scope)


def _all() -> Select[Any]:
    plain = [column for column in sessions.c if column.name not in ("cluster_id", "coach_id")]
    named = (
        sessions.c.cluster_id.label("cluster"),
        sessions.c.coach_id.label("coach"),
        extensions.c.until.label("later"),
    )
    more_time = sessions.outerjoin(extensions, extensions.c.session_id == sessions.c.id)
    return select(*plain, *named).select_from(more_time)


def _session(row: RowMapping) -> Session:
    return Session(**row)
