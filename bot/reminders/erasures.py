"""Before the data of a workspace that was left are erased, those who run the programme are asked."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.reminders.planning import Recipient, planned
from bot.store.reminders import Planned

ASKED_BEFORE = timedelta(days=7)


def source(home: str) -> str:
    """The source of the reminders of one workspace."""
    return f"workspace:{home}"


def for_erasure(home: str, erase_at: datetime, told: Sequence[Recipient], now: datetime) -> list[Planned]:
    """One reminder for each, a week before; another end is another reminder."""
    stamp = int(erase_at.timestamp())
    return [
        planned(
            source(home),
            "workspace-7",
            str(stamp),
            person,
            erase_at - ASKED_BEFORE,
            erase_at,
            params={"home": home, "erase_at": stamp},
            passed=erase_at <= now,
        )
        for person in told
    ]
