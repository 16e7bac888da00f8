"""People as the store had them a moment ago: most events come from somebody who was there just before."""

import asyncio

from bot.chat.events import Actor
from bot.store.people import Person

MOST = 20_000
"""People remembered at a time."""


class KnownPeople:
    """One per process.  What another process changes of a person counts here after ``seconds``; with 0 at once."""

    def __init__(self, seconds: float = 0.0) -> None:
        self._seconds = seconds
        self._known: dict[str, tuple[float, Actor, Person]] = {}

    def get(self, actor: Actor) -> Person | None:
        """The person who acts, if they were read a moment ago and nothing that the platform tells of them is new."""
        until, before, person = self._known.get(actor.account, (0.0, None, None))
        return person if before == actor and until > asyncio.get_running_loop().time() else None

    def put(self, actor: Actor, person: Person) -> None:
        """Remember somebody who was read just now."""
        if not self._seconds:
            return
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[actor.account] = (asyncio.get_running_loop().time() + self._seconds, actor, person)

    def forget(self, account: str) -> None:
        """Something of this person was changed."""
        self._known.pop(account, None)
