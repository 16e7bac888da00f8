"""When actions can start and end: working days, dependencies and the critical path.

Source of the terms: Cluster Booster Academy, training day 1, "Timeline & Dependencies".  Working days are Monday
to Friday; an action without a duration counts as one day (both general practice).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


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
    """A predecessor whose deadline is later than the day on which its successor must start."""

    before: str
    after: str
    must_start: date


class CircularError(ValueError):
    """Actions that wait for each other; ``ids`` are those in the circle."""

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__("These actions wait for each other: " + ", ".join(ids))
        self.ids = tuple(ids)


def add_working_days(day: date, count: int) -> date:
    """The day ``count`` working days after (or, negative, before) ``day``; 0 gives the day itself."""
    step = 1 if count > 0 else -1
    weeks, rest = divmod(abs(count), 5)
    if day.weekday() > 4:  # count from the nearest working day behind us
        day -= timedelta(days=day.weekday() - 4) if step > 0 else timedelta(days=day.weekday() - 7)
    day += timedelta(weeks=weeks * step)
    while rest:
        day += timedelta(days=step)
        rest -= day.weekday() < 5
    return day


def clashes(steps: Sequence[Step]) -> list[Clash]:
    """Deadlines that contradict dependencies: the predecessor's is later than one's own minus the duration."""
    by_id = {step.id: step for step in steps}
    found: list[Clash] = []
    for step in steps:
        must_start = add_working_days(step.deadline, -step.days)
        found += [
            Clash(before, step.id, must_start)
            for before in step.after
            if before in by_id and by_id[before].deadline > must_start
        ]
    return found


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
    trail = [next(iter(waiting))]
    while True:
        following = min(waiting[trail[-1]])
        if following in trail:
            return trail[trail.index(following) :]
        trail.append(following)


def critical_path(steps: Sequence[Step], start: date) -> Path | None:
    """The longest chain of dependent actions by duration; None without any action.

    Raises:
        CircularError: some actions wait for each other.
    """
    length: dict[str, int] = {}
    previous: dict[str, str] = {}
    for step in ordered(steps):
        before = max((b for b in step.after if b in length), key=lambda b: length[b], default=None)
        length[step.id] = step.days + (length[before] if before else 0)
        if before:
            previous[step.id] = before
    if not length:
        return None
    last = max(length, key=lambda step_id: length[step_id])
    chain = [last]
    while chain[-1] in previous:
        chain.append(previous[chain[-1]])
    return Path(tuple(reversed(chain)), length[last], add_working_days(start, length[last]))
