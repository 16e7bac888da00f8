"""How long people wait for the web page: many at once, with time to think between their clicks."""

import argparse
import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import httpx2
import uvicorn
from starlette.applications import Starlette

from benchmarks.processes import HOST, BenchmarkError, serving
from benchmarks.table import percentile, table
from bot.app import assemble
from bot.chat.events import Actor
from bot.settings import Settings
from bot.store import Tx
from bot.store.people import upsert
from bot.web.app import web_routes
from bot.web.sessions import WebSettings, sign_in_link

PEOPLE = 200
THINK = (1.0, 3.0)
"""Seconds between two clicks of one person, evenly spread."""
SECONDS = 20.0
QUESTION = "What is a RACI matrix?"
TOKENS = "tokens.txt"
"""Where the server leaves a sign-in token for each person, a line each."""
_SIGNING = WebSettings(secret="a secret for this measurement only")


@dataclass(frozen=True)
class Waits:
    """Seconds that each click took, and the seconds of processor time that the server used for a click."""

    clicks: list[float]
    processor: float


def run() -> str:
    """Measure, and tell."""
    rows = []
    for streams in (False, True):
        with tempfile.TemporaryDirectory(prefix="advisor-bench-") as folder:
            rows.append(_row(measure(Path(folder), PEOPLE, SECONDS, streams=streams), streams))
    head = ("", "clicks", "p50", "p99", "processor/click")
    title = f"The web page: {PEOPLE} people, {THINK[0]:g} to {THINK[1]:g} s between their clicks"
    return table(
        title, head, rows, "Clicks: the chat, Home and, once in eight, a question; with the client's own time."
    )


def measure(folder: Path, people: int, seconds: float, *, streams: bool) -> Waits:
    """Let people click for some time, each with an open event stream where there are ``streams``.

    Raises:
        BenchmarkError: the server does not start, or a page fails.
    """
    with serving("benchmarks.web_page", ["--people", str(people)], folder, "/sign-in") as server:
        tokens = (folder / TOKENS).read_text().split()
        used = server.cpu()
        clicks = asyncio.run(_all(server.url, tokens, seconds, streams))
        return Waits(clicks, (server.cpu() - used) / max(len(clicks), 1))


def _row(waits: Waits, streams: bool) -> tuple[str, ...]:
    shown = (f"{percentile(waits.clicks, share) * 1000:.0f} ms" for share in (0.5, 0.99))
    return (
        "with open streams" if streams else "without streams",
        str(len(waits.clicks)),
        *shown,
        (f"{waits.processor * 1000:.1f} ms"),
    )


async def _all(url: str, tokens: list[str], seconds: float, streams: bool) -> list[float]:
    end = time.monotonic() + seconds
    limits = httpx2.Limits(max_connections=None)
    async with httpx2.AsyncClient(base_url=url, limits=limits, timeout=60) as client:
        waits = await asyncio.gather(
            *(_one(client, token, end, streams, Random(number)) for number, token in enumerate(tokens))
        )
    return [wait for each in waits for wait in each]


async def _one(client: httpx2.AsyncClient, token: str, end: float, streams: bool, random: Random) -> list[float]:
    signed_in = await client.post("/sign-in", data={"token": token})
    cookie = {"Cookie": signed_in.headers.get("set-cookie", "").partition(";")[0]}
    client.cookies.clear()
    listening = asyncio.create_task(_listen(client, cookie)) if streams else None
    waits: list[float] = []
    await asyncio.sleep(random.uniform(0, THINK[1]))
    while not waits or time.monotonic() < end:  # on a busy machine the time may be over before the first click
        start = time.perf_counter()
        if random.random() < 1 / 8:
            asked = {"Accept": "application/json", **cookie}
            answer = await client.post("/say", data={"text": QUESTION}, headers=asked)
        else:
            answer = await client.get(random.choice(("/", "/", "/home")), headers=cookie)
        if answer.status_code != 200:
            raise BenchmarkError(f"{answer.request.url.path} answered {answer.status_code}.")
        waits.append(time.perf_counter() - start)
        await asyncio.sleep(random.uniform(*THINK))
    if listening is not None:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
    return waits


async def _listen(client: httpx2.AsyncClient, cookie: dict[str, str]) -> None:
    async with client.stream("GET", "/stream", headers=cookie, timeout=None) as events:
        async for _ in events.aiter_bytes():
            pass


def _actor(number: int) -> Actor:
    return Actor(account=f"web:p{number}", workspace=f"web:w{number // 5}", name=f"Person {number}")


def _now() -> datetime:
    return datetime.now(UTC)


def _meet_all(tx: Tx, people: int) -> None:
    for actor in map(_actor, range(people)):
        upsert(tx, actor.account, actor.workspace, actor.name, "en", "Europe/Brussels", _now())


def _serve(port: int, people: int) -> None:
    """The web surface outside the trial, for people who are known."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with assemble(Settings(_env_file=None, messages_per_minute=0), _now) as runtime:
            await runtime.store.write(lambda tx: _meet_all(tx, people))
            offered, whom = runtime.advisor.web_sessions, map(_actor, range(people))
            links = [await sign_in_link(offered, _SIGNING, "", actor, _now()) for actor in whom]
            tokens = "\n".join(link.partition("token=")[2] for link in links)
            await asyncio.to_thread(Path(TOKENS).write_text, tokens)
            app.router.routes[:] = web_routes(runtime.advisor, _now, _SIGNING, stopping=runtime.stopping)
            yield

    # a client whose processor is busy would use a connection at the moment at which the server ends it
    uvicorn.run(Starlette(lifespan=lifespan), host=HOST, port=port, log_level="error", timeout_keep_alive=60)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--people", type=int, required=True)
    given = parser.parse_args()
    _serve(given.port, given.people)
