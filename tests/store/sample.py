"""Two clusters with a coach each, for tests that need somebody to ask."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.store import Role, Scope, Store, Tx, clusters
from bot.store.documents import Document, create
from bot.store.people import Person

NOW = datetime(2027, 3, 1, 10, tzinfo=UTC)
"""A Monday."""

DAY = timedelta(days=1)


@dataclass(frozen=True)
class House:
    """``ana`` and ``ben`` work for the north cluster, ``sol`` for the south one; each cluster has its coach."""

    ana: Person
    ben: Person
    north_coach: Person
    sol: Person
    south_coach: Person

    @property
    def north_for_coach(self) -> Scope:
        """The coach of the north cluster acting for it."""
        return Scope("north", self.north_coach.id, Role.COACH)


async def build(store: Store, now: datetime = NOW) -> House:
    with store.writing() as tx:
        for cluster, country in (("north", "BE"), ("south", "IT")):
            clusters.create(tx, id=cluster, name=f"Cluster {cluster}", country=country, now=now)
            clusters.connect(tx, f"web:{cluster}", cluster, now)
        return House(
            ana=add(tx, "north", "ana", now=now),
            ben=add(tx, "north", "ben", now=now),
            north_coach=add(tx, "north", "cleo", role=Role.COACH, now=now),
            sol=add(tx, "south", "sol", zone="Europe/Rome", now=now),
            south_coach=add(tx, "south", "dino", role=Role.COACH, now=now),
        )


def add(
    tx: Tx,
    cluster: str,
    person: str,
    *,
    role: Role = Role.STAFF,
    zone: str = "Europe/Brussels",
    country: str = "",
    now: datetime = NOW,
) -> Person:
    return clusters.add_person(
        tx,
        cluster=cluster,
        person=person,
        name=person.capitalize(),
        account=f"web:{person}",
        workspace=f"web:{cluster}",
        role=role,
        zone=zone,
        locale="en",
        country=country,
        now=now,
    )


def draft(tx: Tx, scope: Scope, id: str = "plan", now: datetime = NOW) -> Document:
    return create(
        tx,
        scope,
        id=id,
        dialogue="action-plan",
        dialogue_version=2,
        name="Our plan",
        answers={"start": {"place": "Ghent"}},
        about="",
        parent=None,
        now=now,
    )
