"""Files for people: in Teams they come by a card that asks whether one wants them, or as a picture."""

from bot.chat.outgoing import Outbox, Outgoing
from bot.chat.sender import Posting
from bot.chat.views import File
from bot.teams.listen import Route
from bot.teams.post import TeamsPoster
from bot.teams.words import Say


class Files:
    """Sends files to people's own chats."""

    def __init__(self, poster: TeamsPoster, outbox: Outbox) -> None:
        self._outgoing = Outgoing(poster, outbox)

    async def send(self, file: File, route: Route, say: Say) -> None:
        """Send one; where that fails, say so."""
        content = {"text": say("file-not-sent", title=file.title)}
        await self._outgoing.send(Posting(route.account, route.account, content))
