"""Where conversations in Teams are, in the store: what the Teams surface is handed."""

from datetime import datetime

from bot.store import conversation_references
from bot.store.conversation_references import Record
from bot.store.engine import Store
from bot.teams.references import Reference

MOST = 20_000
"""Conversations remembered at a time."""


class KeptReferences:
    """Implements `bot.teams.references.References`; what was noted lately is not written again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._noted: dict[str, Reference] = {}

    async def of(self, conversation: str) -> Reference | None:
        found = await self._store.read(lambda tx: conversation_references.of(tx, conversation))
        if found is None:
            return None
        direct = found.account is not None
        return Reference(found.conversation, found.service_url, found.address, found.user, direct)

    async def note(self, reference: Reference, now: datetime) -> None:
        if self._noted.get(reference.conversation) == reference:
            return
        conversation = reference.conversation
        account = conversation if reference.is_direct else None
        record = Record(conversation, account, reference.service_url, reference.address, reference.user)
        await self._store.write(lambda tx: conversation_references.note(tx, record, now))
        if len(self._noted) >= MOST:
            self._noted.clear()
        self._noted[conversation] = reference

    async def ended(self, conversation: str, now: datetime) -> None:
        self._noted.pop(conversation, None)
        await self._store.write(lambda tx: conversation_references.forget(tx, conversation))
