"""The Slack surface put together: Bolt, its listeners, the guarded address, Socket Mode and the sender."""

import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.events import Belonging
from bot.chat.outgoing import Outbox
from bot.chat.work import Work
from bot.slack.connection import Client, Connected, Connection, Pace
from bot.slack.downloads import SLACK_FILES
from bot.slack.entrance import WORKSPACE, Entrance, later, unreadable
from bot.slack.errors import SlackError
from bot.slack.guard import Guard
from bot.slack.handlers import NOTED, Ack, Advising
from bot.slack.installations import Installations, Installed, NotAnsweredError, OneInstallation
from bot.slack.rate_limits import RateLimits, Rates
from bot.slack.routed import RoutedPoster, RoutedSender
from bot.slack.socket import SocketMode
from bot.slack.workspace import Shared, Workspace
from bot.slack.workspaces import TRUSTED, Workspaces

SLACK_API = "https://slack.com/api/"
WAITING = 10
"""Seconds in which Slack must answer a call."""

ENDING = 20.0
"""Seconds that work may take to end when the process stops."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SlackSettings:
    """The secrets of the app; ``app_token`` is for Socket Mode only, ``api_url`` for tests and emulators.

    ``bot_token`` is that of the one workspace, where the store knows of no installations.  ``pace`` and ``noted`` say
    how long to wait for Slack and for the store; ``rates`` how often Slack is written to in each.
    """

    bot_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    api_url: str = SLACK_API
    pace: Pace = field(default_factory=Pace)
    noted: float = NOTED
    rates: Rates = field(default_factory=Rates)


class Slack:
    """The surface while it runs: `start` it in the event loop, mount `endpoint` at `manifest.PATH`, `close` it."""

    def __init__(
        self,
        advisor: Advising,
        clock: Callable[[], datetime],
        settings: SlackSettings,
        outbox: Outbox,
        connected: Connected,
        installations: Installations | None,
    ) -> None:
        self._settings = settings
        self._connected = connected
        self._work = Work()
        self._session: aiohttp.ClientSession | None = None
        self._app = self._client(settings.bot_token)
        """Of the one workspace, and for what the app asks for itself."""
        self._one: Connection | None = None
        trusted = TRUSTED
        if installations is None:
            self._one, trusted = Connection(self._app, connected, clock, settings.pace), timedelta(0)
            installations = OneInstallation(self._one, settings.bot_token)
        self._shared = Shared(advisor, clock, outbox, self._work, _files_origin(settings.api_url), settings.noted)
        self.workspaces = Workspaces(installations, self._made, clock, trusted=trusted, renewed=self._renewed)
        self.sender = RoutedSender(self.workspaces)
        self.poster = RoutedPoster(self.workspaces)
        # Socket Mode has no signatures; the verifier still wants a secret that is not empty.
        secret = settings.signing_secret or settings.app_token
        # Bolt's own client is not used, and has no token: `authorize` answers for it.
        entrance = Entrance(self.workspaces, self._work, lambda: self._session)
        self.bolt = _bolt(entrance, self.workspaces, AsyncWebClient(logger=_quiet("bolt"), **_api(settings)))
        self.endpoint = Guard(self.bolt, secret, clock)
        self._socket: SocketMode | None = None

    @property
    def connection(self) -> Connection:
        """To the one workspace whose token stands in the settings.

        Raises:
            LookupError: the store knows the installations, and there may be any number.
        """
        if self._one is None:
            raise LookupError("There is no one workspace.")
        return self._one

    def _client(self, token: str) -> Client:
        limits = RateLimits(self._settings.rates)
        client = Client(token=token, logger=_quiet("web"), rate_limits=limits, **_api(self._settings))
        client.session = self._session
        return client

    def _made(self, installed: Installed) -> Workspace:
        if self._one is not None:
            return Workspace(installed, self._app, self._shared)
        client, installation = self._client(installed.token), installed.installation

        def doubted(error: SlackError) -> None:
            log.warning("Slack does not accept the token of %s: %s", installation.workspace, error.code)
            self.workspaces.doubt(installation.home)

        client.doubted = doubted
        return Workspace(installed, client, self._shared)

    def _renewed(self, workspace: Workspace) -> None:
        self._work.start(self._resume(workspace.installation.workspace))

    async def _resume(self, name: str) -> None:
        try:
            await self._connected(name)
        except Exception as error:  # a probe finds out that it works again
            log.warning("What waits for %s could not be set free: %s", name, type(error).__name__)

    async def belonging(self, account: str) -> Belonging:
        """What somebody is to their workspace, as Slack said within the last hour; unknown where it does not tell."""
        try:
            workspace = await self.workspaces.of_account(account)
        except NotAnsweredError:
            return Belonging.UNKNOWN
        user = account.split(":")[2:]
        return await workspace.belonging(user[0]) if workspace is not None and user else Belonging.UNKNOWN

    async def start(self) -> None:
        """Open the one HTTP session that all calls share, and ask Slack who we are, in the background."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=WAITING))
            self._share(self._session)
            if self._one is not None:
                self._one.start()

    def _share(self, session: aiohttp.ClientSession | None) -> None:
        for client in (self._app, *(workspace.client for workspace in self.workspaces)):
            client.session = session

    async def connect(self) -> None:
        """Listen in Socket Mode until `close`; waiting for Slack goes on in the background.

        Raises:
            ValueError: there is no app token.
        """
        if not self._settings.app_token:
            raise ValueError("Socket Mode needs an app token. Set SLACK_APP_TOKEN; it begins with xapp-.")
        await self.start()
        self._socket = SocketMode(self.bolt, self._app, self._settings.app_token, _quiet("socket"), self._settings.pace)
        self._socket.start(self._one)

    def problems(self) -> list[str]:
        """What is wrong between the advisor and Slack, in plain words; empty when all is well.

        That one workspace of many has taken its access away is none: the others are served.
        """
        one = self._one.problem if self._one is not None else ""
        socket = self._socket.problem if self._socket is not None else ""
        return [problem for problem in (one, socket) if problem]

    @property
    def state(self) -> str:
        """Whether Slack works, as a word or sentence that anybody may read."""
        if self._one is not None:
            return self._one.outage or "works"
        known = list(self.workspaces)
        refused = sum(workspace.client.refused for workspace in known)
        return f"does not accept the token of {refused} of {len(known)} workspaces" if refused else "works"

    async def drain(self, seconds: float = ENDING) -> None:
        """Wait until everything that was heard is answered."""
        await self._work.finish(seconds)

    async def close(self) -> None:
        """Take nothing more, finish what was begun, close the connections."""
        if self._socket is not None:
            await self._socket.stop_listening()
        if self._one is not None:
            await self._one.close()
        await self.workspaces.close()
        try:
            await self.drain()
        except TimeoutError:
            _quiet("app").warning("Some answers to Slack were not finished in time.")
        if self._socket is not None:
            await self._socket.close()
            self._socket = None
        if self._session is not None:
            await self._session.close()
            self._session = None
            self._share(None)


def build_slack(
    advisor: Advising,
    clock: Callable[[], datetime],
    settings: SlackSettings,
    outbox: Outbox,
    connected: Connected,
    installations: Installations | None = None,
) -> Slack:
    """The Slack surface, not started yet: no network is needed here.

    ``outbox`` keeps answers that Slack does not take just now; ``connected`` is told, again and again, for which
    workspace Slack accepts the token.  Without ``installations`` it serves the one workspace of the bot token in the
    settings.

    Raises:
        ValueError: the settings do not fit together; the message says what to change.
    """
    if not (settings.signing_secret or settings.app_token):
        raise ValueError("Set SLACK_SIGNING_SECRET, or SLACK_APP_TOKEN for Socket Mode: without one, nobody can write.")
    if installations is None and all(os.environ.get(name) for name in _OAUTH):
        raise ValueError(
            "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET are set, but the advisor uses SLACK_BOT_TOKEN. Unset them."
        )
    return Slack(advisor, clock, settings, outbox, connected, installations)


def _api(settings: SlackSettings) -> dict[str, Any]:
    return {
        "base_url": settings.api_url or SLACK_API,
        "timeout": WAITING,
        "retry_handlers": [],  # Slack has no idempotency key: a silent second try may post twice
    }


def _files_origin(api_url: str) -> str:
    """Where files are fetched from: Slack's own host, or that of what stands in its place."""
    if api_url in ("", SLACK_API):
        return SLACK_FILES
    parts = urlsplit(api_url)
    return f"{parts.scheme}://{parts.netloc}"


def _quiet(name: str) -> logging.Logger:
    """A logger below which Slack's libraries stay silent: at INFO they log what people wrote."""
    logger = logging.getLogger(f"bot.slack.library.{name}")
    logger.setLevel(logging.WARNING)
    return logger


_OAUTH = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")


@contextmanager
def _without_oauth() -> Iterator[None]:
    """Bolt would quietly turn to its own way of installing, and keep tokens in files, if it found these."""
    found = {name: os.environ.pop(name) for name in _OAUTH if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(found)


def _bolt(entrance: Entrance, workspaces: Workspaces, client: AsyncWebClient) -> AsyncApp:
    async def authorize(workspace: Workspace, user_id: str | None) -> AuthorizeResult:
        return workspace.authorization(user_id)

    logger = _quiet("bolt")
    logger.setLevel(logging.ERROR)  # it warns of what nobody listens to, with what people wrote in it
    with _without_oauth():
        bolt = AsyncApp(
            name="cluster-advisor",
            client=client,
            before_authorize=entrance.known,
            authorize=authorize,
            signing_secret="",
            logger=logger,
            request_verification_enabled=False,  # the guard does it, and more; Socket Mode needs none
            process_before_response=True,  # the handlers see to it that the response comes in time
        )

    async def command(ack: Ack, body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        await _of(context).conversations.on_command(ack, body)

    async def message(body: Mapping[str, Any], context: AsyncBoltContext) -> BoltResponse | None:
        at = _of(context)
        return None if await at.conversations.on_message(body, at.installation.bot_user) else later()

    async def mention(body: Mapping[str, Any], context: AsyncBoltContext) -> BoltResponse | None:
        at = _of(context)
        return None if await at.conversations.on_mention(body, at.installation.bot_user) else later()

    async def home(body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        at, in_chat = _of(context), body["event"].get("tab") == "messages"
        await (at.agent.on_opened if in_chat else at.conversations.on_home)(body)

    async def user_change(body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        await _of(context).conversations.on_user_change(body)

    async def ended(body: Mapping[str, Any]) -> BoltResponse | None:
        try:
            await workspaces.ended(body)
        except Exception as error:  # whatever it is, Slack tells it again
            log.warning("It could not be noted that an installation has ended: %s", type(error).__name__)
            return later()
        return None

    async def press(ack: Ack, body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        at, in_modal = _of(context), (body.get("view") or {}).get("type") == "modal"
        await (at.forms.on_press if in_modal else at.conversations.on_press)(ack, body)

    async def shortcut(ack: Ack, body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        at = _of(context)
        await at.shortcuts.on_shortcut(ack, body, at.installation.bot_user)

    async def submission(ack: Ack, body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        await _of(context).forms.on_submission(ack, body)

    async def closed(ack: Ack, body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        await _of(context).forms.on_close(ack, body)

    anything = re.compile(".*", re.DOTALL)
    bolt.command(anything)(command)
    bolt.event("message")(message)
    bolt.event("app_mention")(mention)
    bolt.event("app_home_opened")(home)
    bolt.event("app_uninstalled")(ended)
    bolt.event("tokens_revoked")(ended)
    bolt.event("user_change")(user_change)
    bolt.action(anything)(press)
    bolt.shortcut(anything)(shortcut)
    bolt.view(anything)(submission)
    bolt.view_closed(anything)(closed)
    bolt.error(unreadable)
    return bolt


def _of(context: AsyncBoltContext) -> Workspace:
    """The workspace for which Slack has sent a request, as it was found before it was let in."""
    found: Workspace = context[WORKSPACE]
    return found
