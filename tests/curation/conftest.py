"""A running advisor whose knowledge base follows the store, on a dozen of the packaged articles."""

import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest

from bot.advisor import Advisor, Services
from bot.advisor.answers.knowledge_base import KnowledgeBase
from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.reminders.delivery import Delivery
from bot.sender_router import SenderRouter
from bot.store import Store
from bot.trial import create_sample
from bot.web.send import WebSender
from knowledge.articles import ARTICLES, Article
from knowledge.engine import Engine
from knowledge.library.article_file import format_article, parse_article
from tests.advisor.conversation import START, House, Person
from tests.common import building_with_few_outside

SERVED = (
    "action-plan",
    "attracting-members",
    "coaching-session",
    "communication-strategy",
    "funding-internationalisation",
    "membership-fees",
    "raci-matrix",
    "smart-goals",
    "swot-analysis",
)
LONG_ARTICLE = "membership-fees"
MOST_PHRASINGS, PHRASINGS, TRANSLATED = 80, 15, 2
"""So many phrasings a long article keeps here, more than fit into one field of the form; the others; and in another
language."""


class Wire:
    """The way to the web page, which may break: ``refuses`` sends nothing, ``loses`` sends and does not say so."""

    def __init__(self, sender: WebSender) -> None:
        self.sender, self.state, self.sent = sender, "", 0

    async def send(self, account: str, message: Message, *, key: str) -> str:
        if self.state == "refuses":
            raise SendError("not now")
        reference = await self.sender.send(account, message, key=key)
        self.sent += 1
        if self.state == "loses":
            raise SendError("the answer was lost", unknown=True)
        return reference

    async def probe(self, workspace: str) -> None:
        return None

    async def find(self, account: str, key: str, *, since: datetime) -> str | None:
        return await self.sender.find(account, key, since=since)

    async def update(self, account: str, reference: str, message: Message) -> None:
        await self.sender.update(account, reference, message)


class Office(House):
    """A running advisor with its knowledge base, and the people of the sample programme."""

    knowledge: KnowledgeBase
    wire: Wire

    @property
    def ines(self) -> Person:
        """The curator."""
        return self.person("web:ines")


class Site:
    """One machine: a database, a data folder and articles, on which any number of processes run."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root = folder, folder / "articles"
        self.running = AsyncExitStack()
        self.ids = count(1)

    async def start(self) -> Office:
        """Start a process."""
        store = await Store.open(f"sqlite:///{self.folder / 'advisor.db'}")
        self.running.push_async_callback(store.close)
        knowledge = await KnowledgeBase.open(store, self.folder / "data", self.root)
        self.running.push_async_callback(knowledge.close)
        await create_sample(store, START)
        postman = SenderRouter()

        async def refresh(patience: float, _: bool) -> None:
            """Wait for the index however busy the machine is: what is asked here is what it holds then."""
            await knowledge.refresh(60.0 if patience else 0.0, True)

        services = Services(
            store, lambda: knowledge.engine, postman, lambda: f"{next(self.ids):08d}id", refresh=refresh
        )
        office = Office(store, Advisor(services))
        office.knowledge, office.wire = knowledge, Wire(WebSender(office.advisor, lambda: office.now))
        postman.surfaces["web"] = office.wire
        office.delivery = Delivery(store, postman, office.advisor.compose, random=lambda: 0.5)
        return office


def _shortened(article: Article) -> Article:
    """The article with some of its phrasings: each change of a test builds an index of all of them."""
    kept = article.phrasings[: MOST_PHRASINGS if article.id == LONG_ARTICLE else PHRASINGS]
    translations = {
        language: translation.model_copy(update={"phrasings": translation.phrasings[:TRANSLATED]})
        for language, translation in article.translations.items()
    }
    return article.model_copy(update={"phrasings": kept, "translations": translations})


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles with their index, built once."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "articles" / "en").mkdir(parents=True)
    for name in SERVED:
        article = parse_article((ARTICLES / "en" / f"{name}.md").read_text(encoding="utf-8"))
        (folder / "articles" / "en" / f"{name}.md").write_text(format_article(_shortened(article)), encoding="utf-8")
    with building_with_few_outside():
        Engine.open(folder / "data", folder / "articles", warm=False).close()
    return folder


@pytest.fixture
async def site(built: Path, sqlite_template: Path, tmp_path: Path, few_outside: None) -> AsyncIterator[Site]:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    shutil.copy(sqlite_template, tmp_path / "advisor.db")
    made = Site(tmp_path)
    async with made.running:
        yield made


@pytest.fixture
async def office(site: Site) -> Office:
    return await site.start()
