"""The pictures of an action plan: its actions by impact and effort, and in time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from flows import schedule
from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.pictures import Gantt, Mark, Picture, Point, Square, Step
from flows.plan_pages import QUADRANTS, Action, Deliverable

_LEVELS: Mapping[str, float] = {"low": 1, "high": 3}
"""Low and high stand in the middle of their half of the square, which reaches from 0 to 4."""


def pictures(
    start: date,
    actions: Sequence[Action],
    today: date,
    calendar: Calendar = MONDAY_TO_FRIDAY,
    deliverables: Sequence[Deliverable] = (),
) -> Iterator[Picture]:
    """The matrix where something is rated, and the schedule unless actions wait for each other."""
    if rated := [action for action in actions if action.quadrant]:
        yield matrix(rated)
    steps = schedule_steps(actions)
    try:
        bars = tuple(_bars(start, actions, steps, calendar))
    except schedule.CircularError:
        return  # told as a finding, with the actions of the circle
    marks = sorted(_marks(deliverables), key=lambda mark: mark.day)
    yield Gantt(id="schedule", title="Schedule", today=today, steps=bars, milestones=tuple(marks))


def _marks(deliverables: Sequence[Deliverable]) -> Iterator[Mark]:
    for each in deliverables:
        if each.deadline is not None:
            yield Mark(label=each.name, day=each.deadline, done=each.done)


def schedule_steps(actions: Sequence[Action]) -> list[schedule.Step]:
    """Actions as the schedule sees them; one without a duration counts as one day."""
    return [schedule.Step(a.id, a.duration or 1, a.deadline, tuple(a.depends_on)) for a in actions]


def matrix(rated: Sequence[Action]) -> Square:
    """The action priority matrix of actions whose impact and effort are known."""
    corners = (
        QUADRANTS["low", "low"],
        QUADRANTS["low", "high"],
        QUADRANTS["high", "low"],
        QUADRANTS["high", "high"],
    )
    return Square(
        id="priorities",
        title="Action priority matrix",
        x_label="Effort",
        y_label="Impact",
        low=0,
        high=4,
        corners=corners,
        points=tuple(Point(label=a.action, x=_LEVELS[a.effort or ""], y=_LEVELS[a.impact or ""]) for a in rated),
    )


def _bars(start: date, actions: Sequence[Action], steps: Sequence[schedule.Step], calendar: Calendar) -> Iterator[Step]:
    """What is open begins as early as it can; what is done is not waited for any more, and stands where it stood."""
    done = {a.id for a in actions if a.done}
    still_open = [step for step in steps if step.id not in done]
    planned = schedule.spans(steps, start, calendar) | schedule.spans(still_open, start, calendar)
    path = schedule.critical_path(still_open, start, calendar)
    longest = set(path.ids) if path is not None and len(path.ids) > 1 else set()
    known = set(planned)
    for action in actions:
        yield Step(
            id=action.id,
            label=action.action,
            start=planned[action.id].start,
            end=planned[action.id].end,
            deadline=action.deadline,
            depends_on=tuple(before for before in action.depends_on if before in known),
            critical=action.id in longest,
            done=action.done,
            again=action.repetition.days[1:] if action.repetition else (),
        )
