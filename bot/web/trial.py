"""What the trial offers: sample people to switch between, and a clock that moves forward."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

WORKSPACE = "web:trial"
"""The workspace of all sample people."""


@dataclass(frozen=True)
class TrialPerson:
    """A sample person: ``role_label`` is shown behind the name, ``zone`` is an IANA time zone."""

    account: str
    name: str
    role_label: str
    zone: str = "Europe/Brussels"


class Trial(Protocol):
    """Given to the web surface only while no platform credentials are set."""

    def people(self) -> Sequence[TrialPerson]:
        """The sample people; the first is who a newcomer is."""
        ...

    def now(self) -> datetime:
        """The trial's time, in UTC."""
        ...

    async def move(self, to: datetime) -> int:
        """Move the clock to a later time, delivering what falls due on the way; returns how many reminders."""
        ...

    async def next_due(self) -> datetime | None:
        """When the next reminder of any sample person is due, in UTC; None if there is none."""
        ...
