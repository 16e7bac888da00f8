"""The conversation on the web page: lines kept in the store, read by the page as they come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import TypeAdapter

from bot.chat.views import Message
from bot.store import lines

Author = Literal["person", "advisor", "reminder"]

_MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)


_AUTHOR: TypeAdapter[Author] = TypeAdapter(Author)


@dataclass(frozen=True)
class Line:
    """One message in a conversation; ``id`` grows with time."""

    id: int
    author: Author
    at: datetime
    message: Message


def line(row: lines.Line) -> Line:
    """A line as the store keeps it."""
    return Line(row.id, _AUTHOR.validate_python(row.author), row.at, from_json(row.body))


def to_json(message: Message) -> dict[str, object]:
    """A message as it is stored."""
    stored: dict[str, object] = _MESSAGE.dump_python(message, mode="json")
    return stored


def from_json(body: dict[str, object]) -> Message:
    """A stored message."""
    return _MESSAGE.validate_python(body)
