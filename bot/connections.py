"""The connections of the server: how many there may be, and how long each may take.

Without this, whoever opens connections and sends half a request keeps everybody else out.  Time for the answer
itself is not limited: event streams stay open as long as they are read.
"""

import asyncio
import logging
import resource
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network
from typing import Any, ClassVar

import h11
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot import addresses
from bot.logs import SELDOM

log = logging.getLogger(__name__)

Network = IPv4Network | IPv6Network

ACCEPTED = 32
"""Connections that the event loop accepts in one turn at most."""

QUEUE = 1024
"""Connections that the operating system holds until they are accepted."""

OTHER_FILES = 300
"""File descriptors for everything but connections: databases, files, calls to platforms, connections of a moment."""

FEWEST = 16
"""Connections that are taken in any case."""


@dataclass(frozen=True)
class Limits:
    """Times are in seconds."""

    connections: int = 2_000
    """In all; fewer where the process may not open so many files."""
    per_address: int = 100
    """From one address; from one network of 64 bits with IPv6."""
    exempt: tuple[Network, ...] = ()
    """Proxies in front: all people come from their address, so it is not counted."""
    headers: float = 10.0
    """From the first byte of a request, or the beginning of a connection, to the end of its headers."""
    silence: float = 30.0
    """Between two pieces of a body."""
    body: float = 120.0
    """For the whole body."""
    unread: float = 30.0
    """For which a client may leave an answer unread."""
    refusal: float = 1.0
    """For which a refused client may read why."""
    refusals: int = 50
    """Refused clients at the same time that get to read why; others are cut off."""

    @property
    def shortest(self) -> float:
        return min(self.headers, self.silence, self.body, self.unread)


def room_for_files(wanted: int) -> int:
    """How many connections fit below the limit of file descriptors, ``wanted`` at most; raises it where it may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < needed:
        soft = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if soft == resource.RLIM_INFINITY:
        return wanted
    return max(FEWEST, min(wanted, soft - OTHER_FILES))


@dataclass
class Connections:
    """The open connections of one server."""

    limits: Limits
    open: int = 0
    by_source: Counter[str] = field(default_factory=Counter)
    waited_for: "dict[Connection, None]" = field(default_factory=dict)
    """Those without a whole request, idle ones among them; longest first."""
    refused: "set[Connection]" = field(default_factory=set)

    def source(self, address: str) -> str:
        """Whom a connection is counted for; nobody when it comes from a proxy."""
        parsed = addresses.parsed(address)
        if parsed is None:
            return address
        return "" if any(parsed in network for network in self.limits.exempt) else addresses.source(parsed)

    def admit(self, connection: "Connection") -> bool:
        """Whether there is room for one more.

        Where there is none, the one that has been waited for the longest makes room: a client that means it has
        sent its request long before.
        """
        source = connection.source
        if source and self.by_source[source] >= self.limits.per_address:
            log.warning("One address has %d connections; it gets no more.", self.limits.per_address, extra=SELDOM)
            if not self._make_room(other for other in self.waited_for if other.source == source):
                return False
        elif self.open >= self.limits.connections:
            log.warning("All %d connections are taken.", self.limits.connections, extra=SELDOM)
            if not self._make_room(self.waited_for):
                return False
        self.open += 1
        self.by_source[source] += 1
        return True

    def _make_room(self, candidates: "Iterable[Connection]") -> bool:
        oldest = next(iter(candidates), None)
        if oldest is None:
            return False
        oldest.leave()
        oldest.transport.abort()
        return True

    def leave(self, connection: "Connection") -> None:
        self.open -= 1
        self.by_source[connection.source] -= 1
        if self.by_source[connection.source] <= 0:
            del self.by_source[connection.source]
        self.waited_for.pop(connection, None)


class Connection(H11Protocol):
    """One connection, within the limits of ``among``."""

    among: ClassVar[Connections]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.source = ""
        self._admitted = False
        self._timer: asyncio.TimerHandle | None = None
        self._begun: float | None = None  # since when headers are waited for
        self._body: float | None = None  # since when a body is waited for
        self._heard = 0.0
        self._silent = True
        self._unread: float | None = None
        self._closing: float | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        address = transport.get_extra_info("peername")
        self.source = self.among.source(str(address[0])) if address else ""
        self.transport = transport
        self._begun = self._heard = self.loop.time()
        if not self.among.admit(self):
            self._refuse()
            return
        self._admitted = True
        super().connection_made(transport)
        self.among.waited_for[self] = None
        self._watch()

    def _refuse(self) -> None:
        if len(self.among.refused) >= self.among.limits.refusals:
            self.transport.abort()
            return
        self.among.refused.add(self)
        # Closed at once, with its request unread, the client would see a broken connection instead of this.
        self.transport.write(_answer(503, "There are too many connections. Please try again in a moment."))
        self.transport.write_eof()
        self._timer = self.loop.call_later(self.among.limits.refusal, self.transport.abort)

    def leave(self) -> None:
        """Stop counting this connection."""
        if self._admitted:
            self._admitted = False
            self.among.leave(self)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self in self.among.refused:
            self.among.refused.discard(self)
        if self.flow is None:  # it was never admitted
            return
        self.leave()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.flow is None:
            return
        self._heard = self.loop.time()
        self._silent = False
        if self._begun is None and self.conn.their_state is h11.IDLE:
            self._begun = self._heard
        super().data_received(data)
        self._sort()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._sort()

    def _sort(self) -> None:
        """Note what is waited for now."""
        theirs = self.conn.their_state
        if theirs is not h11.IDLE:
            self._begun = None
        if theirs is not h11.SEND_BODY:
            self._body = None
        elif self._body is None:
            self._body = self._heard
        if theirs is h11.IDLE or theirs is h11.SEND_BODY:
            if self._admitted:
                self.among.waited_for.setdefault(self)
        else:
            self.among.waited_for.pop(self, None)

    def pause_writing(self) -> None:
        self._unread = self.loop.time()
        super().pause_writing()

    def resume_writing(self) -> None:
        self._unread = None
        super().resume_writing()

    def _watch(self) -> None:
        """Cut the connection off when its time is over, and look again when it could be."""
        now = self.loop.time()
        due = self._due(now)
        if due is not None and due <= now:
            self._cut_off()
        # The shortest limit is the longest pause between two looks, so that none begins and ends between them.
        later = now + self.among.limits.shortest
        self._timer = self.loop.call_at(later if due is None or due <= now else min(due, later), self._watch)

    def _due(self, now: float) -> float | None:
        limits = self.among.limits
        if self.transport.is_closing():
            self._closing = self._closing or now
            return self._closing + limits.unread
        if self._unread is not None:
            return self._unread + limits.unread
        if self._begun is not None:
            return self._begun + limits.headers
        if self._body is not None:
            silence = now if self.flow.read_paused else self._heard  # then it is we who do not read
            return min(silence + limits.silence, self._body + limits.body)
        return None

    def _cut_off(self) -> None:
        answering = self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete
        if self.transport.is_closing() or self._unread is not None or answering:
            self.transport.abort()
            return
        if not self._silent:
            self.transport.write(_answer(408, "The request took too long to arrive. Please send it again."))
        if self.cycle is not None:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.close()

    def shutdown(self) -> None:
        """End as soon as what was asked is answered; nothing is waited for that has not been asked, or is not read."""
        if self._unread is not None or self._body is not None:
            self.transport.abort()
            return
        super().shutdown()
        if self.transport.is_closing() and self.transport.get_write_buffer_size():
            self.loop.call_later(self.among.limits.refusal, self.transport.abort)


class Gone(BaseException):
    """A client left before its request had arrived; no failure, so that nothing below `until_gone` takes it for one."""


def until_gone(app: ASGIApp) -> ASGIApp:
    """The application, ended quietly when a client leaves in the middle of its request: strangers can as they like."""

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        arrived = False

        async def received() -> Message:
            nonlocal arrived
            message = await receive()
            if message["type"] == "http.disconnect" and not arrived:
                raise Gone
            arrived = not message.get("more_body", False)
            return message

        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        with suppress(Gone):
            await app(scope, received, send)

    return served


def connection_class(limits: Limits) -> type[Connection]:
    """The protocol class of one server, with a count of its own."""

    class Counted(Connection):
        among = Connections(limits)

    return Counted


def _answer(status: int, text: str) -> bytes:
    reason = {408: "Request Timeout", 503: "Service Unavailable"}[status]
    body = text.encode()
    head = (
        f"HTTP/1.1 {status} {reason}\r\ncontent-type: text/plain; charset=utf-8\r\n"
        f"content-length: {len(body)}\r\nconnection: close\r\n"
    )
    if status == 503:
        head += "retry-after: 5\r\n"
    return f"{head}\r\n".encode() + body
