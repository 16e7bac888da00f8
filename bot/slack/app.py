"""The Slack surface put together: Bolt, its listeners, the guarded address, Socket Mode and the sender."""

import logging
import os
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.deliver import Delivery
from bot.slack.forms import Forms
from bot.slack.guard import Guard
from bot.slack.handlers import Ack, Advising, Conversations, Desk
from bot.slack.installation import Installation, installation_of
from bot.slack.people import People
from bot.slack.send import SlackSender
from bot.slack.work import Work

SLACK_API = "https://slack.com/api/"
WAITING = 10
"""Seconds in which Slack must answer a call."""

ENDING = 20.0
"""Seconds that work may take to end when the process stops."""


@dataclass(frozen=True)
class SlackSettings:
    """The tokens of one workspace; ``app_token`` is for Socket Mode only, ``api_url`` for tests and emulators."""

    bot_token: str = field(repr=False)
    signing_secret: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    api_url: str = SLACK_API


class Slack:
    """The surface while it runs: `start` it in the event loop, mount `endpoint` at `manifest.PATH`, `close` it."""

    def __init__(self, advisor: Advising, clock: Callable[[], datetime], settings: SlackSettings) -> None:
        self._settings = settings
        self._work = Work()
        self._session: aiohttp.ClientSession | None = None
        self._socket: AsyncSocketModeHandler | None = None
        self.client = AsyncWebClient(
            token=settings.bot_token,
            base_url=settings.api_url or SLACK_API,
            timeout=WAITING,
            logger=_quiet("web"),
            retry_handlers=[],  # Slack has no idempotency key: a silent second try may post twice
        )
        people = People(self.client)
        self.sender = SlackSender(self.client, people, clock)
        self.installation: Installation | None = None
        desk = Desk(advisor, clock, Delivery(self.client), people, self._work, lambda: self.installation)
        # Socket Mode has no signatures; the verifier still wants a secret that is not empty.
        secret = settings.signing_secret or settings.app_token
        self.bolt = _bolt(desk, self.client, self._identify)
        self.endpoint = Guard(self.bolt, secret, clock)

    async def start(self) -> None:
        """Open the one HTTP session that all calls share."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=WAITING))
            self.client.session = self._session

    async def _identify(self) -> None:
        """Make sure that it is known where the advisor is installed.

        Raises:
            SlackApiError, OSError, TimeoutError: Slack does not say.
        """
        if self.installation is None:
            self.installation = installation_of((await self.client.auth_test()).data)  # type: ignore[arg-type]

    async def connect(self) -> None:
        """Listen in Socket Mode until `close`.

        Raises:
            ValueError: there is no app token.
        """
        if not self._settings.app_token:
            raise ValueError("Socket Mode needs an app token. Set SLACK_APP_TOKEN; it begins with xapp-.")
        await self.start()
        self._socket = AsyncSocketModeHandler(
            self.bolt, self._settings.app_token, logger=_quiet("socket"), web_client=self.client
        )
        await self._socket.connect_async()  # type: ignore[no-untyped-call]

    async def drain(self, seconds: float = ENDING) -> None:
        """Wait until everything that was heard is answered."""
        await self._work.finish(seconds)

    async def close(self) -> None:
        """Take nothing more, finish what was begun, close the connections."""
        if self._socket is not None:
            await self._socket.client.disconnect()  # type: ignore[no-untyped-call]
        try:
            await self.drain()
        except TimeoutError:
            _quiet("app").warning("Some answers to Slack were not finished in time.")
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call]
            self._socket = None
        if self._session is not None:
            await self._session.close()
            self._session = self.client.session = None


def build_slack(advisor: Advising, clock: Callable[[], datetime], settings: SlackSettings) -> Slack:
    """The Slack surface, not started yet: no network is needed here.

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
    return Slack(advisor, clock, settings)


def _quiet(name: str) -> logging.Logger:
    """A logger below which Slack's libraries stay silent: at INFO they log what people wrote."""
    logger = logging.getLogger(f"bot.slack.library.{name}")
    logger.setLevel(logging.WARNING)
    return logger


def _bolt(desk: Desk, client: AsyncWebClient, identify: Callable[[], Awaitable[None]]) -> AsyncApp:
    conversations, forms = Conversations(desk), Forms(desk)
    bolt = AsyncApp(
        name="cluster-advisor",
        client=client,
        signing_secret="",
        logger=_quiet("bolt"),
        request_verification_enabled=False,  # the guard does it, and more; Socket Mode needs none
        process_before_response=True,  # the handlers see to it that the response comes in time
    )

    async def command(ack: Ack, body: Mapping[str, Any]) -> None:
        await conversations.on_command(ack, body)

    async def message(body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        await conversations.on_message(body, context.bot_user_id or "")

    async def mention(body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        await conversations.on_mention(body, context.bot_user_id or "")

    async def home(body: Mapping[str, Any]) -> None:
        await conversations.on_home(body)

    async def user_change(body: Mapping[str, Any]) -> None:
        await conversations.on_user_change(body)

    async def known(next: Callable[[], Awaitable[Any]]) -> None:
        await identify()  # raises while Slack does not say; the guard then asks Slack to send it again
        await next()

    async def press(ack: Ack, body: Mapping[str, Any]) -> None:
        in_modal = (body.get("view") or {}).get("type") == "modal"
        await (forms.on_press if in_modal else conversations.on_press)(ack, body)

    async def submission(ack: Ack, body: Mapping[str, Any]) -> None:
        await forms.on_submission(ack, body)

    anything = re.compile(".*", re.DOTALL)
    bolt.middleware(known)
    bolt.command(anything)(command)
    bolt.event("message")(message)
    bolt.event("app_mention")(mention)
    bolt.event("app_home_opened")(home)
    bolt.event("user_change")(user_change)
    bolt.action(anything)(press)
    bolt.view(anything)(submission)
    return bolt
