"""The tables of an index file, each kept in the order of its key, in which its rows are also written."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_TERM = "term text primary key, weight real, articles blob, impacts blob, bm25 blob, ends blob, entries blob"
_TABLES = {
    "meta": "key text primary key, value",
    "articles": "n integer primary key, json text",
    "entries": "n integer primary key, norms blob",
    "words": _TERM,
    "grams": _TERM,
    "forms": "form text primary key, languages text",
    "exact": "text text primary key, articles text",
}


def unshared(path: Path) -> "Database":
    """A file that nobody else reads yet: it is thrown away if it is not completed, so no journal is kept."""
    from sqlite_utils import Database  # only here: it takes as long to import as several answers

    database = Database(path)
    database.execute("pragma journal_mode = off")
    return database


def fill(database: "Database", name: str, rows: Iterable[tuple[object, ...]], empty: int = 0) -> None:
    """Create a table and write its rows; see `add`."""
    create(database, name)
    add(database, name, rows, empty)


def add(database: "Database", name: str, rows: Iterable[tuple[object, ...]], empty: int = 0) -> None:
    """Write rows, whose last columns are left out where so many are empty: to bind each takes as long as to store it.

    It does without the conversions of sqlite-utils, which took a third of the time.
    """
    marks = ", ".join(["?"] * (_TABLES[name].count(",") + 1 - empty) + ["x''"] * empty)
    database.conn.executemany(f"insert into {name} values ({marks})", rows)  # noqa: S608


def create(database: "Database", name: str) -> None:
    """Create a table."""
    database.execute(f"create table {name} ({_TABLES[name]}) without rowid")
