"""A person of the programme as the store has them, in the part in which they speak now or in another one."""

import json
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache, cached_property, lru_cache
from typing import Any

from sqlalchemy import Row, Select, Text, cast, exists, func, literal, select

from bot.store.programme_tables import memberships, programmes
from bot.store.scope import PROGRAMME, Role, Scope
from bot.store.tables import accounts, clusters, people
from bot.store.zones import country_of
from flows.calendar import Calendar

FORMER = "a former colleague"
"""What stands in shared work for whoever was erased."""

WEB = "web:"
"""How accounts begin that are of the web page alone."""

ALIKE = 1_000
"""Calendars, and sets of days as the database has them, that are kept in memory."""

Days = tuple[tuple[date, date], ...]
"""Stretches of days: the first and the last of each."""


@dataclass(frozen=True)
class Person:
    """A person.

    ``cluster`` is empty for a coach.  ``zone`` is an IANA name, ``zone_chosen`` if the person chose it; ``in_chat``
    says that they have an account of a chat, which tells the zone.  ``locale`` is a BCP 47 tag.  ``country`` is an ISO
    3166 code: the person's own, or the cluster's, or that of the time zone, empty where none is known; ``region`` and
    ``weekend`` are the cluster's as far as that is its country.  ``opens`` and ``closes`` are the hours somebody chose,
    ``workdays`` their weekdays (Monday is 0), ``absences`` the first and the last day of each.  ``account`` is the one
    asked for, or the one used last of those that belong to their workspace; empty if the person has none.

    ``parts`` counts what the person is in the programme: with more than one they speak in one of them at a time, and
    ``cluster`` and ``role`` are of that one.  ``usual_opens``, ``usual_closes`` and ``closures`` are the programme's:
    the hours of whoever chose none, and the days on which nobody works.
    """

    id: str
    name: str
    cluster: str
    role: Role
    zone: str
    locale: str
    country: str
    reminders_on: bool
    account: str
    region: str = ""
    weekend: frozenset[int] | None = None
    zone_chosen: bool = False
    in_chat: bool = False
    opens: time | None = None
    closes: time | None = None
    workdays: frozenset[int] | None = None
    absences: Days = ()
    weekly_on: bool = True
    parts: int = 1
    usual_opens: time | None = None
    usual_closes: time | None = None
    closures: Days = ()

    @cached_property
    def calendar(self) -> Calendar:
        """When the person works: as their cluster, or as they chose, and not while they are away."""
        return _calendar(self.country, self.region, self._rests, (*self.absences, *self.closures))

    @cached_property
    def meetings(self) -> Calendar:
        """The same whether or not the person is away: somebody may meet while others are."""
        return _calendar(self.country, self.region, self._rests, self.closures)

    @property
    def _rests(self) -> frozenset[int] | None:
        return self.weekend if self.workdays is None else frozenset(range(7)) - self.workdays

    @property
    def has_dates(self) -> bool:
        """Whether they have deadlines or sessions: people of clusters do, and coaches."""
        return self.role is Role.COACH or (bool(self.cluster) and self.role is Role.STAFF)

    @property
    def scope(self) -> Scope:
        """What this person may see."""
        return Scope(self.cluster, self.id, self.role)


@lru_cache(maxsize=ALIKE)  # whole clusters work on the same days
def _calendar(country: str, region: str, weekend: frozenset[int] | None, off: Days) -> Calendar:
    return Calendar(country, region, weekend, days_of(off))


def days_of(stretches: Days) -> frozenset[date]:
    """Every single day of stretches."""
    days = (first + timedelta(days=number) for first, last in stretches for number in range((last - first).days + 1))
    return frozenset(days)


@cache  # statements of many kinds begin with it
def selected(*, in_part: bool = False) -> Select[Any]:
    """People, to be narrowed down; ``in_part``: once for each row of `memberships`, as they are in that part."""
    own = accounts.alias()  # the statement around it may ask for an account, too
    used_last = (
        select(own.c.account)
        .where(own.c.person_id == people.c.id, own.c.belongs)
        .order_by(own.c.used_at.desc(), own.c.account)
        .limit(1)
        .scalar_subquery()
    )
    chat = accounts.alias()
    in_chat = exists().where(chat.c.person_id == people.c.id, ~chat.c.account.startswith(WEB))
    counted = memberships.alias()
    parts = select(func.count()).select_from(counted).where(counted.c.person_id == people.c.id).scalar_subquery()
    place = memberships.c.place if in_part else people.c.cluster_id
    known = people.join(memberships, memberships.c.person_id == people.c.id) if in_part else people
    known = known.outerjoin(clusters, clusters.c.id == place)
    return select(
        people.c.id,
        people.c.name,
        in_chat.label("in_chat"),
        func.coalesce(place, "").label("cluster"),
        (memberships.c.role if in_part else people.c.role).label("role"),
        people.c.zone,
        people.c.locale,
        people.c.country,
        clusters.c.country.label("cluster_country"),
        clusters.c.region,
        cast(clusters.c.weekend, Text),
        people.c.zone_chosen,
        people.c.opens,
        people.c.closes,
        cast(people.c.workdays, Text),
        cast(people.c.absences, Text),
        people.c.reminders_on,
        people.c.weekly_on,
        func.coalesce(used_last, "").label("account"),
        parts.label("parts"),
        programmes.c.opens.label("usual_opens"),
        programmes.c.closes.label("usual_closes"),
        cast(programmes.c.closures, Text),
        cast(programmes.c.weekend, Text).label("usual_weekend"),
    ).select_from(known.outerjoin(programmes, programmes.c.cluster_id == literal(PROGRAMME)))


def person_of(row: Row[Any], account: str | None = None) -> Person:
    """The person of a row that begins with the columns of `selected`; ``account`` is the one asked for."""
    (
        id,
        name,
        in_chat,
        cluster,
        role,
        zone,
        locale,
        country,
        cluster_country,
        region,
        weekend,
        zone_chosen,
        opens,
        closes,
        workdays,
        absences,
        reminders_on,
        weekly_on,
        used_last,
        parts,
        usual_opens,
        usual_closes,
        closures,
        usual_weekend,
        *_,
    ) = list(row)
    own = not cluster_country or (country or cluster_country) != cluster_country
    return Person(
        id=id,
        name=name,
        cluster=cluster,
        role=Role(role),
        zone=zone,
        locale=locale,
        country=country or cluster_country or country_of(zone),
        reminders_on=reminders_on,
        account=used_last if account is None else account,
        region="" if own else region or "",
        weekend=_weekdays(usual_weekend if weekend is None or (own and country) else weekend),
        zone_chosen=zone_chosen,
        in_chat=in_chat,
        opens=_clock(opens),
        closes=_clock(closes),
        workdays=_weekdays(workdays),
        absences=_days(absences),
        weekly_on=weekly_on,
        parts=parts,
        usual_opens=_clock(usual_opens),
        usual_closes=_clock(usual_closes),
        closures=_days(closures),
    )


@lru_cache(maxsize=ALIKE)  # to read them takes longer than to find them
def _weekdays(kept: str | None) -> frozenset[int] | None:
    """Weekdays out of JSON; None where there are none."""
    return None if kept is None else frozenset(json.loads(kept))


@lru_cache(maxsize=ALIKE)
def _days(kept: str | None) -> Days:
    """Stretches of days out of JSON: each ends with its first and its last day."""
    found = json.loads(kept) if kept is not None else ()
    return tuple((date.fromisoformat(first), date.fromisoformat(last)) for *_, first, last in found)


def _clock(minutes: int | None) -> time | None:
    return None if minutes is None else time(minutes // 60, minutes % 60)
