"""Where conversations in Teams are, in the store: what the Teams surface is handed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from bot.store import closed_accounts, conversation_references
from bot.store.conversation_references import Record
from bot.store.engine import Store, Tx
from bot.teams.references import Reference

MOST = 20_000
"""Conversations remembered at a time."""
FRESH = timedelta(minutes=1)
"""So long what was noted is taken as it is: an answer needs no look at the store."""
NOTED = timedelta(hours=1)
"""After so long it is written again, for another process may have had news of it."""


class KeptReferences:
    """Implements `bot.teams.references.References`; what was noted lately is not written again."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._noted: dict[str, tuple[Reference, datetime]] = {}

    async def of(self, conversation: str) -> Reference | None:
        if (known := self._since(conversation, FRESH, self._clock())) is not None:
            return known
        return _reference(await self._store.read(lambda tx: conversation_references.of(tx, conversation)))

    async def any_in(self, workspace: str) -> Reference | None:
        return _reference(await self._store.read(lambda tx: conversation_references.any_in(tx, workspace)))

    async def note(self, reference: Reference, now: datetime) -> None:
        if self._since(reference.conversation, NOTED, now) == reference:
            return
        conversation = reference.conversation
        account = conversation if reference.is_direct else None
        record = Record(conversation, account, reference.service_url, reference.address, reference.user)
        await self._store.write(lambda tx: conversation_references.note(tx, record, now))
        if len(self._noted) >= MOST:
            self._noted.clear()
        self._noted[conversation] = reference, now

    async def ended(self, conversation: str, now: datetime) -> None:
        self._noted.pop(conversation, None)
        await self._store.write(partial(_ended, conversation=conversation))

    def _since(self, conversation: str, age: timedelta, now: datetime) -> Reference | None:
        """What was noted of a conversation lately enough."""
        reference, at = self._noted.get(conversation, (None, now))
        return reference if at <= now < at + age else None


def _reference(found: Record | None) -> Reference | None:
    if found is None:
        return None
    return Reference(found.conversation, found.service_url, found.address, found.user, found.account is not None)


def _ended(tx: Tx, conversation: str) -> None:
    """Where somebody's own chat is stays known: it is the same when they let the advisor in again."""
    found = conversation_references.of(tx, conversation)
    if found is not None and found.account is not None:
        closed_accounts.close(tx, found.account)
    else:
        conversation_references.forget(tx, conversation)
