"""Which country a time zone belongs to."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def country_of(zone: str) -> str:
    """The ISO 3166 code of the country of an IANA zone; empty where it has none, as UTC, or is unknown."""
    from babel.core import get_global  # only here: no start waits for it

    known: str = get_global("zone_aliases").get(zone, zone)
    return countries_by_zone().get(zone) or countries_by_zone().get(known, "")


@cache
def countries_by_zone() -> Mapping[str, str]:
    """The country of each zone that lies in one."""
    from babel.core import get_global

    zones: dict[str, str] = {
        zone: country for zone, country in get_global("zone_territories").items() if len(country) == 2
    }
    for line in (files("tzdata.zoneinfo") / "zone.tab").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, _, zone, *_ = line.split("\t")
            zones[zone] = country
    return {zone: country for zone, country in zones.items() if country not in ("ZZ", "001")}
