"""Posting answers where they belong: `bot.chat.sender.Poster` over the connector."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from bot.chat.sender import Posting, SendError
from bot.teams.client import TeamsClient
from bot.teams.errors import Meaning, TeamsError
from bot.teams.references import Reference, References

log = logging.getLogger(__name__)

T = TypeVar("T")

CARD = "application/vnd.microsoft.card.adaptive"
BEGINNING = 4.0
"""Seconds in which a chat must have begun; with `client.WITHIN` less than a sending may take."""


def activity_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """The activity for a rendered message: a ``card`` with a ``text`` for notifications, or a plain ``text`` alone.

    ``attachments`` are other things than a card; ``instead`` is the text for where Teams does not take their look.
    """
    text = str(content.get("text") or "")
    if attachments := content.get("attachments"):
        return {"type": "message", "summary": text, "attachments": attachments}
    if (card := content.get("card")) is None:
        return {"type": "message", "text": text, "textFormat": "plain"}
    return {"type": "message", "summary": text, "attachments": [{"contentType": CARD, "content": card}]}


class Addresses:
    """Where conversations are; the chat with a person is begun where there is none yet.  ``bot`` is the advisor."""

    def __init__(self, client: TeamsClient, references: References, bot: str, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._references = references
        self._bot = bot
        self._clock = clock

    async def of(self, conversation: str) -> Reference:
        """Where a conversation is.

        Raises:
            SendError: nobody knows.
            TeamsError: the chat cannot be begun.
        """
        known = await self._references.of(conversation)
        if known is None:
            raise SendError(
                "Teams has not said where this conversation is, or the app was removed.", permanent=True, closed=True
            )
        if known.address:
            return known
        begun = await self._begun(tenant_of(conversation), known)
        found = replace(known, address=begun)
        await self._references.note(found, self._clock())
        return found

    async def known_in(self, workspace: str) -> Reference | None:
        """A person's own chat in an organisation, by its workspace ``teams:<tenant>``; None where nobody has one."""
        return await self._references.any_in(workspace)

    async def _begun(self, tenant: str, known: Reference) -> str:
        """The address of a person's own chat; it is begun in good time, so that their message can still go out."""
        try:
            async with asyncio.timeout(BEGINNING):
                return await self._client.begin(tenant, known.service_url, self._bot, known.user)
        except TimeoutError:
            raise TeamsError("no chat in time", Meaning.DOWN) from None
        except TeamsError as error:
            if error.meaning in (Meaning.LOST, Meaning.FAILED):  # to begin it says nothing yet
                raise TeamsError(error.code, Meaning.DOWN) from None
            raise


class TeamsPoster:
    """Posts into channels, group chats, and people's own chats with the advisor.

    Nothing can be looked up in Teams: what may have gone out counts as sent, since it most likely is there.
    """

    def __init__(self, client: TeamsClient, addresses: Addresses) -> None:
        self._client = client
        self._addresses = addresses

    async def post(self, posting: Posting, *, key: str) -> str:
        """Post it and return ``<conversation>|<id>``; what Teams finds wrong with its look is posted as plain text.

        Raises:
            SendError: it was not posted.
        """
        if posting.private and not posting.direct:
            raise SendError("Teams shows nothing to one person alone where others read.", permanent=True)
        try:
            return await as_taken(posting.content, partial(self._posted, posting))
        except TeamsError as error:
            return _counted(error)

    async def _posted(self, posting: Posting, activity: dict[str, Any]) -> str:
        at, tenant = await self._addresses.of(posting.conversation), tenant_of(posting.conversation)
        if posting.replaces:
            address, _, id = posting.replaces.rpartition("|")
            await self._client.update(tenant, at.service_url, address, id, activity)
            return posting.replaces
        address = f"{at.address};messageid={posting.thread}" if posting.thread else at.address
        return f"{at.address}|{await self._client.create(tenant, at.service_url, address, activity)}"

    async def find(self, posting: Posting, key: str, *, since: datetime) -> str | None:
        """What cannot be looked up counts as sent; what replaces a message can be posted again."""
        return None if posting.replaces else ""


async def as_taken(content: Mapping[str, Any], send: Callable[[dict[str, Any]], Awaitable[T]]) -> T:
    """Send a rendered message; what Teams finds wrong with its look goes as plain text.

    Raises:
        TeamsError: it failed.
    """
    try:
        return await send(activity_of(content))
    except TeamsError as error:
        if error.meaning is not Meaning.CONTENT:
            raise
        log.error("Teams does not take the look of a message: %s", error.code)
    return await send(activity_of({"text": content.get("instead") or content.get("text")}))


def tenant_of(id: str) -> str:
    """The organisation in a plain id ``teams:<tenant>:…``.

    Raises:
        SendError: it is none.
    """
    platform, _, rest = id.partition(":")
    tenant, _, inside = rest.partition(":")
    if platform != "teams" or not tenant or not inside:
        raise SendError("This is no conversation in Teams.", permanent=True)
    return tenant


def send_error(error: TeamsError) -> SendError:
    """A failure in the words of `SendError`."""
    match error.meaning:
        case Meaning.WAIT:
            return SendError("Teams asks to wait.", retry_after=error.retry_after, platform=True)
        case Meaning.REVOKED:
            return SendError(f"Teams does not accept the app's secret: {error.code}", revoked=True)
        case Meaning.DOWN:
            return SendError(f"Teams cannot be reached: {error.code}", platform=True)
        case Meaning.FAILED:
            return SendError(f"Teams failed: {error.code}", platform=True)
        case Meaning.LOST:
            return SendError(f"Teams' answer was lost: {error.code}", unknown=True, platform=True)
        case Meaning.GONE:
            return SendError(f"The advisor was removed or blocked in Teams: {error.code}", permanent=True, closed=True)
    return SendError(f"Teams refuses: {error.code}", permanent=True)


def _counted(error: TeamsError) -> str:
    """A failure in the words of `SendError`, unless it counts as sent."""
    if error.meaning is Meaning.LOST:
        log.warning("Teams' answer to a message was lost; it counts as sent.")
        return ""
    failed = send_error(error)
    failed.unknown = False
    raise failed
