"""Posting answers where they belong: `bot.chat.sender.Poster` over the Web API."""

import logging
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.sender import Posting, SendError
from bot.slack.errors import Meaning, SlackError, asking
from bot.slack.rate_limits import PATIENCE
from bot.slack.send import find_posted, marked, plain_content, user_of

log = logging.getLogger(__name__)


class SlackPoster:
    """Posts into channels, direct messages, and for one person only.

    A message in the direct messages can be looked up by its key; one in a channel cannot (the app does not read
    channels), and one for a person only neither.  What nobody can look up is not sent again when its answer was
    lost: it counts as sent, since it most likely is there.  It is sent again where Slack was not reached or failed.
    """

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def post(self, posting: Posting, *, key: str) -> str:
        """Post it; what Slack finds wrong with its look is posted as plain text.

        Raises:
            SendError: it was not posted, or nobody knows.
        """
        try:
            return await self._posted(posting, posting.content, key)
        except SlackError as error:
            if error.meaning is not Meaning.CONTENT:
                return _counted(posting, error)
            log.error("Slack does not take the look of a message: %s", error.code)
        try:
            return await self._posted(posting, plain_content(posting.content), key)
        except SlackError as error:
            return _counted(posting, error)

    async def _posted(self, posting: Posting, content: dict[str, Any], key: str) -> str:
        channel = posting.conversation.rpartition(":")[2]
        if posting.replaces:
            channel, _, stamp = posting.replaces.partition(":")
            await self.call("chat.update", channel=channel, ts=stamp, **content)
            return posting.replaces
        thread = {"thread_ts": posting.thread} if posting.thread else {}
        if posting.private:
            user = user_of(posting.account)
            await self.call("chat.postEphemeral", channel=channel, user=user, **content, **thread)
            return ""
        about = {"metadata": marked(key), "unfurl_links": False, "unfurl_media": False}
        response = await self.call("chat.postMessage", channel=channel, **content, **thread, **about)
        return f"{response['channel']}:{response['ts']}"

    async def find(self, posting: Posting, key: str, *, since: datetime) -> str | None:
        """Look for it; what cannot be looked up counts as sent, what replaces a message can be posted again.

        Raises:
            SendError: Slack cannot be asked now.
        """
        if posting.replaces:
            return None
        if not _can_be_found(posting):
            return ""
        return await find_posted(self._client, user_of(posting.account), key, since, posting.thread)

    async def call(self, method: str, **fields: Any) -> Any:
        """A call of the Web API; a short rate limit is waited for once.

        Raises:
            SlackError: it failed.
        """
        try:
            return await asking(self._client.api_call(method, json=fields))
        except SlackError as error:
            if error.retry_after is None or error.retry_after > PATIENCE:
                raise
        return await asking(self._client.api_call(method, json=fields))  # which waits as long as Slack asked


def _can_be_found(posting: Posting) -> bool:
    return posting.direct and not posting.private


def _counted(posting: Posting, error: SlackError) -> str:
    """A failure in the words of `SendError`, unless it counts as sent."""
    can_be_found = _can_be_found(posting)
    match error.meaning:
        case Meaning.WAIT:
            raise SendError("Slack asks to wait.", retry_after=error.retry_after)
        case Meaning.REVOKED:
            raise SendError(f"Slack does not accept the token: {error.code}", revoked=True)
        case Meaning.DOWN:
            raise SendError(f"Slack cannot be reached: {error.code}")
        case Meaning.FAILED:
            raise SendError(f"Slack failed: {error.code}", unknown=can_be_found and not posting.replaces)
        case Meaning.LOST if posting.replaces:
            raise SendError(f"Slack's answer was lost: {error.code}")
        case Meaning.LOST if can_be_found:
            raise SendError(f"Slack's answer was lost: {error.code}", unknown=True)
        case Meaning.LOST:
            log.warning("Slack's answer to a message that cannot be looked up was lost; it counts as sent.")
            return ""
        case Meaning.MENDABLE if posting.direct:
            raise SendError(f"The Slack app may not do this: {error.code}")
    raise SendError(f"Slack refuses: {error.code}", permanent=True)
