"""No test meets what the test before it left in the PostgreSQL database they share."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.emptied import EmptiedDatabase

ROW = "INSERT INTO clusters (id, name, country, created_at) VALUES ('north', 'North', 'BE', now())"


@pytest.fixture
def shared(postgresql_server: str) -> Iterator[EmptiedDatabase]:
    database = EmptiedDatabase(postgresql_server)
    yield database
    database.close()


def test_rows_numbers_and_connections_are_gone_and_a_changed_structure_is_replaced(shared: EmptiedDatabase) -> None:
    first = shared.address()
    left = psycopg.connect(first)
    left.execute("SELECT nextval(sequencename::regclass) FROM pg_sequences")
    left.execute(ROW)
    left.commit()
    left.execute(ROW.replace("north", "south"))  # and this transaction stays open
    assert shared.address() == first
    with pytest.raises(psycopg.OperationalError):
        left.execute("SELECT 1")
    left.close()
    with psycopg.connect(first) as fresh:
        assert fresh.execute("SELECT * FROM clusters").fetchall() == []
        assert {row[0] for row in fresh.execute("SELECT last_value FROM pg_sequences")} == {None}
        fresh.execute("ALTER TABLE clusters ADD COLUMN more text")
    second = shared.address()
    assert second != first
    with psycopg.connect(second) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    assert shared.address() not in (first, second)
