"""Slack's OAuth: the address at which somebody allows the advisor, and what a code or an old token is exchanged for."""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import aiohttp
from aiohttp import encode_basic_auth
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.declared import scopes
from bot.slack.errors import Meaning, SlackError, asking
from bot.slack.installation import Installation, is_true
from bot.slack.stored_installations import Granted

API = "https://slack.com/api/"
PATIENCE = 10
"""Seconds in which Slack must answer."""

REDIRECT = "/slack/oauth_redirect"
"""Where Slack sends people back to."""

INSTALL = "/slack/install"
"""Where people begin to install it."""


@dataclass(frozen=True)
class OAuth:
    """The app as Slack knows it, and the public address of this advisor.  ``api_url``: as in the settings."""

    client_id: str
    client_secret: str = field(repr=False)
    public_url: str
    api_url: str = API

    @property
    def redirect_uri(self) -> str:
        return self.public_url.rstrip("/") + REDIRECT

    def authorize_url(self, state: str) -> str:
        """Where somebody chooses a workspace, or the organisation, and allows the advisor."""
        asked = {
            "client_id": self.client_id,
            "scope": ",".join(scopes()),
            "state": state,
            "redirect_uri": self.redirect_uri,
        }
        parts = urlsplit(self.api_url or API)
        return f"{parts.scheme}://{parts.netloc}/oauth/v2/authorize?{urlencode(asked)}"

    async def exchange(self, code: str, now: datetime) -> Granted:
        """What Slack grants for a code.

        Raises:
            SlackError: it grants nothing.
        """
        return granted(await self._given({"code": code, "redirect_uri": self.redirect_uri}), now)

    async def refresh(self, refresh_token: str, now: datetime) -> Granted:
        """A new token for one that ends.

        Raises:
            SlackError: it gives none.
        """
        asked = {"grant_type": "refresh_token", "refresh_token": refresh_token}
        return granted(await self._given(asked), now)

    async def _given(self, asked: Mapping[str, str]) -> object:
        # what slack_sdk offers for this warns that it is out of date
        headers = {"Authorization": encode_basic_auth(self.client_id, self.client_secret)}
        async with self._client() as client:
            answer = await asking(client.api_call("oauth.v2.access", data=dict(asked), headers=headers))
        return answer.data

    async def accepts(self, token: str) -> bool:
        """Whether a token is good.

        Raises:
            SlackError: Slack does not say.
        """
        async with self._client() as client:
            try:
                await asking(client.auth_test(token=token))
            except SlackError as error:
                if error.meaning in (Meaning.REVOKED, Meaning.REFUSED, Meaning.MENDABLE):
                    return False
                raise
        return True

    @asynccontextmanager
    async def _client(self) -> AsyncIterator[AsyncWebClient]:
        quiet = logging.getLogger("bot.slack.library.oauth")
        quiet.setLevel(logging.WARNING)  # below it the library logs what it sends
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as session:
            yield AsyncWebClient(
                base_url=self.api_url or API, timeout=PATIENCE, session=session, logger=quiet, retry_handlers=[]
            )


def granted(answer: object, now: datetime) -> Granted:
    """What an answer of ``oauth.v2.access`` grants.

    Raises:
        SlackError: it grants no bot, as where an app asks for people's own tokens only.
    """
    said: Mapping[str, Any] = answer if isinstance(answer, Mapping) else {}
    team, organisation = _named(said.get("team")), _named(said.get("enterprise"))
    wide = is_true(said.get("is_enterprise_install"))
    where = Installation(
        team["id"],
        organisation["id"],
        wide,
        str(said.get("bot_user_id") or ""),
        (organisation if wide else team)["name"],
    )
    token = str(said.get("access_token") or "")
    if not token or not where.home:
        raise SlackError(Meaning.REFUSED, "no_bot_token")
    return Granted(
        where,
        token,
        frozenset(scope.strip() for scope in str(said.get("scope") or "").split(",") if scope.strip()),
        str(said.get("refresh_token") or ""),
        now + timedelta(seconds=int(said["expires_in"])) if said.get("expires_in") else None,
        str((said.get("authed_user") or {}).get("id") or ""),
    )


def _named(what: object) -> dict[str, str]:
    known: Mapping[str, Any] = what if isinstance(what, Mapping) else {}
    return {key: str(known.get(key) or "") for key in ("id", "name")}
