"""One running advisor with all surfaces on one store, and the people of one cluster who use them."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import httpx2
from pydantic import SecretStr
from starlette.applications import Starlette

from bot.app import Runtime, create_app
from bot.reminders.stepping import step_through
from bot.settings import Settings
from bot.store import clusters, programme
from bot.store.scope import Role
from bot.trial import MovableClock
from tests.conversations.driver import Driver

START = datetime(2027, 1, 11, 9, tzinfo=UTC)
"""A Monday, 10 o'clock in Vienna."""
URL = "https://advisor.test"
CLUSTER, NAME = "food-north", "Food North"


class Platform(Protocol):
    """What stands around the advisor for a surface: started before it, ended after it.

    ``workspace`` is the one whose people are of the cluster.
    """

    workspace: str

    def settings(self) -> Mapping[str, object]: ...

    async def start(self, clock: Callable[[], datetime]) -> None: ...

    async def stop(self) -> None:
        """End it; what it found wrong with the advisor fails the test."""

    async def person(self, name: str, house: "House") -> Driver: ...


@dataclass
class House:
    """The advisor, which everybody of the cluster can reach on every surface; its clock stands still."""

    app: Starlette
    platforms: Mapping[str, Platform]
    clock: MovableClock
    stack: AsyncExitStack

    @property
    def runtime(self) -> Runtime:
        runtime: Runtime = self.app.state.runtime
        return runtime

    async def client(self) -> httpx2.AsyncClient:
        """Somebody's way to the advisor, with cookies of their own."""
        transport = httpx2.ASGITransport(app=self.app)
        made = httpx2.AsyncClient(transport=transport, base_url=URL, follow_redirects=True)
        return await self.stack.enter_async_context(made)

    async def colleague(self, name: str, surface: str) -> Driver:
        """Somebody of the cluster who uses a surface, and comes there for the first time."""
        person = await self.platforms[surface].person(name, self)
        await person.comes()
        return person

    async def coach(self, name: str, surface: str) -> Driver:
        """The same, who is made the cluster's coach then."""
        person, now = await self.colleague(name, surface), self.clock()
        await self.runtime.store.write(lambda tx: programme.appoint(tx, person.account, Role.COACH, CLUSTER, now))
        self.runtime.advisor.services.known.forget(person.account)
        return person

    def day(self, days: int) -> str:
        """A day so many days ahead, as ``YYYY-MM-DD``."""
        return (self.clock().date() + timedelta(days=days)).isoformat()

    async def passes(self, **time: float) -> None:
        """The worker runs while time goes by."""

        async def deliver(moment: datetime) -> int:
            self.clock.set(moment)
            return await self.runtime.delivery.tick(moment)

        start = self.clock()
        await step_through(self.runtime.store, deliver, start, start + timedelta(**time))


@asynccontextmanager
async def opened(platforms: Mapping[str, Platform], folder: Path, database_url: str) -> AsyncIterator[House]:
    """The advisor as it runs, without a worker of its own."""
    clock = MovableClock(lambda: START)
    async with AsyncExitStack() as stack:
        given: dict[str, Any] = {}
        for platform in platforms.values():
            await platform.start(clock)
            stack.push_async_callback(platform.stop)
            given |= platform.settings()
        wanted = Settings(
            _env_file=None,
            advisor_data=folder,
            database_url=database_url,
            advisor_secret=SecretStr("a-secret-of-the-tests-that-is-long-enough"),
            public_url=URL,
            messages_per_minute=0,  # the clock stands still
            presses_per_minute=0,
            **given,
        )
        app = create_app(wanted, worker=False, now=clock)
        await stack.enter_async_context(app.router.lifespan_context(app))
        house = House(app, platforms, clock, stack)
        with house.runtime.store.writing() as tx:
            clusters.create(tx, id=CLUSTER, name=NAME, country="AT", now=clock())
            for platform in platforms.values():
                clusters.connect(tx, platform.workspace, CLUSTER, clock())
        yield house
