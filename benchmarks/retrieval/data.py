"""Question sets to compare on: a library of articles, questions in scope, questions out of scope."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.articles import ARTICLES, Article, Library, Translation, load_articles
from knowledge.tuning.question_sets import Question, load_out_of_scope, load_questions

OWN = "our articles"


@dataclass(frozen=True)
class Task:
    """What the methods are compared on."""

    name: str
    library: Library
    inside: list[Question]
    outside: list[Question]


def own() -> Task:
    """Our English articles and questions."""
    return Task(OWN, load_articles(ARTICLES), load_questions("en"), load_out_of_scope())


def clinc150(folder: Path, phrasings: int) -> Task:
    """CLINC150 as a FAQ: an article per intent with so many of its training questions as phrasings."""
    data = json.loads((folder / "clinc150" / "data_full.json").read_text(encoding="utf-8"))
    inside = [Question(text, "en", (_slug(label),)) for text, label in data["test"]]
    outside = [Question(text, "en", ()) for text, _ in data["oos_test"]]
    return Task(f"CLINC150, {phrasings} phrasings", _faq(data["train"], phrasings), inside, outside)


def banking77(folder: Path, phrasings: int) -> Task:
    """BANKING77 in the same way; it has no questions out of scope."""
    rows = {name: _rows(folder / "banking77" / f"{name}.csv") for name in ("train", "test")}
    inside = [Question(text, "en", (_slug(label),)) for text, label in rows["test"]]
    return Task(f"BANKING77, {phrasings} phrasings", _faq(rows["train"], phrasings), inside, [])


def grown(size: int) -> Library:
    """Our library grown to a size: copies of the articles in which half of the longer words are exchanged.

    Each keeps as many ways to ask as a new article needs, so that the largest library can be built in minutes.
    """
    base = [_with_fewer_phrasings(article) for article in load_articles(ARTICLES).articles.values()]
    pool = sorted({word for article in base for text in article.phrasings for word in _LONGER.findall(text.lower())})
    grown = (_copy(base[n % len(base)], n // len(base), pool) for n in range(size))
    return Library({article.id: article for article in grown})


_LONGER = re.compile(r"[A-Za-z]{4,}")
PHRASINGS, TRANSLATED = 20, 6
"""Ways to ask for an article of a grown library, in English and in each other language."""


def _with_fewer_phrasings(article: Article) -> Article:
    translations = {
        language: each.model_copy(update={"phrasings": each.phrasings[:TRANSLATED]})
        for language, each in article.translations.items()
    }
    return article.model_copy(update={"phrasings": article.phrasings[:PHRASINGS], "translations": translations})


def _copy(article: Article, number: int, pool: list[str]) -> Article:
    if number == 0:
        return article
    chance = random.Random(f"{article.id} {number}")
    exchanged: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        word = match[0].lower()
        if word not in exchanged:
            exchanged[word] = chance.choice(pool) if chance.random() < 0.5 else word
        return exchanged[word]

    def changed(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(_LONGER.sub(other, text)[:300] for text in texts)

    (title,) = changed([article.title])
    translations = {
        language: Translation(title=each.title, phrasings=changed(each.phrasings))
        for language, each in article.translations.items()
    }
    update = {"id": f"{article.id}-{number}", "title": title, "phrasings": changed(article.phrasings)}
    body = _LONGER.sub(other, article.body)
    return article.model_copy(update={**update, "translations": translations, "body": body})


def _faq(rows: Iterable[tuple[str, str]], phrasings: int) -> Library:
    asked: dict[str, list[str]] = {}
    for text, label in rows:
        asked.setdefault(_slug(label), []).append(text[:300])
    articles = {}
    for label, texts in sorted(asked.items()):
        chosen = random.Random(label).sample(texts, phrasings)
        articles[label] = Article(
            id=label,
            title=chosen[0],
            area="benchmark",
            phrasings=tuple(chosen),
            sources=("benchmark",),
            owner="benchmark",
            reviewed=date(2026, 1, 1),
            review_every_days=365,
            body="None.",
        )
    return Library(articles)


def _rows(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["category"]) for row in csv.DictReader(file)]


def _slug(label: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")
