"""Sending on the web: a message is a line of the person's transcript, which open pages read."""

from collections.abc import Callable
from datetime import datetime

from bot.advisor import Advisor
from bot.chat.codes import masked
from bot.chat.events import Command, Event, Pressed, Said
from bot.chat.sender import SendError
from bot.chat.views import Message, Reply
from bot.web.listen import number


class WebSender:
    """Writes to the transcript of a web account; a reference is the number of the line."""

    def __init__(self, advisor: Advisor, clock: Callable[[], datetime]) -> None:
        self._advisor = advisor
        self._clock = clock

    async def send(self, account: str, message: Message, *, key: str) -> str:
        """Write the line; the same key writes it once only.

        Raises:
            SendError: the store did not take it; trying again is safe.
        """
        try:
            return str(await self._advisor.add_line(account, "reminder", message, self._clock(), key))
        except Exception as error:
            raise SendError(f"The line was not written: {type(error).__name__}", platform=True) from error

    async def find(self, account: str, key: str, *, since: datetime) -> str | None:
        """The line that was written with this key.

        Raises:
            SendError: the store cannot be asked now.
        """
        try:
            line = await self._advisor.find_line(account, key)
        except Exception as error:
            raise SendError(f"The transcript cannot be read: {type(error).__name__}", platform=True) from error
        return None if line is None else str(line)

    async def update(self, account: str, reference: str, message: Message) -> None:
        """Put another message in the place of the line.

        Raises:
            SendError: it cannot be replaced.
        """
        line = number(reference)
        if line is None:
            raise SendError("There is no such line.", permanent=True)
        try:
            await self._advisor.replace_line(account, line, message)
        except Exception as error:
            raise SendError(f"The line was not replaced: {type(error).__name__}") from error

    async def probe(self, workspace: str) -> None:
        """The page is part of the advisor: where a probe is made, it works."""


async def post(advisor: Advisor, event: Event, reply: Reply, now: datetime) -> list[int]:
    """Write what was said and answered into the transcript; returns the numbers of the lines, a replaced one too.

    A command that only opens a page leaves no line behind.
    """
    said: Message | None = None
    replaced: tuple[int, Message] | None = None
    if isinstance(event, Said) or (isinstance(event, Command) and reply.messages):
        said = Message(masked(event.text if isinstance(event, Said) else f"/{event.name} {event.text}".strip()))
    if isinstance(event, Pressed) and reply.replace and (line := number(event.message)):
        replaced = (line, reply.replace)
    return await advisor.add_turn(event.actor.account, said, replaced, reply.messages, now)
