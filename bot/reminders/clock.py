"""The clock of a worker: ticks that deliver, a daily clean-up, and a watchdog.

APScheduler only keeps the beat; what is due stands in the store.  Every worker may tick.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)

Job = Callable[[], Awaitable[object]]

SILENT = 60.0
"""Seconds without a tick that worked after which something is wrong; more where ticks are rarer."""
MISSED_TICKS = 6


class Clock:
    """Calls ``tick`` every ``seconds``, and ``daily`` once a day and at the start.

    A tick is a piece of work of limited length; one that returns True has left something, and the next follows at
    once.  A call that takes longer than its limit is cut off; the next goes on where it stopped.  ``monotonic`` is
    in seconds.
    """

    def __init__(
        self,
        tick: Job,
        *,
        seconds: float = 10.0,
        daily: Job | None = None,
        timeout: float = 300.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tick, self._seconds, self._daily, self._timeout = tick, seconds, daily, timeout
        self._monotonic = monotonic
        self._scheduler: AsyncIOScheduler | None = None
        self._running: set[asyncio.Task[object]] = set()
        self._started: float | None = None
        self._last_tick: float | None = None
        self._stopping = False

    def start(self) -> None:
        """Begin to tick, at once; needs a running event loop."""
        from apscheduler.schedulers.asyncio import AsyncIOScheduler  # a twentieth of all imports of a server

        self._started = self._monotonic()
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._every(self._scheduler, self._seconds, self._beat)
        if self._daily is not None:
            self._every(self._scheduler, 86_400.0, self._tidy)
        self._scheduler.start()

    def _every(self, scheduler: "AsyncIOScheduler", seconds: float, job: Job) -> None:
        scheduler.add_job(
            job,
            "interval",
            seconds=seconds,
            next_run_time=datetime.now(UTC),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,  # the default drops what is a second late
        )

    async def _beat(self) -> None:
        more = True
        while more and not self._stopping:
            worked, left = await self._run("tick", self._tick)
            if worked:
                self._last_tick = self._monotonic()
            more = worked and left is True

    async def _tidy(self) -> None:
        assert self._daily is not None
        await self._run("daily clean-up", self._daily)

    async def _run(self, name: str, job: Job) -> tuple[bool, object]:
        """Whether it went well, and what it returned."""
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        try:
            async with asyncio.timeout(self._timeout):
                return True, await job()
        except TimeoutError:
            log.warning("the %s was cut off after %g seconds; the next goes on", name, self._timeout)
        except Exception:
            log.exception("the %s failed; the next tries again", name)
        finally:
            self._running.discard(task)
        return False, None

    @property
    def last_tick(self) -> float | None:
        """When the last tick went well, on the monotonic clock; None before the first."""
        return self._last_tick

    def seconds_since_tick(self) -> float | None:
        """How long ago the last tick went well; None before the first."""
        return None if self._last_tick is None else self._monotonic() - self._last_tick

    def problems(self) -> list[str]:
        """What is wrong, a sentence each: no tick has worked for too long, or none since the start."""
        if self._started is None:
            return []
        limit, since = max(SILENT, MISSED_TICKS * self._seconds), self.seconds_since_tick()
        if since is not None:
            return (
                [f"Reminders are not being sent: the last tick was {since:.0f} seconds ago."] if since > limit else []
            )
        since = self._monotonic() - self._started
        if since <= SILENT:
            return []
        return [f"Reminders are not being sent: no tick has worked since the start {since:.0f} seconds ago."]

    async def stop(self, patience: float = 20.0) -> None:
        """Begin nothing new, and let what runs end; after ``patience`` seconds it is cut off."""
        self._stopping = True
        if self._scheduler is not None:
            self._scheduler.pause()
        if self._running:  # the scheduler's own shutdown would cancel these
            _, hanging = await asyncio.wait(set(self._running), timeout=patience)
            for task in hanging:
                task.cancel()
            await asyncio.gather(*hanging, return_exceptions=True)
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            await asyncio.sleep(0)  # it shuts down in the loop's next turn
