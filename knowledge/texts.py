"""What the index is made of: every text of the articles, taken apart into terms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from knowledge.articles import Article
from knowledge.languages import Language
from knowledge.parameters import Parameters
from knowledge.text import bigrams, fold, grams, sentences, stem, words


@dataclass(frozen=True, slots=True)
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


@cache
def outside() -> dict[str, list[str]]:
    """Topics that no article answers, with ways to ask for them."""
    path = Path(__file__).parent / "outside.yaml"
    found: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def all_texts(articles: Sequence[Article], known: Parameters) -> Iterator[Text]:
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


def stems(text: Text) -> list[str]:
    """The stems of its words, in order."""
    return [stem(word, text.language) for word in words(text.text)]


def stems_and_pairs(text: Text) -> list[str]:
    """Its stems and each two that follow one another."""
    found = stems(text)
    return [*found, *bigrams(found)]


def text_grams(text: Text) -> list[str]:
    """The character n-grams of its words."""
    return [gram for word in words(text.text) for gram in grams(fold(word))]
