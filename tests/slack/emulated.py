"""Slack's site as its emulator shows it: a newcomer installs the app from a link there, and writes to it."""

import html
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import httpx2
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.connection import Client
from bot.slack.manifest import NAME, PATH
from bot.store import installations
from tests.slack.guide import Newcomer
from tests.slack.person import signed, texts

TEAM, ANA = "T000000001", "U000000001"
"""The workspace and the person that are there from the beginning."""

CLIENT, SECRET, SIGNING = "1.2", "the-secret-of-the-app", "the-signing-secret"


def app_of(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """What Slack makes of a manifest that somebody pastes."""
    asked = manifest["oauth_config"]
    return {
        "client_id": CLIENT,
        "client_secret": SECRET,
        "name": manifest["display_information"]["name"],
        "redirect_uris": asked["redirect_urls"],
        "scopes": asked["scopes"]["bot"],
    }


def arguments_in_the_body(client: Client) -> None:
    """Slack takes arguments in the address as well; the emulator does not."""
    call = client.api_call

    async def in_the_body(api_method: str, **options: Any) -> AsyncSlackResponse:
        if "params" in options:
            options["data"] = options.pop("params")
        return await call(api_method, **{**options, "http_verb": "POST"})

    client.api_call = in_the_body  # type: ignore[method-assign]


class ByLink:
    """A person in the emulator's workspace.  ``http`` is their browser there, ``api`` the address of its Web API."""

    def __init__(self, http: httpx2.AsyncClient, api: str) -> None:
        self._http, self._api = http, api
        self._client: Client | None = None
        self.stands = {"SLACK_CLIENT_ID": CLIENT, "SLACK_CLIENT_SECRET": SECRET, "SLACK_SIGNING_SECRET": SIGNING}

    async def allows(self, address: str) -> str:
        page = (await self._http.get(address)).text
        assert NAME in page
        forms = re.findall(r"<form.*?</form>", page, re.DOTALL)
        (mine,) = [form for form in forms if f'value="{ANA}"' in form]
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', mine))
        target = self._api.removesuffix("/api/") + "/oauth/v2/authorize/callback"
        answer = await self._http.post(target, data={name: html.unescape(value) for name, value in fields.items()})
        return answer.headers["location"]

    async def said(self, newcomer: Newcomer, text: str) -> str:
        client = await self._installed(newcomer)
        channel = (await client.api_call("conversations.open", json={"users": ANA}))["channel"]["id"]
        event = {"type": "message", "channel_type": "im", "channel": channel, "text": text, "ts": "5.5"}
        await self._event(newcomer, "Ev1", event)
        history = await client.api_call("conversations.history", json={"channel": channel})
        return " ".join(texts(history["messages"]))

    async def opens_home(self, newcomer: Newcomer) -> str:
        before = await self._views()
        await self._event(newcomer, "Ev2", {"type": "app_home_opened", "tab": "home", "channel": "D1"})
        return "" if (after := await self._views()) == before else after

    async def types(self, newcomer: Newcomer, command: str) -> str:
        client, before = await self._installed(newcomer), await self._views()
        trigger = (await client.api_call("views.generateTriggerId", json={"user_id": ANA}))["trigger_id"]
        fields = {"command": command, "team_id": TEAM, "user_id": ANA, "channel_id": "C1", "trigger_id": trigger}
        await self._sent(newcomer, urlencode(fields).encode(), "application/x-www-form-urlencoded")
        return "" if (after := await self._views()) == before else after

    async def _installed(self, newcomer: Newcomer) -> Client:
        """The advisor's client of this workspace, whose token stands encrypted in the database."""
        assert newcomer.running is not None
        assert newcomer.running.slack is not None
        if self._client is None:
            record = await newcomer.running.store.read(lambda tx: installations.of_home(tx, TEAM))
            assert record is not None
            assert record.token is not None
            workspace = await newcomer.running.slack.workspaces.of_account(f"slack:{TEAM}:{ANA}")
            assert workspace is not None
            token = workspace.installed.token
            assert token.startswith("xoxb-")
            assert token not in record.token
            assert all(token.encode() not in file.read_bytes() for file in newcomer.folder.rglob("*.db*"))
            self._client = workspace.client
            arguments_in_the_body(self._client)
        return self._client

    async def _views(self) -> str:
        """What the emulator shows of windows and Homes."""
        page = (await self._http.get(self._api.removesuffix("api/"), params={"tab": "views"})).text
        return page.partition("Trigger IDs")[0]

    async def _event(self, newcomer: Newcomer, event_id: str, event: Mapping[str, str]) -> None:
        body = {"type": "event_callback", "team_id": TEAM, "event_id": event_id, "event": {**event, "user": ANA}}
        await self._sent(newcomer, json.dumps(body).encode(), "application/json")

    async def _sent(self, newcomer: Newcomer, body: bytes, kind: str) -> None:
        assert newcomer.browser is not None
        assert newcomer.running is not None
        assert newcomer.running.slack is not None
        headers = {"Content-Type": kind, **signed(body, datetime.now(UTC).timestamp(), SIGNING)}
        address = newcomer.running.settings.public_url + PATH
        answer = await newcomer.browser.post(address, content=body, headers=headers)
        assert answer.status_code == 200, answer.text
        await newcomer.running.slack.drain()
