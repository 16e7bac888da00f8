"""Dates, and dates with a time, as people type them."""

import re
from collections.abc import Iterator
from datetime import date, time

_NAMES = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|"
    "october oct|november nov|december dec"
)
_MONTHS = {name: number for number, names in enumerate(_NAMES.split("|"), start=1) for name in names.split()}

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})|(\d{1,2})[./](\d{1,2})[./](\d{2})")
_IN_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?([^\W\d_]+)\.?,?\s+(\d{4})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE)

_CLOCK = r"(\d{1,2})(?:[:.h](\d{2}))?\s*(?:([ap])\.?m\.?|h|o['’]?clock|uhr)?"
_CLOCK_LAST = re.compile(rf"(?:[\s,]+|(?<=\d)T)(?:at\s+)?{_CLOCK}", re.IGNORECASE)
_CLOCK_FIRST = re.compile(rf"(?:at\s+)?{_CLOCK}[\s,]+(?:on\s+)?", re.IGNORECASE)

YEARS = range(1900, 2200)
"""Years that are meant; others are slips of the finger."""


class NoSuchDateError(ValueError):
    """A date that is well formed but not in the calendar, such as 31 February."""


def parse_date(text: str) -> date:
    """Read a date: ``2027-03-31``, ``31.3.2027``, ``31/03/27`` (day first), ``31 March 2027``, ``March 31, 2027``.

    A weekday before it is passed over.

    Raises:
        NoSuchDateError: the calendar has no such day.
        ValueError: not a date in any of these forms.
    """
    text = text.strip()
    if weekday := _WEEKDAY.match(text):
        text = text[weekday.end() :]
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in found.groups() if part)
        year += 2000 if found[6] else 0
    elif (found := _IN_WORDS.fullmatch(text)) and found[2].lower() in _MONTHS:
        day, month, year = int(found[1]), _MONTHS[found[2].lower()], int(found[3])
    elif (found := _MONTH_FIRST.fullmatch(text)) and found[1].lower() in _MONTHS:
        day, month, year = int(found[2]), _MONTHS[found[1].lower()], int(found[3])
    else:
        raise ValueError(f"'{text}' is not a date.")
    if year not in YEARS:
        raise ValueError(f"'{text}' lies too far from today.")
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDateError(f"There is no {text} in the calendar.") from None


def parse_moment(text: str) -> tuple[date, time | None]:
    """Read a date with a time of day: ``12 March 2027 14:00``, ``12.3.2027, 2 pm``, ``at 14h on 12 March 2027``.

    The time is None where none was typed.

    Raises:
        NoSuchDateError: the calendar has no such day.
        ValueError: not a date, or not a time of day.
    """
    text = " ".join(text.split()).strip(" ,;.!").removeprefix("on ")
    for day_text, clock in _splits(text):
        try:
            day = parse_date(day_text)
        except NoSuchDateError:
            raise
        except ValueError:
            continue
        return day, _time(clock)
    return parse_date(text), None


def _splits(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The ways to take a time of day off the end or the beginning."""
    for start in range(len(text)):
        if found := _CLOCK_LAST.fullmatch(text, start):
            yield text[:start], found
    if found := _CLOCK_FIRST.match(text):
        yield text[found.end() :], found


def _time(clock: re.Match[str]) -> time:
    hour, minute = int(clock[1]), int(clock[2] or 0)
    if clock[3]:
        if not 1 <= hour <= 12:
            raise ValueError(f"There is no '{clock[0].strip()}'.")
        hour = hour % 12 + (12 if clock[3].lower() == "p" else 0)
    return time(hour, minute)
