"""From a claim to a message: looked at again, in the transaction in which the sending is marked."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zlib import crc32

from bot.chat.views import Message
from bot.reminders import feedback_rules, rules, timing
from bot.reminders.pace import Pace
from bot.reminders.timing import WorkingTime
from bot.store import deliveries, too_late
from bot.store.deliveries import Claim, Reach, Start
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.reminders import OUTLASTED, Reminder

log = logging.getLogger(__name__)

AT_ONCE = rules.AT_ONCE | feedback_rules.AT_ONCE
"""Kinds that are news: they do not wait for the working hours, only for the end of an absence."""

CLOSED = "the person has blocked or removed the advisor where they are reached"
"""Why reminders wait that can go nowhere else; they are tried once a day."""


@dataclass(frozen=True)
class Due:
    """What is due for one person."""

    person: Person
    reminders: Sequence[Reminder]


@dataclass(frozen=True)
class Composed:
    """What to say.  ``unwanted`` are ids of reminders that are not wanted any more: done, moved, handed in.

    ``message`` tells of all the others; None when there are none.
    """

    message: Message | None
    unwanted: tuple[str, ...] = ()


class Compose(Protocol):
    """Looks again at what is due, and words it as one message for each person: a digest when there are several.

    It runs in the transaction that marks the sending, so nothing can change in between: it reads with ``tx``,
    takes no other transaction, and is quick.
    """

    def __call__(self, tx: Tx, due: Sequence[Due], now: datetime) -> Sequence[Composed]: ...


OnDead = Callable[[Tx, Sequence[Reminder], str], None]
"""Told, in the same transaction, of reminders that cannot be delivered, and why."""


@dataclass(frozen=True)
class Addressed:
    """What is due of a claim, and the account to which it goes."""

    claim: Claim
    due: Due
    account: Reach


@dataclass(frozen=True)
class Parcel:
    """A message to send: out of which claim, what is noted of it, to which account it goes, and its words."""

    claim: Claim
    start: Start
    reach: Reach
    message: Message

    @property
    def workspace(self) -> str:
        """Into which workspace it goes."""
        return self.reach.workspace


class Preparing:
    """Makes messages of claims, and puts off or gives up what is not to be sent now."""

    def __init__(self, compose: Compose, on_dead: OnDead | None, pace: Pace) -> None:
        self._compose = compose
        self._on_dead = on_dead
        self._pace = pace

    def addressed(
        self,
        tx: Tx,
        claim: Claim,
        held: Sequence[Reminder],
        person: Person | None,
        reached: Sequence[Reach],
        now: datetime,
        refused: Mapping[str, str],
    ) -> Addressed | None:
        """What is to be told to one person, and where; None if nothing is now.

        ``held`` are the reminders of the claim as they are now; ``refused`` are accounts that do not take it, and
        why.
        """
        due = self._still_due(tx, claim, held, now)
        if not due or person is None:
            return None
        if not person.reminders_on:
            deliveries.mark_ended(tx, claim.token, ids_of(due), "withdrawn", "reminders are turned off")
            return None
        works = WorkingTime.of(person)
        if (opens := works.next_allowed(now, timing.spread(person.id))) > now:
            waits = [r for r in due if r.kind not in AT_ONCE or works.is_away(now)]
            self._postpone(tx, claim, waits, person, opens)
            due = [r for r in due if r not in waits]
            if not due:
                return None
        account = self._account(tx, claim, due, reached, refused)
        if account is None:
            return None
        return Addressed(claim, Due(person, due), account)

    def parcels(self, tx: Tx, addressed: Sequence[Addressed], now: datetime) -> list[Parcel]:
        """The messages, of those who are still to be told something.  Their starts are still to be noted."""
        composed = self._compose(tx, [each.due for each in addressed], now)
        found = (self._parcel(tx, each, said) for each, said in zip(addressed, composed, strict=True))
        return [parcel for parcel in found if parcel is not None]

    def _parcel(self, tx: Tx, addressed: Addressed, composed: Composed) -> Parcel | None:
        claim, account, due = addressed.claim, addressed.account, addressed.due.reminders
        wanted = [r for r in due if composed.message is not None and r.id not in composed.unwanted]
        gone = [r.id for r in due if composed.message is None or r.id in composed.unwanted]
        deliveries.mark_ended(tx, claim.token, gone, "withdrawn", "no longer wanted")
        if composed.message is None or not wanted:
            return None
        start = Start(claim.token, ids_of(wanted), account.account, _key(ids_of(wanted)))
        return Parcel(claim, start, account, composed.message)

    def _still_due(self, tx: Tx, claim: Claim, held: Sequence[Reminder], now: datetime) -> list[Reminder]:
        """What of the claim is neither moved, nor too late, nor tried too often."""
        moved = [r for r in held if r.due_at > now]
        deliveries.mark_waiting(tx, claim.token, ids_of(moved), 0, "")
        late = [r for r in held if r not in moved and r.not_after < now]
        self._expire(tx, claim, late, now, "too late")
        rest = [r for r in held if r not in moved and r not in late]
        tired = [r for r in rest if r.attempts >= self._pace.attempts]
        self.give_up(tx, claim, tired, "tried too often")
        return [r for r in rest if r not in tired]

    def _postpone(self, tx: Tx, claim: Claim, due: Sequence[Reminder], person: Person, at: datetime) -> None:
        """Wait for working hours; what would be too late by then is given up."""
        late = [r for r in due if r.not_after < at]
        self._expire(tx, claim, late, at, "no working hours before its end")
        rest = [r for r in due if r not in late]
        deliveries.mark_postponed(tx, claim.token, ids_of(rest), person.zone, at)

    def _expire(self, tx: Tx, claim: Claim, late: Sequence[Reminder], now: datetime, reason: str) -> None:
        """Give up what is too late; what a platform kept is told when it works again, from ``now`` on."""
        if not late:
            return
        blamed = [r for r in late if r.setbacks]
        deliveries.mark_ended(tx, claim.token, ids_of(r for r in late if not r.setbacks), "expired", reason)
        deliveries.mark_ended(tx, claim.token, ids_of(blamed), "expired", OUTLASTED)
        too_late.tell(tx, blamed, now)

    def _account(
        self, tx: Tx, claim: Claim, due: Sequence[Reminder], reached: Sequence[Reach], refused: Mapping[str, str]
    ) -> Reach | None:
        """Where to send: the account used last that takes messages; None if there is none now."""
        account = first_free(reached, refused)
        if account is not None:
            return account
        left = [r for r in reached if r.account not in refused]
        if any(r.paused for r in left):
            deliveries.mark_waiting(tx, claim.token, ids_of(due), 0, "paused", setbacks=1)
        elif left:  # all of them are closed
            seconds = min(deliveries.LONGEST_WAIT, *(r.closed or 0.0 for r in left))
            deliveries.mark_waiting(tx, claim.token, ids_of(due), seconds, CLOSED, setbacks=1)
        else:
            self.give_up(tx, claim, due, "; ".join(refused.values()) or "the person has no account")
        return None

    def give_up(self, tx: Tx, claim: Claim, due: Sequence[Reminder], reason: str) -> None:
        """These cannot be delivered."""
        if not due:
            return
        log.warning("reminders %s cannot be delivered: %s", ", ".join(ids_of(due)), reason)
        deliveries.mark_ended(tx, claim.token, ids_of(due), "dead", reason)
        if self._on_dead is not None:
            self._on_dead(tx, due, reason)


def _key(ids: Sequence[str]) -> str:
    """By which a message is found again: it stands for just these reminders.

    A worker that was halted may still send a message that tells of fewer; that one must not be taken for this one.
    """
    first, *others = ids
    return f"{first}.{crc32(' '.join(others).encode()):08x}" if others else first


def first_free(reached: Sequence[Reach], refused: Mapping[str, str]) -> Reach | None:
    """The account used last that is open and does not refuse."""
    return next((r for r in reached if r.is_open and r.account not in refused), None)


def ids_of(due: Iterable[Reminder]) -> list[str]:
    """The ids of reminders."""
    return [reminder.id for reminder in due]
