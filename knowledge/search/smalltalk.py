"""Short talk: greetings, thanks, calls for help, and so on, in seven languages.

Recognised only when the whole message consists of it: "hello, how do I write a RACI?" is a question.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

from knowledge.library.analysis import fold, words
from knowledge.library.languages import LANGUAGES, Language
from knowledge.library.yaml_file import read_yaml

SmallTalk = Literal["greeting", "thanks", "help", "stop", "bye", "more"]
_BY_WEIGHT: tuple[SmallTalk, ...] = ("stop", "help", "more", "bye", "thanks", "greeting")
_MOST_WORDS = 14
_STRETCHED = re.compile(r"(\D)\1$")  # "hellooo", of which two letters are left


def small_talk(text: str) -> tuple[SmallTalk, Language] | None:
    """Kind and language of short talk, if the whole message is that; ``None`` when it is something else.

    Where kinds meet, the one that asks most of us wins: "hello, help" is a call for help.
    """
    spoken = words(text)
    if not spoken:
        kind = _emoji(text)
        return (kind, "en") if kind else None
    if len(spoken) > _MOST_WORDS:
        return None
    phrases, plain, filler, longest = _lists()
    tokens: list[str] = []
    for word in map(fold, spoken):
        tokens.append(word if word in plain else _STRETCHED.sub(r"\1", word))
        if tokens[-1] not in plain:
            return None  # it stands in no phrase
    found: dict[SmallTalk, Language] = {}
    at = 0
    while at < len(tokens):
        for size in range(min(longest, len(tokens) - at), 0, -1):
            known = phrases.get(" ".join(tokens[at : at + size]))
            if known:
                found.setdefault(*known)
                at += size
                break
        else:
            if tokens[at] not in filler:
                return None
            at += 1
    return next(((kind, found[kind]) for kind in _BY_WEIGHT if kind in found), None)


def _emoji(text: str) -> SmallTalk | None:
    signs: dict[str, str] = _data()["emoji"]
    for character in text:
        for kind in _BY_WEIGHT:
            if character in signs.get(kind, ""):
                return kind
    return None


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_yaml(Path(__file__).parent / "smalltalk.yaml")
    return data


@cache
def _lists() -> tuple[dict[str, tuple[SmallTalk, Language]], frozenset[str], frozenset[str], int]:
    """Phrases with kind and language, all words known, those that only fill, and the longest phrase's length.

    In the file, each kind has a line for each language, in their order.
    """
    data = _data()
    phrases: dict[str, tuple[SmallTalk, Language]] = {}
    for kind in _BY_WEIGHT:
        for language, line in zip(LANGUAGES, data[kind], strict=True):
            for phrase in line:
                phrases.setdefault(" ".join(fold(word) for word in words(str(phrase))), (kind, language))
    filler = frozenset(str(data["filler"]).split())
    known = filler | {word for phrase in phrases for word in phrase.split()}
    return phrases, known, filler, max(len(phrase.split()) for phrase in phrases)
