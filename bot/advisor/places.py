"""Countries and their regions: what there are, how they are called, and in which one a time zone lies."""

from functools import cache
from importlib.resources import files

import holidays
from babel import Locale
from babel.core import get_global

from bot.chat.messages.voice import spoken
from flows.fields import Choice


@cache
def country_of(zone: str) -> str:
    """The ISO 3166 code of the country of an IANA time zone; empty for one of no country, such as UTC."""
    known: str = get_global("zone_aliases").get(zone, zone)
    return _zones().get(zone) or _zones().get(known, "")


@cache
def _zones() -> dict[str, str]:
    zones: dict[str, str] = {
        zone: country for zone, country in get_global("zone_territories").items() if len(country) == 2
    }
    for line in (files("tzdata.zoneinfo") / "zone.tab").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, _, zone, *_ = line.split("\t")
            zones[zone] = country
    return {zone: country for zone, country in zones.items() if country not in ("ZZ", "001")}


def country_name(country: str, locale: str) -> str:
    """What a country is called; its code where that is not known."""
    return _names(spoken(locale)).get(country, country)


@cache
def _names(locale: Locale) -> dict[str, str]:
    return {code: str(name) for code, name in locale.territories.items() if len(code) == 2 and code.isalpha()}


@cache
def countries(locale: str) -> tuple[Choice, ...]:
    """All countries that have a time zone, by name."""
    names = _names(spoken(locale))
    found = {country for country in _zones().values() if country in names}
    return tuple(Choice(code, names[code]) for code in sorted(found, key=lambda code: names[code]))


@cache
def regions(country: str) -> tuple[Choice, ...]:
    """The regions of a country that have holidays of their own, by name."""
    try:
        calendar = holidays.country_holidays(country) if country else None
    except NotImplementedError:
        return ()
    if calendar is None:
        return ()
    names: dict[str, str] = {}
    for name, code in getattr(calendar, "subdivisions_aliases", {}).items():
        names.setdefault(code, name)
    choices = [Choice(code, names.get(code, code)) for code in calendar.subdivisions]
    return tuple(sorted(choices, key=lambda choice: choice.label))


def region_name(country: str, region: str) -> str:
    """What a region is called."""
    return next((choice.label for choice in regions(country) if choice.value == region), region)
