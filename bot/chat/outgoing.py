"""Answers on their way out: posted where they belong, elsewhere where that is not allowed, or kept for later."""

import logging
from enum import StrEnum
from typing import Protocol
from uuid import uuid4

from bot.chat.sender import Poster, Posting, SendError

log = logging.getLogger(__name__)


class Outbox(Protocol):
    """Where answers wait that a platform does not take just now; it posts them later, in their order."""

    async def waits(self, conversation: str) -> bool: ...

    async def add(self, posting: Posting, key: str, error: SendError | None = None) -> None: ...


class Went(StrEnum):
    """Where an answer went; one that waits in the outbox counts as being there."""

    HERE = "here"
    """Into the conversation where it belongs."""
    ELSEWHERE = "elsewhere"
    """To the person directly instead."""
    NOWHERE = "nowhere"
    """It was refused wherever it may be: nobody reads it."""


class Outgoing:
    """The one way on which answers leave."""

    def __init__(self, poster: Poster, outbox: Outbox) -> None:
        self._poster = poster
        self._outbox = outbox

    async def waits(self, conversation: str) -> bool:
        """Whether something waits for a conversation, which comes first."""
        return await self._outbox.waits(conversation)

    async def send(self, posting: Posting, *, elsewhere: bool = True) -> Went:
        """Post it here, or else, where it may be, ``elsewhere``; what is not taken just now waits in the outbox.

        Only what is refused everywhere is lost, and then the log says so.
        """
        wanted: Posting | None = posting
        while wanted is not None:
            key = uuid4().hex
            went = Went.HERE if wanted.conversation == posting.conversation else Went.ELSEWHERE
            if await self._outbox.waits(wanted.conversation):
                await self._outbox.add(wanted, key)
                return went
            try:
                await self._poster.post(wanted, key=key)
            except SendError as error:
                if not error.permanent:
                    log.warning("An answer waits in the outbox: %s", error)
                    await self._outbox.add(wanted, key, error)
                    return went
                log.warning("An answer cannot be posted where it belongs: %s", error)
                wanted = wanted.instead() if elsewhere else None
            else:
                return went
        if elsewhere:
            log.error("An answer could not be delivered anywhere.")
        return Went.NOWHERE
