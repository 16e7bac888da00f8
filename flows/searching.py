"""Finding things by words: every word somebody types must begin a word of the text."""

from collections.abc import Iterable

from flows.fields import Raw
from flows.reading.text import fold


def holds(words: str, texts: Iterable[str]) -> bool:
    """Whether texts hold all the words, or words that begin so; accents and capitals do not matter."""
    asked = _parts(words)
    there = {part for text in texts for part in _parts(text)}
    return all(any(part.startswith(word) for part in there) for word in asked)


def texts_in(raw: Raw) -> Iterable[str]:
    """Every text in raw answers, without ids."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        for key, value in raw.items():
            if key not in ("order", "person"):
                yield from texts_in(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from texts_in(value)


def _parts(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()
