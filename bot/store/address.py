"""Where the database is: its address read and checked, and connections to it."""

import sqlite3
from collections.abc import Collection
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.printable import printable

OURS = {"client_encoding", "connect_timeout", "replication"}
"""Options of PostgreSQL's that are not for whoever writes the address."""
SEVERAL = ("host", "port")
"""Options that may be given more than once: PostgreSQL tries one server after the other."""
CONNECTIONS = 12
"""Connections to PostgreSQL that a process keeps at most: as many as its threads work with."""
RESTED = 2.0
"""Seconds after which a connection that nobody used is tried before it is used."""


class StoreError(Exception):
    """The database cannot be used; the text says what is wrong and what to do."""


def parse(url: str) -> URL:
    """The address of a database, with the driver we use.

    Raises:
        StoreError: it is none, or of a database that the advisor does not work with.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(
            "DATABASE_URL is not an address. Write sqlite:///data/advisor.db or postgresql://user:password@host/name."
        ) from None
    backend = parsed.drivername.split("+")[0]
    if backend == "sqlite":
        if not parsed.database or parsed.database == ":memory:":
            raise StoreError("DATABASE_URL names no file. Write for example sqlite:///data/advisor.db.")
        if parsed.host:
            raise StoreError("A file has no host. Write DATABASE_URL with three slashes: sqlite:///data/advisor.db.")
        _check_options(parsed, known=())
        return parsed.set(drivername="sqlite+pysqlite")
    if backend in ("postgresql", "postgres"):
        _check_options(parsed, known=_postgresql_options())
        return _checked_hosts(parsed.set(drivername="postgresql+psycopg"))
    raise StoreError(f"DATABASE_URL starts with “{backend}”. The advisor works with sqlite:///… and postgresql://….")


def _postgresql_options() -> set[str]:
    from psycopg.pq import Conninfo  # only here: no start on SQLite waits for another database's driver

    return {option.keyword.decode() for option in Conninfo.get_defaults()} - OURS


def _check_options(url: URL, known: Collection[str]) -> None:
    """Make sure that what stands behind the question mark is known; values may be secrets and are not told.

    Raises:
        StoreError: it is not.
    """
    for name, value in url.query.items():
        if name not in known:
            raise StoreError(
                f"DATABASE_URL has the option “{printable(name)}”, which cannot be set there. "
                "Leave it out of what stands behind the question mark."
            )
        if not isinstance(value, str) and name not in SEVERAL:
            raise StoreError(f"DATABASE_URL has the option “{name}” more than once. Leave one of them.")


def _checked_hosts(url: URL) -> URL:
    """The same address, after making sure that hosts and ports can be used.

    Raises:
        StoreError: they cannot.
    """
    named = url.query.get("port", ())
    given = ["" if url.port is None else url.port, *(named.split(",") if isinstance(named, str) else named)]
    try:
        url.get_dialect()().create_connect_args(url)
        if url.host and not url.host.startswith("/"):  # else it is the folder of a socket
            url.host.encode("idna")
        possible = all(1 <= int(port) < 65536 for port in given if str(port))
    except (ArgumentError, ValueError):
        possible = False
    if not possible:
        raise StoreError(
            "DATABASE_URL has a host or port that cannot be. Write postgresql://user:password@host:5432/name, "
            "with a port from 1 to 65535."
        )
    return url


def check_path(path: Path, create: bool) -> None:
    """Make sure that there is, or can be, a database file.

    Raises:
        StoreError: there cannot; the text says what to do.
    """
    try:
        folder, parent, there = path.is_dir(), path.parent.is_dir(), path.exists()
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else "") or "this is no path"
        raise StoreError(f"The file in DATABASE_URL cannot be: {why}. Name another file.") from None
    if folder:
        raise StoreError(f"“{path}” is a folder. Name a file in DATABASE_URL, such as {path}/advisor.db.")
    if not parent:
        raise StoreError(f"The folder “{path.parent}” does not exist. Make it, or name another in DATABASE_URL.")
    if not create and not there:
        raise StoreError(f"There is no database file “{path}” yet. Start the advisor once: it makes the file.")


def sqlite_engines(url: URL, busy_seconds: float) -> tuple[Engine, Engine]:
    """One connection that writes and several that read.

    Writers that begin with BEGIN IMMEDIATE on one connection lose nothing and never meet "database is locked", and
    readers go on beside them (measured).
    """
    # without an isolation level the driver leaves BEGIN to us
    options: dict[str, Any] = {
        "connect_args": {"timeout": busy_seconds, "isolation_level": None},
        "hide_parameters": True,  # what people typed stays out of the logs
    }
    writer = create_engine(url, pool_size=1, max_overflow=0, pool_timeout=60, **options)
    reader = create_engine(url, pool_size=5, max_overflow=0, pool_timeout=60, **options)
    _prepare(writer, ("foreign_keys=ON", "journal_mode=WAL"))
    _prepare(reader, ("query_only=ON",))
    event.listen(writer, "begin", _begin_writing)
    event.listen(reader, "begin", _begin_reading)
    return writer, reader


def _prepare(engine: Engine, pragmas: tuple[str, ...]) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()


def _begin_writing(connection: Connection) -> None:
    wanted = "FULL" if connection.get_execution_options().get("durable", True) else "NORMAL"
    if connection.info.get("synchronous", "FULL") != wanted:
        connection.exec_driver_sql(f"PRAGMA synchronous={wanted}")
        connection.info["synchronous"] = wanted
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_reading(connection: Connection) -> None:
    # looks at no file, so nothing can go wrong that would have to be explained; past SQLAlchemy it costs a tenth
    driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    driver.execute("BEGIN")


def postgresql_engines(url: URL, busy_seconds: float) -> tuple[Engine, Engine]:
    """One pool, with and without the right to write.

    Connections are kept, since a new one costs PostgreSQL a process; of those that are free the one used last is
    taken, which knows the statements already.
    """
    options = {"connect_timeout": max(2, round(busy_seconds)), "options": f"-c lock_timeout={busy_seconds * 1000:.0f}"}
    engine = create_engine(
        url, pool_size=CONNECTIONS, max_overflow=0, pool_use_lifo=True, connect_args=options, hide_parameters=True
    )
    event.listen(engine, "checkin", _rests)
    event.listen(engine, "checkout", partial(_try_rested, engine))
    return engine, engine.execution_options(postgresql_readonly=True)


def _rests(_: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
    record.info["rests_since"] = monotonic()


def _try_rested(engine: Engine, driver: DBAPIConnection, record: ConnectionPoolEntry, _: object) -> None:
    """Try a connection that nobody used for a while, and have another one made where it is broken.

    To try each one each time takes a fifth of a small transaction's processor time.
    """
    since = record.info.get("rests_since")
    if since is None or monotonic() - since < RESTED:
        return
    try:
        alive = engine.dialect.do_ping(driver)
    except engine.dialect.loaded_dbapi.Error:
        alive = False
    if not alive:
        raise DisconnectionError
