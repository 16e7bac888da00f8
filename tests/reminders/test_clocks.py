"""Clocks that differ, and clocks that are set: a lost answer is found, and nobody is reminded twice."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.reminders.delivery import Delivery, Pace
from bot.store import Store, deliveries
from bot.store.dialect import real_time
from bot.store.tables import reminders as table
from tests.reminders.plans import planned
from tests.reminders.post import Words
from tests.reminders.test_delivery import MORNING, due, everything, states
from tests.reminders.test_outage import crowd

MINUTES = timedelta(minutes=1)


@dataclass
class Elsewhere:
    """A platform whose clock is ``ahead`` of the database's; the first answer about each message is lost."""

    ahead: timedelta = timedelta()
    messages: list[tuple[str, str, datetime]] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    async def send(self, account: str, message: Message, *, key: str) -> str:
        self.messages.append((account, key, self.now()))
        if key not in self.lost:
            self.lost.add(key)
            raise SendError("Slack's answer was lost", unknown=True)
        return key

    async def find(self, account: str, key: str, *, since: datetime) -> str | None:
        return next((k for a, k, at in self.messages if (a, k) == (account, key) and at >= since), None)

    async def update(self, account: str, reference: str, message: Message) -> None:
        raise AssertionError("delivery replaces nothing")

    async def probe(self, workspace: str) -> None:
        return None


def worker(store: Store, platform: Elsewhere, **pace: float) -> Delivery:
    return Delivery(store, platform, Words(), random=lambda: 1.0, pace=Pace(**{"settle": 0.0, **pace}))  # type: ignore[arg-type]


@pytest.mark.parametrize("minutes", [3, -3, 60, -60])
async def test_clocks_that_differ_send_no_lost_answer_twice(store: Store, minutes: int) -> None:
    await crowd(store, 36)
    platform = Elsewhere(minutes * MINUTES)
    assert await worker(store, platform).tick(MORNING) == 36
    assert set(Counter(key for _, key, _ in platform.messages).values()) == {1}
    assert await states(store) == ["sent"] * 36


@pytest.mark.parametrize("minutes", [60, -60])
async def test_a_clock_that_is_set_by_an_hour_sends_no_lost_answer_twice(store: Store, minutes: int) -> None:
    await crowd(store, 20)
    platform = Elsewhere()
    await worker(store, platform, settle=60).tick(MORNING)
    with store.writing() as tx:  # as if the machine's clock had been elsewhere when the marks were made
        for row in tx.execute(select(table.c.id, table.c.send_started_at)).all():
            moved = row.send_started_at + minutes * MINUTES
            tx.execute(update(table).where(table.c.id == row.id).values(send_started_at=moved, lease_until=0.0))
    assert await worker(store, platform).tick(MORNING) == 20
    assert set(Counter(key for _, key, _ in platform.messages).values()) == {1}


async def test_a_message_is_looked_for_since_long_before_its_mark(store: Store) -> None:
    asked: list[datetime] = []

    class Asked(Elsewhere):
        async def find(self, account: str, key: str, *, since: datetime) -> str | None:
            asked.append(since)
            return key

    await due(store, planned())
    platform = Asked()
    await worker(store, platform, settle=60).tick(MORNING)
    old = datetime.now(UTC) - timedelta(days=2)
    with store.writing() as tx:
        tx.execute(update(table).values(send_started_at=old, lease_until=0.0))
    await worker(store, platform).tick(MORNING)
    assert asked[0] < old - timedelta(days=2)


@pytest.mark.parametrize("held", [True, False], ids=["a lease", "a wait"])
async def test_a_clock_that_is_set_back_freezes_nothing(store: Store, held: bool) -> None:
    await due(store, planned())
    with store.writing() as tx:
        [claim] = deliveries.claim(tx, MORNING, 60, 10)
        if not held:
            deliveries.mark_waiting(tx, claim.token, [claim.reminders[0].id], 60, "server error")
        tx.execute(update(table).values(lease_until=real_time(tx) + 86_400.0))
    await worker(store, Elsewhere()).tick(MORNING)
    with store.reading() as tx:
        left = tx.execute(select(table.c.lease_until - real_time(tx))).scalar_one()
    assert left <= (deliveries.LONGEST_LEASE if held else deliveries.LONGEST_WAIT)


async def test_a_lease_that_seems_over_is_given_time_before_anything_is_sent_again(store: Store) -> None:
    await due(store, planned())
    with store.writing() as tx:
        [claim] = deliveries.claim(tx, MORNING, 60, 10)
        ids = [reminder.id for reminder in claim.reminders]
        deliveries.start(tx, [deliveries.Start(claim.token, ids, "web:ana", ids[0])], 60)
        tx.execute(update(table).values(lease_until=real_time(tx) - 3000.0))  # the clock was set ahead
    platform = Elsewhere()
    assert await worker(store, platform, settle=20).tick(MORNING) == 0
    assert platform.messages == []  # whoever sends it may still be at it
    [waiting] = await everything(store)
    assert waiting.unclear


async def test_elapsed_time_comes_from_the_clock_that_is_handed_in(store: Store) -> None:
    seconds = iter(range(0, 100_000, 50))
    await due(store, planned())
    platform = Elsewhere()
    slow = Delivery(store, platform, Words(), random=lambda: 1.0, monotonic=lambda: float(next(seconds)))
    await slow.advance(MORNING)
    assert platform.messages == []  # preparing took 50 seconds: the lease would not outlast the sending
