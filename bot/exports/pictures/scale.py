"""Time from left to right: where a day stands, and where a line with a name helps."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bot.exports.pictures.lettering import clean, width_of
from bot.exports.pictures.look import SMALL, Wording

_NEXT_YEARS = (1, 2, 5, 10, 25, 50, 100, 500, 1000)


@dataclass(frozen=True)
class Scale:
    """From the first to the last day, both inclusive, between ``left`` and ``right`` (points)."""

    first: date
    last: date
    left: float
    right: float
    ticks: tuple[tuple[float, str], ...] = ()

    def x(self, day: date) -> float:
        """Where a day begins."""
        return self._at((day - self.first).days)

    def after(self, day: date) -> float:
        """Where a day ends."""
        return self._at((day - self.first).days + 1)

    def shows(self, day: date) -> bool:
        return self.first <= day <= self.last

    def _at(self, days: int) -> float:
        return self.left + (self.right - self.left) * days / ((self.last - self.first).days + 1)


def scale(first: date, last: date, left: float, right: float, wording: Wording) -> Scale:
    """The finest division whose names stand beside each other: weeks, months, quarters or years."""
    plain = Scale(first, last, left, right)
    divisions: list[tuple[Callable[[date], date], str]] = [
        (_next_week, "d MMM"),
        (lambda day: _next_month(day, 1), "MMM"),
        (lambda day: _next_month(day, 3), "MMM"),
        *((lambda day, years=years: _next_year(day, years), "y") for years in _NEXT_YEARS),
    ]
    ticks: tuple[tuple[float, str], ...] = ()
    for following, pattern in divisions:
        if (last - first).days > 1_500 and pattern != "y":
            continue
        days = list(_days(first, last, following))
        ticks = tuple((plain.x(day), _name(day, pattern, wording)) for day in days)
        if all(x + width_of(name, SMALL) + 7 <= other for (x, name), (other, _) in pairwise(ticks)):
            break
    return Scale(first, last, left, right, ticks)


def _days(first: date, last: date, following: Callable[[date], date]) -> Iterator[date]:
    """The days on which a division begins."""
    try:
        day = following(first - timedelta(days=1))
        while day <= last:
            yield day
            day = following(day)
    except (OverflowError, ValueError):  # the last years that a calendar knows
        return


def _name(day: date, pattern: str, wording: Wording) -> str:
    """The name of a division; instead of January its year."""
    return clean(wording.day(day, "y" if pattern == "MMM" and day.month == 1 else pattern))


def _next_week(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


def _next_month(day: date, months: int) -> date:
    """The next first of a month whose number is one more than a multiple of ``months``."""
    number = day.year * 12 + day.month - 1
    number += months - number % months
    return date(number // 12, number % 12 + 1, 1)


def _next_year(day: date, years: int) -> date:
    return date(day.year + years - day.year % years, 1, 1)
