"""The real application on a free port, at a fixed moment, with a fresh store."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from pydantic import SecretStr
from starlette.applications import Starlette

from bot.app import create_app
from bot.settings import Settings
from bot.trial import MovableClock

START = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
"""A Monday, at 10:00 where the sample people live."""
STARTING = 180
"""Seconds that a start may take: the first one builds the index of the articles."""


def trial_settings(folder: Path) -> Settings:
    """Settings of a trial in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    return Settings(
        _env_file=None,
        advisor_data=folder,
        database_url="",
        host="127.0.0.1",
        advisor_secret=SecretStr("a secret for tests only, long enough"),
        messages_per_minute=0,  # the clock stands still
        presses_per_minute=0,
        slack_bot_token=SecretStr(""),
        slack_signing_secret=SecretStr(""),
        slack_app_token=SecretStr(""),
    )


def trial_app(settings: Settings) -> Starlette:
    """The application, with a clock that stands still until it is moved."""
    return create_app(settings, worker=False, now=MovableClock(lambda: START))


@dataclass
class Site:
    """A running site."""

    url: str


class _Server(uvicorn.Server):
    """Leaves no connection behind: a browser opens some in advance, and says nothing on them."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)  # the sockets are closed in the next turn of the loop


@contextmanager
def running(app: Starlette, certificate: Path | None = None) -> Iterator[Site]:
    """An application in a thread of its own, until the block ends; by HTTPS with a ``certificate`` and its key in one
    file."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        app, log_level="error", lifespan="on", timeout_graceful_shutdown=2, ssl_certfile=certificate
    )
    server = _Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + STARTING
    while not server.started and thread.is_alive() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.started, "The site did not start."
    try:
        yield Site(f"http{'s' if certificate else ''}://127.0.0.1:{listening.getsockname()[1]}")
    finally:
        app.state.runtime.stopping.set()
        server.should_exit = True
        thread.join(10)
        listening.close()
