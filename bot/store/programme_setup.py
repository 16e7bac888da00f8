"""The programme as it is set up: read as a whole, and what holds for all of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import Select, select, update

from bot.store.dialect import insert
from bot.store.engine import Tx
from bot.store.programme import enter_programme
from bot.store.programme_tables import invited, programmes
from bot.store.programme_tables import memberships as parts
from bot.store.scope import PROGRAMME, Role
from bot.store.tables import accounts, clusters, coach_grants, people

Closure = tuple[str, date, date]
"""Days on which nobody of the programme works: what they are called, the first and the last."""
Deadline = tuple[str, date]


@dataclass(frozen=True)
class Basics:
    """What holds for the whole programme.

    ``opens``, ``closes`` and ``weekend`` (weekdays, Monday is 0) hold for whoever chose no others; None: as everywhere.
    """

    name: str
    starts: date | None = None
    ends: date | None = None
    closures: tuple[Closure, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    opens: time | None = None
    closes: time | None = None
    weekend: frozenset[int] | None = None


@dataclass(frozen=True)
class Invited:
    """Somebody who is to be invited: a name, and perhaps an address of theirs."""

    name: str
    mail: str = ""


@dataclass(frozen=True)
class Known:
    """Somebody who was to be invited: as what, to which clusters, and the id of the person once they came."""

    id: str
    role: Role
    clusters: tuple[str, ...]
    who: Invited
    person: str | None


@dataclass(frozen=True)
class WantedCluster:
    """A cluster with the members of its staff who are to be invited."""

    id: str
    name: str
    country: str = ""
    region: str = ""
    staff: tuple[Invited, ...] = ()
    line: int = field(default=0, compare=False)
    """Where it stands in the file that wants it."""


@dataclass(frozen=True)
class WantedCoach:
    """A coach, the ids of their clusters, and their account where they have written to the advisor already."""

    name: str
    mail: str = ""
    account: str = ""
    clusters: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)
    """As in `WantedCluster`."""


@dataclass(frozen=True)
class Setup:
    """The whole programme."""

    basics: Basics
    clusters: tuple[WantedCluster, ...] = ()
    coaches: tuple[WantedCoach, ...] = ()


def basics(tx: Tx) -> Basics | None:
    """What was set up; None where nothing was."""
    row = tx.execute(_basics()).mappings().first()
    if row is None:
        return None
    return Basics(
        name=row["called"] or "",
        starts=row["starts"],
        ends=row["ends"],
        closures=tuple((name, date.fromisoformat(a), date.fromisoformat(b)) for name, a, b in row["closures"]),
        deadlines=tuple((name, date.fromisoformat(day)) for name, day in row["deadlines"]),
        opens=_clock(row["opens"]),
        closes=_clock(row["closes"]),
        weekend=None if row["weekend"] is None else frozenset(row["weekend"]),
    )


@cache  # asked for every Home
def _basics() -> Select[Any]:
    called = select(clusters.c.name).where(clusters.c.id == PROGRAMME).scalar_subquery()
    return select(programmes, called.label("called"))


def set_basics(tx: Tx, wanted: Basics, now: datetime) -> None:
    """Set up what holds for the whole programme."""
    enter_programme(tx, now)
    tx.execute(update(clusters).where(clusters.c.id == PROGRAMME).values(name=wanted.name))
    values = {
        "starts": wanted.starts,
        "ends": wanted.ends,
        "closures": [[name, first.isoformat(), last.isoformat()] for name, first, last in wanted.closures],
        "deadlines": [[name, day.isoformat()] for name, day in wanted.deadlines],
        "opens": _minutes(wanted.opens),
        "closes": _minutes(wanted.closes),
        "weekend": None if wanted.weekend is None else sorted(wanted.weekend),
        "changed_at": now,
    }
    statement = insert(tx, programmes).values(cluster_id=PROGRAMME, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["cluster_id"], set_=values))


def read(tx: Tx) -> Setup:
    """The programme as it is: its clusters by name, with their staff, those who are to be invited, and all coaches.

    Each stands there once: of several of one name in a cluster a file could not tell which is meant.
    """
    kept = select(clusters.c.id, clusters.c.name, clusters.c.country, clusters.c.region)
    kept = kept.where(clusters.c.id != PROGRAMME, clusters.c.removed_at.is_(None)).order_by(
        clusters.c.name, clusters.c.id
    )
    waiting = [each for each in all_invited(tx) if each.person is None]
    named = members(tx)
    return Setup(
        basics=basics(tx) or Basics(""),
        clusters=tuple(
            WantedCluster(id, name, country, region, _once([*named.get(id, ()), *_staff_of(waiting, id)]))
            for id, name, country, region in tx.execute(kept)
        ),
        coaches=(*_coaches(tx), *_coaches_to_come(waiting)),
    )


def _staff_of(waiting: Sequence[Known], cluster: str) -> list[Invited]:
    return [each.who for each in waiting if each.role is Role.STAFF and each.clusters == (cluster,)]


def _once(several: Sequence[Invited]) -> tuple[Invited, ...]:
    found: dict[str, Invited] = {}
    for who in several:
        found.setdefault(key(who), who)
    return tuple(found.values())


def _coaches_to_come(waiting: Sequence[Known]) -> Iterator[WantedCoach]:
    """Those who are to be invited as coaches, each with all clusters for which they are."""
    theirs: dict[str, tuple[Invited, dict[str, None]]] = {}
    for each in waiting:
        if each.role is Role.COACH:
            theirs.setdefault(key(each.who), (each.who, {}))[1].update(dict.fromkeys(each.clusters))
    for who, ids in theirs.values():
        yield WantedCoach(who.name, who.mail, "", tuple(ids))


def add_invited(tx: Tx, role: Role, ids: Sequence[str], who: Invited, now: datetime) -> None:
    """Keep who is to be invited; nothing happens if they are."""
    if any(key(each.who) == key(who) for each in all_invited(tx) if (each.role, each.clusters) == (role, tuple(ids))):
        return
    place = ids[0] if role is Role.STAFF else PROGRAMME
    values = {"id": uuid4().hex, "cluster_id": place, "role": role.value, "clusters": list(ids)}
    tx.execute(insert(tx, invited).values(**values, name=who.name, mail=who.mail, person_id=None, added_at=now))


def key(who: Invited) -> str:
    """The same for two who are the same: by their address, or where there is none by their name."""
    return who.mail.casefold() or name_key(who.name)


def name_key(name: str) -> str:
    """The same for two ways to write a name."""
    return " ".join(name.split()).casefold()


def all_invited(tx: Tx) -> list[Known]:
    """Everybody who was ever to be invited, by name, whether or not they came."""
    columns = (invited.c.id, invited.c.role, invited.c.clusters, invited.c.name, invited.c.mail, invited.c.person_id)
    rows = tx.execute(select(*columns).order_by(invited.c.name, invited.c.id))
    return [
        Known(id, Role(role), tuple(ids), Invited(name, mail), person) for id, role, ids, name, mail, person in rows
    ]


def members(tx: Tx) -> dict[str, list[Invited]]:
    """The staff of all clusters, by cluster."""
    found: dict[str, list[Invited]] = {}
    statement = select(parts.c.place, people.c.name).join(people, people.c.id == parts.c.person_id)
    statement = statement.where(parts.c.role == Role.STAFF, people.c.name != "").order_by(people.c.name, people.c.id)
    for place, name in tx.execute(statement):
        found.setdefault(place, []).append(Invited(name))
    return found


def _coaches(tx: Tx) -> Iterator[WantedCoach]:
    """The coaches there are, with an account of each and their clusters."""
    granted: dict[str, list[str]] = {}
    grants = select(coach_grants.c.person_id, coach_grants.c.cluster_id).where(coach_grants.c.cluster_id != PROGRAMME)
    for person, cluster in tx.execute(grants.order_by(coach_grants.c.cluster_id)):
        granted.setdefault(person, []).append(cluster)
    statement = select(people.c.id, people.c.name, accounts.c.account).select_from(
        people.join(parts, parts.c.person_id == people.c.id).join(accounts, accounts.c.person_id == people.c.id)
    )
    rows = tx.execute(
        statement.where(parts.c.role == Role.COACH).order_by(people.c.name, people.c.id, accounts.c.account)
    )
    seen: set[str] = set()
    for id, name, account in rows:
        if id not in seen:
            seen.add(id)
            yield WantedCoach(name, "", account, tuple(granted.get(id, ())))


def _clock(minutes: int | None) -> time | None:
    return None if minutes is None else time(minutes // 60, minutes % 60)


def _minutes(clock: time | None) -> int | None:
    return None if clock is None else clock.hour * 60 + clock.minute
