"""The Homes that people look at: which view of it was drawn for whom, and what it said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.chat.views import Message
from bot.slack.listen import Route, direct

RECENT = timedelta(minutes=15)
"""How long somebody may still look at a Home that was drawn for them; Slack says only when it is opened."""
MOST = 10
"""So many Homes are kept, those that were drawn last: each is read anew when somebody changes something."""


@dataclass(frozen=True)
class DrawnHome:
    """A Home as it was drawn for somebody: ``view`` is the name of the view of it."""

    route: Route
    view: str
    shown: Message
    at: datetime


class Homes:
    """Those that were drawn lately, by user; the one drawn last stands last."""

    def __init__(self) -> None:
        self._drawn: dict[str, DrawnHome] = {}

    def note(self, route: Route, view: str, shown: Message, now: datetime) -> bool:
        """Remember one that was just drawn; says whether it told anything else before, or nothing."""
        before = self._drawn.pop(route.user, None)
        self._drawn[route.user] = DrawnHome(direct(route), view, shown, now)
        while len(self._drawn) > MOST:
            del self._drawn[next(iter(self._drawn))]
        return before is None or (before.view == view and before.shown != shown)

    def of(self, user: str, now: datetime) -> DrawnHome | None:
        """The one that somebody may look at now."""
        drawn = self._drawn.get(user)
        return drawn if drawn is not None and now - drawn.at < RECENT else None

    def others(self, user: str, now: datetime) -> Sequence[DrawnHome]:
        """Those that other people may look at now."""
        return [drawn for name in list(self._drawn) if name != user and (drawn := self.of(name, now))]
