"""Who somebody is, as far as Slack tells: asked once an hour, and again as soon as Slack says that it changed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.remembered import Remembered
from bot.slack.installation import Standing, standing_of

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
        self._profiles = Remembered(Profile())
        self._channels = Remembered("")

    async def profile(self, user: str, now: datetime) -> Profile:
        """The profile; an empty one if Slack does not tell."""
        return await self._profiles.get(user, now, lambda: self._ask_profile(user))

    async def changed(self, user: str, standing: Standing | None) -> None:
        """Somebody's profile is another now: what was known of it counts no more, nor what is just being asked."""
        self.forget(user)
        await self._learn(user, standing)

    def forget(self, user: str) -> None:
        """What is known of a profile counts no more."""
        self._profiles.forget(user)

    def forget_all(self) -> None:
        """Nor what is known of any."""
        self._profiles.forget_all()

    async def _learn(self, user: str, standing: Standing | None) -> None:
        if self._learned is not None and standing is not None:
            await self._learned(user, standing)

    async def channel(self, user: str, now: datetime) -> str:
        """The advisor's direct-message channel with somebody; empty if Slack does not tell."""
        return await self._channels.get(user, now, lambda: open_channel(self._client, user))

    async def _ask_profile(self, user: str) -> Profile:
        before = self._profiles.changes
        response = await self._client.users_info(user=user, include_locale=True)
        person: dict[str, Any] = response.get("user") or {}
        names = person.get("profile") or {}
        name = names.get("real_name") or person.get("real_name") or names.get("display_name") or person.get("name")
        standing = standing_of(person)
        if before == self._profiles.changes:
            await self._learn(user, standing)
        return Profile(str(name or ""), str(person.get("locale") or ""), str(person.get("tz") or ""), standing)


async def open_channel(client: AsyncWebClient, user: str) -> str:
    """The channel of the direct messages between the advisor and somebody.

    Raises:
        SlackApiError: Slack refuses.
    """
    response = await client.conversations_open(users=user)
    return str((response.get("channel") or {}).get("id") or "")
