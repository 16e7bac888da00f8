"""What Teams is measured with: ``python -m benchmarks.bare_teams --port N`` serves the SDK's own echo.

`Connector` stands for Microsoft: keys, sign-in, members, and conversations that take what is said there.
"""

import argparse
import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from aiohttp import web
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from benchmarks.processes import HOST

APP = "11111111-aaaa-4bbb-8ccc-222222222222"
ISSUER = "https://api.botframework.com"
ENDPOINT = "/teams/messages"
METADATA = "/openidconfiguration"


@dataclass
class Connector:
    """``said`` counts the messages of each conversation; `heard` waits for the next one."""

    url: str = ""
    said: dict[str, int] = field(default_factory=dict)
    _changed: dict[str, asyncio.Event] = field(default_factory=dict)
    _key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"}))

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["Connector"]:
        """Listen on a free port of this machine."""
        app = web.Application()
        app.router.add_get(METADATA, self._metadata)
        app.router.add_get("/keys", self._keys)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._sign_in)
        app.router.add_get("/v3/conversations/{conversation}/members/{user}", self._member)
        app.router.add_post("/v3/conversations/{conversation}/activities", self._take)
        app.router.add_post("/v3/conversations/{conversation}/activities/{id}", self._take)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, HOST, 0).start()
        self.url = f"http://{HOST}:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    def token(self) -> str:
        """As the Bot Framework signs its requests; good for an hour."""
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": APP, "serviceurl": self.url, "nbf": now - 60, "exp": now + 3600}
        return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, self._key)

    def listen(self, conversation: str) -> asyncio.Event:
        """What is set when something is said there from now on."""
        self._changed[conversation] = asyncio.Event()
        return self._changed[conversation]

    async def _metadata(self, _: web.Request) -> web.Response:
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.url}/keys"})

    async def _keys(self, _: web.Request) -> web.Response:
        return web.json_response({"keys": [{**self._key.as_dict(private=False), "endorsements": ["msteams"]}]})

    async def _sign_in(self, _: web.Request) -> web.Response:
        return web.json_response({"access_token": "token", "expires_in": 3600, "token_type": "Bearer"})

    async def _member(self, request: web.Request) -> web.Response:
        return web.json_response({"id": request.match_info["user"], "name": "Ana Sample", "userRole": "user"})

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.json()
        conversation = request.match_info["conversation"]
        if body.get("text") or body.get("attachments"):
            self.said[conversation] = self.said.get(conversation, 0) + 1
            if changed := self._changed.get(conversation):
                changed.set()
        return web.json_response({"id": "1"}, status=201)


def main() -> None:
    """The SDK on its own server, sending back what it hears, the way its documentation shows."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    import uvicorn
    from fastapi import FastAPI
    from microsoft_teams.api.activities.message import MessageActivity
    from microsoft_teams.api.auth.cloud_environment import PUBLIC
    from microsoft_teams.apps import ActivityContext, App, FastAPIAdapter

    def server(made: FastAPI) -> uvicorn.Server:
        made.get("/healthz")(lambda: "ok")
        return uvicorn.Server(uvicorn.Config(made, host=HOST, port=port, access_log=False, log_level="warning"))

    given = jwt.encode({"alg": "HS256"}, {"exp": int(time.time()) + 3600}, OctKey.import_key("0" * 32))

    app = App(
        client_id=APP,
        token=lambda *_: given,
        cloud=replace(PUBLIC, openid_metadata_url=os.environ["BENCH_CONNECTOR"] + METADATA),
        http_server_adapter=FastAPIAdapter(server_factory=server),
        messaging_endpoint=ENDPOINT,
    )

    @app.on_message
    async def echo(context: ActivityContext[MessageActivity]) -> None:
        await context.send(context.activity.text or "")

    asyncio.run(app.start(port))


if __name__ == "__main__":
    main()
