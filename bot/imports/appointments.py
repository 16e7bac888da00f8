"""The times in a calendar (ICS) or a list (XLSX, CSV): when something begins, and nothing else of it."""

import warnings
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from bot.imports import MOST_BYTES, MOST_ROWS
from bot.imports.encodings import decoded
from bot.imports.kinds import is_zip
from flows.importing.table import Unreadable, Value, is_empty, text_of
from flows.reading.dates import YEARS
from flows.reading.moments import exact_moment, read_moment

MOST = 170
"""So many times are taken from a file: they stand in one field, which holds 3,000 letters."""
_DAY = timedelta(days=1)
_AHEAD = timedelta(days=366)
"""What repeats is gone through so far ahead."""
_DAYS = 1_000_000
"""So many days are gone through in all for what repeats, those that are over among them."""

Occurrence = tuple[str, datetime]
"""The UID of an event that repeats, and the moment or the local time at which one of its repetitions would begin."""

_USUAL = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
"""What repeats more often is no appointment."""
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError)
"""What the library raises on what is no calendar."""


class _NeverError(Exception):
    """A rule that no day fits: the library goes through all days there are to find that out, which takes seconds."""


@dataclass(frozen=True)
class Appointments:
    """The local times in a zone that lie ahead, in their order, each once; ``left_out`` entries tell no such time."""

    walls: tuple[datetime, ...]
    left_out: int


def read_appointments(name: str, data: bytes, now: datetime, today: date, zone: str) -> Appointments:
    """The times in a file, as local times of an IANA ``zone``; it takes up to seconds.

    Times without a zone are those of ``zone``; what is in a zone that nobody knows is left out.

    Raises:
        Unreadable: nothing can be taken from the file.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable("imports.too-large", {"limit": MOST_BYTES // 1_000_000})
    if data.lstrip(b"\xef\xbb\xbf \r\n").upper().startswith(b"BEGIN:VCALENDAR"):
        found, left_out = _of_calendar(data, now, zone)
    else:
        found, left_out = _of_tables(name, data, today)
    ahead = sorted({wall for wall in found if _moment(wall, zone) > now})
    past = len(set(found)) - len(ahead)
    return Appointments(tuple(ahead[:MOST]), left_out + past + len(ahead[MOST:]))


def _moment(wall: datetime, zone: str) -> datetime:
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _of_tables(name: str, data: bytes, today: date) -> tuple[list[datetime], int]:
    """One time of each row, its day and its time in one cell or in two beside each other."""
    found: list[datetime] = []
    left_out = 0
    for rows in _tables(name, data):
        for at, row in enumerate(rows):
            wall = _of_row(row, today)
            if wall is not None:
                found.append(wall)
            elif at and not all(map(is_empty, row)):  # the first one holds the heads
                left_out += 1
    return found, left_out


def _tables(name: str, data: bytes) -> Sequence[Sequence[Sequence[Value]]]:
    """The rows of each table; a text with one time a line is a table of one column."""
    from bot.imports import files  # only where a list is read

    try:
        return [table.rows for table in files.read(name, data, times=True).tables]
    except Unreadable as error:
        if error.words.id != "imports.no-table-file" or is_zip(data):
            raise
    lines = decoded(data).splitlines()
    if len(lines) > MOST_ROWS:
        raise Unreadable("imports.too-many-rows", {"limit": MOST_ROWS})
    return [[[line] for line in lines]]


def _of_row(row: Sequence[Value], today: date) -> datetime | None:
    cells = [text_of(cell) for cell in row]
    pairs = (f"{first} {second}" for first, second in pairwise(cells) if first and second)
    for text in (*filter(None, cells), *pairs):
        if (exact := exact_moment(text)) is not None:
            return exact
        reading = read_moment(text, today, lambda day: True)
        if reading.value is not None and reading.value.start is not None:
            return reading.value.wall
    return None


def _of_calendar(data: bytes, now: datetime, zone: str) -> tuple[list[datetime], int]:
    """When the events of a calendar begin, those that repeat for a year; whole days, what was cancelled, and what is in
    a time zone that nobody knows, tell no time."""
    from icalendar import Calendar  # only where a calendar is read

    try:
        with warnings.catch_warnings():  # of names of time zones that it guesses
            warnings.simplefilter("ignore")
            calendars: Any = Calendar.from_ical(data, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except _BROKEN as error:
        raise Unreadable("slot.bad-calendar") from error
    replaced = set(_replaced(events))
    found: list[datetime] = []
    left_out, left = 0, _DAYS
    for event in events:
        starts = []
        try:
            left -= _days(event, now)
            starts = list(_starts(event, replaced, now, zone)) if left >= 0 else []
        except _NeverError:
            left -= _DAYS // 2
        except _BROKEN:
            pass
        found += starts
        left_out += not starts
    return found, left_out


def _days(event: Any, now: datetime) -> int:
    """How many days are gone through for an event."""
    first = event["DTSTART"].dt if "RRULE" in event else now
    return max(0, (now.date() + _AHEAD - (first.date() if isinstance(first, datetime) else first)).days)


def _replaced(events: Sequence[Any]) -> Iterator[Occurrence]:
    """The repetitions that have an event of their own, because they were moved or cancelled."""
    for event in events:
        if "RECURRENCE-ID" in event:
            yield _occurrence(event, event["RECURRENCE-ID"].dt)


def _occurrence(event: Any, moment: date) -> Occurrence:
    start = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    return str(event.get("UID", "")), start if start.tzinfo is None else start.astimezone(UTC)


def _starts(event: Any, replaced: Collection[Occurrence], now: datetime, zone: str) -> Iterator[datetime]:
    if "DTSTART" not in event or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    start = event["DTSTART"].dt
    if not isinstance(start, datetime) or (start.tzinfo is None and "TZID" in event["DTSTART"].params):
        return
    own, rule = start.tzinfo, event.get("RRULE")
    first = start.replace(tzinfo=None)
    walls = {first} if rule is None else set(_repeated(first, rule, own, now))
    walls |= {_naive(each, own) for each in _dates(event, "RDATE") if isinstance(each, datetime)}
    without = set(_dates(event, "EXDATE"))
    without |= {_naive(each, own) for each in without if isinstance(each, datetime)}
    for wall in sorted(walls):
        moment = wall.replace(tzinfo=own)
        moved = "RECURRENCE-ID" not in event and _occurrence(event, moment) in replaced
        if not moved and not {wall, wall.date()} & without and wall.year in YEARS:
            yield _local(moment, zone)


def _repeated(first: datetime, rule: Any, own: Any, now: datetime) -> Iterator[datetime]:
    """The local times of a rule, in the zone of the event, so that it keeps its time across a change of the clocks;
    those that are long over are left out."""
    from dateutil.rrule import rrulestr

    earliest, last = (now - _DAY).replace(tzinfo=None), (now + _AHEAD).replace(tzinfo=None)
    until = min([last, *(_naive(each, own) for each in rule.get("UNTIL", []))])
    goes_on = min(rule.get("INTERVAL", [1])) > 0 and _USUAL & {str(each).upper() for each in rule.get("FREQ", [])}
    if first.year not in YEARS or first > until or not goes_on:
        return
    plain = {key: value for key, value in rule.items() if key not in ("UNTIL", "COUNT")}
    text = type(rule)(plain).to_ical().decode()
    number = -1
    for number, wall in enumerate(rrulestr(text, dtstart=first).replace(until=until)):
        if number >= min(rule.get("COUNT", [number + 1])):
            return
        if wall > earliest:
            yield wall
    if number < 0:
        raise _NeverError


def _naive(moment: date, own: Any) -> datetime:
    """A moment as a local time of the event; a day ends with its last second."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time.max)
    return (moment.astimezone(own) if moment.tzinfo is not None and own is not None else moment).replace(tzinfo=None)


def _dates(event: Any, name: str) -> Iterator[date]:
    """The moments of a line that may stand in an event several times."""
    value = event.get(name)
    for dates in value if isinstance(value, list) else () if value is None else (value,):
        yield from (each.dt for each in dates.dts)


def _local(moment: datetime, zone: str) -> datetime:
    """A moment as a local time of the zone; one without a zone is one already."""
    local = moment if moment.tzinfo is None else moment.astimezone(ZoneInfo(zone))
    return local.replace(tzinfo=None, second=0, microsecond=0)
