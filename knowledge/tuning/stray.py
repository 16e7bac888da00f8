"""Ways to ask for an article whose words fit another article better: what is asked a little differently strays."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from knowledge.engine import Engine
from knowledge.library.article import Article
from knowledge.library.languages import Language

PROCESSES = 8
"""So many processes look phrasings up at once at most; each holds an index in memory."""
WORTH = 4_000
"""From so many phrasings on, about four seconds of work, starting further processes pays."""

Progress = Callable[[int, int], object]
"""Called now and then with how many phrasings were looked up, and of how many."""


@dataclass(frozen=True)
class StrayPhrasing:
    """A ``phrasing`` of ``article`` whose words fit ``other`` better."""

    article: str
    language: Language
    phrasing: str
    other: str


def stray_phrasings(
    engine: Engine, again: Callable[[], Engine] | None = None, progress: Progress = lambda done, of: None
) -> list[StrayPhrasing]:
    """Confidence up every phrasing of every article, a millisecond each.

    With ``again``, which opens the same engine in another process and must be picklable, all processors share the work.
    """
    articles = list(engine.library.articles.values())
    every = sum(len(_asked(article)) for article in articles)
    processes = min(os.cpu_count() or 1, PROCESSES)
    found: Iterator[list[StrayPhrasing]] = (_stray(engine, article) for article in articles)
    if again is not None and processes > 1 and every >= WORTH:
        try:
            return _gather(_shared(again, articles, processes), articles, every, progress)
        except (BrokenExecutor, NotImplementedError, OSError):
            pass  # no further processes on this machine, or one was ended: slower, but with the same result
    return _gather(found, articles, every, progress)


def _gather(
    found: Iterator[list[StrayPhrasing]], articles: Sequence[Article], every: int, progress: Progress
) -> list[StrayPhrasing]:
    gathered: list[StrayPhrasing] = []
    done = 0
    for article, strays in zip(articles, found, strict=True):
        gathered += strays
        done += len(_asked(article))
        progress(done, every)
    return gathered


def _shared(again: Callable[[], Engine], articles: Sequence[Article], processes: int) -> Iterator[list[StrayPhrasing]]:
    """What strays of each article, in their order.  Processes start fresh: an open database must not be inherited."""
    with ProcessPoolExecutor(processes, get_context("spawn"), _open, (again,)) as pool:
        yield from pool.map(_stray_here, articles)


_engines: list[Engine] = []
"""The engine of a process that shares the work."""


def _open(again: Callable[[], Engine]) -> None:
    _engines.append(again())


def _stray_here(article: Article) -> list[StrayPhrasing]:
    return _stray(_engines[0], article)


def _stray(engine: Engine, article: Article) -> list[StrayPhrasing]:
    nearest = ((language, phrasing, engine.nearest(phrasing)) for language, phrasing in _asked(article))
    return [
        StrayPhrasing(article.id, language, phrasing, other)
        for language, phrasing, other in nearest
        if other is not None and other != article.id
    ]


def _asked(article: Article) -> list[tuple[Language, str]]:
    asked: list[tuple[Language, str]] = [("en", each) for each in article.phrasings]
    for language, translation in article.translations.items():
        asked += [(language, each) for each in translation.phrasings]
    return asked
