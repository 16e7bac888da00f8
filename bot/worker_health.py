"""The health address of a worker: a few pages, spoken by a server of a few lines, for one supervisor."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.settings import SettingsError

Pages = Mapping[str, Callable[[Request], Awaitable[Response]]]
"""What is answered, by its path."""

PATIENCE = 5.0
"""Seconds in which a request must be there, and its answer be taken."""
LONGEST = 8192
"""Bytes of a request; nobody needs more to ask for one page."""


@asynccontextmanager
async def health_address(pages: Pages, host: str, port: int) -> AsyncIterator[int]:
    """Answer ``GET`` for the pages while the block runs; gives the port, which 0 lets the system choose.

    Raises:
        SettingsError: the port is in use or the address is not of this machine.
    """

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                asked = await reader.readuntil(b"\r\n\r\n")
                writer.write(await _answer(_request(asked, writer.get_extra_info("peername")), pages))
                await writer.drain()
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # whoever it was has gone, or is no supervisor
        finally:
            writer.close()

    talking: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talking.add(task := asyncio.create_task(talk(reader, writer)))
        task.add_done_callback(talking.discard)

    try:
        server = await asyncio.start_server(accept, host, port, limit=LONGEST)
    except OSError as error:
        why = "another program uses it" if "in use" in str(error) else (error.strerror or "this is not an address")
        raise SettingsError(
            f"Cannot listen on {host}:{port}: {why}. Choose another port, for example: advisor worker --port 8001"
        ) from None
    async with server:
        try:
            yield int(server.sockets[0].getsockname()[1])
        finally:
            ending = [*talking]
            for task in ending:  # a server that closes leaves open what it has accepted
                task.cancel()
            await asyncio.gather(*ending, return_exceptions=True)


def _request(asked: bytes, peer: tuple[str, int]) -> Request:
    line, *rest = asked.decode("latin-1").split("\r\n")
    method, _, address = line.partition(" ")
    path = address.partition(" ")[0].partition("?")[0]
    named = (header.partition(":") for header in rest if header)
    headers = [(name.strip().lower().encode("latin-1"), value.strip().encode("latin-1")) for name, _, value in named]
    return Request({"type": "http", "method": method, "path": path, "headers": headers, "client": peer[:2]})


async def _answer(request: Request, pages: Pages) -> bytes:
    page = pages.get(request.scope["path"]) if request.method in ("GET", "HEAD") else None
    if page is None:
        answer: Response = JSONResponse({"detail": f"There are only {', '.join(pages)} here."}, 404)
    else:
        answer = await page(request)
    head = [f"HTTP/1.1 {answer.status_code} {HTTPStatus(answer.status_code).phrase}".encode(), b"Connection: close"]
    head += [name + b": " + value for name, value in answer.raw_headers]
    return b"\r\n".join([*head, b"", b""]) + (b"" if request.method == "HEAD" else bytes(answer.body))
