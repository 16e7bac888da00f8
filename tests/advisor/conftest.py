"""The real advisor: a store in a file, the engine on the articles of the package, the web page's sender."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest

from bot.advisor import Advisor, Services
from bot.reminders.delivery import Delivery
from bot.sender_router import SenderRouter
from bot.store import Store
from bot.trial import create_sample
from bot.web.send import WebSender
from knowledge.engine import Engine
from tests.advisor.conversation import START, House, Person
from tests.advisor.post import mailing as mailing
from tests.advisor.post import post as post
from tests.advisor.post import visitor as visitor


@pytest.fixture(scope="session")
def sample_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the sample cluster."""
    path = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("sample") / "advisor.db"))
    asyncio.run(_fill(f"sqlite:///{path}"))
    return path


async def _fill(url: str) -> None:
    store = await Store.open(url)
    await create_sample(store, START)
    await store.close()


@pytest.fixture
async def house(sample_template: Path, tmp_path: Path, engine: Engine) -> AsyncIterator[House]:
    """The sample cluster with Mara, Jonas and their coach, on a Monday morning."""
    store = await Store.open(f"sqlite:///{shutil.copy(sample_template, tmp_path / 'advisor.db')}")
    yield opened(store, engine)
    await store.close()


@pytest.fixture
async def any_house(store: Store, engine: Engine) -> House:
    """The same, on SQLite and on PostgreSQL."""
    await create_sample(store, START)
    return opened(store, engine)


@dataclass(frozen=True)
class Begun:
    """A conversation that several tests go on with, each in a database of its own: it takes longer than they do."""

    database: Path
    person: Person

    @asynccontextmanager
    async def continued(self, folder: Path, engine: Engine) -> AsyncIterator[Person]:
        """The person who talked, at the same moment with the same before their eyes."""
        store = await Store.open(f"sqlite:///{shutil.copy(self.database, folder / 'begun.db')}")
        house = opened(store, engine, first=1001)  # the first thousand ids may be given
        house.now = self.person.house.now
        yield replace(self.person, house=house, shown=[*self.person.shown], typed={}, choices={})
        await store.close()


async def begun(sample: Path, folder: Path, engine: Engine, begin: Callable[[House], Awaitable[Person]]) -> Begun:
    """Hold that conversation in a copy of the sample cluster."""
    database = Path(shutil.copy(sample, folder / "advisor.db"))
    store = await Store.open(f"sqlite:///{database}")
    person = await begin(opened(store, engine))
    await store.close()
    return Begun(database, person)


def opened(store: Store, engine: Engine, first: int = 1) -> House:
    """The advisor on a store that has the sample cluster; it gives ids from that number on."""
    ids, postman = count(first), SenderRouter()
    house = House(store, Advisor(Services(store, lambda: engine, postman, lambda: f"{next(ids):08d}id")))
    postman.surfaces["web"] = WebSender(house.advisor, lambda: house.now)
    house.delivery = Delivery(store, postman, house.advisor.compose, random=lambda: 0.5)
    return house
