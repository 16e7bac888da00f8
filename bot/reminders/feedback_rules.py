"""What people are told at once of the feedback on what was handed in, and of a later date for handing in."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.reminders import timing
from bot.reminders.rules import Recipient
from bot.store.reminders import Planned

SENT, ACCEPTED, ANSWERED = "feedback-sent", "feedback-accepted", "feedback-answered"
LATER = "deadline-later"
AT_ONCE = frozenset({SENT, ACCEPTED, ANSWERED, LATER})
"""Kinds that are news: they do not wait for the working hours, only for the end of an absence."""

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
        Planned(
            key=f"{subject}/{kind}/{now.isoformat()}/{person.person}",
            kind=kind,
            subject=subject,
            document=document,
            row=None,
            version=version,
            person=person.person,
            wall=timing.to_wall(now, person.zone),
            zone=person.zone,
            due_at=now,
            not_after=until or now + WORTH,
            params=dict(params),
        )
        for person in told
    ]
