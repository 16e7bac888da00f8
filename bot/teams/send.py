"""Sending on Teams: `bot.chat.sender.Sender` by messages that the advisor writes first."""

from datetime import datetime
from functools import partial
from typing import Any

from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.teams import render
from bot.teams.client import TeamsClient
from bot.teams.errors import Meaning, TeamsError
from bot.teams.post import Addresses, as_taken, send_error, tenant_of
from bot.teams.references import Reference
from bot.teams.words import Say

UNSEEN = (Meaning.WAIT, Meaning.DOWN, Meaning.LOST, Meaning.FAILED, Meaning.REVOKED)
"""Failures that say nothing of a conversation: Teams has not looked at it."""


class TeamsSender:
    """Sends to accounts ``teams:<tenant>:<person>``.

    A reference is ``<conversation>|<ids>``, with the ids of its messages joined by commas: a long message is several.
    What counts as sent although nobody knows is ``|<key>``.
    """

    def __init__(self, client: TeamsClient, addresses: Addresses) -> None:
        self._client = client
        self._addresses = addresses

    async def send(self, account: str, message: Message, *, key: str) -> str:
        """Write to the person's own chat; what Teams finds wrong with its look comes as plain text.

        Raises:
            SendError: it did not go out, or nobody knows.
        """
        rendered = render.message(message, Say(message.locale))
        ids: list[str] = []
        try:
            at = await self._addresses.of(account)
            for card in rendered.cards:
                ids.append(await self._created(tenant_of(account), at, {"text": rendered.text, "card": card}))
        except TeamsError as error:
            if not ids:  # else the rest of a long message is not worth sending its beginning twice
                raise send_error(error) from None
        return f"{at.address}|{','.join(ids)}"

    async def find(self, account: str, key: str, *, since: datetime) -> str | None:
        """Teams lets nobody look: what may have gone out counts as sent, since it most likely is there."""
        return f"|{key}"

    async def update(self, account: str, reference: str, message: Message) -> None:
        """Replace a message that was sent before: card by card; what is left over of a longer one goes.

        Raises:
            SendError: it cannot be replaced.
        """
        address, _, listed = reference.rpartition("|")
        if not address or not listed:
            raise SendError("This is no reference to a message in Teams.", permanent=True)
        rendered, tenant, ids = render.message(message, Say(message.locale)), tenant_of(account), listed.split(",")
        try:
            at = await self._addresses.of(account)
            for place, card in enumerate(rendered.cards):
                content = {"text": rendered.text, "card": card}
                if place < len(ids):
                    put = partial(self._client.update, tenant, at.service_url, address, ids[place])
                    await as_taken(content, put)
                else:
                    await self._created(tenant, at, content)
            for id in ids[len(rendered.cards) :]:
                await self._client.delete(tenant, at.service_url, address, id)
        except TeamsError as error:
            raise send_error(error) from None

    async def _created(self, tenant: str, at: Reference, content: dict[str, Any]) -> str:
        return await as_taken(content, partial(self._client.create, tenant, at.service_url, at.address))

    async def probe(self, workspace: str) -> None:
        """Ask Teams itself, about somebody of the organisation: whatever it says of them, it works.

        Raises:
            SendError: not now.
        """
        try:
            at = await self._addresses.known_in(workspace)
            if at is None:
                await self._client.sign_in()
            else:
                await self._client.member(tenant_of(at.conversation), at.service_url, at.address, at.user)
        except TeamsError as error:
            if error.meaning in UNSEEN:
                raise send_error(error) from None
