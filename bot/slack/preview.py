"""Posting one message to somebody who asked to see it: an administrator of the workspace, and nobody else."""

from collections.abc import Callable
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.slack import connection
from bot.slack.diagnosis import PATIENCE
from bot.slack.errors import SlackError, asking, explained
from bot.slack.render import message
from bot.slack.send import user_of
from bot.slack.words import Say


class PreviewError(Exception):
    """It was not posted; the message says why and what to do."""


async def preview(bot_token: str, api_url: str, account: str, shown: Callable[[str, str], Message]) -> None:
    """Post what ``shown`` makes for a locale and a time zone into the direct messages with an account.

    Raises:
        PreviewError: the account is no administrator's, or Slack does not take it.
    """
    try:
        user = user_of(account)
    except SendError:
        raise PreviewError(f"“{account}” is no Slack account. Write it like slack:T0123:U0456.") from None
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as session:
        client = AsyncWebClient(bot_token, api_url, PATIENCE, session=session, retry_handlers=[])
        try:
            await _post(client, account, user, shown)
        except SlackError as error:
            raise PreviewError(explained(error, connection.TOKEN, connection.TOKEN_PAGE)) from None


async def _post(client: AsyncWebClient, account: str, user: str, shown: Callable[[str, str], Message]) -> None:
    found = await _profile(client, user)
    if found is None or found.get("deleted") or found.get("is_bot"):
        raise PreviewError(f"Nobody in this workspace has the account {account}. “advisor people list” shows them all.")
    if not (found.get("is_admin") or found.get("is_owner")):
        raise PreviewError(
            f"{account} is no administrator of the workspace, so nothing was sent: a sample must surprise nobody. "
            "Name your own account; an administrator of the workspace can see one."
        )
    rendered = message(
        shown(str(found.get("locale") or "en"), str(found.get("tz") or "UTC")), Say(found.get("locale", ""))
    )
    await asking(client.chat_postMessage(channel=user, text=rendered.text, blocks=rendered.blocks, unfurl_links=False))


async def _profile(client: AsyncWebClient, user: str) -> dict[str, Any] | None:
    """What Slack tells of a user; None where it knows none of that id."""
    try:
        answer = await asking(client.users_info(user=user, include_locale=True))
    except SlackError as error:
        if error.code == "user_not_found":
            return None
        raise
    found = answer.get("user")
    return found if isinstance(found, dict) else None
