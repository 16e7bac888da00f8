"""Delivery: claim what is due, look at it again, send it, and know that it was sent.

A reminder goes out effectively once.  Before a message is sent, the table says so; a worker that finds such a
mark without an end asks the platform whether the message is there.  (One gap is left: a process that is halted
between its mark and its sending for longer than its lease may send a second time.)
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Protocol

from bot.chat.sender import Sender, SendError
from bot.chat.views import Message
from bot.reminders import timing
from bot.store import deliveries, people
from bot.store.deliveries import Claim, LeaseLostError, Reach
from bot.store.engine import Store, StoreError, Tx
from bot.store.people import Person
from bot.store.reminders import Reminder

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Composed:
    """What to say.  ``unwanted`` are ids of reminders that are not wanted any more: done, moved, handed in.

    ``message`` tells of all the others; None when there are none.
    """

    message: Message | None
    unwanted: tuple[str, ...] = ()


class Compose(Protocol):
    """Looks again at what is due for one person, and words it as one message: a digest when there are several.

    It runs in the transaction that marks the sending, so nothing can change in between: it reads with ``tx``,
    takes no other transaction, and is quick.
    """

    def __call__(self, tx: Tx, due: Sequence[Reminder], now: datetime) -> Composed: ...


OnDead = Callable[[Tx, Sequence[Reminder], str], None]
"""Told, in the same transaction, of reminders that cannot be delivered, and why."""


@dataclass(frozen=True)
class Pace:
    """How delivery goes about it; times in seconds.

    ``lease`` must outlast ``send_timeout``.  ``settle`` is how long to wait before asking whether a message went
    out.  A failed sending is tried again after a random time of up to ``backoff`` doubled for each attempt, at
    most ``backoff_limit``; after ``attempts`` it is given up.
    """

    lease: float = 60.0
    send_timeout: float = 15.0
    settle: float = 20.0
    batch: int = 50
    parallel: int = 8
    attempts: int = 8
    backoff: float = 60.0
    backoff_limit: float = 7200.0
    revoked_check: float = 3600.0


_CLOCK_SKEW = timedelta(minutes=2)


class Delivery:
    """Delivers what is due.  Any number of processes may do so on one database.

    ``random`` gives numbers from 0 to 1.
    """

    def __init__(
        self,
        store: Store,
        sender: Sender,
        compose: Compose,
        *,
        random: Callable[[], float],
        on_dead: OnDead | None = None,
        pace: Pace = Pace(),
    ) -> None:
        if pace.lease <= pace.send_timeout:
            raise ValueError("The lease must outlast the time a sending may take.")
        self._store = store
        self._sender = sender
        self._compose = compose
        self._random = random
        self._on_dead = on_dead
        self._pace = pace
        self._room = asyncio.Semaphore(pace.parallel)

    async def tick(self, now: datetime) -> int:
        """Deliver everything that is due at this moment; returns how many reminders were sent.

        Raises:
            StoreError: the database does not answer; nothing is lost, the next tick goes on.
        """
        await self._store.write(lambda tx: deliveries.expire(tx, now))
        sent = 0
        while True:
            claims = await self._store.write(lambda tx: deliveries.claim(tx, now, self._pace.lease, self._pace.batch))
            if not claims:
                return sent
            sent += sum(await asyncio.gather(*(self._serve(claim, now) for claim in claims)))

    async def _serve(self, claim: Claim, now: datetime) -> int:
        """Deliver to one person; whatever goes wrong stays with them."""
        async with self._room:
            try:
                adopted = await self._recover(claim, now)
                return 0 if adopted is None else adopted + await self._send(claim, now)
            except LeaseLostError:
                log.info("reminders of claim %s are looked after by another worker", claim.token)
            except StoreError as error:
                log.warning("reminders of claim %s wait for their lease to end: %s", claim.token, error)
            except Exception:
                log.exception("reminders of claim %s failed", claim.token)
                await self._broken(claim)
            return 0

    async def _recover(self, claim: Claim, now: datetime) -> int | None:
        """Adopt messages that went out although nobody noted it; None if that cannot be found out now."""
        started = sorted((r for r in claim.reminders if r.send_started_at), key=lambda r: r.message_key or "")
        adopted = 0
        for key, group in groupby(started, key=lambda r: r.message_key or ""):
            told = list(group)
            account, since = told[0].sent_to or "", told[0].send_started_at
            assert since is not None
            try:
                async with asyncio.timeout(self._pace.send_timeout):
                    reference = await self._sender.find(account, key, since=since - _CLOCK_SKEW)
            except (SendError, TimeoutError) as error:
                if isinstance(error, SendError) and error.permanent:
                    continue  # nothing can be there
                await self._wait(claim, account, _as_send_error(error), asking=True)
                return None
            if reference is not None:
                await self._mark_sent(claim, _ids(told), reference, now)
                adopted += len(told)
        return adopted

    async def _send(self, claim: Claim, now: datetime) -> int:
        refused: dict[str, str] = {}
        while True:
            begun = asyncio.get_running_loop().time()
            letter = await self._store.write(lambda tx: self._prepare(tx, claim, refused, now))
            if letter is None:
                return 0
            if asyncio.get_running_loop().time() - begun > self._pace.lease - self._pace.send_timeout:
                raise LeaseLostError  # it would not outlast the sending; the next claim looks the message up
            try:
                async with asyncio.timeout(self._pace.send_timeout):
                    reference = await self._sender.send(letter.account, letter.message, key=letter.key)
            except (SendError, TimeoutError) as error:
                failure = _as_send_error(error)
                if not (failure.permanent or failure.revoked):
                    await self._wait(claim, letter.account, failure)
                    return 0
                refused[letter.account] = str(failure)
                if failure.revoked:
                    await self._pause(letter.workspace, str(failure))
                continue
            await self._mark_sent(claim, letter.ids, reference, now)
            return len(letter.ids)

    async def _mark_sent(self, claim: Claim, ids: Sequence[str], reference: str, now: datetime) -> None:
        await self._store.write(lambda tx: deliveries.mark_sent(tx, claim.token, ids, reference, now))

    async def _pause(self, workspace: str, reason: str) -> None:
        await self._store.write(lambda tx: deliveries.pause(tx, workspace, None, reason))

    def _prepare(self, tx: Tx, claim: Claim, refused: dict[str, str], now: datetime) -> "_Letter | None":
        """Check again what is wanted and allowed, and mark it as being sent; None if nothing is."""
        due = self._still_due(tx, claim, now)
        person = people.by_id(tx, claim.person)
        if not due or person is None:
            return None
        if not person.reminders_on:
            deliveries.mark_ended(tx, claim.token, _ids(due), "withdrawn", "reminders are turned off")
            return None
        if (opens := timing.next_allowed(now, person.zone, person.country)) > now:
            self._postpone(tx, claim, due, person, opens)
            return None
        account = self._account(tx, claim, due, refused)
        if account is None:
            return None
        composed = self._compose(tx, due, now)
        told = [r for r in due if composed.message is not None and r.id not in composed.unwanted]
        gone = [r for r in due if r not in told]
        deliveries.mark_ended(tx, claim.token, _ids(gone), "withdrawn", "no longer wanted")
        if composed.message is None or not told:
            return None
        key = told[0].id
        deliveries.start(tx, claim.token, _ids(told), account.account, key, self._pace.lease)
        return _Letter(account.account, account.workspace, key, _ids(told), composed.message)

    def _still_due(self, tx: Tx, claim: Claim, now: datetime) -> list[Reminder]:
        """What of the claim is neither moved, nor too late, nor tried too often."""
        held = deliveries.held(tx, claim)
        moved = [r for r in held if r.due_at > now]
        deliveries.mark_waiting(tx, claim.token, _ids(moved), 0, "")
        late = [r for r in held if r not in moved and r.not_after < now]
        deliveries.mark_ended(tx, claim.token, _ids(late), "expired", "too late")
        rest = [r for r in held if r not in moved and r not in late]
        tired = [r for r in rest if r.attempts >= self._pace.attempts]
        self._give_up(tx, claim, tired, "tried too often")
        return [r for r in rest if r not in tired]

    def _postpone(self, tx: Tx, claim: Claim, due: Sequence[Reminder], person: Person, opens: datetime) -> None:
        """Wait for working hours; what would be too late by then is given up."""
        at = opens + timing.spread(person.id)
        late = [r for r in due if r.not_after < at]
        deliveries.mark_ended(tx, claim.token, _ids(late), "expired", "no working hours before its end")
        rest = [r for r in due if r not in late]
        deliveries.mark_postponed(tx, claim.token, _ids(rest), person.zone, at)

    def _account(self, tx: Tx, claim: Claim, due: Sequence[Reminder], refused: dict[str, str]) -> Reach | None:
        """Where to send: the account used last that takes messages; None if there is none now."""
        reached = deliveries.reach(tx, claim.person)
        free = [r for r in reached if r.account not in refused and not r.paused]
        if free:
            return free[0]
        pauses = [min(r.paused, self._pace.revoked_check) for r in reached if r.paused]
        if pauses:
            spent = -len(refused)
            deliveries.mark_waiting(tx, claim.token, _ids(due), min(pauses), "paused", attempts=spent)
        else:
            reason = "; ".join(refused.values()) or "the person has no account"
            self._give_up(tx, claim, due, reason)
        return None

    async def _wait(self, claim: Claim, account: str, error: SendError, *, asking: bool = False) -> None:
        """Try again later: when the platform says, when it is clear what happened, or after a random while.

        ``asking``: it was the look-up that failed, so the message may still be there.
        """
        await self._store.write(lambda tx: self._note_waiting(tx, claim, account, error, asking=asking))

    def _note_waiting(self, tx: Tx, claim: Claim, account: str, error: SendError, *, asking: bool) -> None:
        reason = str(error)
        due = deliveries.held(tx, claim)
        seconds, spent = self._backoff(due), int(asking)
        if error.retry_after is not None or error.revoked:
            pause = None if error.retry_after is None else max(1.0, error.retry_after)
            for reached in deliveries.reach(tx, claim.person):
                if reached.account == account:
                    deliveries.pause(tx, reached.workspace, pause, reason)
            seconds, spent = pause or self._pace.revoked_check, spent - 1
        elif error.unknown and not asking:
            seconds = self._pace.settle
        elif all(r.attempts + spent >= self._pace.attempts for r in due):
            self._give_up(tx, claim, due, reason)
            return
        deliveries.mark_waiting(
            tx,
            claim.token,
            _ids(due),
            seconds,
            reason,
            attempts=spent,
            maybe_sent=asking or error.unknown,
        )

    async def _broken(self, claim: Claim) -> None:
        """A defect of ours must neither lose the reminders nor repeat itself without a pause."""
        try:
            await self._store.write(lambda tx: self._note_defect(tx, claim))
        except StoreError as error:
            log.warning("reminders of claim %s wait for their lease to end: %s", claim.token, error)

    def _note_defect(self, tx: Tx, claim: Claim) -> None:
        due = deliveries.held(tx, claim)
        seconds = self._backoff(due)
        deliveries.mark_waiting(tx, claim.token, _ids(due), seconds, "a defect", attempts=1, maybe_sent=True)

    def _backoff(self, due: Sequence[Reminder]) -> float:
        attempts = max((r.attempts for r in due), default=0)
        return self._random() * min(self._pace.backoff_limit, self._pace.backoff * 2.0**attempts)

    def _give_up(self, tx: Tx, claim: Claim, due: Sequence[Reminder], reason: str) -> None:
        if not due:
            return
        log.warning("reminders %s cannot be delivered: %s", ", ".join(_ids(due)), reason)
        deliveries.mark_ended(tx, claim.token, _ids(due), "dead", reason)
        if self._on_dead is not None:
            self._on_dead(tx, due, reason)


@dataclass(frozen=True)
class _Letter:
    """A message marked as being sent, and the reminders of which it tells."""

    account: str
    workspace: str
    key: str
    ids: list[str]
    message: Message


def _ids(due: Iterable[Reminder]) -> list[str]:
    return [reminder.id for reminder in due]


def _as_send_error(error: SendError | TimeoutError) -> SendError:
    return error if isinstance(error, SendError) else SendError("no answer in time", unknown=True)
