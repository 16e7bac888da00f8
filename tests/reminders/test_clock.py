"""The clock of a worker, and the trial's way through time."""

import asyncio
import logging
from datetime import datetime, timedelta

import pytest

from bot.reminders.clock import Clock
from bot.reminders.housekeeping import tidy
from bot.reminders.stepping import step_through
from bot.store import Store, documents, events, reminders
from tests.reminders.plans import DUE, planned
from tests.reminders.post import Post, delivery
from tests.reminders.test_delivery import MORNING, due, everything
from tests.store.sample import DAY, NOW, build, draft


async def test_a_clock_ticks_at_once_and_again() -> None:
    twice = asyncio.Event()
    ticks: list[int] = []

    async def tick() -> None:
        ticks.append(1)
        if len(ticks) == 2:
            twice.set()

    clock = Clock(tick, seconds=0.01)
    assert clock.seconds_since_tick() is None
    clock.start()
    await asyncio.wait_for(twice.wait(), 5)
    await clock.stop()
    assert clock.last_tick is not None
    assert (clock.seconds_since_tick() or 0) >= 0


async def test_ticks_never_overlap_and_one_that_fails_is_followed_by_the_next(
    caplog: pytest.LogCaptureFixture,
) -> None:
    running, most, count = 0, 0, 0
    enough = asyncio.Event()

    async def tick() -> None:
        nonlocal running, most, count
        running, count = running + 1, count + 1
        most = max(most, running)
        await asyncio.sleep(0.03)
        running -= 1
        if count == 3:
            enough.set()
        raise RuntimeError("a defect")

    clock = Clock(tick, seconds=0.01)
    with caplog.at_level(logging.CRITICAL, logger="apscheduler"):
        clock.start()
        await asyncio.wait_for(enough.wait(), 5)
        await clock.stop()
    assert most == 1
    assert clock.last_tick is None  # the watchdog sees that nothing went well


async def test_a_tick_that_hangs_is_cut_off() -> None:
    cut = asyncio.Event()

    async def tick() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cut.set()

    clock = Clock(tick, seconds=60, timeout=0.02)
    clock.start()
    await asyncio.wait_for(cut.wait(), 5)
    await clock.stop()


async def test_stopping_lets_a_running_tick_end() -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def tick() -> None:
        begun.set()
        await asyncio.sleep(0.05)
        ended.set()

    clock = Clock(tick, seconds=60)
    clock.start()
    await asyncio.wait_for(begun.wait(), 5)
    await clock.stop()
    assert ended.is_set()


async def test_stopping_does_not_wait_for_a_tick_that_hangs() -> None:
    begun = asyncio.Event()

    async def tick() -> None:
        begun.set()
        await asyncio.Event().wait()

    clock = Clock(tick, seconds=60)
    clock.start()
    await asyncio.wait_for(begun.wait(), 5)
    await asyncio.wait_for(clock.stop(patience=0.01), 5)


async def test_the_daily_clean_up_runs_at_the_start() -> None:
    tidied = asyncio.Event()

    async def nothing() -> None:
        return None

    async def daily() -> None:
        tidied.set()

    clock = Clock(nothing, seconds=60, daily=daily)
    clock.start()
    await asyncio.wait_for(tidied.wait(), 5)
    await clock.stop()


async def test_the_clean_up_erases_old_drafts_and_forgets_old_events(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        for id, when in (("old", NOW - 31 * DAY), ("new", NOW - 29 * DAY)):
            draft(tx, house.ana.scope, id)
            documents.cancel(tx, house.ana.scope, id, when)
        events.mark_seen(tx, "old", NOW - 8 * DAY)
        events.mark_seen(tx, "new", NOW - 6 * DAY)
    await tidy(store, NOW)
    with store.writing() as tx:
        assert [d.id for d in documents.cancelled(tx, house.ana.scope)] == ["new"]
        assert events.mark_seen(tx, "old", NOW)
        assert not events.mark_seen(tx, "new", NOW)


async def test_the_clean_up_corrects_a_moment_after_a_change_of_the_zone_data(store: Store) -> None:
    await due(store, planned())
    [right] = await everything(store)
    with store.writing() as tx:
        reminders.reschedule(tx, right.id, right.due_at - timedelta(hours=1))
    await tidy(store, MORNING - DAY)
    assert await everything(store) == [right]


async def test_stepping_through_time_delivers_each_reminder_in_its_own_moment(store: Store) -> None:
    await due(
        store,
        planned("a1"),
        planned("a2", wall=DUE + DAY),
        planned("a3", wall=DUE + DAY, person="ben"),
        planned("a4", wall=DUE + 9 * DAY),
    )
    post = Post()
    worker = delivery(store, post)
    moments: list[datetime] = []

    async def deliver(now: datetime) -> int:
        moments.append(now)
        return await worker.tick(now)

    end = MORNING + 3 * DAY
    assert await step_through(store, deliver, MORNING - DAY, end) == 3
    assert moments == [MORNING - DAY, MORNING, MORNING + DAY, end]
    assert sorted(post.said) == ["action-7:a1", "action-7:a2", "action-7:a3"]


async def test_stepping_ends_although_a_message_cannot_be_sent(store: Store) -> None:
    from itertools import repeat

    from bot.chat.sender import SendError

    await due(store, planned())
    worker = delivery(store, Post(repeat(SendError("wait", retry_after=3600))))
    assert await step_through(store, worker.tick, MORNING - DAY, MORNING + DAY) == 0
