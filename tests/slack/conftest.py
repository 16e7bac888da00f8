"""The real advisor behind the real Slack surface, with a local server in Slack's place."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.routing import Route

from bot.app import Runtime, create_app
from bot.chat.events import Event
from bot.chat.views import Reply
from bot.settings import Settings
from bot.slack.app import Slack, SlackSettings, build_slack
from bot.slack.manifest import PATH
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
    server = FakeSlack(people={"UANA": ANA, "UBEN": BEN})
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def data(packaged: Path, sqlite_template: Path, tmp_path: Path) -> Path:
    """A data folder of its own, with everything built."""
    folder = Path(shutil.copytree(packaged, tmp_path / "data"))
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
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture
async def office(fake: FakeSlack, data: Path) -> AsyncIterator[Office]:
    """The workspace; when the test is over, Slack must have refused nothing."""
    time = MovableTime()
    app = create_app(settings(data, fake), worker=False, now=time)
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://advisor.test") as http:
            yield Office(fake, app.state.runtime, http, time)
    assert fake.refusals == []


@dataclass
class Scripted:
    """An advisor that does as a test tells it; ``reply`` answers every event."""

    reply: Callable[[Event], Awaitable[Reply]]
    heard: list[Event] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    async def hear(self, event: Event, now: datetime) -> Reply:
        self.heard.append(event)
        return await self.reply(event)

    async def first_time(self, event_id: str, now: datetime) -> bool:
        new = event_id not in self.seen
        self.seen.add(event_id)
        return new


@dataclass
class Stage:
    """The Slack surface alone, with a scripted advisor behind it."""

    slack: FakeSlack
    advisor: Scripted
    surface: Slack
    ana: Person


@pytest.fixture
async def stage(fake: FakeSlack) -> AsyncIterator[Stage]:
    """The surface alone; a test sets ``stage.advisor.reply``."""

    async def nothing(event: Event) -> Reply:
        return Reply()

    time, advisor = MovableTime(), Scripted(nothing)
    surface = build_slack(advisor, time, SlackSettings(TOKEN, SECRET, api_url=f"{fake.url}/api/"))
    await surface.start()
    transport = httpx2.ASGITransport(app=Starlette(routes=[Route(PATH, surface.endpoint)]))
    async with httpx2.AsyncClient(transport=transport, base_url="http://advisor.test") as http:
        yield Stage(fake, advisor, surface, Person("UANA", http, fake, time, surface.drain))
    await surface.close()
    assert fake.refusals == []


@pytest.fixture
def ana(office: Office) -> Person:
    return office.person("UANA")


@pytest.fixture
def ben(office: Office) -> Person:
    return office.person("UBEN")
