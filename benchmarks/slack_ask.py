"""``/ask`` in Slack: signed HTTP requests to the advisor, a bare Bolt echo and a plain application, by turns."""

import asyncio
import hashlib
import hmac
import itertools
import json
import math
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import aiohttp

from benchmarks.answering import questions
from benchmarks.bare import TEAM
from benchmarks.processes import BenchmarkError, Server, serving
from benchmarks.table import percentile, table

REQUESTS, CONCURRENCY, ROUNDS, WARM_UP = 2_000, 16, 4, 100
ALONE = 400
"""Requests that come one at a time."""
PEOPLE = 20
"""So many people ask by turns."""

_SECRET = "signing-secret-of-the-benchmark"
_FORM = "application/x-www-form-urlencoded"


@dataclass
class Load:
    """What one server did: the seconds of each request, of all together, and of its processor.

    ``late`` counts the requests that were taken but answered through the response address: Slack waits 3 seconds.
    """

    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0
    cpu: float = 0.0
    late: int = 0

    @property
    def throughput(self) -> float:
        """Requests a second."""
        return len(self.latencies) / self.seconds

    @property
    def cpu_a_request(self) -> float:
        """Milliseconds of processor time."""
        return self.cpu / len(self.latencies) * 1000

    def latency(self, share: float) -> float:
        """The latency in milliseconds that this share of the requests does not exceed."""
        return percentile(self.latencies, share) * 1000


def run() -> str:
    """Measure, and tell."""
    with tempfile.TemporaryDirectory(prefix="advisor-bench-") as folder:
        return report(measure(Path(folder), REQUESTS, CONCURRENCY, ROUNDS, WARM_UP))


Loads = dict[str, dict[str, Load]]
"""What each server did, by name: ``alone`` one request at a time, ``together`` several."""


def measure(folder: Path, requests: int, concurrency: int, rounds: int, warm_up: int, alone: int = ALONE) -> Loads:
    """The same number of requests to ``echo``, ``plain`` and ``advisor``, in ``rounds`` by turns.

    Raises:
        BenchmarkError: a server does not start, or gives an answer that is not one.
    """
    with ExitStack() as stack:
        slack = stack.enter_context(serving("benchmarks.bare", ["slack"], folder, "/healthz"))
        settings = {
            "SLACK_BOT_TOKEN": "xoxb-bench",
            "SLACK_SIGNING_SECRET": _SECRET,
            "SLACK_API_URL": f"{slack.url}/api/",
            "ADVISOR_SECRET": "cookie-secret-of-the-benchmark",
            "ADVISOR_DATA": str(folder),
        }
        echo = stack.enter_context(serving("benchmarks.bare", ["bolt"], folder, "/healthz", **settings))
        plain = stack.enter_context(serving("benchmarks.bare", ["plain"], folder, "/healthz", **settings))
        ours = stack.enter_context(serving("bot.cli", ["run"], folder, "/healthz", **settings))
        servers = {"echo": echo, "plain": plain, "advisor": ours}
        kinds = {"alone": (alone // rounds, 1), "together": (requests // rounds, concurrency)}
        return asyncio.run(_by_turns(servers, slack.url, kinds, rounds, warm_up))


async def _by_turns(
    servers: dict[str, Server], slack: str, kinds: dict[str, tuple[int, int]], rounds: int, warm_up: int
) -> Loads:
    loads = {which: {kind: Load() for kind in kinds} for which in servers}
    numbers = itertools.count(1)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
        for which, server in servers.items():
            await _load(session, server, which, _bodies(warm_up, numbers, slack), 16, Load())
        for _ in range(rounds):
            for kind, (requests, concurrency) in kinds.items():
                for which, server in servers.items():
                    bodies = _bodies(requests, numbers, slack)
                    await _load(session, server, which, bodies, concurrency, loads[which][kind])
    return loads


def _bodies(requests: int, numbers: "itertools.count[int]", slack: str) -> list[bytes]:
    """Slash commands as Slack sends them; every one has a trigger of its own."""
    asked = questions()
    return [_body(asked[number % len(asked)], number, slack) for number in itertools.islice(numbers, requests)]


def _body(question: str, number: int, slack: str) -> bytes:
    fields = {
        "command": "/ask",
        "text": question,
        "team_id": TEAM,
        "user_id": f"U{number % PEOPLE}",
        "channel_id": "C1",
        "trigger_id": f"{number}.trigger",
        "response_url": f"{slack}/response",
    }
    return urlencode(fields).encode()


async def _load(
    session: aiohttp.ClientSession, server: Server, which: str, bodies: Sequence[bytes], concurrency: int, into: Load
) -> None:
    waiting = iter(bodies)
    start, cpu = time.perf_counter(), server.cpu()
    await asyncio.gather(*(_ask(session, server.url, which, waiting, into) for _ in range(concurrency)))
    into.seconds += time.perf_counter() - start
    into.cpu += server.cpu() - cpu


async def _ask(session: aiohttp.ClientSession, url: str, which: str, waiting: Iterator[bytes], into: Load) -> None:
    for body in waiting:
        start = time.perf_counter()
        async with session.post(f"{url}/slack/events", data=body, headers=_signed(body)) as response:
            answer = await response.text()
        into.latencies.append(time.perf_counter() - start)
        into.late += not answer
        if response.status != 200 or (answer and not _is_answer(which, answer)):
            raise BenchmarkError(f"{which}: no answer but {response.status} {answer[:200]!r}")


def _signed(body: bytes) -> dict[str, str]:
    stamp = int(time.time())
    signature = hmac.new(_SECRET.encode(), b"v0:%d:%b" % (stamp, body), hashlib.sha256).hexdigest()
    return {
        "Content-Type": _FORM,
        "X-Slack-Request-Timestamp": str(stamp),
        "X-Slack-Signature": f"v0={signature}",
    }


def _is_answer(which: str, answer: str) -> bool:
    """An echo is any text; an answer has blocks."""
    return which == "echo" or bool(json.loads(answer).get("blocks"))


def report(loads: Loads) -> str:
    """The table with its ratios, and what the advisor does more."""
    names = {"echo": "bare Bolt echo", "plain": "plain application", "advisor": "advisor"}
    rows = [figures(names[which], load) for which, load in loads.items()]
    ours = loads["advisor"]
    rows += [ratios(f"advisor : {which}", ours, loads[which]) for which in ("echo", "plain")]
    rows.append(["aim", "≤ 1.30× echo", "≥ 0.50× plain", "", "", "≤ 3 ms"])
    together = ours["together"]
    note = (
        f"{len(ours['alone'].latencies):,} signed requests one at a time, {len(together.latencies):,} with "
        f"{CONCURRENCY} at a time.\nWhat the echo does not do: the advisor knows the person, refuses a repeated\n"
        "request, looks for an answer, keeps question and outcome in the database, and renders the answer with its\n"
        "buttons.  The plain application searches with FTS5 and keeps a row, and does nothing else of it."
    )
    if late := ours["alone"].late + together.late:
        note += f"\n{late} answers took so long that they went through the response address: this machine is busy."
    return table("/ask over Slack’s HTTP", HEAD, rows, note)


HEAD = ("", "alone, p50", "together", "p50", "p99", "processor")


def figures(name: str, load: dict[str, Load]) -> list[str]:
    """A row of the table."""
    together = load["together"]
    return [
        name,
        f"{load['alone'].latency(0.5):.1f} ms",
        f"{together.throughput:.0f}/s",
        *(f"{together.latency(share):.1f} ms" for share in (0.5, 0.99)),
        f"{together.cpu_a_request:.1f} ms",
    ]


def ratios(name: str, ours: dict[str, Load], theirs: dict[str, Load]) -> list[str]:
    """A row that says how many times as much it is of theirs."""
    mine, others = ours["together"], theirs["together"]
    return [
        name,
        f"{ours['alone'].latency(0.5) / theirs['alone'].latency(0.5):.2f}×",
        f"{mine.throughput / others.throughput:.2f}×",
        *(f"{mine.latency(share) / others.latency(share):.2f}×" for share in (0.5, 0.99)),
        f"{mine.cpu_a_request / (others.cpu_a_request or math.nan):.2f}×",
    ]
