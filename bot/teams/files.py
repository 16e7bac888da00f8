"""Files for people: in Teams they come by a card that asks whether one wants them; a picture is shown at once."""

import logging
from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from bot.chat.outgoing import Outbox, Outgoing, Went
from bot.chat.sender import Posting
from bot.chat.texts import cut
from bot.chat.views import File
from bot.teams import limits
from bot.teams.cards import VALUE, Element, card, plain, weight
from bot.teams.listen import Consent, Route, alone
from bot.teams.post import TeamsPoster
from bot.teams.storage import Storage, StorageError
from bot.teams.words import Say

log = logging.getLogger(__name__)

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"

_SHOWN = ("image/png", "image/jpeg", "image/gif")
"""The pictures that every client shows."""


class Files:
    """Sends files to people's own chats, where Teams lets them into the person's own storage once they want them.

    Nothing is kept until then: the card names the button that makes the file again, whichever process hears of it.
    """

    def __init__(self, poster: TeamsPoster, outbox: Outbox, storage: Storage) -> None:
        self._outgoing = Outgoing(poster, outbox)
        self._storage = storage

    async def send(self, file: File, route: Route, say: Say) -> Went:
        """Send one to the person's own chat; where that fails, say so."""
        text = say("file-sent", title=file.title)
        if (shown := picture_card(file, text)) is not None:
            content: dict[str, Any] = {"text": text, "card": shown}
        elif file.action:
            content = {"text": text, "attachments": [_consent_card(file)]}
        else:
            content = {}
        failed = say("file-not-sent", title=file.title)
        # the text alone would promise what is not there
        return await self._post({**content, "instead": failed} if content else {"text": failed}, alone(route))

    async def declined(self, consent: Consent, route: Route, say: Say) -> None:
        """Somebody does not want it."""
        await self._replace({"text": say("file-declined", title=consent.title)}, route)

    async def accepted(self, consent: Consent, made: Sequence[File], route: Route, say: Say) -> None:
        """Write a file, which was made again, where the person wants it."""
        file = next((each for each in made if each.name == consent.name), made[0])
        try:
            await self._storage.put(consent.upload, file.content)
        except StorageError as error:
            log.warning("A file was not written for somebody in Teams: %s", error)
            await self._post({"text": say("file-not-sent", title=file.title)}, route)
            return
        info = {
            "contentType": INFO,
            "contentUrl": consent.address,
            "name": consent.stored or file.name,
            "content": {"uniqueId": consent.id, "fileType": consent.type},
        }
        text = say("file-sent", title=file.title)
        await self._replace({"text": text, "attachments": [info], "instead": text}, route)

    async def failed(self, consent: Consent, route: Route, say: Say) -> None:
        """Say that a file cannot be made again."""
        await self._post({"text": say("file-not-sent", title=consent.title)}, route)

    async def _post(self, content: dict[str, Any], route: Route, replaces: str = "") -> Went:
        return await self._outgoing.send(Posting(route.account, route.account, content, replaces=replaces))

    async def _replace(self, content: dict[str, Any], route: Route) -> None:
        """In the place of the card that asked."""
        await self._post(content, route, f"{route.conversation}|{route.message}" if route.message else "")


def picture_card(file: File, text: str) -> Element | None:
    """A picture as a card, with what it shows in words; None where it is none, or too large for a message."""
    if file.media_type not in _SHOWN:
        return None
    image = {
        "type": "Image",
        "url": f"data:{file.media_type};base64,{b64encode(file.content).decode()}",
        "altText": cut(file.alt or file.title, limits.LINE),
        "msteams": {"allowExpand": True},
    }
    shown = card([plain(text), image])
    return shown if weight(shown) <= limits.CARD_BYTES else None


def _consent_card(file: File) -> Element:
    """Asks whether the person wants it."""
    context = {VALUE: file.action, "name": file.name, "title": cut(file.title, limits.LABEL)}
    return {
        "contentType": CONSENT,
        "name": file.name,
        "content": {
            "description": cut(file.alt or file.title, limits.LABEL),
            "sizeInBytes": len(file.content),
            "acceptContext": context,
            "declineContext": context,
        },
    }
