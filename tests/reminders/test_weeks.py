"""On which morning the look at a week comes, and that the table holds one of each person and week."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.reminders.rules import Recipient
from bot.reminders.timing import WorkingTime
from bot.reminders.weeks import for_weeks
from bot.store import Store, reminders
from flows.calendar import Calendar
from tests.reminders.test_delivery import everything
from tests.store.sample import House, build

TUESDAY = datetime(2027, 3, 2, 12, tzinfo=UTC)
ANA = Recipient("ana", WorkingTime("Europe/Brussels"))


def mornings(person: Recipient, now: datetime) -> list[str]:
    return [f"{each.wall:%A %d %H}" for planned in for_weeks([person], "north", now).values() for each in planned]


def test_it_comes_on_the_morning_of_the_next_monday() -> None:
    assert mornings(ANA, TUESDAY) == ["Monday 08 09"]


def test_before_that_morning_is_over_it_stays_planned_beside_the_next() -> None:
    monday = TUESDAY.replace(day=8, hour=1)
    assert mornings(ANA, monday) == ["Monday 08 09", "Monday 15 09"]


def test_where_monday_is_no_working_day_it_comes_on_the_first_that_is() -> None:
    off = Recipient("ana", replace(ANA.works, calendar=Calendar(off=frozenset({date(2027, 3, 8)}))))
    assert mornings(off, TUESDAY) == ["Tuesday 09 09"]


def test_who_is_away_all_week_gets_none() -> None:
    away = frozenset(date(2027, 3, 8) + timedelta(days=n) for n in range(7))
    assert mornings(Recipient("ana", replace(ANA.works, calendar=Calendar(off=away))), TUESDAY) == []


def test_it_is_pointless_the_day_after() -> None:
    ((planned,),) = for_weeks([ANA], "north", TUESDAY).values()
    assert planned.not_after == datetime(2027, 3, 8, 23, tzinfo=UTC)


async def reconcile(store: Store, house: House, now: datetime, *told: Recipient) -> None:
    with store.writing() as tx:
        for source, planned in for_weeks(told, "north", now).items():
            reminders.reconcile(tx, house.ana.scope, source, planned, now)


async def test_planned_again_and_again_a_person_has_one_of_each_week(store: Store) -> None:
    house = await build(store)
    for day in range(14):
        await reconcile(store, house, TUESDAY + timedelta(days=day), ANA)
    keys = [each.key for each in await everything(store)]
    assert sorted(keys) == ["week/2027-03-08/north/ana", "week/2027-03-15/north/ana", "week/2027-03-22/north/ana"]


async def test_who_wants_none_any_more_has_none_planned(store: Store) -> None:
    house = await build(store)
    await reconcile(store, house, TUESDAY, ANA)
    await reconcile(store, house, TUESDAY)
    assert [each.state for each in await everything(store)] == ["withdrawn"]
    await reconcile(store, house, TUESDAY, ANA)
    assert [each.state for each in await everything(store)] == ["pending"]
