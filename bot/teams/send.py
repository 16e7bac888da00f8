"""Sending on Teams: `bot.chat.sender.Sender` by messages that the advisor writes first."""

from datetime import datetime
from typing import Any

from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.teams import render
from bot.teams.client import TeamsClient
from bot.teams.errors import TeamsError
from bot.teams.post import Addresses, activity_of, send_error, tenant_of
from bot.teams.words import Say


class TeamsSender:
    """Sends to accounts ``teams:<tenant>:<person>``; a reference is ``<conversation>|<id>``."""

    def __init__(self, client: TeamsClient, addresses: Addresses) -> None:
        self._client = client
        self._addresses = addresses

    async def send(self, account: str, message: Message, *, key: str) -> str:
        """Write to the person's own chat.

        Raises:
            SendError: it did not go out, or nobody knows.
        """
        rendered = render.message(message, Say(message.locale))
        first = ""
        try:
            at, tenant = await self._addresses.of(account), tenant_of(account)
            for card in rendered.cards:
                content = activity_of({"text": rendered.text, "card": card})
                id = await self._client.create(tenant, at.service_url, at.address, content)
                first = first or f"{at.address}|{id}"
        except TeamsError as error:
            if first:  # the rest of a long message is not worth sending its beginning twice
                return first
            raise send_error(error) from None
        return first

    async def find(self, account: str, key: str, *, since: datetime) -> str | None:
        """Teams lets nobody look: what may have gone out counts as sent, since it most likely is there."""
        return ""

    async def update(self, account: str, reference: str, message: Message) -> None:
        """Replace a message that was sent before.

        Raises:
            SendError: it cannot be replaced.
        """
        address, _, id = reference.rpartition("|")
        if not address or not id:
            raise SendError("This is no reference to a message in Teams.", permanent=True)
        rendered = render.message(message, Say(message.locale))
        content: dict[str, Any] = activity_of({"text": rendered.text, "card": rendered.cards[0]})
        try:
            at = await self._addresses.of(account)
            await self._client.update(tenant_of(account), at.service_url, address, id, content)
        except TeamsError as error:
            raise send_error(error) from None

    async def probe(self, workspace: str) -> None:
        """Ask whether the app's secret is accepted.

        Raises:
            SendError: not now.
        """
        try:
            await self._client.sign_in()
        except TeamsError as error:
            raise send_error(error) from None
