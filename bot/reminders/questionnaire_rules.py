"""Which reminders a member questionnaire calls for: on its reminder date, and when it has closed.  Pure.

The two dates are the programme's (Cluster Booster Academy); where they fall on a day off, the next working day is
general practice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.reminders import timing
from bot.reminders.planning import Recipient, planned
from bot.reminders.rules import HORIZON, LATE_FOR
from bot.store.reminders import Planned

REMIND, OVER = "questionnaire-remind", "questionnaire-over"
ASK, AGAIN = "questionnaire-ask", "questionnaire-again"
"""To a member, by e-mail."""


@dataclass(frozen=True)
class Member:
    """A member who is asked by e-mail: the id of its row, who stands for it, how often an address was given, and since
    when it is to be asked."""

    row: str
    whose: Recipient
    number: int
    asked_at: datetime


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


def for_members(
    document: str,
    version: int,
    members: Iterable[Member],
    reminder: date,
    closes_at: datetime,
    site: str,
    now: datetime,
) -> list[Planned]:
    """Those of members who are asked by e-mail, in their working hours unless that would be too late: to answer, and
    once more on the reminder date; source ``questionnaire-mail:<document>``.

    ``site`` is the address under which links are reached.
    """
    return [
        planned
        for member in members
        for planned in _to_member(document, version, member, reminder, closes_at, site, now)
    ]


def _to_member(
    document: str, version: int, member: Member, reminder: date, closes_at: datetime, site: str, now: datetime
) -> Iterator[Planned]:
    works, zone = member.whose.works, member.whose.zone
    later = timing.spread(member.whose.person)
    first = works.next_allowed(member.asked_at, later)
    steps = [(ASK, first if first < closes_at else member.asked_at)]
    if _in_sight(reminder, now):
        again = works.morning(works.calendar.working_day_from(reminder), later)
        again = again if again < closes_at else works.last_allowed(closes_at, later)
        if timing.to_wall(again, zone).date() > timing.to_wall(first, zone).date():
            steps.append((AGAIN, again))
    for kind, due_at in steps:
        about = f"{member.row}/{member.number}" + (f"/{reminder.isoformat()}" if kind == AGAIN else "")
        yield Planned(
            key=f"questionnaire:{document}/{kind}/{about}",
            kind=kind,
            subject=f"questionnaire:{document}",
            document=document,
            row=member.row,
            version=version,
            person=member.whose.person,
            wall=timing.to_wall(due_at, zone),
            zone=zone,
            due_at=due_at,
            not_after=closes_at,
            params={"day": reminder.isoformat(), "site": site},
            passed=due_at >= closes_at or (kind == AGAIN and due_at < now),
        )


def _in_sight(day: date, now: datetime) -> bool:
    return abs(day.year - now.year) <= HORIZON
