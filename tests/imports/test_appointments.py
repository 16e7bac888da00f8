"""The times in calendars and lists as programs write them, and as nobody should."""

from datetime import UTC, date, datetime

import pytest

from bot.imports.appointments import MOST, read_appointments
from flows.importing.table import Unreadable

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HERE = "Europe/Brussels"
WEEKLY = f"DTSTART;TZID={HERE}:20270312T140000|RRULE:FREQ=WEEKLY;COUNT=3"


def calendar(*events: str) -> bytes:
    """A calendar of events, each with its lines between “|”."""
    lines = [line for event in events for line in ("BEGIN:VEVENT", "UID:1", *event.split("|"), "END:VEVENT")]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]).encode()


def days(name: str, data: bytes) -> list[str]:
    found = read_appointments(name, data, NOW, date(2026, 11, 23), HERE)
    return [f"{wall:%d.%m. %H:%M}" for wall in found.walls]


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([f"{WEEKLY}|EXDATE:20270319T130000Z"], ["12.03. 14:00", "26.03. 14:00"]),
        ([f"{WEEKLY}|EXDATE;VALUE=DATE:20270319"], ["12.03. 14:00", "26.03. 14:00"]),
        (["DTSTART:20270312T130000Z|RDATE:20270401T070000Z"], ["12.03. 14:00", "01.04. 09:00"]),
        (
            [WEEKLY, f"RECURRENCE-ID:20270319T130000Z|DTSTART;TZID={HERE}:20270320T150000"],
            ["12.03. 14:00", "20.03. 15:00", "26.03. 14:00"],
        ),
        (
            [WEEKLY, f"RECURRENCE-ID;TZID={HERE}:20270326T140000|DTSTART:20270326T130000Z|STATUS:CANCELLED"],
            ["12.03. 14:00", "19.03. 14:00"],
        ),
        ([WEEKLY.replace("COUNT=3", "UNTIL=20270101T000000Z")], []),
        (["DTSTART;TZID=Nowhere/Land:20270312T140000"], []),
        (["DTSTART;TZID=Eastern Standard Time:20270312T080000"], ["12.03. 14:00"]),
        (["DTSTART;TZID=Asia/Tokyo:00010101T000000"], []),
        (["DTSTART:99991231T230000Z"], []),
        (["DTSTART:20270312T130000Z|RRULE:FREQ=DAILY;INTERVAL=0;BYMONTH=2;BYMONTHDAY=30"], []),
    ],
)  # fmt: skip
def test_what_repeats_was_moved_or_cannot_be_is_read_as_the_calendar_shows_it(
    events: list[str], found: list[str]
) -> None:
    assert days("mine.ics", calendar(*events)) == found


def test_a_series_that_began_long_ago_is_still_found() -> None:
    assert len(days("mine.ics", calendar("DTSTART:19990104T100000Z|RRULE:FREQ=DAILY"))) == MOST


def test_a_calendar_full_of_rules_that_no_day_fits_is_given_up_soon() -> None:
    never = "DTSTART:20270312T130000Z|RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"
    found = read_appointments("mine.ics", calendar(*[never] * 200), NOW, NOW.date(), HERE)
    assert (found.walls, found.left_out) == ((), 200)


def test_a_list_may_hold_one_time_a_line_and_nothing_else() -> None:
    assert days("a.txt", b"2027-03-12 14:00\n\n2027-03-19 14:00\n") == ["12.03. 14:00", "19.03. 14:00"]
    assert days("a.csv", b"When\n2027-03-12 14:00\n9999-12-31 23:00\n0001-01-01 00:00\n") == ["12.03. 14:00"]
    with pytest.raises(Unreadable, match="too-many-rows"):
        days("a.csv", b"2027-03-12 14:00\n" * 3000)
