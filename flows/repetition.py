"""What is to be done again and again: on which days, and which of them is next."""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from flows.fields import Choice, Choices

EVERY: Choices = (
    Choice("week", "Every week"),
    Choice("two-weeks", "Every two weeks"),
    Choice("month", "Every month"),
    Choice("three-months", "Every three months"),
    Choice("year", "Every year"),
)

WEEKS: Mapping[str, int] = {"week": 1, "two-weeks": 2}
MONTHS: Mapping[str, int] = {"month": 1, "three-months": 3, "year": 12}
"""How long after one day the next one comes, by the value of the choice."""

MOST_YEARS = 5
"""How long something may repeat: nobody plans further ahead."""


@dataclass(frozen=True)
class Repetition:
    """Something due on ``first``, and again at the pace of ``every`` (a value of `EVERY`), on ``until`` at the latest.

    A day that a month does not have is its last day: 31 January, 28 February, 31 March.
    """

    first: date
    every: str
    until: date

    @property
    def days(self) -> tuple[date, ...]:
        """All days, the earliest first; there is always one."""
        return _days(self)

    @property
    def last(self) -> date:
        return self.days[-1]

    def after(self, day: date | None) -> date | None:
        """The first day later than another; the first of all without one; None where there is none any more."""
        at = bisect_right(self.days, day) if day else 0
        return self.days[at] if at < len(self.days) else None

    def due(self, done_until: date | None) -> date:
        """The first day that is open where all up to another are done; the last one when none is."""
        return self.after(done_until) or self.last

    def before(self, day: date) -> date | None:
        """The last day earlier than another."""
        at = bisect_left(self.days, day)
        return self.days[at - 1] if at else None

    def up_to(self, day: date) -> date | None:
        """The last day that is not later than another."""
        at = bisect_right(self.days, day)
        return self.days[at - 1] if at else None


def repetition(first: date | None, every: str, until: date | None) -> Repetition | None:
    """None where nothing repeats, or a date of it is missing."""
    if first is None or until is None or every not in {**WEEKS, **MONTHS}:
        return None
    return Repetition(first, every, until)


def latest_end(first: date) -> date:
    """The last day on which a repetition that begins on a day may end."""
    return _months_later(first, 12 * MOST_YEARS)


@lru_cache(maxsize=4_000)
def _days(repeated: Repetition) -> tuple[date, ...]:
    days, end = [repeated.first], min(repeated.until, latest_end(repeated.first))
    while (following := _nth(repeated, len(days))) <= end and following > days[-1]:
        days.append(following)
    return tuple(days)


def _nth(repeated: Repetition, number: int) -> date:
    """Counted from the first, so that a short month does not shorten those behind it."""
    if repeated.every in MONTHS:
        return _months_later(repeated.first, number * MONTHS[repeated.every])
    days = 7 * WEEKS[repeated.every] * number
    return repeated.first + timedelta(days=min(days, (date.max - repeated.first).days))


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last one; the last day of all where the calendar ends before."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
