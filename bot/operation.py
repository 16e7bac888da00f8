"""What a process tells whoever operates it: whether it lives, whether it is ready, and its figures."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network
from typing import Any, Protocol

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot import addresses, health
from bot.advisor.answers.knowledge_base import KnowledgeBase
from bot.health import Look, Problem
from bot.metrics import Metrics
from bot.reminders.clock import Clock
from bot.reminders.delivery import Delivery
from bot.store import queues
from bot.store.engine import Store, StoreError

Page = Callable[[Request], Awaitable[Response]]

REMEMBERED = 1.0
"""Seconds for which it is believed how this process is: strangers may ask as often as they like."""

STOPPING = "This process is about to stop, and takes nothing new."
_REFUSED = (
    "The figures are for this machine alone, and not for what comes through a proxy. "
    "Set METRICS_TOKEN, and send it as: Authorization: Bearer …"
)
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""By these a proxy shows that it asks for somebody else."""


class Platform(Protocol):
    """A platform as it tells of itself, in sentences that anybody may read."""

    def problems(self) -> list[str]: ...

    @property
    def state(self) -> str: ...


@dataclass
class Operation:
    """The three addresses.  ``mail``: e-mail is set up; ``token`` opens the figures, ``proxies`` may read them without.

    ``tokens`` says what is wrong with those that are kept.  ``draining`` is set when the process is about to stop.
    """

    store: Store
    knowledge: KnowledgeBase
    clock: Clock
    delivery: Delivery
    metrics: Metrics
    now: Callable[[], datetime]
    mail: bool = False
    token: str = field(default="", repr=False)
    proxies: Sequence[IPv4Network | IPv6Network] = ()
    slack: Platform | None = None
    teams: Platform | None = None
    tokens: Callable[[], Sequence[str]] = tuple
    draining: asyncio.Event = field(default_factory=asyncio.Event)
    told: tuple[float, dict[str, Any]] | None = None
    """When it was last looked how this process is, in seconds of the event loop, and what was found."""

    @property
    def pages(self) -> dict[str, Page]:
        """The addresses by their path."""
        return {"/healthz": self.healthz, "/readyz": self.readyz, "/metrics": self.figures}

    async def healthz(self, _: Request) -> Response:
        """The process lives: whoever does not get this should start it anew.  Nothing is looked at, so that no
        database that is away for a minute has every process started anew."""
        return JSONResponse({"ok": True})

    async def readyz(self, _: Request) -> Response:
        """200, or 503 with what keeps this process from its work."""
        now = asyncio.get_running_loop().time()
        if self.told is None or now - self.told[0] > REMEMBERED:
            self.told = now, await self.readiness()
        state = self.told[1]
        if self.draining.is_set():
            state = {**state, "ok": False, "problems": [STOPPING], "notes": []}
        return JSONResponse(state, 200 if state["ok"] else 503)

    async def readiness(self) -> dict[str, Any]:
        """How the process is, see `bot.health.report`."""
        platforms = {} if self.slack is None else {"slack": self.slack.state}
        if self.teams is not None:
            platforms["teams"] = self.teams.state
        if self.mail:
            platforms["mail"] = await self._mail_state()
        return await health.report(list(self._looks().values()), self.delivery.notes, **platforms)

    def _looks(self) -> dict[str, Look]:
        looks = {
            "database": health.database(self.store),
            "index": self._index,
            "worker": health.problems_of(self.clock.problems),
        }
        if self.slack is not None:
            slack = self.slack
            looks["slack"] = health.problems_of(lambda: [*slack.problems(), *self.tokens()])
        if self.teams is not None:
            looks["teams"] = health.problems_of(self.teams.problems)
        return looks

    async def _index(self) -> list[Problem]:
        """One article is read, as for an answer."""
        articles = self.knowledge.engine.library.articles
        return [] if articles else [Problem("The knowledge base has no articles.")]

    async def _mail_state(self) -> str:
        try:
            paused = await self.delivery.paused()
        except StoreError:
            return "not known"
        waits = any(pause.workspace.startswith("mail:") for pause in paused)
        return "does not work; reminders by e-mail wait" if waits else "works"

    async def figures(self, request: Request) -> Response:
        """The figures, for whom they are meant."""
        if not self._may_read(request):
            return PlainTextResponse(_REFUSED, 403)
        parts = self.metrics.parts
        for part, look in self._looks().items():
            parts.ready[part] = not await health.problems([look])
        try:
            parts.queues = await self.store.read(lambda tx: queues.look(tx, self.now()))
        except StoreError:
            parts.queues = None
        return Response(self.metrics.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    def _may_read(self, request: Request) -> bool:
        if self.token:
            scheme, _, given = request.headers.get("authorization", "").partition(" ")
            return scheme.lower() == "bearer" and hmac.compare_digest(given.encode(), self.token.encode())
        if any(name in request.headers for name in _FORWARDED):
            return False  # a proxy on this machine asks for a stranger
        address = addresses.parsed(request.client.host) if request.client else None
        if address is None:
            return False
        return address.is_loopback or any(address in network for network in self.proxies)
