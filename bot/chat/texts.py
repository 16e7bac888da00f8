"""Plain texts for platforms: measured, cut where they are too long, and without what no database holds."""

import re
from collections.abc import Callable, Iterable, Mapping

_SURROGATE = re.compile("[\ud800-\udfff\x00]")


def size(text: str) -> int:
    """The length in UTF-16 units, which is never less than any other way of counting characters."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int) -> str:
    """The text, or its beginning with a visible “…”; at most ``limit`` long."""
    return text if size(text) <= limit else beginning(text, limit - 1).rstrip() + "…"


def beginning(text: str, limit: int, escapes: Mapping[str, str] | None = None) -> str:
    """As much of the beginning as fits, up to a space if there is one near the end.

    ``escapes`` are what stands for some characters where the text is shown; they count as long as they are.
    """
    used = 0
    for end, char in enumerate(text):
        used += len(escapes[char]) if escapes and char in escapes else 1 + (char > "\uffff")
        if used > limit:
            space = max(text.rfind(" ", 0, end + 1), text.rfind("\n", 0, end + 1))
            return text[:space] if space > end * 0.8 else text[:end]
    return text


def first_of(texts: Iterable[str], most: int, more: Callable[[int], str]) -> list[str]:
    """The first texts in which something stands; where there are more than ``most``, the last says how many follow."""
    said = [stripped for text in texts if (stripped := text.strip())]
    return said if len(said) <= most else [*said[:most], more(len(said) - most)]


def clean(text: str) -> str:
    """What people typed, without the characters that no database can hold."""
    return _SURROGATE.sub("\ufffd", text)
