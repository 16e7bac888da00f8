"""Short talk: greetings, thanks, calls for help, and so on, in seven languages.

Recognised only when the whole message consists of it: "hello, how do I write a RACI?" is a question.
"""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from knowledge.text import fold, words

Chat = Literal["greeting", "thanks", "help", "stop", "bye", "more"]
_BY_WEIGHT: tuple[Chat, ...] = ("stop", "help", "more", "bye", "thanks", "greeting")
_MOST_WORDS = 14


def small_talk(text: str) -> Chat | None:
    """What kind of short talk the whole message is; ``None`` when it is something else.

    Where kinds meet, the one that asks most of us wins: "hello, help" is a call for help.
    """
    tokens = [fold(word) for word in words(text)]
    if not tokens:
        return _emoji(text)
    if len(tokens) > _MOST_WORDS:
        return None
    phrases, filler, longest = _lists()
    found: set[Chat] = set()
    at = 0
    while at < len(tokens):
        for size in range(min(longest, len(tokens) - at), 0, -1):
            kind = phrases.get(" ".join(tokens[at : at + size]))
            if kind:
                found.add(kind)
                at += size
                break
        else:
            if tokens[at] not in filler:
                return None
            at += 1
    return next((kind for kind in _BY_WEIGHT if kind in found), None)


def _emoji(text: str) -> Chat | None:
    signs: dict[str, str] = _data()["emoji"]
    for character in text:
        for kind in _BY_WEIGHT:
            if character in signs.get(kind, ""):
                return kind
    return None


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(
        (Path(__file__).parent / "smalltalk.yaml").read_text(encoding="utf-8")
    )
    return data


@cache
def _lists() -> tuple[dict[str, Chat], frozenset[str], int]:
    data = _data()
    phrases: dict[str, Chat] = {}
    for kind in reversed(_BY_WEIGHT):
        phrases.update((str(phrase), kind) for line in data[kind] for phrase in line)
    return phrases, frozenset(str(data["filler"]).split()), max(len(phrase.split()) for phrase in phrases)
