"""What follows from demand and supply of skills: the place of each skill in the square, and what a cluster can do.

The guide of the European Cluster Collaboration Platform speaks of four types of imbalance, but its figure is lost in
its text.  The square is the one known from the work of the OECD on demand and supply of skills; the limits between high
and low and the ranking are general practice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flows.conclusions import Cell, Table
from flows.findings import Finding, Severity, Words
from flows.pictures import Point, Square
from flows.reading.lists import split_lines
from flows.reading.text import fold

FEW = 3
"""So many gaps are worked on at once; more are too many to begin with."""
_MIDDLE = 3


class Imbalance(StrEnum):
    """How demand and supply of a skill fit together."""

    GAP = "Gap or shortage"
    TRAP = "Low-skills trap"
    SURPLUS = "Surplus"
    BALANCE = "Balance"


OPEN = "Not rated yet"

ADVICE: Mapping[Imbalance, str] = {
    Imbalance.GAP: "Firms want it and can hardly find it. Find training partners, offer training yourself or help "
    "firms to hire.",
    Imbalance.TRAP: "Nobody asks for it, so nobody learns it. Work on both sides at once: show success stories first, "
    "then try it with a few willing firms.",
    Imbalance.SURPLUS: "People have it, but firms hardly use it. Show firms what they could gain, and arrange student "
    "projects and placements, so that talent stays.",
    Imbalance.BALANCE: "Firms want it and find it. Watch for new needs, and bring people and firms together.",
}


@dataclass(frozen=True)
class Skill:
    """A skill with what was said about it; ratings from 1 to 5, None while they are open."""

    id: str
    name: str
    demand: int | None = None
    supply: int | None = None
    used_for: str = ""
    source: str = ""
    trainers: tuple[str, ...] = ()

    @property
    def imbalance(self) -> Imbalance | None:
        """Its place in the square; None while a side is not rated."""
        if self.demand is None or self.supply is None:
            return None
        return imbalance(self.demand, self.supply)

    @property
    def urgency(self) -> int:
        """Demand × (5 − supply), from 0 to 20; 0 while a side is not rated."""
        return 0 if self.demand is None or self.supply is None else self.demand * (5 - self.supply)


def imbalance(demand: int, supply: int) -> Imbalance:
    """The place in the square of ratings from 1 to 5; a 3 counts as high beside a lower figure, as low beside a higher.

    3 and 3 is a balance.
    """
    wanted = demand > _MIDDLE or (demand == _MIDDLE and supply <= _MIDDLE)
    there = supply > _MIDDLE or (supply == _MIDDLE and demand <= _MIDDLE)
    if wanted:
        return Imbalance.BALANCE if there else Imbalance.GAP
    return Imbalance.SURPLUS if there else Imbalance.TRAP


def ranked(skills: Sequence[Skill]) -> list[Skill]:
    """The most urgent first, those that are not rated last."""
    return sorted(
        skills,
        key=lambda skill: (skill.imbalance is None, -skill.urgency, -(skill.demand or 0), fold(skill.name), skill.id),
    )


def gaps(skills: Sequence[Skill]) -> list[Skill]:
    """Skills that are wanted more than they are there, the most urgent first."""
    return [skill for skill in ranked(skills) if skill.imbalance is Imbalance.GAP]


def square(skills: Sequence[Skill]) -> list[Square]:
    """Supply and demand as a picture; none as long as nothing is rated on both sides."""
    points = tuple(
        Point(label=skill.name, x=skill.supply, y=skill.demand)
        for skill in ranked(skills)
        if skill.supply is not None and skill.demand is not None
    )
    if not points:
        return []
    return [
        Square(
            id="skills",
            title="Demand and supply of skills",
            x_label="Supply in the region",
            y_label="Demand of members",
            low=1,
            high=5,
            corners=(
                Imbalance.TRAP.value,
                Imbalance.SURPLUS.value,
                Imbalance.GAP.value,
                Imbalance.BALANCE.value,
            ),
            points=points,
        )
    ]


def tables(skills: Sequence[Skill]) -> list[Table]:
    """The skills by urgency, and what the cluster can do for each type."""
    order = ranked(skills)
    rows: list[tuple[Cell, ...]] = [
        (
            place,
            skill.name,
            "" if skill.demand is None else skill.demand,
            "" if skill.supply is None else skill.supply,
            skill.urgency if skill.imbalance else "",
            skill.imbalance.value if skill.imbalance else OPEN,
            skill.used_for,
            skill.source,
            skill.trainers,
        )
        for place, skill in enumerate(order, start=1)
    ]
    listed = Table(
        id="skills",
        title="Your skills, the most urgent first",
        columns=(
            "Rank",
            "Skill",
            "Demand",
            "Supply",
            "Urgency",
            "Type",
            "Needed for",
            "Where supply comes from",
            "Who could train",
        ),
        rows=tuple(rows),
        rule=Words(id="skills.urgency-rule"),
        main=("Skill", "Demand", "Supply", "Type"),
        tells=("skills/skills", "demand/demand", "supply/supply", "training/training"),
    )
    by_type = {kind: tuple(skill.name for skill in order if skill.imbalance is kind) for kind in Imbalance}
    types = Table(
        id="types",
        title="What your cluster can do",
        columns=("Type", "Skills", "What helps"),
        rows=tuple((kind.value, by_type[kind], ADVICE[kind]) for kind in Imbalance if by_type[kind]),
        rule=Words(id="skills.square-rule"),
    )
    return [listed, *([types] if types.rows else [])]


def findings(skills: Sequence[Skill]) -> list[Finding]:
    """What to look at first."""
    missing = gaps(skills)
    found = [_about(skill, "skills.unrated", "demand", "demand") for skill in ranked(skills) if not skill.imbalance]
    if len(found) < len(skills) and not missing:
        found.insert(0, Finding(message="skills.no-gap", severity=Severity.GOOD))
    if missing:
        first = missing[0]
        params = {"skill": first.name, "demand": first.demand or 0, "supply": first.supply or 0}
        found.insert(0, Finding(message="skills.first-gap", params=params, where=("demand", "demand", first.id)))
    if len(missing) > FEW:
        params = {"count": len(missing)}
        found.append(Finding(message="skills.many-gaps", params=params, rule="general-practice"))
    found += [_about(skill, "skills.no-trainer", "training", "training") for skill in missing if not skill.trainers]
    return found


def _about(skill: Skill, message: str, page: str, field: str) -> Finding:
    return Finding(message=message, params={"skill": skill.name}, where=(page, field, skill.id), about="skill")


def trainers_in(text: str | None) -> tuple[str, ...]:
    """Those who could train, one for each line."""
    return tuple(dict.fromkeys(split_lines(text or "")))
