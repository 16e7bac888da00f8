"""A real mail server on this machine, and the sample house that sends through it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from itertools import count

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from httpx2 import ASGITransport, AsyncClient
from starlette.applications import Starlette

from bot.email.app import build_mail
from bot.reminders.delivery import Delivery
from bot.web.app import web_routes
from bot.web.sessions import WebSettings
from tests.advisor.conversation import House

URL = "https://advisor.test"
SIGNING = WebSettings(secret="s" * 32, secure=True)


@dataclass
class Post:
    """What a mail server took; ``answers`` are what it says to a recipient, or to a message, instead of taking it."""

    port: int = 0
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    hang_up: bool = False
    """Whether it closes the connection where it should say that it took a message."""

    async def handle_RCPT(  # noqa: N802  # as the server calls it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "RCPT" not in self.answers:
            envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" not in self.answers:
            content = envelope.original_content or b""
            message = message_from_bytes(content, policy=default)
            assert isinstance(message, EmailMessage)
            self.taken.append((envelope.rcpt_tos[0], message))
        if self.hang_up:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return self.answers.get("DATA", "250 OK")

    def read(self) -> list[str]:
        """The plain texts of what was taken, which is then put away."""
        taken, self.taken = self.taken, []
        return [text(message) for _, message in taken]


def text(message: EmailMessage) -> str:
    """What one reads in plain text, its lines joined."""
    body = message.get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    handler = Post()
    loop = asyncio.get_running_loop()
    served: list[SMTP] = []

    def serve() -> SMTP:
        served.append(SMTP(handler, hostname="post.test", loop=loop))
        return served[-1]

    server = await loop.create_server(serve, "127.0.0.1", 0)
    handler.port = server.sockets[0].getsockname()[1]
    yield handler
    server.close()
    for connection in served:
        if connection.transport is not None:
            connection.transport.close()
    await asyncio.sleep(0)  # the sockets are closed in the next turn of the loop


@pytest.fixture
def mailing(house: House, post: Post) -> House:
    """The sample house with a mail server."""
    secrets, advisor = count(1), house.advisor
    advisor.services = replace(
        advisor.services, mail=True, public_url=URL, new_secret=lambda: f"secret-{next(secrets)}"
    )
    sender = build_mail(
        advisor,
        lambda: house.now,
        smtp_url=f"smtp://127.0.0.1:{post.port}?starttls=never",
        sender="advisor@advisor.test",
        public_url=URL,
    )
    advisor.services.sender.surfaces["mail"] = sender  # type: ignore[attr-defined]
    house.delivery = Delivery(
        house.store,
        advisor.services.sender,
        advisor.compose,
        random=lambda: 0.5,
        on_dead=lambda tx, due, reason: advisor.undeliverable(tx, due, reason, house.now),
    )
    return house


@pytest.fixture
async def visitor(mailing: House) -> AsyncIterator[AsyncClient]:
    app = Starlette(routes=web_routes(mailing.advisor, lambda: mailing.now, SIGNING))
    async with AsyncClient(transport=ASGITransport(app), base_url=URL) as client:
        yield client
