"""A real local HTTP server that stands for Microsoft: sign-in, the Bot Framework's keys, Teams' connector, and where
files lie."""

import itertools
import json
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import unquote

from aiohttp import web
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.teams.checker import card_problems

Object = dict[str, Any]

APP, SECRET, TENANT = "11111111-aaaa-4bbb-8ccc-222222222222", "secret-of-the-tests", "tenant-1"
TOKEN = "token-of-the-tests"
ISSUER = "https://api.botframework.com"
TEAMS_WEB = "5e3ce6c0-2b1f-4285-8d4b-75ee78787346"
"""Teams in the browser, as it asks for tokens."""
MOST_BYTES = 28_000
MOST_UPLOADED = 60_000_000
CARD, CONSENT, INFO = (
    f"application/vnd.microsoft.{kind}" for kind in ("card.adaptive", "teams.card.file.consent", "teams.card.file.info")
)


def new_key(id: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": id, "use": "sig"}, private=True)


@cache
def _first_key() -> RSAKey:
    """What an organisation signs with at first: finding two primes takes longer than most tests."""
    return new_key("k1")


@dataclass
class FakeTeams:
    """One organisation.  ``refusals`` are what Teams found wrong with the product's calls; a good test ends with none.

    ``messages`` are by conversation, with every state of each; ``members`` what Teams tells of people, by their id.
    ``failing`` are answers to the next calls: a status, a code and headers; with the status 0 the connection ends after
    the call was done.  ``signing_in`` counts how often a token was asked for.
    With ``unreachable`` people no chat can be begun.

    ``uploaded`` are the files that were written, ``kept`` those that people sent, ``moved`` the addresses to which
    others lead, all by their name; ``asked`` are the files that were written or read.
    """

    members: dict[str, Object] = field(default_factory=dict)
    messages: dict[str, list[Object]] = field(default_factory=lambda: defaultdict(list))
    uploaded: dict[str, bytes] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    failing: list[tuple[int, str, dict[str, str]]] = field(default_factory=list)
    unreachable: set[str] = field(default_factory=set)
    secrets: set[str] = field(default_factory=lambda: {SECRET})
    keys: list[RSAKey] = field(default_factory=lambda: [_first_key()])
    clock: Callable[[], float] = time.time
    signing_in: int = 0
    url: str = ""
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application(client_max_size=MOST_UPLOADED)
        app.router.add_get("/metadata", self._metadata)
        app.router.add_get("/keys", self._published)
        app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._directory)
        app.router.add_get("/{tenant}/discovery/keys", self._published)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._sign_in)
        app.router.add_route("*", "/v3/{rest:.*}", self._connector)
        app.router.add_put("/storage/{name}", self._write)
        app.router.add_get("/storage/{name}", self._read)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    def signed(self, **changes: object) -> str:
        """A token as the Bot Framework signs one for the advisor."""
        now = int(self.clock())
        claims = {"iss": ISSUER, "aud": APP, "serviceurl": self.url, "nbf": now - 60, "exp": now + 3600, **changes}
        key = self.keys[-1]
        return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)

    def tab_token(self, person: str, **changes: object) -> str:
        """A token as Teams gets it for somebody who looks at the tab; what is changed to None is left out."""
        now = int(self.clock())
        claims = {
            "iss": f"{self.url}/{TENANT}/v2.0",
            "aud": APP,
            "azp": TEAMS_WEB,
            "scp": "access_as_user",
            "tid": TENANT,
            "oid": f"aad-{person.lower()}",
            "name": f"{person} Sample",
            "ver": "2.0",
            "iat": now - 60,
            "nbf": now - 60,
            "exp": now + 3600,
            **changes,
        }
        key = self.keys[-1]
        return jwt.encode(
            {"alg": "RS256", "kid": key.kid}, {name: value for name, value in claims.items() if value is not None}, key
        )

    async def _directory(self, request: web.Request) -> web.Response:
        base = f"{self.url}/{request.match_info['tenant']}"
        return web.json_response({"issuer": f"{base}/v2.0", "jwks_uri": f"{base}/discovery/keys"})

    async def _metadata(self, _: web.Request) -> web.Response:
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.url}/keys"})

    async def _published(self, _: web.Request) -> web.Response:
        keys = [{**key.as_dict(private=False), "endorsements": ["msteams"]} for key in self.keys]
        return web.json_response({"keys": keys})

    async def _sign_in(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.signing_in += 1
        if form["client_id"] != APP or form["client_secret"] not in self.secrets:
            return web.json_response({"error": "invalid_client"}, status=401)
        return web.json_response({"access_token": TOKEN, "expires_in": 3600, "token_type": "Bearer"})

    async def _write(self, request: web.Request) -> web.Response:
        name, body = request.match_info["name"], await request.read()
        self.asked.append(f"PUT {name}")
        if request.headers.get("content-range") != f"bytes 0-{len(body) - 1}/{len(body)}":
            return web.json_response({"error": {"code": "invalidRange"}}, status=416)
        if name in self.uploaded or name.startswith("gone"):  # the address is good for one file
            return web.json_response({"error": {"code": "itemNotFound"}}, status=404)
        if "authorization" in request.headers:
            self.refusals.append("A token went to where files lie")
        self.uploaded[name] = body
        return web.json_response({"id": name}, status=201)

    async def _read(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        self.asked.append(f"GET {name}")
        if "authorization" in request.headers:
            self.refusals.append("A token went to where files lie")
        if name in self.moved:
            return web.Response(status=302, headers={"location": self.moved[name]})
        if name not in self.kept:
            return web.Response(status=404)
        return web.Response(body=self.kept[name])

    async def _connector(self, request: web.Request) -> web.Response:
        path = unquote(request.match_info["rest"])
        self.calls.append((request.method, path))
        if self.failing:
            status, code, headers = self.failing.pop(0)
            if status == 0:
                await self._done(request, path)
                assert request.transport is not None
                request.transport.close()
            return web.json_response({"error": {"code": code}}, status=status or 500, headers=headers)
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return web.json_response({"error": {"code": "Unauthorized"}}, status=401)
        return await self._done(request, path)

    async def _done(self, request: web.Request, path: str) -> web.Response:
        body = await request.read()
        content = json.loads(body) if body else {}
        match request.method, path.split("/"):
            case "POST", ["conversations"] if content["members"][0]["id"] in self.unreachable:
                return web.json_response({"error": {"code": "BotNotInConversationRoster"}}, status=403)
            case "POST", ["conversations"]:
                return web.json_response({"id": f"a:{content['members'][0]['id']}"}, status=201)
            case "GET", ["conversations", _, "members", user]:
                if user not in self.members:
                    return web.json_response({"error": {"code": "MemberNotFoundInConversation"}}, status=404)
                return web.json_response({"id": user, **self.members[user]})
            case "POST", ["conversations", conversation, "activities"]:
                id = str(next(self._numbers))
                self._look_at(content, body)
                self.messages[conversation].append({**content, "id": id})
                return web.json_response({"id": id}, status=201)
            case "PUT", ["conversations", conversation, "activities", id]:
                self._look_at(content, body)
                for place, sent in enumerate(self.messages[conversation]):
                    if sent["id"] == id:
                        self.messages[conversation][place] = {**content, "id": id}
                        return web.json_response({"id": id})
                return web.json_response({"error": {"code": "ActivityNotFoundInConversation"}}, status=404)
            case "DELETE", ["conversations", conversation, "activities", id]:
                self.messages[conversation] = [sent for sent in self.messages[conversation] if sent["id"] != id]
                return web.json_response({})
        self.refusals.append(f"{request.method} {path} is nothing that Teams knows")
        return web.json_response({"error": {"code": "NotFound"}}, status=404)

    def look_at_answer(self, body: bytes) -> None:
        """Look at what a press was answered with, too."""
        if len(body) > MOST_BYTES:
            self.refusals.append(f"An answer of {len(body)} bytes")
        given = json.loads(body)
        if given["type"] == CARD:
            self.refusals += card_problems(given["value"])

    def _look_at(self, activity: Object, body: bytes) -> None:
        if len(body) > MOST_BYTES:
            self.refusals.append(f"A message of {len(body)} bytes")
        if activity.get("type") != "message" or not (activity.get("text") or activity.get("attachments")):
            self.refusals.append("A message without anything in it")
        for each in activity.get("attachments") or []:
            if each["contentType"] == CARD:
                self.refusals += card_problems(each["content"])
            if each["contentType"] not in (CARD, CONSENT, INFO):
                self.refusals.append(f"An attachment that Teams does not know: {each['contentType']}")
            if each["contentType"] == CONSENT and not (each["name"] and each["content"]["sizeInBytes"] > 0):
                self.refusals.append("An offered file without a name or a size")
            if each["contentType"] == INFO and not (each["contentUrl"] and each["content"]["uniqueId"]):
                self.refusals.append("A file that is nowhere")


def texts_of(element: object) -> list[str]:
    """All texts in a card, in their order."""
    if isinstance(element, list):
        return [text for item in element for text in texts_of(item)]
    if not isinstance(element, dict):
        return []
    if element.get("type") == "RichTextBlock":  # one paragraph
        return ["".join(run["text"] for run in element["inlines"])]
    own = [element[key] for key in ("text", "label", "title", "errorMessage") if isinstance(element.get(key), str)]
    inner = [value for key, value in element.items() if key not in ("fallback", "data")]
    return [*own, *(text for value in inner for text in texts_of(value))]


def actions_of(element: object) -> list[Object]:
    """All actions in a card, in their order."""
    if isinstance(element, list):
        return [action for item in element for action in actions_of(item)]
    if not isinstance(element, dict):
        return []
    own = [element] if str(element.get("type", "")).startswith("Action.") else []
    return [*own, *(a for key, value in element.items() if key != "fallback" for a in actions_of(value))]
