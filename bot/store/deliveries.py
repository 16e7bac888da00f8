"""Reminders on their way out: claimed by one worker at a time, and what became of each.

A claim is a lease with a token.  Leases, waits and pauses run on the database's own clock; what is due compares
with the ``now`` that is passed in, which the trial may move.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from math import inf
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Double,
    Integer,
    Select,
    Text,
    Update,
    and_,
    bindparam,
    case,
    exists,
    false,
    literal_column,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from bot.store.columns import UtcTime
from bot.store.dialect import real_moment_in, real_time, real_time_in
from bot.store.engine import Tx
from bot.store.pauses import paused, shorten
from bot.store.reminders import Reminder, columns, named, rows
from bot.store.tables import PENDING, accounts, pauses, people, reminders

LONGEST_LEASE, LONGEST_WAIT = 120.0, 7200.0
"""Seconds that a lease, or the wait between two tries, lasts at most."""


class LeaseLostError(Exception):
    """Somebody else has the reminders by now, or they were withdrawn."""


@dataclass(frozen=True)
class Claim:
    """All due reminders of one person, the earliest first, held under a token since ``moment``, the database's."""

    token: str
    person: str
    reminders: tuple[Reminder, ...]
    moment: datetime


@dataclass(frozen=True)
class Reach:
    """An account of a person; ``paused`` is for how many seconds nothing may be sent there (`inf`: no end set).

    ``closed`` is for how many seconds it is left alone because the person has blocked or removed the advisor; None
    where they have not.
    """

    account: str
    workspace: str
    paused: float
    closed: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether something can be sent there now, or tried."""
        return not self.paused and (self.closed is None or self.closed <= 0)


def claim(tx: Tx, now: datetime, lease: float, limit: int, closed: Collection[str] = ()) -> list[Claim]:
    """Take what is due, earliest first, about ``limit`` reminders, for ``lease`` seconds.

    A person's reminders are taken together, and not while one of them is out with another worker or waits to be
    tried again: that keeps their order.  Left alone is who can only be reached in workspaces that are paused or
    ``closed``.
    """
    shut = sorted({*closed, *paused(tx)})
    choose, lend = _claiming(tx.dialect.name, bool(shut))
    asked = {"now": now, "most": limit, **({"shut": shut} if shut else {})}
    persons = list(dict.fromkeys(tx.execute(choose, asked).scalars()))
    if not persons:
        return []
    token = uuid4().hex
    lent = tx.execute(lend, {"now": now, "persons": persons, "token": token, "lease": lease}).all()
    moment = min((moment for *_, moment in lent), default=now)
    found = [Reminder(*values) for *values, _ in lent]
    found.sort(key=lambda reminder: (reminder.person, reminder.due_at, reminder.id))
    return [
        Claim(token, person, tuple(group), moment) for person, group in groupby(found, lambda reminder: reminder.person)
    ]


@cache  # to make the statements takes longer than to run them
def _claiming(dialect: str, some_shut: bool) -> tuple[Select[tuple[str]], ReturningUpdate[Any]]:
    """Whose reminders can be taken, and taking them."""
    clock, now = real_time_in(dialect), bindparam("now", type_=UtcTime)
    due = and_(reminders.c.state == PENDING, reminders.c.due_at <= now, reminders.c.lease_until <= clock)
    other = reminders.alias()
    busy = exists().where(
        other.c.person_id == reminders.c.person_id,
        other.c.state == PENDING,
        other.c.due_at <= now,
        other.c.lease_until > clock,
    )
    chosen = select(people.c.id).join_from(reminders, people).where(due, ~busy, *([_reachable()] if some_shut else []))
    # counted are only those that no other worker is about to take: each finds people of its own
    chosen = chosen.order_by(reminders.c.due_at, reminders.c.cluster_id, reminders.c.id).limit(
        bindparam("most", type_=Integer)
    )
    mine = select(reminders.c.id).where(due, reminders.c.person_id.in_(bindparam("persons", expanding=True)), ~busy)
    taken = reminders.c.id.in_(mine.with_for_update(skip_locked=True).scalar_subquery())
    lease = {"lease_token": bindparam("token"), "lease_until": clock + bindparam("lease", type_=Double)}
    return (
        # two workers never hold the same person, so that neither takes what the other has left
        chosen.with_for_update(skip_locked=True, key_share=True, of=people),
        update(reminders).where(taken).values(lease).returning(*named(), real_moment_in(dialect).label("moment")),
    )


def _reachable() -> ColumnElement[bool]:
    """The condition that a reminder's person has an account outside the workspaces ``shut``, or none at all."""
    theirs = exists().where(accounts.c.person_id == reminders.c.person_id, accounts.c.belongs)
    return or_(~theirs, theirs.where(accounts.c.workspace.not_in(bindparam("shut", expanding=True))))


def mend(tx: Tx, now: datetime) -> None:
    """Shorten leases and waits that end later than any can: the machine's clock was set back since.

    They are not ended at once: whoever holds them may be sending.
    """
    held, clock = reminders.c.lease_token.is_not(None), real_time(tx)
    due = and_(reminders.c.state == PENDING, reminders.c.due_at <= now)
    for whose, longest in ((held, LONGEST_LEASE), (~held, LONGEST_WAIT)):
        frozen = and_(due, whose, reminders.c.lease_until > clock + longest)
        tx.execute(update(reminders).where(frozen).values(lease_until=clock + longest))
    shorten(tx)


def held(tx: Tx, claim: Claim) -> list[Reminder]:
    """What of a claim is still held, locked until the transaction ends; the earliest first."""
    mine = _mine(claim.token, [reminder.id for reminder in claim.reminders])
    order = (reminders.c.due_at, reminders.c.id)
    return rows(tx, columns().where(mine).order_by(*order).with_for_update())


def reach(tx: Tx, person: str) -> list[Reach]:
    """The accounts of a person, the one used last first."""
    return reaches(tx, [person])[person]


def reaches(tx: Tx, persons: Collection[str]) -> dict[str, list[Reach]]:
    """The accounts of several people that belong to their workspace, of each the one used last first."""
    found: dict[str, list[Reach]] = {person: [] for person in persons}
    rows = tx.execute(_reaching(tx.dialect.name), {"persons": list(persons)}).all()
    for person, account, workspace, left, closed in rows:
        found[person].append(Reach(account, workspace, inf if left < 0 else left, closed))
    return found


@cache
def _reaching(dialect: str) -> Select[Any]:
    now = real_time_in(dialect)
    left, closed = pauses.c.until - now, (accounts.c.closed_until - now).label("closed")
    paused = case((pauses.c.workspace.is_(None), 0.0), (pauses.c.until.is_(None), -1.0), (left < 0, 0.0), else_=left)
    return (
        select(accounts.c.person_id, accounts.c.account, accounts.c.workspace, paused.label("paused"), closed)
        .select_from(accounts.outerjoin(pauses, pauses.c.workspace == accounts.c.workspace))
        .where(accounts.c.person_id.in_(bindparam("persons", expanding=True)), accounts.c.belongs)
        .order_by(accounts.c.used_at.desc(), accounts.c.account)
    )


@dataclass(frozen=True)
class Start:
    """A message about to go out: of which reminders, held under which token, to which account, under which key."""

    token: str
    ids: Sequence[str]
    account: str
    key: str


def start(tx: Tx, starts: Sequence[Start], lease: float) -> None:
    """Note, before anything goes out, that messages are about to.

    The lease begins anew, so that it outlasts the sending.

    Raises:
        LeaseLostError: not all are held any more; send nothing.
    """
    held = [
        {"held": id, "token": s.token, "account": s.account, "message": s.key, "lease": lease}
        for s in starts
        for id in s.ids
    ]
    if held and tx.execute(_starting(tx.dialect.name), held).rowcount != len(held):
        raise LeaseLostError


@cache
def _starting(dialect: str) -> Update:
    return _each().values(
        lease_until=real_time_in(dialect) + bindparam("lease", type_=Double),
        attempts=reminders.c.attempts + literal_column("1", Integer),
        send_started_at=real_moment_in(dialect),
        unclear=false(),
        sent_to=bindparam("account"),
        message_key=bindparam("message"),
    )


def _each() -> Update:
    """One reminder, ``held`` under a ``token``: made for many, it changes each in one trip."""
    mine = (reminders.c.id == bindparam("held"), reminders.c.lease_token == bindparam("token"))
    return update(reminders).where(*mine, reminders.c.state == PENDING)


@dataclass(frozen=True)
class Sent:
    """A message that is out: of which reminders, held under which token, and the reference to it."""

    token: str
    ids: Sequence[str]
    reference: str


def mark_sent(tx: Tx, sent: Sequence[Sent], now: datetime) -> int:
    """The messages are out; returns how many reminders that concerns.

    Those that another worker looks after by now are left to it: it will find the message.
    """
    held = [{"held": id, "token": s.token, "reference": s.reference, "now": now} for s in sent for id in s.ids]
    return tx.execute(_sent(), held).rowcount if held else 0


@cache
def _sent() -> Update:
    return _each().values(  # what is the same for all is written out: each parameter is looked at for each of them
        state=literal_column("'sent'", Text),
        reason=literal_column("''", Text),
        lease_token=null(),
        send_started_at=null(),
        message_ref=bindparam("reference"),
        sent_at=bindparam("now"),
    )


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
    setbacks: int = 0,
    maybe_sent: bool = False,
) -> None:
    """Try again after so many seconds.

    ``attempts`` and ``setbacks`` are added to those counted; ``maybe_sent``: nobody knows whether the message went
    out, and whoever sent it has ended.
    """
    if not ids:
        return
    changes = {
        "reason": reason,
        "lease_token": None,
        "lease_until": real_time(tx) + seconds,
        "attempts": reminders.c.attempts + attempts,
        "setbacks": reminders.c.setbacks + setbacks,
        "unclear": maybe_sent,
    }
    if not maybe_sent:
        changes["send_started_at"] = None
    tx.execute(update(reminders).where(_mine(token, ids)).values(changes))


def _mine(token: str, ids: Sequence[str]) -> ColumnElement[bool]:
    return and_(reminders.c.id.in_(ids), reminders.c.lease_token == token, reminders.c.state == PENDING)
