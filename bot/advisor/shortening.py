"""Long texts cut for a list or a sentence."""

LISTED = 200
"""Characters of a question in a list."""


def short(text: str, limit: int = LISTED) -> str:
    """A text of ``limit`` characters at most, with a sign where it was cut."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
