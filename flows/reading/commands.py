"""Commands as people type them: with spaces, other hyphens, quotes or a slip of the finger."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from flows.reading.text import fold, straight, unquoted

MOST = 3
"""Words that a command has at most, and commands that are offered for one that is unknown."""
ALIKE = 0.7

_JOINTS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class TypedCommand:
    """The command that is meant, and what stands behind it; ``near`` are those that may be meant where none is."""

    name: str
    text: str = ""
    near: tuple[str, ...] = ()


def read_command(typed: str, known: Iterable[str]) -> TypedCommand:
    """Read a command with or without its slash; hyphens, spaces, capitals, quotes and dots do not matter."""
    by_key = {_key(name): name for name in known}
    words = unquoted(unquoted(typed).removeprefix("/")).split()
    for count in range(min(MOST, len(words)), 0, -1):
        if name := by_key.get(_key("".join(words[:count]))):
            return TypedCommand(name, _behind(typed, words[:count]))
    first = _key(words[0]) if words else ""
    near = [key for key in by_key if len(first) > 2 and (key.startswith(first) or first in key)]
    near += get_close_matches(first, by_key, MOST, ALIKE)
    near += get_close_matches(_key("".join(words[:2])), by_key, MOST, ALIKE)
    names = tuple(by_key[key] for key in dict.fromkeys(near))[:MOST]
    return TypedCommand("", _behind(typed, words[:1]), names)


def _key(text: str) -> str:
    return _JOINTS.sub("", fold(straight(text)))


def _behind(typed: str, words: list[str]) -> str:
    """What stands behind these first words, as it was typed, without quotes round it."""
    rest = unquoted(unquoted(typed).removeprefix("/"))
    for word in words:
        rest = rest.lstrip().removeprefix(word)
    return unquoted(rest)
