"""Calendar feeds in the store: of a secret it knows a hash, and one link of a person works at a time."""

import pytest
from sqlalchemy import update

from bot.store import NotFoundError, Role, Scope, Store, Tx, calendar_feeds, people, programme, web_sessions
from bot.store.calendar_feeds import ALL, MINE
from bot.store.tables import people as people_rows
from tests.store.sample import DAY, NOW, build


def put(tx: Tx, scope: Scope, secret: str = "first", number: int = 0, shows: str = MINE) -> bool:
    account = "web:cleo" if scope.role is Role.COACH else "web:ana"
    return calendar_feeds.put(tx, scope, account=account, secret=secret, shows=shows, number=number, now=NOW)


async def test_only_the_newest_link_of_a_person_leads_to_their_feed(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        assert put(tx, house.ana.scope)
        assert not put(tx, house.ana.scope, "at the same time")
        assert put(tx, house.ana.scope, "second", 1, ALL)
        assert not put(tx, house.ana.scope, "at the same time", 1)
        found = calendar_feeds.find(tx, "second")
        assert found == calendar_feeds.get(tx, house.ana.scope)
        assert found is not None
        assert (found.person, found.cluster, found.account, found.shows) == ("ana", "north", "web:ana", ALL)
        assert [calendar_feeds.find(tx, secret) for secret in ("first", "at the same time", "")] == [None] * 3
        assert calendar_feeds.stop(tx, house.ana.scope)
        assert not calendar_feeds.stop(tx, house.ana.scope)
        assert calendar_feeds.find(tx, "second") is None


async def test_a_feed_ends_for_whom_the_platform_does_not_know_any_more_and_with_all_sessions(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        put(tx, house.ana.scope)
        people.set_belongs(tx, "web:ana", False)
        assert calendar_feeds.find(tx, "first") is None
        people.set_belongs(tx, "web:ana", True)
        assert calendar_feeds.find(tx, "first") is not None
        web_sessions.end_all(tx, "web:ben")
        assert calendar_feeds.find(tx, "first") is not None
        web_sessions.end_all(tx, "web:ana")
        assert calendar_feeds.find(tx, "first") is None


async def test_what_was_read_is_kept_with_since_when_it_is_so(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        put(tx, house.ana.scope)
        feed = calendar_feeds.get(tx, house.ana.scope)
        for mark, at, since in (
            ("a", NOW + DAY, NOW + DAY),
            ("a", NOW + 2 * DAY, NOW + DAY),
            ("b", NOW + 3 * DAY, None),
        ):
            feed = calendar_feeds.get(tx, house.ana.scope)
            assert feed is not None
            assert calendar_feeds.note_read(tx, feed, mark, at) == (since or at)
        put(tx, house.ana.scope, "second", 1)
        assert feed is not None
        calendar_feeds.note_read(tx, feed, "of the old link", NOW)
        renewed = calendar_feeds.get(tx, house.ana.scope)
        assert renewed is not None
        assert (renewed.mark, renewed.read_at, renewed.number) == ("", None, 2)


async def test_a_feed_is_of_the_cluster_in_which_it_was_made(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        put(tx, house.ana.scope)
        programme.appoint(tx, "web:ana", Role.STAFF, "south", NOW)
        moved = Scope("south", "ana", Role.STAFF)
        assert calendar_feeds.get(tx, moved) is None
        assert put(tx, moved, "second")
        assert calendar_feeds.find(tx, "first") is None


async def test_a_coach_s_feed_is_of_no_cluster_and_strangers_have_none(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        assert put(tx, house.north_coach.scope)
        found = calendar_feeds.find(tx, "first")
        assert found is not None
        assert (found.person, found.cluster) == ("cleo", "")
        for scope in (Scope("", "ana", Role.STAFF), Scope("north", "nobody", Role.STAFF)):
            with pytest.raises(NotFoundError):
                put(tx, scope, "other")
        tx.execute(update(people_rows).where(people_rows.c.id == "cleo").values(cluster_id="north", role="staff"))
        assert calendar_feeds.get(tx, Scope("north", "cleo", Role.STAFF)) is None
