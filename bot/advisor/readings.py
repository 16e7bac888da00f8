"""Reading what people bring beside everything else: on threads of its own, two at once, one for each person."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

AT_ONCE = 2
"""So much is read at the same time; what comes meanwhile waits."""
WAITING = 10
"""So many files wait to be read at most."""


class BusyError(Exception):
    """Something of the same person, or too much of others, is being read just now."""


class Readings:
    """One per process; its methods may be called from one event loop at a time."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="readings")
        self._reading: set[str] = set()

    async def read(self, person: str, work: Callable[[], T]) -> T:
        """Read what a person brought.

        Raises:
            BusyError: it is not read now, and may be sent again in a moment.
        """
        if person in self._reading or len(self._reading) >= AT_ONCE + WAITING:
            raise BusyError
        self._reading.add(person)
        try:
            return await self.done(work)
        finally:
            self._reading.discard(person)

    async def done(self, work: Callable[[], T]) -> T:
        """Do something with what was read, on the same threads."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)
