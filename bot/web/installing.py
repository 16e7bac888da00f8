"""The pages by which somebody installs the advisor in a workspace: what it asks for, the way to Slack, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.advisor.pace import Pace
from bot.web import cookies, listen, render, sessions
from bot.web.limits import INSTALLS
from bot.web.render import Frame
from bot.web.web import Web

COOKIE = "advisor_install"
"""The state of what this browser has begun: nobody else's can be finished in it."""
COOKIE_SECONDS = 600
_APART = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
"""On every answer: what Slack gives the browser back with is a secret."""


class Outcome(Protocol):
    """How an installation went."""

    @property
    def ok(self) -> bool: ...
    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def steps(self) -> Sequence[str]: ...
    @property
    def link(self) -> str: ...
    @property
    def name(self) -> str: ...


class Installer(Protocol):
    """What a platform does for these pages."""

    def permissions(self) -> Sequence[tuple[str, str]]:
        """What the advisor asks for, and why."""
        ...

    async def begin(self, now: datetime) -> tuple[str, str]:
        """A state for the browser to hold, and where to go; both empty where nothing can be begun now."""
        ...

    async def finish(self, given: Mapping[str, str], held: str, now: datetime) -> Outcome:
        """How it went: ``given`` is what the browser came back with, ``held`` the state that it holds."""
        ...


@dataclass(frozen=True)
class InstallPages:
    """``from_each`` counts the installations that are begun or finished from each address."""

    web: Web
    installer: Installer
    from_each: Pace = field(default_factory=lambda: Pace(INSTALLS))

    async def shown(self, request: Request) -> Response:
        """What the advisor asks for, with the button that leads to Slack; it begins nothing."""
        return self._page(request, "install", permissions=self.installer.permissions())

    async def begin(self, request: Request) -> Response:
        """On to Slack, with a state that the browser holds."""
        self._count(request)
        state, address = await self.installer.begin(self.web.clock())
        if not state:
            raise HTTPException(503)
        cookies.put(request, COOKIE, state, COOKIE_SECONDS)
        return RedirectResponse(address, 303, headers=_APART)

    async def finish(self, request: Request) -> Response:
        """Back from Slack, once."""
        self._count(request)
        held = cookies.read(request, COOKIE)
        cookies.drop(request, COOKIE)
        outcome = await self.installer.finish(request.query_params, held, self.web.clock())
        return self._page(request, "installed", 200 if outcome.ok else 400, outcome=outcome)

    def _count(self, request: Request) -> None:
        if wait := self.from_each.wait(listen.source(request), self.web.clock()):
            raise HTTPException(429, headers={**_APART, "Retry-After": str(wait)})

    def _page(self, request: Request, name: str, status: int = 200, **values: object) -> Response:
        frame = Frame(path="/slack/install", locale=sessions.language(request))
        return HTMLResponse(render.page(name, frame, **values), status, headers=_APART)
