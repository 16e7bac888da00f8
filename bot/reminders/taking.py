"""Taking what is due: what ended is noted, and what goes out next is claimed and prepared, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.reminders.outcomes import Outcome, Outcomes
from bot.reminders.pace import Pace
from bot.reminders.preparing import Addressed, Parcel, Preparing, first_free
from bot.store import deliveries, people
from bot.store.deliveries import Claim, Reach
from bot.store.engine import Tx


@dataclass(frozen=True)
class Case:
    """A claim that is served step by step: something of it may be out already, or an account refused it."""

    claim: Claim
    reached: Sequence[Reach]
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Taken:
    """What a transaction took: how many claims, of which these are to be served now."""

    claims: int = 0
    parcels: Sequence[tuple[Parcel, Sequence[Reach]]] = ()
    cases: Sequence[Case] = ()


class Taking:
    """Takes claims, as many as there is room for."""

    def __init__(self, preparing: Preparing, outcomes: Outcomes, pace: Pace) -> None:
        self._preparing = preparing
        self._outcomes = outcomes
        self._pace = pace

    def together(self, tx: Tx, ended: Sequence[Outcome], room: int, space: dict[str, int], now: datetime) -> Taken:
        """Note what ended; claim for as many as there is room, and prepare their messages.

        ``space`` is how many more may be on their way into each workspace.
        """
        self._outcomes.note(tx, ended, now)
        claims = self._claim(tx, room, space, now)
        if not claims:
            return Taken()
        persons = people.by_ids(tx, [claim.person for claim in claims])
        reached = deliveries.reaches(tx, [claim.person for claim in claims])
        addressed: list[Addressed] = []
        cases: list[Case] = []
        for claim in claims:
            theirs = reached[claim.person]
            if not self._may_go(tx, claim, theirs, space):
                continue
            if any(r.send_started_at for r in claim.reminders):
                cases.append(Case(claim, theirs))
                continue
            person = persons.get(claim.person)
            each = self._preparing.addressed(tx, claim, claim.reminders, person, theirs, now, refused={})
            if each is not None:
                addressed.append(each)
        parcels = self._preparing.parcels(tx, addressed, now)
        deliveries.start(tx, [parcel.start for parcel in parcels], self._pace.lease)
        return Taken(len(claims), [(parcel, reached[parcel.claim.person]) for parcel in parcels], cases)

    def alone(self, tx: Tx, ended: Sequence[Outcome], room: int, space: Mapping[str, int], now: datetime) -> Taken:
        """The same, with everybody served alone: where somebody's reminders cannot be prepared."""
        self._outcomes.note(tx, ended, now)
        claims = self._claim(tx, room, space, now)
        reached = deliveries.reaches(tx, [claim.person for claim in claims])
        return Taken(len(claims), cases=[Case(claim, reached[claim.person]) for claim in claims])

    def _claim(self, tx: Tx, room: int, space: Mapping[str, int], now: datetime) -> list[Claim]:
        closed = [workspace for workspace, left in space.items() if left == 0]
        return deliveries.claim(tx, now, self._pace.lease, room, closed) if room > 0 else []

    def _may_go(self, tx: Tx, claim: Claim, reached: Sequence[Reach], space: dict[str, int]) -> bool:
        """Whether a claim is served now: there is room where it goes, and whoever sent it before has ended."""
        started = [r for r in claim.reminders if r.send_started_at]
        if any(not r.unclear for r in started):  # its lease is over, but by the clock that somebody may have set
            self._put_off(tx, claim, self._pace.settle)
            return False
        known = next((r for r in reached if started and r.account == started[0].sent_to), None)
        goes_to = known or first_free(reached, {})
        if goes_to is None:
            return True
        if goes_to.paused:
            self._put_off(tx, claim, min(goes_to.paused, self._pace.probe_limit))
            return False
        if space.get(goes_to.workspace, self._pace.per_workspace) <= 0:
            self._put_off(tx, claim, 0)
            return False
        space[goes_to.workspace] = space.get(goes_to.workspace, self._pace.per_workspace) - 1
        return True

    def _put_off(self, tx: Tx, claim: Claim, seconds: float) -> None:
        started, fresh = (
            [r.id for r in claim.reminders if bool(r.send_started_at) is wanted] for wanted in (True, False)
        )
        deliveries.mark_waiting(tx, claim.token, started, seconds, "looked for later", maybe_sent=True)
        deliveries.mark_waiting(tx, claim.token, fresh, seconds, "waits its turn")
