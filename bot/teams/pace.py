"""How fast Teams is written to: so many messages a second into one conversation, so many requests into a tenant."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.chat.work import now
from bot.teams.limits import PER_CONVERSATION, PER_TENANT

MOST = 20_000
"""Conversations remembered at a time."""


class Turns:
    """One for each process: every call waits for its turn, in the order in which they came."""

    def __init__(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._next: dict[str, float] = {}
        self._sleep = sleep

    async def turn(self, tenant: str, conversation: str) -> None:
        """Wait until one more call may be made."""
        wait = max(
            self._taken(f"{tenant}:{conversation}", 1 / PER_CONVERSATION), self._taken(f"{tenant}:", 1 / PER_TENANT)
        )
        if wait > 0:
            await self._sleep(wait)

    def _taken(self, key: str, apart: float) -> float:
        """Seconds until the turn that is taken with this; a second's worth may come at once."""
        moment = now()
        if len(self._next) >= MOST:
            self._next = {key: at for key, at in self._next.items() if at > moment}
        at = max(self._next.get(key, 0.0), moment - 1.0 + apart)
        self._next[key] = at + apart
        return at - moment
