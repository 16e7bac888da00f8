"""Reminders: what is due sent through the advisor, beside a bare loop of ``chat.postMessage``, by turns."""

import argparse
import asyncio
import gc
import itertools
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import aiohttp

from benchmarks import plans, postgresql
from benchmarks.processes import BenchmarkError, Starting, serving
from benchmarks.table import table
from bot.store import Store

PEOPLE, ROUNDS, PARALLEL = 1_000, 2, 32
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
"""A Monday morning."""


@dataclass(frozen=True)
class Pace:
    """Messages a second, and the processor time of one in seconds, of all processes that send."""

    rate: float
    processor: float


@dataclass(frozen=True)
class Rates:
    """The bare loop's pace, and the advisor's with so many workers."""

    bare: Pace
    advisor: dict[int, Pace]


@dataclass(frozen=True)
class Setting:
    """Where the reminders stand, how long Slack takes, and what is wanted of the workers' ratio to the bare loop."""

    database: str
    latency: float
    workers: tuple[int, ...] = (1,)
    wanted: str = ""


SETTINGS = (
    Setting("SQLite", 0.1, wanted="≥ 0.80"),
    Setting("SQLite", 0.0, wanted="≥ 0.35"),
    Setting("PostgreSQL", 0.1, (1, 2)),
    Setting("PostgreSQL", 0.0, (1, 2)),
)


def run() -> str:
    """Measure, and tell."""
    with tempfile.TemporaryDirectory(prefix="advisor-bench-") as folder, postgresql.databases() as make:
        rates = [
            (
                setting,
                measure(Path(folder), setting, PEOPLE, ROUNDS, make if setting.database == "PostgreSQL" else None),
            )
            for setting in SETTINGS
        ]
    return report(rates)


def report(rates: list[tuple[Setting, Rates]]) -> str:
    """The table."""
    rows = [
        [
            setting.database,
            f"{setting.latency * 1000:.0f} ms",
            str(workers),
            f"{rate.bare.rate:,.0f}/s",
            f"{advisor.rate:,.0f}/s",
            f"{advisor.rate / rate.bare.rate:.2f}",
            setting.wanted if workers == 1 else f"{advisor.rate / rate.advisor[1].rate:.2f}× of one; ≥ 1.7×",
            f"{rate.bare.processor * 1000:.2f} ms",
            f"{advisor.processor * 1000:.2f} ms",
        ]
        for setting, rate in rates
        for workers, advisor in rate.advisor.items()
    ]
    title = f"Reminders, {PARALLEL} at a time; processor time of one message"
    head = ["database", "Slack answers after", "workers", "bare loop", "advisor", "ratio", "aim", "bare", "advisor"]
    return table(title, head, rows)


def measure(folder: Path, setting: Setting, people: int, rounds: int, make: Callable[[], str] | None = None) -> Rates:
    """The same number of messages to the stand-in: by a bare loop, and as reminders of as many people's actions.

    ``make`` makes an empty database and gives its address; without it they are files in ``folder``.

    Raises:
        BenchmarkError: not every reminder was sent.
    """
    numbers = itertools.count()
    bare: list[_Taken] = []
    advisor: dict[int, list[_Taken]] = {workers: [] for workers in setting.workers}
    with ExitStack() as stack:
        words = ["slack", "--latency", str(setting.latency)]
        slack = stack.enter_context(serving("benchmarks.bare", words, folder, "/healthz"))
        for _ in range(rounds):
            bare.append(_taken("bare", 1, slack.url, people))
            for workers in setting.workers:
                file = folder / f"reminders-{setting.latency}-{next(numbers)}.db"
                database = make() if make else f"sqlite:///{file}"
                asyncio.run(plan(database, people))
                advisor[workers].append(_taken("advisor", workers, slack.url, people, database))
    return Rates(_pace(bare, people), {workers: _pace(taken, people) for workers, taken in advisor.items()})


@dataclass(frozen=True)
class _Taken:
    """Seconds that a turn took, on the clock and of the processor."""

    clock: float
    processor: float


def _pace(turns: Sequence[_Taken], people: int) -> Pace:
    messages = people * len(turns)
    return Pace(messages / sum(turn.clock for turn in turns), sum(turn.processor for turn in turns) / messages)


def _taken(which: str, workers: int, slack: str, people: int, database: str = "") -> _Taken:
    """From the word to begin, given when all workers are ready, until the last of them has ended."""
    words = [which, slack, str(people), database]
    with ExitStack() as stack:
        started = [stack.enter_context(Starting("benchmarks.reminders", words)) for _ in range(workers)]
        for process in started:
            process.wait_for("ready")
        begun = time.perf_counter()
        for process in started:
            process.tell("begin")
        answers = [process.answer().split() for process in started]
        taken = time.perf_counter() - begun
    sent = sum(int(answer[0]) for answer in answers)
    if sent != people:
        raise BenchmarkError(f"{sent} of {people} messages were sent by “{which}”")
    return _Taken(taken, sum(float(answer[1]) for answer in answers))


async def plan(database: str, people: int) -> None:
    """Clusters of ten people with one plan, each responsible for an action that is due in a week."""
    store = await Store.open(database)
    with store.writing() as tx:
        for first in range(0, people, 10):
            due = {number: (number, NOW) for number in range(first, min(first + 10, people))}
            plans.put(tx, f"cluster{first}", f"slack:Tcluster{first}", due, NOW)
    await store.close()


async def bare(slack: str, people: int, begin: Callable[[], None]) -> int:
    """Post as many messages as there are people, after ``begin``; returns how many."""
    from slack_sdk.web.async_client import AsyncWebClient

    numbers = itertools.count()
    async with _session() as session:
        client = AsyncWebClient(token="xoxb-bench", base_url=f"{slack}/api/", session=session)

        async def post() -> None:
            while (number := next(numbers)) < people:
                text = f"This is due on 8 March: Call member {number}"
                block = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
                await client.chat_postMessage(channel=f"U{number}", text=text, blocks=[block])

        begin()
        await asyncio.gather(*(post() for _ in range(PARALLEL)))
    return people


async def advisor(slack: str, database: str, begin: Callable[[], None]) -> int:
    """Deliver what is due, after ``begin``; returns how many reminders were sent."""
    from bot.advisor import notices
    from bot.advisor.registry import Registry
    from bot.advisor.rooms import ROOMS
    from bot.reminders.delivery import Delivery
    from bot.slack.connection import Client
    from bot.slack.people import People
    from bot.slack.rate_limits import RateLimits, Rates
    from bot.slack.send import SlackSender

    store = await Store.open(database)
    async with _session() as session:
        limits = RateLimits(Rates(conversation=0, workspace=0))  # the stand-in takes whatever comes
        client = Client(
            rate_limits=limits, token="xoxb-bench", base_url=f"{slack}/api/", session=session, retry_handlers=[]
        )
        sender = SlackSender(client, People(client), lambda: NOW)
        delivery = Delivery(store, sender, partial(notices.compose, Registry.of(ROOMS).reminders), random=random.random)
        begin()
        sent = await delivery.tick(NOW)
    await store.close()
    return sent


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100))


def main() -> None:
    """One side of the measurement, in a process of its own: says “ready”, waits for a line, prints how many it sent and
    the seconds of processor time that took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("which", choices=["bare", "advisor"])
    parser.add_argument("slack")
    parser.add_argument("people", type=int)
    parser.add_argument("database", nargs="?", default="")
    given = parser.parse_args()

    begun = 0.0

    def begin() -> None:
        nonlocal begun
        print("ready", flush=True)
        sys.stdin.readline()
        gc.freeze()  # as the advisor does when it has started
        begun = time.process_time()

    if given.which == "bare":
        sent = asyncio.run(bare(given.slack, given.people, begin))
    else:
        sent = asyncio.run(advisor(given.slack, given.database, begin))
    print(sent, time.process_time() - begun, flush=True)


if __name__ == "__main__":
    main()
