"""Files that people send: read where Teams has put them."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from bot.chat.events import SentFile
from bot.chat.texts import clean
from bot.imports import MOST_BYTES
from bot.teams.storage import Storage, StorageError

log = logging.getLogger(__name__)

NOT_FETCHED, TOO_LARGE = "import.not-fetched", "imports.too-large"


class Downloads:
    """Reads files from Microsoft's storage."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def sent(self, files: Sequence[Mapping[str, Any]], *, opened: bool) -> list[SentFile]:
        """The files of a message; where they may be ``opened``, the first with what is in it."""
        first = [await self._fetched(files[0])] if files and opened else []
        return [*first, *(SentFile(name="", problem=NOT_FETCHED) for _ in files[len(first) :])]

    async def _fetched(self, file: Mapping[str, Any]) -> SentFile:
        """A file by what Teams tells of it; one that cannot be fetched says why."""
        name, content = clean(str(file.get("name") or "")), file.get("content")
        address = content.get("downloadUrl") if isinstance(content, Mapping) else None
        try:
            data = await self._storage.get(address if isinstance(address, str) else "", MOST_BYTES)
        except StorageError as error:
            log.warning("A file from Teams was not read: %s", error)
            return SentFile(name=name, problem=TOO_LARGE if error.too_large else NOT_FETCHED)
        return SentFile(name=name, content=data)
