"""Building the index file from a library."""

import json
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.library.analysis import fold, spelled
from knowledge.library.articles import Library
from knowledge.library.languages import LANGUAGES
from knowledge.search.parameters import Parameters
from knowledge.search.passages import (
    Passage,
    Terms,
    all_passages,
    number_grams,
    number_stems_and_pairs,
    take_apart,
)
from knowledge.search.weighting import NO_POSTINGS, Likelihoods, StemPostings

if TYPE_CHECKING:
    from sqlite_utils import Database

_TERM = "term text primary key, weight real, articles blob, impacts blob, bm25 blob, ends blob, entries blob"
_TABLES = {
    "meta": "key text primary key, value",
    "articles": "n integer primary key, json text",
    "entries": "n integer primary key, norms blob",
    "words": _TERM,
    "grams": _TERM,
    "forms": "form text primary key, languages text",
    "exact": "text text primary key, articles text",
}
"""The columns of each table.  A table is kept in the order of its key, in which its rows are also written."""


def build_index(path: Path, library: Library, mark: str, learned: Parameters) -> None:
    """Write the index of a library into an empty file that nobody else reads yet; ``mark`` is its fingerprint."""
    articles = list(library.articles.values())
    passages = list(all_passages(articles, learned))
    apart = [take_apart(passage) for passage in passages]
    count = passages[-1].article + 1
    smoothing = learned.word_smoothing, learned.gram_smoothing
    by_words = Likelihoods(passages, number_stems_and_pairs(apart), count, smoothing[0], learned.stop_weight)
    by_grams = Likelihoods(passages, number_grams(apart), count, smoothing[1], learned.stop_weight)
    postings = StemPostings(passages, [each.stems for each in apart], len(articles), by_words.weights())
    meta = {
        "fingerprint": mark,
        "ids": json.dumps([article.id for article in articles]),
        "problems": json.dumps([(str(each.path), each.line, each.message) for each in library.problems]),
        "word_sizes": by_words.sizes(),
        "gram_sizes": by_grams.sizes(),
        "vocabulary": " ".join(by_words.vocabulary()),
        "lengths": postings.lengths.tobytes(),
        "asked": sum(passage.field != "body" for passage in passages),
    }
    from sqlite_utils import Database  # only here: it takes as long to import as several answers

    database = Database(path)
    database.execute("pragma journal_mode = off")  # a file that is not complete is thrown away
    with closing(database), database.atomic():
        _fill(database, "meta", sorted(meta.items()))
        _fill(database, "articles", ((n, article.model_dump_json()) for n, article in enumerate(articles)))
        _fill(database, "entries", enumerate(postings.norms))
        _fill(database, "words", ((*row, *postings.row(row[0])) for row in by_words.rows()))
        _fill(database, "grams", ((*row, *NO_POSTINGS) for row in by_grams.rows()))
        _fill(database, "forms", sorted(_forms(passages, apart).items()))
        same = ((text, json.dumps(held)) for text, held in sorted(_exact(passages, apart).items()))
        _fill(database, "exact", same)


def _fill(database: "Database", name: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Create a table and write its rows, without the conversions of sqlite-utils: they took a third of the time."""
    columns = _TABLES[name]
    database.execute(f"create table {name} ({columns}) without rowid")
    marks = ", ".join("?" * (columns.count(",") + 1))
    database.conn.executemany(f"insert into {name} values ({marks})", rows)  # noqa: S608


def _exact(passages: Sequence[Passage], apart: Sequence[Terms]) -> dict[str, list[int]]:
    """The articles that are asked for by the very same words."""
    found: dict[str, list[int]] = {}
    for passage, terms in zip(passages, apart, strict=True):
        if passage.field != "body" and not passage.outside:
            held = found.setdefault(spelled(terms.words), [])
            if passage.article not in held:
                held.append(passage.article)
    return found


def _forms(passages: Sequence[Passage], apart: Sequence[Terms]) -> dict[str, str]:
    """The words as typed, without accents, with the languages they stand in."""
    spoken: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    for passage, terms in zip(passages, apart, strict=True):
        if passage.field != "body":
            spoken[passage.language].update(terms.words)
    found: dict[str, list[str]] = {}
    for language, known in spoken.items():
        for form in set(map(fold, known)):
            found.setdefault(form, []).append(language)
    return {form: " ".join(languages) for form, languages in found.items()}
