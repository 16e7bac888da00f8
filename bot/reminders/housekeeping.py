"""What a worker tidies up once a day."""

from datetime import datetime, timedelta

from bot.reminders import timing
from bot.store import documents, events, imports, installations, mail_addresses, reminders, sign_in_ways
from bot.store.engine import Store, Tx

KEEP_CANCELLED = timedelta(days=30)
KEEP_EVENTS = timedelta(days=7)
KEEP_IMPORTS = timedelta(days=7)
LOOK_AHEAD = timedelta(days=3)


async def tidy(store: Store, now: datetime) -> None:
    """Erase drafts cancelled 30 days ago, forget events seen and files brought 7 days ago; correct what is due soon.

    A local time becomes another moment when a country changes its rules of time and the zone data follow.

    Raises:
        StoreError: the database does not answer.
    """
    await store.write(lambda tx: _tidy(tx, now))


def _tidy(tx: Tx, now: datetime) -> None:
    documents.erase_cancelled(tx, now - KEEP_CANCELLED)
    events.forget(tx, now - KEEP_EVENTS)
    imports.forget(tx, now - KEEP_IMPORTS)
    mail_addresses.tidy(tx, now)
    installations.tidy(tx, now)
    sign_in_ways.tidy(tx, now)
    for reminder in reminders.near(tx, now + LOOK_AHEAD):
        due_at = timing.to_utc(reminder.wall, reminder.zone)
        if due_at != reminder.due_at:
            reminders.reschedule(tx, reminder.id, due_at)
