"""Files that people send: fetched with the bot's token, and only from Slack itself."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.events import SentFile
from bot.chat.texts import clean
from bot.imports import MOST_BYTES

log = logging.getLogger(__name__)

SLACK_FILES = "https://files.slack.com"
"""Where Slack keeps files."""
WAITING = 30
"""Seconds in which a file must have come."""
PIECE = 65_536

NOT_FETCHED, NOT_ALLOWED, TOO_LARGE = "import.not-fetched", "import.not-allowed", "imports.too-large"


class Downloads:
    """Fetches files; ``origin`` is the scheme and host of the only addresses that get the token."""

    def __init__(self, client: AsyncWebClient, origin: str = SLACK_FILES) -> None:
        self._client = client
        self._origin = urlsplit(origin)

    async def sent(self, files: Sequence[Mapping[str, Any]], *, opened: bool) -> list[SentFile]:
        """The files of a message; where they may be ``opened``, the first with what is in it."""
        first = [await self.fetch(files[0])] if files and opened else []
        return [*first, *(SentFile(name="", problem=NOT_FETCHED) for _ in files[len(first) :])]

    async def fetch(self, file: Mapping[str, Any]) -> SentFile:
        """A file by what Slack tells of it; one that cannot be fetched says why."""
        name = clean(str(file.get("name") or file.get("title") or ""))
        if int(file.get("size") or 0) > MOST_BYTES:
            return SentFile(name=name, problem=TOO_LARGE)
        address = str(file.get("url_private_download") or file.get("url_private") or "")
        if not self._is_own(address) or self._client.session is None:
            return SentFile(name=name, problem=NOT_FETCHED)
        try:
            return await self._fetched(self._client.session, address, name)
        except (aiohttp.ClientError, TimeoutError) as error:
            log.warning("A file was not fetched from Slack: %s", type(error).__name__)
            return SentFile(name=name, problem=NOT_FETCHED)

    async def _fetched(self, session: aiohttp.ClientSession, address: str, name: str) -> SentFile:
        headers = {"Authorization": f"Bearer {self._client.token}"}
        limit = aiohttp.ClientTimeout(total=WAITING)
        # a redirect leads to the page for signing in, or elsewhere: the token goes nowhere else
        async with session.get(address, headers=headers, timeout=limit, allow_redirects=False) as answer:
            if answer.status in (301, 302, 303, 307, 308, 401, 403) or _is_sign_in(answer):
                log.warning("Slack lets no file be fetched: does the app have the scope files:read?")
                return SentFile(name=name, problem=NOT_ALLOWED)
            if answer.status != 200:
                log.warning("A file was not fetched from Slack: status %d", answer.status)
                return SentFile(name=name, problem=NOT_FETCHED)
            content = bytearray()
            async for piece in answer.content.iter_chunked(PIECE):
                content += piece
                if len(content) > MOST_BYTES:
                    return SentFile(name=name, problem=TOO_LARGE)
        return SentFile(name=name, content=bytes(content))

    def _is_own(self, address: str) -> bool:
        try:
            parts = urlsplit(address)
            _ = parts.port  # raises where it is no number
        except ValueError:
            return False
        return (parts.scheme, parts.netloc) == (self._origin.scheme, self._origin.netloc)


def _is_sign_in(answer: aiohttp.ClientResponse) -> bool:
    """Whether Slack answers with its page for signing in: a file to be kept comes as an attachment."""
    return answer.content_type == "text/html" and "Content-Disposition" not in answer.headers
