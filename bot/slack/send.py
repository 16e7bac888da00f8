"""Sending on Slack: `bot.chat.sender.Sender` over the Web API, without any silent second try."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.slack import limits
from bot.slack.blocks import section
from bot.slack.errors import Meaning, SlackError, asking
from bot.slack.people import People, open_channel
from bot.slack.rate_limits import in_background
from bot.slack.render import message
from bot.slack.text import cut_escaped
from bot.slack.words import Say

log = logging.getLogger(__name__)

EVENT_TYPE = "cluster_advisor_message"
"""Names the metadata that carries the key of a message."""

PAGE = 15
"""Messages of a page of history: more are not given to apps outside Slack's marketplace."""

T = TypeVar("T")


class SlackSender:
    """Sends to accounts ``slack:<workspace>:<user>``; a reference is ``<channel>:<time stamp>``.

    The client must have no retry handlers: Slack has no idempotency key, and a lost answer would post twice.
    """

    def __init__(self, client: AsyncWebClient, people: People, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._people = people
        self._clock = clock

    async def send(self, account: str, message: Message, *, key: str) -> str:
        """Post a direct message; the key goes with it as metadata.

        Raises:
            SendError: it did not go out, or nobody knows.
        """
        user = user_of(account)
        with in_background():
            content = await self._rendered(user, message)
            try:
                response = await self._posted(user, content, key)
            except SlackError as error:
                if error.meaning is not Meaning.CONTENT:
                    raise _send_error(error) from None
                log.error("Slack does not take the look of a reminder: %s", error.code)
                plain = plain_content(content)
                response = await _asking(self._posted(user, {**content, **plain}, key))
        return f"{response['channel']}:{response['ts']}"

    async def _posted(self, user: str, content: dict[str, Any], key: str) -> Any:
        fields = {"channel": user, "metadata": marked(key), **content}
        return await asking(self._client.api_call("chat.postMessage", json=fields))

    async def find(self, account: str, key: str, *, since: datetime) -> str | None:
        """Look through the direct messages since a time for the one with this key.

        Raises:
            SendError: Slack cannot be asked now.
        """
        with in_background():
            return await find_posted(self._client, user_of(account), key, since)

    async def update(self, account: str, reference: str, message: Message) -> None:
        """Replace a message that was sent before.

        Raises:
            SendError: it cannot be replaced.
        """
        channel, _, stamp = reference.partition(":")
        if not stamp:
            raise SendError("This is no reference to a Slack message.", permanent=True)
        content = await self._rendered(user_of(account), message)
        del content["unfurl_links"], content["unfurl_media"]
        with in_background():
            await _asking(self._client.chat_update(channel=channel, ts=stamp, **content))

    async def probe(self, workspace: str) -> None:
        """Ask whether Slack works and lets the advisor in.

        Raises:
            SendError: not now.
        """
        await _asking(self._client.auth_test())

    async def _rendered(self, user: str, shown: Message) -> dict[str, Any]:
        locale = shown.locale or (await self._people.profile(user, self._clock())).locale
        rendered = message(shown, Say(locale))
        return {"text": rendered.text, "blocks": rendered.blocks, "unfurl_links": False, "unfurl_media": False}


def user_of(account: str) -> str:
    """The user id in an account.

    Raises:
        SendError: it is no Slack account.
    """
    parts = account.split(":")
    if len(parts) != 3 or parts[0] != "slack" or not parts[2]:
        raise SendError("This is no Slack account.", permanent=True)
    return parts[2]


def plain_content(content: Mapping[str, Any]) -> dict[str, Any]:
    """A message whose look Slack does not take, as plain text."""
    text = cut_escaped(str(content.get("text", "")), limits.SECTION)
    return {"text": text, "blocks": [section(text)]}


def marked(key: str) -> dict[str, Any]:
    """The metadata that carries the key of a message."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}


async def find_posted(client: AsyncWebClient, user: str, key: str, since: datetime, thread: str = "") -> str | None:
    """The reference of the message with this key among the direct messages with somebody, or in one thread there.

    Raises:
        SendError: Slack cannot be asked now.
    """
    channel = await _asking(open_channel(client, user))
    cursor = ""
    while True:
        asked: dict[str, Any] = {
            "channel": channel,
            "oldest": f"{since.timestamp():.6f}",
            "inclusive": True,
            "include_all_metadata": True,
            "limit": PAGE,
            **({"cursor": cursor} if cursor else {}),
        }
        found = client.conversations_replies(ts=thread, **asked) if thread else client.conversations_history(**asked)
        page = await _asking(found)
        for posted in page.get("messages") or ():
            if _key_of(posted) == key:
                return f"{channel}:{posted['ts']}"
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return None


def _key_of(found: dict[str, Any]) -> str:
    metadata = found.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return ""
    return str((metadata.get("event_payload") or {}).get("key", ""))


async def _asking(call: Awaitable[T]) -> T:
    """Slack's errors in the words of `SendError`."""
    try:
        return await asking(call)
    except SlackError as error:
        raise _send_error(error) from None


def _send_error(error: SlackError) -> SendError:
    match error.meaning:
        case Meaning.WAIT:
            return SendError("Slack asks to wait.", retry_after=error.retry_after, platform=True)
        case Meaning.REVOKED:
            return SendError(f"Slack has taken the access away: {error.code}", permanent=True, revoked=True)
        case Meaning.DOWN:
            return SendError(f"Slack cannot be reached: {error.code}", platform=True)
        case Meaning.FAILED:
            return SendError(f"Slack failed: {error.code}", unknown=True, platform=True)
        case Meaning.LOST:
            return SendError(f"Slack's answer was lost: {error.code}", unknown=True, platform=True)
        case Meaning.MENDABLE:
            return SendError(f"The Slack app may not do this: {error.code}", platform=True)
    return SendError(f"Slack refuses: {error.code}", permanent=True)
