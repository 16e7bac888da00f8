"""A worker process for the tests that kill it: delivers to a local HTTP server until nothing is left."""

import asyncio
import random
from collections.abc import Sequence
from datetime import datetime
from multiprocessing.synchronize import Event

import aiohttp
from sqlalchemy import func, select

from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.reminders.delivery import Composed, Delivery, Due, Pace
from bot.store import Store, Tx
from bot.store.tables import reminders

PACE = Pace(lease=3.0, send_timeout=1.0, settle=0.1, batch=20, parallel=4, backoff=0.05)


class HttpSender:
    """Sends to the test's server, which keeps the key with each message as the platforms do."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self._http = http

    async def send(self, account: str, message: Message, *, key: str) -> str:
        body = {"account": account, "key": key, "text": message.summary}
        try:
            async with self._http.post("/messages", json=body) as answer:
                if answer.status == 429:
                    raise SendError("slow down", retry_after=float(answer.headers["Retry-After"]))
                return await answer.text()
        except aiohttp.ClientError as error:
            raise SendError(str(error), unknown=True) from error

    async def find(self, account: str, key: str, *, since: datetime) -> str | None:
        try:
            async with self._http.get("/messages", params={"key": key}) as answer:
                return await answer.text() or None
        except aiohttp.ClientError as error:
            raise SendError(str(error)) from error

    async def update(self, account: str, reference: str, message: Message) -> None:
        raise AssertionError("delivery replaces nothing")

    async def probe(self, workspace: str) -> None:
        return None


def compose(tx: Tx, due: Sequence[Due], now: datetime) -> list[Composed]:
    """A message is the list of the reminders' ids, so that the server can count them."""
    return [Composed(Message(" ".join(reminder.id for reminder in each.reminders))) for each in due]


def run(url: str, server: str, now: datetime, seed: int, ready: Event) -> None:
    """Work in a process of its own; ``ready`` is set as soon as it begins."""
    asyncio.run(_work(url, server, now, seed, ready))


async def _work(url: str, server: str, now: datetime, seed: int, ready: Event) -> None:
    store = await Store.open(url)
    async with aiohttp.ClientSession(server) as http:
        worker = Delivery(store, HttpSender(http), compose, random=random.Random(seed).random, pace=PACE)
        ready.set()
        while await left(store):
            await worker.tick(now)
            await asyncio.sleep(0.05)
    await store.close()


async def left(store: Store) -> int:
    with store.reading() as tx:
        waiting = select(func.count()).select_from(reminders).where(reminders.c.state == "pending")
        return int(tx.scalar(waiting) or 0)
