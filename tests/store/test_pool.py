"""The connections to PostgreSQL: kept, few, and found out when they broke."""

import asyncio
from time import monotonic

import psycopg
import pytest
from sqlalchemy import text

from bot.store import Store, address
from bot.store.engine import Tx
from tests.emptied import EmptiedDatabase


def _its_process(tx: Tx) -> int:
    return int(tx.execute(text("SELECT pg_backend_pid() FROM pg_sleep(0.01)")).scalar_one())


async def _used_at_once(store: Store) -> set[int]:
    """The server's processes that work for as many at once as there can be."""
    both = [work(_its_process) for work in (store.read, store.write) for _ in range(20)]
    return set(await asyncio.gather(*both))


async def test_connections_are_kept_however_many_work_at_once(emptied_database: EmptiedDatabase) -> None:
    store = await Store.open(emptied_database.address())
    first = await _used_at_once(store)
    assert len(first) <= address.CONNECTIONS
    assert await _used_at_once(store) <= first
    await store.close()


async def test_a_connection_that_broke_while_nobody_used_it_is_made_anew(
    emptied_database: EmptiedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = emptied_database.address()
    store = await Store.open(url)
    broken = await store.read(_its_process)
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [broken])
    monkeypatch.setattr(address, "monotonic", lambda: monotonic() + address.RESTED)
    assert await store.read(_its_process) != broken
    await store.close()
