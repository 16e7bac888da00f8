"""What a worker tidies up once a day."""

from datetime import datetime, timedelta

from bot.reminders import timing
from bot.store import installations, mail_addresses, reminders, retention, sign_in_ways
from bot.store.engine import Store, Tx
from bot.store.retention import Retention

LOOK_AHEAD = timedelta(days=3)
USUAL = Retention()


async def tidy(store: Store, now: datetime, kept: Retention = USUAL) -> None:
    """Erase what was kept as long as it may be (`bot.store.retention`); correct what is due soon.

    A local time becomes another moment when a country changes its rules of time and the zone data follow.

    Raises:
        StoreError: the database does not answer.
    """
    await store.write(lambda tx: _tidy(tx, now, kept))


def _tidy(tx: Tx, now: datetime, kept: Retention) -> None:
    retention.tidy(tx, kept, now)
    mail_addresses.tidy(tx, now)
    installations.tidy(tx, now)
    sign_in_ways.tidy(tx, now)
    for reminder in reminders.near(tx, now + LOOK_AHEAD):
        due_at = timing.to_utc(reminder.wall, reminder.zone)
        if due_at != reminder.due_at:
            reminders.reschedule(tx, reminder.id, due_at)
