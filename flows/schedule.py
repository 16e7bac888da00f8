"""When actions can start and end: working days, dependencies and the critical path.

Source of the terms: Cluster Booster Academy, training day 1, "Timeline & Dependencies".  Both the day on which an
action starts and the day on which it ends count; an action without a duration counts as one day (general practice).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flows.calendar import MONDAY_TO_FRIDAY, Calendar


@dataclass(frozen=True)
class Step:
    """One action as the schedule sees it; ``days`` are working days, ``after`` the ids it depends on."""

    id: str
    days: int
    deadline: date
    after: tuple[str, ...]


@dataclass(frozen=True)
class Path:
    """The chain of actions that decides how long the whole takes, with its length in working days."""

    ids: tuple[str, ...]
    days: int
    end: date


@dataclass(frozen=True)
class Clash:
    """A predecessor that may take until the day on which its successor must start, or longer."""

    before: str
    after: str
    must_start: date


@dataclass(frozen=True)
class Span:
    """When an action is done at the earliest: its first and its last day."""

    start: date
    end: date


class CircularError(ValueError):
    """Actions that wait for each other; ``ids`` are those in the circle."""

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__("These actions wait for each other: " + ", ".join(ids))
        self.ids = tuple(ids)


def clashes(steps: Sequence[Step], calendar: Calendar = MONDAY_TO_FRIDAY) -> list[Clash]:
    """Deadlines that contradict dependencies: a successor must start before its predecessor has to be finished.

    What a step waits for may be finished on the evening before the day on which it must start.
    """
    by_id = {step.id: step for step in steps}
    found: list[Clash] = []
    for step in steps:
        must_start = calendar.start_of_work(step.deadline, step.days)
        found += [
            Clash(before, step.id, must_start)
            for before in step.after
            if before in by_id and by_id[before].deadline >= must_start
        ]
    return found


def too_long(step: Step, start: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> date | None:
    """When a step ends that starts on a day, if that is later than its deadline."""
    end = calendar.end_of_work(start, step.days)
    return end if end > step.deadline else None


def ordered(steps: Sequence[Step]) -> list[Step]:
    """The actions so that each stands behind those it depends on.

    Raises:
        CircularError: some wait for each other.
    """
    by_id = {step.id: step for step in steps}
    waiting = {step.id: {before for before in step.after if before in by_id} for step in steps}
    done: list[Step] = []
    while waiting:
        ready = [step_id for step_id, before in waiting.items() if not before]
        if not ready:
            raise CircularError(_circle(waiting))
        for step_id in ready:
            del waiting[step_id]
            done.append(by_id[step_id])
        for before in waiting.values():
            before.difference_update(ready)
    return done


def _circle(waiting: Mapping[str, set[str]]) -> list[str]:
    """One circle among actions that all wait for another one of them."""
    trail = [min(waiting)]
    while True:
        following = min(waiting[trail[-1]])
        if following in trail:
            return trail[trail.index(following) :]
        trail.append(following)


def spans(steps: Sequence[Step], start: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> dict[str, Span]:
    """When each action starts and ends at the earliest: after all that it depends on, or on the first working day.

    Raises:
        CircularError: some actions wait for each other.
    """
    found: dict[str, Span] = {}
    for step in ordered(steps):
        ends = [found[before].end for before in step.after if before in found]
        first = calendar.working_day_from(max(ends) + timedelta(1) if ends else start)
        found[step.id] = Span(first, calendar.end_of_work(first, step.days))
    return found


def critical_path(steps: Sequence[Step], start: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> Path | None:
    """The longest chain of dependent actions by duration, with its last day; None without any action.

    Raises:
        CircularError: some actions wait for each other.
    """
    length: dict[str, int] = {}
    previous: dict[str, str] = {}
    for step in ordered(steps):
        before = min((b for b in step.after if b in length), key=lambda b: (-length[b], b), default=None)
        length[step.id] = step.days + (length[before] if before else 0)
        if before:
            previous[step.id] = before
    if not length:
        return None
    last = min(length, key=lambda step_id: (-length[step_id], step_id))  # of several the same, in whatever order
    chain = [last]
    while chain[-1] in previous:
        chain.append(previous[chain[-1]])
    return Path(tuple(reversed(chain)), length[last], calendar.end_of_work(start, length[last]))
