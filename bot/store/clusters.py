"""Clusters, and the platform workspaces through which their people are reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import RowMapping, Select, select, update

from bot.store import memberships
from bot.store.dialect import insert
from bot.store.engine import Tx
from bot.store.people import Person, by_account
from bot.store.person import days_of
from bot.store.programme_tables import programmes
from bot.store.scope import NotFoundError, Role, Scope, inside, parameters
from bot.store.tables import accounts, clusters, coach_grants, people, workspaces
from bot.store.zones import countries_by_zone, country_of
from flows.calendar import Calendar


@dataclass(frozen=True)
class Cluster:
    """A cluster organisation.

    ``country`` is its ISO 3166 code, ``region`` a subdivision of it as `holidays` names them; empty if unknown.
    ``confirmed``: somebody of it has said that this is right.  ``weekend`` are weekdays, None for those of the country.
    """

    id: str
    name: str
    country: str
    region: str = ""
    confirmed: bool = False
    weekend: frozenset[int] | None = None


def create(tx: Tx, *, id: str, name: str, country: str, now: datetime) -> None:
    """Add a cluster of which all this is sure; nothing happens if there is one of that id."""
    values = {"id": id, "name": name, "country": country, "confirmed_at": now, "created_at": now}
    tx.execute(insert(tx, clusters).values(values).on_conflict_do_nothing())


def connect(tx: Tx, workspace: str, cluster: str, now: datetime) -> None:
    """Let a workspace reach the people of a cluster; it leaves the one it was connected to."""
    changed = {"cluster_id": cluster, "connected_at": now}
    statement = insert(tx, workspaces).values(workspace=workspace, **changed)
    tx.execute(statement.on_conflict_do_update(index_elements=["workspace"], set_=changed))


def get(tx: Tx, scope: Scope) -> Cluster | None:
    """The scope's cluster; None for a coach's own scope."""
    row = tx.execute(_one(scope.role), scope.values).mappings().first()
    return _cluster(row) if row else None


@cache
def _one(role: Role) -> Select[Any]:
    return _clusters().where(inside(parameters(role), clusters.c.id))


def describe(tx: Tx, scope: Scope, *, name: str, country: str, region: str, now: datetime) -> None:
    """Somebody of the cluster says what it is called and where it is.

    Raises:
        NotFoundError: it is not theirs.
    """
    if scope.role is Role.COACH or not scope.cluster:
        raise NotFoundError("Only the people of a cluster say what it is called.")
    values = {"name": name, "country": country, "region": region, "confirmed_at": now}
    tx.execute(update(clusters).where(clusters.c.id == scope.cluster).values(values))


def _clusters() -> Select[Any]:
    columns = clusters.c
    confirmed = columns.confirmed_at.is_not(None).label("confirmed")
    return select(columns.id, columns.name, columns.country, columns.region, columns.weekend, confirmed)


def _cluster(row: RowMapping) -> Cluster:
    weekend = row["weekend"]
    return Cluster(**{**row, "weekend": None if weekend is None else frozenset(weekend)})


def name(tx: Tx, scope: Scope) -> str:
    """What the scope's cluster is called; empty for a coach's own scope."""
    found: str | None = tx.scalar(select(clusters.c.name).where(inside(scope, clusters.c.id)))
    return found or ""


def of_coach(tx: Tx, coach: str) -> dict[str, str]:
    """The names of the clusters granted to a coach by their ids, the oldest grant first."""
    theirs = coach_grants.c.cluster_id == clusters.c.id
    statement = select(clusters.c.id, clusters.c.name).join(coach_grants, theirs)
    statement = statement.where(coach_grants.c.person_id == coach)
    rows = tx.execute(statement.order_by(coach_grants.c.granted_at, clusters.c.id))
    return {row.id: row.name for row in rows}


def set_weekend(tx: Tx, scope: Scope, weekend: Iterable[int] | None) -> None:
    """Change which days are the weekend of the scope's cluster; None for those of its country."""
    values = {"weekend": None if weekend is None else sorted(weekend)}
    tx.execute(update(clusters).where(inside(scope, clusters.c.id)).values(values))


def calendar(tx: Tx, scope: Scope) -> Calendar:
    """The working days of the scope's cluster; where its country is unknown, those of the one who came first."""
    known = get(tx, scope)
    ours = tx.execute(_ours()).first()
    closed = [(date.fromisoformat(first), date.fromisoformat(last)) for _, first, last in ours[0]] if ours else []
    off = days_of(tuple(closed))
    if known is None:
        return Calendar(off=off)
    country = known.country
    if not country:
        row = tx.execute(_first_to_come(scope.role), scope.values).first()
        country = (row[0] or country_of(row[1])) if row is not None else ""
    usual = frozenset(ours[1]) if ours and ours[1] is not None else None
    return Calendar(country, known.region, usual if known.weekend is None else known.weekend, off)


@cache
def _ours() -> Select[Any]:
    return select(programmes.c.closures, programmes.c.weekend)


@cache
def _first_to_come(role: Role) -> Select[Any]:
    found = select(people.c.country, people.c.zone).where(inside(parameters(role), people.c.cluster_id))
    return found.order_by(people.c.created_at, people.c.id).limit(1)


def zone(tx: Tx, scope: Scope, otherwise: str) -> str:
    """Where the days of the scope's cluster begin and end, whoever asks: the zone of the first of its people who is in
    its country, else that of its country; ``otherwise`` where it has several, or is unknown."""
    country = calendar(tx, scope).country
    if not country:
        return otherwise
    theirs = select(people.c.zone).where(inside(scope, people.c.cluster_id), people.c.role != Role.COACH.value)
    in_order = tx.scalars(theirs.order_by(people.c.created_at, people.c.id))
    at_home = [each for each in in_order if country_of(each) == country]
    own = [name for name, of in countries_by_zone().items() if of == country]
    return at_home[0] if at_home else own[0] if len(own) == 1 else otherwise


def is_removed(tx: Tx, id: str) -> bool:
    """Whether a cluster was taken out of the programme; its papers are kept."""
    removed = clusters.c.removed_at.is_not(None)
    return tx.scalar(select(clusters.c.id).where(clusters.c.id == id, removed)) is not None


def all_clusters(tx: Tx) -> list[Cluster]:
    """Every cluster of the programme, by name: for those who run it."""
    there = _clusters().where(clusters.c.removed_at.is_(None))
    rows = tx.execute(there.order_by(clusters.c.name, clusters.c.id))
    return [_cluster(row) for row in rows.mappings()]


def add_person(
    tx: Tx,
    *,
    cluster: str,
    person: str,
    name: str,
    account: str,
    workspace: str,
    role: Role,
    zone: str,
    locale: str,
    country: str,
    now: datetime,
) -> Person:
    """Put a person of a known role into a cluster; a coach gets a grant for it instead of joining it.

    Done a second time it adds what is new: another account, another cluster for a coach.
    """
    values = {
        "id": person,
        "cluster_id": None if role is Role.COACH else cluster,
        "name": name,
        "role": role.value,
        "zone": zone,
        "locale": locale,
        "country": country,
        "reminders_on": True,
        "created_at": now,
    }
    tx.execute(insert(tx, people).values(values).on_conflict_do_nothing())
    memberships.add(tx, person, role, cluster, now)
    if role is Role.COACH:
        memberships.grant(tx, person, cluster, now)
    reached = {"account": account, "person_id": person, "workspace": workspace, "used_at": now}
    tx.execute(insert(tx, accounts).values(reached).on_conflict_do_nothing())
    found = by_account(tx, account)
    assert found is not None
    return found
