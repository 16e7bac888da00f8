"""``make soak``: 1 if the promise was broken."""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx2

from benchmarks.processes import Server, serving
from benchmarks.soak import behind
from benchmarks.soak.in_slack import InSlack
from benchmarks.soak.on_the_web import Visitor
from benchmarks.soak.verdict import Readings, Verdict, report
from bot.store import Store
from knowledge.engine import Engine
from tests.slack.fake_slack import TOKEN, FakeSlack
from tests.slack.person import SECRET

HURRY = 0.2
"""How long pauses are during the warm-up, beside the usual ones: what a process remembers within bounds shall be full
by its end."""
LOOK = 2.0
"""Seconds between two looks at the memory."""
COOKIES = "cookie-secret-of-the-soak-that-is-long-enough"


@dataclass(frozen=True)
class Load:
    """How long and how much: minutes, of these the warm-up, people in Slack and on the web page, and the dialogues
    that are gone through again and again."""

    minutes: float = 30.0
    warm_up: float = 5.0
    talking: int = 5
    clicking: int = 5
    dialogues: Sequence[str] = ("smart-goal", "needs-assessment", "action-plan", "digital-skills")


def main(words: Sequence[str] | None = None) -> int:
    """Put the load on, and judge."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description="Whether memory stays flat.")
    parser.add_argument("--minutes", type=float, default=Load.minutes, help="30 unless given")
    parser.add_argument("--warm-up", type=float, default=Load.warm_up, metavar="MINUTES", help="5 unless given")
    parser.add_argument("--seed", type=int, default=20270301)
    parser.add_argument("--logs", type=Path, metavar="FOLDER", help="keep the server's log and its database there")
    given = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="advisor-soak-") as temporary:
        folder = given.logs or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        verdict = soak(folder, Load(given.minutes, given.warm_up), given.seed)
    print(report(verdict, given.minutes * 60), flush=True)
    return 0 if verdict.kept else 1


def soak(folder: Path, load: Load, seed: int) -> Verdict:
    """A server in a process of its own under that load.

    Raises:
        BenchmarkError: the server does not start.
    """
    Engine.open(folder, warm=False).close()  # the index, which takes long to build on a busy machine
    readings = asyncio.run(_soak(folder, load, random.Random(seed)))
    return Verdict.of(readings, load.warm_up * 60)


async def _soak(folder: Path, load: Load, chance: random.Random) -> Readings:
    slack, readings = FakeSlack(), Readings()
    number = load.talking + load.clicking
    for each in range(number):
        slack.people[f"U{each}"] = {"real_name": f"Person {each}", "name": f"p{each}", "tz": "UTC", "locale": "en-GB"}
    await slack.start()
    store = await Store.open(f"sqlite:///{folder / 'advisor.db'}")
    tokens = await behind.people(store, number, COOKIES)
    settings = {
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": f"{slack.url}/api/",
        "SLACK_MESSAGES_PER_SECOND": "0",
        "MESSAGES_PER_MINUTE": "0",
        "ADVISOR_SECRET": COOKIES,
        "ADVISOR_DATA": str(folder),
        "TICK_SECONDS": "2",
    }
    starting = serving("bot.cli", ["run"], folder, "/healthz", **settings)
    server = await asyncio.to_thread(starting.__enter__)
    began = time.perf_counter()
    try:
        await _loaded(server, slack, store, tokens, load, readings, chance)
        readings.acknowledged[:] = [(at - began, seconds) for at, seconds in readings.acknowledged]
    finally:
        starting.__exit__(None, None, None)
        await store.close()
        await slack.stop()
    return readings


async def _loaded(
    server: Server,
    slack: FakeSlack,
    store: Store,
    tokens: Sequence[str],
    load: Load,
    readings: Readings,
    chance: random.Random,
) -> None:
    warm, end = (time.monotonic() + minutes * 60 for minutes in (load.warm_up, load.minutes))

    def going() -> bool:
        return time.monotonic() < end

    def pace() -> float:
        return 1.0 if time.monotonic() > warm else HURRY

    kept = httpx2.Limits(keepalive_expiry=2.0)  # before the server closes what was idle
    async with httpx2.AsyncClient(base_url=server.url, timeout=60, limits=kept) as http:
        in_slack = InSlack(slack, http, readings, chance, pace)
        talking = [f"U{each}" for each in range(load.talking)]
        visitors = [Visitor(server.url, token, readings, chance, pace) for token in tokens[load.talking :]]
        await asyncio.gather(
            in_slack.walk(talking, list(load.dialogues), going),
            *(in_slack.live(user, going) for user in talking),
            *(visitor.live(going) for visitor in visitors),
            behind.remind(store, going),
            behind.curate(store, readings, going, pace),
            _watch(server, readings, going),
        )
    readings.done["messages with reminders"] = sum(
        method == "chat.postMessage" and "Call member" in str(fields.get("blocks")) for method, fields in slack.calls
    )
    readings.failed += [f"Slack refused: {refusal}" for refusal in slack.refusals]


async def _watch(server: Server, readings: Readings, going: Callable[[], bool]) -> None:
    began, waited = time.monotonic(), _waited(server.pid)
    while going():
        looked = time.monotonic()
        readings.memory.append((looked - began, server.memory()))
        await asyncio.sleep(LOOK)
        if len(readings.memory) % 30 == 1:
            _tell(readings)
        readings.lag.append((looked - began, time.monotonic() - looked - LOOK))
    readings.waited = _waited(server.pid) - waited


def _tell(readings: Readings) -> None:
    at, held = readings.memory[-1]
    longest = max((seconds for _, seconds in readings.acknowledged[-200:]), default=0.0)
    told = f"{at / 60:4.1f} minutes: {held:.1f} MB, the longest of the last acknowledgements {longest:.2f} s"
    print(told, file=sys.stderr, flush=True)


def _waited(pid: int) -> float:
    """Seconds for which the main thread of a process was ready and had no processor; 0 where no system tells."""
    told = Path(f"/proc/{pid}/schedstat")
    return int(told.read_text().split()[1]) / 1e9 if told.exists() else 0.0


if __name__ == "__main__":
    sys.exit(main())
