"""The web surface outside the trial, where one has to sign in; each visitor is a browser of its own."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.app import Runtime, assemble
from bot.chat.events import Actor
from bot.reminders.stepping import step_through
from bot.settings import Settings
from bot.store import people
from bot.trial import MovableClock
from bot.web.app import web_routes
from bot.web.sessions import WebSettings, sign_in_link

ANA, BEN = "web:ana", "web:ben"
T = TypeVar("T")


def office_app(settings: Settings, signing: WebSettings, clock: MovableClock) -> Starlette:
    """The application, to which Ana and Ben are known."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with assemble(settings, clock) as opened:
            for account in (ANA, BEN):
                person = (account, "web:w", account[4:].title(), "en", "", clock())
                await opened.store.write(lambda tx, person=person: people.upsert(tx, *person))  # type: ignore[misc]
            app.router.routes[:] = web_routes(opened.advisor, clock, signing, stopping=opened.stopping)
            app.state.runtime = opened
            yield

    app = Starlette(lifespan=lifespan)
    app.router.redirect_slashes = False
    return app


def run(work: Coroutine[Any, Any, T]) -> T:
    """Do something with the store of a running application, beside whatever loop runs in this thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@dataclass
class Office:
    """The running application, and what is needed to sign somebody in."""

    app: Starlette
    settings: WebSettings
    clock: MovableClock
    url: str = "https://advisor.test"

    @property
    def runtime(self) -> Runtime:
        runtime: Runtime = self.app.state.runtime
        return runtime

    def move(self, to: datetime) -> None:
        """Move the clock forward, delivering on the way what falls due."""

        async def deliver(moment: datetime) -> int:
            self.clock.set(moment)
            return await self.runtime.delivery.tick(moment)

        run(step_through(self.runtime.store, deliver, self.clock(), to))

    def visitor(self, **headers: str) -> TestClient:
        scheme = "https" if self.settings.secure else "http"
        return TestClient(self.app, f"{scheme}://advisor.test", headers={"Accept": "text/html", **headers})

    def link(self, account: str = ANA) -> str:
        """A sign-in link, as it is made on click."""
        actor = Actor(account=account, workspace="web:w", name=account[4:].title())
        offered = self.runtime.advisor.web_sessions
        return run(sign_in_link(offered, self.settings, self.url, actor, self.clock()))

    def token(self, account: str = ANA) -> str:
        return self.link(account).partition("token=")[2]

    def signed_in(self, **headers: str) -> TestClient:
        visitor = self.visitor(**headers)
        assert visitor.post("/sign-in", data={"token": self.token()}).url.path == "/"
        return visitor
