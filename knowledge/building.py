"""Building the index file from a library: every text once for counting, once for weighing."""

from __future__ import annotations  # array is generic only for the type checker

import json
import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Literal

import yaml
from sqlite_utils import Database

from knowledge.articles import Article, Library
from knowledge.languages import LANGUAGES, Language
from knowledge.parameters import Parameters
from knowledge.text import bigrams, fold, grams, sentences, spelled, stem, stop_stems, words


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


def build(path: Path, library: Library, mark: str, known: Parameters) -> None:
    """Write the index of a library into an empty file; ``mark`` is its fingerprint."""
    articles = list(library.articles.values())
    texts = list(_texts(articles, known))
    count = texts[-1].article + 1
    by_words = _Model(texts, count, _stems_and_pairs, known.word_smoothing, known.stop_weight)
    by_grams = _Model(texts, count, _grams, known.gram_smoothing, known.stop_weight)
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
        rows = (
            {"n": n, "json": article.model_dump_json() if article else "", "norms": norms, "stems": stems}
            for (n, norms, stems), article in zip_longest(_entries(texts, by_words.weights), articles)
        )
        columns: dict[str, type] = {"n": int, "json": str, "norms": bytes, "stems": str}
        database.table("articles").insert_all(rows, pk="n", columns=columns)
        columns = {"term": str, "weight": float, "articles": bytes, "impacts": bytes}
        database.table("words").insert_all(by_words.rows(), pk="term", columns=columns)
        database.table("grams").insert_all(by_grams.rows(), pk="term", columns=columns)
        forms = ({"form": form, "languages": spoken} for form, spoken in sorted(_forms(texts).items()))
        database.table("forms").insert_all(forms, pk="form", columns={"form": str, "languages": str})
        same = ({"text": text, "articles": json.dumps(held)} for text, held in sorted(_exact(texts).items()))
        database.table("exact").insert_all(same, pk="text", columns={"text": str, "articles": str})
        database.execute("create virtual table search using fts5(title, phrasings, body, content='')")
        insert = "insert into search (rowid, title, phrasings, body) values (?, ?, ?, ?)"
        database.conn.executemany(insert, _fields(texts))
    database.close()


@cache
def outside() -> dict[str, list[str]]:
    """Topics that no article answers, with ways to ask for them."""
    path = Path(__file__).parent / "outside.yaml"
    found: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def _texts(articles: Sequence[Article], known: Parameters) -> Iterator[Text]:
    """All texts by the number of their article; after the articles come the topics outside the field."""
    for n, article in enumerate(articles):
        yield Text(n, "en", article.title, "title", 1.0)
        for text in (*article.phrasings, " ".join(article.keywords)):
            yield Text(n, "en", text, "phrasings", 1.0)
        for language, translation in sorted(article.translations.items()):
            yield Text(n, language, translation.title, "title", 1.0)
            for text in translation.phrasings:
                yield Text(n, language, text, "phrasings", 1.0)
        for text in sentences(article.body):
            yield Text(n, "en", text, "body", known.body_count)
    for n, phrasings in enumerate(outside().values(), len(articles)):
        for text in phrasings:
            yield Text(n, "en", text, "phrasings", 1.0, outside=True)


def _stems(text: Text) -> list[str]:
    return [stem(word, text.language) for word in words(text.text)]


def _stems_and_pairs(text: Text) -> list[str]:
    stems = _stems(text)
    return [*stems, *bigrams(stems)]


def _grams(text: Text) -> list[str]:
    return [gram for word in words(text.text) for gram in grams(fold(word))]


class _Model:
    """How much each term speaks for each article: query likelihood with additive smoothing.

    Every text counts as a unit vector of its terms' weights, so that long ones do not drown short ones.
    """

    def __init__(
        self,
        texts: Sequence[Text],
        articles: int,
        terms_of: Callable[[Text], list[str]],
        smoothing: float,
        stop_weight: float,
    ) -> None:
        self._smoothing = smoothing
        self._held = _count(texts, terms_of)
        self.weights = _weigh(self._held, sum(text.field != "body" for text in texts), stop_weight)
        self._articles = {term: array("I") for term in self._held}
        self._amounts = {term: array("f") for term in self._held}
        self._totals = [smoothing * len(self._held)] * articles
        for article, group in groupby(texts, key=lambda text: text.article):
            for term, amount in self._amounts_in(group, terms_of).items():
                self._articles[term].append(article)
                self._amounts[term].append(amount)
                self._totals[article] += amount

    def _amounts_in(self, texts: Iterable[Text], terms_of: Callable[[Text], list[str]]) -> dict[str, float]:
        amounts: dict[str, float] = {}
        for text in texts:
            once = dict.fromkeys(terms_of(text))
            length = math.sqrt(sum(self.weights[term] ** 2 for term in once)) or 1.0
            for term in once:
                amounts[term] = amounts.get(term, 0.0) + text.count * self.weights[term] / length
        return amounts

    def sizes(self) -> bytes:
        """Per article the logarithm of its smoothed amount of text."""
        return array("f", map(math.log, self._totals)).tobytes()

    def vocabulary(self) -> list[str]:
        """The single words that people ask with, in alphabetical order."""
        return sorted(term for term, count in self._held.items() if count and " " not in term)

    def rows(self) -> Iterator[dict[str, object]]:
        """One row per term, in alphabetical order."""
        for term in sorted(self._held):
            impacts = array("f", (math.log1p(amount / self._smoothing) for amount in self._amounts[term]))
            yield {
                "term": term,
                "weight": self.weights[term],
                "articles": self._articles[term].tobytes(),
                "impacts": impacts.tobytes(),
            }


def _count(texts: Sequence[Text], terms_of: Callable[[Text], list[str]]) -> dict[str, int]:
    """All terms, with the number of ways to ask that hold them; terms of answers alone count 0."""
    held: dict[str, int] = {}
    for text in texts:
        for term in dict.fromkeys(terms_of(text)):
            held[term] = held.get(term, 0) + (text.field != "body")
    return held


def _weigh(held: dict[str, int], entries: int, stop_weight: float) -> dict[str, float]:
    """The weight of each term: rare ones say more, stopwords less."""
    stop = stop_stems()
    return {
        term: math.log(1 + (entries - count + 0.5) / (count + 0.5))
        * (stop_weight if all(part in stop for part in term.split()) else 1.0)
        for term, count in held.items()
    }


def _entries(texts: Sequence[Text], weights: dict[str, float]) -> Iterator[tuple[int, bytes, str]]:
    """For each article the lengths of its ways to ask as vectors, and its stems as ``index.Entries`` has them."""
    for article, group in groupby(texts, key=lambda text: text.article):
        norms = array("f")
        held: dict[str, list[str]] = {}
        for text in group:
            if text.field != "body":
                once = dict.fromkeys(_stems(text))
                for term in once:
                    held.setdefault(term, []).append(str(len(norms)))
                norms.append(math.sqrt(sum(weights[term] ** 2 for term in once)) or 1.0)
        lines = "".join(f"{term}\t{' '.join(numbers)}\n" for term, numbers in sorted(held.items()))
        yield article, norms.tobytes(), f"\n{lines}"


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


def _fields(texts: Sequence[Text]) -> Iterator[tuple[int, str, str, str]]:
    """Title, phrasings and answer of each article as stems, for the full-text search."""
    for article, group in groupby((text for text in texts if not text.outside), key=lambda text: text.article):
        fields: dict[str, list[str]] = {"title": [], "phrasings": [], "body": []}
        for text in group:
            fields[text.field].extend(_stems(text))
        yield article, " ".join(fields["title"]), " ".join(fields["phrasings"]), " ".join(fields["body"])
