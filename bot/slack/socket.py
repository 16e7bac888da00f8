"""Socket Mode: listening to Slack without a public address."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.work import arrived
from bot.slack.connection import Connection, Pace
from bot.slack.errors import Meaning, SlackError, asking, explained

log = logging.getLogger(__name__)

TOKEN, TOKEN_PAGE = "SLACK_APP_TOKEN", "Basic Information → App-Level Tokens"
NOT_YET = "Slack is not connected in Socket Mode yet."

CLOSING = 0.5
"""Seconds that saying goodbye to Slack may take."""


class SocketMode:
    """Listens while it runs: begins when the bot's token is known to be good, and connects again by itself.

    What is not acknowledged, because it could not be taken, Slack sends again.
    """

    def __init__(
        self, bolt: AsyncApp, client: AsyncWebClient, app_token: str, logger: logging.Logger, pace: Pace
    ) -> None:
        self.problem = NOT_YET
        """What is wrong, in plain words; empty when all is well."""
        self._bolt = bolt
        self._web = client
        self._app_token = app_token
        self._logger = logger
        self._pace = pace
        self._client: _Client | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self, connection: Connection | None) -> None:
        """Begin to listen in the background, once the connection knows who we are; needs a running event loop."""
        self._task = asyncio.create_task(self._listen(connection))

    async def _listen(self, connection: Connection | None) -> None:
        if connection is not None:
            await connection.known()
        self._client = _Client(self._app_token, self._logger, self._web, self._address)
        self._client.socket_mode_request_listeners.append(self._handle)
        await self._client.connect()  # type: ignore[no-untyped-call]

    async def _address(self) -> str:
        """Where to connect to; asked for until Slack tells it."""
        failures = 0
        while True:
            try:
                async with asyncio.timeout(self._pace.limit):
                    answer = await asking(self._web.apps_connections_open(app_token=self._app_token))
                    self.problem = ""
                    return str(answer["url"])
            except (SlackError, TimeoutError) as error:
                lost = SlackError(Meaning.LOST, "no answer in time")
                self._failed(error if isinstance(error, SlackError) else lost)
            failures += 1
            await asyncio.sleep(self._pace.after(failures))

    def _failed(self, error: SlackError) -> None:
        problem = explained(error, TOKEN, TOKEN_PAGE)
        if problem != self.problem:
            log.warning("%s", problem)
        self.problem = problem

    async def _handle(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        arrived()
        begun = time.time()
        response = await run_async_bolt_app(self._bolt, request)
        await send_async_response(client, request, response, begun)

    async def stop_listening(self) -> None:
        """Take nothing more."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        if self._client is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(CLOSING):
                    await self._client.disconnect()  # type: ignore[no-untyped-call]

    async def close(self) -> None:
        """Let go of the connection."""
        if self._client is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(CLOSING):
                    await self._client.close()  # type: ignore[no-untyped-call]
            self._client = None


class _Client(SocketModeClient):
    """The library's client, with our own way to ask for an address: it never gives up and says what is wrong."""

    def __init__(
        self, app_token: str, logger: logging.Logger, web: AsyncWebClient, address: Callable[[], Awaitable[str]]
    ) -> None:
        super().__init__(app_token=app_token, logger=logger, web_client=web, ping_interval=10)
        self._address = address

    async def issue_new_wss_url(self) -> str:
        return await self._address()
