"""Where people and channels are reached: Teams answers only under the address that it gave with a message."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Reference:
    """``conversation`` is a plain id: the account for somebody's own chat with the advisor, else ``teams:<tenant>:…``.

    ``address`` is Teams' id of it, empty while there is none and one has to be begun with ``user``, Teams' id of the
    person; ``is_direct``: it is somebody's own chat.
    """

    conversation: str
    service_url: str
    address: str
    user: str = ""
    is_direct: bool = False


class References(Protocol):
    """What the store knows of them."""

    async def of(self, conversation: str) -> Reference | None:
        """Where a conversation is; None if the advisor never was there, or was removed."""
        ...

    async def any_in(self, workspace: str) -> Reference | None:
        """Somebody's own chat in an organisation, the one heard of last; None where there is none."""
        ...

    async def note(self, reference: Reference, now: datetime) -> None:
        """Something came from there: kept if it is new or has changed."""
        ...

    async def ended(self, conversation: str, now: datetime) -> None:
        """The advisor was removed from there: what is due to somebody in their own chat waits until they are back."""
        ...
