"""Messages that wait to be sent: kept until the platform has taken them, in order in each conversation.

As with reminders, a claim is a lease with a token on the database's own clock, and what may have gone out already
is marked, so that whoever claims it next asks the platform first.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, and_, delete, exists, func, select, update

from bot.store.deliveries import LeaseLostError
from bot.store.dialect import insert, real_moment, real_time
from bot.store.engine import Tx
from bot.store.tables import PENDING
from bot.store.traffic_tables import outbound


@dataclass(frozen=True)
class Waiting:
    """One message.

    ``conversation`` is a plain id (``slack:T1:C1``), ``account`` the person whom the message answers; a ``private``
    one is shown to that person only.  ``replaces`` is the reference of the message whose place it takes, ``content``
    JSON as the platform takes it.
    """

    key: str
    conversation: str
    thread: str
    account: str
    private: bool
    replaces: str
    content: dict[str, Any]


@dataclass(frozen=True)
class Claimed:
    """A message held under a token.  ``send_started_at``: it may have gone out then, on the database's clock."""

    id: int
    token: str
    message: Waiting
    attempts: int
    send_started_at: datetime | None


def add(
    tx: Tx,
    message: Waiting,
    now: datetime,
    not_after: datetime,
    *,
    seconds: float = 0.0,
    maybe_sent: bool = False,
) -> None:
    """Keep a message, to be tried after so many seconds; ``maybe_sent``: nobody knows whether it went out."""
    values = {
        **vars(message),
        "created_at": now,
        "not_after": not_after,
        "state": "pending",
        "reason": "",
        "lease_until": real_time(tx) + seconds,
        "attempts": 0,
        "send_started_at": real_moment(tx) if maybe_sent else None,
    }
    tx.execute(insert(tx, outbound).values(values).on_conflict_do_nothing())


def waits(tx: Tx, conversation: str) -> bool:
    """Whether a message waits for this conversation: a later one must queue behind it."""
    return bool(tx.scalar(select(exists().where(outbound.c.conversation == conversation, _pending()))))


def waiting(tx: Tx) -> int:
    """How many messages wait."""
    return int(tx.scalar(select(func.count()).select_from(outbound).where(_pending())) or 0)


def expire(tx: Tx, now: datetime) -> int:
    """Give up what is pointless by now."""
    late = and_(_pending(), _free(tx), outbound.c.not_after < now)
    return tx.execute(update(outbound).where(late).values(_ended("expired", "too late"))).rowcount


def claim(tx: Tx, lease: float, limit: int) -> list[Claimed]:
    """Take the first message of each conversation for ``lease`` seconds, the oldest first in each workspace.

    A conversation whose first message is out with another worker, or waits to be tried again, waits as a whole.
    Workspaces take turns: however much waits for one of them, it holds no other back.
    """
    before = outbound.alias()
    first = ~exists().where(
        before.c.conversation == outbound.c.conversation, before.c.state == PENDING, before.c.id < outbound.c.id
    )
    turn = func.row_number().over(partition_by=_workspace(), order_by=outbound.c.id).label("turn")
    turns = select(outbound.c.id, turn).where(_pending(), _free(tx), first).subquery()
    due = select(outbound.c.id).join(turns, turns.c.id == outbound.c.id).where(_pending(), _free(tx))
    due = due.order_by(turns.c.turn, outbound.c.id).limit(limit)
    token = uuid4().hex
    # chosen once, apart: PostgreSQL may run a selection that stands in the condition again for each row, and one with
    # a limit then takes other messages each time
    chosen = due.with_for_update(skip_locked=True, of=outbound).cte("chosen").prefix_with("MATERIALIZED")
    lent = (
        update(outbound)
        .where(outbound.c.id.in_(select(chosen.c.id)))
        .values(lease_token=token, lease_until=real_time(tx) + lease)
    )
    found = tx.execute(lent.returning(*outbound.c)).all()
    return [_claimed(row, token) for row in sorted(found, key=lambda row: row.id)]


def _claimed(row: Any, token: str) -> Claimed:
    message = Waiting(row.key, row.conversation, row.thread, row.account, row.private, row.replaces, row.content)
    return Claimed(row.id, token, message, row.attempts, row.send_started_at)


def start(tx: Tx, claimed: Claimed, lease: float) -> None:
    """Note, before anything goes out, that the message is about to; the lease begins anew.

    Raises:
        LeaseLostError: it is not held any more; send nothing.
    """
    changes = {
        "lease_until": real_time(tx) + lease,
        "attempts": outbound.c.attempts + 1,
        "send_started_at": real_moment(tx),
    }
    _change(tx, claimed, changes)


def mark_sent(tx: Tx, claimed: Claimed, reference: str) -> None:
    """The message is out; what it said is not kept.

    Raises:
        LeaseLostError: another worker looks after it; it will find the message.
    """
    _change(tx, claimed, {**_ended("sent", ""), "reference": reference})


def mark_dead(tx: Tx, claimed: Claimed, reason: str) -> None:
    """The message can never be delivered.

    Raises:
        LeaseLostError: another worker looks after it.
    """
    _change(tx, claimed, _ended("dead", reason))


def drop(tx: Tx, account: str) -> int:
    """Send nothing more of what answers an account and is not on its way; returns how many messages that are."""
    mine = and_(outbound.c.account == account, _pending(), _free(tx))
    return tx.execute(update(outbound).where(mine).values(_ended("expired", "does not belong any more"))).rowcount


def mark_waiting(tx: Tx, claimed: Claimed, seconds: float, reason: str, *, maybe_sent: bool = False) -> None:
    """Try again after so many seconds; ``maybe_sent``: nobody knows whether the message went out.

    Raises:
        LeaseLostError: another worker looks after it.
    """
    changes = {"reason": reason, "lease_token": None, "lease_until": real_time(tx) + seconds}
    _change(tx, claimed, changes if maybe_sent else {**changes, "send_started_at": None})


def redirect(tx: Tx, claimed: Claimed, instead: Waiting, reason: str) -> None:
    """Send it elsewhere: its own conversation does not take it.

    Raises:
        LeaseLostError: another worker looks after it.
    """
    changes = {**vars(instead), "reason": reason, "lease_token": None, "lease_until": 0.0, "send_started_at": None}
    _change(tx, claimed, changes)


def forget(tx: Tx, before: datetime) -> int:
    """Erase what was added before this moment and does not wait any more."""
    old = and_(outbound.c.created_at < before, outbound.c.state != PENDING)
    return tx.execute(delete(outbound).where(old)).rowcount


def _workspace() -> ColumnElement[str]:
    """What stands before the last colon of a conversation: ``slack:T1:`` of ``slack:T1:C1``."""
    return func.rtrim(outbound.c.conversation, func.replace(outbound.c.conversation, ":", ""))


def _pending() -> ColumnElement[bool]:
    return outbound.c.state == PENDING


def _free(tx: Tx) -> ColumnElement[bool]:
    return outbound.c.lease_until <= real_time(tx)


def _ended(state: str, reason: str) -> dict[str, Any]:
    return {"state": state, "reason": reason, "content": {}, "lease_token": None, "send_started_at": None}


def _change(tx: Tx, claimed: Claimed, changes: dict[str, Any]) -> None:
    mine = and_(outbound.c.id == claimed.id, outbound.c.lease_token == claimed.token, _pending())
    if tx.execute(update(outbound).where(mine).values(changes)).rowcount != 1:
        raise LeaseLostError
