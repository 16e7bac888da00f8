"""Which country a time zone belongs to."""

from functools import cache


@cache
def country_of(zone: str) -> str:
    """The ISO 3166 code of the country of an IANA zone; empty where it has none, as UTC, or is unknown."""
    from babel.core import get_global  # only here: no start waits for it

    name = get_global("zone_aliases").get(zone, zone)
    country: str = get_global("zone_territories").get(name, "")
    return "" if country in ("", "ZZ", "001") else country
