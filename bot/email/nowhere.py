"""Where no mail server is set up: what is to go out by e-mail waits, and those who look after the advisor are told."""

from datetime import datetime

from bot.chat.sender import SendError
from bot.chat.views import Message


class NoMailSender:
    """Stands where no mail server is set up: what is to go out by e-mail waits."""

    async def send(self, account: str, message: Message, *, key: str) -> str:
        """Nothing is sent.

        Raises:
            SendError: always.
        """
        raise _not_set_up()

    async def find(self, account: str, key: str, *, since: datetime) -> str | None:
        """Nothing was sent from here.

        Raises:
            SendError: always.
        """
        raise _not_set_up()

    async def update(self, account: str, reference: str, message: Message) -> None:
        """What was sent stays as it is.

        Raises:
            SendError: always.
        """
        raise _not_set_up()

    async def probe(self, workspace: str) -> None:
        """It does not work.

        Raises:
            SendError: always.
        """
        raise _not_set_up()


def _not_set_up() -> SendError:
    return SendError("No mail server is set up. Set SMTP_URL and MAIL_FROM (docs/operation.md).", revoked=True)
