"""A reminder as it is planned for one person.  Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.reminders import timing
from bot.reminders.timing import WorkingTime
from bot.store.reminders import Planned


@dataclass(frozen=True)
class Recipient:
    """Somebody to remind: the person's id, and when they work."""

    person: str
    works: WorkingTime

    @property
    def zone(self) -> str:
        return self.works.zone


def planned(
    subject: str,
    kind: str,
    occasion: str,
    to: Recipient,
    due_at: datetime,
    not_after: datetime,
    *,
    wall: datetime | None = None,
    document: str | None = None,
    row: str | None = None,
    version: int = 0,
    params: dict[str, Any] | None = None,
    passed: bool = False,
) -> Planned:
    """One reminder, as `Planned` has it.

    ``occasion`` is what it is due for, such as a deadline: planned for another one it is another reminder; empty where
    it comes once.  ``wall`` is the local time of ``due_at`` unless it is given.
    """
    return Planned(
        key="/".join(part for part in (subject, kind, occasion, to.person) if part),
        kind=kind,
        subject=subject,
        document=document,
        row=row,
        version=version,
        person=to.person,
        wall=timing.to_wall(due_at, to.zone) if wall is None else wall,
        zone=to.zone,
        due_at=due_at,
        not_after=not_after,
        params=params or {},
        passed=passed,
    )
