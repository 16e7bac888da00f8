"""The outbox on both databases: what waits goes out once and in its order, whoever sends it and whatever breaks."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.advisor.outbox import Outbox, Pace
from bot.chat.sender import Posting, SendError
from bot.store import Store, outbound, traffic_tables
from tests.store.sample import NOW

QUICK = Pace(settle=0.0, backoff=0.0)
ANA, BEN, ROOM = "slack:T1:UANA", "slack:T1:UBEN", "slack:T1:C1"


@dataclass
class Wall:
    """Takes postings; ``troubles`` are raised one by one, before or after the posting was taken."""

    troubles: list[SendError | None] = field(default_factory=list)
    taken_anyway: bool = False
    closed: set[str] = field(default_factory=set)
    posted: list[tuple[str, str]] = field(default_factory=list)
    keys: dict[str, datetime] = field(default_factory=dict)
    since: list[datetime] = field(default_factory=list)
    hangs: dict[str, asyncio.Event] = field(default_factory=dict)
    """The workspaces that take nothing before their event."""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def post(self, posting: Posting, *, key: str) -> str:
        for workspace, over in self.hangs.items():
            if posting.conversation.startswith(workspace):
                await over.wait()
        if posting.conversation in self.closed:
            raise SendError("no_permission", permanent=True)
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is None or (trouble.unknown and self.taken_anyway):
            self.posted.append((posting.conversation, posting.content["text"]))
            self.keys[key] = NOW
            self.arrived.set()
        await asyncio.sleep(0)
        if trouble is not None:
            raise trouble
        return key

    async def find(self, posting: Posting, key: str, *, since: datetime) -> str | None:
        self.since.append(since)
        return key if key in self.keys else None


def outbox(store: Store, wall: Wall, pace: Pace = QUICK) -> Outbox:
    made = Outbox(store, lambda: NOW, lambda: 1.0, pace)
    made.posters["slack"] = wall
    return made


def posting(text: str, conversation: str = ANA, **more: Any) -> Posting:
    return Posting(conversation, ANA, {"text": text}, **more)


async def states(store: Store) -> list[tuple[str, str]]:
    table = traffic_tables.outbound
    rows = await store.read(lambda tx: tx.execute(select(table.c.state, table.c.reason).order_by(table.c.id)).all())
    return [(row.state, row.reason) for row in rows]


async def test_many_processes_send_each_message_once_and_in_the_order_of_its_conversation(store: Store) -> None:
    wall = Wall()
    boxes = [outbox(store, wall) for _ in range(4)]
    for number in range(12):
        for conversation in (ANA, BEN, ROOM):
            await boxes[0].add(posting(f"{number:02}", conversation), f"{conversation} {number}")
    while await store.read(outbound.waiting):
        await asyncio.gather(*(box.tick(NOW) for box in boxes))
    for conversation in (ANA, BEN, ROOM):
        assert [text for where, text in wall.posted if where == conversation] == [f"{n:02}" for n in range(12)]


async def test_a_workspace_that_takes_nothing_just_now_delays_no_other(store: Store) -> None:
    over = asyncio.Event()
    wall = Wall(hangs={"slack:T1:": over})
    box = outbox(store, wall)
    for number in range(8):
        await box.add(posting("flood", f"slack:T1:C{number}"), f"flood {number}")
    await box.add(Posting("slack:T2:UBEN", "slack:T2:UBEN", {"text": "answer"}), "answer")
    ticking = asyncio.create_task(box.tick(NOW))
    async with asyncio.timeout(10):
        await wall.arrived.wait()
    assert wall.posted == [("slack:T2:UBEN", "answer")]
    over.set()
    assert await ticking == 9


async def test_a_conversation_with_something_that_waits_says_so(store: Store) -> None:
    box = outbox(store, Wall())
    await box.add(posting("one"), "k1")
    assert await box.waits(ANA)
    assert not await box.waits(BEN)
    assert await box.tick(NOW) == 1
    assert not await box.waits(ANA)


@pytest.mark.parametrize("taken", [True, False])
async def test_a_lost_answer_is_looked_up_before_anything_is_sent_again(store: Store, taken: bool) -> None:
    wall = Wall([SendError("lost", unknown=True)], taken_anyway=taken)
    box = outbox(store, wall)
    await box.add(posting("one"), "k1")
    await box.add(posting("two"), "k2")
    assert await box.tick(NOW) == 2
    assert [text for _, text in wall.posted] == ["one", "two"]
    assert len(wall.since) == 1


async def test_a_look_up_reaches_back_beyond_any_skew_of_the_clocks(store: Store) -> None:
    wall = Wall()
    box = outbox(store, wall)
    await box.add(posting("one"), "k1", SendError("lost", unknown=True))
    table = traffic_tables.outbound
    started = await store.read(lambda tx: tx.execute(select(table.c.send_started_at)).scalar_one())
    await store.write(lambda tx: tx.execute(table.update().values(not_after=started + timedelta(days=9))))
    await box.tick(started + timedelta(hours=5))
    assert wall.since == [started - timedelta(hours=5)]


async def test_a_process_that_dies_while_it_sends_leaves_the_message_to_be_looked_up(store: Store) -> None:
    wall = Wall(taken_anyway=True)
    await outbox(store, wall).add(posting("one"), "k1")
    (claimed,) = await store.write(lambda tx: outbound.claim(tx, -1.0, 10))
    await store.write(lambda tx: outbound.start(tx, claimed, -1.0))
    await wall.post(posting("one"), key="k1")  # and here it dies
    assert await outbox(store, wall).tick(NOW) == 1
    assert [text for _, text in wall.posted] == ["one"]


async def test_what_a_conversation_does_not_take_goes_to_the_person(store: Store) -> None:
    wall = Wall(closed={ROOM})
    box = outbox(store, wall)
    await box.add(posting("one", ROOM, private=True), "k1")
    assert await box.tick(NOW) == 1
    assert wall.posted == [(ANA, "one")]


async def test_what_nobody_takes_ends_with_the_reason(store: Store) -> None:
    box = outbox(store, Wall(closed={ROOM, ANA}))
    await box.add(posting("one", ROOM), "k1")
    assert await box.tick(NOW) == 0
    assert await states(store) == [("dead", "no_permission")]


@pytest.mark.parametrize(
    "trouble",
    [
        SendError("refused"),
        SendError("slow down", retry_after=0.0),
        SendError("token_revoked", revoked=True),
        SendError("token_revoked", permanent=True, revoked=True),
    ],
)
async def test_no_outage_however_long_costs_a_message(store: Store, trouble: SendError) -> None:
    wall = Wall([trouble] * 30)
    box = outbox(store, wall, Pace(settle=0.0, backoff=0.0, rounds=40))
    await box.add(posting("one"), "k1")
    await store.write(lambda tx: tx.execute(traffic_tables.outbound.update().values(lease_until=0.0)))
    while await store.read(outbound.waiting):
        await box.tick(NOW)
        await store.write(lambda tx: tx.execute(traffic_tables.outbound.update().values(lease_until=0.0)))
    assert [text for _, text in wall.posted] == ["one"]


async def test_a_tick_is_bounded(store: Store) -> None:
    wall = Wall()
    box = outbox(store, wall, Pace(batch=2, rounds=2))
    for number in range(9):
        await box.add(posting("text", f"slack:T1:C{number}"), f"k{number}")
    assert await box.tick(NOW) == 4
    assert await store.read(outbound.waiting) == 5


async def test_what_is_too_late_is_not_sent(store: Store) -> None:
    wall = Wall()
    box = outbox(store, wall)
    await box.add(posting("one"), "k1")
    assert await box.tick(NOW + timedelta(hours=25)) == 0
    assert await states(store) == [("expired", "too late")]
    assert wall.posted == []


async def test_what_was_sent_is_forgotten_after_a_week(store: Store) -> None:
    box = outbox(store, Wall())
    await box.add(posting("one"), "k1")
    await box.tick(NOW)
    later = Outbox(store, lambda: NOW + timedelta(days=8), lambda: 1.0)
    await later.tidy()
    assert await states(store) == []


async def test_the_waits_grow_to_two_minutes_and_no_further(store: Store) -> None:
    waits = [outbox(store, Wall(), Pace())._wait(SendError("refused"), attempts) for attempts in range(12)]
    assert waits[:4] == [2.0, 4.0, 8.0, 16.0]
    assert max(waits) == 120.0
