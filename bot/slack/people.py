"""Who somebody is, as far as Slack tells: asked once an hour, and again as soon as Slack says that it changed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.installation import Standing, standing_of

log = logging.getLogger(__name__)

FRESH, FRESH_AFTER_FAILURE = timedelta(hours=1), timedelta(seconds=5)
"""So long what Slack told counts; after a failure nobody is let in, so it is asked again soon."""
PATIENCE = 1.5
"""Seconds to wait for Slack: the person is waiting, too."""

MOST = 20_000
"""People remembered at a time."""

T = TypeVar("T")

Learned = Callable[[str, Standing], Awaitable[None]]
"""Told of a user what Slack has just said about their place."""


@dataclass(frozen=True)
class Profile:
    """Name, BCP 47 language tag and IANA time zone; empty where unknown.

    ``standing`` is None where Slack did not tell: then nobody knows who this is.
    """

    name: str = ""
    locale: str = ""
    zone: str = ""
    standing: Standing | None = None


class People:
    """Profiles and direct-message channels, by user id."""

    def __init__(self, client: AsyncWebClient, learned: Learned | None = None) -> None:
        self._client = client
        self._learned = learned
        self._profiles: dict[str, tuple[datetime, Profile]] = {}
        self._channels: dict[str, tuple[datetime, str]] = {}
        self._changes = 0

    async def profile(self, user: str, now: datetime) -> Profile:
        """The profile; an empty one if Slack does not tell."""
        return await self._remembered(self._profiles, user, now, Profile(), self._ask_profile)

    async def changed(self, user: str, standing: Standing | None) -> None:
        """Somebody's profile is another now: what was known of it counts no more, nor what is just being asked."""
        self.forget(user)
        await self._learn(user, standing)

    def forget(self, user: str) -> None:
        """What is known of a profile counts no more."""
        self._changes += 1
        self._profiles.pop(user, None)

    def forget_all(self) -> None:
        """Nor what is known of any."""
        self._changes += 1
        self._profiles.clear()

    async def _learn(self, user: str, standing: Standing | None) -> None:
        if self._learned is not None and standing is not None:
            await self._learned(user, standing)

    async def channel(self, user: str, now: datetime) -> str:
        """The advisor's direct-message channel with somebody; empty if Slack does not tell."""
        return await self._remembered(self._channels, user, now, "", self._ask_channel)

    async def _ask_channel(self, user: str) -> str:
        return await open_channel(self._client, user)

    async def _ask_profile(self, user: str) -> Profile:
        before = self._changes
        response = await self._client.users_info(user=user, include_locale=True)
        person: dict[str, Any] = response.get("user") or {}
        names = person.get("profile") or {}
        name = names.get("real_name") or person.get("real_name") or names.get("display_name") or person.get("name")
        standing = standing_of(person)
        if before == self._changes:
            await self._learn(user, standing)
        return Profile(str(name or ""), str(person.get("locale") or ""), str(person.get("tz") or ""), standing)

    async def _remembered(
        self,
        memory: dict[str, tuple[datetime, T]],
        key: str,
        now: datetime,
        unknown: T,
        ask: Callable[[str], Awaitable[T]],
    ) -> T:
        if key in memory and memory[key][0] > now:
            return memory[key][1]
        if len(memory) >= MOST:
            memory.clear()
        before = self._changes
        try:
            found, fresh = await asyncio.wait_for(ask(key), PATIENCE), FRESH
        except Exception as error:  # whatever it is, the caller goes on with what is known of nobody
            log.warning("Slack did not tell about a person: %s", type(error).__name__)
            found, fresh = unknown, FRESH_AFTER_FAILURE
        if before == self._changes:
            memory[key] = (now + fresh, found)
        return found


async def open_channel(client: AsyncWebClient, user: str) -> str:
    """The channel of the direct messages between the advisor and somebody.

    Raises:
        SlackApiError: Slack refuses.
    """
    response = await client.conversations_open(users=user)
    return str((response.get("channel") or {}).get("id") or "")
