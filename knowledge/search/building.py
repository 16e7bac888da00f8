"""Building the index file from a library."""

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.library.analysis import fold, spelled
from knowledge.library.articles import Library
from knowledge.library.languages import LANGUAGES
from knowledge.search.counting import POSTINGS, Likelihoods, StemPostings, Texts
from knowledge.search.numbering import number_grams, number_stems_and_pairs
from knowledge.search.parameters import Parameters
from knowledge.search.passages import Passage, Terms, all_passages, take_all_apart
from knowledge.search.tables import add, fill, unshared

if TYPE_CHECKING:
    from sqlite_utils import Database


def build_index(path: Path, library: Library, mark: str, learned: Parameters) -> None:
    """Write the index of a library into an empty file that nobody else reads yet; ``mark`` is its fingerprint."""
    articles = list(library.articles.values())
    passages = list(all_passages(articles, learned))
    apart = take_all_apart(passages)
    texts = Texts(passages)
    with closing(unshared(path)) as database, database.atomic():
        meta = {
            "fingerprint": mark,
            "ids": json.dumps([article.id for article in articles]),
            "problems": json.dumps([(str(each.path), each.line, each.message) for each in library.problems]),
            "asked": int(texts.asked.sum()),
            **_fill_words(database, texts, apart, len(articles), learned),
            **_fill_grams(database, texts, apart, learned),
        }
        fill(database, "meta", sorted(meta.items()))
        fill(database, "articles", ((n, article.model_dump_json()) for n, article in enumerate(articles)))
        fill(database, "forms", sorted(_forms(passages, apart).items()))
        fill(database, "exact", ((text, json.dumps(held)) for text, held in sorted(_exact(passages, apart).items())))


def _fill_words(
    database: "Database", texts: Texts, apart: Sequence[Terms], articles: int, learned: Parameters
) -> dict[str, object]:
    """Write the stems, and each two that follow one another; returns what stands once."""
    stems = number_stems_and_pairs([each.stems for each in apart])
    likelihoods = Likelihoods(texts, stems.numbered, learned.word_smoothing, learned.stop_weight)
    postings = StemPostings(texts, stems.read, articles, likelihoods.weights)
    rows = list(likelihoods.rows())
    fill(database, "words", ((*row, *postings.row(term)) for term, row in enumerate(rows) if " " not in row[0]))
    add(database, "words", (row for row in rows if " " in row[0]), empty=POSTINGS)  # pairs come last: they are most
    fill(database, "entries", enumerate(postings.norms))
    return {
        "word_sizes": likelihoods.sizes(),
        "vocabulary": " ".join(likelihoods.vocabulary()),
        "lengths": postings.lengths,
    }


def _fill_grams(database: "Database", texts: Texts, apart: Sequence[Terms], learned: Parameters) -> dict[str, object]:
    """The same for the character n-grams."""
    grams = number_grams([each.words for each in apart])
    likelihoods = Likelihoods(texts, grams, learned.gram_smoothing, learned.stop_weight)
    fill(database, "grams", likelihoods.rows(), empty=POSTINGS)
    return {"gram_sizes": likelihoods.sizes()}


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
