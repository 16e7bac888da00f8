"""Reminders on their way out: claimed by one worker at a time, and what became of each.

A claim is a lease with a token.  Leases, waits and pauses run on the database's own clock; what is due compares
with the ``now`` that is passed in, which the trial may move.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from math import inf
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, case, exists, or_, select, update

from bot.store.dialect import insert, real_moment, real_time
from bot.store.engine import Tx
from bot.store.reminders import Reminder, columns, rows
from bot.store.tables import PENDING, accounts, pauses, people, reminders


class LeaseLostError(Exception):
    """Somebody else has the reminders by now, or they were withdrawn."""


@dataclass(frozen=True)
class Claim:
    """All due reminders of one person, the earliest first, held under a token."""

    token: str
    person: str
    reminders: tuple[Reminder, ...]


@dataclass(frozen=True)
class Reach:
    """An account of a person; ``paused`` is for how many seconds nothing may be sent there (`inf`: no end set)."""

    account: str
    workspace: str
    paused: float


def expire(tx: Tx, now: datetime) -> int:
    """Give up what is pointless by now; what may have gone out already is looked up first."""
    late = and_(
        _due(tx, now),
        reminders.c.not_after < now,
        reminders.c.send_started_at.is_(None),
    )
    changes = {"state": "expired", "reason": "too late", "lease_token": None}
    return tx.execute(update(reminders).where(late).values(changes)).rowcount


def claim(tx: Tx, now: datetime, lease: float, limit: int) -> list[Claim]:
    """Take what is due, earliest first, about ``limit`` reminders, for ``lease`` seconds.

    A person's reminders are taken together, and not while one of them is out with another worker or waits to be
    tried again: that keeps their order.
    """
    other = reminders.alias()
    busy = exists().where(
        other.c.person_id == reminders.c.person_id,
        other.c.state == PENDING,
        other.c.due_at <= now,
        other.c.lease_until > real_time(tx),
    )
    waiting = select(reminders.c.person_id).where(_due(tx, now), ~busy)
    waiting = waiting.order_by(reminders.c.due_at, reminders.c.id).limit(limit)
    free = select(people.c.id).where(people.c.id.in_(waiting.scalar_subquery()))
    # two workers never hold the same person, so that neither takes what the other has left
    persons = tx.execute(free.with_for_update(skip_locked=True, key_share=True)).scalars().all()
    if not persons:
        return []
    mine = select(reminders.c.id).where(_due(tx, now), reminders.c.person_id.in_(persons), ~busy)
    token = uuid4().hex
    taken = reminders.c.id.in_(mine.with_for_update(skip_locked=True).scalar_subquery())
    lent = update(reminders).where(taken).values(lease_token=token, lease_until=real_time(tx) + lease)
    ids = tx.execute(lent.returning(reminders.c.id)).scalars().all()
    order = (reminders.c.person_id, reminders.c.due_at, reminders.c.id)
    found = rows(tx, columns().where(reminders.c.id.in_(ids)).order_by(*order))
    return [Claim(token, person, tuple(group)) for person, group in groupby(found, lambda reminder: reminder.person)]


def _due(tx: Tx, now: datetime) -> ColumnElement[bool]:
    return and_(
        reminders.c.state == PENDING,
        reminders.c.due_at <= now,
        reminders.c.lease_until <= real_time(tx),
    )


def held(tx: Tx, claim: Claim) -> list[Reminder]:
    """What of a claim is still held, locked until the transaction ends; the earliest first."""
    mine = _mine(claim.token, [reminder.id for reminder in claim.reminders])
    order = (reminders.c.due_at, reminders.c.id)
    return rows(tx, columns().where(mine).order_by(*order).with_for_update())


def reach(tx: Tx, person: str) -> list[Reach]:
    """The accounts of a person, the one used last first."""
    left = pauses.c.until - real_time(tx)
    paused = case((pauses.c.workspace.is_(None), 0.0), (pauses.c.until.is_(None), -1.0), (left < 0, 0.0), else_=left)
    statement = (
        select(accounts.c.account, accounts.c.workspace, paused.label("paused"))
        .select_from(accounts.outerjoin(pauses, pauses.c.workspace == accounts.c.workspace))
        .where(accounts.c.person_id == person)
        .order_by(accounts.c.used_at.desc(), accounts.c.account)
    )
    found = tx.execute(statement).all()
    return [Reach(r.account, r.workspace, inf if r.paused < 0 else r.paused) for r in found]


def start(tx: Tx, token: str, ids: Sequence[str], account: str, key: str, lease: float) -> None:
    """Note, before anything goes out, that a message is about to: to which account, under which key.

    The lease begins anew, so that it outlasts the sending.

    Raises:
        LeaseLostError: not all are held any more; send nothing.
    """
    started = tx.execute(
        update(reminders)
        .where(_mine(token, ids))
        .values(
            lease_until=real_time(tx) + lease,
            attempts=reminders.c.attempts + 1,
            send_started_at=real_moment(tx),
            sent_to=account,
            message_key=key,
        )
    )
    if started.rowcount != len(ids):
        raise LeaseLostError


def mark_sent(tx: Tx, token: str, ids: Sequence[str], reference: str, now: datetime) -> None:
    """The message is out.

    Raises:
        LeaseLostError: another worker looks after them; it will find the message.
    """
    changes = {
        "state": "sent",
        "reason": "",
        "lease_token": None,
        "send_started_at": None,
        "message_ref": reference,
        "sent_at": now,
    }
    if tx.execute(update(reminders).where(_mine(token, ids)).values(changes)).rowcount != len(ids):
        raise LeaseLostError


def mark_ended(tx: Tx, token: str, ids: Sequence[str], state: str, reason: str) -> None:
    """Nothing goes out any more: ``withdrawn``, ``expired`` or ``dead``."""
    changes = {"state": state, "reason": reason, "lease_token": None, "send_started_at": None}
    if ids:
        tx.execute(update(reminders).where(_mine(token, ids)).values(changes))


def mark_postponed(tx: Tx, token: str, ids: Sequence[str], zone: str, due_at: datetime) -> None:
    """Due later: the person does not work now."""
    wall = due_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    changes = {"due_at": due_at, "wall": wall, "zone": zone, "lease_token": None, "lease_until": 0.0}
    tx.execute(update(reminders).where(_mine(token, ids)).values(changes | {"send_started_at": None}))


def mark_waiting(
    tx: Tx,
    token: str,
    ids: Sequence[str],
    seconds: float,
    reason: str,
    *,
    attempts: int = 0,
    maybe_sent: bool = False,
) -> None:
    """Try again after so many seconds.

    ``attempts`` is added to those counted; ``maybe_sent``: nobody knows whether the message went out.
    """
    changes = {
        "reason": reason,
        "lease_token": None,
        "lease_until": real_time(tx) + seconds,
        "attempts": reminders.c.attempts + attempts,
    }
    if not maybe_sent:
        changes["send_started_at"] = None
    if ids:
        tx.execute(update(reminders).where(_mine(token, ids)).values(changes))


def _mine(token: str, ids: Sequence[str]) -> ColumnElement[bool]:
    return and_(reminders.c.id.in_(ids), reminders.c.lease_token == token, reminders.c.state == PENDING)


def pause(tx: Tx, workspace: str, seconds: float | None, reason: str) -> None:
    """Send nothing into a workspace for so many seconds, or until `resume`; a longer pause stays."""
    until = None if seconds is None else real_time(tx) + seconds
    statement = insert(tx, pauses).values(workspace=workspace, until=until, reason=reason)
    longer = or_(statement.excluded.until.is_(None), pauses.c.until < statement.excluded.until)
    tx.execute(
        statement.on_conflict_do_update(
            index_elements=["workspace"],
            set_={"until": statement.excluded.until, "reason": statement.excluded.reason},
            where=longer,
        )
    )


def resume(tx: Tx, workspace: str) -> None:
    """End the pause of a workspace; what waited for it goes out with the next tick."""
    tx.execute(pauses.delete().where(pauses.c.workspace == workspace))
    reached = select(accounts.c.person_id).where(accounts.c.workspace == workspace).scalar_subquery()
    waits = and_(
        reminders.c.person_id.in_(reached),
        reminders.c.state == PENDING,
        reminders.c.lease_token.is_(None),
        reminders.c.send_started_at.is_(None),
    )
    tx.execute(update(reminders).where(waits).values(lease_until=0.0))


def paused(tx: Tx) -> dict[str, str]:
    """The workspaces into which nothing is sent now, with the reason: for those who run the programme."""
    now = and_(pauses.c.until.is_not(None), pauses.c.until <= real_time(tx))
    found = tx.execute(select(pauses.c.workspace, pauses.c.reason).where(~now))
    return {row.workspace: row.reason for row in found}
