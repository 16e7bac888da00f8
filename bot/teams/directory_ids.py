"""The ids of Microsoft's directory: of apps and of organisations."""

import re

_ID = re.compile(r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


def is_directory_id(text: str) -> bool:
    """Whether it has the form of one."""
    return _ID.fullmatch(text) is not None
