"""People as the store had them a moment ago: most events come from somebody who was there just before."""

import asyncio
from dataclasses import dataclass
from itertools import islice

from bot.chat.events import Actor
from bot.store.people import Person

MOST = 20_000
"""People remembered at a time."""
RECENTLY = 30.0
"""Who did something within so many seconds is read together with whoever has to be: one read for all."""
TOGETHER = 300
"""So many people are read together at most."""
READING = 0.5
"""Seconds for which nobody else reads them meanwhile."""


@dataclass
class _Known:
    until: float
    acted: float
    read_by: float
    actor: Actor
    person: Person


class KnownPeople:
    """One per process.  What another process changes of a person counts here as soon as it is heard of, and at the
    latest after ``seconds``; with 0 at once."""

    def __init__(self, seconds: float = 0.0) -> None:
        self._seconds = seconds
        self._known: dict[str, _Known] = {}
        self._changes = 0

    @property
    def changes(self) -> int:
        """How often somebody was changed: what was read before the last time is not to be remembered."""
        return self._changes

    def get(self, actor: Actor) -> Person | None:
        """The person who acts, if they were read a moment ago and nothing that the platform tells of them is new."""
        known = self._known.get(actor.account)
        if known is None or known.actor != actor:
            return None
        known.acted = asyncio.get_running_loop().time()
        return known.person if known.until > known.acted else None

    def others(self, actor: Actor) -> list[Actor]:
        """Who acted lately and has to be read soon: to be read together with this one, by nobody else meanwhile."""
        now = asyncio.get_running_loop().time()
        old = (
            known
            for account, known in self._known.items()
            if account != actor.account and max(known.until, known.read_by) <= now < known.acted + RECENTLY
        )
        found = list(islice(old, TOGETHER))
        for known in found:
            known.read_by = now + READING
        return [known.actor for known in found]

    def put(self, actor: Actor, person: Person | None) -> None:
        """Remember somebody who was read just now; None: they are not there as they were."""
        if person is None:
            self._known.pop(actor.account, None)
        if person is None or not self._seconds:
            return
        if len(self._known) >= MOST:
            self._known.clear()
        now, before = asyncio.get_running_loop().time(), self._known.get(actor.account)
        acted = before.acted if before is not None else now
        self._known[actor.account] = _Known(now + self._seconds, acted, now, actor, person)

    def forget(self, account: str) -> None:
        """Something of this person was changed."""
        self._changes += 1
        self._known.pop(account, None)

    def forget_person(self, id: str) -> None:
        """The same of a person by id, under whichever account they act."""
        self._changes += 1
        for account in [account for account, known in self._known.items() if known.person.id == id]:
            del self._known[account]

    def forget_all(self) -> None:
        """Nobody knows who was changed meanwhile."""
        self._changes += 1
        self._known.clear()
