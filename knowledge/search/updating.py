"""Adding to an index what curators assign in passing, without building it anew.

The new phrasing is counted in; the weights of terms, which many thousand texts made, stay as they are until the next
building.
"""

from __future__ import annotations  # array is generic only for the type checker

import json
import math
import shutil
import sqlite3
from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from pathlib import Path

from knowledge.library.analysis import fold, spelled
from knowledge.library.article import Article, Phrasing
from knowledge.library.articles import Library
from knowledge.search.parameters import Parameters
from knowledge.search.passages import Passage, take_apart
from knowledge.search.weighting import FIELDS, inverse_frequency, saturated, unsaturated, weight_of


def only_adds_phrasings(base: Library, extra: Sequence[Article | Phrasing]) -> bool:
    """Whether additions leave the texts of the articles as they are, but for further phrasings of articles there."""
    return all(
        each.article in base.articles
        if isinstance(each, Phrasing)
        else each.id in base.articles and _searched(each) == _searched(base.articles[each.id])
        for each in extra
    )


def _searched(article: Article) -> Article:
    return article.model_copy(
        update={"reviewed": None, "review_every_days": 0, "owner": "", "related": (), "links": ()}
    )


def copy_with(source: Path, target: Path, extra: Sequence[Article | Phrasing], mark: str, learned: Parameters) -> None:
    """Write a copy of an index with additions that change little; ``mark`` is its fingerprint.

    Raises ``OSError`` when the copy cannot be written and ``sqlite3.Error`` when the source is no index.
    """
    shutil.copyfile(source, target)
    connection = sqlite3.connect(target)
    try:
        with connection:
            addition = _Copy(connection, learned)
            library = Library(addition.articles, []).extended(extra)
            for each in extra:
                if isinstance(each, Phrasing):
                    addition.count_in(each)
            addition.finish(library, {each.article if isinstance(each, Phrasing) else each.id for each in extra}, mark)
    finally:
        connection.close()


class _Copy:
    """The copy while phrasings are added."""

    def __init__(self, connection: sqlite3.Connection, learned: Parameters) -> None:
        self._connection, self._learned = connection, learned
        self._meta = dict(connection.execute("select key, value from meta"))
        self._ids: list[str] = json.loads(self._meta["ids"])
        self._sizes = {"words": array("f", self._meta["word_sizes"]), "grams": array("f", self._meta["gram_sizes"])}
        self._lengths: array[int] = array("I", self._meta["lengths"])
        self._mean = sum(self._lengths[: len(self._ids)]) / (len(self._ids) or 1) or 1.0
        self._vocabulary: list[str] = self._meta["vocabulary"].split()
        rows = connection.execute("select json from articles order by n")
        read = (Article.model_validate_json(text) for (text,) in rows)
        self.articles = {article.id: article for article in read}

    def count_in(self, phrasing: Phrasing) -> None:
        """Count a phrasing in."""
        n = self._ids.index(phrasing.article)
        terms = take_apart(Passage(n, phrasing.language, phrasing.text, "phrasings", 1.0))
        self._lengths[n] += len(terms.stems)
        row = self._connection.execute("select norms from entries where n = ?", (n,)).fetchone()
        norms = array("f", row[0])
        smoothing = self._learned.word_smoothing, self._learned.gram_smoothing
        weights = self._put("words", n, terms.stems_and_pairs, smoothing[0], terms.stems, len(norms))
        norms.append(math.hypot(*(weights[stem] for stem in dict.fromkeys(terms.stems))) or 1.0)
        self._connection.execute("update entries set norms = ? where n = ?", (norms.tobytes(), n))
        self._put("grams", n, terms.grams, smoothing[1])
        for word in terms.words:
            self._speak(fold(word), phrasing.language)
        self._ask(spelled(terms.words), n)

    def _put(
        self, kind: str, n: int, terms: Iterable[str], smoothing: float, spoken: Sequence[str] = (), entry: int = 0
    ) -> dict[str, float]:
        """Add a text's terms, a unit vector of their weights, to those of an article; returns the weights."""
        rows = {term: self._row(kind, term) for term in terms}
        length = math.hypot(*(row.weight for row in rows.values())) or 1.0
        sizes = self._sizes[kind]
        sizes[n] = math.log(math.exp(sizes[n]) + sum(row.weight for row in rows.values()) / length)
        for term, row in rows.items():
            row.add(n, row.weight / length / smoothing)
            if term in spoken:
                row.stand(n, entry, FIELDS["phrasings"] * spoken.count(term), self._norm_of(n), len(self._ids))
            values = (term, row.weight, *row.blobs)
            self._connection.execute(f"insert or replace into {kind} values (?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608
        return {term: row.weight for term, row in rows.items()}

    def _norm_of(self, n: int) -> float:
        return self._lengths[n] / self._mean

    def _row(self, kind: str, term: str) -> _Row:
        sql = f"select weight, articles, impacts, bm25, ends, entries from {kind} where term = ?"  # noqa: S608
        found = self._connection.execute(sql, (term,)).fetchone()
        stem = kind == "words" and " " not in term
        if found:
            weight, articles, impacts, *placed = found
            return _Row(stem, weight, articles, impacts, *placed)
        if stem:
            insort(self._vocabulary, term)
        return _Row(stem, weight_of(term, 1, int(self._meta["asked"]), self._learned.stop_weight))

    def _speak(self, form: str, language: str) -> None:
        row = self._connection.execute("select languages from forms where form = ?", (form,)).fetchone()
        spoken = row[0].split() if row else []
        if language not in spoken:
            self._connection.execute(
                "insert or replace into forms values (?, ?)", (form, " ".join([*spoken, language]))
            )

    def _ask(self, text: str, n: int) -> None:
        row = self._connection.execute("select articles from exact where text = ?", (text,)).fetchone()
        held = json.loads(row[0]) if row else []
        if n not in held:
            values = (text, json.dumps(sorted([*held, n])))
            self._connection.execute("insert or replace into exact values (?, ?)", values)

    def finish(self, library: Library, changed: Iterable[str], mark: str) -> None:
        """Write what stands once: the articles as they are now, sizes, vocabulary and fingerprint."""
        for id in sorted(changed):
            row = (library.articles[id].model_dump_json(), self._ids.index(id))
            self._connection.execute("update articles set json = ? where n = ?", row)
        meta = {
            "fingerprint": mark,
            "word_sizes": self._sizes["words"].tobytes(),
            "gram_sizes": self._sizes["grams"].tobytes(),
            "lengths": self._lengths.tobytes(),
            "vocabulary": " ".join(self._vocabulary),
        }
        self._connection.executemany("update meta set value = ? where key = ?", ((v, k) for k, v in meta.items()))


class _Row:
    """A term's row in the index; that of a stem also tells where it stands."""

    def __init__(self, stem: bool, weight: float, *blobs: bytes) -> None:
        articles, impacts, bm25, ends, entries = blobs or (b"",) * 5
        self.weight = weight
        self._stem = stem
        self._articles, self._impacts = array("I", articles), array("f", impacts)
        self._bm25, self._ends, self._entries = array("f", bm25), array("I", ends), array("H", entries)

    @property
    def blobs(self) -> tuple[bytes, ...]:
        """The row's columns after term and weight."""
        return tuple(
            column.tobytes() for column in (self._articles, self._impacts, self._bm25, self._ends, self._entries)
        )

    def add(self, n: int, amount: float) -> None:
        """Add an amount, in units of the smoothing, to what the term says of an article."""
        at = bisect_left(self._articles, n)
        if at < len(self._articles) and self._articles[at] == n:
            self._impacts[at] = math.log(math.exp(self._impacts[at]) + amount)
            return
        self._articles.insert(at, n)
        self._impacts.insert(at, math.log1p(amount))
        if self._stem:
            self._bm25.insert(at, 0.0)
            self._ends.insert(at, self._ends[at - 1] if at else 0)

    def stand(self, n: int, entry: int, frequency: float, norm: float, inside: int) -> None:
        """Note that a stem stands so often, counted by field, in one more way to ask for an article."""
        at = bisect_left(self._articles, n)
        rare = inverse_frequency(bisect_left(self._articles, inside), inside)
        before = self._bm25[at] / rare
        self._bm25[at] = rare * saturated(unsaturated(before, norm) + frequency, norm)
        self._entries.insert(self._ends[at], entry)
        for later in range(at, len(self._ends)):
            self._ends[later] += 1
