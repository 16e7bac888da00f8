"""Reminders: what is due sent through the advisor, beside a bare loop of ``chat.postMessage``, by turns."""

import argparse
import asyncio
import itertools
import random
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import aiohttp

from benchmarks.processes import BenchmarkError, environment, serving
from benchmarks.table import table
from bot.store import Role, Store, clusters, documents, reminders
from bot.store.engine import Tx
from bot.store.reminders import Planned

PEOPLE, ROUNDS, PARALLEL = 1_000, 2, 32
LATENCIES = (0.1, 0.0)
"""Seconds that the stand-in for Slack takes to answer."""
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
"""A Monday morning."""


@dataclass(frozen=True)
class Rates:
    """Messages a second: the bare loop's, and the advisor's with one worker."""

    bare: float
    advisor: float


def run() -> str:
    """Measure, and tell."""
    with tempfile.TemporaryDirectory(prefix="advisor-bench-") as folder:
        rates = {latency: measure(Path(folder), latency, PEOPLE, ROUNDS) for latency in LATENCIES}
    return report(rates)


def report(rates: dict[float, Rates]) -> str:
    """The table."""
    wanted = {0.1: "≥ 0.80", 0.0: "≥ 0.35"}
    rows = [
        [
            f"{latency * 1000:.0f} ms",
            f"{rate.bare:,.0f}/s",
            f"{rate.advisor:,.0f}/s",
            f"{rate.advisor / rate.bare:.2f}",
            wanted.get(latency, ""),
        ]
        for latency, rate in rates.items()
    ]
    title = f"Reminders, {PARALLEL} at a time"
    return table(title, ["Slack answers after", "bare loop", "advisor", "ratio", "aim"], rows)


def measure(folder: Path, latency: float, people: int, rounds: int) -> Rates:
    """The same number of messages to the stand-in: by a bare loop, and as reminders of as many people's actions.

    Raises:
        BenchmarkError: not every reminder was sent.
    """
    bare = advisor = 0.0
    with ExitStack() as stack:
        words = ["slack", "--latency", str(latency)]
        slack = stack.enter_context(serving("benchmarks.bare", words, folder, "/healthz"))
        for turn in range(rounds):
            database = f"sqlite:///{folder / f'reminders-{latency}-{turn}.db'}"
            asyncio.run(plan(database, people))
            bare += _seconds("bare", slack.url, people)
            advisor += _seconds("advisor", slack.url, people, database)
    return Rates(people * rounds / bare, people * rounds / advisor)


def _seconds(which: str, slack: str, people: int, database: str = "") -> float:
    command = [sys.executable, "-m", "benchmarks.reminders", which, slack, str(people), database]
    ended = subprocess.run(command, env=environment({}), capture_output=True, text=True, check=False)
    if ended.returncode:
        raise BenchmarkError(f"{which} did not send everything: {ended.stderr[-2000:]}")
    return float(ended.stdout)


async def plan(database: str, people: int) -> None:
    """One cluster, ten people a plan, each responsible for an action that is due in a week."""
    store = await Store.open(database)
    with store.writing() as tx:
        clusters.create(tx, id="north", name="North", country="", now=NOW)
        clusters.connect(tx, "slack:T1", "north", NOW)
        for first in range(0, people, 10):
            _plan(tx, range(first, min(first + 10, people)))
    await store.close()


def _plan(tx: Tx, numbers: range) -> None:
    persons = [
        clusters.add_person(
            tx,
            cluster="north",
            person=f"p{number}",
            name=f"Person {number}",
            account=f"slack:T1:U{number}",
            workspace="slack:T1",
            role=Role.STAFF,
            zone="Etc/UTC",
            locale="en",
            country="",
            now=NOW,
        )
        for number in numbers
    ]
    deadline = (NOW + timedelta(days=7)).date().isoformat()
    rows = {
        f"r{number}": {
            "action": f"Call member {number}",
            "responsible": f"Person {number}",
            "deadline": deadline,
        }
        for number in numbers
    }
    id, scope = f"plan{numbers[0]}", persons[0].scope
    made = documents.create(
        tx,
        scope,
        id=id,
        dialogue="action-plan",
        dialogue_version=2,
        name="Our plan",
        answers={"actions": {"actions": {"order": list(rows), "rows": rows}}},
        about="",
        parent=None,
        now=NOW,
    )
    documents.submit(tx, scope, id, revision=made.revision, now=NOW)
    wanted = [
        Planned(
            key=f"action:{id}:r{number}/action-7/{deadline}/p{number}",
            kind="action-7",
            subject=f"action:{id}:r{number}",
            document=id,
            row=f"r{number}",
            version=1,
            person=f"p{number}",
            wall=NOW.replace(tzinfo=None),
            zone="Etc/UTC",
            due_at=NOW,
            not_after=NOW + timedelta(days=6),
            params={"action": f"Call member {number}", "deadline": deadline},
        )
        for number in numbers
    ]
    reminders.reconcile(tx, scope, f"plan:{id}", wanted, NOW - timedelta(days=1))


async def bare(slack: str, people: int) -> float:
    """Post as many messages as there are people; returns the seconds that takes."""
    from slack_sdk.web.async_client import AsyncWebClient

    numbers = itertools.count()
    async with _session() as session:
        client = AsyncWebClient(token="xoxb-bench", base_url=f"{slack}/api/", session=session)

        async def post() -> None:
            while (number := next(numbers)) < people:
                text = f"On 8 March this is due: Call member {number}"
                block = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
                await client.chat_postMessage(channel=f"U{number}", text=text, blocks=[block])

        begun = time.perf_counter()
        await asyncio.gather(*(post() for _ in range(PARALLEL)))
        return time.perf_counter() - begun


async def advisor(slack: str, people: int, database: str) -> float:
    """Deliver what is due; returns the seconds that takes.

    Raises:
        BenchmarkError: not everything was sent.
    """
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.advisor import notices
    from bot.advisor.registry import Registry
    from bot.advisor.rooms import ROOMS
    from bot.reminders.delivery import Delivery
    from bot.slack.people import People
    from bot.slack.send import SlackSender

    store = await Store.open(database)
    async with _session() as session:
        client = AsyncWebClient(token="xoxb-bench", base_url=f"{slack}/api/", session=session, retry_handlers=[])
        sender = SlackSender(client, People(client), lambda: NOW)
        delivery = Delivery(store, sender, partial(notices.compose, Registry.of(ROOMS).reminders), random=random.random)
        begun = time.perf_counter()
        sent = await delivery.tick(NOW)
        taken = time.perf_counter() - begun
    await store.close()
    if sent != people:
        raise BenchmarkError(f"{sent} of {people} reminders were sent")
    return taken


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100))


def main() -> None:
    """One side of the measurement, in a process of its own: prints the seconds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("which", choices=["bare", "advisor"])
    parser.add_argument("slack")
    parser.add_argument("people", type=int)
    parser.add_argument("database", nargs="?", default="")
    given = parser.parse_args()
    if given.which == "bare":
        print(asyncio.run(bare(given.slack, given.people)))
    else:
        print(asyncio.run(advisor(given.slack, given.people, given.database)))


if __name__ == "__main__":
    main()
