"""The real advisor behind the real Teams surface, with a local server in Microsoft's place."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import SecretStr

from bot.app import Runtime, create_app
from bot.settings import Settings
from tests.teams.fake_teams import APP, SECRET, TENANT, FakeTeams
from tests.teams.person import Person


@dataclass
class Office:
    """One organisation with the advisor in it."""

    teams: FakeTeams
    runtime: Runtime
    http: httpx2.AsyncClient

    def person(self, name: str, **more: Any) -> Person:
        assert self.runtime.teams is not None
        return Person(name, self.http, self.teams, self.runtime.teams.drain, **more)


@pytest.fixture
async def fake() -> AsyncIterator[FakeTeams]:
    server = FakeTeams()
    await server.start()
    yield server
    await server.stop()
    assert server.refusals == []


@pytest.fixture
def data(sqlite_template: Path, tmp_path: Path, one_engine: None) -> Path:
    """A data folder of its own, with the database built."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(sqlite_template, folder / "advisor.db")
    return folder


def settings(folder: Path, fake: FakeTeams, **more: Any) -> Settings:
    return Settings(
        _env_file=None,
        advisor_data=folder,
        advisor_secret=SecretStr("secret-for-the-web-page-of-the-tests"),
        teams_app_id=APP,
        teams_app_secret=SecretStr(SECRET),
        teams_tenant_id=TENANT,
        teams_login_url=fake.url,
        teams_keys_url=f"{fake.url}/metadata",
        **more,
    )


@asynccontextmanager
async def opened_office(
    fake: FakeTeams, data: Path, now: Callable[[], datetime] | None = None, **more: Any
) -> AsyncIterator[Office]:
    """The advisor as it runs, without a worker; ``more`` are settings."""
    patient = {"messages_per_minute": 0, "presses_per_minute": 0}  # nobody writes as fast as a test
    app = create_app(settings(data, fake, **{**patient, **more}), worker=False, now=now)
    async with app.router.lifespan_context(app):
        app.state.runtime.teams.storage.trusted = lambda address: address.startswith(f"{fake.url}/storage/")
        transport = httpx2.ASGITransport(app=app)
        base = more.get("public_url") or "http://advisor.test"
        async with httpx2.AsyncClient(transport=transport, base_url=base) as http:
            yield Office(fake, app.state.runtime, http)


@pytest.fixture
async def office(fake: FakeTeams, data: Path) -> AsyncIterator[Office]:
    async with opened_office(fake, data) as opened:
        yield opened
