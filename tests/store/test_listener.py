"""What one process signals, and how another hears it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import pytest
from sqlalchemy import make_url

from bot.meanwhile import meanwhile
from bot.store import Store, signals
from bot.store import listener as listener_module
from bot.store.address import parse
from bot.store.listener import BACK_OFF, BACK_OFF_LIMIT, Listener
from bot.store.signals import CHANNEL, Kind, Signal
from tests.emptied import EmptiedDatabase

PATIENCE = 20


@asynccontextmanager
async def listening(listener: Listener) -> AsyncIterator[None]:
    begun = asyncio.Event()
    listener.on_gap(begun.set)
    async with meanwhile(listener.run()):
        await asyncio.wait_for(begun.wait(), PATIENCE)
        yield


async def test_a_signal_comes_with_its_transaction_once_and_without_it_never(
    emptied_database: EmptiedDatabase,
) -> None:
    store = await Store.open(emptied_database.address())
    listener, told, done = Listener(store.url, lambda: 0.5), list[str](), asyncio.Event()
    listener.on(Kind.PERSON, told.append)
    listener.on(Kind.LINE, lambda _: done.set())
    async with listening(listener):
        with store.writing() as tx:
            signals.send(tx, Kind.PERSON, "undone")
            tx.rollback()
        with store.writing() as tx:
            signals.send(tx, Kind.PERSON, "ana")
            signals.send(tx, Kind.PERSON, "ana")
            signals.send(tx, Kind.LINE, "web:ana")
        await asyncio.wait_for(done.wait(), PATIENCE)
    assert told == ["ana"]
    assert not listener.listening
    await store.close()


async def test_whoever_does_not_hear_themselves_is_not_believed_to_hear(
    emptied_database: EmptiedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As behind a pooler that gives each transaction another connection."""
    deaf = asyncio.Event()

    async def pause(seconds: float) -> None:
        deaf.set()
        await asyncio.Event().wait()

    address = emptied_database.address()
    listener = Listener(parse(address), lambda: 0.5, beat=0.2, pause=pause)
    async with listening(listener):
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, "beat of another process"))
        monkeypatch.setattr(listener_module, "CHANNEL", "elsewhere")
        await asyncio.wait_for(deaf.wait(), PATIENCE)
        assert not listener.listening


async def test_a_database_that_does_not_answer_is_asked_less_and_less_often() -> None:
    waited: list[float] = []
    enough = asyncio.Event()

    async def pause(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 12:
            enough.set()
            await asyncio.Event().wait()

    listener = Listener(make_url("postgresql+psycopg://nobody@127.0.0.1:1/none"), lambda: 1.0, pause=pause)
    async with meanwhile(listener.run()):
        await asyncio.wait_for(enough.wait(), PATIENCE)
    assert waited[:3] == [BACK_OFF, 2 * BACK_OFF, 4 * BACK_OFF]
    assert waited[-1] == BACK_OFF_LIMIT


def test_what_a_newer_version_signals_is_left_alone() -> None:
    assert Signal.read("line web:ana") == Signal(Kind.LINE, "web:ana")
    assert Signal.read("news of another time") is None
