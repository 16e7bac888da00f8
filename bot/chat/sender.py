"""Sending: the one way out, implemented by every surface."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from bot.chat.views import Message


class SendError(Exception):
    """A message did not go out.

    ``permanent``: trying again is useless.  ``retry_after``: seconds the platform asks to wait, None if it does
    not say.  ``unknown``: the answer was lost, so the message may have gone out.  ``platform``: the failure is not
    about this person or message, nobody in the workspace can be sent anything now.  ``revoked``: that is because
    the workspace has taken the advisor's access away.  ``closed``: the person has blocked or removed the advisor, who
    can still be reached elsewhere, or once they have let it in again.
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
        closed: bool = False,
    ) -> None:
        super().__init__(reason)
        self.permanent = permanent
        self.retry_after = retry_after
        self.unknown = unknown
        self.platform = platform or revoked
        self.revoked = revoked
        self.closed = closed


def as_send_error(error: SendError | TimeoutError) -> SendError:
    """How a sending failed; one that took too long may have gone out, and the platform does not answer."""
    if isinstance(error, SendError):
        return error
    return SendError("no answer in time", unknown=True, platform=True)


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


@dataclass(frozen=True)
class Posting:
    """An answer as its platform takes it, on its way into a conversation.

    ``conversation`` is a plain id (``slack:T1:C1``); direct messages have the id of the person's account.
    ``account`` is the person whom it answers; a ``private`` one is shown to that person only.  ``replaces`` is the
    reference of the message whose place it takes; ``content`` is JSON, rendered.
    """

    conversation: str
    account: str
    content: dict[str, Any]
    thread: str = ""
    private: bool = False
    replaces: str = ""

    @property
    def direct(self) -> bool:
        """Whether it goes to the person's direct messages."""
        return self.conversation == self.account

    def instead(self) -> "Posting | None":
        """Where it goes when it is not taken there: beside the message that it should replace, then to the person."""
        if self.replaces:
            return replace(self, replaces="")
        if self.direct and not self.thread:
            return None
        return Posting(self.account, self.account, self.content)


class Poster(Protocol):
    """Posts what `Posting` says; one of each surface that has an outbox."""

    async def post(self, posting: Posting, *, key: str) -> str:
        """Post it and return a reference to it, empty where there is none.  ``key`` is stored with it.

        Raises:
            SendError: it was not posted, or nobody knows; what cannot be found by its key is never unknown.
        """
        ...

    async def find(self, posting: Posting, key: str, *, since: datetime) -> str | None:
        """The reference of what was posted with this key, None if there is none.

        Raises:
            SendError: the platform cannot be asked now.
        """
        ...
