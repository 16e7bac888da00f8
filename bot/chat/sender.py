"""Sending: the one way out, implemented by every surface."""

from datetime import datetime
from typing import Protocol

from bot.chat.views import Message


class SendError(Exception):
    """A message did not go out.

    ``permanent``: trying again is useless.  ``retry_after``: seconds the platform asks to wait, None if it does
    not say.  ``unknown``: the answer was lost, so the message may have gone out.  ``platform``: the failure is not
    about this person or message, nobody in the workspace can be sent anything now.  ``revoked``: that is because
    the workspace has taken the advisor's access away.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        unknown: bool = False,
        platform: bool = False,
        revoked: bool = False,
    ) -> None:
        super().__init__(reason)
        self.permanent = permanent
        self.retry_after = retry_after
        self.unknown = unknown
        self.platform = platform or revoked
        self.revoked = revoked


class Sender(Protocol):
    """Sends to people by the plain id of their account (``slack:T1:U2``)."""

    async def send(self, account: str, message: Message, *, key: str) -> str:
        """Send a message and return a reference to it.  ``key`` is stored with it, so that `find` finds it.

        Raises:
            SendError: it did not go out, or nobody knows.
        """
        ...

    async def find(self, account: str, key: str, *, since: datetime) -> str | None:
        """The reference of the message sent with this key, None if there is none.

        Raises:
            SendError: the platform cannot be asked now.
        """
        ...

    async def update(self, account: str, reference: str, message: Message) -> None:
        """Replace a message that was sent before.

        Raises:
            SendError: it cannot be replaced.
        """
        ...

    async def probe(self, workspace: str) -> None:
        """Ask whether messages can be sent into a workspace, without sending one.

        Raises:
            SendError: not now.
        """
        ...
