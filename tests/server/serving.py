"""A real server on a free port, in the loop of the test, with a small application that can be waited for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from bot import request_ids
from bot.connections import Connections, Limits
from bot.server import Server, listen
from bot.settings import Settings

BIG = 40_000_000
"""Bytes of an answer that no buffer of the operating system holds."""


@dataclass
class Served:
    server: Server
    port: int
    draining: asyncio.Event
    running: asyncio.Task[None]
    news: asyncio.Event = field(default_factory=asyncio.Event)
    """Lets open event streams say something."""
    clients: "list[Client]" = field(default_factory=list)

    @property
    def connections(self) -> Connections:
        return self.server.connections

    async def connect(self, source: str = "127.0.0.1") -> "Client":
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(source, 0))
        self.clients.append(Client(reader, writer))
        return self.clients[-1]

    async def ask(self, path: str = "/", source: str = "127.0.0.1") -> "Client":
        client = await self.connect(source)
        client.send(f"GET {path} HTTP/1.1\r\nHost: here\r\n\r\n")
        return client


@dataclass
class Client:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def send(self, text: str) -> None:
        self.writer.write(text.encode())

    async def head(self) -> str:
        return (await self.reader.readuntil(b"\r\n\r\n")).decode()

    async def rest(self) -> str:
        """Everything until the server closes; what was cut off is nothing."""
        try:
            return (await self.reader.read()).decode()
        except ConnectionError:
            return ""


@asynccontextmanager
async def serving(limits: Limits, drain: float = 0.0) -> AsyncIterator[Served]:
    """Serve within limits; stops in the end."""
    stopping = asyncio.Event()

    async def hello(_: Request) -> Response:
        return PlainTextResponse("hello")

    async def say(request: Request) -> Response:
        return PlainTextResponse(f"{len(await request.body())} bytes")

    async def stream(_: Request) -> Response:
        async def events() -> AsyncIterator[str]:
            yield "data: first\n\n"
            for waited in asyncio.as_completed([served.news.wait(), stopping.wait()]):
                await waited
                break
            yield "data: last\n\n"

        return StreamingResponse(events(), media_type="text/event-stream")

    async def big(_: Request) -> Response:
        return PlainTextResponse("x" * BIG)

    async def tell_id(_: Request) -> Response:
        return PlainTextResponse(request_ids.current.get())

    app = Starlette(
        routes=[
            Route("/", hello),
            Route("/say", say, methods=["POST"]),
            Route("/stream", stream),
            Route("/big", big),
            Route("/id", tell_id),
        ]
    )
    listening = listen(Settings(_env_file=None, port=0))
    port = listening.getsockname()[1]
    draining = asyncio.Event()
    server = Server(app, limits, stopping, drain=drain, draining=draining)
    served = Served(server, port, draining, asyncio.create_task(server.serve(sockets=[listening])))
    try:
        yield served
    finally:
        server.stop()
        await served.running
        for client in served.clients:
            client.writer.transport.abort()
        for client in served.clients:
            with suppress(ConnectionError):
                await client.writer.wait_closed()
