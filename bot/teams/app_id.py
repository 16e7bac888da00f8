"""The ids of Microsoft's directory."""

import re

_ID = re.compile(r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


def is_app_id(text: str) -> bool:
    """Whether it has the form of an id of an app."""
    return _ID.fullmatch(text) is not None
