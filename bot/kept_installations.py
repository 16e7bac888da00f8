"""Slack's installations in the store, with their tokens encrypted: what the Slack surface is handed."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from bot.encryption import Keys, UnreadableError
from bot.settings import Settings
from bot.slack.installation import Installation
from bot.slack.installations import NotAnsweredError
from bot.slack.stored_installations import Granted
from bot.slack.workspace_checks import Held
from bot.store import installations
from bot.store.engine import Store, StoreError, Tx
from bot.store.installations import Record

T = TypeVar("T")

log = logging.getLogger(__name__)


class KeptInstallations:
    """Implements `bot.slack.stored_installations.Kept`.  ``unreadable`` are homes whose token no key opens."""

    def __init__(self, store: Store, keys: Keys) -> None:
        self._store, self._keys = store, keys
        self.unreadable: set[str] = set()

    async def look_over(self) -> None:
        """Find the tokens that no key opens.

        Raises:
            StoreError: the database does not answer.
        """
        self.unreadable = set(unreadable(await self._store.read(installations.tokens), self._keys))

    def problems(self) -> list[str]:
        """What is wrong, in a sentence that anybody may read."""
        count = len(self.unreadable)
        return [told(count)] if count else []

    async def revision(self, home: str) -> int:
        return await self._read(lambda tx: installations.revision(tx, home))

    async def get(self, home: str) -> tuple[Granted, int] | None:
        record = await self._read(lambda tx: installations.of_home(tx, home))
        if record is None or record.token is None:
            self.unreadable.discard(home)
            return None
        try:
            granted = self._granted(record, record.token)
        except UnreadableError:
            if home not in self.unreadable:
                log.error("The token of %s cannot be read with the keys in ADVISOR_KEYS", home)
            self.unreadable.add(home)
            return None
        self.unreadable.discard(home)
        return granted, record.revision

    async def homes(self) -> Sequence[str]:
        return await self._read(installations.homes)

    async def keep(self, granted: Granted, now: datetime) -> int:
        where = granted.installation
        record = Record(
            where.home,
            where.team,
            where.enterprise,
            where.enterprise_wide,
            where.bot_user,
            where.name,
            tuple(sorted(granted.scopes)),
            self._keys.encrypt(granted.token),
            self._keys.encrypt(granted.refresh_token) if granted.refresh_token else None,
            granted.expires_at,
            now,
            where.account_of(granted.by) if granted.by else "",
        )
        return await self._write(lambda tx: installations.keep(tx, record))

    async def remove(self, home: str, revision: int, now: datetime) -> bool:
        return await self._write(lambda tx: installations.remove_at(tx, home, revision, now))

    async def lease(self, home: str, revision: int, holder: str, seconds: float) -> bool:
        return await self._write(lambda tx: installations.lease(tx, home, revision, holder, seconds))

    async def renew(self, home: str, holder: str, granted: Granted) -> bool:
        token, again = self._keys.encrypt(granted.token), self._keys.encrypt(granted.refresh_token)
        return await self._write(lambda tx: installations.renew(tx, home, holder, token, again, granted.expires_at))

    async def release(self, home: str, holder: str, seconds: float) -> None:
        await self._write(lambda tx: installations.release(tx, home, holder, seconds))

    async def begin(self, state: str, now: datetime) -> None:
        """Note that somebody begins to install."""
        await self._write(lambda tx: installations.begin(tx, state, now))

    async def take(self, state: str, now: datetime) -> bool:
        """Use a state up; False if it is unknown, used or too old."""
        return await self._write(lambda tx: installations.take(tx, state, now))

    def _granted(self, record: Record, token: str) -> Granted:
        where = Installation(record.team, record.enterprise, record.enterprise_wide, record.bot_user, record.name)
        again = self._keys.decrypt(record.refresh_token) if record.refresh_token else ""
        by = record.installed_by.rpartition(":")[2]
        scopes, token = frozenset(record.scopes), self._keys.decrypt(token)
        return Granted(where, token, scopes, again, record.expires_at, by, record.installed_at)

    async def _read(self, work: Callable[[Tx], T]) -> T:
        try:
            return await self._store.read(work)
        except StoreError as error:
            raise NotAnsweredError(str(error)) from None

    async def _write(self, work: Callable[[Tx], T]) -> T:
        try:
            return await self._store.write(work)
        except StoreError as error:
            raise NotAnsweredError(str(error)) from None


async def token_for(settings: Settings, account: str) -> str:
    """The token of the workspace of an account (``slack:T1:U1``); empty where there is none that can be read.

    Raises:
        SettingsError, StoreError: there are no keys, or no database.
    """
    store = await Store.open(settings.store_url, create=False)
    try:
        found = await KeptInstallations(store, settings.keys).get("".join(account.split(":")[1:2]))
    finally:
        await store.close()
    return found[0].token if found is not None else ""


def unreadable(tokens: Sequence[tuple[str, str]], keys: Keys) -> list[str]:
    """The homes of which something is encrypted that no key opens."""
    found = []
    for home, text in tokens:
        try:
            keys.decrypt(text)
        except UnreadableError:
            found.append(home)
    return list(dict.fromkeys(found))


def opened(records: Sequence[Record], keys: Keys) -> tuple[list[Held], list[str]]:
    """Those whose tokens the keys open, and how the others are called."""
    held, closed = [], []
    for record in records:
        texts = [text for text in (record.token, record.refresh_token) if text]
        try:
            token, *again = [keys.decrypt(text) for text in texts]
            held.append(Held(record.home, record.name, token, record.scopes, bool(again)))
        except UnreadableError:
            closed.append(f"“{record.name}” ({record.home})" if record.name else record.home)
    return held, closed


def told(count: int) -> str:
    """What to do where so many tokens cannot be read."""
    whose = "one workspace" if count == 1 else f"{count} workspaces"
    return (
        f"The Slack token of {whose} cannot be read: the key under which it was encrypted is not in ADVISOR_KEYS. "
        "Put that key back, at the end of the list; if it is lost, install the advisor there again."
    )
