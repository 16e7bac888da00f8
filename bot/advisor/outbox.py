"""The outbox: answers that a platform does not take just now wait in the store and go out in their order.

Any number of processes may empty it.  Before a message is posted, its row says so; whoever finds such a mark
without an end asks the platform whether the message is there.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.chat.sender import Poster, Posting, SendError, as_send_error
from bot.store import outbound
from bot.store.deliveries import LeaseLostError
from bot.store.engine import Store, StoreError, Tx
from bot.store.outbound import Claimed, Waiting

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pace:
    """How the outbox goes about it; times in seconds unless said otherwise.

    ``lease`` must outlast ``send_timeout``.  ``settle`` is how long to wait before asking whether a message went
    out.  A failed posting is tried again after ``backoff`` doubled for each attempt, at most ``backoff_limit``, so
    that all is out soon after an outage.  A tick takes at most ``rounds`` times ``batch`` messages; ``parallel`` of
    them go into one workspace at the same time.
    """

    lease: float = 90.0
    send_timeout: float = 45.0
    settle: float = 20.0
    backoff: float = 2.0
    backoff_limit: float = 120.0
    batch: int = 20
    rounds: int = 20
    parallel: int = 4
    look: float = 5.0
    keep: timedelta = timedelta(hours=24)
    remember: timedelta = timedelta(days=7)


SKEW = timedelta(hours=2)
"""How far the clocks of the database and of a platform may lie apart."""

LOOKING = 1.0
"""Seconds that a person waits for the database to say whether something waits for the conversation."""


class Outbox:
    """One per process.  ``posters`` are by the prefix of the conversation; ``random`` gives numbers from 0 to 1."""

    def __init__(
        self, store: Store, clock: Callable[[], datetime], random: Callable[[], float], pace: Pace = Pace()
    ) -> None:
        if pace.lease <= pace.send_timeout:
            raise ValueError("The lease must outlast the time a posting may take.")
        self.posters: dict[str, Poster] = {}
        self._store = store
        self._clock = clock
        self._random = random
        self._pace = pace
        self._rooms = defaultdict[str, asyncio.Semaphore](lambda: asyncio.Semaphore(pace.parallel))
        """By workspace: one that is slow takes no room from another."""
        self._more = asyncio.Event()

    async def waits(self, conversation: str) -> bool:
        """Whether a message waits for this conversation; False where the database does not say in time."""
        with suppress(StoreError, TimeoutError):
            async with asyncio.timeout(LOOKING):
                return await self._store.read(lambda tx: outbound.waits(tx, conversation))
        return False

    async def add(self, posting: Posting, key: str, error: SendError | None = None) -> None:
        """Keep a message: behind others that wait, or because posting it ended with ``error``.

        Raises:
            StoreError: it cannot be kept.
        """
        now, maybe_sent = self._clock(), error is not None and error.unknown
        seconds = 0.0 if error is None else self._wait(error, 0)
        await self._store.write(
            lambda tx: outbound.add(
                tx, _row(key, posting), now, now + self._pace.keep, seconds=seconds, maybe_sent=maybe_sent
            )
        )
        self._more.set()

    async def run(self) -> None:
        """Post what waits, as long as the process runs."""
        while True:
            self._more.clear()
            try:
                await self.tick(self._clock())
            except StoreError as error:
                log.warning("What waits to be sent cannot be looked at now: %s", error)
            except Exception:
                log.exception("What waits to be sent could not be looked through; the next look tries again.")
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pace.look):
                    await self._more.wait()

    async def tick(self, now: datetime) -> int:
        """Post what can go out now, a bounded number of messages; returns how many went out.

        Raises:
            StoreError: the database does not answer; nothing is lost, the next tick goes on.
        """
        if not await self._store.read(outbound.waiting):
            return 0
        await self._store.write(lambda tx: outbound.expire(tx, now))
        sent = 0
        for _ in range(self._pace.rounds):
            claims = await self._store.write(lambda tx: outbound.claim(tx, self._pace.lease, self._pace.batch))
            if not claims:
                break
            sent += sum(await asyncio.gather(*(self._serve(claimed, now) for claimed in claims)))
        return sent

    async def tidy(self) -> None:
        """Erase what was sent or given up a week ago.

        Raises:
            StoreError: the database does not answer.
        """
        before = self._clock() - self._pace.remember
        await self._store.write(lambda tx: outbound.forget(tx, before))

    async def _serve(self, claimed: Claimed, now: datetime) -> bool:
        """Post one message; whatever goes wrong stays with it."""
        async with self._rooms[claimed.message.conversation.rpartition(":")[0]]:
            try:
                return await self._post(claimed, now)
            except LeaseLostError:
                log.info("Message %d is looked after by another process.", claimed.id)
            except StoreError as error:
                log.warning("Message %d waits for its lease to end: %s", claimed.id, error)
            except Exception:
                log.exception("Message %d could not be posted; it is tried again when its lease ends.", claimed.id)
            return False

    async def _post(self, claimed: Claimed, now: datetime) -> bool:
        posting, poster = _posting(claimed.message), self._poster(claimed)
        if poster is None:
            await self._write(outbound.mark_dead, claimed, "no surface is set up for it")
            return False
        try:
            async with asyncio.timeout(self._pace.send_timeout):
                reference = await self._found(poster, claimed, posting, now)
        except (SendError, TimeoutError) as error:
            await self._later(claimed, as_send_error(error), maybe_sent=True)
            return False
        if reference is None:
            await self._write(outbound.start, claimed, self._pace.lease)
            try:
                async with asyncio.timeout(self._pace.send_timeout):
                    reference = await poster.post(posting, key=claimed.message.key)
            except (SendError, TimeoutError) as error:
                await self._failed(claimed, posting, as_send_error(error))
                return False
        await self._write(outbound.mark_sent, claimed, reference)
        return True

    def _poster(self, claimed: Claimed) -> Poster | None:
        return self.posters.get(claimed.message.conversation.partition(":")[0])

    async def _found(self, poster: Poster, claimed: Claimed, posting: Posting, now: datetime) -> str | None:
        started = claimed.send_started_at
        if started is None:
            return None
        try:
            return await poster.find(posting, claimed.message.key, since=started - max(SKEW, now - started))
        except SendError as error:
            if error.permanent and not error.revoked:
                return None  # nothing can be there
            raise

    async def _failed(self, claimed: Claimed, posting: Posting, error: SendError) -> None:
        """What becomes of a message that was not taken: later, elsewhere, or nothing."""
        if not error.permanent or error.revoked:
            await self._later(claimed, error, maybe_sent=error.unknown)
        elif (instead := posting.instead()) is not None:
            await self._write(outbound.redirect, claimed, _row(claimed.message.key, instead), str(error))
        else:
            log.error("Message %d cannot be delivered: %s", claimed.id, error)
            await self._write(outbound.mark_dead, claimed, str(error))

    async def _later(self, claimed: Claimed, error: SendError, *, maybe_sent: bool) -> None:
        seconds = self._wait(error, claimed.attempts)
        work = partial(
            outbound.mark_waiting, claimed=claimed, seconds=seconds, reason=str(error), maybe_sent=maybe_sent
        )
        await self._store.write(work)

    def _wait(self, error: SendError, attempts: int) -> float:
        """Seconds until the next try: as the platform says, or longer from time to time, never all at once."""
        if error.retry_after is not None:
            return max(1.0, error.retry_after)
        if error.unknown:
            return self._pace.settle
        longest = min(self._pace.backoff_limit, self._pace.backoff * 2.0 ** min(attempts, 20))
        return longest * (0.5 + self._random() / 2)

    async def _write(self, change: Callable[..., None], *args: Any) -> None:
        def work(tx: Tx) -> None:
            change(tx, *args)

        await self._store.write(work)


def _row(key: str, posting: Posting) -> Waiting:
    return Waiting(
        key,
        posting.conversation,
        posting.thread,
        posting.account,
        posting.private,
        posting.replaces,
        posting.content,
    )


def _posting(row: Waiting) -> Posting:
    return Posting(row.conversation, row.account, row.content, row.thread, row.private, row.replaces)
