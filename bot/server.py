"""Serving: the socket, the server, and a clean stop."""

import asyncio
import logging
import signal
import socket
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager

import click
import uvicorn

from bot.app import application, assemble, health
from bot.settings import Settings, SettingsError
from bot.worker_health import health_address

log = logging.getLogger(__name__)


class _Server(uvicorn.Server):
    """Tells open event streams to end when it is asked to stop; they would keep it alive."""

    def __init__(self, config: uvicorn.Config, stopping: asyncio.Event) -> None:
        super().__init__(config)
        self._stopping = stopping

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on a signal, and leave it at that: raised again it would cut off our own closing."""
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(sign, self._stop, sign)
        try:
            yield
        finally:
            for sign in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(sign)

    def _stop(self, sign: signal.Signals) -> None:
        self._stopping.set()
        self.handle_exit(sign, None)


async def serve(settings: Settings, *, worker: bool) -> None:
    """Serve until a signal asks to stop.

    Raises:
        SettingsError: the port is in use or the address is not of this machine.
        StoreError, OSError: the database or the data folder cannot be used.
    """
    _log(settings)
    listening = _listen(settings)  # before anything is opened: a port in use is found at once
    async with assemble(settings) as runtime:
        app = application(runtime, worker=worker)
        config = uvicorn.Config(app, access_log=False, log_config=None, lifespan="on", timeout_graceful_shutdown=10)
        host, port = listening.getsockname()[:2]
        click.echo(f"Cluster Advisor is at http://{host}:{port}  (stop with Ctrl-C)")
        await _Server(config, runtime.stopping).serve(sockets=[listening])


def _log(settings: Settings) -> None:
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for noisy in ("alembic", "apscheduler", "slack_bolt", "slack_sdk", "uvicorn.error"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, logging.getLevelName(settings.log_level)))


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        in_use = "in use" in str(error)
        why = "another program uses it" if in_use else (error.strerror or str(error))
        other = settings.port + 1 if 0 < settings.port < 65535 else 8000
        raise SettingsError(
            f"Cannot listen on {settings.host}:{settings.port}: {why}. "
            f"Choose another port, for example: advisor run --port {other}"
        ) from None
    listening.listen(128)
    return listening


async def work(settings: Settings) -> None:
    """Send reminders until a signal asks to stop.

    Raises:
        SettingsError: the port of its health address is in use.
        StoreError, OSError: the database or the data folder cannot be used.
    """
    _log(settings)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop.set)
    async with AsyncExitStack() as stack:
        runtime = await stack.enter_async_context(assemble(settings))
        if settings.worker_port is not None:
            address = health_address(lambda: health(runtime), settings.host, settings.worker_port)
            port = await stack.enter_async_context(address)
            click.echo(f"Its health is at http://{settings.host}:{port}/healthz")
        runtime.clock.start()
        click.echo("The worker is running (stop with Ctrl-C)")
        await stop.wait()
        await runtime.clock.stop()
