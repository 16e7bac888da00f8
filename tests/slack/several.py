"""Several workspaces behind one address, as Slack has them, and the surface that serves them all."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx2
from aiohttp import web
from starlette.applications import Starlette
from starlette.routing import Route

from bot.advisor.outbox import Outbox
from bot.advisor.outbox import Pace as OutboxPace
from bot.slack.app import Slack, SlackSettings, build_slack
from bot.slack.handlers import Advising
from bot.slack.installation import Installation
from bot.slack.installations import Installed, NotAnsweredError
from bot.slack.manifest import PATH
from bot.store import Store
from tests.slack.conftest import ANA, BEN, QUICK, MovableTime, Scripted, nothing
from tests.slack.fake_slack import APP_TOKEN, FakeSlack
from tests.slack.person import SECRET, Person


def workspace(team: str, **people: dict[str, str]) -> FakeSlack:
    """A workspace with a token of its own."""
    made = FakeSlack(people={user: dict(profile) for user, profile in people.items()}, tokens={f"xoxb-of-{team}"})
    made.identity = {"team_id": team, "user_id": "UBOT"}
    return made


@dataclass
class Platform:
    """Slack, in which the token of a call says whose workspace it is.  ``strange``: calls with a token of none."""

    workspaces: Sequence[FakeSlack]
    strange: list[str] = field(default_factory=list)
    url: str = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        app = web.Application(client_max_size=5_000_000)
        app.router.add_post("/api/{method}", self._api)
        app.router.add_get("/api/{method}", self._api)
        for each in self.workspaces:
            app.add_subapp(f"/{each.team}", each.app())
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        for each in self.workspaces:
            each.url = f"{self.url}/{each.team}"
        try:
            yield
        finally:
            for each in self.workspaces:
                await each.stop()
            await runner.cleanup()

    async def _api(self, request: web.Request) -> web.Response:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        for each in self.workspaces:
            if token in each.tokens:
                return await each.api(request)
        self.strange.append(f"{request.match_info['method']} with {token}")
        return web.json_response({"ok": False, "error": "token_revoked"})


@dataclass
class Known:
    """Installations as a store tells them, by home.  ``asked`` counts; ``down``: it cannot be asked;
    ``slow``: it answers when this is set.
    """

    all: dict[str, Installed]
    asked: int = 0
    down: bool = False
    slow: asyncio.Event | None = None
    ended: list[str] = field(default_factory=list)
    ended_at: list[datetime | None] = field(default_factory=list)

    async def find(self, enterprise: str, team: str) -> Installed | None:
        found = await self.of_home(team)
        if found is not None or not enterprise:
            return found
        return self.all.get(enterprise)

    async def of_home(self, home: str) -> Installed | None:
        self.asked += 1
        if self.slow is not None:
            await self.slow.wait()
        if self.down:
            raise NotAnsweredError
        return self.all.get(home)

    async def homes(self) -> Sequence[str]:
        return list(self.all)

    async def revoked(self, home: str, at: datetime | None = None) -> None:
        if self.down:
            raise NotAnsweredError
        self.ended.append(home)
        self.ended_at.append(at)
        self.all.pop(home, None)


def installed(slack: FakeSlack, revision: int = 1) -> Installed:
    """The installation of a workspace, or of the organisation of its identity."""
    enterprise = str(slack.identity.get("enterprise_id") or "")
    place = Installation(slack.team, enterprise, bool(enterprise), "UBOT", f"The workspace {slack.team}")
    return Installed(place, min(slack.tokens - {APP_TOKEN}), revision=revision)


@dataclass
class Several:
    """Workspaces TA and TB and the organisation EO, all on one surface."""

    platform: Platform
    known: Known
    surface: Slack
    outbox: Outbox
    http: httpx2.AsyncClient
    time: MovableTime
    a: FakeSlack
    b: FakeSlack
    organisation: FakeSlack
    connected: list[str]

    def person(self, user: str, slack: FakeSlack) -> Person:
        return Person(user, self.http, slack, self.time, self.surface.drain)

    def called(self) -> list[str]:
        """The workspaces with whose tokens Slack was called since this was asked last, each once."""
        found = [each.team for each in (self.a, self.b, self.organisation) if each.calls]
        for each in self.platform.workspaces:
            each.calls.clear()
        return found


@asynccontextmanager
async def several(store: Store, advisor: Advising | None = None, **more: Any) -> AsyncIterator[Several]:
    """The surface for all of them, with a scripted advisor where none is given; Slack must have refused nothing."""
    a, b = workspace("TA", UANA=ANA), workspace("TB", UBEN=BEN)
    organisation = workspace("TO", WEVA=ANA | {"real_name": "Eva Sample"})
    organisation.identity["enterprise_id"] = "EO"
    organisation.people["WEVA"] |= {"enterprise_user": {"enterprise_id": "EO", "teams": ["TO"]}}
    platform, time, connected = Platform((a, b, organisation)), MovableTime(), list[str]()
    known = Known({"TA": installed(a), "TB": installed(b), "EO": installed(organisation)})

    async def note(name: str) -> None:
        connected.append(name)

    async with platform.running():
        outbox = Outbox(store, time, lambda: 1.0, OutboxPace(settle=0.0, backoff=0.0))
        given = SlackSettings(signing_secret=SECRET, api_url=f"{platform.url}/api/", pace=QUICK, **more)
        surface = build_slack(advisor or Scripted(nothing), time, given, outbox, note, known)
        outbox.posters["slack"] = surface.poster
        await surface.start()
        transport = httpx2.ASGITransport(app=Starlette(routes=[Route(PATH, surface.endpoint)]))
        try:
            async with httpx2.AsyncClient(transport=transport, base_url="http://advisor.test") as http:
                yield Several(platform, known, surface, outbox, http, time, a, b, organisation, connected)
        finally:
            await surface.close()
    assert [refusal for each in platform.workspaces for refusal in each.refusals] == []
