"""A stand-in for Slack that has troubles: it asks to wait, loses requests and answers, and is down for hours."""

import asyncio
import json
import logging
import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from aiohttp import web

from benchmarks.chaos.clock import SharedClock
from benchmarks.processes import HOST

WAIT, LOST_REQUEST, LOST_ANSWER = 0.05, 0.02, 0.03
"""The shares of calls that are told to wait, are lost on the way there, and are lost on the way back."""
SLOWEST = 0.4
"""Seconds that an answer takes at most."""
SKEW = timedelta(minutes=3)
"""How far its clock is ahead."""

_quiet = logging.getLogger(f"{__name__}.quiet")  # calls that are cut off are meant
_quiet.setLevel(logging.CRITICAL + 1)

_NUMBER = re.compile(r"Call member (\d+)\b")


@dataclass(frozen=True)
class Posted:
    """A message that arrived: the reminders in it, which worker sent it, and after how many seconds."""

    numbers: frozenset[int]
    worker: int
    at: float


@dataclass
class Platform:
    """Keeps every message.  ``troubles`` counts what went wrong on purpose, ``looked_up`` what was asked for."""

    clock: SharedClock
    chance: random.Random
    posted: list[Posted] = field(default_factory=list)
    arrived: set[int] = field(default_factory=set)
    troubles: Counter[str] = field(default_factory=Counter)
    _channels: defaultdict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    _runner: web.AppRunner | None = None
    _port: int = 0

    @property
    def url(self) -> str:
        """Where it is, also while it is down."""
        return f"http://{HOST}:{self._port}"

    async def up(self) -> None:
        """Take calls, always at the same address."""
        app = web.Application()
        app.add_routes([web.get("/api/{method}", self._call), web.post("/api/{method}", self._call)])
        self._runner = web.AppRunner(app, shutdown_timeout=0.05, access_log=None, logger=_quiet)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port, reuse_address=True).start()
        self._port = self._runner.addresses[0][1]

    async def down(self) -> None:
        """Take no more calls; those that are on their way are cut off."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _call(self, request: web.Request) -> web.Response:
        given = await _given(request)
        chance = self.chance.random()
        if chance < LOST_REQUEST:
            return self._lose(request, "requests lost")
        if chance < LOST_REQUEST + WAIT:
            self.troubles["told to wait (429)"] += 1
            headers = {"Retry-After": str(self.chance.randint(1, 5))}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        answer = {"ok": True, **self._answer(request, given)}
        await asyncio.sleep(self.chance.uniform(0, SLOWEST) / self.clock.speed)
        if chance < LOST_REQUEST + WAIT + LOST_ANSWER:
            return self._lose(request, "answers lost")
        return web.json_response(answer)

    def _answer(self, request: web.Request, given: dict[str, Any]) -> dict[str, Any]:
        match request.match_info["method"]:
            case "chat.postMessage":
                return self._post(given, int(request.headers["X-Worker"]))
            case "conversations.open":
                return {"channel": {"id": f"D{given['users']}"}}
            case "conversations.history":
                self.troubles["messages looked up"] += 1
                return self._history(given)
        return {"team_id": "T1", "user_id": "UBOT", "bot_id": "B1", "team": "Chaos", "user": "advisor"}

    def _post(self, given: dict[str, Any], worker: int) -> dict[str, Any]:
        numbers = frozenset(int(found) for found in _NUMBER.findall(json.dumps(given["blocks"])))
        self.posted.append(Posted(numbers, worker, self.clock.elapsed()))
        self.arrived |= numbers
        channel = f"D{given['channel']}"
        stamp = f"{(self.clock.wall() + SKEW).timestamp():.6f}"
        self._channels[channel].append({"ts": stamp, "metadata": given["metadata"]})
        return {"channel": channel, "ts": stamp}

    def _history(self, given: dict[str, Any]) -> dict[str, Any]:
        """A page of messages, the latest first."""
        since, limit, start = float(given["oldest"]), int(given["limit"]), int(given.get("cursor") or 0)
        found = [kept for kept in reversed(self._channels[given["channel"]]) if float(kept["ts"]) >= since]
        following = str(start + limit) if start + limit < len(found) else ""
        return {"messages": found[start : start + limit], "response_metadata": {"next_cursor": following}}

    def _lose(self, request: web.Request, what: str) -> web.Response:
        self.troubles[what] += 1
        if request.transport is not None:
            request.transport.close()
        return web.Response()


async def _given(request: web.Request) -> dict[str, Any]:
    """The parameters of a call, which come as JSON, as a form, or in the address."""
    if request.content_type == "application/json":
        body: dict[str, Any] = await request.json()
        return body
    form = {name: str(value) for name, value in (*request.query.items(), *(await request.post()).items())}
    return {name: json.loads(value) if name in ("blocks", "metadata") else value for name, value in form.items()}
