"""How many reminders a process has sent, sent late, and given up: for whoever watches it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.reminders import Reminder

LATE = timedelta(hours=1)
"""How long after it was due a reminder counts as late."""


@dataclass
class Tally:
    """Counts since the process began.  ``late`` ones are among those ``sent``."""

    sent: int = 0
    late: int = 0
    too_late: int = 0
    undeliverable: int = 0

    def went_out(self, reminders: Iterable[Reminder], now: datetime) -> None:
        """These are out."""
        for reminder in reminders:
            self.sent += 1
            self.late += now - reminder.due_at > LATE
