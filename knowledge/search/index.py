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
from itertools import chain
from operator import attrgetter
from pathlib import Path
from threading import Lock
from typing import Any, Literal, NamedTuple, get_args

from pydantic import TypeAdapter

from knowledge.garbage import uncollected
from knowledge.library.analysis import grams, spelled, words
from knowledge.library.article import Article, Phrasing
from knowledge.library.articles import Library, Problem, article_files, load_articles
from knowledge.library.languages import Language
from knowledge.search.parameters import parameters
from knowledge.search.terms import NO_IMPACTS, UNREADY, Term, impacts_of
from knowledge.search.updating import copy_with, only_adds_phrasings

_CODE = (
    "library/analysis.py",
    "library/article.py",
    "library/article_file.py",
    "library/article_head.py",
    "library/articles.py",
    "library/languages.py",
    "library/stopwords.yaml",
    "search/building.py",
    "search/counting.py",
    "search/numbering.py",
    "search/outside.yaml",
    "search/parameters.json",
    "search/passages.py",
    "search/tables.py",
    "search/updating.py",
    "search/weighting.py",
)
_CACHED_IMPACTS, _CACHED_TERMS, _CACHED_WORDS, _CACHED_ARTICLES = 6_000_000, 50_000, 10_000, 512
"""What is kept in memory at most: impacts (8 bytes each, as each number of a column), terms, words with their n-grams,
and the ways to ask for so many articles."""
_READ_THROUGH = 100_000_000
"""Bytes of an index that is checked for damage when it is opened."""
_LIKE_ENOUGH = 0.74
"""Similarity (OSA) from which an unknown word counts as a mistyped known one (measured)."""
_COMMON = 6
"""A term held by so many articles of a small library is read before the first question."""
_TERMS = "select term, weight, articles, impacts, bm25, ends, entries"
_EXACT = "select text, articles from exact"
_articles = TypeAdapter(Article)


Kind = Literal["words", "grams"]
"""Stems and pairs of stems, or character n-grams."""


class Index:
    """An open index.  Safe to read from several threads.

    ``ids`` are the articles by number; the numbers from ``len(ids)`` on stand for topics outside the field.
    ``problems`` are those of the articles that could not be read.
    ``word_sizes`` and ``gram_sizes`` hold for each the logarithm of the smoothed amount of its text.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        self._reading = Lock()
        ((pages, size),) = self._rows("select * from pragma_page_count(), pragma_page_size()")
        self._bytes: int = pages * size
        if self._bytes != path.stat().st_size:
            raise sqlite3.DatabaseError("the index file is not complete")
        self._terms: dict[Kind, dict[str, Term | None]] = {"words": {}, "grams": {}}
        self._cut: dict[str, tuple[Term, ...]] = {}
        self._kept = 0
        self._norms: dict[int, tuple[float, ...]] = {}
        self._vocabulary: dict[str, list[str]] | None = None
        self._corrected: dict[str, tuple[str, float] | None] = {}
        self._exact: dict[str, str] | None = None
        self._forms: dict[str, tuple[Language, ...]] = {}
        meta = dict(self._rows("select key, value from meta where key <> 'vocabulary'"))
        self.fingerprint: str = meta["fingerprint"]
        self.ids: list[str] = json.loads(meta["ids"])
        self._small = len(self.ids) <= _CACHED_ARTICLES
        self.word_sizes, self.gram_sizes = list(_floats(meta["word_sizes"])), list(_floats(meta["gram_sizes"]))
        self.problems = [Problem(Path(name), line, message) for name, line, message in json.loads(meta["problems"])]

    @cached_property
    def library(self) -> Library:
        """The articles, and the problems met while reading the others."""
        stored = self._rows("select json from articles order by n")
        articles = (_articles.validate_json(text) for (text,) in stored)
        return Library({article.id: article for article in articles}, self.problems)

    def article(self, id: str) -> Article | None:
        """One article; of a large library it is read when it is wanted."""
        if "library" in self.__dict__:
            return self.library.articles.get(id)
        if id not in self.ids:
            return None
        rows = self._rows("select json from articles where n = ?", (self.ids.index(id),))
        return _articles.validate_json(rows[0][0])

    def terms(self, kind: Kind, asked: Sequence[str]) -> dict[str, Term]:
        """Those of the terms that some article holds."""
        known, wanted = self._terms[kind], dict.fromkeys(asked)
        if wanted.keys() <= known.keys():
            return {term: held for term in wanted if (held := known[term]) is not None}
        missing = _filled([term for term in wanted if term not in known])
        found = {term: known.get(term) for term in wanted}
        if self._small:  # the impacts will be wanted too: one statement instead of two
            found.update((term.text, term) for term in self._read(kind, f"term in ({_marks(missing)})", missing))
        else:
            sql = f"select term, weight, length(articles) / 4 from {kind} where term in ({_marks(missing)})"  # noqa: S608
            found.update((term, Term(term, weight, held)) for term, weight, held in self._rows(sql, missing))
        known = self._terms[kind]
        if len(known) > _CACHED_TERMS:
            self._terms[kind] = dict(found)
        else:
            known.update((term, found[term]) for term in missing)
        return {term: held for term, held in found.items() if held is not None}

    def grams_of(self, folded: Sequence[str]) -> dict[str, Term]:
        """The character n-grams of words that some article holds."""
        if len(self._cut) > _CACHED_WORDS:
            self._cut = {}
        known = self._cut
        missing = [word for word in folded if word not in known]
        if missing:
            held = self.terms("grams", list(dict.fromkeys(chain.from_iterable(map(grams, missing)))))
            known.update((word, tuple(held[gram] for gram in grams(word) if gram in held)) for word in missing)
        found = list(chain.from_iterable(map(known.__getitem__, folded)))
        return dict(zip(map(_TEXT, found), found))  # noqa: B905 - of one length

    def ready(self, kind: Kind, terms: Sequence[Term]) -> None:
        """Read for which articles terms speak, and how much, and make them ready for adding that up."""
        if UNREADY not in map(_COLUMN, terms):
            return
        unread = {term.text: term for term in terms if term.impacts is NO_IMPACTS}
        if unread:
            wanted = _filled(list(unread))
            for read in self._read(kind, f"term in ({_marks(wanted)})", wanted):
                unread[read.text].impacts = read.impacts
        size, large = len(self.word_sizes), not self._small
        for term in terms:
            if term.column == UNREADY:
                self._make_room(term.spread(size, large))

    def _read(self, kind: Kind, which: str, values: Sequence[str | int]) -> list[Term]:
        """Read terms with their impacts."""
        read = [
            Term(term, weight, len(held) // 4, impacts_of(held, *others))
            for term, weight, held, *others in self._rows(f"{_TERMS} from {kind} where {which}", values)
        ]
        self._make_room(sum(term.held for term in read))
        return read

    def _make_room(self, more: int) -> None:
        """Count what comes into memory, and forget the rest where it becomes too much."""
        self._kept += more
        if self._kept > _CACHED_IMPACTS:
            self._terms, self._cut, self._kept = {"words": {}, "grams": {}}, {}, more

    def norms(self, articles: Sequence[int]) -> dict[int, tuple[float, ...]]:
        """For each article the lengths of its ways to ask as weighted vectors."""
        missing = [n for n in articles if n not in self._norms]
        if missing:
            if len(self._norms) >= _CACHED_ARTICLES:
                self._norms = {}
                missing = list(articles)
            sql = f"select n, norms from entries where n in ({_marks(missing)})"  # noqa: S608
            self._norms.update((n, tuple(_floats(norms))) for n, norms in self._rows(sql, missing))
        norms = self._norms
        return {n: norms[n] for n in articles}

    def asked_by(self, text: str) -> list[int]:
        """The articles that hold exactly this title or phrasing, apart from case, accents and punctuation."""
        wanted = spelled(words(text))
        if self._exact is not None:
            held = self._exact.get(wanted)
        else:
            held = next((articles for _, articles in self._rows(f"{_EXACT} where text = ?", (wanted,))), None)
        found: list[int] = json.loads(held) if held else []
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

    def corrected(self, term: str) -> tuple[str, float] | None:
        """The stem that an unknown one most resembles, with its likeness; ``None`` when nothing comes near."""
        if len(term) < 4 or term.isdecimal():
            return None
        if term not in self._corrected:
            from rapidfuzz import process  # only here: no start waits for it, see `warm`
            from rapidfuzz.distance import OSA

            vocabulary = self.vocabulary()
            near = [each for letter in dict.fromkeys(term[:2]) for each in vocabulary.get(letter, [])]
            best = process.extractOne(term, near, scorer=OSA.normalized_similarity, score_cutoff=_LIKE_ENOUGH)
            if len(self._corrected) >= _CACHED_TERMS:
                self._corrected = {}
            self._corrected[term] = (best[0], best[1]) if best else None
        return self._corrected[term]

    def languages(self, forms: Sequence[str]) -> dict[str, tuple[Language, ...]]:
        """For folded words as typed: the languages in whose entries they stand."""
        missing = _filled([form for form in forms if form not in self._forms])
        if missing:
            sql = f"select form, languages from forms where form in ({_marks(missing)})"  # noqa: S608
            if len(self._forms) >= _CACHED_TERMS:
                self._forms = {}
            self._forms.update(dict.fromkeys(missing, ()))
            self._forms.update((form, tuple(spoken.split())) for form, spoken in self._rows(sql, missing))
        return {form: self._forms.get(form, ()) for form in forms}

    def sound(self) -> bool:
        """Whether the file is whole; one too large to be read through at every start is taken to be."""
        return self._bytes > _READ_THROUGH or self._rows("pragma quick_check(1)") == [("ok",)]

    def warm(self) -> None:
        """Read now what many questions need, so that the first do not wait for it; once."""
        self.corrected("warmed")
        if not self._small or self._exact is not None:
            return
        with uncollected():
            _ = self.library
            self.norms(range(len(self.ids)))
            self._exact = dict(self._rows(_EXACT))
            for kind in get_args(Kind):
                read = self._read(kind, "length(articles) >= ?", (4 * _COMMON,))
                self._terms[kind].update((term.text, term) for term in read)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _rows(self, sql: str, values: Sequence[str | int] = ()) -> list[tuple[Any, ...]]:
        with self._reading:
            return self._connection.execute(sql, values).fetchall()


class Base(NamedTuple):
    """An index that lies, or may be built, at ``path`` and holds the first of the additions, ``extra``."""

    path: Path
    extra: Sequence[Article | Phrasing] = ()


def open_index(path: Path, root: Path, extra: Sequence[Article | Phrasing] = (), base: Base | None = None) -> Index:
    """Open the index at ``path``, building it first when it is missing, broken or out of date.

    ``extra`` may begin with what ``base`` holds: a copy of it to which the others are added is ready far sooner.  Two
    processes may do so at once: each builds its own file, and either may stay.
    Raises ``OSError`` when the data directory cannot be written.
    """
    wanted = fingerprint(root, extra)
    try:
        index = Index(path)
        if index.fingerprint == wanted and index.sound():
            return index
        index.close()
    except (sqlite3.Error, KeyError, ValueError):
        pass  # missing, broken or of an older form: built anew below
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".building")
    os.close(handle)
    building = Path(name)
    try:
        library = load_articles(root)
        if base and only_adds_phrasings(library.extended(base.extra), extra[len(base.extra) :]):
            open_index(base.path, root, base.extra).close()
            copy_with(base.path, building, extra[len(base.extra) :], wanted, parameters())
        else:
            with uncollected():
                from knowledge.search.building import build_index  # only here: it imports numpy

                build_index(building, library.extended(extra), wanted, parameters())
        building.replace(path)
    finally:
        building.unlink(missing_ok=True)
    return Index(path)


def fingerprint(root: Path, extra: Sequence[Article | Phrasing] = ()) -> str:
    """A hash of all that the index is made of: article files, additions, and the code that reads them."""
    digest = hashlib.sha256()
    for path in [*(Path(__file__).parents[1] / name for name in _CODE), *article_files(root)]:
        digest.update(path.name.encode() + b"\0")
        try:
            digest.update(path.read_bytes())
        except OSError as error:  # reported by load_articles
            digest.update(str(error.errno).encode())
    for each in extra:
        digest.update(b"\0" + each.model_dump_json().encode())
    return digest.hexdigest()


def _filled(values: list[str]) -> list[str]:
    """The values, the last repeated up to a multiple of eight, so that few statements differ: SQLite is slow to read a
    new one."""
    return values + values[-1:] * (-len(values) % _STEP)


def _marks(values: Sequence[str | int]) -> str:
    """Question marks for SQL, one for each value: the only thing put into a statement besides fixed names."""
    return ",".join("?" * len(values))


def _floats(data: bytes) -> array[float]:
    return array("f", data)


_STEP = 8
"""The number of values in a statement is a multiple of this."""
_TEXT, _COLUMN = attrgetter("text"), attrgetter("column")
