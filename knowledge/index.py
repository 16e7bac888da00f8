"""The index: one read-only SQLite file with everything the engine looks up.

It is built from the articles into the data directory and replaced as a whole, so that a reader always sees
a complete one.  It carries a fingerprint of the articles and of the code that built it: when they no longer
fit, or the file is broken, it is built again.
"""

from __future__ import annotations  # array is generic only for the type checker

import hashlib
import json
import math
import os
import sqlite3
import tempfile
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import zip_longest
from pathlib import Path
from threading import Lock
from typing import Any, Literal, NamedTuple

import yaml
from pydantic import TypeAdapter
from sqlite_utils import Database

from knowledge.articles import Article, Library, Phrasing, Problem, article_files, load_articles
from knowledge.languages import LANGUAGES, Language
from knowledge.parameters import Parameters, parameters
from knowledge.text import bigrams, fold, grams, sentences, stem, stop_stems, words

_CODE = ("articles.py", "index.py", "languages.py", "outside.yaml", "parameters.json", "stopwords.yaml", "text.py")
_CACHED_TERMS, _CACHED_ARTICLES = 4_096, 512
_articles = TypeAdapter(Article)


class Term(NamedTuple):
    """A stem, a pair of stems or a character n-gram as the index holds it.

    ``weight`` tells how much it says about a topic; ``impacts[i]`` how much it speaks for ``articles[i]``.
    """

    weight: float
    articles: array[int]
    impacts: array[float]


class Entries(NamedTuple):
    """The ways to ask for one article: ``held`` gives for a stem the numbers of those that hold it,
    ``norms`` the length of each as a weighted vector."""

    norms: list[float]
    held: dict[str, list[int]]


class Index:
    """An open index.  Safe to read from several threads.

    ``ids`` are the articles by number; the numbers from ``len(ids)`` on stand for topics outside the field.
    ``word_sizes`` and ``gram_sizes`` hold for each the logarithm of the smoothed amount of its text.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)
        self._reading = Lock()
        self._terms: dict[tuple[str, str], Term | None] = {}
        self._entries: dict[int, Entries] = {}
        self._vocabulary: dict[str, list[str]] | None = None
        meta = dict(self._rows("select key, value from meta"))
        self.fingerprint: str = meta["fingerprint"]
        self.ids: list[str] = json.loads(meta["ids"])
        self.word_sizes, self.gram_sizes = _floats(meta["word_sizes"]), _floats(meta["gram_sizes"])
        self._problems = [Problem(Path(name), line, message) for name, line, message in json.loads(meta["problems"])]

    @cached_property
    def library(self) -> Library:
        """The articles, and the problems met while reading the others."""
        stored = self._rows("select json from articles where json <> '' order by n")
        articles = (_articles.validate_json(text) for (text,) in stored)
        return Library({article.id: article for article in articles}, self._problems)

    def words(self, terms: Sequence[str]) -> dict[str, Term]:
        """Those of the stems and pairs of stems that some article holds."""
        return self._lookup("words", terms)

    def grams(self, terms: Sequence[str]) -> dict[str, Term]:
        """Those of the character n-grams that some article holds."""
        return self._lookup("grams", terms)

    def entries(self, article: int) -> Entries:
        """The ways to ask for an article."""
        found = self._entries.get(article)
        if found is None:
            ((text,),) = self._rows("select entries from articles where n = ?", (article,))
            found = Entries(*json.loads(text))
            if len(self._entries) >= _CACHED_ARTICLES:
                self._entries = {}
            self._entries[article] = found
        return found

    def search(self, stems: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """The best articles by BM25F over title, phrasings and answer: number and score, higher is better."""
        if not stems:
            return []
        query = " OR ".join(f'"{each}"' for each in stems)
        sql = "select rowid, bm25(search, 2, 2, 1) from search where search match ? order by 2, 1 limit ?"
        return [(n, -score) for n, score in self._rows(sql, (query, limit))]

    def asked_by(self, text: str) -> list[int]:
        """The articles that hold exactly this title or phrasing, apart from case, accents and punctuation."""
        rows = self._rows("select articles from exact where text = ?", (spelled(text),))
        found: list[int] = json.loads(rows[0][0]) if rows else []
        return found

    def vocabulary(self) -> dict[str, list[str]]:
        """The stems of all entries by their first letter, to correct typing errors against."""
        if self._vocabulary is None:
            found: dict[str, list[str]] = {}
            for (term,) in self._rows("select term from words where entries > 0 order by term"):
                if " " not in term:
                    found.setdefault(term[0], []).append(term)
            self._vocabulary = found
        return self._vocabulary

    def languages(self, forms: Sequence[str]) -> dict[str, str]:
        """For folded words as typed: the languages, joined by spaces, in whose entries they stand."""
        marks = ",".join("?" * len(forms))
        sql = f"select form, languages from forms where form in ({marks})"  # noqa: S608 - only marks
        return dict(self._rows(sql, tuple(forms)))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _lookup(self, table: str, terms: Sequence[str]) -> dict[str, Term]:
        found: dict[str, Term] = {}
        missing = []
        for term in terms:
            known = self._terms.get((table, term), ...)
            if known is ...:
                missing.append(term)
            elif known is not None:
                found[term] = known
        if missing:
            found.update(self._read(table, missing))
        return found

    def _read(self, table: str, terms: Sequence[str]) -> dict[str, Term]:
        marks = ",".join("?" * len(terms))
        sql = f"select term, weight, articles, impacts from {table} where term in ({marks})"  # noqa: S608
        rows = self._rows(sql, tuple(terms))
        found = {term: Term(weight, _ints(held), _floats(impacts)) for term, weight, held, impacts in rows}
        if len(self._terms) + len(terms) > _CACHED_TERMS:
            self._terms = {}
        self._terms.update(((table, term), found.get(term)) for term in terms)
        return found

    def _rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
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


def build(path: Path, library: Library, mark: str, known: Parameters) -> None:
    """Write the index of a library into an empty file."""
    articles = list(library.articles.values())
    texts = [text for n, article in enumerate(articles) for text in texts_of(n, article, known)]
    topics = outside()
    texts += [
        Text(len(articles) + n, "en", text, "phrasings", 1.0, outside=True)
        for n, phrasings in enumerate(topics.values())
        for text in phrasings
    ]
    count = len(articles) + len(topics)
    words_of = [[stem(word, text.language) for word in words(text.text)] for text in texts]
    grams_of = [[gram for word in words(text.text) for gram in grams(fold(word))] for text in texts]
    word_table = _Model(texts, [[*each, *bigrams(each)] for each in words_of], known.word_smoothing, known)
    gram_table = _Model(texts, grams_of, known.gram_smoothing, known)
    entries = _entries(texts, words_of, word_table.weights, count)
    database = Database(path)
    with database.atomic():
        meta = {
            "fingerprint": mark,
            "ids": json.dumps([article.id for article in articles]),
            "problems": json.dumps([(str(each.path), each.line, each.message) for each in library.problems]),
            "word_sizes": word_table.sizes(count),
            "gram_sizes": gram_table.sizes(count),
        }
        database.table("meta").insert_all({"key": key, "value": value} for key, value in meta.items())
        rows = (
            {"n": n, "json": article.model_dump_json() if article else "", "entries": json.dumps(entries[n])}
            for n, article in zip_longest(range(count), articles)
        )
        database.table("articles").insert_all(rows, pk="n", columns={"n": int, "json": str, "entries": str})
        columns = {"term": str, "entries": int, "weight": float, "articles": bytes, "impacts": bytes}
        database.table("words").insert_all(word_table.rows(), pk="term", columns=columns)
        database.table("grams").insert_all(gram_table.rows(), pk="term", columns=columns)
        forms = ({"form": form, "languages": spoken} for form, spoken in sorted(_forms(texts).items()))
        database.table("forms").insert_all(forms, pk="form", columns={"form": str, "languages": str})
        same = ({"text": text, "articles": json.dumps(held)} for text, held in sorted(_exact(texts).items()))
        database.table("exact").insert_all(same, pk="text", columns={"text": str, "articles": str})
        database.execute("create virtual table search using fts5(title, phrasings, body, content='')")
        database.conn.executemany(
            "insert into search (rowid, title, phrasings, body) values (?, ?, ?, ?)",
            _fields(texts, words_of, count),
        )
    database.close()


@dataclass(frozen=True)
class Text:
    """A piece of an article's text: a way to ask for it, or a sentence of its answer, which counts less.

    ``outside`` marks ways to ask for a topic outside the field, which stand beside the articles.
    """

    article: int
    language: Language
    text: str
    field: Literal["title", "phrasings", "body"]
    count: float
    outside: bool = False


def texts_of(n: int, article: Article, known: Parameters) -> Iterator[Text]:
    """All texts of the article with the number ``n``."""
    yield Text(n, "en", article.title, "title", 1.0)
    for text in (*article.phrasings, " ".join(article.keywords)):
        yield Text(n, "en", text, "phrasings", 1.0)
    for language, translation in sorted(article.translations.items()):
        yield Text(n, language, translation.title, "title", 1.0)
        for text in translation.phrasings:
            yield Text(n, language, text, "phrasings", 1.0)
    for text in sentences(article.body):
        yield Text(n, "en", text, "body", known.body_count)


class _Model:
    """How much each term speaks for each article: query likelihood with additive smoothing.

    Every text counts as a unit vector of its terms' weights, so that long ones do not drown short ones.
    """

    def __init__(
        self, texts: Sequence[Text], terms_of: Sequence[Sequence[str]], smoothing: float, known: Parameters
    ) -> None:
        self._smoothing = smoothing
        held: dict[str, int] = {}
        asked = 0
        for text, terms in zip(texts, terms_of, strict=True):
            asked += text.field != "body"
            for term in dict.fromkeys(terms):
                held[term] = held.get(term, 0) + (text.field != "body")
        stop = stop_stems()
        self.weights = {
            term: math.log(1 + (asked - count + 0.5) / (count + 0.5))
            * (known.stop_weight if all(part in stop for part in term.split()) else 1.0)
            for term, count in held.items()
        }
        self._held = held
        self._amounts: dict[str, dict[int, float]] = {term: {} for term in held}
        for text, terms in zip(texts, terms_of, strict=True):
            once = dict.fromkeys(terms)
            length = math.sqrt(sum(self.weights[term] ** 2 for term in once)) or 1.0
            for term in once:
                amounts = self._amounts[term]
                share = text.count * self.weights[term] / length
                amounts[text.article] = amounts.get(text.article, 0.0) + share

    def sizes(self, articles: int) -> bytes:
        """Per article the logarithm of its smoothed amount of text."""
        totals = [self._smoothing * len(self._held)] * articles
        for amounts in self._amounts.values():
            for article, amount in amounts.items():
                totals[article] += amount
        return array("f", (math.log(total) if total > 0 else 0.0 for total in totals)).tobytes()

    def rows(self) -> Iterator[dict[str, object]]:
        """One row per term, in alphabetical order."""
        for term, amounts in sorted(self._amounts.items()):
            yield {
                "term": term,
                "entries": self._held[term],
                "weight": self.weights[term],
                "articles": array("I", amounts).tobytes(),
                "impacts": array("f", (math.log1p(amount / self._smoothing) for amount in amounts.values())).tobytes(),
            }


@cache
def outside() -> dict[str, list[str]]:
    """Topics that no article answers, with ways to ask for them."""
    found: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "outside.yaml").read_text("utf-8"))
    return found


def _entries(
    texts: Sequence[Text], words_of: Sequence[Sequence[str]], weights: Mapping[str, float], articles: int
) -> list[Entries]:
    entries = [Entries([], {}) for _ in range(articles)]
    for text, terms in zip(texts, words_of, strict=True):
        if text.field == "body":
            continue
        norms, held = entries[text.article]
        once = dict.fromkeys(terms)
        for term in once:
            held.setdefault(term, []).append(len(norms))
        norms.append(round(math.sqrt(sum(weights[term] ** 2 for term in once)) or 1.0, 6))
    return entries


def spelled(text: str) -> str:
    """The words of a text without case, accents and punctuation."""
    return " ".join(fold(word) for word in words(text))


def _exact(texts: Sequence[Text]) -> dict[str, list[int]]:
    """The articles that are asked for by the very same words."""
    found: dict[str, list[int]] = {}
    for text in texts:
        if text.field != "body" and not text.outside:
            held = found.setdefault(spelled(text.text), [])
            if text.article not in held:
                held.append(text.article)
    return found


def _forms(texts: Sequence[Text]) -> dict[str, str]:
    """The words as typed, without accents, with the languages they stand in."""
    found: dict[str, set[Language]] = {}
    for text in texts:
        if text.field != "body":
            for word in words(text.text):
                found.setdefault(fold(word), set()).add(text.language)
    return {form: " ".join(each for each in LANGUAGES if each in known) for form, known in found.items()}


def _fields(
    texts: Sequence[Text], words_of: Sequence[Sequence[str]], articles: int
) -> Iterator[tuple[int, str, str, str]]:
    """Title, phrasings and answer of each article as stems, for the full-text search."""
    fields: dict[tuple[int, str], list[str]] = {}
    for text, terms in zip(texts, words_of, strict=True):
        fields.setdefault((text.article, text.field), []).extend(terms)
    for n in range(articles):
        title, phrasings, body = (" ".join(fields.get((n, name), [])) for name in ("title", "phrasings", "body"))
        yield n, title, phrasings, body


def _ints(data: bytes) -> array[int]:
    values = array("I")
    values.frombytes(data)
    return values


def _floats(data: bytes) -> array[float]:
    values = array("f")
    values.frombytes(data)
    return values
