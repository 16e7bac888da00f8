"""The knowledge base with what curators changed, as the command line reads it."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import load_settings
from bot.terminal import data_folder, say

if TYPE_CHECKING:  # importing costs every command time
    from bot.store.curation import Curation
    from knowledge.articles import Library
    from knowledge.engine import Engine


def open_engine(*, warm: bool = True) -> "Engine":
    """The engine with what curators changed; with the articles of the package alone where no database is at hand.

    One question is answered sooner by an engine that is not ``warm``, many are by one that is.
    """
    rows = current()
    if rows or warm:
        return opener(rows)()
    from knowledge.engine import Engine

    return Engine.open(data_folder(), warm=False)


def opener(rows: "list[Curation]") -> "Callable[[], Engine]":
    """What opens the engine with changes of curators, in this process or another."""
    if not rows:  # far quicker to start than what follows
        from knowledge.engine import Engine

        return partial(Engine.open, data_folder())
    from bot.advisor.answers.knowledge_base import open_engine as open_changed
    from knowledge.articles import ARTICLES

    return partial(open_changed, data_folder(), ARTICLES, rows)


def current() -> "list[Curation]":
    """What curators changed; nothing where no database is at hand."""
    url = load_settings().store_url
    if url.startswith("sqlite:///") and _nothing_changed(Path(url.removeprefix("sqlite:///"))):
        return []
    from bot.store import StoreError

    try:
        return asyncio.run(_changes(url))
    except StoreError as problem:
        say(f"What curators changed is left out. {problem}", err=True)
        return []


def _nothing_changed(database: Path) -> bool:
    """Whether a glance tells that curators changed nothing: importing all that reads the database takes far longer."""
    if not database.exists():
        return True
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute("select 1 from curations limit 1").fetchone() is None
    except sqlite3.Error:
        return False  # it is told what is wrong where the database is opened


async def _changes(url: str) -> "list[Curation]":
    from bot.store import Store, curation

    store = await Store.open(url, create=False)
    try:
        return await store.read(curation.current)
    finally:
        await store.close()


def library() -> "Library":
    """The articles of the package with what curators changed."""
    from bot.advisor.answers.knowledge_base import additions
    from knowledge.articles import ARTICLES, load_articles

    base = load_articles(ARTICLES)
    return base.extended(additions(base, asyncio.run(_changes(load_settings().store_url))))
