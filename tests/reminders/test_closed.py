"""Somebody has blocked or removed the advisor: nothing is lost, nobody is pestered, and Home says so."""

from datetime import timedelta

from sqlalchemy import select, update

from bot.chat.sender import SendError
from bot.reminders.preparing import CLOSED
from bot.store import Store, closed_accounts, people
from bot.store.dialect import real_time
from bot.store.tables import accounts
from bot.store.tables import reminders as table
from tests.reminders.plans import planned
from tests.reminders.post import Post, delivery
from tests.reminders.test_delivery import MORNING, due, everything, second_account


def blocked() -> SendError:
    return SendError("The advisor was removed or blocked", permanent=True, closed=True)


async def a_day_later(store: Store) -> None:
    with store.writing() as tx:
        tx.execute(update(accounts).where(accounts.c.closed_until.is_not(None)).values(closed_until=real_time(tx)))
        tx.execute(update(table).values(lease_until=0.0))


async def closed(store: Store) -> list[str]:
    with store.reading() as tx:
        return list(tx.scalars(select(accounts.c.account).where(accounts.c.closed_until.is_not(None))))


async def test_what_is_due_to_somebody_who_blocked_the_advisor_waits(store: Store) -> None:
    await due(store, planned("a1"), planned("a2"))
    post = Post(iter([blocked()]))
    assert await delivery(store, post).tick(MORNING) == 0
    assert {(r.state, r.reason) for r in await everything(store)} == {("pending", CLOSED)}
    assert await closed(store) == ["web:ana"]


async def test_meanwhile_nobody_tries(store: Store) -> None:
    await due(store, planned())
    worker = delivery(store, post := Post(iter([blocked()])))
    await worker.tick(MORNING)
    with store.writing() as tx:
        tx.execute(update(table).values(lease_until=0.0))
    assert await worker.tick(MORNING + timedelta(hours=3)) == 0
    assert post.sent == []


async def test_another_account_of_theirs_gets_it_meanwhile(store: Store) -> None:
    await due(store, planned("a1"))
    await second_account(store)
    post = Post(iter([blocked()]))
    assert await delivery(store, post).tick(MORNING) == 1
    assert [account for account, *_ in post.sent] == ["web:ana"]
    assert await closed(store) == ["slack:T1:U1"]


async def test_it_is_tried_once_a_day_and_goes_out_once_it_is_taken(store: Store) -> None:
    await due(store, planned())
    worker = delivery(store, post := Post(iter([blocked(), blocked(), None])))
    await worker.tick(MORNING)
    for sent in (0, 1):
        await a_day_later(store)
        assert await worker.tick(MORNING + timedelta(days=1 + sent)) == sent
    assert len(post.sent) == 1
    assert await closed(store) == []


async def test_who_comes_back_gets_what_waited_at_once(store: Store) -> None:
    house = await due(store, planned())
    worker = delivery(store, Post(iter([blocked()])))
    await worker.tick(MORNING)
    with store.writing() as tx:
        profile = ("web:ana", "web:north", house.ana.name, "en", "Europe/Brussels", False)
        assert people.find_unchanged(tx, [profile]) == [None]
        people.upsert(tx, *profile[:5], MORNING)
        assert closed_accounts.own(tx, house.ana.id) == []
    assert await worker.tick(MORNING + timedelta(minutes=1)) == 1
