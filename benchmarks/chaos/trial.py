"""One trial: workers deliver, and everything goes wrong that can, in an order that the seed decides."""

import asyncio
import multiprocessing
import os
import random
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.chaos import world
from benchmarks.chaos.clock import SharedClock
from benchmarks.chaos.databases import Database, Disk
from benchmarks.chaos.platform import Platform
from benchmarks.chaos.verdict import Paused, Verdict
from benchmarks.chaos.worker import Job, run
from bot.store import Store, StoreError

AHEAD = (0.0, 180.0, -180.0, 60.0)
"""Seconds by which the workers' clocks are ahead of the database's: three minutes apart."""
HOUR = 3600.0
PAUSE, LONG_PAUSE = (1.0, 30.0), (70.0, 180.0)
"""Seconds for which a worker is halted: less than its lease, and beyond."""
STUCK = 6 * HOUR
"""Seconds without any message after which a trial ends."""
LOOK = 0.05
"""Real seconds between two looks at where things are."""
QUIET = 20.0
"""Seconds between two troubles with workers, on average."""


@dataclass(frozen=True)
class Size:
    """How large a trial is: reminders and over how many seconds they come due, workers, and how often what happens.

    ``speed`` is how many seconds pass in a real one, ``skipping`` while only waiting is to be done; ``kills`` and
    ``pauses`` are at least so many.
    """

    reminders: int = 20_000
    within: float = 3000.0
    workers: int = 4
    speed: float = 10.0
    skipping: float = 120.0
    locks: int = 3
    fills: int = 2
    restarts: int = 4
    steps: int = 4
    outages: int = 1


@dataclass
class Trial:
    """Workers on one database, and what is done to them."""

    database: Database
    disk: Disk
    folder: Path
    size: Size
    seed: int
    troubles: dict[str, int] = field(default_factory=dict)
    paused: list[Paused] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._clock = SharedClock(self.folder / f"clock-{self.database.name}")
        self._platform = Platform(self._clock, random.Random(self.seed + 1))
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload(["benchmarks.chaos.worker"])  # so that a start is quick
        self._workers: dict[int, Any] = {}
        self._starts = 0

    async def run(self) -> Verdict:
        """From the first reminder to the last; every worker has ended by then."""
        store = await Store.open(self.database.url)
        world.plan(store, self.size.reminders, self.size.within, self._chance)
        await self._platform.up()
        self._clock.set(speed=self.size.speed)
        self.database.tell_time(self._clock)
        began = time.monotonic()
        pestering = asyncio.create_task(self._pester())
        try:
            await self._until_sent(store)
        finally:
            pestering.cancel()
            await asyncio.gather(pestering, return_exceptions=True)
            for number in list(self._workers):
                self._end(number)
            await self._platform.down()
        with store.reading() as tx:
            states = world.states(tx)
        await store.close()
        self.troubles |= self._platform.troubles
        return Verdict.of(
            self.size.reminders,
            states,
            self._platform.posted,
            self.paused,
            troubles=self.troubles,
            seconds=self._clock.elapsed(),
            real_seconds=time.monotonic() - began,
        )

    async def _until_sent(self, store: Store) -> None:
        """Until nothing is left, with one trouble after the other, each when enough has been sent."""
        todo = list(enumerate(self._planned(), start=1))
        share = self.size.reminders / (len(todo) + 1)
        sent, since = 0, self._clock.elapsed()
        while True:
            self._keep_workers()
            pending, due = await self._left(store)
            if not pending and not todo:
                return
            arrived = len(self._platform.arrived)
            if arrived > sent:
                sent, since = arrived, self._clock.elapsed()
            elif self._clock.elapsed() - since > STUCK:
                return
            if todo and (sent >= share * todo[0][0] or not pending):
                await todo.pop(0)[1]()
                since = self._clock.elapsed()
            self._go_at(self.size.speed if due else self.size.skipping)
            await asyncio.sleep(LOOK)

    async def _left(self, store: Store) -> tuple[int, int]:
        clock = self._clock.wall()
        latest = clock + timedelta(seconds=max(AHEAD))
        try:
            return await store.read(lambda tx: world.waiting(tx, latest, clock))
        except StoreError:
            return 1, 1

    def _go_at(self, speed: float) -> None:
        if speed != self._clock.speed:
            self._clock.set(speed=speed)
            self.database.tell_time(self._clock)

    def _keep_workers(self) -> None:
        """Start those that are not there, as whatever looks after a service does."""
        for number in range(self.size.workers):
            worker = self._workers.get(number)
            if worker is None or not worker.is_alive():
                self._starts += 1
                job = Job(
                    number,
                    self.folder / f"clock-{self.database.name}",
                    self.database.url,
                    self._platform.url,
                    self.folder / f"worker-{self.database.name}-{number}.log",
                    self.seed * 1000 + self._starts,
                    AHEAD[number % len(AHEAD)],
                )
                self._workers[number] = self._processes.Process(target=run, args=(job,))
                self._workers[number].start()

    async def _pester(self) -> None:
        """Kill workers and halt them, at random."""
        while True:
            await self._wait(self._chance.uniform(0, 2 * QUIET))
            number, kind = self._chance.randrange(self.size.workers), self._chance.random()
            if kind < 0.4:
                self._count("workers killed (SIGKILL)")
                self._end(number)
            else:
                long = kind > 0.9
                await self._halt(number, self._chance.uniform(*(LONG_PAUSE if long else PAUSE)))

    async def _halt(self, number: int, seconds: float) -> None:
        worker = self._workers.get(number)
        if worker is None or not worker.is_alive():
            return
        began, wall = self._clock.elapsed(), self._clock.wall()
        os.kill(worker.pid, signal.SIGSTOP)
        try:
            await self._wait(seconds)
        finally:
            os.kill(worker.pid, signal.SIGCONT)
        ended = self._clock.elapsed()
        # by the database's clock, which may have been set meanwhile
        lasted = max(ended - began, (self._clock.wall() - wall).total_seconds())
        self.paused.append(Paused(number, ended, lasted))
        self._count("workers halted beyond their lease" if self.paused[-1].beyond else "workers halted (SIGSTOP)")

    def _end(self, number: int) -> None:
        worker = self._workers.pop(number, None)
        if worker is not None:
            worker.kill()
            worker.join()

    async def _wait(self, seconds: float) -> None:
        end = self._clock.elapsed() + seconds
        while (left := end - self._clock.elapsed()) > 0:  # noqa: ASYNC110  the clock's speed may change
            await asyncio.sleep(min(LOOK, left / self._clock.speed))

    def _count(self, trouble: str) -> None:
        self.troubles[trouble] = self.troubles.get(trouble, 0) + 1

    def _planned(self) -> Sequence[Callable[[], Awaitable[None]]]:
        size = self.size
        found: list[Callable[[], Awaitable[None]]] = [*[self._outage] * size.outages, *[self._lock] * size.locks]
        if self.database.name == "PostgreSQL":
            found += [self._restart] * size.restarts
        if self.disk.limited:
            found += [self._fill] * size.fills
        found += [self._step(seconds) for seconds in ([HOUR, -HOUR, 180.0, -180.0] * size.steps)[: size.steps]]
        self._chance.shuffle(found)
        return found

    async def _outage(self) -> None:
        self._count("the platform down for an hour")
        await self._platform.down()
        self._go_at(self.size.skipping)
        await self._wait(HOUR)
        self._go_at(self.size.speed)
        await self._platform.up()

    async def _lock(self) -> None:
        self._count("the database locked for 30 seconds")
        lock = self.database.lock()
        await asyncio.to_thread(lock.__enter__)  # whoever holds it may have been halted, and goes on only later
        await self._wait(30.0)
        lock.__exit__(None, None, None)

    async def _fill(self) -> None:
        self._count("the disk full for a minute")
        self.disk.fill()
        await self._wait(60.0)
        self.disk.free()

    async def _restart(self) -> None:
        crash = self._chance.random() < 0.5
        self._count("the database ended as by a fault" if crash else "the database restarted")
        await asyncio.to_thread(self.database.restart, crash=crash)

    def _step(self, seconds: float) -> Callable[[], Awaitable[None]]:
        async def step() -> None:
            self._count(f"clocks set {'forward' if seconds > 0 else 'back'} by {abs(seconds) / 60:.0f} minutes")
            self._clock.set(ahead=seconds)
            self.database.tell_time(self._clock)

        return step
