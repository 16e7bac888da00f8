"""Text for files: without signs that a file cannot hold, and in runs of one direction."""

import unicodedata
from collections.abc import Iterator

from bot.chat.messages.direction import without_isolates
from flows.reading.phrases import Pattern

_NOT_IN_XML = Pattern("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RIGHT, _LEFT = frozenset({"R", "AL"}), frozenset({"L"})


def clean(text: str) -> str:
    """The text as files of XML take it; what keeps directions apart in chat is left out, as runs do it here."""
    return _NOT_IN_XML.compiled.sub("", without_isolates(text)).replace("\r\n", "\n").replace("\r", "\n")


def runs_from_the_right(text: str) -> bool | None:
    """Whether the first letter that has a direction is written from the right; None where there is none."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in _RIGHT or kind in _LEFT:
            return kind in _RIGHT
    return None


def runs(text: str, *, right_to_left: bool = False) -> Iterator[tuple[str, bool]]:
    """The text in pieces of one direction, each with whether it is written from the right.

    What has no direction of its own, such as a space, goes with its neighbours, and between two of different
    directions with that of the paragraph (``right_to_left``), as Unicode has it.
    """
    right = right_to_left
    begin = held = 0  # of the piece, and behind its last letter that has a direction
    for at, letter in enumerate(text):
        kind = unicodedata.bidirectional(letter)
        if kind not in _RIGHT and kind not in _LEFT:
            continue
        if (kind in _RIGHT) is not right:
            end = at if right is right_to_left else held
            if end > begin:
                yield text[begin:end], right
            begin, right = end, kind in _RIGHT
        held = at + 1
    end = held if right is not right_to_left else len(text)
    for piece, direction in ((text[begin:end], right), (text[end:], right_to_left)):
        if piece:
            yield piece, direction
