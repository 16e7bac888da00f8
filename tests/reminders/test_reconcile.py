"""The table holds what plans and sessions call for: no more, no less, and nothing twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.reminders import timing
from bot.reminders.rules import Recipient, SessionDue, for_session
from bot.reminders.timing import WorkingTime
from bot.store import NotFoundError, Store, reminders
from bot.store.reminders import Planned, Reminder
from tests.reminders.plans import DUE, planned
from tests.reminders.post import Post, Words, delivery
from tests.reminders.test_delivery import MORNING, everything, states
from tests.store.sample import DAY, NOW, House, build

SUNDAY = MORNING - DAY


async def reconcile(
    store: Store, house: House, *wanted: Planned, source: str = "plan:plan", now: datetime = SUNDAY
) -> list[Reminder]:
    with store.writing() as tx:
        return reminders.reconcile(tx, house.ana.scope, source, wanted, now)


async def test_planned_twice_a_reminder_stands_once(store: Store) -> None:
    house = await build(store)
    for _ in range(2):
        assert await reconcile(store, house, planned("a1"), planned("a2")) == []
    assert await states(store) == ["pending", "pending"]


async def test_what_is_not_wanted_any_more_is_withdrawn(store: Store) -> None:
    house = await build(store)
    await reconcile(store, house, planned("a1"), planned("a2"))
    await reconcile(store, house, planned("a2"))
    assert await states(store) == ["withdrawn", "pending"]


async def test_other_plans_are_left_alone(store: Store) -> None:
    house = await build(store)
    await reconcile(store, house, planned(document="other"), source="plan:other")
    await reconcile(store, house)
    assert await states(store) == ["pending"]


async def test_a_changed_time_or_text_is_taken_over(store: Store) -> None:
    house = await build(store)
    await reconcile(store, house, planned())
    indian = replace(planned(zone="Asia/Kolkata"), params={"action": "new words"})
    await reconcile(store, house, indian)
    [waiting] = await everything(store)
    assert (waiting.zone, waiting.due_at, waiting.params) == (
        "Asia/Kolkata",
        datetime(2027, 3, 1, 3, 30, tzinfo=UTC),
        {"action": "new words"},
    )


async def test_wanted_again_a_withdrawn_reminder_comes_back(store: Store) -> None:
    house = await build(store)
    for wanted in ([planned()], [], [planned()]):
        await reconcile(store, house, *wanted)
    assert await states(store) == ["pending"]


async def test_what_was_sent_is_not_sent_again(store: Store) -> None:
    house = await build(store)
    post = Post()
    await reconcile(store, house, planned())
    await delivery(store, post).tick(MORNING)
    assert await reconcile(store, house, planned(), now=MORNING) == []
    await delivery(store, post).tick(MORNING + timedelta(hours=1))
    assert len(post.sent) == 1


async def test_what_was_sent_and_is_no_longer_right_is_told_once(store: Store) -> None:
    house = await build(store)
    await reconcile(store, house, planned())
    await delivery(store, Post()).tick(MORNING)
    moved = planned(deadline="2027-03-15", wall=DUE + 7 * DAY)
    [stale] = await reconcile(store, house, moved, now=MORNING)
    assert (stale.sent_to, stale.message_ref) == ("web:ana", f"web:ana/{stale.id}")
    assert await reconcile(store, house, moved, now=MORNING) == []


async def test_a_reminder_whose_time_has_passed_is_not_added_but_keeps_one_sent_right(store: Store) -> None:
    house = await build(store)
    await reconcile(store, house, planned("a1"))
    await delivery(store, Post()).tick(MORNING)
    gone = [planned("a1", passed=True), planned("a2", passed=True)]
    assert await reconcile(store, house, *gone, now=MORNING) == []
    assert await states(store) == ["sent"]


async def test_a_moved_session_withdraws_the_old_nudge(store: Store) -> None:
    house = await build(store)
    session = SessionDue(
        session="s1",
        version=1,
        wall=datetime.fromisoformat("2027-03-18T14:00"),
        zone="Europe/Brussels",
        handed_in=True,
        staff=(Recipient("ana", WorkingTime("Europe/Brussels")),),
        coaches=(Recipient(house.north_coach.id, WorkingTime("Europe/Brussels")),),
    )
    await reconcile(store, house, *for_session(session, NOW), source="session:s1", now=NOW)
    moved = replace(session, version=2, wall=session.wall + 7 * DAY)
    await reconcile(store, house, *for_session(moved, NOW), source="session:s1", now=NOW)
    by_state = {(r.state, r.version, r.wall.date().isoformat()) for r in await everything(store)}
    assert by_state == {("withdrawn", 1, "2027-03-17"), ("pending", 2, "2027-03-24")}
    post = Post()
    assert await delivery(store, post).tick(timing.to_utc(session.wall, "Europe/Brussels") - DAY) == 0
    assert await delivery(store, post).tick(timing.to_utc(moved.wall, "Europe/Brussels") - DAY) == 2


async def test_nobody_outside_the_cluster_is_reminded_of_it(store: Store) -> None:
    house = await build(store)
    for outsider in (house.sol.id, house.south_coach.id, "nobody"):
        with pytest.raises(NotFoundError):
            await reconcile(store, house, planned(person=outsider))
    assert await reconcile(store, house, planned(person=house.north_coach.id)) == []


async def test_a_coach_sees_the_reminders_to_themselves(store: Store) -> None:
    house = await build(store)
    await reconcile(store, house, planned("a1"), planned("a2", person=house.north_coach.id))
    with store.reading() as tx:
        mine = reminders.upcoming(tx, house.north_coach.scope, house.north_coach.id, 5)
        assert [r.row for r in mine] == ["a2"]
        for other in reminders.upcoming(tx, house.ana.scope, "ana", 5):
            assert reminders.get(tx, house.north_coach.scope, other.id) is None


async def sent(store: Store, house: House) -> Reminder:
    await reconcile(store, house, planned())
    await delivery(store, Post()).tick(MORNING)
    return (await everything(store))[0]


async def test_a_snoozed_reminder_comes_once_more(store: Store) -> None:
    house = await build(store)
    first = await sent(store, house)
    post = Post()
    with store.writing() as tx:
        again = reminders.snooze(tx, house.ana.scope, first.id, MORNING + DAY, MORNING)
        assert again is not None
        assert (again.key, again.snoozed_from) == (f"{first.key}:snooze:1", first.id)
    assert await delivery(store, post).tick(MORNING + DAY - timedelta(minutes=1)) == 0
    assert await delivery(store, post).tick(MORNING + DAY) == 1
    with store.writing() as tx:  # and can be put off again
        third = reminders.snooze(tx, house.ana.scope, again.id, MORNING + 7 * DAY, MORNING + DAY)
        assert third is not None
        assert (third.key, third.snoozed_from) == (f"{first.key}:snooze:2", first.id)


async def test_pressed_twice_the_later_choice_counts(store: Store) -> None:
    house = await build(store)
    first = await sent(store, house)
    with store.writing() as tx:
        for until in (MORNING + DAY, MORNING + 7 * DAY):
            reminders.snooze(tx, house.ana.scope, first.id, until, MORNING)
        [waiting] = reminders.upcoming(tx, house.ana.scope, "ana", 5)
        assert waiting.due_at == MORNING + 7 * DAY
        assert waiting.wall == DUE + 7 * DAY


async def test_a_snoozed_reminder_of_an_action_done_meanwhile_is_withdrawn(store: Store) -> None:
    house = await build(store)
    first = await sent(store, house)
    with store.writing() as tx:
        reminders.snooze(tx, house.ana.scope, first.id, MORNING + DAY, MORNING)
    await reconcile(store, house, planned(passed=True), now=MORNING)
    assert await states(store) == ["sent", "pending"]
    await reconcile(store, house, now=MORNING)
    assert await states(store) == ["sent", "withdrawn"]


async def test_a_snoozed_reminder_is_looked_at_again_before_it_is_sent(store: Store) -> None:
    house = await build(store)
    first = await sent(store, house)
    with store.writing() as tx:
        reminders.snooze(tx, house.ana.scope, first.id, MORNING + DAY, MORNING)
    post = Post()
    await delivery(store, post, Words(unwanted={"a1"})).tick(MORNING + DAY)
    assert post.sent == []


async def test_a_reminder_that_is_not_there_cannot_be_snoozed(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        assert reminders.snooze(tx, house.ana.scope, "nothing", MORNING, MORNING) is None
