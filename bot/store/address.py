"""Where the database is: its address read and checked, and connections to it."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError


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
        return parsed.set(drivername="sqlite+pysqlite")
    if backend in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    raise StoreError(f"DATABASE_URL starts with “{backend}”. The advisor works with sqlite:///… and postgresql://….")


def check_path(path: Path, create: bool) -> None:
    """Make sure that there is, or can be, a database file.

    Raises:
        StoreError: there cannot; the text says what to do.
    """
    if path.is_dir():
        raise StoreError(f"“{path}” is a folder. Name a file in DATABASE_URL, such as {path}/advisor.db.")
    if not path.parent.is_dir():
        raise StoreError(f"The folder “{path.parent}” does not exist. Make it, or name another in DATABASE_URL.")
    if not create and not path.exists():
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
    for engine, begin, pragmas in (
        (writer, "BEGIN IMMEDIATE", ("foreign_keys=ON", "journal_mode=WAL")),
        (reader, "BEGIN", ("query_only=ON",)),
    ):
        _prepare(engine, begin, pragmas)
    return writer, reader


def _prepare(engine: Engine, begin: str, pragmas: tuple[str, ...]) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def start(connection: Any) -> None:
        wanted = "FULL" if connection.get_execution_options().get("durable", True) else "NORMAL"
        if connection.info.get("synchronous", "FULL") != wanted:
            connection.exec_driver_sql(f"PRAGMA synchronous={wanted}")
            connection.info["synchronous"] = wanted
        connection.exec_driver_sql(begin)


def postgresql_engines(url: URL, busy_seconds: float) -> tuple[Engine, Engine]:
    """One pool, with and without the right to write."""
    options = {"connect_timeout": max(2, round(busy_seconds)), "options": f"-c lock_timeout={busy_seconds * 1000:.0f}"}
    engine = create_engine(
        url, pool_size=10, max_overflow=10, pool_pre_ping=True, connect_args=options, hide_parameters=True
    )
    return engine, engine.execution_options(postgresql_readonly=True)
