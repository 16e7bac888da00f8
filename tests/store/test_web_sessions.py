"""Sessions of the web page in the store."""

from datetime import timedelta

from sqlalchemy import delete

from bot.store import Store, Tx, web_sessions
from bot.store.tables import accounts
from bot.store.web_sessions import WebSession
from tests.store.sample import DAY, NOW, build


def start(tx: Tx, id: str, account: str = "web:ana", days: int = 14) -> bool:
    session = WebSession(id, account, "web:north", "Ana", "Firefox on Linux", NOW, NOW, NOW + days * DAY)
    return web_sessions.start(tx, session)


async def test_a_session_lasts_until_its_end_and_use_does_not_make_it_longer(store: Store) -> None:
    await build(store)
    with store.writing() as tx:
        assert start(tx, "a")
        web_sessions.use(tx, "a", NOW + 13 * DAY)
        found = web_sessions.find(tx, "a", NOW + 14 * DAY - timedelta(seconds=1))
        assert found is not None
        assert (found.used_at, found.ends_at) == (NOW + 13 * DAY, NOW + 14 * DAY)
        assert web_sessions.find(tx, "a", NOW + 14 * DAY) is None
        assert web_sessions.alive(tx, ["a", "b"], NOW) == {"a"}


async def test_one_ends_one_s_own_sessions_only(store: Store) -> None:
    await build(store)
    with store.writing() as tx:
        for id, account in (("a", "web:ana"), ("b", "web:ana"), ("c", "web:ben")):
            start(tx, id, account)
        assert not web_sessions.end_own(tx, "web:ben", "a")
        assert web_sessions.end_own(tx, "web:ana", "a")
        assert [session.id for session in web_sessions.of_person(tx, "web:ana", NOW)] == ["b"]
        assert web_sessions.end_all(tx, "web:ana") == ["b"]
        assert web_sessions.find(tx, "c", NOW) is not None


async def test_a_person_s_sessions_are_those_of_all_their_accounts(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        other = {"account": "slack:T1:U1", "person_id": house.ana.id, "workspace": "slack:T1", "used_at": NOW}
        tx.execute(accounts.insert().values(other))
        start(tx, "a")
        start(tx, "b", "slack:T1:U1")
        assert len(web_sessions.of_person(tx, "web:ana", NOW)) == 2
        assert sorted(web_sessions.end_all(tx, "slack:T1:U1")) == ["a", "b"]


async def test_the_sessions_of_an_account_that_is_gone_are_gone_with_it(store: Store) -> None:
    await build(store)
    with store.writing() as tx:
        start(tx, "a")
        tx.execute(delete(accounts).where(accounts.c.account == "web:ana"))
        assert web_sessions.find(tx, "a", NOW) is None
        assert not start(tx, "b")


async def test_ended_sessions_are_erased(store: Store) -> None:
    await build(store)
    with store.writing() as tx:
        start(tx, "a", days=1)
        start(tx, "b")
        assert web_sessions.forget(tx, NOW + DAY) == 1
        assert web_sessions.alive(tx, ["a", "b"], NOW) == {"b"}
