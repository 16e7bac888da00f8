"""Events of the platforms that were seen: a retry is not heard twice."""

from datetime import datetime

from sqlalchemy import delete

from bot.store.dialect import insert
from bot.store.engine import Tx
from bot.store.tables import events


def first_time(tx: Tx, event_id: str, now: datetime) -> bool:
    """Whether this event was never seen; from now on it was."""
    statement = insert(tx, events).on_conflict_do_nothing().returning(events.c.event_id)
    return tx.scalar(statement, {"event_id": event_id, "seen_at": now}) is not None


def forget(tx: Tx, before: datetime) -> int:
    """Forget events seen before this moment; no platform retries that late."""
    return tx.execute(delete(events).where(events.c.seen_at < before)).rowcount
