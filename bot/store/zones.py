"""The time zones: by the names people type, and which country each belongs to."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones


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


def zone_of(typed: str) -> str | None:
    """The IANA name of a time zone, however its letters and spaces were typed; None if there is none of that name."""
    wanted = "_".join(typed.split()).casefold()
    found = next((zone for zone in available_timezones() if zone.casefold() == wanted), None)
    return ZoneInfo(found).key if found else None
