"""Delivery: effectively once, at a decent hour, and never after it is done."""

import asyncio
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import repeat
from math import inf

import pytest
from sqlalchemy import Double, cast, select, update

from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.reminders.delivery import Pace
from bot.store import Role, Store, Tx, clusters, deliveries, own_settings, pauses, reminders
from bot.store.deliveries import Start
from bot.store.dialect import real_time
from bot.store.reminders import Planned, Reminder
from bot.store.tables import reminders as table
from tests.reminders.plans import DUE, planned
from tests.reminders.post import Post, Words, delivery
from tests.store.sample import DAY, House, add, build

MORNING = datetime(2027, 3, 1, 8, tzinfo=UTC)
"""Monday, 09:00 in Brussels."""


async def due(store: Store, *wanted: Planned) -> House:
    """The house, with these reminders in the north cluster."""
    house = await build(store)
    with store.writing() as tx:
        reminders.reconcile(tx, house.ana.scope, "plan:plan", wanted, MORNING - DAY)
    return house


async def everything(store: Store) -> list[Reminder]:
    with store.reading() as tx:
        return reminders.rows(tx, reminders.columns().order_by(table.c.key))


async def states(store: Store) -> list[str]:
    return [reminder.state for reminder in await everything(store)]


async def test_a_due_reminder_is_sent_once(store: Store) -> None:
    await due(store, planned())
    post = Post()
    assert await delivery(store, post).tick(MORNING) == 1
    assert await delivery(store, post).tick(MORNING + timedelta(hours=1)) == 0
    [sent] = await everything(store)
    assert (sent.state, sent.sent_to, sent.message_ref) == ("sent", "web:ana", f"web:ana/{sent.id}")
    assert post.sent[0][:2] == ("web:ana", sent.id)


async def test_nothing_is_sent_before_its_time(store: Store) -> None:
    await due(store, planned())
    post = Post()
    assert await delivery(store, post).tick(MORNING - timedelta(seconds=1)) == 0
    assert post.sent == []


async def test_many_workers_at_once_send_each_reminder_once(store: Store) -> None:
    await build(store)
    with store.writing() as tx:
        house = [add(tx, "north", f"person{n}") for n in range(20)]
        wanted = [planned(f"a{n}", person=person.id) for n, person in enumerate(house)]
        reminders.reconcile(tx, house[0].scope, "plan:plan", wanted, MORNING)
    post = Post()
    workers = [delivery(store, post, pace=Pace(batch=4)) for _ in range(4)]
    assert sum(await asyncio.gather(*(worker.tick(MORNING) for worker in workers))) == 20
    assert sorted(key for _, key, _ in post.sent) == sorted(r.id for r in await everything(store))


async def test_the_first_messages_are_on_their_way_while_the_next_are_prepared(store: Store) -> None:
    on_its_way = threading.Event()
    seen: list[bool] = []

    class Noticed(Post):
        async def send(self, account: str, message: Message, *, key: str) -> str:
            on_its_way.set()
            return await super().send(account, message, key=key)

    def before() -> None:
        seen.append(on_its_way.wait(5) if len(seen) >= 2 else on_its_way.is_set())

    await build(store)
    with store.writing() as tx:
        house = [add(tx, "north", f"person{n}") for n in range(4)]
        reminders.reconcile(tx, house[0].scope, "plan:plan", [planned(p.id, person=p.id) for p in house], MORNING)
    assert await delivery(store, Noticed(), Words(before=before), pace=Pace(portion=2)).tick(MORNING) == 4
    assert seen == [False, False, True, True]


async def test_a_message_is_ready_before_there_is_room_for_it(store: Store) -> None:
    marked: list[int] = []

    class Looking(Post):
        async def send(self, account: str, message: Message, *, key: str) -> str:
            marked.append(sum(r.send_started_at is not None for r in await everything(store)))
            await asyncio.sleep(0)
            return await super().send(account, message, key=key)

    await due(store, planned("a1"), planned("a2", person="ben"))
    assert await delivery(store, Looking(), pace=Pace(parallel=1)).tick(MORNING) == 2
    assert marked[0] == 2
    assert await delivery(store, Looking(), pace=Pace(parallel=1)).tick(MORNING) == 0


async def test_no_more_messages_are_on_their_way_than_may_be_however_many_are_ready(store: Store) -> None:
    on_their_way, most = 0, 0

    class Counting(Post):
        async def send(self, account: str, message: Message, *, key: str) -> str:
            nonlocal on_their_way, most
            on_their_way += 1
            most = max(most, on_their_way)
            for _ in range(10):
                await asyncio.sleep(0)
            on_their_way -= 1
            return await super().send(account, message, key=key)

    await build(store)
    with store.writing() as tx:
        people = [add(tx, "north", f"person{n}") for n in range(8)]
        reminders.reconcile(tx, people[0].scope, "plan:plan", [planned(p.id, person=p.id) for p in people], MORNING)
    assert await delivery(store, Counting(), pace=Pace(parallel=3)).tick(MORNING) == 8
    assert most == 3


async def test_what_was_ready_too_long_is_made_ready_anew_and_costs_no_attempt(store: Store) -> None:
    class Slow(Post):
        async def send(self, account: str, message: Message, *, key: str) -> str:
            clock[0] += 50
            return await super().send(account, message, key=key)

    clock = [0.0]
    await due(store, planned("a1"), planned("a2", person="ben"))
    post = Slow()
    worker = delivery(store, post, pace=Pace(parallel=1), monotonic=lambda: clock[0])
    assert (await worker.advance(MORNING)).sent == 1
    [waiting] = [r for r in await everything(store) if r.state == "pending"]
    assert (waiting.attempts, waiting.send_started_at) == (0, None)
    assert (await worker.advance(MORNING)).sent == 1
    assert len(post.sent) == 2
    assert post.searched == []


async def test_an_action_done_meanwhile_is_not_spoken_of(store: Store) -> None:
    await due(store, planned("a1"), planned("a2"))
    post = Post()
    await delivery(store, post, Words(unwanted={"a1"})).tick(MORNING)
    assert post.said == ["action-7:a2"]
    assert await states(store) == ["withdrawn", "sent"]


async def test_when_all_is_done_nothing_is_sent(store: Store) -> None:
    await due(store, planned("a1"))
    post = Post()
    await delivery(store, post, Words(unwanted={"a1"})).tick(MORNING)
    assert post.sent == []
    assert await states(store) == ["withdrawn"]


async def test_who_turned_reminders_off_gets_none(store: Store) -> None:
    house = await due(store, planned("a1"))
    with store.writing() as tx:
        own_settings.set_reminders(tx, house.ana.scope, False)
    post = Post()
    await delivery(store, post).tick(MORNING)
    assert post.sent == []


async def test_after_an_outage_what_is_due_comes_as_one_digest(store: Store) -> None:
    await due(
        store,
        planned("a1", wall=DUE),
        planned("a2", wall=DUE + DAY),
        planned("a3", wall=DUE + 2 * DAY, person="ben"),
    )
    post = Post()
    assert await delivery(store, post).tick(MORNING + 3 * DAY) == 3
    assert sorted(post.said) == ["action-7:a1 action-7:a2", "action-7:a3"]
    with store.reading() as tx:
        reference = next(r.message_ref for r in await everything(store) if r.row == "a1")
        scope = (await build(store)).ana.scope
        found = reminders.for_message(tx, scope, str(reference))
    assert [r.row for r in found] == ["a1", "a2"]


async def test_after_an_outage_what_is_too_late_is_not_sent_but_told_of(store: Store) -> None:
    await due(store, planned("a1", good_for=2 * DAY), planned("a2", good_for=5 * DAY))
    post = Post()
    await delivery(store, post).tick(MORNING + 3 * DAY)
    assert post.said == ["action-7:a2 late:None"]
    assert await states(store) == ["expired", "sent", "sent"]


async def test_at_night_a_reminder_waits_for_the_morning(store: Store) -> None:
    await due(store, planned())
    post = Post()
    night = MORNING + timedelta(hours=14)
    assert await delivery(store, post).tick(night) == 0
    [waiting] = await everything(store)
    assert MORNING + DAY <= waiting.due_at < MORNING + DAY + timedelta(minutes=30)
    assert await delivery(store, post).tick(waiting.due_at) == 1


async def test_at_a_weekend_a_reminder_waits_for_monday(store: Store) -> None:
    await due(store, planned(good_for=9 * DAY))
    post = Post()
    assert await delivery(store, post).tick(MORNING + 5 * DAY) == 0
    [waiting] = await everything(store)
    assert waiting.due_at.date() == (MORNING + 7 * DAY).date()


async def test_what_would_be_too_late_after_waiting_expires(store: Store) -> None:
    await due(store, planned(good_for=timedelta(hours=20)))
    post = Post()
    await delivery(store, post).tick(MORNING + timedelta(hours=14))
    assert (post.sent, await states(store)) == ([], ["expired"])


async def test_a_platform_that_asks_to_wait_is_waited_for_and_costs_no_attempt(store: Store) -> None:
    await due(store, planned("a1"), planned("a2", person="ben"))
    post = Post(iter([SendError("slow down", retry_after=60.0)]))
    worker = delivery(store, post, pace=Pace(parallel=1))
    assert await worker.tick(MORNING) == 0
    assert {r.attempts for r in await everything(store)} == {0}
    with store.reading() as tx:
        assert pauses.paused(tx) == {"web:north": "slow down"}
        assert 50 < deliveries.reach(tx, "ben")[0].paused <= 60
    with store.writing() as tx:
        pauses.resume(tx, "web:north")
    assert await worker.tick(MORNING) == 2


async def test_a_passing_trouble_is_tried_again(store: Store) -> None:
    await due(store, planned())
    post = Post(iter([SendError("server error"), SendError("server error")]))
    assert await delivery(store, post).tick(MORNING) == 1
    [sent] = await everything(store)
    assert (sent.state, sent.attempts) == ("sent", 3)


async def test_tries_become_rarer(store: Store) -> None:
    await due(store, planned())
    worker = delivery(store, Post(repeat(SendError("server error"))), pace=Pace(backoff=60))
    waits = []
    for _ in range(3):
        await worker.tick(MORNING)
        with store.writing() as tx:
            until = tx.scalar(table.select().with_only_columns(table.c.lease_until))
            clock = tx.scalar(select(cast(real_time(tx), Double)))
            assert until is not None
            assert clock is not None
            waits.append(round((until - clock) / 60))
            tx.execute(update(table).values(lease_until=0.0))
    assert waits == [2, 4, 8]


async def test_after_eight_attempts_a_reminder_is_dead_and_somebody_is_told(store: Store) -> None:
    await due(store, planned())
    found: list[tuple[str, str]] = []

    def on_dead(tx: Tx, lost: Sequence[Reminder], reason: str) -> None:
        found.extend((reminder.row or "", reason) for reminder in lost)

    post = Post(repeat(SendError("server error")))
    await delivery(store, post, on_dead=on_dead).tick(MORNING)
    house = await build(store)
    with store.reading() as tx:
        [lost] = reminders.dead(tx, house.ana.scope)
    assert (lost.attempts, lost.reason, found) == (8, "server error", [("a1", "server error")])


async def test_what_can_never_work_is_dead_at_once(store: Store) -> None:
    await due(store, planned())
    await delivery(store, Post(iter([SendError("no such person", permanent=True)]))).tick(MORNING)
    [lost] = await everything(store)
    assert (lost.state, lost.reason) == ("dead", "no such person")


async def second_account(store: Store) -> None:
    with store.writing() as tx:
        clusters.add_person(
            tx,
            cluster="north",
            person="ana",
            name="Ana",
            account="slack:T1:U1",
            workspace="slack:T1",
            role=Role.STAFF,
            zone="Europe/Brussels",
            locale="en",
            country="",
            now=MORNING + DAY,
        )


async def test_where_one_account_refuses_the_next_is_tried(store: Store) -> None:
    await due(store, planned())
    await second_account(store)
    post = Post(iter([SendError("account closed", permanent=True)]))
    assert await delivery(store, post).tick(MORNING) == 1
    assert post.sent[0][0] == "web:ana"


async def test_a_workspace_that_took_access_away_is_left_alone(store: Store) -> None:
    await due(store, planned())
    await second_account(store)
    post = Post(iter([SendError("token revoked", revoked=True)]))
    assert await delivery(store, post).tick(MORNING) == 1
    with store.reading() as tx:
        assert pauses.paused(tx) == {"slack:T1": "token revoked"}


async def test_a_longer_pause_is_not_cut_short(store: Store) -> None:
    await build(store)
    with store.writing() as tx:
        pauses.pause(tx, "web:north", 60, "slow down")
        pauses.pause(tx, "web:north", 5, "slow down")
        assert deliveries.reach(tx, "ana")[0].paused > 50
        pauses.pause(tx, "web:north", None, "token revoked")
        pauses.pause(tx, "web:north", 5, "slow down")
        assert deliveries.reach(tx, "ana")[0].paused == inf
        assert pauses.paused(tx) == {"web:north": "token revoked"}


async def test_with_no_workspace_left_reminders_wait_for_access(store: Store) -> None:
    await due(store, planned())
    post = Post(iter([SendError("token revoked", revoked=True)]))
    worker = delivery(store, post)
    assert await worker.tick(MORNING) == 0
    [waiting] = await everything(store)
    assert (waiting.state, waiting.attempts) == ("pending", 0)
    with store.writing() as tx:
        pauses.resume(tx, "web:north")
    assert await worker.tick(MORNING) == 1


async def test_a_lost_answer_is_looked_up_and_not_sent_again(store: Store) -> None:
    await due(store, planned("a1"), planned("a2"))
    post = Post(iter([SendError("no answer", unknown=True)]), taken_anyway=True)
    assert await delivery(store, post).tick(MORNING) == 2
    assert len(post.sent) == len(post.searched) == 1
    assert await states(store) == ["sent", "sent"]


async def test_a_lost_request_is_looked_up_and_sent_again(store: Store) -> None:
    await due(store, planned())
    post = Post(iter([SendError("no answer", unknown=True)]))
    assert await delivery(store, post).tick(MORNING) == 1
    assert len(post.sent) == len(post.searched) == 1


class Deaf(Post):
    """Takes the message, and the process that sent it never hears of it."""

    async def send(self, account: str, message: object, *, key: str) -> str:
        await super().send(account, message, key=key)  # type: ignore[arg-type]
        raise asyncio.CancelledError


async def test_a_message_that_tells_of_less_is_not_taken_for_one_that_was_lost(store: Store) -> None:
    await due(store, planned("a1"), planned("a2"))
    first = min(await everything(store), key=lambda reminder: (reminder.due_at, reminder.id))
    post = Post(iter([SendError("Slack's answer was lost", unknown=True)]))
    post.sent.append(("web:ana", first.id, Message("sent by a worker that had been halted")))
    for _ in range(3):
        await delivery(store, post).tick(MORNING)
    assert [sorted(said.split()) for said in post.said[1:]] == [["action-7:a1", "action-7:a2"]]
    assert await states(store) == ["sent", "sent"]


async def test_a_worker_that_died_while_sending_is_followed_by_one_that_looks(store: Store) -> None:
    await due(store, planned())
    post = Deaf()
    with pytest.raises(asyncio.CancelledError):
        await delivery(store, post).tick(MORNING)
    heir = Post(sent=post.sent)
    assert await delivery(store, heir).tick(MORNING) == 0  # the lease has not run out
    with store.writing() as tx:
        tx.execute(update(table).values(lease_until=0.0))
    assert await delivery(store, heir).tick(MORNING) == 1
    assert len(post.sent) == 1
    assert heir.searched == [post.sent[0][1]]


async def test_while_nobody_can_be_asked_nothing_is_sent_again(store: Store) -> None:
    class Closed(Post):
        async def find(self, account: str, key: str, *, since: datetime) -> str | None:
            raise SendError("server error")

    await due(store, planned())
    post = Closed(iter([SendError("no answer", unknown=True)]))
    assert await delivery(store, post, pace=Pace(settle=0, backoff=60)).tick(MORNING) == 0
    [waiting] = await everything(store)
    assert waiting.state == "pending"
    assert waiting.send_started_at is not None
    assert post.sent == []


async def test_a_reminder_moved_while_it_was_claimed_is_not_sent(store: Store) -> None:
    house = await due(store, planned())
    with store.writing() as tx:
        [claim] = deliveries.claim(tx, MORNING, 60, 10)
        reminders.reconcile(tx, house.ana.scope, "plan:plan", [], MORNING)
        assert deliveries.held(tx, claim) == []
        with pytest.raises(deliveries.LeaseLostError):
            deliveries.start(tx, [Start(claim.token, [r.id for r in claim.reminders], "web:ana", "k")], 60)


async def test_one_person_gets_one_message_at_a_time(store: Store) -> None:
    await due(store, planned("a1"), planned("a2", wall=DUE + timedelta(minutes=5)))
    with store.writing() as tx:
        [claim] = deliveries.claim(tx, MORNING, 60, 10)
        assert [r.row for r in claim.reminders] == ["a1"]
        assert deliveries.claim(tx, MORNING + timedelta(minutes=5), 60, 10) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite has one writer
async def test_of_two_workers_that_take_at_the_same_time_both_find_something(store: Store) -> None:
    await due(store, planned("a1"), planned("a2", person="ben"))
    with store.writing() as one, store.writing() as other:
        found = [deliveries.claim(tx, MORNING, 60, 1) for tx in (one, other)]
    assert sorted([claim.person for claim in claims] for claims in found) == [["ana"], ["ben"]]


async def test_people_who_wait_hold_up_nobody_else(store: Store) -> None:
    await due(
        store,
        planned("a1"),
        planned("a2", wall=DUE + timedelta(minutes=1)),
        planned("a3", wall=DUE + timedelta(minutes=2), person="ben"),
    )
    with store.writing() as tx:
        [claim] = deliveries.claim(tx, MORNING, 60, 1)
        deliveries.mark_waiting(tx, claim.token, [claim.reminders[0].id], 600, "server error")
        [claim] = deliveries.claim(tx, MORNING + timedelta(minutes=2), 60, 1)
        assert [r.row for r in claim.reminders] == ["a3"]


async def test_a_defect_in_the_wording_loses_nothing_and_holds_up_nobody(store: Store) -> None:
    await due(store, planned("a1"), planned("a2", person="ben"))

    def fail_once() -> None:
        words.before = lambda: None
        raise RuntimeError("a defect")

    words = Words(before=fail_once)
    post = Post()
    assert await delivery(store, post, words).tick(MORNING) == 2


async def test_a_slow_platform_is_cut_off_and_asked_later(store: Store) -> None:
    class Slow(Post):
        async def send(self, account: str, message: object, *, key: str) -> str:
            if not self.searched:
                await asyncio.Event().wait()
            return await super().send(account, message, key=key)  # type: ignore[arg-type]

    await due(store, planned())
    post = Slow()
    assert await delivery(store, post, pace=Pace(send_timeout=0.01, settle=0)).tick(MORNING) == 1
    assert len(post.searched) == len(post.sent) == 1


def test_a_lease_shorter_than_a_sending_is_refused() -> None:
    with pytest.raises(ValueError, match="must outlast"):
        delivery(None, Post(), pace=Pace(lease=5, send_timeout=5))  # type: ignore[arg-type]
