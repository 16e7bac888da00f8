"""Coaching sessions: any number ahead, moved only when that was said."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.store import NotFoundError, Role, Scope, Store, Tx, sessions
from bot.store.sessions import Session
from tests.store.sample import DAY, NOW, build

WALL = datetime.fromisoformat("2027-03-20T14:00")


def put(tx: Tx, scope: Scope, wall: datetime = WALL, now: datetime = NOW) -> Session:
    starts_at = (wall - timedelta(hours=1)).replace(tzinfo=UTC)
    return sessions.add(tx, scope, wall=wall, zone="Europe/Brussels", starts_at=starts_at, now=now)


async def test_the_first_date_makes_a_session_with_the_clusters_coach(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        made = put(tx, house.ana.scope)
        assert (made.coach, made.version, made.state) == (house.north_coach.id, 1, "planned")
        assert sessions.current(tx, house.ben.scope, NOW) == made
        assert sessions.get(tx, house.ben.scope, made.id) == made


async def test_another_date_is_another_session_and_the_same_one_changes_nothing(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        made = put(tx, house.ana.scope)
        assert put(tx, house.ben.scope) == made
        other = put(tx, house.ben.scope, WALL + DAY)
        assert sessions.ahead(tx, house.ana.scope, NOW) == [made, other]


def move(tx: Tx, scope: Scope, id: str, wall: datetime, now: datetime = NOW) -> Session | None:
    starts_at = (wall - timedelta(hours=1)).replace(tzinfo=UTC)
    return sessions.move(tx, scope, id, wall=wall, zone="Europe/Brussels", starts_at=starts_at, now=now)


async def test_a_session_is_moved_and_to_the_same_time_not_changed(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        made = put(tx, house.ana.scope)
        assert move(tx, house.ben.scope, made.id, WALL) == made
        moved = move(tx, house.ben.scope, made.id, WALL + DAY)
        assert moved is not None
        assert (moved.id, moved.version, moved.wall) == (made.id, 2, WALL + DAY)
        assert sessions.ahead(tx, house.ana.scope, NOW) == [moved]
        assert move(tx, house.ana.scope, made.id, WALL, NOW + 60 * DAY) is None


async def test_after_a_session_comes_a_new_one(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        made = put(tx, house.ana.scope)
        later = NOW + 30 * DAY
        assert sessions.current(tx, house.ana.scope, later) is None
        assert put(tx, house.ana.scope, WALL + 30 * DAY, later).id != made.id


async def test_a_cancelled_session_is_not_ahead_any_more(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        made = put(tx, house.ana.scope)
        cancelled = sessions.cancel(tx, house.ana.scope, made.id, NOW)
        assert cancelled is not None
        assert (cancelled.id, cancelled.version, cancelled.state) == (made.id, 2, "cancelled")
        assert sessions.current(tx, house.ana.scope, NOW) is None
        assert sessions.cancel(tx, house.ana.scope, made.id, NOW) is None


async def test_a_coach_sets_dates_only_for_clusters_granted_to_them(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        assert put(tx, house.north_for_coach).coach == house.north_coach.id
        for scope in (house.north_coach.scope, Scope("south", house.north_coach.id, Role.COACH)):
            with pytest.raises(NotFoundError):
                put(tx, scope)
