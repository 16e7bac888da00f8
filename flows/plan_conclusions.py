"""What follows from an action plan: its tables, and what does not fit together in it.

Source: Cluster Booster Academy, training days 1 and 2: the template of six columns, the work breakdown structure,
the action priority matrix and the RACI matrix; an idea that can be put in place in 3 to 6 months.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from flows import roles, schedule
from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.conclusions import Conclusion, Table, sentences
from flows.findings import Finding, Param, Severity, Words
from flows.people import names_of
from flows.plan_pages import LEVELS, QUADRANTS, REACHED, STATUSES, Action, Deliverable, Goal
from flows.plan_pictures import pictures, schedule_steps
from flows.reading.lists import split_lines
from flows.repetition import EVERY

SHORT_TERM = timedelta(days=183)
"""Six months: the source asks for at least one idea that can be put in place within 3 to 6 months."""

NOT_RATED = "Not rated yet"


def conclude(
    start: date,
    goals: Sequence[Goal],
    deliverables: Sequence[Deliverable],
    actions: Sequence[Action],
    today: date,
    calendar: Calendar = MONDAY_TO_FRIDAY,
) -> Conclusion:
    """What follows from the actions of a plan that starts on a day, for people with this working calendar."""
    return Conclusion(
        statement=sentences([goal.statement for goal in goals]),
        tables=(*_deliverables(deliverables), *_tables(actions)),
        pictures=tuple(pictures(start, actions, today, calendar, deliverables)),
        findings=tuple(_findings(start, deliverables, actions, today, calendar)),
        articles=("before-the-coaching-session", "monitoring-progress", "action-priority-matrix"),
    )


def _deliverables(deliverables: Sequence[Deliverable]) -> list[Table]:
    labels = {option.value: option.label for option in REACHED}
    rows = tuple(
        (
            each.name,
            each.deadline.isoformat() if each.deadline else "",
            labels[each.status or "open"] if each.deadline or each.status else "",
            "\n".join(split_lines(each.tasks or "")),
        )
        for each in deliverables
    )
    told = Table(
        id="deliverables",
        title="Deliverables and tasks",
        columns=("Deliverable", "Ready by", "Milestone", "Tasks"),
        rows=rows,
        tells=("deliverables/deliverables",),
        fields=("name", "deadline", "status", "tasks"),
    )
    return [told] if rows else []


def _tables(actions: Sequence[Action]) -> list[Table]:
    quadrants: dict[str, list[str]] = defaultdict(list)
    for action in actions:
        quadrants[action.quadrant or NOT_RATED].append(action.action)
    labels = {option.value: option.label for option in STATUSES}
    paces = {option.value: option.label for option in EVERY}
    names = {action.id: action.action for action in actions}
    plan = Table(
        id="plan",
        title="Actions",
        columns=(
            "Action",
            "Responsible",
            "Stakeholders",
            "Requirements",
            "Expected outcome",
            "Deadline",
            "Duration (working days)",
            "Depends on",
            "Priority",
            "Status",
            "Repeats",
            "Until",
            "Done up to",
        ),
        main=("Action", "Responsible", "Deadline", "Status"),
        tells=("actions/actions",),
        fields=(
            *("action", "responsible", "stakeholders", "requirements", "outcome", "deadline"),
            *("duration", "depends_on", "", "status"),
            *("repeats", "until", "done_until"),
        ),
        template=6,
        rows=tuple(
            (
                a.action,
                names_of(a.responsible),
                a.stakeholders or "",
                a.requirements or "",
                a.outcome or "",
                a.deadline.isoformat(),
                a.duration or "",
                tuple(names[before] for before in a.depends_on if before in names),
                a.quadrant or _half_rated(a),
                labels[a.state],
                *_repeated(a, paces),
            )
            for a in actions
        ),
    )
    matrix = Table(
        id="priorities",
        title="Action priority matrix",
        columns=("Quadrant", "Actions"),
        rows=tuple(
            (quadrant, tuple(quadrants[quadrant]))
            for quadrant in (*QUADRANTS.values(), NOT_RATED)
            if quadrants[quadrant]
        ),
        aside=True,
    )
    raci = roles.matrix(_roles(actions)).model_copy(update={"rule": Words(id="plan.raci-rule"), "aside": True})
    rated = any(action.quadrant for action in actions)
    return [plan, *([matrix] if rated else []), raci]


def _repeated(action: Action, paces: Mapping[str, str]) -> tuple[str, str, str]:
    """How often, until when, and up to which day it is done."""
    until, done_until = (day.isoformat() if day else "" for day in (action.until, action.done_until))
    return paces.get(action.repeats or "", ""), until, done_until


def _half_rated(action: Action) -> str:
    """The one of impact and effort that was rated alone."""
    levels = {option.value: option.label for option in LEVELS}
    rated = (("Impact", action.impact), ("Effort", action.effort))
    return ", ".join(f"{name}: {levels[level]}" for name, level in rated if level)


def _roles(actions: Sequence[Action]) -> list[roles.Roles]:
    return [
        roles.Roles(
            id=a.id,
            action=a.action,
            responsible=tuple(a.responsible),
            accountable=tuple(a.accountable),
            consulted=tuple(a.consulted),
            informed=tuple(a.informed),
            open=not a.done,
        )
        for a in actions
    ]


def _findings(
    start: date, deliverables: Sequence[Deliverable], actions: Sequence[Action], today: date, calendar: Calendar
) -> list[Finding]:
    found = [
        *_date_findings(start, actions, today),
        *_milestone_findings(deliverables, today),
        *_schedule_findings(start, [a for a in actions if not a.done], today, calendar),
        *roles.gaps(_roles(actions)),
        *_priority_findings(actions),
    ]
    if not any(finding.severity is Severity.WARNING or finding.where for finding in found):
        found.insert(0, Finding(message="plan.all-good", severity=Severity.GOOD))
    return found


def remarks(start: date, actions: Sequence[Action], today: date, calendar: Calendar) -> list[Finding]:
    """What does not fit together in actions of a draft, each about one of their fields."""
    still_open = [a for a in actions if not a.done]
    found = [
        *(_date_findings(start, actions, today) if actions else ()),
        *_schedule_findings(start, still_open, today, calendar),
        *roles.gaps(_roles(actions)),
    ]
    return [finding for finding in found if finding.severity is Severity.WARNING and finding.where]


def _date_findings(start: date, actions: Sequence[Action], today: date) -> list[Finding]:
    found: list[Finding] = []
    for a in actions:
        params: dict[str, Param] = {"action": a.action, "date": a.due.isoformat()}
        where = ("actions", "actions", a.id, "deadline")
        if a.due < today and not a.done:
            found.append(_about_action("plan.deadline-over", params, where))
        elif a.deadline < start:
            found.append(_about_action("plan.before-start", params, where))
    if all(a.deadline > start + SHORT_TERM for a in actions):
        found.append(Finding(message="plan.no-short-term", severity=Severity.WARNING))
    return found


def _milestone_findings(deliverables: Sequence[Deliverable], today: date) -> Iterator[Finding]:
    for each in deliverables:
        if each.deadline and each.deadline < today and not each.done:
            yield Finding(
                message="plan.milestone-over",
                severity=Severity.WARNING,
                params={"deliverable": each.name, "date": each.deadline.isoformat()},
                where=("deliverables", "deliverables", each.id, "deadline"),
                about="deliverable",
            )


def _about_action(message: str, params: dict[str, Param], where: tuple[str, ...]) -> Finding:
    return Finding(message=message, severity=Severity.WARNING, params=params, where=where, about="action")


def _schedule_findings(start: date, actions: Sequence[Action], today: date, calendar: Calendar) -> list[Finding]:
    """What does not fit in time between actions that are still open."""
    names = {a.id: a.action for a in actions}
    steps = schedule_steps(actions)
    found = [
        Finding(
            message="plan.clash",
            severity=Severity.WARNING,
            params={
                "before": names[clash.before],
                "after": names[clash.after],
                "must_start": clash.must_start.isoformat(),
            },
            where=("actions", "actions", clash.after, "deadline"),
            about="after",
        )
        for clash in schedule.clashes(steps, calendar)
    ]
    found += _too_long(start, steps, names, today, calendar)
    try:
        path = schedule.critical_path(steps, start, calendar)
    except schedule.CircularError as circle:
        inside = set(circle.ids)
        around = tuple(names[step] for step in (*reversed(circle.ids), circle.ids[-1]))  # each before the next
        others = [finding for finding in found if not inside & {finding.where[2] if finding.where else ""}]
        where = ("actions", "actions", circle.ids[0], "depends_on")
        circles = Finding(message="plan.circle", severity=Severity.WARNING, params={"actions": around}, where=where)
        return [circles, *others]
    if path is None or len(path.ids) < 2:
        return found
    found.append(
        Finding(
            message="plan.critical-path",
            params={
                "actions": tuple(names[step] for step in path.ids),
                "days": path.days,
                "end": path.end.isoformat(),
            },
        )
    )
    last = max(a.deadline for a in actions)
    if path.end > last:
        params: dict[str, Param] = {"end": path.end.isoformat(), "last": last.isoformat()}
        found.append(Finding(message="plan.too-long", severity=Severity.WARNING, params=params))
    if assumed := sum(a.duration is None for a in actions):
        found.append(
            Finding(
                message="plan.assumed-day",
                params={"count": assumed, "all": len(names)},
                rule="general-practice",
            )
        )
    return found


def _too_long(
    start: date, steps: Sequence[schedule.Step], names: Mapping[str, str], today: date, calendar: Calendar
) -> list[Finding]:
    """Actions that take longer than there is time for them; those due before they can begin are told of as such."""
    found: list[Finding] = []
    for step in steps:
        end = schedule.too_long(step, start, calendar)
        if end is not None and step.deadline >= max(start, today):
            params: dict[str, Param] = {
                "action": names[step.id],
                "days": step.days,
                "end": end.isoformat(),
                "date": step.deadline.isoformat(),
            }
            where = ("actions", "actions", step.id, "duration")
            found.append(_about_action("plan.action-too-long", params, where))
    return found


def _priority_findings(actions: Sequence[Action]) -> list[Finding]:
    found: list[Finding] = []
    rated = [a for a in actions if a.quadrant]
    if rated and not any(a.quadrant == "Quick win" for a in rated):
        found.append(Finding(message="plan.no-quick-win"))
    found += [
        Finding(
            message="plan.thankless", params={"action": a.action}, where=("actions", "actions", a.id), about="action"
        )
        for a in rated
        if a.quadrant == "Thankless task" and not a.done
    ]
    return found
