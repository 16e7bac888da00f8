"""Serving: the socket, the server, and a clean stop."""

import asyncio
import gc
import logging
import signal
import socket
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import Any, cast

import uvicorn
from starlette.types import ASGIApp
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from bot import logs
from bot.app import application, assemble
from bot.connections import ACCEPTED, QUEUE, Connections, Limits, connection_class, room_for_files, until_gone
from bot.request_ids import RequestIds
from bot.settings import Settings, SettingsError
from bot.terminal import say
from bot.worker_health import health_address

log = logging.getLogger(__name__)

PATIENCE = 10
"""Seconds that an answer may still take when the server is asked to stop."""


class Server(uvicorn.Server):
    """Serves an application within limits until it is asked to stop; sets ``stopping`` then.

    Open event streams end when ``stopping`` is set; they would keep the server alive.  ``draining`` is set ``drain``
    seconds before, so that whoever distributes requests sends none here any more.
    """

    def __init__(
        self,
        app: ASGIApp,
        limits: Limits,
        stopping: asyncio.Event | None = None,
        *,
        drain: float = 0.0,
        draining: asyncio.Event | None = None,
    ) -> None:
        protocol = connection_class(limits)
        proxies = [str(network) for network in limits.exempt]
        believed = cast(ASGIApp, ProxyHeadersMiddleware(cast(Any, until_gone(app)), proxies))
        super().__init__(
            uvicorn.Config(
                RequestIds(believed, limits.exempt),
                http=protocol,
                ws="none",
                access_log=False,
                log_config=None,
                lifespan="on",
                backlog=ACCEPTED,
                proxy_headers=False,  # done above, behind what must know who really is connected
                timeout_graceful_shutdown=PATIENCE,
            )
        )
        self.connections: Connections = protocol.among
        self._stopping = stopping or asyncio.Event()
        self._drain, self._draining = drain, draining or asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listening in sockets or []:
            listening.listen(QUEUE)  # the server has set it to what is accepted in one turn

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on a signal, and leave it at that: raised again it would cut off our own closing."""
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(sign, self.ask_to_stop, sign)
        try:
            yield
        finally:
            for sign in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(sign)

    def ask_to_stop(self, sign: signal.Signals) -> None:
        """Asked by a supervisor: say for ``drain`` seconds that nothing new should come here, then stop.

        Asked once more, or by somebody at a terminal (SIGINT): stop at once.
        """
        if not self._drain or sign is not signal.SIGTERM or self._draining.is_set():
            self.stop(sign)
            return
        log.info("Asked to stop: taking nothing new in %g seconds", self._drain)
        self._draining.set()
        asyncio.get_running_loop().call_later(self._drain, self.stop, sign)

    def stop(self, sign: signal.Signals = signal.SIGTERM) -> None:
        """Stop: nothing new is taken, and what was asked is answered."""
        self._stopping.set()
        self.handle_exit(sign, None)


async def serve(settings: Settings, *, worker: bool) -> None:
    """Serve until a signal asks to stop.

    Raises:
        SettingsError: the port is in use or the address is not of this machine.
        StoreError, OSError: the database or the data folder cannot be used.
    """
    logs.configure(settings.log_level, settings.log_format)
    asyncio.get_running_loop().set_exception_handler(logs.loop_error)
    with listen(settings) as listening:  # before anything is opened: a port in use is found at once
        await _serve(settings, listening, worker=worker)


async def _serve(settings: Settings, listening: socket.socket, *, worker: bool) -> None:
    async with assemble(settings) as runtime:
        host, port = listening.getsockname()[:2]
        say(started(host, port))
        # The index stays: without this the garbage collector goes through it again and again, and everybody waits.
        app = application(runtime, worker=worker, settled=gc.freeze)
        operation = runtime.operation
        server = Server(
            app, limits(settings), runtime.stopping, drain=settings.drain_seconds, draining=operation.draining
        )
        operation.metrics.parts.connections = lambda: server.connections.open
        await server.serve(sockets=[listening])


def started(host: str, port: int) -> str:
    """The line that tells whoever started it where it is."""
    return f"Cluster Advisor is at http://{f'[{host}]' if ':' in host else host}:{port}  (stop with Ctrl-C)"


def limits(settings: Settings) -> Limits:
    """The limits of the server, as this process can keep them."""
    connections = room_for_files(settings.connections)
    if connections < settings.connections:
        log.warning(
            "This process may open few files, so it takes %d connections at most; `ulimit -n` raises that.", connections
        )
    return Limits(connections=connections, per_address=settings.connections_per_address, exempt=settings.proxy_networks)


def listen(settings: Settings) -> socket.socket:
    """The listening socket.

    Raises:
        SettingsError: the port is in use or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Named as TCP: only then are accepted connections told not to hold back small answers (TCP_NODELAY).
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except (OSError, UnicodeError) as error:
        listening.close()
        in_use = "in use" in str(error)
        why = "another program uses it" if in_use else (getattr(error, "strerror", None) or "this is not an address")
        other = settings.port + 1 if 0 < settings.port < 65535 else 8000
        raise SettingsError(
            f"Cannot listen on {settings.host}:{settings.port}: {why}. "
            f"Choose another port, for example: advisor run --port {other}"
        ) from None
    listening.listen(QUEUE)
    return listening


async def work(settings: Settings) -> None:
    """Send reminders until a signal asks to stop.

    Raises:
        SettingsError: the port of its health address is in use.
        StoreError, OSError: the database or the data folder cannot be used.
    """
    logs.configure(settings.log_level, settings.log_format)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.loop_error)
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop.set)
    async with AsyncExitStack() as stack:
        runtime = await stack.enter_async_context(assemble(settings))
        if settings.worker_port is not None:
            address = health_address(runtime.operation.pages, settings.host, settings.worker_port)
            port = await stack.enter_async_context(address)
            say(f"Its health is at http://{settings.host}:{port}/readyz")
        runtime.clock.start()
        say("The worker is running (stop with Ctrl-C)")
        await stop.wait()
        await runtime.clock.stop()
