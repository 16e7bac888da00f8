"""Opening a database: every trouble is told in words that say what to do."""

import asyncio
import os
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from bot.store import Store, StoreError, clusters, migrations
from bot.store.address import parse
from bot.store.engine import Tx
from bot.store.every_table import metadata
from tests.store.sample import NOW


async def refused(url: str, *, create: bool = True) -> str:
    with pytest.raises(StoreError) as refusal:
        await Store.open(url, create=create, busy_seconds=0.1)
    return str(refusal.value)


async def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert f"The folder “{tmp_path / 'no'}” does not exist" in await refused(f"sqlite:///{tmp_path}/no/a.db")


async def test_a_folder_instead_of_a_file_is_told(tmp_path: Path) -> None:
    assert "is a folder" in await refused(f"sqlite:///{tmp_path}")


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear Sir or Madam, " * 100)
    assert "is not a database" in await refused(f"sqlite:///{path}")
    assert path.read_text().startswith("Dear Sir")


async def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE people (name)")
    other.close()
    assert "belongs to another program" in await refused(f"sqlite:///{path}")


async def test_a_locked_database_is_told_and_not_waited_for_forever(tmp_path: Path) -> None:
    path = tmp_path / "locked.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert "is locked by another program" in await refused(f"sqlite:///{path}")
    finally:
        other.close()


async def test_a_database_locked_later_is_told_as_well(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'advisor.db'}"
    store, other = await Store.open(url), await Store.open(url, busy_seconds=0.1)
    with store.writing(), pytest.raises(StoreError, match="is locked by another program"), other.writing():
        pass
    await other.close()
    await store.close()


async def test_a_database_of_a_newer_version_is_left_alone(database_url: str) -> None:
    store = await Store.open(database_url)
    with store.writing() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await store.close()
    assert "made by a newer version of the advisor" in await refused(database_url)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:///a.db?y=z", "the option “y”, which cannot be set there"),
        ("sqlite:///a.db?timeout=soon", "the option “timeout”"),
        ("sqlite:///file:a.db?mode=ro&uri=true", "the option “mode”"),
        ("sqlite://host/a.db", "three slashes"),
        (f"sqlite:///{'a' * 5000}.db", "too long"),
        ("postgresql://127.0.0.1:1/n?y=z", "the option “y”, which cannot be set there"),
        ("postgresql://127.0.0.1:1/n?autocommit=yes", "the option “autocommit”"),
        ("postgresql://127.0.0.1:1/n?\x1b[31m=1", "the option “\\u001b[31m”"),
        ("postgresql://127.0.0.1:1/n?sslmode=a&sslmode=b", "“sslmode” more than once"),
        ("postgresql://127.0.0.1:1/n?sslmode=wrong", "sslmode"),
        ("postgresql://127.0.0.1:1/n?host=a:1&host=b:x", "a host or port that cannot be"),
        ("postgresql://127.0.0.1:1/n?port=5&port=6", "a host or port that cannot be"),
        ("postgresql://127.0.0.1:1/n?port=x", "a host or port that cannot be"),
        ("postgresql://127.0.0.1:0/n", "a host or port that cannot be"),
        ("postgresql://127.0.0.1:99999/n", "a host or port that cannot be"),
        ("postgresql://a..b/n", "a host or port that cannot be"),
        ("postgresql://h:abc/n", "is not an address"),
        ("nonsense", "is not an address"),
        ("mysql://h/n", "starts with “mysql”"),
    ],
)
async def test_an_address_that_cannot_be_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in await refused(url)
    assert os.listdir(tmp_path) == []  # noqa: PTH208  the event loop may wait for it here


@pytest.mark.parametrize("option", ["client_encoding=zz", "sslmode=wrong", "target_session_attrs=x", "replication=x"])
async def test_what_a_server_does_not_take_is_told(database_url: str, option: str) -> None:
    if database_url.startswith("postgresql"):
        joined = "&" if "?" in database_url else "?"
        assert "DATABASE_URL" in await refused(f"{database_url}{joined}{option}")


@given(query=st.text(max_size=20), host=st.text(max_size=20), scheme=st.sampled_from(["sqlite", "postgresql"]))
def test_whatever_an_address_says_it_is_read_or_refused_in_words(query: str, host: str, scheme: str) -> None:
    with suppress(StoreError):
        parse(f"{scheme}://{host}/advisor.db?{query}")


async def test_without_leave_to_create_nothing_is_created(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    assert "There is no database file" in await refused(f"sqlite:///{path}", create=False)
    assert not path.exists()
    path.touch()
    assert "is not up to date" in await refused(f"sqlite:///{path}", create=False)


@pytest.mark.parametrize(
    "url", ["", "advisor.db", "sqlite://", "sqlite:///:memory:", "mysql://localhost/advisor", "sqlite:///"]
)
async def test_an_address_that_is_none_is_told(url: str) -> None:
    assert "DATABASE_URL" in await refused(url)


async def test_a_postgresql_that_does_not_answer_is_told_without_its_password() -> None:
    said = await refused("postgresql://advisor:secret-word@127.0.0.1:1/advisor")
    assert "does not answer" in said
    assert "Check that PostgreSQL runs" in said
    assert "secret-word" not in said


async def test_check_finds_nothing_wrong_with_a_good_database(store: Store) -> None:
    assert await store.check() == []


async def test_check_tells_what_is_wrong(store: Store) -> None:
    with store.writing() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    [problem] = await store.check()
    assert "is not up to date" in problem


async def test_reading_cannot_write(store: Store) -> None:
    with pytest.raises((StoreError, DBAPIError), match=r"written to|read-only"), store.reading() as tx:
        clusters.create(tx, id="c", name="C", country="", now=NOW)


async def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    def fail(tx: Tx) -> None:
        clusters.create(tx, id="c", name="C", country="", now=NOW)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await store.write(fail)
    with store.reading() as tx:
        assert clusters.all_clusters(tx) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_server_whose_table_is_locked_is_not_told_not_to_answer(store: Store, database_url: str) -> None:
    other = await Store.open(database_url, busy_seconds=0.1)
    with store.writing() as tx:
        tx.execute(text("LOCK TABLE clusters IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(StoreError, match="is locked by another program"), other.writing() as second:
            clusters.create(second, id="north", name="North", country="", now=NOW)
    await other.close()


async def test_a_cancelled_writer_does_not_block_the_next(store: Store) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(tx: Tx) -> None:
        begun.set()
        go_on.wait()
        clusters.create(tx, id="c", name="C", country="", now=NOW)

    writer = asyncio.create_task(store.write(slow))
    await asyncio.to_thread(begun.wait)
    writer.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writer
    go_on.set()
    await store.write(lambda tx: clusters.create(tx, id="d", name="D", country="", now=NOW))


async def test_a_write_that_fails_among_others_fails_alone(store: Store) -> None:
    def fail(_: Tx) -> None:
        raise RuntimeError

    def create(number: int) -> Callable[[Tx], None]:
        return lambda tx: clusters.create(tx, id=str(number), name="C", country="", now=NOW)

    writes = [store.write(fail if number % 5 == 3 else create(number)) for number in range(20)]
    results = await asyncio.gather(*writes, return_exceptions=True)
    assert [number for number, result in enumerate(results) if isinstance(result, RuntimeError)] == [3, 8, 13, 18]
    with store.reading() as tx:
        assert len(clusters.all_clusters(tx)) == 16


async def test_many_writers_and_readers_at_once_lose_nothing(store: Store) -> None:
    def write(tx: Tx, number: int) -> None:
        known = len(clusters.all_clusters(tx))
        clusters.create(tx, id=str(number), name=str(known), country="", now=NOW)

    writes = [store.write(partial(write, number=number)) for number in range(60)]
    await asyncio.gather(*writes, *(store.read(clusters.all_clusters) for _ in range(60)))
    with store.reading() as tx:
        assert len(clusters.all_clusters(tx)) == 60


_OPEN = "import asyncio, sys; from bot.store import Store; asyncio.run(Store.open(sys.argv[1]))"


async def test_processes_that_start_at_once_make_the_tables_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'advisor.db'}"
    starting = [await asyncio.create_subprocess_exec(sys.executable, "-c", _OPEN, url) for _ in range(2)]
    assert [await process.wait() for process in starting] == [0, 0]
    store = await Store.open(url, create=False)
    await store.close()


async def test_of_processes_that_start_at_once_one_migrates_while_the_others_wait(
    store: Store, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, together, begun = 0, 0, threading.Event()

    def upgrade(tx: Tx) -> None:
        nonlocal inside, together
        inside += 1
        together = max(together, inside)
        begun.wait(0.1)  # time for the others to come
        tx.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": migrations.HEAD})
        inside -= 1

    monkeypatch.setattr(migrations, "upgrade", upgrade)
    with store.writing() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    opened = await asyncio.gather(*(Store.open(database_url) for _ in range(3)))
    assert together == 1
    assert [await each.check() for each in opened] == [[]] * 3
    for each in opened:
        await each.close()


async def test_the_migrations_make_the_tables_that_the_program_uses(store: Store) -> None:
    def differences(connection: Connection) -> list[object]:
        from alembic.autogenerate import compare_metadata
        from alembic.migration import MigrationContext

        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    with store.writing() as tx:
        assert differences(tx) == []


def _described(connection: Connection) -> dict[str, object]:
    """All that a database tells of its tables, whatever the order in which columns and constraints were made."""
    looked = inspect(connection)

    def in_order(found: Iterable[Mapping[str, Any]]) -> list[str]:
        # the condition of a partial index is an object there; the statements of all indexes are compared below
        return sorted(str({key: value for key, value in each.items() if key != "dialect_options"}) for each in found)

    told: dict[str, object] = {
        name: {
            "columns": in_order(looked.get_columns(name)),
            "primary key": str(looked.get_pk_constraint(name)),
            "foreign keys": in_order(looked.get_foreign_keys(name)),
            "unique": in_order(looked.get_unique_constraints(name)),
            "indexes": in_order(looked.get_indexes(name)),
            "checks": in_order(looked.get_check_constraints(name)),
            "autoincrement": "AUTOINCREMENT" in connection.scalars(text(_SQL), {"name": name}).one(),
            "rows": connection.execute(text(f"SELECT * FROM {name}")).all(),
        }
        for name in looked.get_table_names()
        if name != "alembic_version"
    }
    indexes = connection.scalars(text("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"))
    return {**told, "indexes": sorted(indexes), "version": connection.scalar(text("SELECT * FROM alembic_version"))}


_SQL = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name"


def test_tables_made_at_once_are_those_made_step_by_step(tmp_path: Path) -> None:
    told = []
    for make in (migrations.create, migrations.upgrade):
        engine = create_engine(f"sqlite:///{tmp_path / make.__name__}.db")
        with engine.begin() as connection:
            make(connection)
            told.append(_described(connection))
        engine.dispose()
    assert len(told[0]) > 40
    assert told[0] == told[1]


async def test_a_new_database_is_made_at_once_and_an_older_one_step_by_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'advisor.db'}"
    made: list[str] = []
    for make in (migrations.create, migrations.upgrade):
        monkeypatch.setattr(migrations, make.__name__, partial(_noted_making, made, make))
    await (await Store.open(url)).close()
    assert made == ["create"]
    with sqlite3.connect(tmp_path / "advisor.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0026'")
        connection.execute("ALTER TABLE accounts DROP COLUMN closed_until")
    connection.close()
    store = await Store.open(url)
    assert made == ["create", "upgrade"]
    assert await store.check() == []
    await store.close()


def _noted_making(made: list[str], make: Callable[[Connection], None], connection: Connection) -> None:
    made.append(make.__name__)
    make(connection)


def test_head_is_the_last_migration() -> None:
    found = sorted(path.name.split("_")[0] for path in Path(migrations.__path__[0]).glob("versions/*_*.py"))
    assert found[-1] == migrations.HEAD
