"""Sending on Slack: `bot.chat.sender.Sender` over the Web API, without any silent second try."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.slack.deliver import code, retry_after
from bot.slack.people import People, open_channel
from bot.slack.render import message
from bot.slack.words import Say

log = logging.getLogger(__name__)

EVENT_TYPE = "cluster_advisor_message"
"""Names the metadata that carries the key of a message."""

PAGE = 15
"""Messages of a page of history: more are not given to apps outside Slack's marketplace."""

REVOKED = {
    "token_revoked",
    "account_inactive",
    "invalid_auth",
    "not_authed",
    "token_expired",
    "team_access_not_granted",
}
UNKNOWN = {"fatal_error", "internal_error", "request_timeout", "service_unavailable"}
REPAIRABLE = {"missing_scope", "access_denied", "org_login_required", "ekm_access_denied", "team_added_to_org"}
"""Somebody can mend these, so trying later makes sense."""

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
        content = await self._rendered(user, message)
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": key}}
        response = await _asking(self._client.chat_postMessage(channel=user, metadata=metadata, **content))
        return f"{response['channel']}:{response['ts']}"

    async def find(self, account: str, key: str, *, since: datetime) -> str | None:
        """Look through the direct messages since a time for the one with this key.

        Raises:
            SendError: Slack cannot be asked now.
        """
        channel = await _asking(open_channel(self._client, user_of(account)))
        cursor = ""
        while True:
            page = await _asking(
                self._client.conversations_history(
                    channel=channel,
                    oldest=f"{since.timestamp():.6f}",
                    inclusive=True,
                    include_all_metadata=True,
                    limit=PAGE,
                    **({"cursor": cursor} if cursor else {}),
                )
            )
            for found in page.get("messages") or ():
                if _key_of(found) == key:
                    return f"{channel}:{found['ts']}"
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None

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


def _key_of(found: dict[str, Any]) -> str:
    metadata = found.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return ""
    return str((metadata.get("event_payload") or {}).get("key", ""))


async def _asking(call: Awaitable[T]) -> T:
    """Slack's errors in the words of `SendError`."""
    try:
        return await call
    except SlackApiError as error:
        raise _send_error(error) from None
    except (aiohttp.ClientConnectorError, aiohttp.ClientConnectorDNSError) as error:
        raise SendError(f"Slack cannot be reached: {type(error).__name__}", platform=True) from None
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError, AttributeError, KeyError) as error:
        # The connection broke, or the answer was not Slack's: the message may have gone out.
        raise SendError(f"Slack's answer was lost: {type(error).__name__}", unknown=True, platform=True) from None


def _send_error(error: SlackApiError) -> SendError:
    name = code(error)
    status = getattr(error.response, "status_code", None) or getattr(error.response, "status", None) or 0
    wait = retry_after(error)
    if wait is not None:
        return SendError("Slack asks to wait.", retry_after=wait, platform=True)
    if name in REVOKED:
        return SendError(f"Slack has taken the access away: {name}", permanent=True, revoked=True)
    if name in UNKNOWN or (status >= 500 or not name):
        return SendError(f"Slack failed: {name or status}", unknown=True, platform=True)
    if name in REPAIRABLE:
        return SendError(f"The Slack app may not do this: {name}", platform=True)
    return SendError(f"Slack refuses: {name}", permanent=True)
