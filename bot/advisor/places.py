"""Countries and their regions: what there are, and how they are called."""

from functools import cache

from babel import Locale

from bot.chat.messages.voice import spoken
from bot.store.zones import countries_by_zone
from flows import calendar
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
    choices = [Choice(code, names[0] if names else code) for code, names in calendar.regions(country).items()]
    return tuple(sorted(choices, key=lambda choice: choice.label))


def region_name(country: str, region: str) -> str:
    """What a region is called."""
    return next((choice.label for choice in regions(country) if choice.value == region), region)
