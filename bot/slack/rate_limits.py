"""The one gate that every call of the Web API passes: how often Slack may be asked, and by whom first.

There is one for each workspace, shared by all that this process does there: answers, reminders, Home, look-ups.
Messages keep to Slack's rates, in each conversation and in the workspace; any method for which Slack has said
``Retry-After`` is left alone until then, whoever would call it.  What works in the background leaves room: it never
uses up what a person's answer needs.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from bot.chat.work import now
from bot.slack.errors import Meaning, SlackError

PATIENCE = 10.0
"""Seconds that a call waits for its turn, while a person waits for what comes of it."""

BACKGROUND_PATIENCE = 4.0
"""The same for what works in the background, which comes again later by itself."""

TRIGGER_PATIENCE = 1.0
"""The same where a trigger, which lives for three seconds, would run out."""

POSTING = frozenset({"chat.postMessage", "chat.postEphemeral"})
"""The methods that Slack counts by the conversation."""

BY_TRIGGER = frozenset({"views.open", "views.push"})

ROUNDING = 1e-6
"""A wait of fewer seconds is none: it comes from adding up fractions."""

REMEMBERED = 1_000
"""Conversations of which the rate is kept; those that have rested are forgotten first."""

_background: ContextVar[bool] = ContextVar("background", default=False)


@contextmanager
def in_background() -> Iterator[None]:
    """What is called meanwhile is a reminder or the like: people's answers come first."""
    before = _background.set(True)
    try:
        yield
    finally:
        _background.reset(before)


@dataclass(frozen=True)
class Rates:
    """Messages a second in the long run, and how many may come at once.  A rate of 0 is none: Slack alone decides.

    Slack allows about one message a second in a conversation, more for a short while, and several hundred a minute
    in a workspace.  ``kept_free`` of those that may come at once are for people's answers.
    """

    conversation: float = 1.0
    conversation_burst: int = 5
    workspace: float = 5.0
    workspace_burst: int = 20
    kept_free: int = 10

    @classmethod
    def of(cls, conversation: float) -> "Rates":
        """The usual ones, for so many messages a second in a conversation."""
        return cls(conversation=conversation, workspace=5 * conversation)


class Bucket:
    """So many calls a second in the long run, ``burst`` at once.  Pure: times are seconds on one clock."""

    def __init__(self, rate: float, burst: int) -> None:
        self._spacing = 1.0 / rate if rate else 0.0
        self._tolerance = (burst - 1) * self._spacing
        self._full_at = 0.0
        """When all that was taken will have been paid back."""

    def wait(self, at: float, spare: int = 0) -> float:
        """Seconds until one more call fits and leaves ``spare`` that may come at once."""
        wait = self._full_at - at - self._tolerance + spare * self._spacing
        return wait if wait > ROUNDING else 0.0

    def take(self, at: float) -> None:
        """Note a call, now or when its turn comes: the next one waits behind it."""
        self._full_at = max(self._full_at, at) + self._spacing

    def rested(self, at: float) -> bool:
        """Whether it is as if it had never been used."""
        return self._full_at <= at


class RateLimits:
    """The gate of one workspace.  ``clock`` tells seconds, ``sleep`` waits for some."""

    def __init__(
        self,
        rates: Rates = Rates(),
        clock: Callable[[], float] = now,
        sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep,
    ) -> None:
        self._rates = rates
        self._clock = clock
        self._sleep = sleep
        self._workspace = Bucket(rates.workspace, rates.workspace_burst)
        self._conversations: dict[str, Bucket] = {}
        self._paused: dict[str, float] = {}

    async def turn(self, method: str, fields: Mapping[str, Any]) -> None:
        """Wait until this call may be made.  Calls into one conversation have their turns in the order they came.

        Raises:
            SlackError: it would have to wait too long; the error says how long.
        """
        conversation = str(fields.get("channel", "")) if method in POSTING else ""
        if _background.get():
            await self._when_free(method, conversation)
        elif delay := self._reserved(method, conversation):
            await self._sleep(delay)

    def refused(self, method: str, seconds: float) -> None:
        """Slack does not want this method to be called for so many seconds, by anybody in this workspace."""
        self._paused[method] = max(self._paused.get(method, 0.0), self._clock() + seconds)

    def _reserved(self, method: str, conversation: str) -> float:
        """Take a turn, which comes in so many seconds."""
        at = self._clock()
        delay = self._delay(method, conversation, at, spare=0)
        self._bear(delay, TRIGGER_PATIENCE if method in BY_TRIGGER else PATIENCE)
        self._take(conversation, at)
        return delay

    async def _when_free(self, method: str, conversation: str) -> None:
        """Take a turn as soon as there is one that no answer needs."""
        deadline = self._clock() + BACKGROUND_PATIENCE
        while delay := self._delay(method, conversation, at := self._clock(), spare=self._rates.kept_free):
            self._bear(delay, deadline - at)
            await self._sleep(delay)
        self._take(conversation, at)

    def _delay(self, method: str, conversation: str, at: float, *, spare: int) -> float:
        paused = max(0.0, self._paused.get(method, 0.0) - at)
        if not conversation:
            return paused
        return max(paused, self._workspace.wait(at, spare), self._bucket(conversation, at).wait(at, min(spare, 1)))

    def _take(self, conversation: str, at: float) -> None:
        if conversation:
            self._workspace.take(at)
            self._bucket(conversation, at).take(at)

    def _bear(self, delay: float, patience: float) -> None:
        if delay > patience:
            raise SlackError(Meaning.WAIT, "ratelimited", delay)

    def _bucket(self, conversation: str, at: float) -> Bucket:
        if conversation not in self._conversations:
            if len(self._conversations) >= REMEMBERED:
                self._conversations = {key: kept for key, kept in self._conversations.items() if not kept.rested(at)}
            self._conversations[conversation] = Bucket(self._rates.conversation, self._rates.conversation_burst)
        return self._conversations[conversation]
