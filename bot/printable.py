"""Text made safe for logs and terminals: nothing in it moves the cursor, changes colours or begins a line."""

import codecs
import re
import unicodedata

_UNPRINTABLE = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Kinds of characters that are not shown but do something; lone surrogates are among them."""
_HARMLESS = "\u00ad\u200c\u200d\u200e\u200f"
"""Of these kinds, but needed to write Arabic, Persian, Hindi and many emoji: joiners, marks of direction, hyphens."""
_PLAIN = re.compile(r"[ -~]*")

ESCAPED = "escaped"
"""The name under which encoders find `_escaped`: for terminals that cannot show a character."""


def printable(text: str) -> str:
    """The text on one line, with every character that does something written as ``\\u001b``.

    That is also how JSON writes them, so a line of JSON stays the same JSON.
    """
    if _PLAIN.fullmatch(text):
        return text
    return "".join(
        _code(char) if unicodedata.category(char) in _UNPRINTABLE and char not in _HARMLESS else char for char in text
    )


def _code(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_code, error.object[error.start : error.end])), error.end


codecs.register_error(ESCAPED, _escaped)
