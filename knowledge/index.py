"""The index: one read-only SQLite file with everything the engine looks up.

It is built from the articles into the data directory and replaced as a whole, so that a reader always sees
a complete one.  It carries a fingerprint of the articles and of the code that built it: when they no longer
fit, or the file is broken, it is built again.
"""

from __future__ import annotations  # array is generic only for the type checker

import hashlib
import json
import os
import sqlite3
import tempfile
from array import array
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Literal, NamedTuple, get_args

from pydantic import TypeAdapter

from knowledge.articles import Article, Library, Phrasing, Problem, article_files, load_articles
from knowledge.building import build
from knowledge.parameters import parameters
from knowledge.text import spelled

_CODE = (
    "articles.py",
    "building.py",
    "languages.py",
    "outside.yaml",
    "parameters.json",
    "stopwords.yaml",
    "text.py",
    "texts.py",
    "weighing.py",
)
_CACHED_IMPACTS, _CACHED_TERMS, _CACHED_ARTICLES = 2_000_000, 50_000, 512
"""What is kept in memory at most: impacts (8 bytes each), terms, and the ways to ask for so many articles."""
_COMMON = 6
"""A term held by so many articles of a small library is read before the first question."""
_AT_ONCE = 1_000
"""So many terms are read by one statement at most."""
_articles = TypeAdapter(Article)


Kind = Literal["words", "grams"]
"""Stems and pairs of stems, or character n-grams."""


class Term(NamedTuple):
    """How much a term says about a topic, and how many articles hold it."""

    weight: float
    held: int


class Impacts(NamedTuple):
    """How much a term speaks for the articles that hold it, in rising order of ``articles``.

    ``values`` are for the likelihood, ``bm25`` what it adds to the BM25 score (empty but for stems).
    """

    articles: array[int]
    values: array[float]
    bm25: array[float]


_OFTEN = 100
"""So many look-ups in the entries of one article, and it pays to read all of them once."""


class Entries:
    """The ways to ask for one article: ``norms`` are their lengths as weighted vectors.

    ``stems`` is text: for each stem a line with the stem, a tab and the numbers of the entries that hold it.  It is
    searched as it is, which is faster than to read it all, until the article has come up often.
    """

    def __init__(self, norms: array[float], stems: str) -> None:
        self.norms = norms
        self._stems = stems
        self._searches = 0
        self._read: dict[str, list[int]] | None = None

    def holding(self, stem: str) -> list[int]:
        """The numbers of the entries that hold a stem."""
        if self._read is None and self._searches >= _OFTEN:
            lines = (line.partition("\t") for line in self._stems.split("\n") if line)
            self._read = {key: [int(number) for number in numbers.split(" ")] for key, _, numbers in lines}
        if self._read is not None:
            return self._read.get(stem, [])
        self._searches += 1
        start = self._stems.find(f"\n{stem}\t")
        if start < 0:
            return []
        start += len(stem) + 2
        return [int(number) for number in self._stems[start : self._stems.index("\n", start)].split(" ")]


class Index:
    """An open index.  Safe to read from several threads.

    ``ids`` are the articles by number; the numbers from ``len(ids)`` on stand for topics outside the field.
    ``word_sizes`` and ``gram_sizes`` hold for each the logarithm of the smoothed amount of its text.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        self._reading = Lock()
        ((pages, size),) = self._rows("select * from pragma_page_count(), pragma_page_size()")
        if pages * size != path.stat().st_size:
            raise sqlite3.DatabaseError("the index file is not complete")
        self._terms: dict[tuple[Kind, str], Term | None] = {}
        self._impacts: dict[tuple[Kind, str], Impacts] = {}
        self._kept = 0
        self._entries: dict[int, Entries] = {}
        self._vocabulary: dict[str, list[str]] | None = None
        meta = dict(self._rows("select key, value from meta where key <> 'vocabulary'"))
        self.fingerprint: str = meta["fingerprint"]
        self.ids: list[str] = json.loads(meta["ids"])
        self.word_sizes, self.gram_sizes = _floats(meta["word_sizes"]), _floats(meta["gram_sizes"])
        self._problems = [Problem(Path(name), line, message) for name, line, message in json.loads(meta["problems"])]

    @cached_property
    def library(self) -> Library:
        """The articles, and the problems met while reading the others."""
        stored = self._rows("select json from articles order by n")
        articles = (_articles.validate_json(text) for (text,) in stored)
        return Library({article.id: article for article in articles}, self._problems)

    def terms(self, kind: Kind, asked: Sequence[str]) -> dict[str, Term]:
        """Those of the terms that some article holds."""
        known = {term: self._terms.get((kind, term), ...) for term in asked}
        missing = [term for term, held in known.items() if held is ...]
        if missing:
            if len(self._terms) > _CACHED_TERMS:
                self._terms = {}
            sql = f"select term, weight, length(articles) / 4 from {kind} where term in ({_marks(missing)})"  # noqa: S608
            read = {term: Term(weight, held) for term, weight, held in self._rows(sql, missing)}
            self._terms.update(((kind, term), read.get(term)) for term in missing)
            known.update((term, read.get(term)) for term in missing)
        return {term: held for term, held in known.items() if isinstance(held, Term)}

    def impacts(self, kind: Kind, terms: Sequence[str]) -> dict[str, Impacts]:
        """For which articles terms that are held speak, and how much."""
        known = {term: self._impacts.get((kind, term)) for term in terms}
        missing = [term for term, held in known.items() if held is None]
        if missing:
            sql = f"select term, articles, impacts, bm25 from {kind} where term in ({_marks(missing)})"  # noqa: S608
            rows = self._rows(sql, missing)
            read = {term: Impacts(_ints(held), _floats(values), _floats(bm25)) for term, held, values, bm25 in rows}
            self._kept += sum(len(each.articles) for each in read.values())
            if self._kept > _CACHED_IMPACTS:
                self._impacts, self._kept = {}, 0
            self._impacts.update(((kind, term), held) for term, held in read.items())
            known.update(read)
        return {term: held for term, held in known.items() if held is not None}

    def entries(self, article: int) -> Entries:
        """The ways to ask for an article."""
        found = self._entries.get(article)
        if found is None:
            ((norms, stems),) = self._rows("select norms, stems from entries where n = ?", (article,))
            found = Entries(_floats(norms), stems)
            if len(self._entries) >= _CACHED_ARTICLES:
                self._entries = {}
            self._entries[article] = found
        return found

    def asked_by(self, text: str) -> list[int]:
        """The articles that hold exactly this title or phrasing, apart from case, accents and punctuation."""
        rows = self._rows("select articles from exact where text = ?", (spelled(text),))
        found: list[int] = json.loads(rows[0][0]) if rows else []
        return found

    def vocabulary(self) -> dict[str, list[str]]:
        """The stems of all entries by their first letter, to correct typing errors against."""
        if self._vocabulary is None:
            found: dict[str, list[str]] = {}
            ((stems,),) = self._rows("select value from meta where key = 'vocabulary'")
            for stem in stems.split():
                found.setdefault(stem[0], []).append(stem)
            self._vocabulary = found
        return self._vocabulary

    def languages(self, forms: Sequence[str]) -> dict[str, str]:
        """For folded words as typed: the languages, joined by spaces, in whose entries they stand."""
        sql = f"select form, languages from forms where form in ({_marks(forms)})"  # noqa: S608
        return dict(self._rows(sql, forms))

    def warm(self) -> None:
        """Read now what many questions need, so that the first do not wait for it."""
        self.vocabulary()
        if len(self.ids) <= _CACHED_ARTICLES:
            _ = self.library
            for n in range(len(self.ids)):
                self.entries(n)
            for kind in get_args(Kind):
                common = f"select term from {kind} where length(articles) >= ?"  # noqa: S608
                terms = [term for (term,) in self._rows(common, (4 * _COMMON,))]
                for start in range(0, len(terms), _AT_ONCE):
                    self.terms(kind, terms[start : start + _AT_ONCE])
                    self.impacts(kind, terms[start : start + _AT_ONCE])

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _rows(self, sql: str, values: Sequence[str | int] = ()) -> list[tuple[Any, ...]]:
        with self._reading:
            return self._connection.execute(sql, values).fetchall()


def open_index(path: Path, root: Path, extra: Sequence[Article | Phrasing] = ()) -> Index:
    """Open the index at ``path``, building it first when it is missing, broken or out of date.

    Two processes may do so at once: each builds its own file, and either may stay.
    Raises ``OSError`` when the data directory cannot be written.
    """
    wanted = fingerprint(root, extra)
    try:
        index = Index(path)
        if index.fingerprint == wanted:
            return index
        index.close()
    except (sqlite3.Error, KeyError, ValueError):
        pass  # missing, broken or of an older form: built anew below
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".building")
    os.close(handle)
    building = Path(name)
    try:
        build(building, load_articles(root).extended(extra), wanted, parameters())
        building.replace(path)
    finally:
        building.unlink(missing_ok=True)
    return Index(path)


def fingerprint(root: Path, extra: Sequence[Article | Phrasing] = ()) -> str:
    """A hash of all that the index is made of: article files, additions, and the code that reads them."""
    digest = hashlib.sha256()
    for path in [*(Path(__file__).parent / name for name in _CODE), *article_files(root)]:
        digest.update(path.name.encode() + b"\0")
        try:
            digest.update(path.read_bytes())
        except OSError as error:  # reported by load_articles
            digest.update(str(error.errno).encode())
    for each in extra:
        digest.update(b"\0" + each.model_dump_json().encode())
    return digest.hexdigest()


def _marks(values: Sequence[str]) -> str:
    """Question marks for SQL, one for each value: the only thing put into a statement besides fixed names."""
    return ",".join("?" * len(values))


def _ints(data: bytes) -> array[int]:
    values = array("I")
    values.frombytes(data)
    return values


def _floats(data: bytes) -> array[float]:
    values = array("f")
    values.frombytes(data)
    return values
