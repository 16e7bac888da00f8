"""HTTP with next to no processor time: the client and the stand-in for Slack share the machine with what is measured.

Only what uvicorn and aiohttp send each other is understood: bodies with a length, connections that stay open.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from benchmarks.processes import HOST

LARGEST = 2**20
"""Bytes that a head may have."""


class Connection:
    """A connection to one server, for one request after the other; made anew where the server has ended it."""

    def __init__(self, url: str) -> None:
        self._host, self._port = urlsplit(url).hostname or HOST, urlsplit(url).port or 80
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> tuple[int, bytes]:
        """The status and the body of the answer.

        Raises:
            ConnectionError, asyncio.IncompleteReadError: the server ended the connection.
        """
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._host}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        request = "\r\n".join([*lines, "\r\n"]).encode() + body
        if self._streams is not None:
            with suppress(ConnectionError, asyncio.IncompleteReadError):  # the server has ended it meanwhile
                return await self._sent(request, *self._streams)
            await self.close()
        self._streams = await asyncio.open_connection(self._host, self._port, limit=LARGEST)
        return await self._sent(request, *self._streams)

    async def _sent(
        self, request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[int, bytes]:
        writer.write(request)
        head, content = await _received(reader)
        return int(head.split(b" ", 2)[1]), content

    async def close(self) -> None:
        """End it."""
        if self._streams is not None:
            self._streams[1].close()
            with suppress(ConnectionError):
                await self._streams[1].wait_closed()
            self._streams = None


Answer = Callable[[str, bytes, bytes], Awaitable[bytes]]
"""Gets the path, the head and the body of a request, and gives the JSON of the answer."""


async def serve(answer: Answer) -> asyncio.Server:
    """Serve on a free port until the server is closed."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                head, body = await _received(reader)
                content = await answer(head.split(b" ", 2)[1].decode(), head, body)
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
                    % (len(content), content)
                )
        writer.close()

    return await asyncio.start_server(connected, HOST, 0, limit=LARGEST)


async def _received(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """A head and its body."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = header(head, b"content-length")
    return head, await reader.readexactly(int(length or 0))


def header(head: bytes, name: bytes) -> bytes:
    """The value of a header; empty if there is none."""
    lower = head.lower()
    start = lower.find(b"\r\n" + name + b":")
    if start < 0:
        return b""
    start += len(name) + 3
    return head[start : head.index(b"\r\n", start)].strip()
