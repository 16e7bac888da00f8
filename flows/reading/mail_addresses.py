"""E-mail addresses as people write them, and as servers take them."""

import re

LONGEST = 254
"""Characters of an address at most."""

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]")


def is_address(text: str) -> bool:
    """Whether this is the address of one person."""
    try:
        local, _, domain = wired(text).rpartition("@")
    except ValueError:
        return False
    fits = len(text) <= LONGEST and len(local) <= 64
    return fits and bool(_LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain))


def wired(address: str) -> str:
    """An address as servers take it: its domain in ASCII.

    Raises:
        ValueError: its domain is none.
    """
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"


def domain_of(address: str) -> str:
    """What stands behind the sign @ of an address, in ASCII.

    Raises:
        ValueError: its domain is none.
    """
    return wired(address).rpartition("@")[2]
