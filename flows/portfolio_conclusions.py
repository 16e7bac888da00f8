"""What follows from a service portfolio: what to keep, change, stop and start, and where views differ.

Source: Cluster Booster Academy, training day 1: effort and satisfaction of each service are compared, the own view
with that of the members, and gaps are closed.  The source's matrix is lost in its text; the rule by which we propose is
general practice.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flows.conclusions import Cell, Table
from flows.findings import Finding, Param, Severity, Words
from flows.pictures import Point, Square
from flows.portfolio_pages import MemberNeed, MembersView, OwnView, Service
from flows.reading.text import fold
from flows.typed_fields import in_words

APART = 2
"""So many points between the own view and the members' are worth a talk."""


class Proposal(StrEnum):
    """What to do with a service; a need without a service calls for a new one."""

    KEEP = "Keep"
    CHANGE = "Change"
    STOP = "Stop"
    NEW = "New"


OPEN = "Not rated yet"
_ORDER = (Proposal.NEW, Proposal.CHANGE, Proposal.STOP, Proposal.KEEP)
"""What needs a decision first comes first."""


@dataclass(frozen=True)
class Rated:
    """A service with what was said about it; ratings from 1 to 5."""

    service: Service
    effort: int | None
    own: int | None
    members: int | None

    @property
    def satisfaction(self) -> int | None:
        """The members' rating; the own one as long as there is none."""
        return self.own if self.members is None else self.members

    @property
    def apart(self) -> int:
        """By how many points the own view is higher than the members'; 0 while one of them is open."""
        return 0 if self.own is None or self.members is None else self.own - self.members

    @property
    def proposal(self) -> Proposal | None:
        """Keep, change or stop; None while a rating that decides it is open."""
        if self.satisfaction is None:
            return None
        if self.satisfaction >= 4:
            return Proposal.KEEP
        if self.satisfaction == 3:
            return Proposal.CHANGE
        if self.effort is None:
            return None
        return Proposal.STOP if self.effort >= 4 else Proposal.CHANGE

    @property
    def reason(self) -> str:
        """Why that is proposed, in English; empty while nothing is."""
        much = self.effort is not None and self.effort >= 4
        match self.proposal:
            case Proposal.KEEP:
                return "Satisfied, but much effort: simplify it or ask for a fee" if much else "Satisfied"
            case Proposal.CHANGE if self.satisfaction == 3:
                return "Neither satisfied nor dissatisfied"
            case Proposal.CHANGE:
                return "Little satisfaction, but not much effort: improve it or let it end"
            case Proposal.STOP:
                return "Much effort, little satisfaction: end it or rebuild it"
            case _:
                return ""


def rated(services: Iterable[Service], own: dict[str, OwnView], members: dict[str, MembersView]) -> list[Rated]:
    """All services with their ratings, by name."""
    found = [
        Rated(
            service,
            own[service.id].effort if service.id in own else None,
            own[service.id].satisfaction if service.id in own else None,
            members[service.id].satisfaction if service.id in members else None,
        )
        for service in services
    ]
    return sorted(found, key=lambda each: (fold(each.service.name), each.service.id))


def open_needs(needs: Iterable[MemberNeed]) -> list[MemberNeed]:
    """Needs that no service answers, by name."""
    return sorted((need for need in needs if not need.served_by), key=lambda need: (fold(need.need), need.id))


def square(services: Sequence[Rated]) -> list[Square]:
    """Effort and satisfaction as a picture; none as long as nothing is rated on both."""
    points = tuple(
        Point(label=each.service.name, x=each.effort, y=each.satisfaction)
        for each in services
        if each.effort is not None and each.satisfaction is not None
    )
    corners = ("Change or let end", "Stop or rebuild", "Keep", "Keep, simpler or paid")
    if not points:
        return []
    return [
        Square(
            id="services",
            title="Effort and satisfaction",
            x_label="Effort",
            y_label="Satisfaction",
            low=1,
            high=5,
            corners=corners,
            points=points,
        )
    ]


def tables(services: Sequence[Rated], gaps: Sequence[MemberNeed], comments: dict[str, str]) -> list[Table]:
    """The decisions, the differences between the two views, and the services by field."""
    by_field: dict[str, list[str]] = defaultdict(list)
    for each in services:
        by_field[each.service.field_label or "No field yet"].append(each.service.name)
    fields = Table(
        id="fields",
        title="Services by field",
        columns=("Field", "Services"),
        rows=tuple((field, tuple(names)) for field, names in sorted(by_field.items(), key=lambda item: fold(item[0]))),
        aside=True,
    )
    return [_decisions(services, gaps), *_differences(services, comments), fields]


def _decisions(services: Sequence[Rated], gaps: Sequence[MemberNeed]) -> Table:
    rows: list[tuple[Cell, ...]] = [(need.need, "", Proposal.NEW.value, *[""] * 6, _GAP) for need in gaps]
    ranked = sorted(services, key=lambda each: _ORDER.index(each.proposal) if each.proposal else len(_ORDER))
    rows += [
        (
            each.service.name,
            each.service.field_label,
            each.proposal.value if each.proposal else OPEN,
            _open(each.effort),
            _open(each.own),
            _open(each.members),
            _open(each.service.income),
            _open(each.service.cost),
            _open(balance(each.service)),
            each.reason,
        )
        for each in ranked
    ]
    return Table(
        id="portfolio",
        title="What to keep, change, stop and start",
        columns=(
            "Service or need",
            "Field",
            "Proposal",
            "Effort",
            "Satisfaction, our view",
            "Satisfaction, members' view",
            "Income (euro a year)",
            "Cost (euro a year)",
            "Balance (euro a year)",
            "Reason",
        ),
        rows=tuple(rows),
        rule=Words(id="portfolio.rule"),
        main=("Service or need", "Proposal", "Effort", "Satisfaction, members' view"),
        tells=("ours/ratings",),
    )


_GAP = "No service answers this need"


def _differences(services: Sequence[Rated], comments: dict[str, str]) -> list[Table]:
    apart = sorted((each for each in services if each.apart), key=lambda each: -abs(each.apart))
    rows = tuple(
        (each.service.name, each.own or 0, each.members or 0, each.apart, comments.get(each.service.id, ""))
        for each in apart
    )
    columns = ("Service", "Our view", "Members' view", "Difference", "What members said")
    made = Table(
        id="differences",
        title="Where our view and the members' differ",
        columns=columns,
        rows=rows,
        rule=Words(id="portfolio.apart-rule"),
    )
    return [made] if rows else []


def _open(value: float | None) -> Cell:
    if value is None:
        return ""
    return int(value) if float(value).is_integer() else value


def balance(service: Service) -> float | None:
    """What a service brings above what it costs, in euro a year; None while one of them is open."""
    return None if service.income is None or service.cost is None else round(service.income - service.cost, 2)


def findings(services: Sequence[Rated], needs: Sequence[MemberNeed], gaps: Sequence[MemberNeed]) -> list[Finding]:
    """What to look at before anything is decided."""
    found = [
        *(finding for each in services for finding in _of_service(each)),
        *_needed(services, needs),
        *(_about_need(need) for need in gaps),
        *_without_members(services),
    ]
    if not found:
        found.append(Finding(message="portfolio.all-good", severity=Severity.GOOD))
    return found


_PLAIN = ("portfolio.unrated", "portfolio.no-need")
"""Findings that say what is there, without a rule of ours."""


def _of_service(each: Rated) -> Iterable[Finding]:
    own, members = each.own or 0, each.members or 0
    if each.apart >= APART:
        yield _about(each, "portfolio.members-less", "members", Severity.WARNING, own=own, members=members)
    elif each.apart <= -APART:
        yield _about(each, "portfolio.members-more", "members", own=own, members=members)
    if each.proposal is None:
        yield _about(each, "portfolio.unrated", "ours")
    if each.proposal is Proposal.KEEP and (each.effort or 0) >= 4:
        yield _about(each, "portfolio.lighter", "ours")
    left = balance(each.service)
    if left is not None and left < 0 and each.proposal in (Proposal.CHANGE, Proposal.STOP):
        where = ("services", "services", each.service.id, "cost")
        yield Finding(
            message="portfolio.loss",
            params={"service": each.service.name, "missing": in_words(-left)},
            where=where,
            about="service",
            rule="general-practice",
        )


def _about(each: Rated, message: str, page: str, severity: Severity = Severity.ADVICE, **params: Param) -> Finding:
    return Finding(
        message=message,
        severity=severity,
        params={"service": each.service.name, **params},
        where=(page, "ratings", each.service.id, "satisfaction"),
        about="service",
        rule="source" if message in _PLAIN else "general-practice",
    )


def _needed(services: Sequence[Rated], needs: Sequence[MemberNeed]) -> Iterable[Finding]:
    """Services that would be missed, and those that answer no need that was listed."""
    serving = {service for need in needs for service in need.served_by}
    for each in services:
        alone = sorted((need.need for need in needs if set(need.served_by) == {each.service.id}), key=fold)
        if each.proposal is Proposal.STOP and alone:
            yield _about(each, "portfolio.only-answer", "ours", Severity.WARNING, need=alone[0])
        if serving and each.service.id not in serving:
            yield _about(each, "portfolio.no-need", "ours")


def _about_need(need: MemberNeed) -> Finding:
    where = ("needs", "needs", need.id, "served_by")
    return Finding(message="portfolio.gap", params={"need": need.need}, where=where, about="need")


def _without_members(services: Sequence[Rated]) -> list[Finding]:
    count = sum(1 for each in services if each.members is None)
    if not count:
        return []
    return [Finding(message="portfolio.ask-members", params={"count": count, "all": len(services)}, where=("members",))]
