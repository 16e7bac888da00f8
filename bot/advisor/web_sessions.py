"""Who is signed in on the web page: tokens become sessions, which can be listed and ended."""

import asyncio
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.secret_ids import secret_id
from bot.store import audit, web_sessions
from bot.store.engine import Store, Tx
from bot.store.web_sessions import WebSession as WebSession

LINK = timedelta(minutes=5)
"""How long a sign-in link can be used."""
LASTS = timedelta(days=14)
"""How long a session lasts from its sign-in; nothing makes it longer."""
REMEMBERED = timedelta(seconds=2)
"""So long a process believes what it read, so a session that another process ended ends here, too."""
USED = timedelta(hours=1)
"""That a session was used is written no more often than this."""
MOST = 5_000
"""Sessions that a process remembers."""


SIGN_IN, SIGN_OUT = "page:sign-in", "page:sign-out"
"""As they are noted."""
RECENTLY = timedelta(seconds=30)
"""Sessions that were asked for within it are looked at together: one read for all instead of one for each."""


@dataclass
class _Known:
    session: WebSession
    read_at: datetime
    asked_at: datetime

    def is_fresh(self, now: datetime) -> bool:
        return abs(now - self.read_at) < REMEMBERED and now < self.session.ends_at


class WebSessions:
    """The sessions of everybody.  One per process: what ends here ends at once, elsewhere as soon as it is heard of,
    and at the latest after `REMEMBERED`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, _Known] = {}
        self._endings = 0
        self._looking: asyncio.Task[None] | None = None
        self.taken: Callable[[str], None] = lambda account: None
        """Is told of the accounts whose link was used up in this process."""

    async def offer(self, account: str, link: str) -> None:
        """From now on this link, and no older one, signs the person behind an account in."""
        await self._store.write(lambda tx: web_sessions.offer(tx, account, secret_id(link)))

    async def take(self, account: str, link: str, now: datetime) -> bool:
        """Use a link up; False if it was used, or a newer one was offered since, which is noted."""

        def work(tx: Tx) -> bool:
            taken = web_sessions.take(tx, account, secret_id(link))
            if not taken:
                audit.note_of_account(tx, account, SIGN_IN, now, audit.REFUSED)
            return taken

        taken = await self._store.write(work)
        if taken:
            self.taken(account)
        return taken

    async def start(
        self,
        token: str,
        account: str,
        workspace: str,
        name: str,
        label: str,
        now: datetime,
        before: str = "",
        lasts: timedelta = LASTS,
    ) -> bool:
        """Sign somebody in under a new random token, and end the session of the token that their browser had
        ``before``.  False, with nothing done, if there is no such account any more, or it does not belong."""
        session = WebSession(secret_id(token), account, workspace, name, label, now, now, now + lasts)

        def work(tx: Tx) -> bool:
            if not web_sessions.start(tx, session):
                return False
            if before:
                web_sessions.end(tx, secret_id(before))
            audit.note_of_account(tx, account, SIGN_IN, now)
            return True

        started = await self._store.write(work)
        if started:
            self.forget([secret_id(before)])
        return started

    async def find(self, token: str, now: datetime) -> WebSession | None:
        """The session of a token; None if there is none, or if it has ended."""
        id = secret_id(token)
        known = self._known.get(id)
        if known is not None:
            known.asked_at = now
            if not known.is_fresh(now):
                await self._look_at_known(now)
                known = self._known.get(id)
        session = known.session if known is not None and known.is_fresh(now) else await self._read(id, now)
        if session is not None and now - session.used_at >= USED:
            await self._store.write(lambda tx: web_sessions.use(tx, id, now), durable=False)
            if (known := self._known.get(id)) is not None:
                known.session = replace(session, used_at=now)
        return session

    async def _look_at_known(self, now: datetime) -> None:
        """Whether the known sessions still are: who asks while that is read waits for the same answer."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(now))
        await asyncio.shield(self._looking)

    async def _look(self, now: datetime) -> None:
        asked = {id: known for id, known in self._known.items() if now - known.asked_at < RECENTLY}
        endings = self._endings
        alive = await self.alive(asked, now)
        for id, known in asked.items():
            if id not in alive:
                self._known.pop(id, None)
            elif endings == self._endings:  # else it may have ended since it was read
                known.read_at = now

    async def _read(self, id: str, now: datetime) -> WebSession | None:
        endings = self._endings
        session = await self._store.read(lambda tx: web_sessions.find(tx, id, now))
        if session is None:
            self._known.pop(id, None)
            return None
        if len(self._known) >= MOST:
            self._known.clear()
        if endings == self._endings:  # else it may have ended since it was read
            self._known[id] = _Known(session, now, now)
        return session

    async def alive(self, ids: Collection[str], now: datetime) -> set[str]:
        """Those of these sessions that have not ended."""
        return await self._store.read(lambda tx: web_sessions.alive(tx, ids, now))

    async def of_person(self, account: str, now: datetime) -> list[WebSession]:
        """The sessions of the person behind an account, the last used first."""
        return await self._store.read(lambda tx: web_sessions.of_person(tx, account, now))

    async def end(self, account: str, id: str, now: datetime) -> bool:
        """End one session of the person behind an account; False if they have no such session."""

        def work(tx: Tx) -> bool:
            ended = web_sessions.end_own(tx, account, id)
            if ended:
                audit.note_of_account(tx, account, SIGN_OUT, now)
            return ended

        ended = await self._store.write(work)
        self.forget([id] if ended else [])
        return ended

    async def end_all(self, account: str, now: datetime) -> int:
        """End all sessions of the person behind an account; returns how many."""

        def work(tx: Tx) -> list[str]:
            audit.note_of_account(tx, account, SIGN_OUT, now)
            return web_sessions.end_all(tx, account)

        ended = await self._store.write(work)
        self.forget(ended)
        return len(ended)

    def forget(self, ids: Iterable[str]) -> None:
        """These sessions have ended."""
        self._endings += 1
        for id in ids:
            self._known.pop(id, None)

    def forget_all(self) -> None:
        """Nobody knows which have ended meanwhile."""
        self._endings += 1
        self._known.clear()
