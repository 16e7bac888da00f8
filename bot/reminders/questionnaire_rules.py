"""Which reminders a member questionnaire calls for: on its reminder date, and when it has closed.  Pure.

The two dates are the programme's (Cluster Booster Academy); where they fall on a day off, the next working day is
general practice.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.reminders import timing
from bot.reminders.planning import Recipient, planned
from bot.reminders.rules import HORIZON, LATE_FOR
from bot.store.reminders import Planned

REMIND, OVER = "questionnaire-remind", "questionnaire-over"


def for_questionnaire(
    document: str, version: int, owner: Recipient, reminder: date, deadline: date, now: datetime
) -> list[Planned]:
    """Those of whose questionnaire it is; source ``questionnaire:<document>``."""
    ends = timing.end_of(deadline, owner.zone) if _in_sight(deadline, now) else None
    if ends is None:
        return []
    steps: list[tuple[str, date, datetime]] = [(OVER, deadline + timedelta(days=1), ends + LATE_FOR)]
    if _in_sight(reminder, now):
        steps.insert(0, (REMIND, reminder, ends))
    return list(_planned(document, version, owner, steps, now))


def _planned(
    document: str, version: int, owner: Recipient, steps: list[tuple[str, date, datetime]], now: datetime
) -> Iterator[Planned]:
    after_opening = timing.spread(owner.person)
    for kind, day, limit in steps:
        due_at = owner.works.morning(owner.works.calendar.working_day_from(day), after_opening)
        if due_at < now:
            due_at = owner.works.next_allowed(now, after_opening)
        if due_at >= limit and kind == REMIND:  # no working day is left before it closes
            due_at = owner.works.last_allowed(limit, after_opening)
        yield planned(
            f"questionnaire:{document}",
            kind,
            day.isoformat(),
            owner,
            due_at,
            limit,
            document=document,
            version=version,
            params={"day": day.isoformat()},
            passed=due_at >= limit or due_at < now,
        )


def _in_sight(day: date, now: datetime) -> bool:
    return abs(day.year - now.year) <= HORIZON
