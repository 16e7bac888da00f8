"""Which reminders a plan and a session call for.  Pure; the store is then made to hold just these.

An action is remembered 7 days and 1 day before its deadline, and the day after if it is not done; from then on it is
asked for weekly, three times, and then the plan's owner is told; so is each day of what repeats, until the next one.
While somebody is away nothing comes; the plan's owner is told the day before of what is due meanwhile.  The plan for a
session is remembered two days before it is due (`bot.reminders.hand_in`) and on that day, the session the day before.
The review of a strategy is remembered 7 days before and on its day, a deadline of the programme 7 days and 1 day
before.  The days of the reminders are general practice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from bot.reminders import hand_in, timing
from bot.reminders.planning import Recipient as Recipient
from bot.reminders.planning import planned as planned_for
from bot.store.reminders import ENDED, Planned

WEEK = timedelta(days=7)
LATE_FOR = WEEK
"""How long after it was due it still makes sense to say that a deadline has passed."""

ASKED_AGAIN = 3
"""How often an overdue action is asked for again, weekly."""

HORIZON = 20
"""For how many years ahead, and back, there are reminders."""

AWAY, UNDONE = "action-away", "action-undone"
TO_OWNER = frozenset({AWAY, UNDONE})
"""Kinds by which a plan's owner is told of an action that is somebody else's."""

SET, MOVED, CANCELLED, CHANGED = "session-set", "session-moved", "session-cancelled", "session-changed"
AT_ONCE = frozenset({SET, MOVED, CANCELLED, CHANGED, ENDED})
"""Kinds that are news: they do not wait for the working hours, only for the end of an absence."""

PLAN = ("plan-5", "plan-3")  # usually so many days before the session

REVIEW_FOR = timedelta(days=90)
"""How long it makes sense to ask that an article be read again, from its day or from now on; Home lists it longer."""


@dataclass(frozen=True)
class ActionDue:
    """One action of a plan, and who is reminded of it; None: the plan's owner, as nobody else can be reached.

    Of what repeats ``deadline`` is one day, and ``since`` and ``following`` are those before and after it.
    """

    row: str
    action: str
    deadline: date
    done: bool
    responsible: Recipient | None
    since: date | None = None
    following: date | None = None


@dataclass(frozen=True)
class SessionDue:
    """A coaching session, with the plan to hand in if there is one yet; ``later``: a coach gave time until then."""

    session: str
    version: int
    wall: datetime
    zone: str
    handed_in: bool
    staff: tuple[Recipient, ...]
    coaches: tuple[Recipient, ...]
    document: str | None = None
    later: datetime | None = None

    @property
    def plan_due(self) -> datetime:
        return hand_in.due(self.wall, self.zone, self.later)

    def key(self, kind: str) -> str:
        """What it is due for: the session as it is, and a later date for the plan."""
        later = f"-{self.later.isoformat()}" if self.later is not None and kind in PLAN else ""
        return f"v{self.version}{later}"


@dataclass(frozen=True)
class ReviewDue:
    """An article of the knowledge base, the day it was read last, and the day by which it should be read again."""

    article: str
    title: str
    reviewed: date
    due: date
    owners: tuple[Recipient, ...]


@dataclass(frozen=True)
class _Step:
    """One reminder of a series: the local time planned for it, and when it becomes pointless."""

    kind: str
    wall: datetime
    limit: datetime


@dataclass(frozen=True)
class _Slot:
    kind: str
    wall: datetime
    due_at: datetime
    not_after: datetime
    passed: bool


def for_plan(
    document: str, version: int, owner: Recipient, actions: Sequence[ActionDue], now: datetime
) -> list[Planned]:
    """The reminders of a submitted plan; source ``plan:<document>``.

    An action stands there once for everybody who is reminded of it; its owner is told once.
    """
    planned: dict[str, Planned] = {}
    for action in actions:
        if not action.done and _in_sight(action.deadline, now):
            for each in _for_action(document, version, owner, action, now):
                planned.setdefault(each.key, each)
    return list(planned.values())


def _for_action(document: str, version: int, owner: Recipient, action: ActionDue, now: datetime) -> list[Planned]:
    person = action.responsible or owner
    ends = timing.end_of(action.deadline, person.zone)
    before = [
        _Step(f"action-{days}", _before(action.deadline - timedelta(days), ends, person), ends)
        for days in (7, 1)
        if action.since is None or action.deadline - timedelta(days) > action.since
    ]
    asked = ["action-late", *(f"action-late-{number}" for number in range(1, ASKED_AGAIN + 1))]
    first = person.works.calendar.working_day_from(action.deadline + timedelta(days=1))
    after = [_after(kind, first + week * WEEK, person) for week, kind in enumerate(asked)]
    again, on = _until(action.following, after), after[-1].wall.date() + WEEK
    slots = [(person, slot) for slot in (*_series(before, person, now), *_series(again, person, now, catch_up=True))]
    slots += [(owner, slot) for slot in _for_owner(action, person, owner, on, now)]
    return [_planned_action(document, version, action, to, slot) for to, slot in slots]


def _until(following: date | None, steps: Sequence[_Step]) -> list[_Step]:
    """Those that come before it is due the next time: from then on people are reminded of that."""
    return [step for step in steps if following is None or step.wall.date() < following]


def _for_owner(action: ActionDue, person: Recipient, owner: Recipient, on: date, now: datetime) -> Iterator[_Slot]:
    """What the plan's owner is told of an action that is somebody else's: due while they are away, or, on the day
    ``on``, never done."""
    if owner.person == person.person:
        return
    if action.deadline in person.works.calendar.off:
        ends = timing.end_of(action.deadline, owner.zone)
        away = _Step(AWAY, _before(action.deadline - timedelta(days=1), ends, owner), ends)
        yield from _series([away], owner, now)
    yield from _series(_until(action.following, [_after(UNDONE, on, owner)]), owner, now)


def _planned_action(document: str, version: int, action: ActionDue, person: Recipient, slot: _Slot) -> Planned:
    return _planned(
        f"action:{document}:{action.row}",
        slot,
        action.deadline.isoformat(),
        person,
        {"action": action.action, "deadline": action.deadline.isoformat()},
        document=document,
        row=action.row,
        version=version,
    )


def for_session(session: SessionDue, now: datetime) -> list[Planned]:
    """The reminders of a coaching session; source ``session:<id>``."""
    planned: list[Planned] = []
    if not _in_sight(session.wall.date(), now):
        return planned
    for person in session.staff:
        planned += _for_person(session, person, now, plan=not session.handed_in)
    for person in session.coaches:
        planned += _for_person(session, person, now, plan=False)
    return planned


def _for_person(session: SessionDue, person: Recipient, now: datetime, *, plan: bool) -> list[Planned]:
    starts = timing.to_utc(session.wall, session.zone)
    plan_due, day = session.plan_due, timing.to_wall(starts, person.zone).date()
    due_day = timing.to_wall(plan_due, person.zone).date()
    days = (due_day - timedelta(days=2), due_day)
    nudges = [_Step(kind, _before(at, plan_due, person), plan_due) for kind, at in zip(PLAN, days, strict=True)]
    meeting = [_Step("session-1", _before(day - timedelta(days=1), starts, person), starts)]
    subject, params = f"session:{session.session}", {"starts_at": starts.isoformat(), "plan_due": plan_due.isoformat()}
    document, version = session.document, session.version
    return [
        _planned(subject, slot, session.key(slot.kind), person, params, document=document, version=version)
        for slot in (*_series(nudges if plan else [], person, now), *_series(meeting, person, now))
    ]


def for_news(kind: str, session: SessionDue, told: Sequence[Recipient], by: str, now: datetime) -> list[Planned]:
    """What people are told at once of a session that somebody set, moved or cancelled; source ``news:<id>``."""
    starts, subject = timing.to_utc(session.wall, session.zone), f"session:{session.session}"
    params = {"starts_at": starts.isoformat(), "plan_due": session.plan_due.isoformat(), "by": by}
    occasion = f"v{session.version}"
    return [
        planned_for(subject, kind, occasion, person, now, starts, version=session.version, params=params)
        for person in told
    ]


def for_review(review: ReviewDue, now: datetime) -> list[Planned]:
    """The reminder of an article that should be read again; source ``review:<article>``."""
    subject = f"review:{review.article}"
    params = {"title": review.title, "reviewed": review.reviewed.isoformat(), "due": review.due.isoformat()}
    planned: list[Planned] = []
    for person in review.owners:
        wall = _morning(person.works.calendar.working_day_from(review.due), person)
        step = _Step("review", wall, max(timing.to_utc(wall, person.zone), now) + REVIEW_FOR)
        planned += [
            _planned(subject, slot, review.due.isoformat(), person, params) for slot in _series([step], person, now)
        ]
    return planned


def for_strategy(document: str, version: int, owner: Recipient, days: Sequence[date], now: datetime) -> list[Planned]:
    """The reminders of the days on which a strategy is looked back on; source ``strategy:<document>``."""
    return [
        _planned(
            f"strategy:{document}",
            slot,
            day.isoformat(),
            owner,
            {"day": day.isoformat()},
            document=document,
            version=version,
        )
        for day in days
        for slot in _ahead("strategy", (7, 0), day, owner, now)
    ]


def for_deadline(cluster: str, name: str, day: date, told: Sequence[Recipient], now: datetime) -> list[Planned]:
    """The reminders of a deadline that the programme sets for all clusters; source ``programme:<cluster>``."""
    occasion = f"{day.isoformat()}/{sha256(name.encode()).hexdigest()[:16]}"  # what people wrote stands in no key
    params = {"day": day.isoformat(), "name": name}
    return [
        _planned(f"programme:{cluster}", slot, occasion, person, params)
        for person in told
        for slot in _ahead("programme", (7, 1), day, person, now)
    ]


def _ahead(family: str, before: Sequence[int], day: date, person: Recipient, now: datetime) -> list[_Slot]:
    """The slots of a day that is remembered so many days ``before``; none of a day that is too far away."""
    if not _in_sight(day, now):
        return []
    ends = timing.end_of(day, person.zone)
    steps = [_Step(f"{family}-{days}", _before(day - timedelta(days), ends, person), ends) for days in before]
    return _series(steps, person, now)


def _planned(
    subject: str,
    slot: _Slot,
    occasion: str,
    to: Recipient,
    params: dict[str, Any],
    *,
    document: str | None = None,
    row: str | None = None,
    version: int = 0,
) -> Planned:
    return planned_for(
        subject,
        slot.kind,
        occasion,
        to,
        slot.due_at,
        slot.not_after,
        wall=slot.wall,
        document=document,
        row=row,
        version=version,
        params=params,
        passed=slot.passed,
    )


def _in_sight(day: date, now: datetime) -> bool:
    """Whether a day can be planned for: somebody may type the year 9999, for which no calendar is made."""
    return abs(day.year - now.year) <= HORIZON


def _morning(day: date, person: Recipient) -> datetime:
    """When somebody is reminded on a day: their reminders of one day come together."""
    return datetime.combine(day, person.works.opens) + timing.spread(person.person)


def _after(kind: str, day: date, person: Recipient) -> _Step:
    """The morning of that day, or of the next working day."""
    wall = _morning(person.works.calendar.working_day_from(day), person)
    return _Step(kind, wall, timing.to_utc(wall, person.zone) + LATE_FOR)


def _before(day: date, limit: datetime, person: Recipient) -> datetime:
    """The morning of that day, or of the last working day before that is early enough."""
    morning = timing.to_utc(_morning(day, person), person.zone)
    after_opening = timing.spread(person.person)
    moment = person.works.last_allowed(min(morning, limit), after_opening)
    return timing.to_wall(moment, person.zone)


def _series(steps: Sequence[_Step], person: Recipient, now: datetime, *, catch_up: bool = False) -> list[_Slot]:
    """The slots of reminders about the same thing: each makes the one before pointless.

    What has passed comes as soon as the person works if it is the last, or, to ``catch_up``, the one that would hold
    now.
    """
    last_of_a_day = {step.wall: step for step in steps}  # where holidays push two together, the later kind stays
    slots: list[_Slot] = []
    following: datetime | None = None
    for step in reversed(last_of_a_day.values()):
        wall, due_at = step.wall, timing.to_utc(step.wall, person.zone)
        natural, passed = due_at, due_at < now
        if passed and (following is None or (catch_up and following > now)):  # better late than not at all
            due_at = person.works.next_allowed(now, timing.spread(person.person))
            passed = due_at >= min(step.limit, following or step.limit)
            wall = timing.to_wall(due_at, person.zone)
        slots.append(_Slot(step.kind, wall, due_at, min(step.limit, following or step.limit), passed))
        following = natural
    return slots[::-1]
