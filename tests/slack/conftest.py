"""The real advisor behind the real Slack surface, with a local server in Slack's place."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from pydantic import SecretStr

from bot.app import Runtime, create_app
from bot.settings import Settings
from knowledge.engine import Engine
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


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the knowledge index, which takes a while to build."""
    folder = tmp_path_factory.mktemp("index")
    Engine.open(folder).close()
    return folder


@pytest.fixture
def data(index: Path, sqlite_template: Path, tmp_path: Path) -> Path:
    """A data folder of its own, with everything built."""
    folder = Path(shutil.copytree(index, tmp_path / "data"))
    shutil.copy(sqlite_template, folder / "advisor.db")
    return folder


def settings(folder: Path, fake: FakeSlack, **more: object) -> Settings:
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        advisor_data=folder,
        advisor_secret=SecretStr("a-secret-of-the-tests-that-is-long-enough"),
        slack_bot_token=SecretStr(TOKEN),
        slack_signing_secret=SecretStr(SECRET),
        slack_api_url=f"{fake.url}/api/",
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


@pytest.fixture
def ana(office: Office) -> Person:
    return office.person("UANA")


@pytest.fixture
def ben(office: Office) -> Person:
    return office.person("UBEN")
