"""What the index is made of: every text of the articles, taken apart into terms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from knowledge.library.analysis import bigrams, fold, grams, sentences, stem, words
from knowledge.library.article import Article
from knowledge.library.languages import Language
from knowledge.search.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an article's text: a way to ask for it, or a sentence of its answer, which counts less.

    ``outside`` marks ways to ask for a topic outside the field, which stand beside the articles.
    """

    article: int
    language: Language
    text: str
    field: Literal["title", "phrasings", "body"]
    count: float
    outside: bool = False


@cache
def outside() -> dict[str, list[str]]:
    """Topics that no article answers, with ways to ask for them."""
    path = Path(__file__).parent / "outside.yaml"
    found: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def all_passages(articles: Sequence[Article], learned: Parameters) -> Iterator[Passage]:
    """All texts by the number of their article; after the articles come the topics outside the field."""
    for n, article in enumerate(articles):
        yield Passage(n, "en", article.title, "title", 1.0)
        for text in (*article.phrasings, " ".join(article.keywords)):
            yield Passage(n, "en", text, "phrasings", 1.0)
        for language, translation in sorted(article.translations.items()):
            yield Passage(n, language, translation.title, "title", 1.0)
            for text in translation.phrasings:
                yield Passage(n, language, text, "phrasings", 1.0)
        for text in sentences(article.body):
            yield Passage(n, "en", text, "body", learned.body_count)
    for n, phrasings in enumerate(outside().values(), len(articles)):
        for text in phrasings:
            yield Passage(n, "en", text, "phrasings", 1.0, outside=True)


def stems(text: Passage) -> list[str]:
    """The stems of its words, in order."""
    return [stem(word, text.language) for word in words(text.text)]


def stems_and_pairs(text: Passage) -> list[str]:
    """Its stems and each two that follow one another."""
    found = stems(text)
    return [*found, *bigrams(found)]


def passage_grams(text: Passage) -> list[str]:
    """The character n-grams of its words."""
    return [gram for word in words(text.text) for gram in grams(fold(word))]
