"""The e-mail surface, wired: from settings and the advisor to something that sends."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import uuid4

from bot.advisor import Advisor
from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.email.render import Envelope
from bot.email.send import MailSender
from bot.email.server import read_server

log = logging.getLogger(__name__)

STOP = "/mail/stop/"
"""Where the page lies that stops e-mail; the secret stands behind it."""


def build_mail(
    advisor: Advisor, clock: Callable[[], datetime], *, smtp_url: str, sender: str, public_url: str
) -> MailSender:
    """What sends through the server at ``smtp_url``, from the address ``sender``.

    Raises:
        ValueError: the address of the server is none.
    """

    async def envelope(account: str) -> Envelope | None:
        found = await advisor.addressed(account, clock())
        if found is None:
            return None
        link = f"{public_url.rstrip('/')}{STOP}{found.secret}"
        return Envelope(found.address, found.name, found.locale, found.by, found.cluster, link, found.asks)

    return MailSender(read_server(smtp_url), sender, envelope, clock)


def build_link_mail(
    clock: Callable[[], datetime], *, smtp_url: str, sender: str
) -> Callable[[str, str, Message], Awaitable[None]]:
    """What sends somebody the link that they asked for on the web page; that it did not go out stands in the log.

    Raises:
        ValueError: the address of the server is none.
    """

    async def nobody(account: str) -> Envelope | None:
        return None

    mail = MailSender(read_server(smtp_url), sender, nobody, clock)

    async def send(address: str, name: str, message: Message) -> None:
        envelope = Envelope(address, name, message.locale, signs_in=True)
        try:
            await mail.deliver(envelope, message, key=f"sign-in:{uuid4().hex}")
        except SendError as problem:
            log.warning("A link to sign in was not sent: %s", problem)

    return send
