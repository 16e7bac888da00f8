"""By when a plan is to be handed in before a session.

Three calendar days before it, at the session's local time (Cluster Booster Academy, training day 2, "Next steps"), or
at a later moment that its coach granted.
"""

from datetime import datetime, timedelta

from bot.reminders import timing

BEFORE = timedelta(days=3)
"""How long before a session its plan is due."""


def due(wall: datetime, zone: str, later: datetime | None = None) -> datetime:
    """When it is due; ``wall`` is the session's local time in ``zone``.

    A ``later`` moment counts only between the usual one and the session: one that was granted before the session was
    moved says nothing any more.
    """
    usual = timing.to_utc(wall - BEFORE, zone)
    if later is not None and usual < later <= timing.to_utc(wall, zone):
        return later
    return usual
