"""Requests as bytes on a connection, and what comes back."""

import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

PATIENCE = 20.0
"""Seconds after which no answer will come."""

Framing = Literal["whole", "chunked", "cut", "none"]


@dataclass(frozen=True)
class Sent:
    """One request, by ``role`` (`tests.fuzz.house.ROLES`); ``target`` is what stands between method and version.

    ``framing``: the body with its length, in chunks, with half of it left out as by somebody who goes away, or without
    a word about its length.  ``signed``: as Slack signs, at the time at which it is sent.  ``{document}`` and the like
    stand for the ids of the house.
    """

    method: str
    target: str
    headers: Sequence[tuple[bytes, bytes]] = ()
    body: bytes = b""
    role: str = "stranger"
    signed: bool = False
    framing: Framing = "whole"


@dataclass
class Answer:
    """``status`` is 0 where the connection ended without an answer; ``seconds`` until the end of the answer."""

    status: int = 0
    head: bytes = b""
    body: bytes = b""
    seconds: float = 0.0
    hung: bool = False


def exchange(url: str, sent: Sent, headers: Sequence[tuple[bytes, bytes]]) -> Answer:
    """Send it with these headers before its own, over a connection of its own.  A stream is left when it has begun."""
    parts, began = urlsplit(url), time.monotonic()
    connection = socket.create_connection((parts.hostname or "", parts.port or 80), timeout=PATIENCE)
    with connection:
        try:
            connection.sendall(_written(sent, headers))
            if sent.framing == "cut":
                connection.shutdown(socket.SHUT_WR)
            answer = _read(connection, sent.method)
        except TimeoutError:
            answer = Answer(hung=True)
        except OSError:  # it was refused before all of it was sent
            answer = _left(connection)
    answer.seconds = time.monotonic() - began
    return answer


def _written(sent: Sent, headers: Sequence[tuple[bytes, bytes]]) -> bytes:
    lines = [f"{sent.method} {sent.target} HTTP/1.1".encode("utf-8", "surrogatepass")]
    lines += [b"%b: %b" % each for each in (*headers, *sent.headers)]
    body = sent.body
    match sent.framing:
        case "chunked":
            lines.append(b"Transfer-Encoding: chunked")
            body = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in _parts(body)) + b"0\r\n\r\n"
        case "whole" | "cut":
            lines.append(b"Content-Length: %d" % len(body))
            body = body[: len(body) // 2] if sent.framing == "cut" else body
    lines.append(b"Connection: close")
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def _parts(body: bytes) -> list[bytes]:
    half = len(body) // 2
    return [part for part in (body[:half], body[half:]) if part]


def _read(connection: socket.socket, method: str) -> Answer:
    got = b""
    while b"\r\n\r\n" not in got:
        if not (part := connection.recv(65_536)):
            return Answer(head=got)
        got += part
    head, _, body = got.partition(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    if b"text/event-stream" in head.lower() or method == "HEAD":
        return Answer(status, head, body)
    while part := connection.recv(65_536):
        body += part
    return Answer(status, head, body)


def _left(connection: socket.socket) -> Answer:
    """What had been answered before the connection ended."""
    try:
        return _read(connection, "")
    except (OSError, ValueError, IndexError):
        return Answer()
