"""What the index is made of: every text of the articles, taken apart into terms."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Literal, NamedTuple

from knowledge.library.analysis import bigrams, find_stem, fold, grams, sentences, split_words, stem
from knowledge.library.article import Article
from knowledge.library.languages import LANGUAGES, Language
from knowledge.library.yaml_file import read_yaml
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
    found: dict[str, list[str]] = read_yaml(Path(__file__).parent / "outside.yaml")
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


class Terms(NamedTuple):
    """A passage taken apart: its words as typed, and their stems, in order."""

    words: tuple[str, ...]
    stems: list[str]

    @property
    def stems_and_pairs(self) -> list[str]:
        """Its stems, and each two that follow one another, each once."""
        return list(dict.fromkeys([*self.stems, *bigrams(self.stems)]))

    @property
    def grams(self) -> list[str]:
        """The character n-grams of its words, each once."""
        return list(dict.fromkeys(chain.from_iterable(grams(fold(word)) for word in self.words)))


def take_apart(passage: Passage) -> Terms:
    """The words and stems of a passage."""
    found = split_words(passage.text)
    return Terms(found, [stem(word, passage.language) for word in found])


def take_all_apart(passages: Iterable[Passage]) -> list[Terms]:
    """The words and stems of many passages: each word is stemmed once, in however many it stands."""
    stems = {language: _Stems(language) for language in LANGUAGES}
    found = [(split_words(passage.text), stems[passage.language]) for passage in passages]
    return [Terms(words, list(map(known.__getitem__, words))) for words, known in found]


class _Stems(dict[str, str]):
    """The stems of the words of a language, found where they are first asked for."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> str:
        self[word] = found = find_stem(word, self._language)
        return found
