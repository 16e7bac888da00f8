"""Building the index file from a library: every text once for counting, once for weighing."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlite_utils import Database

from knowledge.library.analysis import fold, spelled, words
from knowledge.library.articles import Library
from knowledge.library.languages import LANGUAGES, Language
from knowledge.search.parameters import Parameters
from knowledge.search.passages import Passage, all_passages, passage_grams, stems_and_pairs
from knowledge.search.weighting import NO_POSTINGS, Likelihoods, StemPostings


def build_index(path: Path, library: Library, mark: str, learned: Parameters) -> None:
    """Write the index of a library into an empty file; ``mark`` is its fingerprint.

    The bulk is written without sqlite-utils' conversions, which took a third of the time.
    """
    articles = list(library.articles.values())
    texts = list(all_passages(articles, learned))
    count = texts[-1].article + 1
    by_words = Likelihoods(texts, count, stems_and_pairs, learned.word_smoothing, learned.stop_weight)
    by_grams = Likelihoods(texts, count, passage_grams, learned.gram_smoothing, learned.stop_weight)
    placed = StemPostings(texts, len(articles), by_words.weights)
    meta = {
        "fingerprint": mark,
        "ids": json.dumps([article.id for article in articles]),
        "problems": json.dumps([(str(each.path), each.line, each.message) for each in library.problems]),
        "word_sizes": by_words.sizes(),
        "gram_sizes": by_grams.sizes(),
        "vocabulary": " ".join(by_words.vocabulary()),
        "lengths": placed.lengths.tobytes(),
        "asked": sum(text.field != "body" for text in texts),
    }
    term = {"term": str, "weight": float, "articles": bytes, "impacts": bytes, "bm25": bytes, "ends": bytes}
    term["entries"] = bytes
    database = Database(path)
    with database.atomic():
        _fill(database, "meta", {"key": str, "value": str}, meta.items())
        written = ((n, article.model_dump_json()) for n, article in enumerate(articles))
        _fill(database, "articles", {"n": int, "json": str}, written)
        _fill(database, "entries", {"n": int, "norms": bytes}, enumerate(placed.norms))
        _fill(database, "words", term, ((*row, *placed.row(row[0])) for row in by_words.rows()))
        _fill(database, "grams", term, ((*row, *NO_POSTINGS) for row in by_grams.rows()))
        _fill(database, "forms", {"form": str, "languages": str}, sorted(_forms(texts).items()))
        same = ((text, json.dumps(held)) for text, held in sorted(_exact(texts).items()))
        _fill(database, "exact", {"text": str, "articles": str}, same)
    database.close()
    words.cache_clear()  # of all texts, which nobody will ask for again


def _fill(database: Database, name: str, columns: dict[str, type], rows: Iterable[tuple[object, ...]]) -> None:
    """Create a table, its first column the key, and write the rows."""
    database.table(name).create(columns, pk=next(iter(columns)))
    database.conn.executemany(f"insert into {name} values ({', '.join('?' * len(columns))})", rows)  # noqa: S608


def _exact(texts: Sequence[Passage]) -> dict[str, list[int]]:
    """The articles that are asked for by the very same words."""
    found: dict[str, list[int]] = {}
    for text in texts:
        if text.field != "body" and not text.outside:
            held = found.setdefault(spelled(text.text), [])
            if text.article not in held:
                held.append(text.article)
    return found


def _forms(texts: Sequence[Passage]) -> dict[str, str]:
    """The words as typed, without accents, with the languages they stand in."""
    found: dict[str, set[Language]] = {}
    for text in texts:
        if text.field != "body":
            for word in words(text.text):
                found.setdefault(fold(word), set()).add(text.language)
    return {form: " ".join(each for each in LANGUAGES if each in known) for form, known in found.items()}
