"""What follows from needs and training partners: who fits which need best, and which need has nobody.

The ranking by fit, then by the fit with all needs together, is general practice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from flows.conclusions import Cell, Table
from flows.findings import Finding, Param, Severity, Words
from flows.partner_pages import FORMATS, KINDS, Partner, TrainingNeed
from flows.pictures import HeatMap
from flows.reading.text import fold

BEST = 3
"""The highest fit."""
WELL = 2
"""From this fit on a partner is worth a talk about a need."""

Fits = Mapping[tuple[str, str], int]
"""Fit from 0 to 3 by the row ids of need and partner; a pair that was not rated is left out."""


@dataclass(frozen=True)
class Match:
    """A need with the partners that fit it at all, the best first: each with its rank and its fit."""

    need: TrainingNeed
    partners: tuple[tuple[int, Partner, int], ...]

    @property
    def fit(self) -> int:
        """The fit of the best partner; 0 where there is none."""
        return max((fit for _, _, fit in self.partners), default=0)

    @property
    def talks(self) -> tuple[Partner, ...]:
        """The partners that fit well."""
        return tuple(partner for _, partner, fit in self.partners if fit >= WELL)


def total(partner: Partner, needs: Sequence[TrainingNeed], fits: Fits) -> int:
    """The fit of a partner with all needs together."""
    return sum(fits.get((need.id, partner.id), 0) for need in needs)


def by_total(partners: Sequence[Partner], needs: Sequence[TrainingNeed], fits: Fits) -> list[Partner]:
    """The partners, the one that fits most needs best first."""
    return sorted(partners, key=lambda each: (-total(each, needs, fits), fold(each.name), each.id))


def by_name(needs: Sequence[TrainingNeed]) -> list[TrainingNeed]:
    """The needs by name."""
    return sorted(needs, key=lambda need: (fold(need.need), need.id))


def matches(needs: Sequence[TrainingNeed], partners: Sequence[Partner], fits: Fits) -> list[Match]:
    """The ranking by need; partners with the same fit and the same total share a rank."""
    order = by_total(partners, needs, fits)
    found = []
    for need in by_name(needs):
        fitting = sorted((p for p in order if fits.get((need.id, p.id), 0)), key=lambda p: -fits[need.id, p.id])
        keys = [(fits[need.id, p.id], total(p, needs, fits)) for p in fitting]
        ranks = [keys.index(key) + 1 for key in keys]
        found.append(Match(need, tuple(zip(ranks, fitting, (fit for fit, _ in keys), strict=True))))
    return found


def tables(ranked: Sequence[Match], partners: Sequence[Partner], fits: Fits) -> list[Table]:
    """The ranking by need, and all partners with what was said about them."""
    kinds, formats = ({option.value: option.label for option in options} for options in (KINDS, FORMATS))
    needs = [match.need for match in ranked]
    rows: list[tuple[Cell, ...]] = []
    for match in ranked:
        text, learners = match.need.need, match.need.learners or ""
        if not match.partners:
            rows.append((text, "", "No partner yet", "", learners, "", ""))
        rows += [
            (text, rank, partner.name, fit, learners, kinds.get(partner.kind or "", ""), partner.cost or "")
            for rank, partner, fit in match.partners
        ]
    ranking = Table(
        id="ranking",
        title="Partners for each need",
        columns=("Need", "Rank", "Partner", "Fit", "Learners", "Kind", "Cost"),
        rows=tuple(rows),
        rule=Words(id="partners.rule"),
        main=("Need", "Rank", "Partner", "Fit"),
        tells=("needs/needs",),
    )
    profiles = Table(
        id="partners",
        title="All partners",
        columns=("Partner", "Kind", "Offer", "Target group", "Format", "Cost", "Experience", "Total fit"),
        tells=("partners/partners",),
        rows=tuple(
            (
                partner.name,
                kinds.get(partner.kind or "", ""),
                partner.offer or "",
                partner.target or "",
                tuple(formats[form] for form in partner.formats),
                partner.cost or "",
                partner.experience or "",
                total(partner, needs, fits),
            )
            for partner in by_total(partners, needs, fits)
        ),
        aside=True,
    )
    return [ranking, profiles]


def heat_map(needs: Sequence[TrainingNeed], partners: Sequence[Partner], fits: Fits) -> list[HeatMap]:
    """The fit of each partner with each need as a picture; none as long as nothing is rated."""
    rows, columns = by_total(partners, needs, fits), by_name(needs)
    if not fits:
        return []
    return [
        HeatMap(
            id="fit",
            title="Fit of partners and needs",
            rows=tuple(partner.name for partner in rows),
            columns=tuple(need.need for need in columns),
            values=tuple(tuple(fits.get((need.id, partner.id)) for need in columns) for partner in rows),
            high=BEST,
        )
    ]


def findings(ranked: Sequence[Match], partners: Sequence[Partner], fits: Fits) -> list[Finding]:
    """Needs without a good partner, and partners without a need."""
    found = []
    for match in ranked:
        if not match.partners:
            found.append(_about_need(match.need, "partners.none", Severity.WARNING))
        elif match.fit < WELL:
            found.append(_about_need(match.need, "partners.weak", partner=match.partners[0][1].name))
    if ranked and all(match.fit >= WELL for match in ranked):
        found.append(Finding(message="partners.all-served", severity=Severity.GOOD))
    needs = [match.need for match in ranked]
    if fits:
        idle = [partner for partner in by_total(partners, needs, fits) if not total(partner, needs, fits)]
        found += [_idle(partner) for partner in idle]
    pairs = len(ranked) * len(partners)
    if len(fits) < pairs:
        params: dict[str, Param] = {"count": pairs - len(fits), "all": pairs}
        found.append(Finding(message="partners.unrated", params=params, where=("fit", "fit")))
    return found


def _about_need(need: TrainingNeed, message: str, severity: Severity = Severity.ADVICE, partner: str = "") -> Finding:
    params: dict[str, Param] = {"need": need.need, **({"partner": partner} if partner else {})}
    where = ("needs", "needs", need.id, "need")
    rule: Literal["source", "general-practice"] = "general-practice" if partner else "source"
    return Finding(message=message, severity=severity, params=params, where=where, about="need", rule=rule)


def _idle(partner: Partner) -> Finding:
    where = ("partners", "partners", partner.id, "name")
    return Finding(message="partners.idle", params={"partner": partner.name}, where=where, about="partner")
