"""The reminder by which somebody nudges a cluster to hand in what is asked for.  Pure, as `bot.reminders.rules`."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.reminders import timing
from bot.reminders.planning import Recipient, planned
from bot.store.reminders import Planned

KIND = "cohort-nudge"
WORTH = timedelta(days=14)
"""How long it makes sense where no session ends it."""
DAY = timedelta(days=1)
"""It makes sense for so long at least: where somebody does not work before the session."""


def source(cluster: str) -> str:
    """The source of a cluster's nudges: a later one takes the place of one that waits."""
    return f"nudge:{cluster}"


def for_nudge(
    cluster: str, told: Sequence[Recipient], by: str, session: datetime | None, now: datetime
) -> list[Planned]:
    """One for everybody who is ``told``, when they work next; ``session`` is the next one of the cluster."""
    return [_planned(cluster, person, by, session, now) for person in told]


def _planned(cluster: str, person: Recipient, by: str, session: datetime | None, now: datetime) -> Planned:
    due_at = person.works.next_allowed(now, timing.spread(person.person))
    return planned(
        f"cluster:{cluster}",
        KIND,
        now.isoformat(),
        person,
        due_at,
        max(session or now + WORTH, due_at + DAY),
        params={"by": by, "at": now.isoformat()},
    )
