"""One web process and one worker beside two of each, on one PostgreSQL, by turns."""

import asyncio
import itertools
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.answering import questions
from benchmarks.processes import BenchmarkError, Server, serving
from benchmarks.scale import processors, world
from benchmarks.scale.http import Connection
from benchmarks.scale.people import SECRET, Crowd
from benchmarks.scale.slack import PEOPLE, Slack
from benchmarks.table import percentile
from bot.encryption import new_key
from bot.settings import Settings

MIX = {"ask": 25, "say": 25, "home": 15, "way": 10, "thumb": 5, "save": 10, "click": 10}
"""Of a hundred things that people do."""
KINDS = ("web", "worker", "postgresql", "client")
"""Whose processor time is told; the client is also the stand-in for Slack."""
LATE = 30.0
"""Seconds after which a reminder that was due counts as lost."""


@dataclass(frozen=True)
class Size:
    """``seconds`` of each turn, in which ``at_once`` people wait for something at any time, and so many ``reminders``
    come due meanwhile."""

    workspaces: int = 50
    seconds: float = 12.0
    at_once: int = 24
    reminders: int = 300
    rounds: int = 3


@dataclass(frozen=True)
class Way:
    """How a turn is measured: with so many web processes and as many workers, each with a ``share`` of a processor
    (0: as much as there is); ``rate`` requests a second come, or as many as are answered (0)."""

    processes: int
    share: float = 0.0
    rate: float = 0.0


@dataclass
class Figures:
    """Of all turns of a way: the seconds that people waited by what they did, the seconds from the first request to
    the last answer, and the processor time of all processes of a kind.

    ``rates`` are the requests a second of each turn, ``connections`` the most to PostgreSQL that were open."""

    waits: dict[str, list[float]] = field(default_factory=lambda: {what: [] for what in MIX})
    seconds: float = 0.0
    processor: dict[str, float] = field(default_factory=lambda: dict.fromkeys(KINDS, 0.0))
    rates: list[float] = field(default_factory=list)
    reminders: int = 0
    connections: int = 0

    @property
    def requests(self) -> int:
        """All that were answered."""
        return sum(len(waits) for waits in self.waits.values())

    @property
    def throughput(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds

    def each(self, kind: str) -> float:
        """Milliseconds of processor time for a request in all processes of a kind."""
        return self.processor[kind] / self.requests * 1000

    def wait(self, share: float) -> float:
        """The milliseconds that this share of the waits does not exceed."""
        return percentile([wait for waits in self.waits.values() for wait in waits], share) * 1000


@dataclass
class Cluster:
    """All that runs, and what is known of it."""

    folder: Path
    settings: dict[str, str]
    crowd: Crowd
    web: Sequence[Server]
    postgresql: int
    size: Size
    order: random.Random = field(default_factory=lambda: random.Random(7))
    turns: "itertools.count[int]" = field(default_factory=itertools.count)
    due: Counter[int] = field(default_factory=Counter)

    @property
    def people(self) -> range:
        return range(self.size.workspaces * PEOPLE)

    def known(self) -> Settings:
        """The settings, for this process."""
        values: dict[str, Any] = {name.lower(): value for name, value in self.settings.items()}
        return Settings(_env_file=None, **values)


@asynccontextmanager
async def running(folder: Path, database: str, size: Size, most: int = 2) -> AsyncIterator[Cluster]:
    """Slack, the database and the web processes; everybody has used each of them once.

    Raises:
        BenchmarkError: something does not start, or is answered wrongly.
    """
    slack = Slack()
    await slack.start()
    settings = {
        "DATABASE_URL": database,
        "ADVISOR_DATA": str(folder),
        "ADVISOR_KEYS": new_key(),
        "ADVISOR_SECRET": "cookie-secret-of-the-benchmark",
        "PUBLIC_URL": "https://advisor.example.org",
        "SLACK_CLIENT_ID": "1.1",
        "SLACK_CLIENT_SECRET": "client-secret-of-the-benchmark",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": f"{slack.url}/api/",
        "SLACK_MESSAGES_PER_SECOND": "0",  # an hour is pressed into seconds
        "MESSAGES_PER_MINUTE": "0",
        "PRESSES_PER_MINUTE": "0",
        "TICK_SECONDS": "1",
        "LOG_LEVEL": "WARNING",
    }
    cluster = Cluster(folder, settings, Crowd(slack, questions()), [], 0, size)
    await world.fill(cluster.known(), size.workspaces, datetime.now(UTC))
    with psycopg.connect(database) as connection, ExitStack() as stack:
        cluster.postgresql = processors.parent(connection.info.backend_pid)
        for number in range(most):
            cluster.web = [*cluster.web, stack.enter_context(_started(cluster, "web", number))]
        await _warm_up(cluster)
        yield cluster
    await slack.stop()


async def turn(cluster: Cluster, way: Way, into: Figures) -> None:
    """One turn; every request is answered, and every reminder sent once, to whom it is for.

    Raises:
        BenchmarkError: that was not so.
    """
    web, name = cluster.web[: way.processes], f"turn{next(cluster.turns)}"
    whom = range(min(cluster.size.reminders, len(cluster.people)))
    with ExitStack() as stack:
        workers = [stack.enter_context(_started(cluster, "worker", number)) for number in range(way.processes)]
        await world.remind(cluster.known(), whom, name, datetime.now(UTC), cluster.size.seconds)
        cluster.due.update(whom)
        before, answered, begun = _processor(cluster, web, workers), into.requests, time.perf_counter()
        async with processors.limited([process.pid for process in (*web, *workers)], way.share):
            await _load(cluster, web, way, into)
        lasted = time.perf_counter() - begun
        into.seconds += lasted
        into.rates.append((into.requests - answered) / lasted)
        into.connections = max(into.connections, _connections(cluster))
        for kind, used in _processor(cluster, web, workers).items():
            into.processor[kind] += used - before[kind]
        into.reminders += len(whom)
        await _until_reminded(cluster)
    _check(cluster)


async def _load(cluster: Cluster, web: Sequence[Server], way: Way, into: Figures) -> None:
    """Requests by turns to each of the processes, so that everybody meets all of them."""
    doing, numbers = _doings(cluster), itertools.count()
    pools: list[list[Connection]] = [[] for _ in web]
    begun = time.perf_counter()
    ends = begun + cluster.size.seconds

    async def one(number: int) -> None:
        what, person = next(doing)
        place = number % len(web)
        at = pools[place].pop() if pools[place] else Connection(web[place].url)
        into.waits[what].append(await cluster.crowd.do(what, person, at))
        pools[place].append(at)

    async def one_after_the_other() -> None:
        while time.perf_counter() < ends:
            await one(next(numbers))

    async with asyncio.TaskGroup() as group:
        if way.rate:
            for number in range(int(cluster.size.seconds * way.rate)):
                await asyncio.sleep(max(0.0, begun + number / way.rate - time.perf_counter()))
                group.create_task(one(number))
        else:
            for _ in range(cluster.size.at_once):
                group.create_task(one_after_the_other())
    for at in itertools.chain(*pools):
        await at.close()


def _doings(cluster: Cluster) -> Iterator[tuple[str, int]]:
    """What is done by whom; nobody does two things at once."""
    kinds, shares = list(MIX), list(MIX.values())
    while True:
        everybody = list(cluster.people)
        cluster.order.shuffle(everybody)
        for person in everybody:
            yield cluster.order.choices(kinds, shares)[0], person


async def _warm_up(cluster: Cluster) -> None:
    """Everybody opens Home at each process, so that it knows them and has read what it needs."""
    for server in cluster.web:
        waiting = iter(cluster.people)

        async def each(url: str = server.url, waiting: Iterator[int] = waiting) -> None:
            at = Connection(url)
            for person in waiting:
                await cluster.crowd.do("home", person, at)
            await at.close()

        await asyncio.gather(*(each() for _ in range(cluster.size.at_once)))


async def _until_reminded(cluster: Cluster) -> None:
    end = time.monotonic() + LATE
    while cluster.crowd.slack.reminded.total() < cluster.due.total() and time.monotonic() < end:  # noqa: ASYNC110  the last may never come
        await asyncio.sleep(0.02)


def _check(cluster: Cluster) -> None:
    slack = cluster.crowd.slack
    problems = [
        *slack.wrong[:3],
        *(f"a message came {count} times" for count in slack.posts.values() if count > 1),
        *(f"{count} reminders too many" for count in [(slack.reminded - cluster.due).total()] if count),
        *(f"{count} reminders lost" for count in [(cluster.due - slack.reminded).total()] if count),
    ]
    if problems:
        raise BenchmarkError("; ".join(problems))


def _processor(cluster: Cluster, web: Sequence[Server], workers: Sequence[Server]) -> dict[str, float]:
    """Seconds of processor time so far."""
    used = (
        sum(processors.used(process.pid) for process in web),
        sum(processors.used(process.pid) for process in workers),
        processors.used_with_children(cluster.postgresql),
        time.process_time(),
    )
    return dict(zip(KINDS, used, strict=True))


def _connections(cluster: Cluster) -> int:
    with psycopg.connect(cluster.settings["DATABASE_URL"]) as connection:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        row = connection.execute(asked).fetchone()
    return int(row[0]) if row else 0


def _started(cluster: Cluster, which: str, number: int) -> AbstractContextManager[Server]:
    folder = cluster.folder / f"{which}{number}"
    folder.mkdir(exist_ok=True)
    return serving("bot.cli", [which], folder, "/healthz", **cluster.settings)
