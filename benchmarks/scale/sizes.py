"""What a database takes: rows, and bytes with indexes, as PostgreSQL tells."""

from dataclasses import dataclass

import psycopg

LEAST = 100
"""Tables with fewer rows are mostly empty pages and tell nothing."""


@dataclass(frozen=True)
class Table:
    """``size`` in bytes, with indexes and long values."""

    name: str
    rows: int
    size: int


def tables(database: str) -> list[Table]:
    """The tables with enough rows, the largest first."""
    with psycopg.connect(database) as connection:
        sizes = connection.execute("SELECT relname, pg_total_relation_size(relid) FROM pg_stat_user_tables").fetchall()
        found = []
        for name, size in sizes:
            (rows,) = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone() or (0,)
            if rows >= LEAST:
                found.append(Table(str(name), int(rows), int(size)))
    return sorted(found, key=lambda each: -each.size)
