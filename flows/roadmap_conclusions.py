"""What follows from a green roadmap: its timeline, needs without an activity, and figures without a number."""

from collections.abc import Iterator, Sequence

from flows.conclusions import Conclusion, NextStep, Table
from flows.findings import Finding, Severity, Words
from flows.pictures import Horizon, Milestone, Timeline
from flows.roadmap_pages import HORIZONS, ActivitiesPage, Activity, Need, NeedsPage, until
from flows.typed_fields import in_words

FIRST = ("now", "6-months")
"""What the first action plan takes over (general practice)."""

ALL = "all"
"""Chooses the activities of all horizons for an action plan, in the place of `FIRST`."""


def conclude(needs: NeedsPage, page: ActivitiesPage) -> Conclusion:
    """What follows from the needs and the activities."""
    activities = page.activities
    steps = [("first", "roadmap.plan-first")] if any(a.horizon in FIRST for a in activities) else []
    steps += [(ALL, "roadmap.plan-all")] if any(a.horizon not in FIRST for a in activities) else []
    return Conclusion(
        statement=needs.ambition,
        tables=(_roadmap(needs, activities),),
        pictures=(_timeline(activities),),
        findings=tuple(_findings(needs.needs, activities)),
        next_steps=tuple(
            NextStep(dialogue="action-plan", about=about, label=Words(id=label)) for about, label in steps
        ),
        articles=("green-roadmap", "sustainability-kpis", "sustainability-needs"),
    )


def _by_horizon(activities: Sequence[Activity]) -> Iterator[tuple[str, list[Activity]]]:
    for horizon in HORIZONS:
        yield horizon, [a for a in activities if a.horizon == horizon]


def _roadmap(needs: NeedsPage, activities: Sequence[Activity]) -> Table:
    names = {row.id: row.need for row in needs.needs}
    return Table(
        id="roadmap",
        title="Roadmap",
        columns=("Activity", "Horizon", "Until", "Owner", "Needs", "KPI", "Today", "Target", "Unit"),
        main=("Activity", "Horizon", "Owner", "KPI"),
        tells=("activities/activities",),
        rows=tuple(
            (
                a.activity,
                HORIZONS[horizon][0],
                until(needs.start, horizon).isoformat(),
                a.owner.name if a.owner else "",
                tuple(names[answered] for answered in a.needs if answered in names),
                a.kpi or "",
                "" if a.today is None else a.today,
                "" if a.target is None else a.target,
                a.unit or "",
            )
            for horizon, inside in _by_horizon(activities)
            for a in inside
        ),
        rule=Words(id="roadmap.rule"),
    )


def _timeline(activities: Sequence[Activity]) -> Timeline:
    return Timeline(
        id="timeline",
        title="Green roadmap",
        horizons=tuple(
            Horizon(
                label=HORIZONS[horizon][0],
                milestones=tuple(Milestone(label=a.activity, detail=_detail(a)) for a in inside),
            )
            for horizon, inside in _by_horizon(activities)
        ),
    )


def _findings(needs: Sequence[Need], activities: Sequence[Activity]) -> list[Finding]:
    found = [*_need_findings(needs, activities), *(f for a in activities for f in _kpi_findings(a))]
    if not any(a.kpi for a in activities):
        found.append(Finding(message="roadmap.no-kpi", where=("activities", "activities")))
    found += [
        Finding(
            message="roadmap.nobody",
            params={"activity": a.activity},
            where=("activities", "activities", a.id, "owner"),
            about="activity",
        )
        for a in activities
        if a.owner is None
    ]
    if not any(a.horizon == "now" for a in activities):
        found.append(Finding(message="roadmap.nothing-now", rule="general-practice"))
    if not found and all(a.kpi for a in activities):
        found.append(Finding(message="roadmap.all-good", severity=Severity.GOOD))
    return found


def _need_findings(needs: Sequence[Need], activities: Sequence[Activity]) -> Iterator[Finding]:
    answered = {each for a in activities for each in a.needs}
    for row in needs:
        if row.id not in answered:
            yield Finding(
                message="roadmap.need-alone",
                severity=Severity.WARNING,
                params={"need": row.need},
                where=("activities", "activities"),
                about="need",
            )


def _kpi_findings(a: Activity) -> Iterator[Finding]:
    if not a.kpi:
        return
    match a.today, a.target:
        case None, None:
            message, field = "roadmap.kpi-no-number", "target"
        case None, _:
            message, field = "roadmap.kpi-no-today", "today"
        case _, None:
            message, field = "roadmap.kpi-no-target", "target"
        case today, target if today == target:
            message, field = "roadmap.kpi-same", "target"
        case _:
            return
    where = ("activities", "activities", a.id, field)
    severity = Severity.WARNING if message == "roadmap.kpi-no-number" else Severity.ADVICE
    yield Finding(message=message, severity=severity, params={"kpi": a.kpi}, where=where, about="kpi")


def _detail(a: Activity) -> str:
    """The owner and the figure of an activity, in one line."""
    return " · ".join(part for part in (a.owner.name if a.owner else "", _measure(a)) if part)


def _measure(a: Activity) -> str:
    numbers = " → ".join(in_words(value) for value in (a.today, a.target) if value is not None)
    return kpi_line(a.kpi or "", numbers, a.unit or "" if numbers else "")


def kpi_line(kpi: str, numbers: str, unit: str) -> str:
    """A KPI in one line, such as "CO2: 900 → 700 t"."""
    return ": ".join(part for part in (kpi, f"{numbers} {unit}".strip()) if part)
