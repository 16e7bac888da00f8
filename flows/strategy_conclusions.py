"""What follows from a strategy review: the state of its six elements, the competences, and where to go on."""

from collections.abc import Iterator, Mapping, Sequence

from flows.conclusions import Cell, Conclusion, NextStep, Table
from flows.findings import Finding, Severity, Words
from flows.pictures import Radar, Series
from flows.strategy_gaps import Gap, Strategy, gaps_of
from flows.strategy_pages import COMPETENCES

MOST = 3
"""So many gaps of one kind lead to another dialogue."""

ELEMENTS: Mapping[str, str] = {
    "trends": "Trends",
    "needs": "Needs",
    "direction": "Vision, mission, objectives",
    "competences": "Competences",
    "services": "Services",
    "communication": "Communication",
}
"""Element, which is the id of its page → its name."""
_ARTICLES: Mapping[str, str] = {
    "trends": "pestel-analysis",
    "needs": "member-needs-assessment",
    "direction": "vision-and-mission",
    "competences": "core-competences",
    "services": "service-portfolio-review",
    "communication": "communication-strategy",
}


def conclude(strategy: Strategy) -> Conclusion:
    """All that follows from the six elements."""
    gaps = list(gaps_of(strategy))
    good = Finding(message="strategy.all-good", severity=Severity.GOOD, rule="general-practice")
    return Conclusion(
        tables=tuple(_tables(strategy)),
        pictures=tuple(_radar(strategy)),
        findings=tuple(gap.finding for gap in gaps) or (good,),
        next_steps=tuple(_next_steps(gaps)),
        articles=("cluster-strategy-review", *(_ARTICLES[element] for element in strategy.empty()[:MOST])),
    )


def _next_steps(gaps: Sequence[Gap]) -> list[NextStep]:
    """A step for each gap that has one, once, those of warnings first; of many of a kind the first."""
    kinds: dict[str, list[NextStep]] = {}
    known: set[tuple[str, str]] = set()
    for gap in sorted(gaps, key=lambda gap: gap.finding.severity is not Severity.WARNING):
        step = gap.step
        if step is not None and (step.dialogue, step.about) not in known:
            known.add((step.dialogue, step.about))
            kinds.setdefault(step.label.id, []).append(step)
    return [step for steps in kinds.values() for step in steps[:MOST]]


def _tables(strategy: Strategy) -> Iterator[Table]:
    empty = strategy.empty()
    rows: list[tuple[Cell, ...]] = []
    for element, parts in strategy.parts().items():
        missing = tuple(name for name, there in parts if not there)
        state = "Empty" if element in empty else "Partly" if missing else "Complete"
        rows.append((ELEMENTS[element], state, missing if state == "Partly" else ()))
    yield Table(
        id="elements", title="The six elements", columns=("Element", "State", "What is missing"), rows=tuple(rows)
    )
    if strategy.needs.needs:
        yield _needs_table(strategy)
    if levels := strategy.competences.levels:
        yield Table(
            id="competences",
            title="Competences of the team",
            columns=("Field", "Today", "Desired", "Gap"),
            tells=("competences/levels",),
            rows=tuple(
                (each.label, level.today or 0, level.desired or 0, level.gap)
                for each in COMPETENCES
                if (level := levels.get(each.value)) is not None
            ),
        )


def _needs_table(strategy: Strategy) -> Table:
    """Each need with the objectives and services that answer it."""
    return Table(
        id="needs",
        title="What answers each need",
        columns=("Need", "Objectives", "Services"),
        rows=tuple(
            (
                need.text,
                tuple(each.text for each in strategy.direction.objectives if need.id in each.answers),
                tuple(each.name for each in strategy.services.services if need.id in each.needs),
            )
            for need in strategy.needs.needs
        ),
        rule=Words(id="strategy.rule"),
    )


def _radar(strategy: Strategy) -> Iterator[Radar]:
    levels = strategy.competences.levels
    if not levels:
        return
    rated = [levels.get(each.value) for each in COMPETENCES]
    yield Radar(
        id="competences",
        title="Competences of the team",
        axes=tuple(each.label for each in COMPETENCES),
        series=(
            Series(name="Today", values=tuple(level.today if level else None for level in rated)),
            Series(name="Desired", values=tuple(level.desired if level else None for level in rated)),
        ),
        high=5,
    )
