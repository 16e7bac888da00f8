"""What a platform told a moment ago: asked again when it is old, and soon after it was not told."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

log = logging.getLogger(__name__)

FRESH, FRESH_AFTER_FAILURE = timedelta(hours=1), timedelta(seconds=5)
"""So long what was told counts; after a failure nobody is let in, so it is asked again soon."""
PATIENCE = 1.5
"""Seconds to wait for the platform: the person is waiting, too."""
MOST = 20_000
"""Answers remembered at a time."""

T = TypeVar("T")


class Remembered(Generic[T]):
    """Answers by their key; ``unknown`` is the one where the platform does not tell."""

    def __init__(self, unknown: T) -> None:
        self._unknown = unknown
        self._known: dict[str, tuple[datetime, T]] = {}
        self.changes = 0

    async def get(self, key: str, now: datetime, ask: Callable[[], Awaitable[T]]) -> T:
        """What was told within the hour, or what is told now."""
        if key in self._known and self._known[key][0] > now:
            return self._known[key][1]
        if len(self._known) >= MOST:
            self._known.clear()
        before = self.changes
        try:
            found, fresh = await asyncio.wait_for(ask(), PATIENCE), FRESH
        except Exception as error:  # whatever it is, the caller goes on with what is known of nobody
            log.warning("A platform did not tell about a person: %s", type(error).__name__)
            found, fresh = self._unknown, FRESH_AFTER_FAILURE
        if before == self.changes:
            self._known[key] = (now + fresh, found)
        return found

    def forget(self, key: str) -> None:
        """What was known of it counts no more, nor what is just being asked."""
        self.changes += 1
        self._known.pop(key, None)

    def forget_all(self) -> None:
        """Nor what was known of anything."""
        self.changes += 1
        self._known.clear()
