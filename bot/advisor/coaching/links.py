"""The address of a video meeting, as it was typed."""

from urllib.parse import urlsplit

LONGEST = 200


def address(typed: str) -> str | None:
    """The address if it is one of the web (http or https); None if it is none."""
    text = typed.strip()
    if len(text) > LONGEST or any(sign.isspace() or not sign.isprintable() for sign in text):
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:  # half a bracket, a port that is no number
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or any(s in text for s in '<>"|\\^`{}'):
        return None
    return text
