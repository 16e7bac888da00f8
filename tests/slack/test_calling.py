"""Calls by the short way arrive as those of Slack's own client do, and fail as they do."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.calling import QuickClient
from bot.slack.errors import Meaning, refusal

POST = "chat.postMessage"
FIELDS = {"channel": "UANA", "text": "Grüße <&> 🙂", "unfurl_links": False, "blocks": [{"type": "divider"}]}
HEADERS = ("Authorization", "Content-Type", "User-Agent")


@dataclass
class Heard:
    """What arrived, and what is answered."""

    calls: list[tuple[str, str, Any, list[str]]] = field(default_factory=list)
    status: int = 200
    body: str = '{"ok": true, "channel": "D1", "ts": "1.1"}'
    kind: str = "application/json"

    async def take(self, request: web.Request) -> web.Response:
        given = [request.headers.get(name, "") for name in HEADERS]
        self.calls.append((request.method, request.path, await request.json(), given))
        return web.Response(status=self.status, text=self.body, content_type=self.kind)


@pytest.fixture
async def heard() -> Heard:
    return Heard()


@pytest.fixture
async def clients(heard: Heard) -> AsyncIterator[tuple[AsyncWebClient, QuickClient]]:
    app = web.Application()
    app.router.add_post("/api/{method}", heard.take)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        given: dict[str, Any] = {"token": "xoxb-1", "base_url": str(server.make_url("/api/")), "retry_handlers": []}
        yield AsyncWebClient(session=session, **given), QuickClient(session=session, **given)


async def test_a_call_arrives_as_that_of_slacks_own_client(
    heard: Heard, clients: tuple[AsyncWebClient, QuickClient]
) -> None:
    answers = [await client.api_call(POST, json=dict(FIELDS)) for client in clients]
    usual, quick = heard.calls
    assert usual == quick
    assert answers[0].data == answers[1].data == {"ok": True, "channel": "D1", "ts": "1.1"}


async def test_half_a_sign_arrives_as_that_of_slacks_own_client(
    heard: Heard, clients: tuple[AsyncWebClient, QuickClient]
) -> None:
    for client in clients:
        await client.api_call(POST, json={**FIELDS, "text": "half a smile: \ud83d"})
    usual, quick = heard.calls
    assert usual == quick


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, '{"ok": false, "error": "user_not_found"}', "application/json"),
        (429, '{"ok": false, "error": "ratelimited"}', "application/json"),
        (503, "<html>Sorry</html>", "text/html"),
        (200, "<html>Sign in to this network</html>", "text/html"),
        (500, "not in words", "text/plain"),
        (200, "{", "application/json"),
    ],
)
async def test_a_call_fails_as_that_of_slacks_own_client(
    heard: Heard, clients: tuple[AsyncWebClient, QuickClient], status: int, body: str, kind: str
) -> None:
    heard.status, heard.body, heard.kind = status, body, kind
    met: list[tuple[Meaning, str]] = []
    for client in clients:
        with pytest.raises(SlackApiError) as failed:
            await client.api_call(POST, json=dict(FIELDS))
        met.append((refusal(failed.value).meaning, refusal(failed.value).code))
    assert met[0] == met[1]
