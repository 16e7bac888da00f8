"""What waits in the database, in numbers and ages: for whoever watches the advisor."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from bot.store import pauses
from bot.store.engine import Tx
from bot.store.tables import PENDING, reminders
from bot.store.traffic_tables import outbound


@dataclass(frozen=True)
class Queues:
    """Messages that platforms have not taken yet, and reminders that are due and have not gone out.

    The ages of the oldest are in seconds, 0 where nothing waits.  ``paused`` counts by platform the workspaces (and
    mail servers) that do not work.
    """

    outbox: int
    outbox_age: float
    due: int
    due_age: float
    paused: dict[str, int]


def look(tx: Tx, now: datetime) -> Queues:
    """What waits at this moment."""
    waiting, since = tx.execute(
        select(func.count(), func.min(outbound.c.created_at)).where(outbound.c.state == PENDING)
    ).one()
    late = and_(reminders.c.state == PENDING, reminders.c.due_at <= now)
    due, due_since = tx.execute(select(func.count(), func.min(reminders.c.due_at)).where(late)).one()
    paused: dict[str, int] = {}
    for pause in pauses.failing(tx):
        platform = pause.workspace.partition(":")[0]
        paused[platform] = paused.get(platform, 0) + 1
    return Queues(waiting, _age(since, now), due, _age(due_since, now), paused)


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())
