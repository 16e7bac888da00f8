"""The real advisor behind the real Slack surface, with a local server in Slack's place."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.routing import Route

from bot.advisor.outbox import Outbox
from bot.advisor.outbox import Pace as OutboxPace
from bot.app import Runtime, create_app
from bot.chat.events import Actor, Belonging, Event
from bot.chat.views import Reply
from bot.settings import Settings
from bot.slack.app import Slack, SlackSettings, build_slack
from bot.slack.connection import Pace
from bot.slack.manifest import PATH
from bot.slack.rate_limits import Rates
from bot.store import Store
from tests.slack.fake_slack import TOKEN, FakeSlack
from tests.slack.person import SECRET, Person

ANA = {"real_name": "Ana Sample", "name": "ana", "tz": "Europe/Vienna", "locale": "en-GB"}
BEN = {"real_name": "Ben Sample", "name": "ben", "tz": "Europe/Lisbon", "locale": "pt-PT"}


@dataclass
class MovableTime:
    """Real time, plus what a test moved it forward."""

    ahead: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Office:
    """One workspace with the advisor in it."""

    slack: FakeSlack
    runtime: Runtime
    http: httpx2.AsyncClient
    time: MovableTime

    def person(self, user: str) -> Person:
        assert self.runtime.slack is not None
        return Person(user, self.http, self.slack, self.time, self.runtime.slack.drain)


@pytest.fixture
async def fake() -> AsyncIterator[FakeSlack]:
    """Slack, as far as the advisor can tell."""
    server = FakeSlack(people={"UANA": dict(ANA), "UBEN": dict(BEN)})
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def data(sqlite_template: Path, tmp_path: Path, one_engine: None) -> Path:
    """A data folder of its own, with the database built."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(sqlite_template, folder / "advisor.db")
    return folder


def settings(folder: Path, fake: FakeSlack, **more: object) -> Settings:
    return Settings(
        _env_file=None,
        advisor_data=folder,
        advisor_secret=SecretStr("a-secret-of-the-tests-that-is-long-enough"),
        slack_bot_token=SecretStr(TOKEN),
        slack_signing_secret=SecretStr(SECRET),
        slack_api_url=f"{fake.url}/api/",
        messages_per_minute=0,  # the clock stands still
        presses_per_minute=0,
        slack_messages_per_second=0,
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture
async def office(fake: FakeSlack, data: Path) -> AsyncIterator[Office]:
    """The workspace of a test."""
    async for opened in opened_office(fake, settings(data, fake), MovableTime()):
        yield opened


@pytest.fixture
async def linked(fake: FakeSlack, data: Path) -> AsyncIterator[Office]:
    """The same with a public address, so that there are links to the web page."""
    async for opened in opened_office(fake, settings(data, fake, public_url="https://advisor.test"), MovableTime()):
        yield opened


async def opened_office(fake: FakeSlack, wanted: Settings, time: MovableTime) -> AsyncIterator[Office]:
    """The workspace; when it is over, Slack must have refused nothing."""
    app = create_app(wanted, worker=False, now=time)
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app=app)
        assert app.state.runtime.slack is not None
        await app.state.runtime.slack.connection.known()
        async with httpx2.AsyncClient(transport=transport, base_url="https://advisor.test") as http:
            yield Office(fake, app.state.runtime, http, time)
    assert fake.refusals == []


@dataclass
class Scripted:
    """An advisor that does as a test tells it; ``reply`` answers every event."""

    reply: Callable[[Event], Awaitable[Reply]]
    heard: list[Event] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    async def handle(self, event: Event, now: datetime) -> Reply:
        self.heard.append(event)
        return await self.reply(event)

    async def note_belonging(self, account: str, belonging: Belonging, now: datetime) -> None:
        """Nobody is known."""

    async def note_profile(self, account: str) -> None:
        """There is no other process."""

    async def meet(self, actor: Actor, now: datetime) -> None:
        """Everybody is known."""

    async def mark_seen(self, event_id: str, now: datetime) -> bool:
        new = event_id not in self.seen
        self.seen.add(event_id)
        return new


@dataclass
class Stage:
    """The Slack surface alone, with a scripted advisor and a real outbox behind it.

    ``connected`` are the workspaces for which Slack has accepted the token.
    """

    slack: FakeSlack
    advisor: Scripted
    surface: Slack
    ana: Person
    outbox: Outbox
    store: Store
    time: MovableTime
    connected: list[str]

    async def deliver(self) -> int:
        """The outbox's clock ticks."""
        return await self.outbox.tick(self.time())


async def until(condition: Callable[[], bool]) -> None:
    """Let everything else run until it is so."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110  the surface has no event for every change
            await asyncio.sleep(0.001)


QUICK = Pace(first=0.01, longest=0.02)
"""Asks Slack again at once."""


@pytest.fixture
async def stage(fake: FakeSlack, sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """The surface alone; a test sets ``stage.advisor.reply``."""
    async with staged(fake, Path(shutil.copy(sqlite_template, tmp_path / "stage.db"))) as made:
        await made.surface.connection.known()
        yield made
    assert fake.refusals == []


async def nothing(event: Event) -> Reply:
    return Reply()


@asynccontextmanager
async def staged(fake: FakeSlack, database: Path, **more: Any) -> AsyncIterator[Stage]:
    """The surface alone, which may not have heard from Slack yet; ``more`` are its settings."""
    time, advisor, connected = MovableTime(), Scripted(nothing), list[str]()

    async def note(workspace: str) -> None:
        connected.append(workspace)

    store = await Store.open(f"sqlite:///{database}")
    outbox = Outbox(store, time, lambda: 1.0, OutboxPace(settle=0.0, backoff=0.0))
    given: dict[str, Any] = {
        "bot_token": TOKEN,
        "signing_secret": SECRET,
        "api_url": f"{fake.url}/api/",
        "pace": QUICK,
        "rates": Rates.of(0),
    }
    given |= more
    surface = build_slack(advisor, time, SlackSettings(**given), outbox, note)
    outbox.posters["slack"] = surface.poster
    await surface.start()
    transport = httpx2.ASGITransport(app=Starlette(routes=[Route(PATH, surface.endpoint)]))
    try:
        async with httpx2.AsyncClient(transport=transport, base_url="http://advisor.test") as http:
            ana = Person("UANA", http, fake, time, surface.drain)
            yield Stage(fake, advisor, surface, ana, outbox, store, time, connected)
    finally:
        await surface.close()
        await store.close()


@pytest.fixture
def ana(office: Office) -> Person:
    return office.person("UANA")


@pytest.fixture
def ben(office: Office) -> Person:
    return office.person("UBEN")
