"""Sending and posting into all workspaces: each message with the token of the workspace that it goes to."""

from datetime import datetime

from bot.chat.sender import Posting, SendError
from bot.chat.views import Message
from bot.slack.installations import NotAnsweredError
from bot.slack.send import user_of
from bot.slack.workspace import Workspace
from bot.slack.workspaces import Workspaces


class RoutedSender:
    """`bot.chat.sender.Sender` for the accounts of every workspace."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def send(self, account: str, message: Message, *, key: str) -> str:
        return await (await self._of(account)).sender.send(account, message, key=key)

    async def find(self, account: str, key: str, *, since: datetime) -> str | None:
        return await (await self._of(account)).sender.find(account, key, since=since)

    async def update(self, account: str, reference: str, message: Message) -> None:
        await (await self._of(account)).sender.update(account, reference, message)

    async def probe(self, workspace: str) -> None:
        await (await _workspace(self._workspaces, workspace)).sender.probe(workspace)

    async def _of(self, account: str) -> Workspace:
        user_of(account)
        return await _workspace(self._workspaces, account)


class RoutedPoster:
    """`bot.chat.sender.Poster` for the conversations of every workspace."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def post(self, posting: Posting, *, key: str) -> str:
        return await (await self._of(posting)).poster.post(posting, key=key)

    async def find(self, posting: Posting, key: str, *, since: datetime) -> str | None:
        return await (await self._of(posting)).poster.find(posting, key, since=since)

    async def _of(self, posting: Posting) -> Workspace:
        if _home(posting.conversation) != _home(posting.account):
            raise SendError("This answer is for somebody of another workspace.", permanent=True)
        return await _workspace(self._workspaces, posting.conversation)


def _home(address: str) -> str:
    return ":".join(address.split(":")[:2])


async def _workspace(workspaces: Workspaces, address: str) -> Workspace:
    """The workspace of an account, of a conversation, or of that name.

    Raises:
        SendError: the advisor is not installed there, or nobody can say whether it is.
    """
    try:
        workspace = await workspaces.of_account(address)
    except NotAnsweredError:
        raise SendError("It cannot be told just now where the advisor is installed.", platform=True) from None
    if workspace is None:
        raise SendError("The advisor is not installed in this workspace.", permanent=True, revoked=True)
    return workspace
