"""Who we are in Slack: asked in the background until Slack answers, asked again from time to time and after doubt."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.calling import QuickClient
from bot.slack.errors import Meaning, SlackError, asking, explained, refusal
from bot.slack.installation import Installation, installation_of
from bot.slack.rate_limits import RateLimits

log = logging.getLogger(__name__)

TOKEN, TOKEN_PAGE = "SLACK_BOT_TOKEN", "OAuth & Permissions"
NOT_YET = "Slack has not said yet who the advisor is. Until it does, nothing is taken from Slack."

_ABOUT_TOKENS = {"auth.test", "apps.connections.open"}


class Client(QuickClient):
    """Slack's Web API in one workspace; tells ``doubted`` when a call shows that the bot's token is not accepted any
    more.  Every call passes ``rate_limits``.

    ``refused``: that was so when it was last used.
    """

    doubted: Callable[[SlackError], None] | None = None
    refused = False

    def __init__(self, *, rate_limits: RateLimits, **options: Any) -> None:
        super().__init__(**options)
        self.rate_limits = rate_limits

    async def api_call(self, api_method: str, **options: Any) -> AsyncSlackResponse:
        """Call a method when its turn has come.

        Raises:
            SlackApiError: Slack refuses.
            SlackError: Slack's rate limits leave no room for it now.
        """
        fields = options.get("json") or options.get("params") or options.get("data") or {}
        await self.rate_limits.turn(api_method, fields if isinstance(fields, Mapping) else {})
        try:
            answer = await super().api_call(api_method, **options)
        except SlackApiError as error:
            failure = refusal(error)
            if failure.retry_after is not None:
                self.rate_limits.refused(api_method, failure.retry_after)
            if failure.meaning is Meaning.REVOKED and api_method not in _ABOUT_TOKENS:
                self.refused = True
                if self.doubted:
                    self.doubted(failure)
            raise
        self.refused = False
        return answer


@dataclass(frozen=True)
class Pace:
    """How the connection is looked after; all in seconds.

    Each try takes at most ``limit``.  After a failure the next comes after ``first``, doubled each time up to
    ``longest``; while all is well, after ``again``.
    """

    limit: float = 5.0
    first: float = 1.0
    longest: float = 60.0
    again: float = 300.0

    def after(self, failures: int) -> float:
        """Seconds until the next try after so many failures in a row, one at least."""
        return min(self.longest, self.first * 2.0 ** min(failures - 1, 20))


Connected = Callable[[str], Awaitable[None]]
"""Told the workspace (``slack:T1``) for which Slack has accepted the token."""


class Connection:
    """Knows what ``auth.test`` said last, and what is wrong now."""

    def __init__(
        self, client: Client, connected: Connected, clock: Callable[[], datetime], pace: Pace = Pace()
    ) -> None:
        self.installation: Installation | None = None
        self.problem = NOT_YET
        """What is wrong, in plain words; empty when all is well."""
        self.refused = False
        """Whether Slack does not accept the token now."""
        self.outage = ""
        """What Slack answers since when, while it does not work although it once did: no fault of this process."""
        self._clock = clock
        self._client = client
        self._connected = connected
        self._pace = pace
        self._known = asyncio.Event()
        self._doubt = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        client.doubted = self._doubted

    def start(self) -> None:
        """Begin to ask; needs a running event loop."""
        if self._task is None:
            self._task = asyncio.create_task(self._look_after())

    async def known(self) -> Installation:
        """Wait until Slack has said who we are."""
        await self._known.wait()
        assert self.installation is not None
        return self.installation

    async def close(self) -> None:
        """Ask no more."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    def doubt(self) -> None:
        """Ask Slack at once whether the token is still good."""
        self._doubt.set()

    def _doubted(self, error: SlackError) -> None:
        if not self.refused:
            self.doubt()
        self._failed(error)

    async def _look_after(self) -> None:
        failures = 0
        while True:
            failures = 0 if await self._asked() else failures + 1
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pace.after(failures) if failures else self._pace.again):
                    await self._doubt.wait()
                    # whoever met the refusal pauses the workspace first: only a pause that is there can be lifted
                    await asyncio.sleep(self._pace.first)
            self._doubt.clear()

    async def _asked(self) -> bool:
        try:
            async with asyncio.timeout(self._pace.limit):
                answer = await asking(self._client.auth_test())
        except SlackError as error:
            self._failed(error)
        except TimeoutError:
            self._failed(SlackError(Meaning.LOST, "no answer in time"))
        else:
            said = answer.data if isinstance(answer.data, dict) else {}
            await self._succeeded(said)
            return True
        return False

    async def _succeeded(self, said: dict[str, Any]) -> None:
        installation = installation_of(said)
        if self.problem:
            log.info("Slack has accepted the bot's token: workspace %s", installation.home)
        self.problem, self.refused, self.outage = "", False, ""
        self.installation = installation
        self._known.set()
        await self._tell(installation.workspace)

    async def _tell(self, workspace: str) -> None:
        try:
            await self._connected(workspace)
        except Exception as error:  # whatever it is, the connection is looked after all the same
            log.warning("What waits for %s could not be set free: %s", workspace, type(error).__name__)

    def _failed(self, error: SlackError) -> None:
        problem = explained(error, TOKEN, TOKEN_PAGE)
        self.refused = self.refused or error.meaning not in (Meaning.DOWN, Meaning.LOST, Meaning.FAILED, Meaning.WAIT)
        if problem != self.problem:
            log.warning("%s", problem)
        if self.installation is not None and not self.outage:
            self.outage = f"does not work since {self._clock():%d %B %Y %H:%M} UTC. {problem}"
        if self.refused or self.installation is None:
            self.problem = problem
