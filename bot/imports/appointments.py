"""The times in a calendar (ICS) or a list (XLSX, CSV): when something begins, and nothing else of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from typing import Any
from zoneinfo import ZoneInfo

from bot.imports import MOST_BYTES
from flows.importing.table import Unreadable, Value, is_empty, text_of
from flows.reading.moments import exact_moment, read_moment

MOST = 200
"""So many times are taken from a file."""
_AHEAD = timedelta(days=366)
"""What repeats is gone through so far ahead."""
_TRIED = 2_000
"""Repetitions that are gone through in all."""

_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError)
"""What the library raises on what is no calendar."""


@dataclass(frozen=True)
class Appointments:
    """The local times in a zone that lie ahead, in their order, each once; ``left_out`` entries tell no such time."""

    walls: tuple[datetime, ...]
    left_out: int


def read_appointments(name: str, data: bytes, now: datetime, today: date, zone: str) -> Appointments:
    """The times in a file, as local times of an IANA ``zone``; it takes up to seconds.

    Times without a zone are those of ``zone``.

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
    from bot.imports import files  # only where a list is read

    found: list[datetime] = []
    left_out = 0
    for table in files.read(name, data, times=True).tables:
        for at, row in enumerate(table.rows):
            wall = _of_row(row, today)
            if wall is not None:
                found.append(wall)
            elif at and not all(map(is_empty, row)):  # the first one holds the heads
                left_out += 1
    return found, left_out


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
    """When the events of a calendar begin, those that repeat for a year; whole days, and what was cancelled, tell no
    time."""
    from icalendar import Calendar  # only where a calendar is read

    try:
        calendars: Any = Calendar.from_ical(data, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except _BROKEN as error:
        raise Unreadable("slot.bad-calendar") from error
    found: list[datetime] = []
    left_out, budget = 0, _TRIED
    for event in events:
        try:
            starts = list(islice(_starts(event, now, zone), budget))
        except _BROKEN:
            starts = []
        budget -= len(starts)
        found += starts
        left_out += not starts
    return found, left_out


def _starts(event: Any, now: datetime, zone: str) -> Iterator[datetime]:
    if "DTSTART" not in event or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    start = event["DTSTART"].dt
    if not isinstance(start, datetime):
        return
    rule = event.get("RRULE")
    if rule is None:
        yield _local(start, zone)
        return
    own = start.tzinfo
    left_out = {_naive(each.dt, own) for dates in _several(event.get("EXDATE")) for each in dates.dts}
    for wall in _repeated(start.replace(tzinfo=None), rule, own, now):
        if wall not in left_out:
            yield _local(wall.replace(tzinfo=own), zone)


def _repeated(first: datetime, rule: Any, own: Any, now: datetime) -> Iterator[datetime]:
    """The local times of a rule, in the zone of the event, so that it keeps its time across a change of the clocks."""
    from dateutil.rrule import rrulestr

    plain = {key: value for key, value in rule.items() if key != "UNTIL"}
    until = [_naive(each, own) for each in rule.get("UNTIL", [])]
    text = type(rule)(plain).to_ical().decode()
    if not {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"} & {str(each).upper() for each in rule.get("FREQ", [])}:
        return
    last = (now + _AHEAD).replace(tzinfo=None)
    for wall in islice(rrulestr(text, dtstart=first), _TRIED):
        if wall > last or (until and wall > until[0]):
            return
        yield wall


def _naive(moment: date, own: Any) -> datetime:
    """A moment as a local time of the event; a day ends with its last second."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time.max)
    return (moment.astimezone(own) if moment.tzinfo is not None and own is not None else moment).replace(tzinfo=None)


def _several(value: Any) -> Sequence[Any]:
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def _local(moment: datetime, zone: str) -> datetime:
    """A moment as a local time of the zone; one without a zone is one already."""
    local = moment if moment.tzinfo is None else moment.astimezone(ZoneInfo(zone))
    return local.replace(tzinfo=None, second=0, microsecond=0)
