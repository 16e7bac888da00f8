"""Building the index file from a library: every text once for counting, once for weighing."""

import json
from collections.abc import Sequence
from pathlib import Path

from sqlite_utils import Database

from knowledge.articles import Library
from knowledge.languages import LANGUAGES, Language
from knowledge.parameters import Parameters
from knowledge.text import fold, spelled, words
from knowledge.texts import Text, all_texts, stems_and_pairs, text_grams
from knowledge.weighing import NOWHERE, Model, Stems


def build(path: Path, library: Library, mark: str, known: Parameters) -> None:
    """Write the index of a library into an empty file; ``mark`` is its fingerprint."""
    articles = list(library.articles.values())
    texts = list(all_texts(articles, known))
    count = texts[-1].article + 1
    by_words = Model(texts, count, stems_and_pairs, known.word_smoothing, known.stop_weight)
    by_grams = Model(texts, count, text_grams, known.gram_smoothing, known.stop_weight)
    placed = Stems(texts, len(articles), by_words.weights)
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
        norms = ({"n": n, "norms": lengths} for n, lengths in enumerate(placed.norms))
        database.table("entries").insert_all(norms, pk="n", columns={"n": int, "norms": bytes})
        blobs = ("articles", "impacts", "bm25", "ends", "entries")
        columns: dict[str, type] = {"term": str, "weight": float, **dict.fromkeys(blobs, bytes)}
        stems = ({**row, **placed.row(str(row["term"]))} for row in by_words.rows())
        database.table("words").insert_all(stems, pk="term", columns=columns)
        database.table("grams").insert_all(({**row, **NOWHERE} for row in by_grams.rows()), pk="term", columns=columns)
        forms = ({"form": form, "languages": spoken} for form, spoken in sorted(_forms(texts).items()))
        database.table("forms").insert_all(forms, pk="form", columns={"form": str, "languages": str})
        same = ({"text": text, "articles": json.dumps(held)} for text, held in sorted(_exact(texts).items()))
        database.table("exact").insert_all(same, pk="text", columns={"text": str, "articles": str})
    database.close()


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
