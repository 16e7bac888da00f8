"""What became of messages, noted together: sent, to be tried again, given up; and pauses of what does not work."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.sender import SendError
from bot.reminders.pace import Pace
from bot.reminders.preparing import Preparing, ids_of
from bot.store import closed_accounts, deliveries, pauses
from bot.store.deliveries import Claim, Sent, Start
from bot.store.engine import Tx
from bot.store.reminders import Reminder

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Failed:
    """A message to a workspace that did not go out, or, ``asking``, could not be looked for.

    With ``probe_in`` the workspace is to be paused, and asked in so many seconds.
    """

    claim: Claim
    workspace: str
    error: SendError
    asking: bool = False
    probe_in: float | None = None


@dataclass(frozen=True)
class Outcome:
    """How one claim ended.  ``adopted`` reminders were found to be out, and are noted already.

    ``reopened``: an account that had been closed took a message.  ``kept_back``: what was ready was not sent, as its
    workspace does not work or its lease would not outlast the sending.  ``broken``: a defect of ours.  Nothing at all:
    somebody else looks after it.
    """

    done: Sent | None = None
    failed: Failed | None = None
    kept_back: Start | None = None
    broken: Claim | None = None
    adopted: int = 0
    reopened: str = ""

    @property
    def sent(self) -> int:
        """How many reminders are out."""
        return self.adopted + (len(self.done.ids) if self.done else 0)


class Outcomes:
    """Notes outcomes in the store."""

    def __init__(self, preparing: Preparing, pace: Pace, random: Callable[[], float]) -> None:
        self._preparing = preparing
        self._pace = pace
        self._random = random

    def note(self, tx: Tx, ended: Sequence[Outcome], now: datetime) -> None:
        """Note what became of several claims."""
        done = [outcome.done for outcome in ended if outcome.done]
        if deliveries.mark_sent(tx, done, now) < sum(len(sent.ids) for sent in done):
            log.info("some reminders that were sent are looked after by another worker")
        for outcome in ended:
            if outcome.reopened:
                closed_accounts.reopen(tx, outcome.reopened)
            if outcome.failed is not None:
                self._failed(tx, outcome.failed)
            if outcome.kept_back is not None:
                kept = outcome.kept_back
                deliveries.mark_waiting(tx, kept.token, kept.ids, 0, "waits its turn", attempts=-1)
            if outcome.broken is not None:
                self._broken(tx, outcome.broken)

    def _failed(self, tx: Tx, failed: Failed) -> None:
        """Try again later: when the platform says, when it is clear what happened, or after a random while."""
        error, token, reason = failed.error, failed.claim.token, str(failed.error)
        due = deliveries.held(tx, failed.claim)
        maybe_sent = failed.asking or error.unknown
        if error.platform or error.retry_after is not None:
            seconds = self._platform_failed(tx, failed, due)
            spent = 0 if failed.asking else -1  # it is not about this person
            deliveries.mark_waiting(
                tx, token, ids_of(due), seconds, reason, attempts=spent, setbacks=1, maybe_sent=maybe_sent
            )
            return
        seconds, spent = self._backoff(due), int(failed.asking)
        if error.unknown and not failed.asking:
            seconds = self._pace.settle
        elif all(r.attempts + spent >= self._pace.attempts for r in due):
            self._preparing.give_up(tx, failed.claim, due, reason)
            return
        deliveries.mark_waiting(tx, token, ids_of(due), seconds, reason, attempts=spent, maybe_sent=maybe_sent)

    def _platform_failed(self, tx: Tx, failed: Failed, due: Sequence[Reminder]) -> float:
        """Pause the workspace if need be; how long this reminder waits, should nobody else show that it works."""
        error, pace = failed.error, self._pace
        if error.retry_after is not None:
            seconds = max(1.0, error.retry_after)
            pauses.pause(tx, failed.workspace, seconds, str(error))
            return min(seconds, pauses.LONGEST)
        if failed.probe_in is not None:
            log.warning("%s does not work, reminders there wait: %s", failed.workspace, error)
            pauses.pause(tx, failed.workspace, None, str(error), probe_in=failed.probe_in)
        setbacks = max((r.setbacks for r in due), default=0)
        wait = 0.0 if error.revoked else min(pace.probe_limit, pace.probe * (2.0 ** min(setbacks, 30) - 1))
        return max(wait, pace.settle) if error.unknown else wait

    def _broken(self, tx: Tx, claim: Claim) -> None:
        """A defect of ours must neither lose the reminders nor repeat itself without a pause."""
        due = deliveries.held(tx, claim)
        seconds = self._backoff(due)
        deliveries.mark_waiting(tx, claim.token, ids_of(due), seconds, "a defect", attempts=1, maybe_sent=True)

    def _backoff(self, due: Sequence[Reminder]) -> float:
        attempts = max((r.attempts for r in due), default=0)
        return self._random() * min(self._pace.backoff_limit, self._pace.backoff * 2.0**attempts)
