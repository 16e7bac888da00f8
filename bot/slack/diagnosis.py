"""Asking Slack whether the set-up is right: each part looked at, in plain words, with what to do."""

import logging
from dataclasses import dataclass

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack import connection, socket
from bot.slack.declared import scopes
from bot.slack.errors import SlackError, asking, explained, missing

PATIENCE = 5
"""Seconds in which Slack must answer."""


@dataclass(frozen=True)
class Part:
    """One part of the set-up: what it is, whether it is well, and what to do if not."""

    what: str
    ok: bool
    text: str


async def diagnose(bot_token: str, signing_secret: str, app_token: str, api_url: str) -> list[Part]:
    """Ask Slack about the tokens; empty ones, which are not needed, are left out."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as session:
        quiet = logging.getLogger("bot.slack.library.web")
        quiet.setLevel(logging.WARNING)
        client = AsyncWebClient(bot_token, api_url, PATIENCE, session=session, logger=quiet, retry_handlers=[])
        parts = await _bot(client) if bot_token else []
        if app_token:
            parts.append(await _app(client, app_token))
    if signing_secret and not app_token:
        text = "set. Whether it is the right one shows when Slack sends something; its requests are refused if not"
        parts.append(Part("Slack signing secret", True, text))
    return parts


async def _bot(client: AsyncWebClient) -> list[Part]:
    try:
        answer = await asking(client.auth_test())
    except SlackError as error:
        return [Part("Slack token", False, explained(error, connection.TOKEN, connection.TOKEN_PAGE))]
    where = str(answer.get("team") or answer.get("team_id") or "")
    token = Part("Slack token", True, f"accepted for the workspace “{where}”")
    if (given := scopes_of(answer)) is None:
        return [token]
    if lacking := missing(scopes(), given):
        text = (
            f"the app may not do what it needs: {', '.join(lacking)}. Add this under “OAuth & Permissions → Scopes” "
            "(or paste the manifest again: advisor slack manifest), then choose “Install App” once more."
        )
        return [token, Part("Slack permissions", False, text)]
    return [token, Part("Slack permissions", True, "all that are needed")]


def scopes_of(answer: AsyncSlackResponse) -> str | None:
    """The permissions of a token as Slack lists them with its answer, with commas; None where it does not."""
    headers = {str(key).lower(): str(value) for key, value in answer.headers.items()}
    return headers.get("x-oauth-scopes")


async def _app(client: AsyncWebClient, app_token: str) -> Part:
    try:
        await asking(client.apps_connections_open(app_token=app_token))
    except SlackError as error:
        if error.code == "missing_scope":
            text = "SLACK_APP_TOKEN lacks the scope connections:write. Make a new one under "
            return Part("Slack app token", False, f"{text}“{socket.TOKEN_PAGE}” with that scope.")
        return Part("Slack app token", False, explained(error, socket.TOKEN, socket.TOKEN_PAGE))
    return Part("Slack app token", True, "accepted for Socket Mode")
