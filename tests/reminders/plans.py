"""Reminders for tests that need some."""

from datetime import datetime, timedelta

from bot.reminders import timing
from bot.store.reminders import Planned

DUE = datetime.fromisoformat("2027-03-01T09:00")
"""Local time of a Monday."""


def planned(
    row: str = "a1",
    *,
    person: str = "ana",
    kind: str = "action-7",
    wall: datetime = DUE,
    zone: str = "Europe/Brussels",
    document: str = "plan",
    deadline: str = "2027-03-08",
    good_for: timedelta = timedelta(days=5),
    passed: bool = False,
) -> Planned:
    due_at = timing.to_utc(wall, zone)
    subject = f"action:{document}:{row}"
    return Planned(
        key=f"{subject}/{kind}/{deadline}/{person}",
        kind=kind,
        subject=subject,
        document=document,
        row=row,
        version=1,
        person=person,
        wall=wall,
        zone=zone,
        due_at=due_at,
        not_after=due_at + good_for,
        params={"action": row, "deadline": deadline},
        passed=passed,
    )
