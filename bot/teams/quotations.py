"""Messages that quote others, as Teams writes them in HTML: what somebody wrote beside the quotation."""

import re
from html.parser import HTMLParser

_QUOTE = "http://schema.skype.com/reply"
_QUOTED = re.compile(r"<quoted\b[^>]*>(?:\s*</quoted>)?", re.IGNORECASE)
"""Where newer clients show a message that is quoted, of which only the number stands in the text."""


def unmarked(text: str) -> str:
    """The text of a message without the marks where others are quoted."""
    return _QUOTED.sub(" ", text)


def read(content: str) -> "Written | None":
    """What stands beside a quotation; None for a text that quotes nothing."""
    if "blockquote" not in content:
        return None
    written = Written()
    written.feed(content.replace("<![", "&lt;!["))  # a section of XML, at which the parser would fail
    written.close()
    return written if written.quoted else None


class Written(HTMLParser):
    """The text of a message that quotes another one, without the quotation."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.mentions = 0
        self.quoted = False
        self._quotes = 0
        self._mention = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = (dict(attrs).get("itemtype") or "").lower()
        if tag == "blockquote" and (self._quotes or kind == _QUOTE):
            self._quotes += 1
            self.quoted = True
        elif self._quotes:
            return
        elif tag in ("at", "span") and (tag == "at" or kind.endswith("/mention")):
            self.mentions += 1
            self._mention = True
        elif tag in ("p", "br", "div", "li"):
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote" and self._quotes:
            self._quotes -= 1
        elif tag in ("at", "span"):
            self._mention = False

    def handle_data(self, data: str) -> None:
        if not self._quotes and not self._mention:
            self.pieces.append(data)

    @property
    def text(self) -> str:
        return "\n".join(line.strip() for line in "".join(self.pieces).splitlines()).strip()
