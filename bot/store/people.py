"""The people: who they are, how they are reached, and which clusters a coach may see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, Select, and_, bindparam, exists, func, or_, select, update

from bot.store.dialect import insert, one_at_a_time
from bot.store.engine import Tx
from bot.store.scope import NotFoundError, Role, Scope, inside, parameters
from bot.store.tables import accounts as account_rows
from bot.store.tables import clusters, coach_grants, people, topic_owners, workspaces
from bot.store.zones import country_of
from flows.calendar import Calendar

WEB = "web:"
"""How accounts begin that are of the web page alone."""

DEFAULT_ZONE = "Europe/Brussels"
"""The zone of somebody of whom nothing is known: most European clusters are at most an hour from it."""

UNNAMED = "New cluster"
"""What a cluster is called of which nothing is known."""

Profile = tuple[str, str, str, str, str, bool]
"""Who acts, as `upsert` takes it: account, workspace, name, locale, zone, and whether that is guessed."""


@dataclass(frozen=True)
class Person:
    """A person.

    ``cluster`` is empty for a coach.  ``zone`` is an IANA name, ``zone_chosen`` if the person chose it; ``in_chat``
    says that they have an account of a chat, which tells the zone.  ``locale`` is a BCP 47 tag.  ``country`` is an ISO
    3166 code: the person's own, or the cluster's, or that of the time zone, empty where none is known; ``region`` and
    ``weekend`` are the cluster's as far as that is its country.  ``opens`` and ``closes`` are the hours somebody chose,
    ``workdays`` their weekdays (Monday is 0), ``absences`` the first and the last day of each.  ``account`` is the one
    asked for, or the one used last of those that belong to their workspace; empty if the person has none.
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
    absences: tuple[tuple[date, date], ...] = ()
    weekly_on: bool = True

    @cached_property
    def calendar(self) -> Calendar:
        """When the person works: as their cluster, or as they chose, and not while they are away."""
        weekend = self.weekend if self.workdays is None else frozenset(range(7)) - self.workdays
        off = (_days(first, last) for first, last in self.absences)
        return Calendar(self.country, self.region, weekend, frozenset().union(*off))

    @property
    def has_dates(self) -> bool:
        """Whether they have deadlines or sessions: people of clusters do, and coaches."""
        return self.role is Role.COACH or (bool(self.cluster) and self.role is not Role.CURATOR)

    @property
    def scope(self) -> Scope:
        """What this person may see."""
        return Scope(self.cluster, self.id, self.role)


_FIELDS = tuple(field.name for field in fields(Person))


def _days(first: date, last: date) -> frozenset[date]:
    return frozenset(first + timedelta(days=number) for number in range((last - first).days + 1))


def by_account(tx: Tx, account: str) -> Person | None:
    """The person behind an account."""
    row = tx.execute(_by_accounts(), {"asked": [account]}).mappings().first()
    return _person({**row, "account": account}) if row else None


def by_id(tx: Tx, person: str) -> Person | None:
    """A person by id: for the delivery of reminders, which knows to whom it sends."""
    return by_ids(tx, [person]).get(person)


def by_ids(tx: Tx, persons: Collection[str]) -> dict[str, Person]:
    """Several people by their ids, those that there are."""
    rows = tx.execute(_by_ids(), {"asked": list(persons)}).mappings()
    return {row["id"]: _person(row) for row in rows}


def find_unchanged(tx: Tx, profiles: Sequence[Profile]) -> list[Person | None]:
    """The people who act, each if there is nothing to keep that is new about them; None if `upsert` has to write it."""
    rows = tx.execute(_by_accounts(), {"asked": [account for account, *_ in profiles]})
    found = {row["asked"]: row for row in rows.mappings()}
    return [_unchanged(found.get(profile[0]), profile) for profile in profiles]


def _unchanged(row: RowMapping | None, profile: Profile) -> Person | None:
    account, workspace, name, locale, zone, zone_guessed = profile
    if row is None or row["account"] != account or (workspace and workspace != row["workspace"]):
        return None  # among them who does not belong: such an account is not the one used last
    known = _person(row)
    return None if _news(known, name, locale, zone, zone_guessed) else known


def upsert(
    tx: Tx,
    actor_account: str,
    workspace: str,
    name: str,
    locale: str,
    zone: str,
    now: datetime,
    zone_guessed: bool = False,
    *,
    cluster_name: str = "",
    country: str = "",
) -> Person:
    """The person who acts, made on first contact; what is new about them is kept.

    They join the cluster to which the workspace is connected.  An unknown workspace gets a new cluster, of that name
    and country until somebody of it says otherwise.  Empty values, and a zone that does not exist, leave what is
    known; so does a zone that a browser guessed where a chat tells it or the person has chosen one.
    """
    known = by_account(tx, actor_account)
    if known is None:
        one_at_a_time(tx, f"meet {workspace}")
        known = by_account(tx, actor_account)
    if known is None:
        cluster = _cluster(tx, workspace, cluster_name, country, now)
        return _welcome(tx, actor_account, workspace, cluster, name, locale, zone if _is_zone(zone) else "", now)
    if changed := _news(known, name, locale, zone, zone_guessed):
        tx.execute(update(people).where(people.c.id == known.id).values(changed))
    used = {"workspace": workspace or account_rows.c.workspace, "used_at": now}
    tx.execute(update(account_rows).where(account_rows.c.account == actor_account).values(used))
    met = by_account(tx, actor_account)
    assert met is not None
    return met


def belongs(tx: Tx, account: str) -> bool | None:
    """Whether an account belongs to its workspace, as the platform said last; None if nobody has it."""
    known: bool | None = tx.scalar(select(account_rows.c.belongs).where(account_rows.c.account == account))
    return known


def set_belongs(tx: Tx, account: str, yes: bool) -> None:
    """Keep what the platform says; nothing is sent to an account that does not belong, nor may it sign in."""
    changes = {"belongs": yes, "sign_in": None}
    tx.execute(update(account_rows).where(account_rows.c.account == account).values(changes))


def _cluster(tx: Tx, workspace: str, name: str, country: str, now: datetime) -> str:
    """The cluster to which a workspace is connected, made for an unknown one."""
    known: str | None = tx.scalar(select(workspaces.c.cluster_id).where(workspaces.c.workspace == workspace))
    if known is not None:
        return known
    made = uuid4().hex
    values = {"id": made, "name": name.strip() or UNNAMED, "country": country, "created_at": now}
    tx.execute(insert(tx, clusters).values(values))
    tx.execute(insert(tx, workspaces).values(workspace=workspace, cluster_id=made, connected_at=now))
    return made


def _welcome(
    tx: Tx, account: str, workspace: str, cluster: str, name: str, locale: str, zone: str, now: datetime
) -> Person:
    person = {
        "id": uuid4().hex,
        "cluster_id": cluster,
        "name": name,
        "role": Role.STAFF.value,
        "zone": zone or DEFAULT_ZONE,
        "locale": locale or "en",
        "country": "",
        "reminders_on": True,
        "created_at": now,
    }
    tx.execute(insert(tx, people).values(person))
    reached = {"account": account, "person_id": person["id"], "workspace": workspace, "used_at": now}
    tx.execute(insert(tx, account_rows).values(reached))
    met = by_account(tx, account)
    assert met is not None
    return met


def _news(known: Person, name: str, locale: str, zone: str, zone_guessed: bool) -> dict[str, Any]:
    if zone_guessed and (known.in_chat or known.zone_chosen):
        zone = ""
    given = {"name": name, "locale": locale, "zone": zone}
    changed = {key: value for key, value in given.items() if value and value != getattr(known, key)}
    if "zone" in changed and not _is_zone(zone):
        del changed["zone"]
    return changed


def _is_zone(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):  # unknown, a path out of the zone data, one of its folders
        return False
    return True


def enter(tx: Tx, scope: Scope) -> None:
    """Make sure that the scope's cluster may be written to.

    Raises:
        NotFoundError: the scope names no cluster, or a coach one that was not granted to them.
    """
    coach = scope.role is Role.COACH
    if not scope.cluster or (coach and scope.cluster not in clusters_of_coach(tx, scope.person)):
        raise NotFoundError("There is no such cluster for you.")


def colleagues(tx: Tx, scope: Scope) -> list[Person]:
    """Everyone of the cluster, and its coaches, by name."""
    return [_person(row) for row in tx.execute(_colleagues(scope.role), scope.values).mappings()]


def coach_of(tx: Tx, scope: Scope) -> Person | None:
    """The coach of the cluster: the first who was granted it."""
    statement = (
        _people()
        .join(coach_grants, coach_grants.c.person_id == people.c.id)
        .where(inside(scope, coach_grants.c.cluster_id))
        .order_by(coach_grants.c.granted_at, people.c.id)
        .limit(1)
    )
    row = tx.execute(statement).mappings().first()
    return _person(row) if row else None


def owner_of(tx: Tx, topic: str, *, other_than: str = "") -> Person | None:
    """The owner of a topic: the first who was named."""
    return next((owner for owner in owners_of(tx, topic) if owner.id != other_than), None)


def owners_of(tx: Tx, topic: str) -> list[Person]:
    """All owners of a topic, in the order in which they were named."""
    statement = _people().join(topic_owners, topic_owners.c.person_id == people.c.id)
    statement = statement.where(topic_owners.c.topic == topic)
    rows = tx.execute(statement.order_by(topic_owners.c.named_at, people.c.id))
    return [_person(row) for row in rows.mappings()]


def curators(tx: Tx) -> list[Person]:
    """All curators of the programme, by name."""
    found = _people().where(people.c.role == Role.CURATOR).order_by(people.c.name, people.c.id)
    return [_person(row) for row in tx.execute(found).mappings()]


def accounts(tx: Tx, person_id: str) -> list[str]:
    """The accounts of a person that belong to their workspace, the one used last first."""
    own = and_(account_rows.c.person_id == person_id, account_rows.c.belongs)
    statement = select(account_rows.c.account).where(own)
    statement = statement.order_by(account_rows.c.used_at.desc(), account_rows.c.account)
    return list(tx.execute(statement).scalars())


def clusters_of_coach(tx: Tx, person_id: str) -> list[str]:
    """The ids of the clusters granted to a coach, oldest grant first."""
    statement = select(coach_grants.c.cluster_id).where(coach_grants.c.person_id == person_id)
    statement = statement.order_by(coach_grants.c.granted_at, coach_grants.c.cluster_id)
    return list(tx.execute(statement).scalars())


@cache  # every event asks for its person, and to make the statement takes longer than to run it
def _people() -> Select[Any]:
    own = account_rows.alias()  # the statement around it may ask for an account, too
    used_last = (
        select(own.c.account)
        .where(own.c.person_id == people.c.id, own.c.belongs)
        .order_by(own.c.used_at.desc(), own.c.account)
        .limit(1)
        .scalar_subquery()
    )
    chat = account_rows.alias()
    in_chat = exists().where(chat.c.person_id == people.c.id, ~chat.c.account.startswith(WEB))
    return select(
        people.c.id,
        people.c.name,
        in_chat.label("in_chat"),
        func.coalesce(people.c.cluster_id, "").label("cluster"),
        people.c.role,
        people.c.zone,
        people.c.locale,
        people.c.country,
        clusters.c.country.label("cluster_country"),
        clusters.c.region,
        clusters.c.weekend,
        people.c.zone_chosen,
        people.c.opens,
        people.c.closes,
        people.c.workdays,
        people.c.absences,
        people.c.reminders_on,
        people.c.weekly_on,
        func.coalesce(used_last, "").label("account"),
    ).select_from(people.outerjoin(clusters, clusters.c.id == people.c.cluster_id))


@cache
def _by_accounts() -> Select[Any]:
    """The people behind the accounts ``asked``, with the account and the workspace in which it was used last."""
    statement = _people().join(account_rows, account_rows.c.person_id == people.c.id)
    statement = statement.add_columns(account_rows.c.account.label("asked"), account_rows.c.workspace)
    return statement.where(account_rows.c.account.in_(bindparam("asked", expanding=True)))


@cache
def _colleagues(role: Role) -> Select[Any]:
    scope = parameters(role)
    coaches = select(coach_grants.c.person_id).where(inside(scope, coach_grants.c.cluster_id))
    statement = _people().where(or_(inside(scope, people.c.cluster_id), people.c.id.in_(coaches)))
    return statement.order_by(people.c.name, people.c.id)


@cache
def _by_ids() -> Select[Any]:
    """The people with the ids ``asked``."""
    return _people().where(people.c.id.in_(bindparam("asked", expanding=True)))


def _person(row: RowMapping | dict[str, Any]) -> Person:
    values = {name: row[name] for name in _FIELDS}
    own = not row["cluster_country"] or (row["country"] or row["cluster_country"]) != row["cluster_country"]
    values |= {
        "role": Role(row["role"]),
        "country": row["country"] or row["cluster_country"] or country_of(row["zone"]),
        "region": "" if own else row["region"] or "",
        "weekend": None if row["weekend"] is None or (own and row["country"]) else frozenset(row["weekend"]),
        "opens": _clock(row["opens"]),
        "closes": _clock(row["closes"]),
        "workdays": None if row["workdays"] is None else frozenset(row["workdays"]),
        "absences": tuple((date.fromisoformat(a), date.fromisoformat(b)) for a, b in row["absences"]),
    }
    return Person(**values)


def _clock(minutes: int | None) -> time | None:
    return None if minutes is None else time(minutes // 60, minutes % 60)
