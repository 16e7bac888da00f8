"""Keeping what is put into a sentence together where one is written from the left and the other from the right.

A name in another direction would otherwise be torn apart, and a chain of names would be read from the wrong end.
Unicode isolates (UAX 9) do that on every surface that draws text by the rules of Unicode.
"""

import re
import unicodedata

FIRST_STRONG, POP = "\u2068", "\u2069"
"""What stands before and behind something isolated: its direction is that of its own first letter."""

_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_OPENING = {"\u2066": POP, "\u2067": POP, FIRST_STRONG: POP, **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c")}
_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def isolated(text: str, *, right_to_left: bool = False) -> str:
    """The text, kept together within a sentence that runs from the left, or from the ``right_to_left``.

    What runs as the sentence does stays as it is.  Controls that would reach out of the text are left out.
    """
    if text.isascii() and not right_to_left:  # most texts by far
        return text
    return "\n".join(_isolated(line, right_to_left) for line in text.split("\n"))


def _isolated(line: str, right_to_left: bool) -> str:
    if _CONTROLS.search(line) and not _is_balanced(line):
        line = _CONTROLS.sub("", line)
    runs_otherwise = any(_differs(character, right_to_left) for character in line)
    return f"{FIRST_STRONG}{line}{POP}" if runs_otherwise else line


def without_isolates(text: str) -> str:
    """The text for a place that takes no such signs, such as the name of a file."""
    return _CONTROLS.sub("", text)


def _differs(character: str, right_to_left: bool) -> bool:
    if not right_to_left and character < "\u0590":  # nothing below is written from the right
        return False
    kind = unicodedata.bidirectional(character)
    return kind in ("L", "EN") if right_to_left else kind in _RIGHT_TO_LEFT


def _is_balanced(text: str) -> bool:
    open_: list[str] = []
    for character in text:
        if character in _OPENING:
            open_.append(_OPENING[character])
        elif character in (POP, "\u202c") and (not open_ or open_.pop() != character):
            return False
    return not open_
