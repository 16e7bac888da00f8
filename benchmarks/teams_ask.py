"""A question in Teams: signed activities to the advisor and to the SDK's bare echo, until each is answered."""

import asyncio
import itertools
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks.answering import questions
from benchmarks.bare_teams import APP, ENDPOINT, METADATA, Connector
from benchmarks.processes import BenchmarkError, Server, serving
from benchmarks.slack_ask import HEAD, Load, Loads, figures, ratios
from benchmarks.table import table

REQUESTS, CONCURRENCY, ROUNDS, ALONE = 2_000, 16, 4, 400
PEOPLE, TENANTS = 160, 16
"""So many people of so many organisations ask by turns: Teams takes 50 messages a second for each organisation."""
ANSWERED = 30.0
"""Seconds in which an answer must come."""


def run() -> str:
    """Measure, and tell."""
    with tempfile.TemporaryDirectory(prefix="advisor-bench-") as folder:
        return report(asyncio.run(measure(Path(folder), REQUESTS, CONCURRENCY, ROUNDS)))


async def measure(
    folder: Path, requests: int, concurrency: int, rounds: int, alone: int = ALONE, people: int = PEOPLE
) -> Loads:
    """The same number of questions to ``echo`` and ``advisor``, in ``rounds`` by turns; everybody has asked before.

    Raises:
        BenchmarkError: a server does not start, refuses a question, or does not answer it.
    """
    async with Connector().serving() as connector, aiohttp.ClientSession() as session:
        with ExitStack() as stack:
            settings = {
                "TEAMS_APP_ID": APP,
                "TEAMS_APP_SECRET": "secret-of-the-benchmark",
                "TEAMS_LOGIN_URL": connector.url,
                "TEAMS_KEYS_URL": connector.url + METADATA,
                "PUBLIC_URL": "https://advisor.example.org",
                "ADVISOR_SECRET": "cookie-secret-of-the-benchmark",
                "ADVISOR_DATA": str(folder),
                "MESSAGES_PER_MINUTE": "0",
            }
            bare = serving("benchmarks.bare_teams", [], folder, "/healthz", BENCH_CONNECTOR=connector.url)
            ours = serving("bot.cli", ["run"], folder, "/healthz", **settings)
            servers = {"echo": stack.enter_context(bare), "advisor": stack.enter_context(ours)}
            loads = {which: {kind: Load() for kind in ("alone", "together")} for which in servers}
            numbered = zip(itertools.count(), itertools.cycle(range(people)), strict=False)
            for server in servers.values():
                await _load(session, connector, server, list(itertools.islice(numbered, people)), concurrency, Load())
            for _ in range(rounds):
                for kind, (count, many) in {"alone": (alone, 1), "together": (requests, concurrency)}.items():
                    for which, server in servers.items():
                        asked = list(itertools.islice(numbered, count // rounds))
                        await _load(session, connector, server, asked, many, loads[which][kind])
            return loads


async def _load(
    session: aiohttp.ClientSession,
    connector: Connector,
    server: Server,
    asked: list[tuple[int, int]],
    concurrency: int,
    into: Load,
) -> None:
    """Send these questions, each with its number and that of whoever asks it."""
    waiting, token = iter(asked), connector.token()
    start, cpu = time.perf_counter(), server.cpu()
    await asyncio.gather(*(_ask(session, connector, server, token, waiting, into) for _ in range(concurrency)))
    into.seconds += time.perf_counter() - start
    into.cpu += server.cpu() - cpu


async def _ask(
    session: aiohttp.ClientSession,
    connector: Connector,
    server: Server,
    token: str,
    waiting: Iterator[tuple[int, int]],
    into: Load,
) -> None:
    texts = questions()
    for number, person in waiting:
        activity = _activity(number, person, texts[number % len(texts)], connector.url)
        answered = connector.listen(activity["conversation"]["id"])
        start = time.perf_counter()
        headers = {"Authorization": f"Bearer {token}"}
        async with session.post(server.url + ENDPOINT, json=activity, headers=headers) as response:
            if response.status != 200:
                raise BenchmarkError(f"A question was refused: {response.status} {(await response.text())[:200]!r}")
        try:
            await asyncio.wait_for(answered.wait(), ANSWERED)
        except TimeoutError:
            raise BenchmarkError("A question was not answered.") from None
        into.latencies.append(time.perf_counter() - start)


def _activity(number: int, person: int, text: str, service_url: str) -> dict[str, Any]:
    """A message in somebody's own chat, as Teams sends one; each has an id of its own."""
    name, tenant = f"p{person}", f"tenant-{person % TENANTS}"
    return {
        "type": "message",
        "id": str(number),
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": f"29:{name}", "name": "Ana Sample", "aadObjectId": f"aad-{name}"},
        "recipient": {"id": f"28:{APP}", "name": "Cluster Advisor"},
        "conversation": {"id": f"a:{name}", "conversationType": "personal", "tenantId": tenant},
        "channelData": {"tenant": {"id": tenant}},
        "locale": "en-GB",
        "localTimezone": "Europe/Vienna",
        "text": text,
    }


def report(loads: Loads) -> str:
    """The table with its ratio."""
    names = {"echo": "the SDK’s bare echo", "advisor": "advisor"}
    rows = [figures(names[which], load) for which, load in loads.items()]
    ours = loads["advisor"]
    rows.append(ratios("advisor : echo", ours, loads["echo"]))
    rows.append(["aim", "", "≥ 0.30×", "", "", ""])
    note = (
        f"{len(ours['alone'].latencies):,} signed questions one at a time, {len(ours['together'].latencies):,} with "
        f"{CONCURRENCY} at a time; each counts until its answer\nhas arrived at the stand-in for Teams.  The advisor "
        "does the same as for /ask over Slack, and draws a card."
    )
    return table("A question in Teams", HEAD, rows, note)
