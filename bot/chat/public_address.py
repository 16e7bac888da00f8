"""Whether an address is one under which a platform finds the advisor on the internet."""

import re
from urllib.parse import urlsplit


def is_public(address: str) -> bool:
    """Whether it begins with https://, names a host, and holds nothing that machines read differently."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises where it is no number
        # an address that cannot be read by machines everywhere is none: the form with xn-- is wanted
        plain = re.fullmatch(r"[!-~]+", address) is not None
        return plain and parts.scheme == "https" and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        return False
