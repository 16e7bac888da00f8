"""The conversation on the web page: lines kept in the store, read by the page as they come."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, Literal

from pydantic import TypeAdapter

from bot.chat.views import Message
from bot.store import lines

Author = Literal["person", "advisor", "reminder"]

LONGEST = 10_000
"""Characters of a line's text at most: the advisor reads no longer messages."""
BLOCKS_LONGEST = 100_000
"""Characters of all the blocks of a line at most, as they are stored: an article has 20,000."""

NEW_LINES = 100
"""New lines of all conversations that are read at a time."""

REMEMBERED, REMEMBERED_LENGTH = 4_000, 10_000
"""Messages that a process remembers as it read them, and how long they are at most: a page shows mostly what it showed
before."""


@cache
def _messages() -> TypeAdapter[Message]:
    """What reads and writes messages; made when the first comes, for the blocks are many."""
    return TypeAdapter(Message)


@cache
def _authors() -> TypeAdapter[Author]:
    return TypeAdapter(Author)


@dataclass(frozen=True)
class TranscriptLine:
    """One message in a conversation; ``id`` grows with time."""

    id: int
    author: Author
    at: datetime
    message: Message


def line(row: lines.Line) -> TranscriptLine:
    """A line as the store keeps it."""
    return TranscriptLine(row.id, _authors().validate_python(row.author), row.at, from_json(row.body))


def to_json(message: Message) -> dict[str, object]:
    """A message as it is stored, shortened where it is longer than a line may be."""
    summary = message.summary if len(message.summary) <= LONGEST else f"{message.summary[: LONGEST - 1]}…"
    stored: dict[str, Any] = _messages().dump_python(replace(message, summary=summary), mode="json")
    left = BLOCKS_LONGEST
    for at, block in enumerate(stored["blocks"]):
        left -= len(json.dumps(block, ensure_ascii=False))
        if left < 0:
            stored["blocks"] = [*stored["blocks"][:at], {"kind": "note", "markup": "…"}]
            break
    return stored


def from_json(body: str) -> Message:
    """A stored message."""
    return _remembered(body) if len(body) <= REMEMBERED_LENGTH else _read(body)


@lru_cache(REMEMBERED)
def _remembered(body: str) -> Message:
    return _read(body)


def _read(body: str) -> Message:
    return _messages().validate_python(json.loads(body))  # the other reader of JSON takes no halves of signs
