"""The reminder of a draft that was left: once, on the first working morning a week after it was touched last.  Pure."""

from datetime import datetime, timedelta

from bot.reminders import timing
from bot.reminders.planning import Recipient, planned
from bot.reminders.rules import LATE_FOR
from bot.store.reminders import Planned

LEFT_FOR = timedelta(days=7)
"""So long after somebody worked on a draft last, it counts as left."""


def for_draft(document: str, revision: int, person: Recipient, touched: datetime, now: datetime) -> list[Planned]:
    """The reminder of one draft that was touched last at a moment; source ``draft:<document>``."""
    day = timing.to_wall(touched, person.zone).date() + LEFT_FOR
    place = timing.spread(person.person)
    natural = person.works.morning(person.works.calendar.working_day_from(day), place)
    due_at = natural if natural >= now else person.works.next_allowed(now, place)
    ends = natural + LATE_FOR
    return [
        planned(
            f"draft:{document}",
            "draft-week",
            "",  # it comes once, however often the draft is left
            person,
            due_at,
            ends,
            document=document,
            version=revision,
            passed=due_at >= ends,
        )
    ]
