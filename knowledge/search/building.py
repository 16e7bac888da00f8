"""Building the index file from a library."""

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.library.analysis import fold, spelled
from knowledge.library.articles import Library
from knowledge.library.languages import LANGUAGES
from knowledge.search.gram_table import grams_beside
from knowledge.search.parameters import Parameters
from knowledge.search.passages import Passage, Terms, all_passages, number_stems_and_pairs, take_apart
from knowledge.search.tables import create, fill, unshared
from knowledge.search.weighting import Likelihoods, StemPostings

if TYPE_CHECKING:
    from sqlite_utils import Database


def build_index(path: Path, library: Library, mark: str, learned: Parameters) -> None:
    """Write the index of a library into an empty file that nobody else reads yet; ``mark`` is its fingerprint."""
    articles = list(library.articles.values())
    passages = list(all_passages(articles, learned))
    beside = path.with_name(f"{path.name}.grams")
    with grams_beside(beside, articles, len(passages), learned) as finish, closing(unshared(path)) as database:
        with database.atomic():
            _write_all_but_grams(database, library, passages, mark, learned)
        finish()
        database.execute("attach database ? as beside", (str(beside),))
        with database.atomic():
            create(database, "grams")
            database.execute("insert into grams select * from beside.grams")
            database.execute("insert into meta select * from beside.meta where key = 'gram_sizes'")


def _write_all_but_grams(
    database: "Database", library: Library, passages: Sequence[Passage], mark: str, learned: Parameters
) -> None:
    articles = list(library.articles.values())
    apart = [take_apart(passage) for passage in passages]
    count = passages[-1].article + 1
    by_words = Likelihoods(passages, number_stems_and_pairs(apart), count, learned.word_smoothing, learned.stop_weight)
    postings = StemPostings(passages, [each.stems for each in apart], len(articles), by_words.weights())
    meta = {
        "fingerprint": mark,
        "ids": json.dumps([article.id for article in articles]),
        "problems": json.dumps([(str(each.path), each.line, each.message) for each in library.problems]),
        "word_sizes": by_words.sizes(),
        "vocabulary": " ".join(by_words.vocabulary()),
        "lengths": postings.lengths.tobytes(),
        "asked": sum(passage.field != "body" for passage in passages),
    }
    fill(database, "meta", sorted(meta.items()))
    fill(database, "articles", ((n, article.model_dump_json()) for n, article in enumerate(articles)))
    fill(database, "entries", enumerate(postings.norms))
    fill(database, "words", ((*row, *postings.row(row[0])) for row in by_words.rows()))
    fill(database, "forms", sorted(_forms(passages, apart).items()))
    fill(database, "exact", ((text, json.dumps(held)) for text, held in sorted(_exact(passages, apart).items())))


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
