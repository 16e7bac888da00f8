"""The people: who they are, how they are reached, and which clusters a coach may see."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, and_, bindparam, or_, select, update

from bot.store import closed_accounts, memberships, signals
from bot.store.dialect import insert, one_at_a_time
from bot.store.engine import Tx
from bot.store.person import WEB as WEB
from bot.store.person import Person as Person
from bot.store.person import person_of, selected
from bot.store.programme_tables import memberships as parts
from bot.store.scope import PROGRAMME, NotFoundError, Role, Scope, inside, parameters
from bot.store.signals import Kind
from bot.store.tables import accounts as account_rows
from bot.store.tables import clusters, coach_grants, people, topic_owners, workspaces

DEFAULT_ZONE = "Europe/Brussels"
"""The zone of somebody of whom nothing is known: most European clusters are at most an hour from it."""

UNNAMED = "New cluster"
"""What a cluster is called of which nothing is known."""

Profile = tuple[str, str, str, str, str, bool]
"""Who acts, as `upsert` takes it: account, workspace, name, locale, zone, and whether that is guessed."""


def by_account(tx: Tx, account: str) -> Person | None:
    """The person behind an account."""
    row = tx.execute(_by_accounts(), {"asked": [account]}).first()
    return person_of(row, account) if row else None


def by_id(tx: Tx, person: str) -> Person | None:
    """A person by id: for the delivery of reminders, which knows to whom it sends."""
    return by_ids(tx, [person]).get(person)


def by_ids(tx: Tx, persons: Collection[str]) -> dict[str, Person]:
    """Several people by their ids, those that there are."""
    found = [person_of(row) for row in tx.execute(_by_ids(), {"asked": list(persons)}).all()]
    return {person.id: person for person in found}


def find_unchanged(tx: Tx, profiles: Sequence[Profile]) -> list[Person | None]:
    """The people who act, each if there is nothing to keep that is new about them; None if `upsert` has to write it."""
    rows = tx.execute(_by_accounts(), {"asked": [account for account, *_ in profiles]})
    found = {row.asked: row for row in rows}
    return [_unchanged(found.get(profile[0]), profile) for profile in profiles]


def _unchanged(row: Row[Any] | None, profile: Profile) -> Person | None:
    account, workspace, name, locale, zone, zone_guessed = profile
    if row is None or row.account != account or (workspace and workspace != row.workspace):
        return None  # among them who does not belong: such an account is not the one used last
    if row.closed_until is not None:
        return None  # they are here again
    known = person_of(row)
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
    also: Sequence[str] = (),
) -> Person:
    """The person who acts, made on first contact; what is new about them is kept.

    ``also`` are other accounts that are theirs: whoever is known by one of them stays the same person.

    They join the cluster to which the workspace is connected, or that of one of their other accounts.  An unknown
    workspace gets a new cluster, of that name and country until somebody of it says otherwise.  Empty values, and a
    zone that does not exist, leave what is known; so does a zone that a browser guessed where a chat tells it or the
    person has chosen one.
    """
    known = by_account(tx, actor_account)
    if known is None:
        one_at_a_time(tx, f"meet {workspace}")
        known = by_account(tx, actor_account) or _by_another(tx, actor_account, workspace, also, now)
    if known is None:
        cluster = _led_to(tx, [workspace, *(account.rpartition(":")[0] for account in also)])
        cluster = cluster or _cluster(tx, workspace, cluster_name, country, now)
        return _welcome(tx, actor_account, workspace, cluster, name, locale, zone if _is_zone(zone) else "", now)
    if changed := _news(known, name, locale, zone, zone_guessed):
        tx.execute(update(people).where(people.c.id == known.id).values(changed))
        signals.send(tx, Kind.PERSON, known.id)
    used = {"workspace": workspace or account_rows.c.workspace, "used_at": now}
    tx.execute(update(account_rows).where(account_rows.c.account == actor_account).values(used))
    closed_accounts.reopen(tx, actor_account)
    met = by_account(tx, actor_account)
    assert met is not None
    return met


def come(tx: Tx, account: str, name: str, locale: str, zone: str, now: datetime) -> Person:
    """Somebody who comes by an invitation alone, with an account of the page; they have no part yet."""
    return _welcome(tx, account, "", None, name, locale, zone if _is_zone(zone) else "", now)


def belongs(tx: Tx, account: str) -> bool | None:
    """Whether an account belongs to its workspace, as the platform said last; None if nobody has it."""
    known: bool | None = tx.scalar(select(account_rows.c.belongs).where(account_rows.c.account == account))
    return known


def set_belongs(tx: Tx, account: str, yes: bool) -> None:
    """Keep what the platform says; nothing is sent to an account that does not belong, nor may it sign in."""
    changes = {"belongs": yes, "sign_in": None}
    changed = update(account_rows).where(account_rows.c.account == account).values(changes)
    for person in tx.scalars(changed.returning(account_rows.c.person_id)):
        signals.send(tx, Kind.PERSON, person)


def _by_another(tx: Tx, account: str, workspace: str, also: Sequence[str], now: datetime) -> Person | None:
    """Who is known by another account of theirs, the one used last, and has this one from now on, too."""
    theirs = select(account_rows.c.person_id).where(account_rows.c.account.in_(also))
    person = (
        tx.scalar(theirs.order_by(account_rows.c.used_at.desc(), account_rows.c.account).limit(1)) if also else None
    )
    if person is None:
        return None
    reached = {"account": account, "person_id": person, "workspace": workspace, "used_at": now}
    tx.execute(insert(tx, account_rows).values(reached))
    return by_account(tx, account)


def _led_to(tx: Tx, names: Sequence[str]) -> str | None:
    """The cluster to which the first of these workspaces leads that leads anywhere."""
    rows = tx.execute(select(workspaces.c.workspace, workspaces.c.cluster_id).where(workspaces.c.workspace.in_(names)))
    led = {row.workspace: row.cluster_id for row in rows}
    return next((led[name] for name in names if name in led), None)


def _cluster(tx: Tx, workspace: str, name: str, country: str, now: datetime) -> str:
    """A new cluster to which a workspace is connected."""
    made = uuid4().hex
    values = {"id": made, "name": name.strip() or UNNAMED, "country": country, "created_at": now}
    tx.execute(insert(tx, clusters).values(values))
    tx.execute(insert(tx, workspaces).values(workspace=workspace, cluster_id=made, connected_at=now))
    return made


def _welcome(
    tx: Tx, account: str, workspace: str, cluster: str | None, name: str, locale: str, zone: str, now: datetime
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
    if cluster is not None:
        memberships.add(tx, str(person["id"]), Role.STAFF, cluster, now)
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
    """Everyone of the cluster, and its coaches, by name, each as they are in it."""
    found: dict[str, Person] = {}
    for row in tx.execute(_colleagues(scope.role), scope.values):
        if row.id not in found or row.role != Role.COACH:  # whoever is both is of the cluster
            found[row.id] = person_of(row)
    return list(found.values())


def coaches_of(tx: Tx, scope: Scope) -> list[Person]:
    """The coaches of the cluster, in the order in which they were granted it."""
    return [person_of(row) for row in tx.execute(_coaches(scope.role), scope.values)]


def coach_of(tx: Tx, scope: Scope) -> Person | None:
    """The coach of the cluster: the first who was granted it."""
    return next(iter(coaches_of(tx, scope)), None)


@cache
def _coaches(role: Role) -> Select[Any]:
    statement = selected(in_part=True).join(coach_grants, coach_grants.c.person_id == people.c.id)
    statement = statement.where(parts.c.role == Role.COACH, inside(parameters(role), coach_grants.c.cluster_id))
    return statement.order_by(coach_grants.c.granted_at, people.c.id)


def in_clusters(tx: Tx, asked: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Person]:
    """People as they are in clusters, for pairs of a person and a cluster; who has no part there is left out.

    A coach is one for every cluster: what they see of it depends on their grant.  An administrator is one for the
    programme's alone.  Without a cluster only coaches are asked for.
    """
    wanted = list(asked)
    statement = selected(in_part=True).where(people.c.id.in_({person for person, _ in wanted}))
    found = [person_of(row) for row in tx.execute(statement)] if wanted else []
    of_place = {(person.id, PROGRAMME): person for person in found if person.role is Role.ADMIN}
    of_place |= {(person.id, person.cluster): person for person in found if person.role is not Role.ADMIN}
    theirs = {(id, cluster): of_place.get((id, cluster)) or of_place.get((id, "")) for id, cluster in wanted}
    return {pair: person for pair, person in theirs.items() if person is not None}


def owner_of(tx: Tx, topic: str, *, other_than: str = "") -> Person | None:
    """The owner of a topic: the first who was named."""
    return next((owner for owner in owners_of(tx, topic) if owner.id != other_than), None)


def owners_of(tx: Tx, topic: str) -> list[Person]:
    """All owners of a topic, in the order in which they were named."""
    rows = tx.execute(_owners().where(topic_owners.c.topic == topic))
    return [person_of(row) for row in rows]


def owners(tx: Tx) -> dict[str, list[Person]]:
    """The same for each topic that has owners."""
    found: dict[str, list[Person]] = {}
    for row in tx.execute(_owners()):
        found.setdefault(row.topic, []).append(person_of(row))
    return found


@cache
def _owners() -> Select[Any]:
    statement = selected().join(topic_owners, topic_owners.c.person_id == people.c.id)
    return statement.add_columns(topic_owners.c.topic).order_by(topic_owners.c.named_at, people.c.id)


def curators(tx: Tx) -> list[Person]:
    """All curators of the programme, by name."""
    return [person_of(row) for row in tx.execute(_curators())]


@cache
def _curators() -> Select[Any]:
    found = selected(in_part=True).where(parts.c.role == Role.CURATOR)
    return found.order_by(people.c.name, people.c.id)


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


@cache
def _by_accounts() -> Select[Any]:
    """The people behind the accounts ``asked``, with the account and the workspace in which it was used last."""
    statement = selected().join(account_rows, account_rows.c.person_id == people.c.id)
    statement = statement.add_columns(
        account_rows.c.account.label("asked"), account_rows.c.workspace, account_rows.c.closed_until
    )
    return statement.where(account_rows.c.account.in_(bindparam("asked", expanding=True)))


@cache
def _colleagues(role: Role) -> Select[Any]:
    scope = parameters(role)
    coaches = select(coach_grants.c.person_id).where(inside(scope, coach_grants.c.cluster_id))
    coach = and_(parts.c.role == Role.COACH, people.c.id.in_(coaches))
    own = and_(parts.c.role.in_((Role.STAFF, Role.CURATOR)), inside(scope, parts.c.place))
    statement = selected(in_part=True).where(or_(own, coach))
    return statement.order_by(people.c.name, people.c.id)


@cache
def _by_ids() -> Select[Any]:
    """The people with the ids ``asked``."""
    return selected().where(people.c.id.in_(bindparam("asked", expanding=True)))
