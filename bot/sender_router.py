"""Sends by the prefix of the account, through whichever surfaces are set up."""

from datetime import datetime

from bot.chat.sender import Sender, SendError
from bot.chat.views import Message


class SenderRouter:
    """Sends by the prefix of the account: ``slack:…`` through Slack, ``web:…`` onto the web page."""

    def __init__(self) -> None:
        self.surfaces: dict[str, Sender] = {}

    def _surface(self, account: str) -> Sender:
        prefix = account.partition(":")[0]
        try:
            return self.surfaces[prefix]
        except KeyError:
            raise SendError(f"No surface is set up for “{prefix}”.", permanent=True) from None

    async def send(self, account: str, message: Message, *, key: str) -> str:
        return await self._surface(account).send(account, message, key=key)

    async def find(self, account: str, key: str, *, since: datetime) -> str | None:
        return await self._surface(account).find(account, key, since=since)

    async def update(self, account: str, reference: str, message: Message) -> None:
        await self._surface(account).update(account, reference, message)

    async def probe(self, workspace: str) -> None:
        await self._surface(workspace).probe(workspace)
