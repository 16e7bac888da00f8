"""When people may be reminded: local time, working days and hours.  Pure.

Working hours are 09:00 to 17:00 unless somebody has chosen others; which days are working days a
`flows.calendar.Calendar` says.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zlib import crc32
from zoneinfo import ZoneInfo

from flows.calendar import MONDAY_TO_FRIDAY, Calendar

OPENS, CLOSES = time(9), time(17)
CROWD = timedelta(minutes=30)
"""Over how long a crowd that is due at the same time is spread."""

_DAY = timedelta(days=1)


class Worker(Protocol):
    """What is to be known of somebody to know when they work."""

    @property
    def zone(self) -> str: ...
    @property
    def calendar(self) -> Calendar: ...
    @property
    def opens(self) -> time | None: ...
    @property
    def closes(self) -> time | None: ...
    @property
    def usual_opens(self) -> time | None: ...
    @property
    def usual_closes(self) -> time | None: ...


@dataclass(frozen=True)
class WorkingTime:
    """When somebody works: the IANA zone, the calendar with their days off, and the hours of a day.

    Hours last at least `CROWD`, and longer, so that everybody's place in a crowd is within them.
    """

    zone: str
    calendar: Calendar = MONDAY_TO_FRIDAY
    opens: time = OPENS
    closes: time = CLOSES

    @classmethod
    def of(cls, person: Worker) -> "WorkingTime":
        """Somebody's own hours, or the programme's, or those that are usual everywhere."""
        opens, closes = person.opens, person.closes
        if opens is None and closes is None:
            opens, closes = person.usual_opens, person.usual_closes
        return cls(person.zone, person.calendar, opens or OPENS, closes or CLOSES)

    def is_away(self, moment: datetime) -> bool:
        """Whether the person is absent on that day."""
        return to_wall(moment, self.zone).date() in self.calendar.off

    def next_allowed(self, moment: datetime, after_opening: timedelta = timedelta()) -> datetime:
        """The moment itself if it is in working hours, or else the next morning of a working day, so long after it
        opens."""
        wall = to_wall(moment, self.zone)
        if self.calendar.is_working_day(wall.date()) and self.opens <= wall.time() < self.closes:
            return moment
        day = wall.date() if wall.time() < self.opens else _after(wall.date())
        return self.morning(self.calendar.working_day_from(day), after_opening)

    def last_allowed(self, limit: datetime, after_opening: timedelta = timedelta()) -> datetime:
        """The last morning of a working day, so long after it opens, that is not later than the limit."""
        day = to_wall(limit, self.zone).date()
        while True:
            day = self.calendar.working_day_until(day)
            moment = self.morning(day, after_opening)
            if moment <= limit:
                return moment
            day -= _DAY

    def morning(self, day: date, after_opening: timedelta = timedelta()) -> datetime:
        """The moment of a day so long after work begins."""
        return to_utc(datetime.combine(day, self.opens) + after_opening, self.zone)


def _after(day: date) -> date:
    return day + _DAY if day < date.max else day


def to_utc(wall: datetime, zone: str) -> datetime:
    """The moment of a local time.  A time that the clocks leave out moves forward; of a doubled one it is the first."""
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def to_wall(moment: datetime, zone: str) -> datetime:
    """The local time of a moment, without its zone."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def end_of(day: date, zone: str) -> datetime:
    """24:00 of a day: when a deadline ends that is only a date."""
    return to_utc(datetime.combine(day + _DAY, time()), zone)


def spread(key: str) -> timedelta:
    """This one's place in a crowd, always the same: from nothing up to `CROWD`, in seconds."""
    return timedelta(seconds=crc32(key.encode()) % int(CROWD.total_seconds()))
