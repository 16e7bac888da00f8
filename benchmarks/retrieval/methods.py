"""The methods compared.  Each is built from a library and ranks its articles for a question."""

from __future__ import annotations

import importlib
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import Stemmer
from rapidfuzz import fuzz, process

from benchmarks.retrieval.minilm import MiniLM
from knowledge.articles import Article, Library
from knowledge.engine import Engine
from knowledge.library.analysis import words
from knowledge.search.building import build_index
from knowledge.search.index import Index
from knowledge.search.parameters import parameters

Ranked = list[tuple[str, float]]
"""Ids with scores, best first; the first score is what the decision to answer rests on."""
BEST = 5


class Method(Protocol):
    """A way to find articles; raises ``ImportError`` where it needs a package that is not installed."""

    def __init__(self, library: Library) -> None: ...

    def find(self, question: str) -> Ranked:
        """The best articles for a question."""


def ways_to_ask(article: Article) -> list[str]:
    """Title and phrasings in English: what all methods get to see, besides the answer where they can use it."""
    return [article.title, *article.phrasings]


class Ours:
    """The engine of this product with its packaged parameters."""

    def __init__(self, library: Library) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "knowledge.sqlite"
            build_index(path, library, "benchmark", parameters())
            self._engine = Engine(Index(path))  # stays readable while it is open, though its name is gone
        self._engine.warm()

    def find(self, question: str) -> Ranked:
        return [(each.id, each.score) for each in self._engine.ask(question).articles]


class WRatio:
    """rapidfuzz ``WRatio`` over titles and phrasings."""

    def __init__(self, library: Library) -> None:
        pairs = [(text.lower(), id) for id, article in library.articles.items() for text in ways_to_ask(article)]
        self._texts, self._owners = [text for text, _ in pairs], [id for _, id in pairs]

    def find(self, question: str) -> Ranked:
        found = process.extract(question.lower(), self._texts, scorer=fuzz.WRatio, limit=200)
        return _first_of_each((self._owners[n], score / 100) for _, score, n in found)


class Fts5:
    """SQLite FTS5 with the porter tokenizer and bm25 alone, over title, phrasings and answer."""

    def __init__(self, library: Library) -> None:
        self._ids = list(library.articles)
        self._database = sqlite3.connect(":memory:")
        self._database.execute("create virtual table t using fts5(title, phrasings, body, tokenize='porter unicode61')")
        rows = ((a.title, "\n".join(a.phrasings), a.body) for a in library.articles.values())
        self._database.executemany("insert into t values (?, ?, ?)", rows)

    def find(self, question: str) -> Ranked:
        terms = list(dict.fromkeys(words(question)))
        if not terms:
            return []
        match = " OR ".join(f'"{term}"' for term in terms)
        sql = f"select rowid, bm25(t) from t where t match ? order by 2, 1 limit {BEST}"
        return [(self._ids[n - 1], -score) for n, score in self._database.execute(sql, (match,))]


class Bm25s:
    """bm25s over stemmed titles, phrasings and answers."""

    def __init__(self, library: Library) -> None:
        bm25s: Any = importlib.import_module("bm25s")
        self._stemmer = Stemmer.Stemmer("english")
        self._ids = list(library.articles)
        texts = ("\n".join([*ways_to_ask(article), article.body]) for article in library.articles.values())
        self._index: Any = bm25s.BM25()
        self._index.index([self._tokens(text) for text in texts], show_progress=False)

    def find(self, question: str) -> Ranked:
        tokens = self._tokens(question)
        if not tokens:
            return []
        size = min(BEST, len(self._ids))
        found, scores = self._index.retrieve([tokens], k=size, show_progress=False)
        return [(self._ids[int(n)], float(score)) for n, score in zip(found[0], scores[0], strict=True)]

    def _tokens(self, text: str) -> list[str]:
        return [self._stemmer.stemWord(word) for word in words(text)]


class Embedding:
    """all-MiniLM-L6-v2: cosine with the nearest title or phrasing."""

    def __init__(self, library: Library) -> None:
        self._model = MiniLM()
        pairs = [(text, id) for id, article in library.articles.items() for text in ways_to_ask(article)]
        self._owners = [id for _, id in pairs]
        self._vectors = self._model.encode([text for text, _ in pairs])

    def find(self, question: str) -> Ranked:
        scores = self._vectors @ self._model.encode([question])[0]
        order = (-scores).argsort()[:200]
        return _first_of_each((self._owners[n], float(scores[n])) for n in order)


OURS = "this engine"
METHODS: dict[str, Callable[[Library], Method]] = {
    OURS: Ours,
    "rapidfuzz WRatio": WRatio,
    "FTS5 bm25": Fts5,
    "bm25s, stemmed": Bm25s,
    "MiniLM": Embedding,
}


def _first_of_each(found: Any) -> Ranked:
    best: dict[str, float] = {}
    for id, score in found:
        best.setdefault(id, score)
        if len(best) == BEST:
            break
    return list(best.items())


def names(chosen: Sequence[str] | None) -> list[str]:
    """The methods to run, in the order of the table."""
    return [name for name in METHODS if not chosen or name in chosen]
