"""The times that coaches offer to their clusters: each becomes the session of one cluster at most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, RowMapping, Select, and_, bindparam, delete, func, insert, or_, select, update

from bot.store.dialect import one_at_a_time
from bot.store.engine import Tx
from bot.store.people import clusters_of_coach, enter
from bot.store.scope import NotFoundError, Role, Scope, granted, inside, parameters
from bot.store.sessions import LENGTH
from bot.store.slot_tables import slots
from bot.store.tables import clusters, people, sessions


class OverlapError(Exception):
    """The coach offers, or holds, something at the same time already; ``starts`` are the moments that do not fit."""

    def __init__(self, starts: Sequence[datetime]) -> None:
        super().__init__(starts)
        self.starts = starts


class TakenError(Exception):
    """The slot is not free (any more): somebody else was faster, it has begun, or it was withdrawn."""


@dataclass(frozen=True)
class Offer:
    """A time to be offered: as in `Slot`."""

    wall: datetime
    zone: str
    starts_at: datetime


@dataclass(frozen=True)
class Slot:
    """A time that a coach offers to one ``cluster``, or to all of theirs where that is empty.

    ``wall`` is the local time in ``zone``, ``starts_at`` the moment that makes.  So many ``limit_hours`` before it a
    session at that time may still be moved or cancelled by the cluster; None: until its plan is due.  ``session`` is
    what it became, None while it is free, and ``booked_by`` the name of that session's cluster.
    """

    id: str
    coach: str
    coach_name: str
    cluster: str
    wall: datetime
    zone: str
    starts_at: datetime
    limit_hours: int | None
    link: str
    agenda: str
    session: str | None
    booked_by: str


def offer(
    tx: Tx,
    scope: Scope,
    offers: Sequence[Offer],
    *,
    cluster: str,
    limit_hours: int | None,
    link: str,
    agenda: str,
    now: datetime,
) -> None:
    """Offer times as a coach, to one cluster or (empty) to all of them; all of them or none.

    Raises:
        NotFoundError: this is no coach, one without clusters, or the cluster is not theirs.
        OverlapError: some overlap with each other, with what is offered, or with sessions.
    """
    theirs = clusters_of_coach(tx, scope.person) if scope.role is Role.COACH else []
    if not theirs or (cluster and cluster not in theirs):
        raise NotFoundError("There is no such cluster for you.")
    _alone(tx, scope.person)
    if clashing := overlapping(tx, scope, [each.starts_at for each in offers], now):
        raise OverlapError(clashing)
    common = {
        "coach_id": scope.person,
        "cluster_id": cluster or None,
        "limit_hours": limit_hours,
        "link": link,
        "agenda": agenda,
        "offered_at": now,
    }
    rows = [
        {"id": uuid4().hex, "wall": each.wall, "zone": each.zone, "starts_at": each.starts_at, **common}
        for each in offers
    ]
    if rows:
        tx.execute(insert(slots), rows)


def overlapping(tx: Tx, scope: Scope, starts: Sequence[datetime], now: datetime) -> list[datetime]:
    """Which of these moments overlap with one before them, or with what the coach offers or holds already."""
    taken = [*_offered(tx, scope.person, now), *_held(tx, scope.person, now)]
    clashing: list[datetime] = []
    for moment in starts:
        if _is_near(moment, taken):
            clashing.append(moment)
        taken.append(moment)
    return clashing


def _is_near(moment: datetime, others: Sequence[datetime]) -> bool:
    """Whether a session at that moment overlaps with others."""
    return any(abs(moment - other) < LENGTH for other in others)


def _offered(tx: Tx, coach: str, now: datetime) -> list[datetime]:
    ahead = and_(slots.c.coach_id == coach, slots.c.starts_at > now - LENGTH)
    return list(tx.execute(select(slots.c.starts_at).where(ahead)).scalars())


def _held(tx: Tx, coach: str, now: datetime, but: str = "") -> list[datetime]:
    """When a coach has sessions, in whatever clusters."""
    theirs = and_(sessions.c.coach_id == coach, sessions.c.state == "planned", sessions.c.id != but)
    return list(tx.execute(select(sessions.c.starts_at).where(theirs, sessions.c.starts_at > now - LENGTH)).scalars())


def collides(tx: Tx, scope: Scope, coaches: Sequence[str], moment: datetime, now: datetime, moving: str = "") -> bool:
    """Whether a session of the scope's cluster at that moment overlaps with another of the cluster, or with one that
    one of its ``coaches`` has with whomever; ``moving`` is the session that is to be moved there."""
    taken = [
        *_of_cluster(tx, scope, now, moving),
        *(when for coach in coaches for when in _held(tx, coach, now, moving)),
    ]
    return _is_near(moment, taken)


def free(tx: Tx, scope: Scope, now: datetime, moving: str = "") -> list[Slot]:
    """What may be chosen for a cluster, the next first: nothing that overlaps with a session of the coach or the
    cluster, but for the one that is to be moved.  A coach who acts for it chooses among their own."""
    if not scope.cluster:
        return []
    found = [_slot(row) for row in tx.execute(_slots().where(_open(scope, now)).order_by(*_ORDER)).mappings()]
    held = {coach: _held(tx, coach, now, moving) for coach in {slot.coach for slot in found}}
    own = _of_cluster(tx, scope, now, moving)
    return [slot for slot in found if not _is_near(slot.starts_at, (*held[slot.coach], *own))]


def any_free(tx: Tx, scope: Scope, now: datetime) -> bool:
    """Whether something is offered to the cluster of the scope, leaving aside what it may overlap with."""
    return tx.execute(_any_open(scope.role), {**scope.values, "now": now}).first() is not None


@cache
def _any_open(role: Role) -> Select[Any]:
    now: Any = bindparam("now", type_=slots.c.starts_at.type)
    return select(slots.c.id).where(_open(parameters(role), now)).limit(1)


def _open(scope: Scope, now: datetime) -> ColumnElement[bool]:
    found = and_(slots.c.session_id.is_(None), slots.c.starts_at > now, _for_cluster(scope))
    return and_(found, slots.c.coach_id == scope.person) if scope.role is Role.COACH else found


def _of_cluster(tx: Tx, scope: Scope, now: datetime, but: str = "") -> list[datetime]:
    own = and_(inside(scope, sessions.c.cluster_id), sessions.c.state == "planned", sessions.c.id != but)
    return list(tx.execute(select(sessions.c.starts_at).where(own, sessions.c.starts_at > now - LENGTH)).scalars())


def _for_cluster(scope: Scope) -> ColumnElement[bool]:
    """What is offered to the cluster, by a coach who still has it."""
    to_it = or_(slots.c.cluster_id == scope.cluster, slots.c.cluster_id.is_(None))
    theirs = select(clusters.c.id).where(clusters.c.id == scope.cluster, _granted_to_offerer())
    return and_(to_it, theirs.exists())


def _granted_to_offerer() -> ColumnElement[bool]:
    return granted(slots.c.coach_id, clusters.c.id)  # type: ignore[arg-type]  # conditions take columns like values


def get(tx: Tx, scope: Scope, id: str) -> Slot | None:
    """A slot that is offered to the cluster, or that the coach offers; None if it was withdrawn or is another's."""
    mine = slots.c.coach_id == scope.person if scope.role is Role.COACH else _for_cluster(scope)
    row = tx.execute(_slots().where(slots.c.id == id, mine)).mappings().first()
    return _slot(row) if row else None


def of_coach(tx: Tx, scope: Scope, since: datetime) -> list[Slot]:
    """Everything that a coach offers from a moment on, the next first."""
    mine = and_(slots.c.coach_id == scope.person, slots.c.starts_at >= since)
    return [_slot(row) for row in tx.execute(_slots().where(mine).order_by(*_ORDER)).mappings()]


def of_session(tx: Tx, session: str) -> Slot | None:
    """The slot of a session that the person was found to see; None where it was set in another way."""
    row = tx.execute(_slots().where(slots.c.session_id == session)).mappings().first()
    return _slot(row) if row else None


def check_free(tx: Tx, scope: Scope, id: str, now: datetime, moving: str = "") -> Slot:
    """A slot that is free for the cluster; until the end of the transaction nobody else takes one of its coach.

    Raises:
        NotFoundError: a coach acts for a cluster that was not granted to them, or there is none.
        TakenError: it is not free.
    """
    enter(tx, scope)
    wanted = get(tx, scope, id)
    if wanted is None:
        raise TakenError(id)
    _alone(tx, wanted.coach)
    found = next((slot for slot in free(tx, scope, now, moving) if slot.id == id), None)
    if found is None:
        raise TakenError(id)
    return found


def take(tx: Tx, id: str, session: str) -> None:
    """Make a free slot the one of a session, which leaves the slot that it had.

    Raises:
        TakenError: somebody else was faster.
    """
    release(tx, session)
    changed = update(slots).where(slots.c.id == id, slots.c.session_id.is_(None)).values(session_id=session)
    if tx.execute(changed).rowcount != 1:
        raise TakenError(id)


def release(tx: Tx, session: str) -> None:
    """Free the slot of a session that was moved or cancelled, if it had one."""
    tx.execute(update(slots).where(slots.c.session_id == session).values(session_id=None))


def withdraw(tx: Tx, scope: Scope, id: str) -> bool:
    """Take a free slot back; whether it was there and free."""
    mine = and_(slots.c.id == id, slots.c.coach_id == scope.person, slots.c.session_id.is_(None))
    return tx.execute(delete(slots).where(mine)).rowcount == 1


def _alone(tx: Tx, coach: str) -> None:
    """Nobody else takes or offers a slot of this coach meanwhile."""
    one_at_a_time(tx, f"slots {coach}")


_ORDER = (slots.c.starts_at, slots.c.id)


@cache
def _slots() -> Select[Any]:
    joined = slots.join(people, people.c.id == slots.c.coach_id)
    joined = joined.outerjoin(sessions, sessions.c.id == slots.c.session_id)
    booked_by = clusters.alias()
    return select(
        slots.c.id,
        slots.c.coach_id.label("coach"),
        people.c.name.label("coach_name"),
        func.coalesce(slots.c.cluster_id, "").label("cluster"),
        slots.c.wall,
        slots.c.zone,
        slots.c.starts_at,
        slots.c.limit_hours,
        slots.c.link,
        slots.c.agenda,
        slots.c.session_id.label("session"),
        func.coalesce(booked_by.c.name, "").label("booked_by"),
    ).select_from(joined.outerjoin(booked_by, booked_by.c.id == sessions.c.cluster_id))


def _slot(row: RowMapping) -> Slot:
    return Slot(**row)
