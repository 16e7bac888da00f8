"""A local HTTP server in the place of Slack's OAuth: it gives a token for a code, once, to the app that it knows."""

import base64
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiohttp import web

CLIENT, SECRET = "1.2", "client-secret-of-the-tests"
TEAM: dict[str, Any] = {"team": {"id": "T1", "name": "North"}, "enterprise": None, "is_enterprise_install": False}
ORGANISATION: dict[str, Any] = {
    "team": None,
    "enterprise": {"id": "E1", "name": "Whole North"},
    "is_enterprise_install": True,
}


@dataclass
class FakeOAuth:
    """``codes`` are those that are good, with what each grants; ``tokens`` those that were given and are good."""

    codes: dict[str, dict[str, Any]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    failing: list[str] = field(default_factory=list)
    refreshed: list[str] = field(default_factory=list)
    scopes: str = ""
    lasts: int = 0
    url: str = ""
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/api/oauth.v2.access", self._access)
        app.router.add_post("/api/auth.test", self._test)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def allow(self, address: str, where: dict[str, Any] | None = None) -> dict[str, str]:
        """Somebody who was led to this address allows the app: what Slack sends them back with."""
        asked = {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT
        self.scopes = self.scopes or asked["scope"]
        code = f"code-{len(self.codes) + len(self.tokens)}"
        self.codes[code] = dict(where or TEAM)
        return {"code": code, "state": asked["state"]}

    async def _access(self, request: web.Request) -> web.Response:
        fields = {key: str(value) for key, value in (await request.post()).items()}
        if self.failing:
            return web.json_response({"ok": False, "error": self.failing.pop(0)})
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {basic}":
            return web.json_response({"ok": False, "error": "bad_client_secret"})
        where = dict(TEAM)
        if fields.get("grant_type") == "refresh_token":
            self.refreshed.append(fields["refresh_token"])
        elif not fields.get("redirect_uri", "").startswith("https://advisor.test/slack/"):
            return web.json_response({"ok": False, "error": "bad_redirect_uri"})
        elif (found := self.codes.pop(fields.get("code", ""), None)) is None:
            return web.json_response({"ok": False, "error": "invalid_code"})
        else:
            where = found
        token = f"xoxb-{len(self.tokens) + 1}"
        self.tokens.add(token)
        ends = {"expires_in": self.lasts, "refresh_token": f"xoxe-{token}"} if self.lasts else {}
        about = {
            "access_token": token,
            "token_type": "bot",
            "scope": self.scopes,
            "bot_user_id": "UBOT",
            "app_id": "A1",
        }
        return web.json_response({"ok": True, **about, **ends, **where, "authed_user": {"id": "U1"}})

    async def _test(self, request: web.Request) -> web.Response:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.tokens:
            return web.json_response({"ok": False, "error": "account_inactive"})
        return web.json_response({"ok": True, "team_id": "T1", "user_id": "UBOT"})
