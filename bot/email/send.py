"""Sending by e-mail: one message a connection, to the address behind an account."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime

import aiosmtplib

from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.email.errors import connecting, sending
from bot.email.limits import CONNECTING
from bot.email.render import Envelope, message_id, render
from bot.email.server import Server
from flows.reading.mail_addresses import domain_of, wired

FindEnvelope = Callable[[str], Awaitable[Envelope | None]]
"""Whom an account stands for; None where nothing may be sent."""


class MailSender:
    """Sends to ``mail:<id>``; a reference is the Message-ID."""

    def __init__(self, server: Server, sender: str, envelope: FindEnvelope, clock: Callable[[], datetime]) -> None:
        self._server = server
        self._sender = sender
        self._envelope = envelope
        self._clock = clock

    async def send(self, account: str, message: Message, *, key: str) -> str:
        """Send a message.

        Raises:
            SendError: it did not go out, or nobody knows; permanent where the address takes nothing, or nothing may be
                sent there.
        """
        try:
            envelope = await self._envelope(account)
        except Exception as error:
            raise SendError(f"The address cannot be read: {type(error).__name__}", platform=True) from error
        if envelope is None:
            raise SendError("That address no longer exists, or its owner wants no e-mail.", permanent=True)
        await self.deliver(envelope, message, key=key)
        return message_id(key, self._sender)

    async def deliver(self, envelope: Envelope, message: Message, *, key: str) -> None:
        """The same to somebody of whom all is known.

        Raises:
            SendError: as `send`.
        """
        mail = render(message, envelope, self._sender, key, self._clock())
        async with connected(self._server, self._sender) as smtp:
            await sending(smtp.sendmail(self._sender, [wired(envelope.address)], mail.as_bytes()))

    async def find(self, account: str, key: str, *, since: datetime) -> str | None:
        """None: no server tells what became of a message.  One that is sent again has the same Message-ID."""
        return None

    async def update(self, account: str, reference: str, message: Message) -> None:
        """What was sent stays as it is.

        Raises:
            SendError: always.
        """
        raise SendError("E-mail that was sent cannot be replaced.", permanent=True)

    async def probe(self, workspace: str) -> None:
        """Connect and sign in.

        Raises:
            SendError: not now.
        """
        async with connected(self._server, self._sender):
            pass


@asynccontextmanager
async def connected(server: Server, sender: str) -> AsyncIterator[aiosmtplib.SMTP]:
    """A connection that is signed in, closed in the end; this machine calls itself as the domain of the sender.

    Raises:
        SendError: there is none.
    """
    smtp = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user or None,
        password=server.password or None,
        use_tls=server.tls,
        start_tls=None if server.tls else server.starttls,
        local_hostname=domain_of(sender),
        timeout=CONNECTING,
    )
    try:
        await connecting(smtp.connect())
        yield smtp
        with suppress(aiosmtplib.SMTPException, OSError):  # what was taken is taken
            await smtp.quit()
    finally:
        smtp.close()
