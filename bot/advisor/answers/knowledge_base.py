"""The knowledge base of a running process: the articles of the package with what curators changed on top.

Every process compares the number of the last change in the store about once a second while it answers, and builds
its index anew when there is a later one; so a change is live everywhere without a restart.
"""

import asyncio
import hashlib
import logging
import shutil
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from bot.store import curation
from bot.store.curation import Curation
from bot.store.engine import Store
from knowledge.articles import ARTICLES, Article, Library, Phrasing, load_articles
from knowledge.engine import INDEX, Engine
from knowledge.search.index import Base

log = logging.getLogger(__name__)

Addition = Article | Phrasing

LOOKED_AT = 1.0
"""Seconds for which the number of the last change is known from memory."""

KEPT = 4
"""Indexes of different changes that stay on disk: other processes may be a change behind or ahead."""


class KnowledgeBase:
    """Holds the engine, and replaces it when curators changed something.

    An index that could not be built is tried again with the next change.
    """

    def __init__(self, store: Store, data_dir: Path, root: Path) -> None:
        self._store, self._data_dir, self._root = store, data_dir, root
        self._engine: Engine | None = None
        self._version = -1
        self._looked_at = -LOOKED_AT
        self._building: asyncio.Task[bool] | None = None
        self._warming: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, store: Store, data_dir: Path, root: Path = ARTICLES) -> "KnowledgeBase":
        """Open the index with everything that curators changed so far; `read_ahead` reads what many questions need.

        Raises:
            OSError: the data folder cannot be written.
            StoreError: the database does not answer.
        """
        opened = cls(store, data_dir, root)
        await opened._build(warm=False)
        if opened._engine is None:  # what curators added cannot be built: the articles of the package must answer
            opened._engine = await asyncio.to_thread(Engine.open, data_dir, root, warm=False)
        return opened

    async def read_ahead(self) -> None:
        """Read what many questions need, on a thread, while the first may come."""
        self._warming = asyncio.create_task(asyncio.to_thread(self.engine.warm))
        await asyncio.wait({self._warming})

    @property
    def engine(self) -> Engine:
        """The engine as it is now."""
        assert self._engine is not None
        return self._engine

    async def refresh(self, patience: float, now: bool) -> None:
        """Take in what curators changed meanwhile: one short query when they changed nothing.

        It waits ``patience`` seconds at most for the new index; until that is built the former one answers.  Unless
        it shall look ``now``, it does so once in `LOOKED_AT` seconds.

        Raises:
            StoreError: the database does not answer.
        """
        time = asyncio.get_running_loop().time
        if not now and time() - self._looked_at < LOOKED_AT:
            return
        self._looked_at = time()
        version = await self._store.read(curation.version)
        until = time() + patience
        while self._version < version:  # what is being built may be of an earlier change
            if self._building is None or self._building.done():
                self._building = asyncio.create_task(self._build())
            left = max(0.0, until - time())
            done, _ = await asyncio.wait({self._building}, timeout=left)
            if not done or not self._building.result():
                return

    async def _build(self, *, warm: bool = True) -> bool:
        """Build the index of the last change; False if that did not work."""
        version = self._version
        try:
            version, rows = await self._store.read(lambda tx: (curation.version(tx), curation.current(tx)))
            engine = await asyncio.to_thread(open_engine, self._data_dir, self._root, rows, warm=warm)
        except Exception:
            log.exception("The index with the curators' change %d could not be built; the former one answers", version)
            self._version = version
            return False
        former, self._engine, self._version = self._engine, engine, version
        if former is not None:
            await self._warmed()
            former.close()
        return True

    async def _warmed(self) -> None:
        """Wait until the engine opened first is not read from any more."""
        if self._warming is not None:
            await asyncio.wait({self._warming})

    async def close(self) -> None:
        """Let go of the index."""
        if self._building is not None:
            await asyncio.wait({self._building})
        await self._warmed()
        if self._engine is not None:
            self._engine.close()


def open_engine(data_dir: Path, root: Path, rows: Sequence[Curation], *, warm: bool = True) -> Engine:
    """The engine on articles and changes; slow when its index must be built.  For ``warm`` see `Engine.open`.

    Indexes with changes lie in folders of their own, named by what is in them: the bare one stays for the command
    line, and processes that are a change apart do not overwrite one another's.
    """
    added = additions(load_articles(root), rows) if rows else []
    if not added:
        return Engine.open(data_dir, root, warm=warm)
    articles = [each for each in added if isinstance(each, Article)]
    base = Base(data_dir / INDEX)
    if articles and len(articles) < len(added):  # phrasings come and go: an index with the articles alone stays of use
        before = _folder(data_dir, articles)
        Engine.open(before, root, articles, base, warm=False).close()
        base = Base(before / INDEX, articles)
    folder = _folder(data_dir, added)
    engine = Engine.open(folder, root, added, base, warm=warm)
    _tidy(folder)
    return engine


def _folder(data_dir: Path, added: Sequence[Addition]) -> Path:
    digest = hashlib.sha256("\n".join(each.model_dump_json() for each in added).encode()).hexdigest()[:16]
    folder = data_dir / "curated" / digest
    folder.mkdir(parents=True, exist_ok=True)
    folder.touch()
    return folder


def _tidy(used: Path) -> None:
    """Remove all but the newest folders; an index that somebody has open stays readable to them."""
    used.touch()
    newest = sorted(used.parent.iterdir(), key=lambda folder: folder.stat().st_mtime, reverse=True)
    for old in newest[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def additions(base: Library, rows: Iterable[Curation]) -> list[Addition]:
    """What curators' changes add to the articles of the package; a broken change is left out and named in the log.

    Of an article the last version counts, unless the package brings one that was reviewed later.
    """
    articles: dict[str, Article] = {}
    phrasings: dict[tuple[str, str], Phrasing] = {}
    for row in rows:
        try:
            match row.kind:
                case "article":
                    article = Article.model_validate(row.content["article"])
                    packaged = base.articles.get(article.id)
                    if packaged is None or packaged.reviewed <= article.reviewed:
                        articles[article.id] = article
                case "review":
                    known = articles.get(row.article) or base.articles.get(row.article)
                    reviewed = date.fromisoformat(row.content["reviewed"])
                    if known is not None and reviewed > known.reviewed:
                        articles[row.article] = known.model_copy(update={"reviewed": reviewed})
                case "phrasing":
                    phrasing = Phrasing(article=row.article, **row.content)
                    phrasings[(phrasing.article, phrasing.text.casefold())] = phrasing
        except (ValidationError, ValueError, KeyError, TypeError) as error:
            log.warning(
                "The curators' change %d (%s) is broken and left out: %s", row.id, row.kind, type(error).__name__
            )
    known_now = base.extended(list(articles.values())).articles
    new = [each for each in phrasings.values() if each.article in known_now and not _has(known_now, each)]
    return [*articles.values(), *new]


def _has(articles: dict[str, Article], phrasing: Phrasing) -> bool:
    article = articles[phrasing.article]
    known = article.translations.get(phrasing.language)
    there = article.phrasings if phrasing.language == "en" else known.phrasings if known else ()
    return phrasing.text.casefold() in {text.casefold() for text in there}
