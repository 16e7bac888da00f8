"""Which days people work: weekends, public holidays and days off.

Public holidays and weekends of countries and their regions come from the tables of `holidays`; where a country is
unknown people work from Monday to Friday.  The same calendar serves planning and reminding.
"""

import warnings
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

SATURDAY_SUNDAY = frozenset({5, 6})
FRIDAY_SATURDAY = frozenset({4, 5})

_WEEKENDS = {"LY": FRIDAY_SATURDAY, "PS": FRIDAY_SATURDAY}
"""Weekends of which the tables know nothing."""

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """The working days of a cluster or of a person.

    ``country`` is an ISO 3166 code and ``region`` one of its subdivisions as `holidays` names them, empty if unknown;
    ``weekend`` are weekdays (Monday is 0), None for those of the country; ``off`` are days on which nobody works
    besides.  A weekend of all seven days is none at all.
    """

    country: str = ""
    region: str = ""
    weekend: frozenset[int] | None = None
    off: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether people work on this day."""
        return day not in self.off and _works(self.country, self.region, self._weekend, day)

    def holiday(self, day: date) -> str:
        """What public holiday it is, in the words of the tables; empty if it is none."""
        found = _table(self.country, self.region, day.year)
        return str(found.get(day) or "") if found is not None else ""

    def working_day_from(self, day: date) -> date:
        """The first working day on or after this one; the day itself at the end of all calendars."""
        found = day
        while not self.is_working_day(found):
            if found == date.max:
                return day
            found += _DAY
        return found

    def working_day_until(self, day: date) -> date:
        """The last working day on or before this one; the day itself at the beginning of all calendars."""
        found = day
        while not self.is_working_day(found):
            if found == date.min:
                return day
            found -= _DAY
        return found

    def add_working_days(self, day: date, count: int) -> date:
        """The day ``count`` working days after (or, negative, before) ``day``; 0 gives the day itself.

        A day on which nobody works counts as the end of the working day before it, or going back as the beginning
        of the next one.  It ends at the first and the last day of all calendars.
        """
        year, left = day.year, abs(count)
        if not left:
            return day
        while True:
            days = self._working_days(year)
            if count > 0:
                ahead = days[bisect_right(days, day.toordinal()) :]
                if left <= len(ahead):
                    return date.fromordinal(ahead[left - 1])
            else:
                ahead = days[: bisect_left(days, day.toordinal())]
                if left <= len(ahead):
                    return date.fromordinal(ahead[-left])
            left -= len(ahead)
            year += 1 if count > 0 else -1
            if not date.min.year <= year <= date.max.year:
                return date.max if count > 0 else date.min

    def end_of_work(self, start: date, days: int) -> date:
        """The last day of work that takes so many working days and starts on a day, or on the next working day.

        Both ends count: work of 2 days from a Monday ends on Tuesday.
        """
        return self.add_working_days(self.working_day_from(start), days - 1)

    def start_of_work(self, end: date, days: int) -> date:
        """The last day on which work of so many working days can start to be done on the evening of a day."""
        return self.add_working_days(self.working_day_until(end), 1 - days)

    def _working_days(self, year: int) -> tuple[int, ...]:
        """The working days of a year as ordinals."""
        days = _year(self.country, self.region, self._weekend, year)
        if not self.off:
            return days
        off = {day.toordinal() for day in self.off}
        return tuple(day for day in days if day not in off)

    @property
    def _weekend(self) -> frozenset[int] | None:
        return None if self.weekend is not None and len(self.weekend) >= 7 else self.weekend


MONDAY_TO_FRIDAY = Calendar()
"""Where nothing is known of anybody."""


def weekend_of(country: str) -> frozenset[int]:
    """The weekend of a country; Saturday and Sunday where it is unknown."""
    if country in _WEEKENDS:
        return _WEEKENDS[country]
    return _weekend_in(country, 2026)


def _weekend_in(country: str, year: int) -> frozenset[int]:
    found = _table(country, "", year)
    return frozenset(found.weekend) if found is not None else SATURDAY_SUNDAY


def _works(country: str, region: str, weekend: frozenset[int] | None, day: date) -> bool:
    days = _year(country, region, weekend, day.year)
    at = bisect_left(days, day.toordinal())
    return at < len(days) and days[at] == day.toordinal()


@lru_cache(maxsize=2048)
def _year(country: str, region: str, weekend: frozenset[int] | None, year: int) -> tuple[int, ...]:
    """The working days of one year as ordinals."""
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    found = _table(country, region, year)
    rest = weekend if weekend is not None else _WEEKENDS.get(country) or _weekend_in(country, year)
    worked = found.weekend_workdays if found is not None else set()
    closed = set(found) if found is not None else set()
    return tuple(
        ordinal
        for ordinal in range(first, last + 1)
        for day in (date.fromordinal(ordinal),)
        if (day in worked if day.weekday() in rest else day not in closed)
    )


@lru_cache(maxsize=1024)
def _table(country: str, region: str, year: int) -> "HolidayBase | None":
    """The public holidays of one year; without the region where that is unknown, None for an unknown country."""
    if not country:
        return None
    from holidays import country_holidays  # only here: no start waits for it, see `read_ahead`

    with warnings.catch_warnings():  # it warns of years for which it lacks some moving holidays
        warnings.simplefilter("ignore")
        for subdivision in (region, "") if region else ("",):
            try:
                return country_holidays(country, subdiv=subdivision or None, years=year, expand=False)
            except NotImplementedError:
                continue
    return None


def read_ahead() -> None:
    """Import the tables of holidays now, so that the first who needs one does not wait for that."""
    import_module("holidays")


def regions(country: str) -> dict[str, tuple[str, ...]]:
    """The regions of a country whose holidays differ: the code of each with other names of it."""
    found = _table(country, "", 2026)
    if found is None:
        return {}
    named: dict[str, list[str]] = {code: [] for code in found.subdivisions}
    for name, code in found.subdivisions_aliases.items():
        named.setdefault(code, []).append(name)
    return {code: tuple(names) for code, names in named.items()}
