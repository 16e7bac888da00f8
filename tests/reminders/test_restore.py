"""A backup put back after a crash: the database is whole, and nobody is reminded again."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import JSON, BigInteger, Boolean, Double, Integer, create_engine, text

from bot.store import Store, StoreError, backup, migrations
from bot.store.columns import UtcTime
from bot.store.questionnaire_tables import metadata
from tests.reminders.post import Post, delivery
from tests.reminders.test_delivery import MORNING, states
from tests.reminders.test_outage import crowd

WRITES = """
import os, signal, sqlite3, sys
opened = sqlite3.connect(sys.argv[1], isolation_level=None)
opened.execute("PRAGMA journal_mode=WAL")
opened.execute("PRAGMA wal_autocheckpoint=0")
for number in range(200):
    opened.execute("INSERT INTO events VALUES (?, '2027-03-01 08:00:00')", (f"e{number}",))
os.kill(os.getpid(), signal.SIGKILL)
"""


DUE = """
INSERT INTO clusters (id, name, country, created_at) VALUES ('c', 'Cluster', 'BE', '2020-01-01 08:00:00');
INSERT INTO people (id, cluster_id, name, role, zone, locale, country, reminders_on, created_at)
  VALUES ('p', 'c', 'Ana', 'staff', 'UTC', 'en', 'BE', 1, '2020-01-01 08:00:00');
INSERT INTO reminders (id, key, cluster_id, person_id, source, kind, subject, version, params, wall, zone, due_at,
  not_after, state, reason, lease_until, attempts)
SELECT value, value, 'c', 'p', 's', 'k', 's', 1, '{}', value || '-01-01 08:00:00', 'UTC', value || '-01-01 08:00:00',
  '9000-01-01 08:00:00', 'pending', '', 0, 0 FROM json_each('["2020", "2021", "2022", "8999"]');
"""


VALUES: dict[type, object] = {
    UtcTime: "2027-03-01 08:00:00.000000",
    Integer: 7,
    BigInteger: 7,
    Boolean: 1,
    Double: 7.5,
    JSON: "{}",
}
"""What stands in a column of each type; a text elsewhere."""


@pytest.fixture
def database(tmp_path: Path, sqlite_template: Path) -> Path:
    file = tmp_path / "advisor.db"
    file.write_bytes(sqlite_template.read_bytes())
    return file


async def opened(file: Path) -> Store:
    return await Store.open(f"sqlite:///{file}")


async def test_a_backup_put_back_after_a_kill_is_whole_and_reminds_nobody_again(database: Path) -> None:
    store, copy = await opened(database), database.with_name("copy.db")
    await crowd(store, 5)
    backup.copy(database, copy)
    assert await delivery(store, post := Post()).tick(MORNING) == 5
    await store.close()
    killed = await asyncio.create_subprocess_exec(sys.executable, "-c", WRITES, str(database))
    assert await killed.wait() == -9
    assert database.with_name("advisor.db-wal").stat().st_size > 0
    backup.put_back(copy, database)
    assert not database.with_name("advisor.db-wal").exists()
    with closing(sqlite3.connect(database)) as looked_at:
        assert looked_at.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert looked_at.execute("SELECT count(*) FROM events").fetchall() == [(0,)]
    store = await opened(database)
    moment = MORNING + timedelta(hours=1)
    assert await store.write(lambda tx: backup.due_before(tx, moment)) == 5
    assert await delivery(store, post).tick(moment) == 0
    assert (len(post.sent), await states(store)) == (5, ["sent"] * 5)
    await store.close()


def filled(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """A row in every table, with something in every column; all that is in the database then."""
    with closing(sqlite3.connect(file)) as opened, opened:
        for table in metadata.sorted_tables:
            values = {column.name: VALUES.get(type(column.type), "text") for column in table.columns}
            marks = ", ".join(f":{name}" for name in values)
            opened.execute(f"INSERT INTO {table.name} ({', '.join(values)}) VALUES ({marks})", values)
    return everything(file)


def everything(file: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(file)) as opened:
        names = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(opened.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


def test_after_backup_loss_and_restore_every_table_is_equal(database: Path) -> None:
    copy, before = database.with_name("copy.db"), filled(database)
    assert all(before[table.name] for table in metadata.sorted_tables)
    backup.copy(database, copy)
    database.unlink()
    backup.put_back(copy, database)
    assert everything(database) == before


async def test_a_backup_of_an_older_version_is_brought_up_to_date_when_the_advisor_starts(tmp_path: Path) -> None:
    older, database = tmp_path / "older.db", tmp_path / "advisor.db"
    engine = create_engine(f"sqlite:///{older}")
    with engine.begin() as tx:
        migrations.upgrade(tx, "0007")
        tx.execute(text("INSERT INTO events VALUES ('kept', '2027-03-01 08:00:00')"))
    engine.dispose()
    backup.put_back(older, database)
    store = await opened(database)
    assert await store.check() == []
    assert everything(database)["events"][0][0] == "kept"
    await store.close()


async def test_a_database_in_use_is_left_alone(database: Path) -> None:
    store, copy = await opened(database), database.with_name("copy.db")
    await crowd(store, 1)
    backup.copy(database, copy)
    with pytest.raises(StoreError, match="is in use"):
        backup.put_back(copy, database)
    assert await states(store) == ["pending"]
    await store.close()
    backup.put_back(copy, database)


def test_a_database_that_was_damaged_is_replaced(database: Path) -> None:
    copy = database.with_name("copy.db")
    backup.copy(database, copy)
    database.write_bytes(b"no database at all" * 1000)
    backup.put_back(copy, database)
    backup.examine(database)


@pytest.mark.parametrize("content", [None, b"", b"some text", "cut", "newer"])
def test_what_is_no_backup_is_refused(database: Path, content: bytes | str | None) -> None:
    file = database.with_name("copy.db")
    if isinstance(content, str):
        backup.copy(database, file)
        if content == "cut":
            file.write_bytes(file.read_bytes()[:20_000])
        else:
            with closing(sqlite3.connect(file)) as newer:
                newer.execute("UPDATE alembic_version SET version_num = '9999'")
                newer.commit()
    elif content is not None:
        file.write_bytes(content)
    before = database.read_bytes()
    with pytest.raises(StoreError):
        backup.put_back(file, database)
    assert database.read_bytes() == before


def test_the_commands_say_what_they_did(tmp_path: Path, sqlite_template: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "advisor.db").write_bytes(sqlite_template.read_bytes())

    def run(*words: str) -> str:
        command = [sys.executable, "-m", "bot.cli", *words]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    with closing(sqlite3.connect(tmp_path / "data" / "advisor.db")) as opened, opened:
        opened.executescript(DUE)
    assert run("backup", "copy.db") == "The database is copied to “copy.db”.\n"
    output = run("restore", "copy.db")
    assert "“copy.db” is complete" in output
    assert "3 reminders that fell due before now count as sent" in output
    with closing(sqlite3.connect(tmp_path / "data" / "advisor.db")) as restored:
        states = restored.execute("SELECT state, reason FROM reminders ORDER BY due_at").fetchall()
    assert states == [("sent", backup.RESTORED)] * 3 + [("pending", "")]
