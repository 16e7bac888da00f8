"""Clusters, and the platform workspaces through which their people are reached."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.store.dialect import insert
from bot.store.engine import Tx
from bot.store.people import Person, by_account
from bot.store.scope import Role, Scope, inside
from bot.store.tables import accounts, clusters, coach_grants, people, workspaces


@dataclass(frozen=True)
class Cluster:
    """A cluster organisation; ``country`` is its ISO 3166 code, empty if unknown."""

    id: str
    name: str
    country: str


def create(tx: Tx, *, id: str, name: str, country: str, now: datetime) -> None:
    """Add a cluster; nothing happens if there is one of that id."""
    values = {"id": id, "name": name, "country": country, "created_at": now}
    tx.execute(insert(tx, clusters).values(values).on_conflict_do_nothing())


def connect(tx: Tx, workspace: str, cluster: str, now: datetime) -> None:
    """Let a workspace reach the people of a cluster; it leaves the one it was connected to."""
    changed = {"cluster_id": cluster, "connected_at": now}
    statement = insert(tx, workspaces).values(workspace=workspace, **changed)
    tx.execute(statement.on_conflict_do_update(index_elements=["workspace"], set_=changed))


def name(tx: Tx, scope: Scope) -> str:
    """What the scope's cluster is called; empty for a coach's own scope."""
    found: str | None = tx.scalar(select(clusters.c.name).where(inside(scope, clusters.c.id)))
    return found or ""


def all_clusters(tx: Tx) -> list[Cluster]:
    """Every cluster of the programme, by name: for those who run it."""
    rows = tx.execute(
        select(clusters.c.id, clusters.c.name, clusters.c.country).order_by(clusters.c.name, clusters.c.id)
    )
    return [Cluster(**row) for row in rows.mappings()]


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
    if role is Role.COACH:
        grant = {"person_id": person, "cluster_id": cluster, "granted_at": now}
        tx.execute(insert(tx, coach_grants).values(grant).on_conflict_do_nothing())
    reached = {"account": account, "person_id": person, "workspace": workspace, "used_at": now}
    tx.execute(insert(tx, accounts).values(reached).on_conflict_do_nothing())
    found = by_account(tx, account)
    assert found is not None
    return found
