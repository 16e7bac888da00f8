"""Texts for Slack: cut, split, escaped; and Slack's own markup read back as plain text."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.chat.markup import Listing, Span, parse
from bot.chat.texts import beginning, clean, size

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LINK = re.compile(r"(https?://|mailto:)[^\s<>|]+", re.IGNORECASE)
_REFERENCE = re.compile(r"<([@#!][^<>|\s]*|[a-z][a-z0-9+.-]*:[^<>|\s]*)(?:\|([^<>]*))?>", re.IGNORECASE)


def escape(text: str) -> str:
    """Plain text for a place where Slack reads markup: nothing in it can mention or link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut_escaped(text: str, limit: int) -> str:
    """Plain text, escaped; the escaped text is at most ``limit`` long and never cut inside an escape."""
    escaped = escape(text)
    return escaped if size(escaped) <= limit else escape(beginning(text, limit - 1, _ESCAPES).rstrip()) + "…"


def bold(text: str, limit: int) -> str:
    """Plain text in bold, on one line, because Slack's bold ends with the line."""
    line = " ".join(text.split())
    return f"*{cut_escaped(line, limit - 2)}*" if line else ""


@lru_cache(maxsize=1_024)  # the articles' texts are sent again and again
def paragraphs(markup: str, limit: int) -> tuple[str, ...]:
    """The advisor's markup as Slack's, one string for each paragraph and list, each at most ``limit`` long."""
    found: list[str] = []
    for part in parse(markup):
        if isinstance(part, Listing):
            lines: list[str] = []
            for number, item in enumerate(part.items, start=part.start or 0):
                bullet = "• " if part.start is None else f"{number}. "
                lines += _chunks((Span(bullet), *item), limit)
            found += pack(lines, limit)
        else:
            found += _chunks(part.spans, limit)
    return tuple(text for text in found if text.strip())


def pack(lines: Sequence[str], limit: int, separator: str = "\n") -> list[str]:
    """Lines joined to as few texts as fit; each line must fit by itself."""
    packed: list[str] = []
    room = 0
    for line in lines:
        needed = size(line) + len(separator)
        if packed and needed <= room:
            packed[-1] += separator + line
            room -= needed
        else:
            packed.append(line)
            room = limit - size(line)
    return packed


def split(text: str, limit: int) -> list[str]:
    """Plain text, escaped, in pieces of at most ``limit``, split at a space where there is one."""
    pieces = []
    while text:
        head = beginning(text, limit, _ESCAPES) or text[:1]
        pieces.append(escape(head).strip("\n"))
        text = text[len(head) :].lstrip(" \n")
    return [piece for piece in pieces if piece.strip()]


def _chunks(spans: Sequence[Span], limit: int) -> list[str]:
    """Spans as Slack's markup, in pieces of at most ``limit``."""
    pieces = [piece for span in spans for piece in _span(span, limit)]
    whole = "".join(pieces)
    return [whole] if size(whole) <= limit else pack(pieces, limit, separator="")


def _span(span: Span, limit: int) -> Iterator[str]:
    url = span.url if span.url and _LINK.fullmatch(span.url) and size(escape(span.url)) < limit // 2 else ""
    if url:
        target = escape(url)
        label = cut_escaped(" ".join(span.text.split()) or url, limit - size(target) - 5)
        link = f"<{target}|{label}>"
        yield f"*{link}*" if span.bold else link
    elif span.bold:
        for piece in _keeping_spaces(span.text, limit - 2):
            inner = piece.strip()
            lead, tail = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]
            marked = "\n".join(f"*{line}*" if line.strip() else line for line in inner.split("\n"))
            yield f"{lead}{marked}{tail}" if inner else piece
    else:
        yield from _keeping_spaces(span.text, limit)


def _keeping_spaces(text: str, limit: int) -> Iterator[str]:
    # Every line of a bold text costs two more characters.
    limit = max(limit - 2 * text.count("\n"), limit // 2)
    if text and size(whole := escape(text)) <= limit:  # as nearly every text is
        yield whole
        return
    while text:
        head = beginning(text, limit, _ESCAPES) or text[:1]
        yield escape(head)
        text = text[len(head) :]


def plain(text: str, own: str = "") -> str:
    """A message as Slack sends it, as plain text: links and names instead of Slack's references.

    ``own`` is the advisor's user id: mentions of it are left out.
    """
    return _unescape(clean(_REFERENCE.sub(lambda found: _referred(found, own), text))).strip()


def _referred(found: re.Match[str], own: str) -> str:
    target, label = found[1], found[2] or ""
    if target.startswith("@"):
        return "" if target[1:] == own else f"@{label or target[1:]}"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:].split('^')[0]}"
    return label if label and label not in target else target.removeprefix("mailto:")


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
