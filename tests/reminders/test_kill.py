"""Workers that are killed at any moment lose no reminder and send none twice."""

import asyncio
import multiprocessing
import random
from collections import Counter
from collections.abc import AsyncIterator
from multiprocessing.context import ForkServerProcess

import pytest
from aiohttp import web

from bot.store import Store, clusters, reminders
from tests.reminders.plans import planned
from tests.reminders.test_delivery import MORNING, states
from tests.reminders.worker import left, run
from tests.store.sample import DAY, NOW, add

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.reminders.worker"])  # a process is real, but need not import all anew

PEOPLE, REMINDERS, WORKERS, KILLS = 400, 500, 2, 3
SEED = 20270301


class Platform:
    """A local server that keeps messages, answers slowly, and now and then loses a request or an answer."""

    def __init__(self) -> None:
        self.messages: list[tuple[str, str]] = []
        self.troubles: Counter[str] = Counter()
        self.url = ""
        self._chance = random.Random(SEED)

    async def take(self, request: web.Request) -> web.Response:
        body = await request.json()
        chance = self._chance.random()
        if chance < 0.02:
            return self._lose(request, "lost request")
        if chance < 0.03:
            self.troubles["slow down"] += 1
            return web.Response(status=429, headers={"Retry-After": "1"})
        self.messages.append((body["key"], body["text"]))
        await asyncio.sleep(self._chance.uniform(0.005, 0.06))
        if chance < 0.06:
            return self._lose(request, "lost answer")
        return web.Response(text=body["key"])

    def _lose(self, request: web.Request, what: str) -> web.Response:
        self.troubles[what] += 1
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    async def find(self, request: web.Request) -> web.Response:
        self.troubles["looked up"] += 1
        key = request.query["key"]
        return web.Response(text=key if any(known == key for known, _ in self.messages) else "")


@pytest.fixture
async def platform() -> AsyncIterator[Platform]:
    made = Platform()
    app = web.Application()
    app.add_routes([web.post("/messages", made.take), web.get("/messages", made.find)])
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


async def plan(store: Store) -> None:
    with store.writing() as tx:
        clusters.create(tx, id="north", name="North", country="BE", now=NOW)
        for number in range(PEOPLE):
            person = f"p{number}"
            add(tx, "north", person)
        scope = add(tx, "north", "p0").scope
        wanted = [planned(f"a{number}", person=f"p{number % PEOPLE}") for number in range(REMINDERS)]
        reminders.reconcile(tx, scope, "plan:plan", wanted, MORNING - DAY)


async def start(url: str, platform: Platform, seed: int) -> ForkServerProcess:
    ready = PROCESSES.Event()
    worker = PROCESSES.Process(target=run, args=(url, platform.url, MORNING, seed, ready))
    await asyncio.to_thread(worker.start)
    assert await asyncio.to_thread(ready.wait, 60)
    return worker


async def kill_again_and_again(url: str, platform: Platform, number: int) -> int:
    """One worker after another, the last of which may finish; returns how many were killed at work."""
    chance = random.Random(SEED + number)
    killed = 0
    for turn in range(KILLS):
        worker = await start(url, platform, seed=100 * number + turn)
        await asyncio.sleep(chance.uniform(0.05, 0.4))
        if worker.is_alive():
            worker.kill()
            killed += 1
        await asyncio.to_thread(worker.join)
    worker = await start(url, platform, seed=100 * number + KILLS)
    await asyncio.to_thread(worker.join)
    assert worker.exitcode == 0
    return killed


async def test_of_500_reminders_none_is_lost_and_none_comes_twice(
    database_url: str, store: Store, platform: Platform
) -> None:
    await plan(store)
    killed = await asyncio.gather(*(kill_again_and_again(database_url, platform, number) for number in range(WORKERS)))
    assert await left(store) == 0
    assert await states(store) == ["sent"] * REMINDERS
    sent = Counter(id for _, text in platform.messages for id in text.split())
    assert len(sent) == REMINDERS
    assert [id for id, times in sent.items() if times > 1] == []
    assert sum(killed) >= WORKERS * KILLS // 2
    assert min(platform.troubles[what] for what in ("lost request", "lost answer", "looked up")) > 0
