"""What people are told of feedback on what was handed in: at once, and again while comments wait for an answer.  Pure.

More time for handing in, and that it was taken back, is told at once, too.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.reminders import timing
from bot.reminders.planning import Recipient, planned
from bot.reminders.rules import LATE_FOR
from bot.store.reminders import Planned

SENT, ACCEPTED, ANSWERED = "feedback-sent", "feedback-accepted", "feedback-answered"
LATER, USUAL = "deadline-later", "deadline-usual"
AT_ONCE = frozenset({SENT, ACCEPTED, ANSWERED, LATER, USUAL})
"""Kinds that are news: they do not wait for the working hours, only for the end of an absence."""

OPEN = "comments-open"
WAITS = (timedelta(days=3), timedelta(days=10))
"""So long after they were sent, unanswered comments are remembered: general practice."""

WORTH = timedelta(days=60)
"""How long it still makes sense to tell of feedback."""


def for_news(
    kind: str,
    subject: str,
    told: Sequence[Recipient],
    params: Mapping[str, Any],
    now: datetime,
    *,
    document: str | None = None,
    version: int = 0,
    until: datetime | None = None,
) -> list[Planned]:
    """One of the kinds `AT_ONCE` for everybody who is ``told``; from ``until`` on it is pointless."""
    return [
        planned(
            subject,
            kind,
            now.isoformat(),
            person,
            now,
            until or now + WORTH,
            document=document,
            version=version,
            params=dict(params),
        )
        for person in told
    ]


def for_open(
    subject: str, told: Sequence[Recipient], params: Mapping[str, Any], now: datetime, *, document: str, version: int
) -> list[Planned]:
    """Reminders of comments that were just sent, should they find no answer; on a working morning."""
    found = []
    for person in told:
        for number, wait in enumerate(WAITS, 1):
            day = timing.to_wall(now + wait, person.zone).date()
            place = timing.spread(person.person)
            due_at = person.works.morning(person.works.calendar.working_day_from(day), place)
            kind, ends, about = f"{OPEN}-{number}", due_at + LATE_FOR, dict(params)
            found.append(
                planned(subject, kind, "", person, due_at, ends, document=document, version=version, params=about)
            )
    return found
