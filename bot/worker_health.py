"""The health address of a worker: one page, spoken by a server of a few lines, for one supervisor."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from bot.settings import SettingsError

Health = Callable[[], Awaitable[dict[str, Any]]]
"""Tells how the process is: ``ok`` and more."""

PATIENCE = 5.0
"""Seconds in which a request must be there, and its answer be taken."""
LONGEST = 8192
"""Bytes of a request; nobody needs more to ask for one page."""


@asynccontextmanager
async def health_address(health: Health, host: str, port: int) -> AsyncIterator[int]:
    """Answer ``GET /healthz`` with 200 or 503 while the block runs; gives the port, which 0 lets the system choose.

    Raises:
        SettingsError: the port is in use or the address is not of this machine.
    """

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                request = await reader.readuntil(b"\r\n\r\n")
                writer.write(await _answer(request, health))
                await writer.drain()
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # whoever it was has gone, or is no supervisor
        finally:
            writer.close()

    try:
        server = await asyncio.start_server(talk, host, port, limit=LONGEST)
    except OSError as error:
        why = "another program uses it" if "in use" in str(error) else (error.strerror or "this is not an address")
        raise SettingsError(
            f"Cannot listen on {host}:{port}: {why}. Choose another port, for example: advisor worker --port 8001"
        ) from None
    async with server:
        yield int(server.sockets[0].getsockname()[1])


async def _answer(request: bytes, health: Health) -> bytes:
    method, _, rest = request.partition(b" ")
    path = rest.partition(b" ")[0].partition(b"?")[0]
    if method not in (b"GET", b"HEAD") or path != b"/healthz":
        return _response("404 Not Found", b'{"detail": "There is only /healthz here."}', body=method != b"HEAD")
    state = await health()
    status = "200 OK" if state["ok"] else "503 Service Unavailable"
    return _response(status, json.dumps(state).encode(), body=method == b"GET")


def _response(status: str, content: bytes, *, body: bool) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n"
    return (head + "Connection: close\r\n\r\n").encode() + (content if body else b"")
