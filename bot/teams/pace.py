"""How fast Teams is written to: so many messages a second into one conversation, so many requests into a tenant."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from bot.chat.work import now
from bot.teams.limits import PER_CONVERSATION, PER_TENANT

MOST = 20_000
"""Conversations remembered at a time."""
SECOND = 1.0


class Turns:
    """One for each process: every call waits for its turn, in the order in which they came.

    There are never more turns within a second, whenever it begins, than calls may be.  ``sleep`` waits for so many
    seconds, ``clock`` counts them.
    """

    def __init__(
        self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep, clock: Callable[[], float] = now
    ) -> None:
        self._taken: dict[str, deque[float]] = {}
        self._sleep = sleep
        self._clock = clock

    async def turn(self, tenant: str, conversation: str) -> None:
        """Wait until one more call may be made.

        The turn in the organisation is taken last, so that nobody there waits for a conversation in which much is said.
        """
        await self._lane(f"{tenant}:{conversation}", PER_CONVERSATION)
        await self._lane(f"{tenant}:", PER_TENANT)

    async def _lane(self, key: str, most: int) -> None:
        moment = self._clock()
        if key not in self._taken and len(self._taken) >= MOST:
            self._taken = {key: lane for key, lane in self._taken.items() if lane[-1] > moment - SECOND}
        lane = self._taken.setdefault(key, deque(maxlen=most))
        at = max(moment, lane[0] + SECOND if len(lane) == most else moment, lane[-1] if lane else moment)
        lane.append(at)
        if at > moment:
            await self._sleep(at - moment)
