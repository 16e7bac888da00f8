"""The small markup of the advisor's texts: paragraphs, lists, bold, links.  A subset of CommonMark."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@dataclass(frozen=True)
class Span:
    """A run of text in one style; ``url`` makes it a link."""

    text: str
    bold: bool = False
    url: str = ""


@dataclass(frozen=True)
class Paragraph:
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Listing:
    """``start`` is the first number of an ordered list, None for bullets."""

    items: tuple[tuple[Span, ...], ...]
    start: int | None = None


Part = Paragraph | Listing

_SIGNS = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in f"{_SIGNS}\n"})
_ESCAPED = re.compile(rf"\\([{re.escape(_SIGNS)}])")

_RUN = rf"(?:[^\\\n\r\0*_\[]|\\[{re.escape(_SIGNS)}])+"
_RUNS = re.compile(rf"\*\*({_RUN})\*\*|({_RUN})")


def escape(text: str) -> str:
    """Plain text as markup that shows exactly that text."""
    return text.translate(_ESCAPES)


@lru_cache(maxsize=1_024)  # a text is read for its notification, then for its message
def parse(markup: str) -> tuple[Part, ...]:
    """The paragraphs and lists of a text; what is not part of the markup stays plain text."""
    sentence = _sentence(markup)
    return (Paragraph(sentence),) if sentence else _parsed(markup)


def _sentence(markup: str) -> tuple[Span, ...]:
    """The spans of one line of words, some of them bold, as most texts are: much quicker than the parser, which reads
    it alike.  None where it may be anything else."""
    if not markup or not (markup[0].isalpha() or markup[0] in "\\*") or markup[-1].isspace():
        return ()
    spans: list[Span] = []
    at = 0
    while at < len(markup):
        found = _RUNS.match(markup, at)
        if found is None:
            return ()
        bold, run = found[1] is not None, found[1] or found[2]
        text = _ESCAPED.sub(r"\1", run) if "\\" in run else run
        if bold and not (
            _opens(markup[at - 1 : at], text[0]) and _opens(markup[found.end() : found.end() + 1], text[-1])
        ):
            return ()
        spans.append(Span(text, bold))
        at = found.end()
    return tuple(spans)


def _opens(outside: str, inside: str) -> bool:
    """Whether bold may begin or end between two letters: at a word, or at a sign with nothing or a space outside."""
    return (outside in ("", " ") and not inside.isspace()) or (inside.isalnum() and outside != "*")


def _parsed(markup: str) -> tuple[Part, ...]:
    parts: list[Part] = []
    items: list[tuple[Span, ...]] = []
    start: int | None = None
    depth = 0
    for token in _parser().parse(markup):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            if depth == 0:
                items, start = [], int(token.attrs.get("start", 1)) if token.type[0] == "o" else None
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
            if depth == 0:
                parts.append(Listing(tuple(items), start))
        elif token.type == "inline":
            spans = tuple(_spans(token.children or []))
            if depth:
                items.append(spans)
            else:
                parts.append(Paragraph(spans))
    return tuple(parts)


def plain(markup: str) -> str:
    """The text without its markup, one line a paragraph or item."""
    lines: list[str] = []
    for part in parse(markup):
        if isinstance(part, Paragraph):
            lines.append("".join(span.text for span in part.spans))
        else:
            for number, item in enumerate(part.items, start=part.start or 0):
                bullet = "•" if part.start is None else f"{number}."
                lines.append(f"{bullet} " + "".join(span.text for span in item))
    return "\n".join(lines)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # only here: it takes time to import, and to start no text is read

    return MarkdownIt("zero").enable(["emphasis", "link", "list", "escape", "newline"])


def _spans(tokens: "list[Token]") -> Iterator[Span]:
    bold, url = 0, ""
    for token in tokens:
        if token.type in ("strong_open", "em_open"):
            bold += 1
        elif token.type in ("strong_close", "em_close"):
            bold -= 1
        elif token.type == "link_open":
            url = str(token.attrs.get("href", ""))
        elif token.type == "link_close":
            url = ""
        elif token.type in ("softbreak", "hardbreak"):
            yield Span("\n" if token.type == "hardbreak" else " ", bool(bold), url)
        elif token.content:
            yield Span(token.content, bool(bold), url)
