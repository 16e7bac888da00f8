"""The agent surface, which not every workspace has: suggestions, and a word while an answer takes long."""

import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.chat.work import Work, settled
from bot.slack.deliver import Delivery
from bot.slack.errors import SlackError
from bot.slack.words import Say

T = TypeVar("T")

log = logging.getLogger(__name__)

ASKED_AGAIN = timedelta(days=1)
"""How long a workspace is left alone that has no agent surface: its plan or the app's permissions may change."""

LACKING = frozenset(
    {
        "access_denied",
        "feature_not_enabled",
        "invalid_arguments",
        "method_not_supported_for_channel_type",
        "missing_scope",
        "no_permission",
        "not_allowed",
        "not_allowed_token_type",
        "unknown_method",
    }
)
"""The errors that tell of the whole workspace, and not of one conversation."""

LONG = 1.0
"""Seconds after which somebody who waits for an answer is shown that it is worked at."""


class Surface:
    """That of one workspace.  What it lacks is remembered by the process alone: to ask once more costs one call."""

    def __init__(self, delivery: Delivery, work: Work, clock: Callable[[], datetime]) -> None:
        self._delivery, self._work, self._clock = delivery, work, clock
        self._until: datetime | None = None
        """So long it is taken for granted that it lacks it."""

    @property
    def lacking(self) -> bool:
        return self._until is not None and self._until > self._clock()

    def failed(self, what: str, where: str, error: SlackError) -> None:
        """Slack did not take ``what``, which nobody has asked for; ``where`` is the workspace."""
        if error.code not in LACKING:
            log.info("%s not shown: %s", what, error)
        elif not self.lacking:
            self._until = self._clock() + ASKED_AGAIN
            log.warning("Slack has no agent surface in %s, which works all the same: %s", where, error)

    async def while_waiting(self, hearing: Coroutine[Any, Any, T], body: Any, say: Say) -> T:
        """Hear something, and show in the direct messages that it is worked at while that takes long."""
        task, event = self._work.start(hearing), body["event"]
        if event.get("channel_type") != "im" or self.lacking or await settled(task, LONG):
            return await task
        where = (str(body.get("team_id") or ""), event["channel"], event.get("thread_ts") or event["ts"])
        showing = self._work.start(self._show(say("looking"), *where))
        try:
            return await task
        finally:
            self._work.start(self._cleared(showing, *where))

    async def _cleared(self, showing: Awaitable[bool], *where: str) -> None:
        """Slack does it by itself only where the answer stands in the same thread."""
        if await showing:
            await self._show("", *where)

    async def _show(self, status: str, team: str, channel: str, thread: str) -> bool:
        try:
            await self._delivery.status(status, channel, thread)
        except SlackError as error:
            self.failed("A word that it is worked at was", team, error)
            return False
        return True
