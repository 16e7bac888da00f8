"""Countries and their regions: what there are, and how they are called."""

from functools import cache

import holidays
from babel import Locale

from bot.chat.messages.voice import spoken
from bot.store.zones import countries_by_zone
from flows.fields import Choice


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
    found = {country for country in countries_by_zone().values() if country in names}
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
