"""The look at a week: on which morning each comes.  Pure; the store is then made to hold just these.

It comes on Monday, or on the first day of that week on which somebody works; who does not work in that week gets none.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.reminders import timing
from bot.reminders.rules import Recipient
from bot.store.reminders import WEEK, Planned

_WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def for_weeks(told: Sequence[Recipient], cluster: str, now: datetime) -> dict[str, list[Planned]]:
    """The looks of a cluster at this week and the next, by their sources ``week:<Monday>``; a week whose looks are all
    over is left as it is."""
    found: dict[str, list[Planned]] = {}
    this = monday_of(now.date())
    for monday in (this, this + _WEEK):
        planned = [each for person in told if (each := _for_week(person, cluster, monday, now)) is not None]
        if monday > this or not all(each.passed for each in planned):
            found[f"{WEEK}:{monday.isoformat()}"] = planned
    return found


def _for_week(person: Recipient, cluster: str, monday: date, now: datetime) -> Planned | None:
    day = person.works.calendar.working_day_from(monday)
    if day - monday >= _WEEK:
        return None
    wall = datetime.combine(day, person.works.opens) + timing.spread(person.person)
    due_at = timing.to_utc(wall, person.zone)
    return Planned(
        key=f"{WEEK}/{monday.isoformat()}/{cluster}/{person.person}",
        kind=WEEK,
        subject=WEEK,
        document=None,
        row=None,
        version=0,
        person=person.person,
        wall=wall,
        zone=person.zone,
        due_at=due_at,
        not_after=timing.end_of(day, person.zone),
        params={"monday": monday.isoformat()},
        passed=due_at <= now,
    )
