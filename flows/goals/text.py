"""A goal's text made comparable: folded, cut into tokens, and shown again as it was typed."""

import html
import re

from flows.reading.text import fold

READ_CHARACTERS = 3_000
"""What is read of a goal.  A sentence is far shorter; the rest of a pasted document says nothing more."""

_TAG = re.compile(r"<[^<>]{0,200}>")
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*\s?%|[€$£]|(?:[dlnscjm]|qu|dell|all|dall|nell|sull|un|quest)'(?=\s)|"
    r"\w+(?:[.,](?=\d)\w+)*(?:['-]\w+)*|[§¤,;:.!?()]"
)
_ELISION = re.compile(r"\b([dlnscjm]|qu|dell|all|dall|nell|sull|un|quest)'(?=\w)")
_EDGES = re.compile(r"^[\W_]+|[^\w%€$£)]+$")


def plain(text: str) -> str:
    """The text without markup, with single spaces."""
    return " ".join(_TAG.sub(" ", html.unescape(text[:READ_CHARACTERS])).split())


def count_words(text: str) -> int:
    """The words of the whole text, however long it is."""
    return sum(any(c.isalnum() for c in word) for word in _TAG.sub(" ", text).split())


def readable(text: str) -> str:
    """The folded goal, elided articles apart (``l'enquête`` → ``l' enquete``), no marks at either end."""
    folded = _ELISION.sub(r"\1' ", fold(plain(text)))
    return " ".join(_EDGES.sub("", folded).split())


def tokens(folded: str) -> list[str]:
    """Words, numbers and punctuation of a folded text; § stands for a deadline, ¤ for a name."""
    return _TOKEN.findall(folded)


def is_word(token: str) -> bool:
    """Whether a token is a word or number rather than punctuation or a mark."""
    return token[0].isalnum()


def as_typed(text: str, phrase: str) -> str:
    """The part of ``text`` that folds to ``phrase``, as the person typed it."""
    wanted = [word for word in tokens(phrase) if is_word(word)]
    typed = [(fold(word), word) for word in re.findall(r"\w+(?:[.,'’-]\w+)*%?", plain(text))]
    for start in range(len(typed) - len(wanted) + 1):
        if wanted and [word for word, _ in typed[start : start + len(wanted)]] == wanted:
            return " ".join(word for _, word in typed[start : start + len(wanted)])
    return phrase
