"""Internet addresses, as one counts who comes from them."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network


def parsed(address: str) -> IPv4Address | IPv6Address | None:
    """The address of a client; None where it is none, as with a socket in a file."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def source(address: IPv4Address | IPv6Address) -> str:
    """Whom an address is counted for: with IPv6 somebody has a whole network of 64 bits."""
    return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))
