"""The Teams surface put together: Microsoft's SDK, the guarded address, the handlers and the ways out."""

import logging
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import httpx

from bot.chat.events import Belonging
from bot.chat.outgoing import Outbox
from bot.chat.work import Work
from bot.teams.client import TeamsClient
from bot.teams.declared import commands
from bot.teams.deliver import Delivery
from bot.teams.downloads import Downloads
from bot.teams.files import Files
from bot.teams.guard import PATH, Guard
from bot.teams.handlers import Advising, Handlers
from bot.teams.pace import Turns
from bot.teams.people import People
from bot.teams.post import Addresses, TeamsPoster
from bot.teams.references import References
from bot.teams.send import TeamsSender
from bot.teams.storage import Storage
from bot.teams.tokens import Tokens
from bot.teams.trust import METADATA, Trust

if TYPE_CHECKING:
    from microsoft_teams.api import InvokeResponse
    from microsoft_teams.apps import App
    from microsoft_teams.apps.events import ActivityEvent
    from microsoft_teams.apps.http import HttpMethod, HttpRouteHandler

ENDING = 20.0
"""Seconds that work may take to end when the process stops."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class TeamsSettings:
    """The app in Microsoft's directory.  ``tenant_id`` is the one organisation that is served, empty for any.

    ``metadata`` and ``login`` are where the Bot Framework's keys and the tokens come from; tests put local ones there.
    """

    app_id: str
    app_secret: str = field(repr=False)
    tenant_id: str = ""
    metadata: str = METADATA
    login: str = ""


class _Mount:
    """The SDK's `HttpServerAdapter`: keeps the handler of its one address for the guard in front of it."""

    def __init__(self) -> None:
        self.handler: HttpRouteHandler | None = None

    def register_route(self, method: "HttpMethod", path: str, handler: "HttpRouteHandler") -> None:
        if path == PATH:
            self.handler = handler

    def serve_static(self, path: str, directory: str) -> None:
        """Nothing is served for the SDK."""

    async def start(self, port: int) -> None:
        """The web application runs already."""

    async def stop(self) -> None:
        """The web application is stopped by whoever has started it."""


class Teams:
    """The surface while it runs: `start` it in the event loop, mount `endpoint` at `guard.PATH`, `close` it."""

    def __init__(
        self,
        advisor: Advising,
        clock: Callable[[], datetime],
        settings: TeamsSettings,
        outbox: Outbox,
        references: References,
        random: Callable[[], float],
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._references = references
        self._work = Work()
        self._mount = _Mount()
        self._app = _sdk(settings, self._mount)
        self._http = httpx.AsyncClient()
        self._tokens = Tokens(
            self._http, settings.app_id, settings.app_secret, settings.tenant_id, settings.login, clock
        )
        self._client = TeamsClient(self._http, self._tokens, Turns().turn, random)
        addresses = Addresses(self._client, references, f"28:{settings.app_id}", clock)
        self.sender = TeamsSender(self._client, addresses)
        self.poster = TeamsPoster(self._client, addresses)
        self._people = People(self._client.member)
        self.storage = Storage(self._http)
        delivery = Delivery(self.poster, outbox, Files(self.poster, outbox, self.storage))
        downloads = Downloads(self.storage)
        self._handlers = Handlers(
            advisor, clock, delivery, self._people, references, self._work, commands(), downloads, settings.tenant_id
        )
        self.endpoint = Guard(Trust(settings.app_id, clock, settings.metadata), self._taken)

    async def start(self) -> None:
        """Let the SDK mount itself; no network is needed here."""
        await self._app.initialize()
        self._app.server.on_request = self._on_request

    async def _taken(self, activity: dict[str, Any]) -> tuple[int, object]:
        """Hand an activity that the guard believes to the SDK, as it comes from its own server."""
        if self._mount.handler is None:
            return 503, None
        answer = await self._mount.handler({"body": activity, "headers": {}})
        return answer["status"], answer["body"]

    async def _on_request(self, event: "ActivityEvent") -> "InvokeResponse[Any]":
        from microsoft_teams.api import InvokeResponse

        named = {"type": event.body.type, "id": event.body.id}
        status, body = await self._handlers.on_activity({**named, **(event.body.model_extra or {})})
        return InvokeResponse(status=status, body=body)

    async def belonging(self, account: str) -> Belonging:
        """What somebody is to their organisation, as Teams said within the hour; unknown where it does not tell."""
        at = await self._references.of(account)
        if at is None or not at.address:
            return Belonging.UNKNOWN
        profile = await self._people.profile(account, at.service_url, at.address, at.user, self._clock())
        return profile.belonging(account.split(":")[1])

    def problems(self) -> list[str]:
        """What is wrong between the advisor and Teams, in plain words; empty when all is well."""
        return [self._tokens.problem] if self._tokens.problem else []

    @property
    def state(self) -> str:
        """Whether Teams works, as a word or sentence that anybody may read."""
        return self._tokens.problem or "works"

    async def drain(self, seconds: float = ENDING) -> None:
        """Wait until everything that was heard is answered."""
        await self._work.finish(seconds)

    async def close(self) -> None:
        """Finish what was begun, close the connections."""
        try:
            await self.drain()
        except TimeoutError:
            log.warning("Some answers to Teams were not finished in time.")
        await self._http.aclose()
        await self._app.http_client.http.aclose()


_GENERIC = (
    "CLIENT_ID",
    "CLIENT_SECRET",
    "TENANT_ID",
    "CLOUD",
    "SERVICE_URL",
    "MANAGED_IDENTITY_CLIENT_ID",
    "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS",
)


@contextmanager
def _own_settings_only() -> Iterator[None]:
    """The SDK reads a file ``.env`` into the environment, and settings with names that may mean something else."""
    before = dict(os.environ)
    for name in _GENERIC:
        os.environ.pop(name, None)
    try:
        yield
    finally:
        for name in set(os.environ) - set(before):
            del os.environ[name]
        os.environ.update(before)


def _sdk(settings: TeamsSettings, mount: _Mount) -> "App":
    with _own_settings_only(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its previews warn on import, used or not
        from microsoft_teams.apps import App

        for name in _GENERIC:  # which importing it may have read from a file
            os.environ.pop(name, None)
        logging.getLogger("microsoft_teams").setLevel(logging.WARNING)  # at DEBUG it logs what people wrote
        return App(
            client_id=settings.app_id,
            client_secret=settings.app_secret,
            tenant_id=settings.tenant_id or None,
            http_server_adapter=mount,
            messaging_endpoint=PATH,
            # nothing reaches it but what `Guard` believes; its own check reads keys while everybody waits
            dangerously_allow_unauthenticated_requests=True,
        )
