"""People: first contact, what is kept of them, and how they are reached."""

from asyncio import gather
from importlib import import_module

from sqlalchemy import select, text

from bot.store import Role, Scope, Store, clusters, own_settings, people
from bot.store.engine import Tx
from bot.store.programme_tables import memberships
from tests.store.sample import DAY, NOW, build


async def test_somebody_new_joins_the_cluster_of_their_workspace(store: Store) -> None:
    await build(store)
    with store.writing() as tx:
        met = people.upsert(tx, "web:eva", "web:north", "Eva", "fr", "Europe/Paris", NOW)
        assert (met.cluster, met.role, met.name, met.locale, met.zone) == (
            "north",
            Role.STAFF,
            "Eva",
            "fr",
            "Europe/Paris",
        )
        assert met.country == "BE"  # the cluster's, as nothing else is known


async def test_an_unknown_workspace_gets_a_new_cluster_that_its_people_share(store: Store) -> None:
    with store.writing() as tx:
        first = people.upsert(tx, "slack:T9:U1", "slack:T9", "Eva", "", "", NOW)
        second = people.upsert(tx, "slack:T9:U2", "slack:T9", "Ivo", "", "", NOW)
        assert first.cluster == second.cluster
        assert [cluster.name for cluster in clusters.all_clusters(tx)] == ["New cluster"]


async def test_two_first_contacts_at_once_make_one_person(store: Store) -> None:
    def contact(tx: Tx) -> str:
        return people.upsert(tx, "slack:T9:U1", "slack:T9", "Eva", "", "", NOW).id

    assert len(set(await gather(*(store.write(contact) for _ in range(5))))) == 1


async def test_a_new_name_or_zone_is_kept_and_an_empty_one_changes_nothing(store: Store) -> None:
    await build(store)
    with store.writing() as tx:
        moved = people.upsert(tx, "web:ana", "web:north", "Ana B", "", "Asia/Kolkata", NOW)
        assert (moved.name, moved.zone) == ("Ana B", "Asia/Kolkata")
        assert people.upsert(tx, "web:ana", "web:north", "", "", "", NOW) == moved


async def test_a_zone_that_does_not_exist_is_ignored(store: Store) -> None:
    with store.writing() as tx:
        for zone in ("Mars/Olympus", "../etc/passwd", "Europe", "x\0y", "\ud800"):
            met = people.upsert(tx, "web:eva", "web:new", "Eva", "", zone, NOW)
            assert met.zone == people.DEFAULT_ZONE


async def test_a_coach_belongs_to_no_cluster_but_sees_those_granted(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        assert (house.north_coach.cluster, house.north_coach.role) == ("", Role.COACH)
        assert people.clusters_of_coach(tx, house.north_coach.id) == ["north"]
        assert people.coach_of(tx, house.ana.scope) == house.north_coach
        assert people.colleagues(tx, house.ana.scope) == [house.ana, house.ben, house.north_coach]


async def test_a_coach_in_a_workspace_of_a_cluster_stays_a_coach(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        met = people.upsert(tx, "web:cleo", "web:north", "Cleo", "", "", NOW)
        assert met == house.north_coach


async def test_the_account_used_last_comes_first(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        clusters.add_person(
            tx,
            cluster="north",
            person=house.ana.id,
            name="Ana",
            account="slack:T1:U1",
            workspace="slack:T1",
            role=Role.STAFF,
            zone="Europe/Brussels",
            locale="en",
            country="",
            now=NOW + DAY,
        )
        assert people.accounts(tx, house.ana.id) == ["slack:T1:U1", "web:ana"]
        people.upsert(tx, "web:ana", "web:north", "", "", "", NOW + 2 * DAY)
        assert people.accounts(tx, house.ana.id) == ["web:ana", "slack:T1:U1"]
        known = people.by_id(tx, house.ana.id)
        assert known is not None
        assert known.account == "web:ana"


async def test_reminders_can_be_turned_off_and_on(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        for person in (house.ana, house.north_coach):
            for on in (False, True):
                own_settings.set_reminders(tx, person.scope, on)
                known = people.by_id(tx, person.id)
                assert known is not None
                assert known.reminders_on is on


async def test_adding_a_person_twice_changes_nothing(store: Store) -> None:
    house = await build(store)
    assert await build(store) == house


def test_the_scope_of_a_person_is_their_cluster() -> None:
    person = people.Person("p", "Ana", "north", Role.STAFF, "UTC", "en", "", True, "")
    assert person.scope == Scope("north", "p", Role.STAFF)


async def test_an_older_database_gives_everybody_the_part_that_they_had(store: Store) -> None:
    house = await build(store)
    migration = import_module("bot.store.migrations.versions.0018_programmes")
    with store.writing() as tx:
        before = sorted(tuple(map(str, row[:3])) for row in tx.execute(select(memberships)))
        tx.execute(memberships.delete())
        tx.execute(text(migration.PARTS))
        assert sorted(tuple(map(str, row[:3])) for row in tx.execute(select(memberships))) == before
        assert people.by_id(tx, house.ana.id) == house.ana
