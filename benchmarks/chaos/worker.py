"""A worker of a trial, in a process of its own: what the advisor does to deliver reminders, and nothing else."""

import asyncio
import logging
import os
import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Engine, event

from benchmarks.chaos.clock import Loop, SharedClock, set_database_clock
from bot.advisor import notices
from bot.advisor.registry import Registry
from bot.advisor.rooms import ROOMS
from bot.reminders.delivery import Delivery
from bot.slack.people import People
from bot.slack.send import SlackSender
from bot.store import Store, StoreError

BUSY, TICK, LONGEST_TICK = 10.0, 10.0, 300.0
"""Seconds to wait for a lock, between two ticks, and after which a tick is cut off: as the advisor has them."""


@dataclass(frozen=True)
class Job:
    """Which worker this is, where everything is, and by how many seconds its machine's clock is ahead."""

    number: int
    clock: Path
    database: str
    platform: str
    log: Path
    seed: int
    ahead: float


def run(job: Job) -> None:
    """Work until killed; ends by itself when the database cannot be opened, or nobody looks after it any more."""
    logging.basicConfig(filename=job.log, level=logging.INFO, format="%(process)d %(name)s %(message)s", force=True)
    logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)
    clock = SharedClock(job.clock)

    @event.listens_for(Engine, "connect")
    def connected(connection: Any, _: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            set_database_clock(connection, clock)

    with asyncio.Runner(loop_factory=lambda: Loop(clock)) as runner:
        runner.run(_work(job, clock))


async def _work(job: Job, clock: SharedClock) -> None:
    def now() -> datetime:
        return clock.wall() + timedelta(seconds=job.ahead)

    store = await Store.open(job.database, create=False, busy_seconds=BUSY / clock.speed)
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(
            token="xoxb-chaos",
            base_url=f"{job.platform}/api/",
            session=session,
            headers={"X-Worker": str(job.number)},
            retry_handlers=[],
        )
        delivery = Delivery(
            store,
            SlackSender(client, People(client), now),
            partial(notices.compose, Registry.of(ROOMS).reminders),
            random=random.Random(job.seed).random,
            monotonic=clock.elapsed,
        )
        parent = os.getppid()
        while os.getppid() == parent:
            await _tick(delivery, now)
    await store.close()


async def _tick(delivery: Delivery, now: Callable[[], datetime]) -> None:
    """As `bot.reminders.clock.Clock` does it: whatever goes wrong, the next goes on."""
    more = False
    try:
        async with asyncio.timeout(LONGEST_TICK):
            more = (await delivery.advance(now())).more
    except (StoreError, TimeoutError) as error:
        logging.info("tick: %s", error)
    except Exception:
        logging.exception("tick")
    if not more:
        await asyncio.sleep(TICK)
