"""Building the index file from a library: every text once for counting, once for weighing."""

from __future__ import annotations  # array is generic only for the type checker

import json
import math
from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from sqlite_utils import Database

from knowledge.articles import Library
from knowledge.languages import LANGUAGES, Language
from knowledge.parameters import Parameters
from knowledge.text import fold, spelled, words
from knowledge.texts import Text, all_texts, stems, stems_and_pairs, text_grams
from knowledge.weighing import Bm25, Model


def build(path: Path, library: Library, mark: str, known: Parameters) -> None:
    """Write the index of a library into an empty file; ``mark`` is its fingerprint."""
    articles = list(library.articles.values())
    texts = list(all_texts(articles, known))
    count = texts[-1].article + 1
    by_words = Model(texts, count, stems_and_pairs, known.word_smoothing, known.stop_weight)
    by_grams = Model(texts, count, text_grams, known.gram_smoothing, known.stop_weight)
    bm25 = Bm25(texts, len(articles))
    meta = {
        "fingerprint": mark,
        "ids": json.dumps([article.id for article in articles]),
        "problems": json.dumps([(str(each.path), each.line, each.message) for each in library.problems]),
        "word_sizes": by_words.sizes(),
        "gram_sizes": by_grams.sizes(),
        "vocabulary": " ".join(by_words.vocabulary()),
    }
    database = Database(path)
    with database.atomic():
        database.table("meta").insert_all({"key": key, "value": value} for key, value in meta.items())
        written = ({"n": n, "json": article.model_dump_json()} for n, article in enumerate(articles))
        database.table("articles").create({"n": int, "json": str}, pk="n").insert_all(written)
        entries = _entries(texts, by_words.weights)
        columns: dict[str, type] = {"n": int, "norms": bytes, "stems": str}
        database.table("entries").insert_all(entries, pk="n", columns=columns)
        columns = {"term": str, "weight": float, "articles": bytes, "impacts": bytes, "bm25": bytes}
        words_rows = ({**row, "bm25": bm25.values(str(row["term"]))} for row in by_words.rows())
        database.table("words").insert_all(words_rows, pk="term", columns=columns)
        gram_rows = ({**row, "bm25": b""} for row in by_grams.rows())
        database.table("grams").insert_all(gram_rows, pk="term", columns=columns)
        forms = ({"form": form, "languages": spoken} for form, spoken in sorted(_forms(texts).items()))
        database.table("forms").insert_all(forms, pk="form", columns={"form": str, "languages": str})
        same = ({"text": text, "articles": json.dumps(held)} for text, held in sorted(_exact(texts).items()))
        database.table("exact").insert_all(same, pk="text", columns={"text": str, "articles": str})
    database.close()


def _entries(texts: Sequence[Text], weights: dict[str, float]) -> Iterator[dict[str, object]]:
    """For each article the lengths of its ways to ask as vectors, and its stems as ``index.Entries`` has them."""
    for article, group in groupby(texts, key=lambda text: text.article):
        norms = array("f")
        held: dict[str, list[str]] = {}
        for text in group:
            if text.field != "body":
                once = dict.fromkeys(stems(text))
                for term in once:
                    held.setdefault(term, []).append(str(len(norms)))
                norms.append(math.sqrt(sum(weights[term] ** 2 for term in once)) or 1.0)
        lines = "".join(f"{term}\t{' '.join(numbers)}\n" for term, numbers in sorted(held.items()))
        yield {"n": article, "norms": norms.tobytes(), "stems": f"\n{lines}"}


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
