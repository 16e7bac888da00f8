"""Reminders as desired state: what a plan or session calls for, against what stands in the table.

How they are delivered is in `bot.store.deliveries`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Integer, Label, Select, and_, bindparam, func, insert, or_, select, update

from bot.store import mail_addresses
from bot.store.engine import Tx
from bot.store.memberships import administrators
from bot.store.people import colleagues, enter
from bot.store.scope import PROGRAMME, NotFoundError, Role, Scope, granted, inside, parameters
from bot.store.tables import PENDING, reminders


@dataclass(frozen=True)
class Planned:
    """A reminder that should be sent.

    ``key`` says what it is about, its kind, what it is due for, and to whom: planned again it stays the same.
    ``wall`` is the local time in ``zone`` at which it is due, ``due_at`` the moment that makes; from ``not_after``
    on it is pointless.  ``passed``: its time had gone by when it was planned, so it is not sent any more; it only
    tells that one sent or waiting is still right.
    """

    key: str
    kind: str
    subject: str
    document: str | None
    row: str | None
    version: int
    person: str
    wall: datetime
    zone: str
    due_at: datetime
    not_after: datetime
    params: dict[str, Any] = field(default_factory=dict)
    passed: bool = False


@dataclass(frozen=True)
class Reminder:
    """A reminder in the table.

    ``state`` is ``pending``, ``sent``, ``withdrawn`` (no longer wanted), ``expired`` (too late) or ``dead`` (cannot
    be delivered), with the ``reason`` in English.  ``snoozed_from`` is the id of the reminder that was put off.
    ``message_ref`` names the message in the account ``sent_to``; a digest is one message of several reminders.
    ``send_started_at`` is set while nobody knows yet whether the message went out; ``unclear`` when whoever sent it
    has ended without knowing.  ``setbacks`` counts how often a platform that did not work kept it from going out.
    """

    id: str
    key: str
    cluster: str
    person: str
    source: str
    kind: str
    subject: str
    document: str | None
    row: str | None
    version: int
    params: dict[str, Any]
    wall: datetime
    zone: str
    due_at: datetime
    not_after: datetime
    snoozed_from: str | None
    state: str
    reason: str
    attempts: int
    setbacks: int
    unclear: bool
    send_started_at: datetime | None
    sent_to: str | None
    message_key: str | None
    message_ref: str | None
    sent_at: datetime | None


LATE = "late"
"""The kind of a reminder that tells what came too late because a platform did not work."""

WEEK = "week"
"""The kind of the look at a week: nobody has to be told that one did not arrive."""

ENDED = "session-ended"
"""The kind of a reminder that tells of a session which ended with its cluster: people get it although they are of that
cluster no more."""

OUTLASTED = "a platform did not work for longer than this was worth sending"
"""The reason of a reminder that expired for that."""

NOT_RUN = "nobody sent reminders while this was worth sending"
"""The reason of a reminder that fell due and became pointless while no worker ran."""

PUT_OFF = "the person chose a later time"
"""The reason of a reminder that would have come before that time."""

SNOOZE_GRACE = timedelta(days=7)
"""How long a reminder that somebody put off may still be sent after the time they chose."""


def reconcile(tx: Tx, scope: Scope, source: str, wanted: Sequence[Planned], now: datetime) -> list[Reminder]:
    """Make the reminders of one source (``plan:<document>``, ``session:<id>``) what they should be.

    New ones are added, waiting ones that are not wanted any more are withdrawn, and with them those put off, which come
    back when they are wanted again; what was sent stays.  Returns what was sent and is no longer right, or is right
    again, once, so that the message can be replaced.

    Raises:
        NotFoundError: no such cluster, or a reminder is for somebody outside it.
    """
    enter(tx, scope)
    known = {person.id for person in colleagues(tx, scope)}
    if scope.cluster == PROGRAMME:
        known |= set(administrators(tx))
    strangers = {planned.person for planned in wanted} - known
    if strangers and not strangers <= mail_addresses.persons(tx, scope):
        raise NotFoundError("A reminder is for somebody who does not belong to this cluster.")
    there = rows(tx, _reconciled(scope.role, bool(scope.cluster)), {**scope.values, "asked": source})
    first = {reminder.key: reminder for reminder in there if reminder.snoozed_from is None}
    _put(tx, scope, source, [planned for planned in wanted if not planned.passed], first)
    wanted_keys = {planned.key for planned in wanted}
    right = {reminder.id for reminder in first.values() if reminder.key in wanted_keys}
    stale = [reminder for reminder in there if (reminder.snoozed_from or reminder.id) not in right]
    waiting = [r.id for r in stale if r.state == "pending" and r.send_started_at is None]
    if waiting:
        changes = {"state": "withdrawn", "reason": "no longer wanted", "lease_token": None}
        tx.execute(update(reminders).where(reminders.c.id.in_(waiting)).values(changes))
    put_off = [r.id for r in there if r.snoozed_from in right and r.state == "withdrawn" and r.due_at > now]
    if put_off:  # right again before the time that somebody chose
        tx.execute(update(reminders).where(reminders.c.id.in_(put_off)).values(FRESH))
    closed = _close(tx, [reminder.id for reminder in stale if reminder.state == "sent"], now)
    sent = [r.id for r in there if r.state == "sent" and (r.snoozed_from or r.id) in right]
    return [*closed, *_close(tx, sent, None)]


@cache
def _reconciled(role: Role, of_cluster: bool) -> Select[Any]:
    theirs = _visible(parameters(role), of_cluster)
    return columns().where(theirs, reminders.c.source == bindparam("asked")).with_for_update()


def _put(tx: Tx, scope: Scope, source: str, wanted: Sequence[Planned], there: Mapping[str, Reminder]) -> None:
    new, back, changed = [], [], []
    for planned in wanted:
        values = {name: getattr(planned, name) for name in _MOVABLE}
        known = there.get(planned.key)
        if known is None:
            fixed = {name: getattr(planned, name) for name in ("key", "kind", "subject", "document", "row")}
            owner = {"cluster_id": scope.cluster, "person_id": planned.person}
            new.append({"id": uuid4().hex, "source": source} | owner | fixed | values | FRESH)
        elif known.state == "withdrawn":
            back.append({"known": known.id} | values | FRESH)
        elif known.state == "pending" and any(getattr(known, name) != values[name] for name in _MOVABLE):
            changed.append({"known": known.id} | values)
    if new:
        tx.execute(insert(reminders), new)
    for rows_ in filter(None, (back, changed)):
        tx.execute(update(reminders).where(reminders.c.id == bindparam("known")), rows_)


_MOVABLE = ("version", "params", "wall", "zone", "due_at", "not_after")

FRESH: dict[str, Any] = {
    "state": "pending",
    "reason": "",
    "lease_until": 0.0,
    "lease_token": None,
    "attempts": 0,
    "setbacks": 0,
    "unclear": False,
    "send_started_at": None,
}
"""A reminder that nobody has tried to send yet."""


def _close(tx: Tx, ids: Sequence[str], now: datetime | None) -> list[Reminder]:
    """What is not right any more from ``now`` on, or, without it, is again, as when "done" was taken back."""
    if not ids:
        return []
    were = reminders.c.closed_at.is_not(None) if now is None else reminders.c.closed_at.is_(None)
    other = and_(reminders.c.id.in_(ids), were)
    found = rows(tx, columns().where(other).order_by(reminders.c.due_at, reminders.c.id))
    if found:
        tx.execute(update(reminders).where(other).values(closed_at=now))
    return found


def upcoming(tx: Tx, scope: Scope, person: str, limit: int) -> list[Reminder]:
    """What waits for a person, the next first."""
    mine = _reminders(scope).where(reminders.c.person_id == person, reminders.c.state == PENDING)
    return rows(tx, mine.order_by(reminders.c.due_at, reminders.c.id).limit(limit))


def get(tx: Tx, scope: Scope, id: str) -> Reminder | None:
    """One reminder, whatever its state."""
    return next(iter(rows(tx, _reminders(scope).where(reminders.c.id == id))), None)


def of_source(tx: Tx, scope: Scope, source: str) -> list[Reminder]:
    """All that was ever planned for one source, whatever their state."""
    return rows(tx, _reminders(scope).where(reminders.c.source == source))


def for_message(tx: Tx, scope: Scope, reference: str) -> list[Reminder]:
    """The reminders that one message told of: several in a digest."""
    sent = _reminders(scope).where(reminders.c.message_ref == reference)
    return rows(tx, sent.order_by(reminders.c.due_at, reminders.c.id))


def of_message(tx: Tx, account: str, reference: str) -> list[Reminder]:
    """All that one message to an account told of, in whichever clusters: to write it anew for whoever has it."""
    sent = columns().where(reminders.c.sent_to == account, reminders.c.message_ref == reference)
    return rows(tx, sent.order_by(reminders.c.due_at, reminders.c.id))


def sent_since(tx: Tx, scope: Scope, person: str, since: datetime) -> list[Reminder]:
    """What a person was reminded of from a moment on, the latest first."""
    mine = and_(reminders.c.person_id == person, reminders.c.state == "sent", reminders.c.sent_at >= since)
    return rows(tx, _reminders(scope).where(mine).order_by(reminders.c.sent_at.desc(), reminders.c.due_at))


def snooze(tx: Tx, scope: Scope, id: str, until: datetime, now: datetime) -> Reminder | None:
    """Remind once more at another time; None if there is no such reminder.

    Until then nothing else comes about the same thing.  Pressed twice, the later choice counts.  What the reminder is
    about is checked again when it is due.
    """
    reminder = get(tx, scope, id)
    if reminder is None:
        return None
    first = reminder.snoozed_from or reminder.id
    root = get(tx, scope, first) or reminder
    before = rows(tx, columns().where(reminders.c.snoozed_from == root.id).with_for_update())
    wall = until.astimezone(ZoneInfo(reminder.zone)).replace(tzinfo=None)
    values = {"wall": wall, "due_at": until, "not_after": max(reminder.not_after, until + SNOOZE_GRACE)}
    waiting = next((r for r in before if r.state == "pending" and r.send_started_at is None), None)
    _hold(tx, root, until)
    if waiting is not None:
        tx.execute(update(reminders).where(reminders.c.id == waiting.id).values(values))
        return get(tx, scope, waiting.id)
    made = uuid4().hex
    same = {name: getattr(root, name) for name in _SAME}
    fixed = {"id": made, "key": f"{root.key}:snooze:{len(before) + 1}", "snoozed_from": root.id}
    owner = {"cluster_id": root.cluster, "person_id": root.person}
    tx.execute(insert(reminders).values(same | fixed | owner | values | FRESH))
    return get(tx, scope, made)


def _hold(tx: Tx, root: Reminder, until: datetime) -> None:
    """Give up what else would come to the person about the same thing before a time they chose."""
    before = and_(
        reminders.c.person_id == root.person,
        reminders.c.subject == root.subject,
        reminders.c.kind.startswith(f"{root.kind.partition('-')[0]}-"),
        reminders.c.snoozed_from.is_(None),
        reminders.c.state == PENDING,
        reminders.c.due_at < until,
        reminders.c.send_started_at.is_(None),
    )
    tx.execute(update(reminders).where(before).values(state="expired", reason=PUT_OFF, lease_token=None))


_SAME = ("source", "kind", "subject", "document", "row", "version", "params", "zone")


def next_due(tx: Tx, after: datetime, *, weekly: bool = True) -> datetime | None:
    """When the next reminder of anybody is due, later than ``after``: where the trial's clock steps to.

    Without ``weekly`` those count that come in any case: a look at the week comes only if there is something to say.
    """
    found: datetime | None = tx.scalar(_next_due(weekly), {"after": after})
    return found


@cache
def _next_due(weekly: bool) -> Select[Any]:
    later = and_(reminders.c.state == PENDING, reminders.c.due_at > bindparam("after"))
    return select(func.min(reminders.c.due_at)).where(later if weekly else and_(later, reminders.c.kind != WEEK))


def dead(tx: Tx, scope: Scope, limit: int = 100) -> list[Reminder]:
    """What could not be delivered, the latest first: for those who run the programme."""
    lost = _reminders(scope).where(reminders.c.state == "dead")
    return rows(tx, lost.order_by(reminders.c.due_at.desc(), reminders.c.id).limit(limit))


def take_back(tx: Tx, ids: Sequence[str], reason: str) -> None:
    """What could not be delivered goes out again as soon as it is wanted again: somebody else is told meanwhile."""
    dead = and_(reminders.c.id.in_(ids), reminders.c.state == "dead")
    tx.execute(update(reminders).where(dead).values(state="withdrawn", reason=reason))


def lost(tx: Tx, scope: Scope, since: datetime, limit: int) -> list[Reminder]:
    """What did not arrive, the latest first: it could not be delivered, or came too late since this moment."""
    return rows(tx, _lost(scope.role, bool(scope.cluster)), {**scope.values, "since": since, "limit": limit})


@cache
def _lost(role: Role, of_cluster: bool) -> Select[Any]:
    outlasted = and_(
        reminders.c.state == "expired",
        reminders.c.reason.in_((OUTLASTED, NOT_RUN)),
        reminders.c.due_at >= bindparam("since"),
    )
    told = and_(reminders.c.kind.not_in((LATE, WEEK)), or_(reminders.c.state == "dead", outlasted))
    found = columns().where(_visible(parameters(role), of_cluster), told)
    return found.order_by(reminders.c.due_at.desc(), reminders.c.id).limit(bindparam("limit", type_=Integer))


def near(tx: Tx, until: datetime) -> list[Reminder]:
    """What waits in all clusters and is due before this moment: to look at its time again."""
    return rows(tx, columns().where(reminders.c.state == PENDING, reminders.c.due_at < until))


def reschedule(tx: Tx, id: str, due_at: datetime) -> None:
    """Correct the moment of a waiting reminder; its local time stays."""
    tx.execute(update(reminders).where(reminders.c.id == id, reminders.c.state == PENDING).values(due_at=due_at))


def _reminders(scope: Scope) -> Select[Any]:
    return columns().where(_visible(scope, bool(scope.cluster)))


def _visible(scope: Scope, of_cluster: bool) -> ColumnElement[bool]:
    """A cluster's reminders; for a coach of none those to themselves, out of the clusters granted to them."""
    if scope.role is Role.COACH and not of_cluster:
        return and_(reminders.c.person_id == scope.person, granted(scope.person, reminders.c.cluster_id))
    return inside(scope, reminders.c.cluster_id)


@cache  # to make the statement takes longer than to run it
def columns() -> Select[Any]:
    """A reminder's columns as `Reminder` names them."""
    return select(*named())


def named() -> list[Label[Any]]:
    """The same for a statement that changes reminders and returns them."""
    renamed = {"cluster": "cluster_id", "person": "person_id"}
    return [reminders.c[renamed.get(each.name, each.name)].label(each.name) for each in fields(Reminder)]


def rows(tx: Tx, statement: Select[Any], values: Mapping[str, Any] | None = None) -> list[Reminder]:
    """The reminders that a statement of `columns` finds, run with these values of its parameters."""
    return [Reminder(*row) for row in tx.execute(statement, values or {})]
