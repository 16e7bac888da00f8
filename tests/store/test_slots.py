"""Slots: offered by a coach, chosen once, freed by moving and cancelling."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from bot.store import NotFoundError, Store, Tx, clusters, sessions, slots
from bot.store.people import Person
from bot.store.scope import Role
from bot.store.slots import Offer, OverlapError, Slot, TakenError
from tests.store.sample import DAY, NOW, House, build

WALL = datetime.fromisoformat("2027-03-20T14:00")


def moment(wall: datetime) -> datetime:
    return (wall - timedelta(hours=1)).replace(tzinfo=UTC)


def offered(tx: Tx, coach: Person, *walls: datetime, cluster: str = "") -> None:
    offers = [Offer(wall, "Europe/Brussels", moment(wall)) for wall in walls]
    slots.offer(tx, coach.scope, offers, cluster=cluster, limit_hours=None, link="", agenda="", now=NOW)


def book(tx: Tx, person: Person, id: str) -> Slot:
    slot = slots.check_free(tx, person.scope, id, NOW)
    kept = sessions.add(
        tx, person.scope, wall=slot.wall, zone=slot.zone, starts_at=slot.starts_at, now=NOW, coach=slot.coach
    )
    slots.take(tx, id, kept.id)
    return slot


async def shared_coach(store: Store) -> House:
    """The coach of the north cluster has the south one, too."""
    house = await build(store)
    with store.writing() as tx:
        clusters.add_person(
            tx, cluster="south", person=house.north_coach.id, name="", account="web:cleo", workspace="web:south",
            role=Role.COACH, zone="", locale="", country="", now=NOW + DAY,
        )  # fmt: skip
    return house


async def test_a_cluster_sees_what_its_own_coach_offers_to_it(store: Store) -> None:
    house = await shared_coach(store)
    with store.writing() as tx:
        offered(tx, house.north_coach, WALL)
        offered(tx, house.north_coach, WALL + DAY, cluster="north")
        assert [slot.wall for slot in slots.free(tx, house.ana.scope, NOW)] == [WALL, WALL + DAY]
        assert [slot.wall for slot in slots.free(tx, house.sol.scope, NOW)] == [WALL]
        assert slots.free(tx, house.north_coach.scope, NOW) == []
        only_north = slots.free(tx, house.ana.scope, NOW)[1]
        with pytest.raises(TakenError):
            slots.check_free(tx, house.sol.scope, only_north.id, NOW)


async def test_only_a_coach_with_that_cluster_offers(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        for person, cluster in ((house.ana, ""), (house.north_coach, "south")):
            with pytest.raises(NotFoundError):
                offered(tx, person, WALL, cluster=cluster)


async def test_overlapping_slots_are_refused_and_none_of_them_is_kept(store: Store) -> None:
    house = await build(store)
    half = timedelta(minutes=30)
    with store.writing() as tx:
        sessions.add(tx, house.ana.scope, wall=WALL, zone="Europe/Brussels", starts_at=moment(WALL), now=NOW)
        offered(tx, house.north_coach, WALL + 2 * half)
        for walls in ([WALL + half], [WALL + 3 * half], [WALL + DAY, WALL + DAY + half]):
            with pytest.raises(OverlapError):
                offered(tx, house.north_coach, *walls)
        assert [slot.wall for slot in slots.of_coach(tx, house.north_coach.scope, NOW)] == [WALL + 2 * half]


async def test_a_slot_that_is_chosen_is_free_for_nobody_until_its_session_is_cancelled(store: Store) -> None:
    house = await shared_coach(store)
    with store.writing() as tx:
        offered(tx, house.north_coach, WALL)
        (slot,) = slots.free(tx, house.ana.scope, NOW)
        book(tx, house.ana, slot.id)
        assert slots.free(tx, house.sol.scope, NOW) == []
        (booked,) = slots.of_coach(tx, house.north_coach.scope, NOW)
        assert booked.booked_by == "Cluster north"
        assert booked.session is not None
        assert not slots.withdraw(tx, house.north_coach.scope, slot.id)
        sessions.cancel(tx, house.ana.scope, booked.session, NOW)
        slots.release(tx, booked.session)
        assert [each.id for each in slots.free(tx, house.sol.scope, NOW)] == [slot.id]
        assert slots.withdraw(tx, house.north_coach.scope, slot.id)
        assert slots.free(tx, house.sol.scope, NOW) == []


async def test_what_overlaps_with_a_session_of_the_coach_or_the_cluster_is_not_free(store: Store) -> None:
    house = await shared_coach(store)
    with store.writing() as tx:
        offered(tx, house.north_coach, WALL)
        session = sessions.add(tx, house.ana.scope, wall=WALL, zone="Europe/Brussels", starts_at=moment(WALL), now=NOW)
        assert slots.free(tx, house.sol.scope, NOW) == []
        assert slots.free(tx, house.ana.scope, NOW) == []
        assert len(slots.free(tx, house.ana.scope, NOW, moving=session.id)) == 1


async def test_of_two_who_choose_one_slot_at_once_exactly_one_gets_it(store: Store) -> None:
    house = await shared_coach(store)
    with store.writing() as tx:
        offered(tx, house.north_coach, WALL)
        (slot,) = slots.free(tx, house.ana.scope, NOW)
    start = Barrier(2)

    def choose(person: Person) -> bool:
        start.wait()
        try:
            with store.writing() as tx:
                book(tx, person, slot.id)
        except TakenError:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(choose, (house.ana, house.sol))) == [False, True]
    with store.reading() as tx:
        held = [sessions.ahead(tx, person.scope, NOW) for person in (house.ana, house.sol)]
    assert sorted(map(len, held)) == [0, 1]
