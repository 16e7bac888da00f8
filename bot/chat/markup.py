"""The small markup of the advisor's texts: paragraphs, lists, bold, links.  A subset of CommonMark."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

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


def escape(text: str) -> str:
    """Plain text as markup that shows exactly that text."""
    escaped = "".join(f"\\{char}" if char in r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~""" else char for char in text)
    return escaped.replace("\n", "\\\n")


@lru_cache(maxsize=1_024)  # a text is read for its notification, then for its message
def parse(markup: str) -> tuple[Part, ...]:
    """The paragraphs and lists of a text; what is not part of the markup stays plain text."""
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
def _parser() -> MarkdownIt:
    return MarkdownIt("zero").enable(["emphasis", "link", "list", "escape", "newline"])


def _spans(tokens: list[Token]) -> Iterator[Span]:
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
