"""Questions that ask for the same thing, put together: for those who look through what had no answer.

Deterministic, and whatever the order in which the questions come, the groups are the same.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.library.analysis import fold, grams, stem, stopwords, words
from knowledge.library.languages import Language

ALIKE = 0.53
"""From this likeness on two questions count as the same.  tests/curation/test_grouping.py measures it: it lies in the
range in which wordings grouped by hand fall into their groups best."""


@dataclass(frozen=True)
class Asked:
    """One question as somebody put it; ``at`` is when, in seconds since 1970."""

    id: str
    text: str
    language: Language = "en"
    at: float = 0.0


@dataclass(frozen=True)
class Group:
    """Questions alike.  ``wordings`` are the different ways to ask, the most frequent first; ``ids`` all questions.

    ``at`` is when the last of them was asked.
    """

    wordings: tuple[str, ...]
    ids: tuple[str, ...]
    at: float = 0.0


@dataclass(frozen=True)
class Usage:
    """In how many texts of the field each term stands: what all ask about tells little about one question."""

    texts: int = 0
    held: Mapping[str, int] = field(default_factory=dict)

    def weight(self, term: str) -> float:
        """How much a term tells; the same for all terms where nothing is known."""
        return math.log(1 + (self.texts + 1) / (self.held.get(term, 0) + 1))


def usage(texts: Iterable[tuple[str, Language]]) -> Usage:
    """The usage of terms in texts of the field, such as the phrasings of all articles."""
    held: Counter[str] = Counter()
    number = 0
    for number, (text, language) in enumerate(texts, start=1):  # noqa: B007 - how many there were
        stems, marked = _terms(text, language)
        held.update(stems.keys() | marked.keys())
    return Usage(number, held)


def says_something(text: str) -> bool:
    """Whether a text can be a question at all: one character, punctuation or emoji alone ask for nothing."""
    return sum(character.isalnum() for character in text) > 1


def group(asked: Sequence[Asked], common: Usage = Usage()) -> list[Group]:
    """Put questions together, the group asked most often first, and of those alike the one asked last.

    The most frequent wording leads a group, and others join the leader they are most like; so a chain of
    questions, each a little like the next, does not end as one group.
    """
    by_wording: dict[str, list[Asked]] = {}
    for question in asked:
        by_wording.setdefault(" ".join(words(question.text)) or question.text, []).append(question)
    ways = [sorted(same, key=lambda question: (question.text, question.id)) for same in by_wording.values()]
    ways.sort(key=lambda same: (-len(same), same[0].text, same[0].id))
    members: dict[int, list[int]] = {}
    held: dict[str, list[tuple[int, float]]] = {}  # term → the leaders that hold it, and how much
    for n, same in enumerate(ways):
        mine = vector(same[0].text, same[0].language, common)
        likeness: dict[int, float] = {}
        for term, amount in mine.items():
            for leader, other in held.get(term, ()):
                likeness[leader] = likeness.get(leader, 0.0) + amount * other
        like, leader = max(((round(like, 9), -leader) for leader, like in likeness.items()), default=(0.0, 0))
        if like >= ALIKE:
            members[-leader].append(n)
            continue
        members[n] = [n]
        for term, amount in mine.items():
            held.setdefault(term, []).append((n, amount))
    groups = [
        Group(
            tuple(ways[n][0].text for n in alike),
            tuple(sorted(question.id for n in alike for question in ways[n])),
            max(question.at for n in alike for question in ways[n]),
        )
        for alike in members.values()
    ]
    return sorted(groups, key=lambda alike: (-len(alike.ids), -alike.at, alike.wordings))


def vector(text: str, language: Language, common: Usage) -> dict[str, float]:
    """A wording as a unit vector: half of it the stems of its words, half their character n-grams, which forgive
    typing errors and compound words."""
    found: dict[str, float] = {}
    for terms in _terms(text, language):
        amounts = {term: count * common.weight(term) for term, count in terms.items()}
        length = math.sqrt(2 * sum(amount * amount for amount in amounts.values()))
        found |= {term: amount / length for term, amount in amounts.items()}
    return found


def _terms(text: str, language: Language) -> tuple[Counter[str], Counter[str]]:
    """The stems and n-grams of the words that tell what a wording is about; of all words where none does."""
    stop = stopwords()[language]
    spoken = words(text)
    telling = [word for word in spoken if fold(word) not in stop] or spoken
    stems = Counter(stem(word, language) for word in telling)
    return stems, Counter(f"~{gram}" for word in telling for gram in grams(fold(word)))
