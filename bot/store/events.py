"""Events of the platforms that were seen: a retry is not heard twice."""

from datetime import UTC, datetime
from functools import cache

from sqlalchemy import Executable, delete, select

from bot.store.dialect import insert_in
from bot.store.engine import Tx
from bot.store.traffic_tables import events


def mark_seen(tx: Tx, event_id: str, now: datetime) -> bool:
    """Whether this event was never seen; from now on it was."""
    return tx.scalar(_see(tx.dialect.name), {"event_id": event_id, "seen_at": now}) is not None


FOR_EVER = datetime(2999, 1, 1, tzinfo=UTC)


def once(tx: Tx, name: str) -> bool:
    """Whether something of this name never happened; from now on it did, and that is not forgotten."""
    return mark_seen(tx, name, FOR_EVER)


def happened(tx: Tx, name: str) -> bool:
    """Whether it was seen, or marked by `once`."""
    return tx.scalar(select(events.c.event_id).where(events.c.event_id == name)) is not None


@cache  # every event is marked, and to make the statement takes longer than to run it
def _see(dialect: str) -> Executable:
    return insert_in(dialect, events).on_conflict_do_nothing().returning(events.c.event_id)


def forget(tx: Tx, before: datetime) -> int:
    """Forget events seen before this moment; no platform retries that late."""
    return tx.execute(delete(events).where(events.c.seen_at < before)).rowcount
