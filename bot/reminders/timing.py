"""When people may be reminded: local time, working days and hours.  Pure.

Working hours are 09:00 to 17:00; weekends and public holidays are those of the country (`holidays`), Monday to
Friday where the country is unknown.
"""

import warnings
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from holidays import HolidayBase

OPENS, CLOSES = time(9), time(17)
CROWD = timedelta(minutes=30)
"""Over how long a crowd that is due at the same time is spread."""

_DAY = timedelta(days=1)


def to_utc(wall: datetime, zone: str) -> datetime:
    """The moment of a local time.  A time that the clocks leave out moves forward; of a doubled one it is the first."""
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def to_wall(moment: datetime, zone: str) -> datetime:
    """The local time of a moment, without its zone."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def end_of(day: date, zone: str) -> datetime:
    """24:00 of a day: when a deadline ends that is only a date."""
    return to_utc(datetime.combine(day + _DAY, time()), zone)


def is_working_day(day: date, country: str) -> bool:
    """Whether people work on this day in this country (ISO 3166 code)."""
    calendar = _calendar(country)
    if calendar is None:
        return day.weekday() < 5
    if day.year in calendar.years:
        return calendar.is_working_day(day)
    with warnings.catch_warnings():  # it warns of years for which it lacks some moving holidays
        warnings.simplefilter("ignore")
        return calendar.is_working_day(day)


@lru_cache(maxsize=256)
def _calendar(country: str) -> "HolidayBase | None":
    from holidays import country_holidays  # only here: no start waits for it

    try:
        return country_holidays(country) if country else None
    except NotImplementedError:
        return None


def working_day_from(day: date, country: str) -> date:
    """The first working day on or after this one."""
    while not is_working_day(day, country):
        day += _DAY
    return day


def working_day_until(day: date, country: str) -> date:
    """The last working day on or before this one."""
    while not is_working_day(day, country):
        day -= _DAY
    return day


def next_allowed(moment: datetime, zone: str, country: str) -> datetime:
    """The moment itself if it is in working hours, or else the next 09:00 of a working day."""
    wall = to_wall(moment, zone)
    if is_working_day(wall.date(), country) and OPENS <= wall.time() < CLOSES:
        return moment
    day = wall.date() if wall.time() < OPENS else wall.date() + _DAY
    return to_utc(datetime.combine(working_day_from(day, country), OPENS), zone)


def last_allowed(limit: datetime, zone: str, country: str, after_opening: timedelta = timedelta()) -> datetime:
    """The last morning of a working day, at 09:00 and ``after_opening``, that is not later than the limit."""
    day = to_wall(limit, zone).date()
    while True:
        day = working_day_until(day, country)
        moment = to_utc(datetime.combine(day, OPENS) + after_opening, zone)
        if moment <= limit:
            return moment
        day -= _DAY


def spread(key: str) -> timedelta:
    """This one's place in a crowd, always the same: from nothing up to `CROWD`, in seconds."""
    return timedelta(seconds=crc32(key.encode()) % int(CROWD.total_seconds()))
