"""The Slack surface put together: Bolt, its listeners, the guarded address, Socket Mode and the sender."""

import logging
import os
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.events import Belonging
from bot.slack.connection import Client, Connected, Connection, Pace
from bot.slack.deliver import Delivery, Outbox
from bot.slack.downloads import SLACK_FILES, Downloads
from bot.slack.forms import Forms
from bot.slack.guard import Guard
from bot.slack.handlers import NOTED, Ack, Advising, Conversations, HandlerContext
from bot.slack.installation import Installation, Standing
from bot.slack.people import People
from bot.slack.post import SlackPoster
from bot.slack.rate_limits import RateLimits, Rates
from bot.slack.send import SlackSender
from bot.slack.socket import SocketMode
from bot.slack.work import Work

SLACK_API = "https://slack.com/api/"
WAITING = 10
"""Seconds in which Slack must answer a call."""

ENDING = 20.0
"""Seconds that work may take to end when the process stops."""


@dataclass(frozen=True)
class SlackSettings:
    """The tokens of one workspace; ``app_token`` is for Socket Mode only, ``api_url`` for tests and emulators.

    ``pace`` and ``noted`` say how long to wait for Slack and for the store, ``rates`` how often Slack is written to.
    """

    bot_token: str = field(repr=False)
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
    ) -> None:
        self._settings = settings
        self._work = Work()
        self._session: aiohttp.ClientSession | None = None
        api: dict[str, Any] = {
            "base_url": settings.api_url or SLACK_API,
            "timeout": WAITING,
            "retry_handlers": [],  # Slack has no idempotency key: a silent second try may post twice
        }
        rate_limits = RateLimits(settings.rates)
        self.client = Client(token=settings.bot_token, logger=_quiet("web"), rate_limits=rate_limits, **api)
        self.connection = Connection(self.client, connected, clock, settings.pace)

        async def learned(user: str, standing: Standing) -> None:
            installed = self.connection.installation
            if installed is not None:
                await advisor.note_belonging(installed.account_of(user), installed.belonging(standing), clock())

        self._people, self._clock = People(self.client, learned), clock
        self.sender = SlackSender(self.client, self._people, clock)
        self.poster = SlackPoster(self.client)
        delivery = Delivery(self.client, self.poster, outbox)
        installed = lambda: self.connection.installation  # noqa: E731
        downloads = Downloads(self.client, _files_origin(settings.api_url))
        context = HandlerContext(
            advisor, clock, delivery, self._people, self._work, installed, downloads, settings.noted
        )
        # Socket Mode has no signatures; the verifier still wants a secret that is not empty.
        secret = settings.signing_secret or settings.app_token
        # Bolt's own client is not used, and has no token: `authorize` answers for it.
        self.bolt = _bolt(context, self.connection, AsyncWebClient(logger=_quiet("bolt"), **api))
        self.endpoint = Guard(self.bolt, secret, clock)
        self._socket: SocketMode | None = None

    @property
    def installation(self) -> Installation | None:
        """Where the app is installed; None until Slack has said so."""
        return self.connection.installation

    async def belonging(self, account: str) -> Belonging:
        """What somebody is to the workspace, as Slack said within the last hour; unknown where it does not tell."""
        installed = self.installation
        if installed is None or not account.startswith(f"{installed.workspace}:"):
            return Belonging.UNKNOWN
        profile = await self._people.profile(account.removeprefix(f"{installed.workspace}:"), self._clock())
        return installed.belonging(profile.standing)

    async def start(self) -> None:
        """Open the one HTTP session that all calls share, and ask Slack who we are, in the background."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=WAITING))
            self.client.session = self._session
            self.connection.start()

    async def connect(self) -> None:
        """Listen in Socket Mode until `close`; waiting for Slack goes on in the background.

        Raises:
            ValueError: there is no app token.
        """
        if not self._settings.app_token:
            raise ValueError("Socket Mode needs an app token. Set SLACK_APP_TOKEN; it begins with xapp-.")
        await self.start()
        self._socket = SocketMode(
            self.bolt, self.client, self._settings.app_token, _quiet("socket"), self._settings.pace
        )
        self._socket.start(self.connection)

    def problems(self) -> list[str]:
        """What is wrong between the advisor and Slack, in plain words; empty when all is well."""
        socket = self._socket.problem if self._socket is not None else ""
        return [problem for problem in (self.connection.problem, socket) if problem]

    @property
    def state(self) -> str:
        """Whether Slack works, as a word or sentence that anybody may read."""
        return self.connection.outage or "works"

    async def drain(self, seconds: float = ENDING) -> None:
        """Wait until everything that was heard is answered."""
        await self._work.finish(seconds)

    async def close(self) -> None:
        """Take nothing more, finish what was begun, close the connections."""
        if self._socket is not None:
            await self._socket.stop_listening()
        await self.connection.close()
        try:
            await self.drain()
        except TimeoutError:
            _quiet("app").warning("Some answers to Slack were not finished in time.")
        if self._socket is not None:
            await self._socket.close()
            self._socket = None
        if self._session is not None:
            await self._session.close()
            self._session = self.client.session = None


def build_slack(
    advisor: Advising,
    clock: Callable[[], datetime],
    settings: SlackSettings,
    outbox: Outbox,
    connected: Connected,
) -> Slack:
    """The Slack surface, not started yet: no network is needed here.

    ``outbox`` keeps answers that Slack does not take just now; ``connected`` is told, again and again, for which
    workspace Slack accepts the token.

    Raises:
        ValueError: the settings do not fit together; the message says what to change.
    """
    if not (settings.signing_secret or settings.app_token):
        raise ValueError("Set SLACK_SIGNING_SECRET, or SLACK_APP_TOKEN for Socket Mode: without one, nobody can write.")
    if os.environ.get("SLACK_CLIENT_ID") and os.environ.get("SLACK_CLIENT_SECRET"):
        # Bolt would quietly turn to its OAuth mode and keep tokens in files.
        raise ValueError(
            "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET are set, but the advisor uses SLACK_BOT_TOKEN. Unset them."
        )
    return Slack(advisor, clock, settings, outbox, connected)


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


def _later() -> BoltResponse:
    """Slack repeats what is answered so; over the socket it is not acknowledged, which means the same."""
    return BoltResponse(status=503, body="")


def _bolt(context: HandlerContext, connection: Connection, client: AsyncWebClient) -> AsyncApp:
    conversations, forms = Conversations(context), Forms(context)

    async def known(body: Mapping[str, Any], next_: Callable[[], Awaitable[Any]]) -> BoltResponse | None:
        if connection.installation is None and body.get("type") != "url_verification":
            return _later()
        await next_()
        return None

    async def authorize(user_id: str | None) -> AuthorizeResult:
        return connection.authorize(user_id)

    logger = _quiet("bolt")
    logger.setLevel(logging.ERROR)  # it warns that it does not use a token that it finds in the environment
    bolt = AsyncApp(
        name="cluster-advisor",
        client=client,
        before_authorize=known,
        authorize=authorize,
        signing_secret="",
        logger=logger,
        request_verification_enabled=False,  # the guard does it, and more; Socket Mode needs none
        process_before_response=True,  # the handlers see to it that the response comes in time
    )

    logger.setLevel(logging.WARNING)

    async def command(ack: Ack, body: Mapping[str, Any]) -> None:
        await conversations.on_command(ack, body)

    async def message(body: Mapping[str, Any], context: AsyncBoltContext) -> BoltResponse | None:
        return None if await conversations.on_message(body, context.bot_user_id or "") else _later()

    async def mention(body: Mapping[str, Any], context: AsyncBoltContext) -> BoltResponse | None:
        return None if await conversations.on_mention(body, context.bot_user_id or "") else _later()

    async def home(body: Mapping[str, Any]) -> None:
        await conversations.on_home(body)

    async def user_change(body: Mapping[str, Any]) -> None:
        await conversations.on_user_change(body)

    async def press(ack: Ack, body: Mapping[str, Any]) -> None:
        in_modal = (body.get("view") or {}).get("type") == "modal"
        await (forms.on_press if in_modal else conversations.on_press)(ack, body)

    async def submission(ack: Ack, body: Mapping[str, Any]) -> None:
        await forms.on_submission(ack, body)

    async def closed(ack: Ack, body: Mapping[str, Any]) -> None:
        await forms.on_close(ack, body)

    anything = re.compile(".*", re.DOTALL)
    bolt.command(anything)(command)
    bolt.event("message")(message)
    bolt.event("app_mention")(mention)
    bolt.event("app_home_opened")(home)
    bolt.event("user_change")(user_change)
    bolt.action(anything)(press)
    bolt.view(anything)(submission)
    bolt.view_closed(anything)(closed)
    return bolt
