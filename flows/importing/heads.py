"""Which field the head of a column names, in any of the languages of the project."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from flows.dialogue import Dialogue
from flows.fields import Question, questions
from flows.reading.spelling import near
from flows.reading.text import fold, visible

LONGEST = 80
"""Letters of the longest head; more is a sentence."""
ALIKE, SURE = 0.55, 0.85
"""From here on a head may name a field, and from here on it surely does."""
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\*+")
_BETWEEN = re.compile(r"[^\w#%]+")
_STEM = 5
"""Letters of a word from which on others may begin or end with it: "Endtermin", "Maßnahmenbeschreibung"."""


def target(dialogue: type[Dialogue]) -> tuple[str, str, Question]:
    """Page, field and question of the table that can be brought in.

    Raises:
        KeyError: the dialogue has none.
    """
    page, _, name = dialogue.imported.partition("/")
    return page, name, questions(dialogue.pages()[page])[name]


def fields(dialogue: type[Dialogue]) -> Mapping[str, Question]:
    """The fields of the table that can be brought in, in the order asked."""
    row = target(dialogue)[2].row
    assert row is not None
    return questions(row)


def plain(text: str) -> str:
    """The words of a head without accents, case, signs and what stands in brackets."""
    folded = fold(visible(text))
    return _BETWEEN.sub(" ", _ASIDE.sub(" ", folded)).strip() or _BETWEEN.sub(" ", folded).strip()


@cache
def _names(dialogue: type[Dialogue]) -> Mapping[str, Sequence[str]]:
    """Field → all that it is called; under no field what columns are called that are none of them."""
    _, _, repeat = target(dialogue)
    asked = fields(dialogue)
    named: dict[str, list[str]] = {key: [key, question.label, question.name] for key, question in asked.items()}
    named[next(iter(asked))].append(repeat.row_name)
    for key, words in dialogue.heads.items():
        named.setdefault(key, []).extend(words)
    return {key: tuple(dict.fromkeys(filter(None, map(plain, names)))) for key, names in named.items()}


@lru_cache(4_096)
def likeness(dialogue: type[Dialogue], head: str) -> Mapping[str, float]:
    """How much a head speaks for each field, from `ALIKE` to 1; of fields for which it does not, nothing."""
    words = plain(head)
    if not words or len(words) > LONGEST:
        return {}
    found = {key: max(_alike(words, name) for name in names) for key, names in _names(dialogue).items()}
    return {key: score for key, score in found.items() if score >= ALIKE}


def _alike(head: str, name: str) -> float:
    if head == name:
        return 1.0
    if f" {name} " in f" {head} ":
        return 0.6 + 0.35 * len(name) / len(head)
    if f" {head} " in f" {name} ":
        return 0.9 * len(head) / len(name)
    if len(name) >= _STEM and " " not in name and (head.startswith(name) or head.endswith(name)):
        return 0.55 + 0.4 * len(name) / len(head)
    if abs(len(head) - len(name)) <= 2 and len(name) >= _STEM and head[0] == name[0] and near(head, name):
        return 0.9
    return 0.0
