"""The e-mail surface, wired: from settings and the advisor to something that sends."""

from collections.abc import Callable
from datetime import datetime

from bot.advisor import Advisor
from bot.email.render import Envelope
from bot.email.send import MailSender
from bot.email.server import read_server

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
