"""What follows from the needs of key members: which need counts most, and whose urgent needs nobody answers.

The formula and the findings are general practice: the calculation of the training is lost in its text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flows.conclusions import Conclusion, NextStep, Table
from flows.findings import Finding, Severity, Words
from flows.need_pages import AREAS, URGENT, Member, Need
from flows.pictures import Bar, Bars, HeatMap

Urgencies = Mapping[str, Mapping[str, int]]
"""Member → need → urgency from 0 to 3, by their row ids; a pair that was not rated is left out."""

TOP = 3
"""So many needs lead to a goal."""


@dataclass(frozen=True)
class Ranked:
    """A need with its relevance from 0 to 1, and the members for whom it is urgent, those who weigh most first."""

    need: Need
    relevance: Fraction
    urgent_for: tuple[Member, ...]

    @property
    def percent(self) -> int:
        return round(self.relevance * 100)


def by_weight(members: Sequence[Member]) -> list[Member]:
    """The members, those who weigh most first."""
    return sorted(members, key=lambda member: (-member.weight, member.name.casefold(), member.id))


def ranking(members: Sequence[Member], needs: Sequence[Need], urgencies: Urgencies) -> list[Ranked]:
    """The needs by relevance = Σ weight × urgency ÷ (3 × Σ weight); where it is equal, by how many call them urgent."""
    whole = URGENT * sum(member.weight for member in members)
    ranked = []
    for need in needs:
        felt = {member.id: urgencies.get(member.id, {}).get(need.id, 0) for member in members}
        weighed = sum(member.weight * felt[member.id] for member in members)
        urgent = tuple(member for member in by_weight(members) if felt[member.id] == URGENT)
        ranked.append(Ranked(need, Fraction(weighed, whole) if whole else Fraction(0), urgent))
    return sorted(
        ranked,
        key=lambda each: (-each.relevance, -len(each.urgent_for), each.need.text.casefold(), each.need.id),
    )


def unmet(members: Sequence[Member], ranked: Sequence[Ranked]) -> list[tuple[Member, tuple[str, ...]]]:
    """The members with urgent needs that no service answers, with these needs."""
    open_needs = [each for each in ranked if not each.need.service]
    found = [
        (member, tuple(each.need.text for each in open_needs if member in each.urgent_for))
        for member in by_weight(members)
    ]
    return [(member, texts) for member, texts in found if texts]


def conclude(members: Sequence[Member], needs: Sequence[Need], urgencies: Urgencies) -> Conclusion:
    """All that follows from key members, needs and urgencies."""
    ranked = ranking(members, needs, urgencies)
    missing = unmet(members, ranked)
    return Conclusion(
        tables=tuple(_tables(members, ranked, missing, urgencies)),
        pictures=_pictures(members, ranked, urgencies),
        findings=tuple(_findings(members, ranked, missing, urgencies)),
        next_steps=tuple(_next_steps(ranked, missing)),
        articles=("key-members-and-need-relevance", "member-needs-assessment", "service-portfolio-review"),
    )


def _tables(
    members: Sequence[Member],
    ranked: Sequence[Ranked],
    missing: Sequence[tuple[Member, tuple[str, ...]]],
    urgencies: Urgencies,
) -> list[Table]:
    areas = {area.value: area.label for area in AREAS}
    columns = by_weight(members)
    tables = [
        Table(
            id="relevance",
            title="Needs, ranked by relevance",
            columns=("Rank", "Need", "Area", "Relevance (%)", "Urgent for", "Answered by"),
            rows=tuple(
                (
                    place,
                    each.need.text,
                    areas.get(each.need.area or "", ""),
                    each.percent,
                    tuple(member.name for member in each.urgent_for),
                    each.need.service or "",
                )
                for place, each in enumerate(ranked, start=1)
            ),
            rule=Words(id="member-needs.rule"),
            main=("Need", "Relevance (%)", "Urgent for"),
            tells=("needs/needs",),
        )
    ]
    if missing:
        tables.append(
            Table(
                id="unmet",
                title="Urgent needs without a service",
                columns=("Member", "Weight", "Urgent needs"),
                rows=tuple((member.name, member.weight, texts) for member, texts in missing),
                rule=Words(id="member-needs.unmet-rule"),
            )
        )
    tables.append(
        Table(
            id="urgencies",
            title="How urgent each need is",
            columns=("Need", *(member.name for member in columns)),
            rows=tuple(
                (each.need.text, *(urgencies.get(member.id, {}).get(each.need.id, "") for member in columns))
                for each in ranked
            ),
            rule=Words(id="member-needs.scale"),
            tells=("urgency/urgencies",),
            aside=True,
        )
    )
    return tables


def _pictures(members: Sequence[Member], ranked: Sequence[Ranked], urgencies: Urgencies) -> tuple[HeatMap, Bars]:
    columns = by_weight(members)
    heat = HeatMap(
        id="urgencies",
        title="How urgent each need is",
        rows=tuple(each.need.text for each in ranked),
        columns=tuple(member.name for member in columns),
        values=tuple(tuple(urgencies.get(member.id, {}).get(each.need.id) for member in columns) for each in ranked),
        high=URGENT,
    )
    bars = Bars(
        id="relevance",
        title="Needs, ranked by relevance",
        value_label="Relevance (%)",
        high=100,
        bars=tuple(Bar(label=each.need.text, value=each.percent) for each in ranked),
    )
    return heat, bars


def _findings(
    members: Sequence[Member],
    ranked: Sequence[Ranked],
    missing: Sequence[tuple[Member, tuple[str, ...]]],
    urgencies: Urgencies,
) -> list[Finding]:
    first, *others = ranked
    found = [_practice("member-needs.top", need=first.need.text, relevance=first.percent)]
    if others and others[0].relevance == first.relevance:
        found.append(_practice("member-needs.tie", need=first.need.text, other=others[0].need.text))
    elif len(members) > 1 and len(first.urgent_for) == 1:
        found.append(_practice("member-needs.one-voice", need=first.need.text, member=first.urgent_for[0].name))
    for member, texts in missing:
        found.append(
            Finding(
                message="member-needs.unmet",
                severity=Severity.WARNING,
                params={"member": member.name, "needs": ", ".join(texts)},
                where=("members", "members", member.id),
                about="member",
                rule="general-practice",
            )
        )
    rated = sum(1 for member in members for each in ranked if each.need.id in urgencies.get(member.id, {}))
    pairs = len(members) * len(ranked)
    if rated < pairs:
        where = ("urgency", "urgencies")
        found.append(
            Finding(message="member-needs.unrated", params={"count": pairs - rated, "all": pairs}, where=where)
        )
    else:
        found += [
            Finding(
                message="member-needs.idle",
                params={"need": each.need.text},
                where=("needs", "needs", each.need.id),
                about="need",
                rule="general-practice",
            )
            for each in ranked
            if not each.relevance
        ]
    if len(members) == 1:
        found.append(_practice("member-needs.one-member", member=members[0].name))
    if not missing and any(each.urgent_for for each in ranked):
        found.append(Finding(message="member-needs.all-answered", severity=Severity.GOOD, rule="general-practice"))
    return found


def _practice(message: str, **params: str | int) -> Finding:
    return Finding(message=message, params=dict(params), rule="general-practice")


def _next_steps(ranked: Sequence[Ranked], missing: Sequence[tuple[Member, tuple[str, ...]]]) -> list[NextStep]:
    label = "member-needs.close-gaps" if missing else "member-needs.check-services"
    portfolio = NextStep(dialogue="service-portfolio", label=Words(id=label))
    goals = [
        NextStep(
            dialogue="smart-goal",
            about=each.need.id,
            label=Words(id="member-needs.set-goal", params={"need": each.need.text}),
        )
        for each in ranked[:TOP]
        if each.relevance
    ]
    return [portfolio, *goals]
