"""What the advisor is compared with: ``python -m benchmarks.bare starlette|bolt|plain|slack --port N``.

``starlette`` answers /healthz and nothing else.  ``bolt`` is an `AsyncApp` that echoes ``/ask``.  ``plain`` is what
somebody would write in an afternoon: Bolt, full-text search over the same articles, and a row kept for each
question.  ``slack`` stands for Slack's Web API as far as they call it.  Each imports only what it needs.
"""

import argparse
import asyncio
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aiohttp import web
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

from benchmarks.processes import HOST

TEAM, BOT = "T1", "UBOT"


def starlette(lifespan: Any = None) -> "Starlette":
    """The smallest application with an address."""
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    async def healthz(request: "Request") -> "Response":
        return PlainTextResponse("ok")

    return Starlette(routes=[Route("/healthz", healthz)], lifespan=lifespan)


def bolt() -> "Starlette":
    """Bolt that checks the signature and sends the text of a command back, the way its documentation shows."""

    async def echo(ack: Any, command: dict[str, Any]) -> None:
        await ack(command["text"])

    return _answering(echo)


def plain() -> "Starlette":
    """Bolt that looks a question up with SQLite's own search and keeps it, through the usual asynchronous driver."""
    import aiosqlite

    from knowledge.articles import ARTICLES, load_articles

    file = Path(os.environ["ADVISOR_DATA"]) / "plain.db"
    database: list[aiosqlite.Connection] = []

    @asynccontextmanager
    async def opened(app: "Starlette") -> AsyncIterator[None]:
        file.unlink(missing_ok=True)
        async with aiosqlite.connect(file) as connection:
            await connection.execute("PRAGMA journal_mode=WAL")
            await connection.execute("PRAGMA synchronous=NORMAL")
            await connection.execute(
                "CREATE VIRTUAL TABLE articles USING fts5(id, title, asked, body, tokenize=porter)"
            )
            await connection.execute("CREATE TABLE questions (id INTEGER PRIMARY KEY, person, text, article)")
            rows = [(a.id, a.title, "\n".join(a.phrasings), a.short) for a in load_articles(ARTICLES).articles.values()]
            await connection.executemany("INSERT INTO articles VALUES (?, ?, ?, ?)", rows)
            await connection.commit()
            database.append(connection)
            yield

    async def answer(ack: Any, command: dict[str, Any]) -> None:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", command["text"]))
        search = "SELECT id, title, body FROM articles WHERE articles MATCH ? ORDER BY bm25(articles, 0, 2, 2) LIMIT 1"
        async with database[0].execute(search, (words,)) as cursor:
            found = await cursor.fetchone()
        id, title, body = found or ("", "I don’t know.", "")
        kept = "INSERT INTO questions (person, text, article) VALUES (?, ?, ?)"
        await database[0].execute(kept, (command["user_id"], command["text"], id))
        await database[0].commit()
        block = {"type": "section", "text": {"type": "mrkdwn", "text": f"*{title}*\n{body}"[:3000]}}
        await ack(text=title, blocks=[block])

    return _answering(answer, opened)


def _answering(answer: Callable[..., Awaitable[None]], lifespan: Any = None) -> "Starlette":
    """An application with one command, ``/ask``."""
    from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
    from slack_bolt.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient
    from starlette.routing import Route

    token = os.environ["SLACK_BOT_TOKEN"]
    client = AsyncWebClient(token=token, base_url=os.environ.get("SLACK_API_URL", "http://127.0.0.1:9/api/"))
    app = AsyncApp(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])

    app.command("/ask")(answer)
    handler = AsyncSlackRequestHandler(app)

    async def events(request: "Request") -> "Response":
        return await handler.handle(request)

    made = starlette(lifespan)
    made.router.routes.append(Route("/slack/events", events, methods=["POST"]))
    return made


def slack(latency: float = 0.0) -> "web.Application":
    """Slack's Web API, as quick as it can be or after so many seconds: every call is fine."""
    from aiohttp import web

    answers: dict[str, dict[str, Any]] = {
        "auth.test": {"team_id": TEAM, "user_id": BOT, "bot_id": "B1", "team": "Bench", "user": "advisor"},
        "conversations.open": {"channel": {"id": "D1"}},
        "users.info": {"user": {"team_id": "T1", "real_name": "Ana Sample", "tz": "Europe/Vienna", "locale": "en-GB"}},
    }

    async def call(request: web.Request) -> web.Response:
        await request.read()
        if latency:
            await asyncio.sleep(latency)
        return web.json_response({"ok": True, **answers.get(request.match_info["method"], {"ts": "1.1"})})

    async def ok(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(text="ok")

    app = web.Application()
    app.add_routes([web.get("/healthz", ok), web.get("/api/{method}", call), web.post("/api/{method}", call)])
    app.add_routes([web.post("/response", ok)])
    return app


def main() -> None:
    """Serve one of the four until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("which", choices=["starlette", "bolt", "plain", "slack"])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds that “slack” takes to answer")
    given = parser.parse_args()
    if given.which == "slack":
        from aiohttp import web

        web.run_app(slack(given.latency), host=HOST, port=given.port, access_log=None, print=None)
        return
    import uvicorn

    made = {"bolt": bolt, "plain": plain, "starlette": starlette}[given.which]()
    uvicorn.run(made, host=HOST, port=given.port, access_log=False, log_level="warning")


if __name__ == "__main__":
    main()
