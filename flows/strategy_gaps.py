"""Which elements of a strategy are empty or unfinished, and where they contradict each other.

The six elements are the training's; the rules by which they are compared are general practice and marked so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from flows.conclusions import NextStep
from flows.findings import Finding, Severity, Words
from flows.strategy_pages import (
    COMPETENCES,
    GROUPS,
    MAIN_TRENDS,
    CommunicationPage,
    CompetencesPage,
    DirectionPage,
    NeedsPage,
    ServicesPage,
    TrendsPage,
)

WEAK = 2
"""A competence of this level or less carries no service."""
WIDE = 2
"""From this gap between today and desired on, something has to be done."""


@dataclass(frozen=True)
class Strategy:
    """The six elements."""

    trends: TrendsPage
    needs: NeedsPage
    direction: DirectionPage
    competences: CompetencesPage
    services: ServicesPage
    communication: CommunicationPage

    def parts(self) -> dict[str, tuple[tuple[str, bool], ...]]:
        """Element → its parts, each with whether it is there."""
        trends, direction, said = self.trends, self.direction, self.communication
        notes = (trends.political, trends.economic, trends.social, trends.technological)
        rated = [each.value for each in COMPETENCES if each.value in self.competences.levels]
        return {
            "trends": (
                ("Influences", any((*notes, trends.environmental, trends.legal))),
                ("The two that matter most", bool(trends.first and trends.second)),
            ),
            "needs": (("Needs", bool(self.needs.needs)),),
            "direction": (
                ("Vision", bool(direction.vision)),
                ("Mission", bool(direction.mission)),
                ("Objectives", bool(direction.objectives)),
            ),
            "competences": tuple((each.label, each.value in rated) for each in COMPETENCES),
            "services": (("Services", bool(self.services.services)),),
            "communication": (
                ("Target groups", bool(said.groups)),
                ("Aim", bool(said.aim)),
                ("Messages", bool(said.messages)),
                ("Channels", bool(said.channels)),
            ),
        }

    def empty(self) -> list[str]:
        """The elements of which nothing is there."""
        started_trends = any((self.trends.first, self.trends.second))
        return [
            element
            for element, parts in self.parts().items()
            if not any(there for _, there in parts) and not (element == "trends" and started_trends)
        ]

    def main_trends(self) -> dict[str, str]:
        """The trends that matter most, by the field that names them."""
        named = {field: getattr(self.trends, field) for field in MAIN_TRENDS}
        return {field: text for field, text in named.items() if text}


@dataclass(frozen=True)
class Gap:
    """Something that is empty or contradicts something else, and the dialogue that closes it, if it has one."""

    finding: Finding
    step: NextStep | None = None


def gaps_of(strategy: Strategy) -> Iterator[Gap]:
    """All gaps, element by element: what is empty, then what is missing, then what contradicts something else."""
    empty = strategy.empty()
    for element in empty:
        yield _gap(f"strategy.empty-{element}", (element,), _STEPS.get(element), rule="source")
    yield from (gap for gap in _unfinished(strategy) if gap.finding.where[0] not in empty)
    yield from _unanswered(strategy)
    yield from _aimless(strategy)
    yield from _weak(strategy)
    yield from _untold(strategy)


def _step(dialogue: str, label: str, about: str = "", **params: str) -> NextStep:
    return NextStep(dialogue=dialogue, about=about, label=Words(id=f"strategy.{label}", params=dict(params)))


_STEPS: Mapping[str, NextStep] = {
    "trends": _step("needs-assessment", "to-needs-assessment"),
    "needs": _step("member-needs", "to-member-needs"),
    "direction": _step("smart-goal", "to-goal"),
    "services": _step("service-portfolio", "to-services"),
    "communication": _step("challenge", "to-visibility", "visibility"),
}
"""Element → the dialogue that fills it; for competences, which no other dialogue asks about, there is none."""


def _gap(
    message: str,
    where: tuple[str, ...],
    step: NextStep | None = None,
    *,
    about: str = "",
    severity: Severity = Severity.ADVICE,
    rule: Literal["source", "general-practice"] = "general-practice",
    **params: str | int,
) -> Gap:
    found = Finding(message=message, severity=severity, params=dict(params), where=where, about=about, rule=rule)
    return Gap(found, step)


def _unfinished(strategy: Strategy) -> Iterator[Gap]:
    """What is missing inside elements that were begun."""
    if len(strategy.main_trends()) < len(MAIN_TRENDS):
        yield _gap("strategy.no-main-trends", ("trends", "first"), rule="source")
    direction = strategy.direction
    for field, message in (("vision", "strategy.no-vision"), ("mission", "strategy.no-mission")):
        if not getattr(direction, field):
            yield _gap(message, ("direction", field), rule="source")
    if not direction.objectives:
        yield _gap("strategy.no-objectives", ("direction", "objectives"), _STEPS["direction"], rule="source")
    unrated = len(COMPETENCES) - len(strategy.competences.levels)
    if unrated:
        yield _gap("strategy.unrated", ("competences", "levels"), rule="source", count=unrated, all=len(COMPETENCES))
    for field in ("groups", "aim", "messages", "channels"):
        if not getattr(strategy.communication, field):
            yield _gap(f"strategy.no-{field}", ("communication", field), _STEPS["communication"])


def _unanswered(strategy: Strategy) -> Iterator[Gap]:
    """Trends and needs that nothing answers."""
    objectives, services = strategy.direction.objectives, strategy.services.services
    aimed = {answered for each in objectives for answered in each.answers}
    served = {need for each in services for need in each.needs}
    for field, trend in strategy.main_trends().items():
        if objectives and field not in aimed:
            step = _step("smart-goal", "goal-for", field, what=trend)
            yield _gap("strategy.trend-unused", ("trends", field), step, about="trend", trend=trend)
    for need in strategy.needs.needs:
        if not services or need.id in served:
            continue
        step = _step("service-idea", "service-for", need.id, need=need.text)
        where = ("needs", "needs", need.id)
        if need.id in aimed:
            yield _gap("strategy.need-without-service", where, step, about="need", need=need.text)
        else:
            message, severity = "strategy.need-ignored", Severity.WARNING
            yield _gap(message, where, step, about="need", severity=severity, need=need.text)


def _aimless(strategy: Strategy) -> Iterator[Gap]:
    """Objectives and services that answer nothing, and objectives that nobody can measure."""
    needs = {need.id for need in strategy.needs.needs}
    known = needs | strategy.main_trends().keys()
    for each in strategy.direction.objectives:
        where = ("direction", "objectives", each.id)
        if not each.measure:
            step = _step("smart-goal", "measure", each.id, objective=each.text)
            message = "strategy.objective-unmeasured"
            yield _gap(message, (*where, "measure"), step, about="objective", rule="source", objective=each.text)
        if known and not known.intersection(each.answers):
            yield _gap("strategy.objective-alone", where, about="objective", objective=each.text)
    for service in strategy.services.services:
        if needs and not needs.intersection(service.needs):
            where = ("services", "services", service.id)
            yield _gap("strategy.service-alone", where, _STEPS["services"], about="service", service=service.name)


def _weak(strategy: Strategy) -> Iterator[Gap]:
    """Services that rest on a weak competence, competences far from where they should be, and wishes below today."""
    labels = {each.value: each.label for each in COMPETENCES}
    levels = strategy.competences.levels
    for service in strategy.services.services:
        level = levels.get(service.competence or "")
        if level is None or level.today is None or level.today > WEAK:
            continue
        field = service.competence or ""
        yield _gap(
            "strategy.service-weak",
            ("services", "services", service.id),
            _step("smart-goal", "strengthen", field, field=labels[field]),
            about="service",
            severity=Severity.WARNING,
            service=service.name,
            field=labels[field],
            today=level.today,
        )
    for field, label in labels.items():
        level = levels.get(field)
        if level is None:
            continue
        where = ("competences", "levels", field)
        today, desired = level.today or 0, level.desired or 0
        if level.gap >= WIDE:
            step = _step("smart-goal", "strengthen", field, field=label)
            yield _gap("strategy.gap", where, step, about="field", field=label, today=today, desired=desired)
        elif level.gap < 0:
            yield _gap("strategy.below-today", where, about="field", field=label, today=today, desired=desired)


def _untold(strategy: Strategy) -> Iterator[Gap]:
    """Communication that leaves out the members, or speaks to all at once."""
    groups = strategy.communication.groups
    if groups and "members" not in groups:
        yield _gap("strategy.members-left-out", ("communication", "groups"), _STEPS["communication"])
    if len(groups) == len(GROUPS):
        yield _gap("strategy.everybody", ("communication", "groups"), count=len(groups))
