"""Looking at the mail server, for ``advisor check``, and a sample for whoever sets it up."""

from datetime import datetime

from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.email.render import Envelope
from bot.email.send import MailSender, connected
from bot.email.server import read_server
from flows.reading.mail_addresses import is_address


async def diagnose(smtp_url: str, sender: str) -> tuple[bool, str]:
    """Whether a connection can be made and signed in, and in words what was found.  Nothing is sent."""
    server = read_server(smtp_url)
    try:
        async with connected(server, sender) as smtp:
            encrypted = smtp.get_transport_info("sslcontext") is not None
    except SendError as failure:
        return False, f"{failure} SMTP_URL names {server.host}, port {server.port}; reminders by e-mail are on hold."
    how = "encrypted" if encrypted else "not encrypted"
    return True, f"{server.host}, port {server.port}, {how}; sent from {sender}"


async def send_sample(smtp_url: str, sender: str, address: str, message: Message, key: str, now: datetime) -> None:
    """Send a message to an address that nobody gave, for whoever sets e-mail up.

    Raises:
        SendError: it did not go out; the text says why.
    """
    if not smtp_url or not sender:
        raise SendError("Set SMTP_URL and MAIL_FROM first.")
    if not is_address(address):
        raise SendError("This is not an e-mail address. Write it like you@example.org.")

    async def nobody(account: str) -> Envelope | None:
        return None

    mail = MailSender(read_server(smtp_url), sender, nobody, lambda: now)
    await mail.deliver(Envelope(address, address.partition("@")[0], "en"), message, key=key)
