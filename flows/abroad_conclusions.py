"""What follows from an international strategy: gaps between ambition and capability, and the days of its reviews."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from flows.abroad_pages import (
    AREAS,
    LONGEST_PAUSE,
    ActionPage,
    ChoicePage,
    ReviewPage,
    Standing,
    review_dates,
)
from flows.conclusions import Conclusion, NextStep, Table, sentences
from flows.findings import Finding, Param, Severity, Words
from flows.pictures import Radar, Series
from flows.reading.spans import months_later

WIDE = 2
"""From here on a gap, or what is left over, is told of (general practice)."""


def conclude(
    standing: Mapping[str, Standing], choice: ChoicePage, action: ActionPage, review: ReviewPage, today: date
) -> Conclusion:
    """What follows from the four pages on a day."""
    reviews = review_dates(review.first, review.pause, review.last)
    found = [
        *_gap_findings(standing, action),
        *_choice_findings(choice),
        *_action_findings(action),
        *_review_findings(reviews, today),
    ]
    if not found:
        found = [Finding(message="abroad.all-good", severity=Severity.GOOD)]
    return Conclusion(
        statement=sentences([row.objective for row in choice.objectives]),
        tables=(_gaps(standing), _reviews(reviews)),
        pictures=(_radar(standing),),
        findings=tuple(found),
        next_steps=(NextStep(dialogue="action-plan", about="services", label=Words(id="abroad.plan")),),
        articles=(
            "internationalisation-strategy",
            "reviewing-the-international-strategy",
            "funding-internationalisation",
        ),
    )


def ranked(standing: Mapping[str, Standing]) -> list[tuple[str, Standing]]:
    """The rated areas, the widest gap first, then what members want most."""
    rated = [(area, standing[area]) for area in AREAS if area in standing and standing[area].ambition is not None]
    return sorted(rated, key=lambda item: (-item[1].gap, -(item[1].ambition or 0)))


def _gaps(standing: Mapping[str, Standing]) -> Table:
    return Table(
        id="gaps",
        title="Ambition and capability",
        columns=("Area", "What members want", "What we can do", "Gap"),
        tells=("diagnostics/standing",),
        rows=tuple((AREAS[area], row.ambition or 0, row.capability or 0, row.gap) for area, row in ranked(standing)),
        rule=Words(id="abroad.rule"),
    )


def _reviews(reviews: Sequence[date]) -> Table:
    return Table(
        id="reviews",
        title="Reviews",
        columns=("Review", "Date"),
        rows=tuple((number, day.isoformat()) for number, day in enumerate(reviews, start=1)),
        aside=True,
    )


def _radar(standing: Mapping[str, Standing]) -> Radar:
    rows = [standing.get(area, Standing()) for area in AREAS]
    return Radar(
        id="gaps",
        title="Ambition and capability",
        axes=tuple(AREAS.values()),
        series=(
            Series(name="What members want", values=tuple(row.ambition for row in rows)),
            Series(name="What we can do", values=tuple(row.capability for row in rows)),
        ),
        high=5,
    )


def _gap_findings(standing: Mapping[str, Standing], action: ActionPage) -> Iterator[Finding]:
    served = {area for row in action.services for area in row.areas}
    for area, row in ranked(standing):
        ambition, capability = row.ambition or 0, row.capability or 0
        params: dict[str, Param] = {"area": AREAS[area], "ambition": ambition, "capability": capability}
        where = ("diagnostics", "standing", area)
        if row.gap >= WIDE and area not in served:
            warning = Severity.WARNING
            yield Finding(message="abroad.gap-alone", severity=warning, params=params, where=where, about="area")
        elif row.gap >= WIDE:
            yield Finding(message="abroad.gap", params=params, where=where, about="area")
        elif capability - ambition >= WIDE:
            yield Finding(message="abroad.unused", params=params, where=where, about="area", rule="general-practice")


def _choice_findings(choice: ChoicePage) -> Iterator[Finding]:
    if not choice.targets:
        message = "abroad.no-partner-chosen" if choice.approach == "network" else "abroad.no-market"
        yield Finding(message=message, where=("choice", "targets"))


def _action_findings(action: ActionPage) -> Iterator[Finding]:
    for row in action.services:
        if not row.responsible:
            where = ("action", "services", row.id, "responsible")
            yield Finding(message="abroad.nobody", params={"service": row.service}, where=where, about="service")
    if not action.partners:
        yield Finding(message="abroad.no-partner", where=("action", "partners"))
    if not action.funding:
        yield Finding(message="abroad.no-money", where=("action", "funding"))
    elif not any(row.secured for row in action.funding):
        yield Finding(message="abroad.money-open", where=("action", "funding"))


def _review_findings(reviews: Sequence[date], today: date) -> Iterator[Finding]:
    first, last = reviews[0], reviews[-1]
    if first > months_later(today, LONGEST_PAUSE):
        params: dict[str, Param] = {"date": first.isoformat(), "limit": months_later(today, LONGEST_PAUSE).isoformat()}
        yield Finding(
            message="abroad.first-review-late", severity=Severity.WARNING, params=params, where=("reviews", "first")
        )
    if last < today:
        params = {"date": last.isoformat()}
        yield Finding(
            message="abroad.reviews-over", severity=Severity.WARNING, params=params, where=("reviews", "last")
        )
