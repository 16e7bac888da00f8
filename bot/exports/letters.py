"""Text for files: without signs that a file cannot hold, and in runs of one direction."""

import re
import unicodedata
from collections.abc import Iterator

from bot.chat.messages.direction import without_isolates

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RIGHT, _LEFT = frozenset({"R", "AL"}), frozenset({"L"})


def clean(text: str) -> str:
    """The text as files of XML take it; what keeps directions apart in chat is left out, as runs do it here."""
    return _NOT_IN_XML.sub("", without_isolates(text)).replace("\r\n", "\n").replace("\r", "\n")


def runs_from_the_right(text: str) -> bool | None:
    """Whether the first letter that has a direction is written from the right; None where there is none."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in _RIGHT or kind in _LEFT:
            return kind in _RIGHT
    return None


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces of one direction, each with whether it is written from the right.

    What has no direction of its own goes with what stands before it, at the beginning with what follows; between two
    pieces from the left nothing is parted.
    """
    if text.isascii():
        if text:
            yield text, False
        return
    right = runs_from_the_right(text) or False
    begin = held = 0
    for at, letter in enumerate(text):
        kind = unicodedata.bidirectional(letter)
        if kind not in _RIGHT and kind not in _LEFT:
            continue
        if (kind in _RIGHT) is not right:
            yield text[begin:held], right
            begin, right = held, kind in _RIGHT
        held = at + 1
    yield text[begin:], right
