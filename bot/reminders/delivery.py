"""Delivery: claim what is due, look at it again, send it, and know that it was sent.

A reminder goes out effectively once.  Before a message is sent, the table says so; a worker that finds such a
mark without an end asks the platform whether the message is there.  (One gap is left: a process that is halted
between its mark and its sending for longer than its lease may send a second time.)

Several messages are on their way at the same time.  What became of those that ended and what goes out next is one
transaction.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby

from bot.chat.sender import Sender, SendError, as_send_error
from bot.reminders.arrivals import arrived_together, just_begun
from bot.reminders.outcomes import Failed, Outcome, Outcomes
from bot.reminders.pace import USUAL
from bot.reminders.pace import Pace as Pace
from bot.reminders.platforms import Platforms
from bot.reminders.preparing import Compose as Compose
from bot.reminders.preparing import Composed as Composed
from bot.reminders.preparing import Due as Due
from bot.reminders.preparing import OnDead as OnDead
from bot.reminders.preparing import Parcel, Preparing, ids_of
from bot.reminders.taking import Case, Taken, Taking
from bot.reminders.tally import Tally
from bot.store import closed_accounts, deliveries, pauses, people, too_late
from bot.store.deliveries import Claim, LeaseLostError, Reach, Sent
from bot.store.engine import Store, StoreError, Tx
from bot.store.pauses import Pause
from bot.store.reminders import Reminder

log = logging.getLogger(__name__)

SKEW = timedelta(hours=3)
"""How far the clocks of the database and of a platform may be apart; a message is looked for that much earlier."""


@dataclass(frozen=True)
class Progress:
    """What a piece of work came to: how many reminders were sent, and whether there is more to do at once."""

    sent: int
    more: bool


@dataclass(frozen=True)
class _Ready:
    """When a message was made ready: ``since`` a second of the monotonic clock, after so many setbacks in all."""

    since: float
    setbacks: int


class _KeptBackError(Exception):
    """A message that was ready must not go out now: its workspace had a setback, or its lease would end meanwhile."""


class Delivery:
    """Delivers what is due.  Any number of processes may do so on one database.

    ``random`` gives numbers from 0 to 1, ``monotonic`` seconds of a clock that nobody sets.
    """

    def __init__(
        self,
        store: Store,
        sender: Sender,
        compose: Compose,
        *,
        random: Callable[[], float],
        on_dead: OnDead | None = None,
        pace: Pace = USUAL,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.tally = Tally()
        self._store = store
        self._sender = sender
        self._pace = pace
        self._monotonic = monotonic
        self._platforms = Platforms(pace)
        self._preparing = Preparing(compose, on_dead, pace)
        self._taking = Taking(self._preparing, Outcomes(self._preparing, pace, random), pace)
        self._slots = asyncio.Semaphore(pace.parallel)
        self._started = False

    async def tick(self, now: datetime) -> int:
        """Deliver everything that is due at this moment; returns how many reminders were sent.

        Raises:
            StoreError: the database does not answer; nothing is lost, the next tick goes on.
        """
        sent = 0
        while True:
            progress = await self.advance(now)
            sent += progress.sent
            if not progress.more:
                return sent

    async def advance(self, now: datetime) -> Progress:
        """The same in a piece of limited length (`Pace.batch`, `Pace.seconds`).

        Raises:
            StoreError: as `tick`.
        """
        ends = self._monotonic() + self._pace.seconds
        await self._look_round(now)
        flying: set[asyncio.Task[Outcome]] = set()
        ended: list[Outcome] = []
        sent = begun = 0
        most = self._pace.parallel + self._pace.ahead
        try:
            while True:
                full = begun >= self._pace.batch or self._monotonic() >= ends
                free = 0 if full else min(most - len(flying), self._pace.batch - begun)
                room = min(free, self._pace.portion)
                ready = self._ready()
                taken = await self._exchange(ended, room, now)
                sent += sum(outcome.sent for outcome in ended)
                begun += len(taken.parcels) + len(taken.cases)
                flying |= {asyncio.create_task(self._fly(*given, ready, now)) for given in taken.parcels}
                flying |= {asyncio.create_task(self._serve(case, now)) for case in taken.cases}
                ended = []
                if not flying and (full or not taken.claims):
                    return Progress(sent, full)
                if flying:
                    go_on = bool(taken.parcels) and not taken.cases and room < free
                    arrived = await (just_begun(flying) if go_on else arrived_together(flying, self._pace.portion))
                    flying -= arrived
                    ended = [task.result() for task in arrived]
        except StoreError:
            if flying:
                await asyncio.wait(flying)  # nobody may be left with a message half sent
            raise
        finally:
            for task in flying:
                task.cancel()
            await asyncio.gather(*flying, return_exceptions=True)

    async def paused(self) -> list[Pause]:
        """The workspaces that do not work, why, and since when: reminders to people there wait.

        Raises:
            StoreError: the database does not answer.
        """
        return await self._store.read(pauses.failing)

    async def notes(self) -> list[str]:
        """The same as sentences that anybody may read: which platform, and why, but not whose workspace.

        Raises:
            StoreError: the database does not answer.
        """
        found = {pause.workspace.partition(":")[0]: pause for pause in await self.paused()}
        return [
            f"Reminders into a workspace of “{platform}” wait{since(pause.since)}. {pause.reason}"
            for platform, pause in sorted(found.items())
        ]

    async def _look_round(self, now: datetime) -> None:
        """Give up what came too late, and ask workspaces that did not work whether they do."""
        expired, asked = await self._store.write(partial(self._upkeep, now=now), durable=False)
        self.tally.too_late += expired
        self._started = True
        for workspace in asked:
            try:
                async with asyncio.timeout(self._pace.send_timeout):
                    await self._sender.probe(workspace)
            except (SendError, TimeoutError) as error:
                failure = as_send_error(error)
                wait = self._platforms.silent(workspace, revoked=failure.revoked)
                log.info("%s does not work yet, it is asked again in %.0f seconds: %s", workspace, wait, failure)
                note = partial(pauses.probe_later, workspace=workspace, seconds=wait, reason=str(failure))
                await self._store.write(note)
            else:
                self._platforms.answered(workspace)
                log.info("%s works again; reminders that waited go out", workspace)
                await self._store.write(partial(pauses.resume, workspace=workspace, now=now))

    def _upkeep(self, tx: Tx, now: datetime) -> tuple[int, list[str]]:
        deliveries.mend(tx, now)
        return too_late.expire(tx, now), pauses.take_probes(tx, self._pace.lease, all_now=not self._started)

    async def _exchange(self, ended: Sequence[Outcome], room: int, now: datetime) -> Taken:
        """Note what ended, and take what goes out next."""
        if not ended and room <= 0:
            return Taken()
        space = self._platforms.room()
        try:
            return await self._store.write(lambda tx: self._taking.together(tx, ended, room, dict(space), now))
        except StoreError:
            raise
        except Exception:  # a defect with one person's reminders: each is served alone, so that it stays with them
            log.exception("what is due could not be prepared together")
            return await self._store.write(lambda tx: self._taking.alone(tx, ended, room, space, now))

    async def _fly(self, parcel: Parcel, reached: Sequence[Reach], ready: _Ready, now: datetime) -> Outcome:
        """Send one message; whatever goes wrong stays with the person."""
        claim = parcel.claim
        try:
            reference = await self._post(parcel, ready)
        except _KeptBackError:
            return Outcome(kept_back=parcel.start)
        except SendError as failure:
            if failure.permanent and not failure.platform:
                return await self._serve(Case(claim, reached, await self._refused(parcel, failure)), now)
            return self._failed(claim, parcel.workspace, failure)
        except Exception:
            log.exception("reminders of claim %s failed", claim.token)
            return Outcome(broken=claim)
        return self._went_out(parcel, reference, now)

    async def _serve(self, case: Case, now: datetime) -> Outcome:
        """Deliver to one person, one step after the other; whatever goes wrong stays with them."""
        claim = case.claim
        try:
            adopted = await self._recover(case, now)
            return adopted if isinstance(adopted, Outcome) else await self._send(case, adopted, now)
        except LeaseLostError:
            log.info("reminders of claim %s are looked after by another worker", claim.token)
        except StoreError as error:
            log.warning("reminders of claim %s wait for their lease to end: %s", claim.token, error)
        except Exception:
            log.exception("reminders of claim %s failed", claim.token)
            return Outcome(broken=claim)
        return Outcome()

    async def _recover(self, case: Case, now: datetime) -> int | Outcome:
        """Adopt messages that went out although nobody noted it, and count them; else how the asking failed."""
        claim = case.claim
        started = sorted((r for r in claim.reminders if r.send_started_at), key=lambda r: r.message_key or "")
        adopted = 0
        for key, group in groupby(started, key=lambda r: r.message_key or ""):
            covered = list(group)
            account = covered[0].sent_to or ""
            if account in case.refused:
                continue
            workspace = next((r.workspace for r in case.reached if r.account == account), account)
            try:
                async with asyncio.timeout(self._pace.send_timeout):
                    reference = await self._sender.find(account, key, since=_looked_for_since(covered[0], claim.moment))
            except (SendError, TimeoutError) as error:
                failure = as_send_error(error)
                if failure.permanent and not failure.platform:
                    continue  # nothing can be there
                return self._failed(claim, workspace, failure, asking=True)
            if reference is not None:
                sent = Sent(claim.token, ids_of(covered), reference)
                self._count(claim, sent.ids, now)
                adopted += await self._store.write(lambda tx, sent=sent: deliveries.mark_sent(tx, [sent], now))  # type: ignore[misc]
        return adopted

    async def _send(self, case: Case, adopted: int, now: datetime) -> Outcome:
        claim, refused = case.claim, dict(case.refused)
        while True:
            ready = self._ready()
            parcel = await self._store.write(lambda tx: self._prepare(tx, claim, refused, now))
            if parcel is None:
                return Outcome(adopted=adopted)
            try:
                reference = await self._post(parcel, ready)
            except _KeptBackError:
                return Outcome(kept_back=parcel.start, adopted=adopted)
            except SendError as failure:
                if not failure.permanent or failure.platform:
                    return self._failed(claim, parcel.workspace, failure, adopted=adopted)
                refused.update(await self._refused(parcel, failure))
                continue
            return self._went_out(parcel, reference, now, adopted)

    def _went_out(self, parcel: Parcel, reference: str, now: datetime, adopted: int = 0) -> Outcome:
        sent = Sent(parcel.claim.token, parcel.start.ids, reference)
        self._count(parcel.claim, sent.ids, now)
        reopened = parcel.start.account if parcel.reach.closed is not None else ""
        return Outcome(sent, adopted=adopted, reopened=reopened)

    def _count(self, claim: Claim, ids: Sequence[str], now: datetime) -> None:
        self.tally.went_out((reminder for reminder in claim.reminders if reminder.id in ids), now)

    async def _refused(self, parcel: Parcel, failure: SendError) -> dict[str, str]:
        """The account that does not take a message, and why; one that the person has closed is left alone for a day."""
        account = parcel.start.account
        if not failure.closed:
            return {account: str(failure)}
        await self._store.write(lambda tx: closed_accounts.close(tx, account))
        return {}

    def _prepare(self, tx: Tx, claim: Claim, refused: Mapping[str, str], now: datetime) -> Parcel | None:
        """Check again what is wanted and allowed, and mark it as being sent; None if nothing is."""
        held = deliveries.held(tx, claim)
        person, reached = people.by_id(tx, claim.person), deliveries.reach(tx, claim.person)
        addressed = self._preparing.addressed(tx, claim, held, person, reached, now, refused)
        parcels = self._preparing.parcels(tx, [addressed], now) if addressed is not None else []
        deliveries.start(tx, [parcel.start for parcel in parcels], self._pace.lease)
        return parcels[0] if parcels else None

    def _ready(self) -> _Ready:
        return _Ready(self._monotonic(), self._platforms.setbacks)

    async def _post(self, parcel: Parcel, ready: _Ready) -> str:
        """Send a message as soon as there is room for it."""
        workspace = parcel.workspace
        self._platforms.begun(workspace)
        try:
            async with self._slots:
                outlasts = self._monotonic() - ready.since <= self._pace.lease - self._pace.send_timeout
                if not outlasts or self._platforms.had_setback(workspace, ready.setbacks):
                    raise _KeptBackError
                return await self._sent(parcel)
        finally:
            self._platforms.ended(workspace)

    async def _sent(self, parcel: Parcel) -> str:
        start = parcel.start
        try:
            async with asyncio.timeout(self._pace.send_timeout):
                reference = await self._sender.send(start.account, parcel.message, key=start.key)
        except TimeoutError as error:
            raise as_send_error(error) from None
        except SendError as failure:
            if not failure.platform and not failure.unknown:
                self._platforms.worked(parcel.workspace)
            raise
        self._platforms.worked(parcel.workspace)
        return reference

    def _failed(
        self, claim: Claim, workspace: str, failure: SendError, *, asking: bool = False, adopted: int = 0
    ) -> Outcome:
        """A failure; one of the platform may be the one that pauses it."""
        probe_in = None
        if failure.retry_after is not None:
            self._platforms.asked_to_wait(workspace)
        elif failure.platform:
            probe_in = self._platforms.failed(workspace, revoked=failure.revoked)
            if failure.revoked and probe_in is None:
                probe_in = self._pace.revoked
        return Outcome(failed=Failed(claim, workspace, failure, asking, probe_in), adopted=adopted)


def since(moment: datetime | None) -> str:
    """Since when, as part of a sentence; nothing where that is not known."""
    return f" since {moment:%d %B %Y %H:%M} UTC" if moment else ""


def _looked_for_since(reminder: Reminder, moment: datetime) -> datetime:
    """From when on a message may be there: the mark is by the database's clock, the message by the platform's."""
    assert reminder.send_started_at is not None
    return reminder.send_started_at - SKEW - abs(moment - reminder.send_started_at)
