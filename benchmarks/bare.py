"""What the advisor is compared with: ``python -m benchmarks.bare starlette|bolt|slack --port N``.

``starlette`` answers /healthz and nothing else.  ``bolt`` is an `AsyncApp` that echoes ``/ask``.  ``slack`` stands
for Slack's Web API as far as the two call it.  Each imports only what it needs.
"""

import argparse
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aiohttp import web
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

from benchmarks.processes import HOST

TEAM, BOT = "T1", "UBOT"


def starlette() -> "Starlette":
    """The smallest application with an address."""
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    async def healthz(request: "Request") -> "Response":
        return PlainTextResponse("ok")

    return Starlette(routes=[Route("/healthz", healthz)])


def bolt() -> "Starlette":
    """Bolt that checks the signature and sends the text of a command back, the way its documentation shows."""
    from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
    from slack_bolt.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient
    from starlette.routing import Route

    token = os.environ["SLACK_BOT_TOKEN"]
    client = AsyncWebClient(token=token, base_url=os.environ.get("SLACK_API_URL", "http://127.0.0.1:9/api/"))
    app = AsyncApp(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])

    async def echo(ack: Any, command: dict[str, Any]) -> None:
        await ack(command["text"])

    app.command("/ask")(echo)
    handler = AsyncSlackRequestHandler(app)

    async def events(request: "Request") -> "Response":
        return await handler.handle(request)

    made = starlette()
    made.router.routes.append(Route("/slack/events", events, methods=["POST"]))
    return made


def slack() -> "web.Application":
    """Slack's Web API, as quick as it can be: every call is fine."""
    from aiohttp import web

    answers: dict[str, dict[str, Any]] = {
        "auth.test": {"team_id": TEAM, "user_id": BOT, "bot_id": "B1", "team": "Bench", "user": "advisor"},
        "conversations.open": {"channel": {"id": "D1"}},
        "users.info": {"user": {"team_id": "T1", "real_name": "Ana Sample", "tz": "Europe/Vienna", "locale": "en-GB"}},
    }

    async def call(request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"ok": True, **answers.get(request.match_info["method"], {"ts": "1.1"})})

    async def ok(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(text="ok")

    app = web.Application()
    app.add_routes([web.get("/healthz", ok), web.get("/api/{method}", call), web.post("/api/{method}", call)])
    app.add_routes([web.post("/response", ok)])
    return app


def main() -> None:
    """Serve one of the three until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("which", choices=["starlette", "bolt", "slack"])
    parser.add_argument("--port", type=int, required=True)
    given = parser.parse_args()
    if given.which == "slack":
        from aiohttp import web

        web.run_app(slack(), host=HOST, port=given.port, access_log=None, print=None)
        return
    import uvicorn

    app = bolt() if given.which == "bolt" else starlette()
    uvicorn.run(app, host=HOST, port=given.port, access_log=False, log_level="warning")


if __name__ == "__main__":
    main()
