"""Codes that let somebody in: recognised in what people write, and kept out of what is written down."""

import re

_CODE = re.compile(r"\bjoin-[A-Za-z0-9_-]{20,100}")


def code_in(text: str) -> str:
    """The code of an invitation in a text, alone or in its link; empty if there is none."""
    found = _CODE.search(text)
    return found[0] if found else ""


def masked(text: str) -> str:
    """The text without such codes."""
    return _CODE.sub("join-…", text)
