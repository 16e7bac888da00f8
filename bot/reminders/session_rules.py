"""What people are asked after a coaching session.  Pure, as `bot.reminders.rules`.

One hour after its end everybody who took part is asked how it went, in their working hours.
"""

from datetime import datetime, timedelta

from bot.reminders import timing
from bot.reminders.planning import Recipient, planned
from bot.reminders.rules import HORIZON, SessionDue
from bot.store.reminders import Planned

LENGTH = timedelta(hours=1)
"""How long a session lasts (Cluster Booster Academy, training day 2, "Action Plan Coaching")."""
AFTER = timedelta(hours=1)
"""So long after the end of a session it is asked how it went."""
ASKED_FOR = timedelta(days=7)
"""So long after that it still makes sense to ask."""
KIND = "after-session"


def for_afterwards(session: SessionDue, now: datetime) -> list[Planned]:
    """How it went, asked of the people of the cluster and of the coach; part of the source ``session:<id>``."""
    if abs(session.wall.year - now.year) > HORIZON:
        return []
    starts = timing.to_utc(session.wall, session.zone)
    people = (*session.staff, *session.coaches)
    return [_asked(session, person, starts) for person in people]


def _asked(session: SessionDue, person: Recipient, starts: datetime) -> Planned:
    due_at = person.works.next_allowed(starts + LENGTH + AFTER, timing.spread(person.person))
    return planned(
        f"session:{session.session}",
        KIND,
        f"v{session.version}",
        person,
        due_at,
        due_at + ASKED_FOR,
        version=session.version,
        params={"starts_at": starts.isoformat()},
    )
