"""Events of the platforms that were seen: a retry is not heard twice."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.engine import Tx
from bot.store.traffic_tables import events

_SEE = {
    # every event is marked, and to make the statement takes longer than to run it
    dialect: module.insert(events).on_conflict_do_nothing().returning(events.c.event_id)
    for dialect, module in (("sqlite", sqlite), ("postgresql", postgresql))
}


def mark_seen(tx: Tx, event_id: str, now: datetime) -> bool:
    """Whether this event was never seen; from now on it was."""
    return tx.scalar(_SEE[tx.dialect.name], {"event_id": event_id, "seen_at": now}) is not None


def forget(tx: Tx, before: datetime) -> int:
    """Forget events seen before this moment; no platform retries that late."""
    return tx.execute(delete(events).where(events.c.seen_at < before)).rowcount
