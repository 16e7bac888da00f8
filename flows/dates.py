"""Dates as people type them."""

import re
from datetime import date

_NAMES = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|"
    "october oct|november nov|december dec"
)
_MONTHS = {name: number for number, names in enumerate(_NAMES.split("|"), start=1) for name in names.split()}

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})")
_IN_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+([^\W\d_]+)\.?,?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")


class NoSuchDateError(ValueError):
    """A date that is well formed but not in the calendar, such as 31 February."""


def parse_date(text: str) -> date:
    """Read a date: ``2027-03-31``, ``31.3.2027``, ``31/03/2027`` (day first), ``31 March 2027``, ``March 31, 2027``.

    Raises:
        NoSuchDateError: the calendar has no such day.
        ValueError: not a date in any of these forms.
    """
    text = text.strip()
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif (found := _IN_WORDS.fullmatch(text)) and found[2].lower() in _MONTHS:
        day, month, year = int(found[1]), _MONTHS[found[2].lower()], int(found[3])
    elif (found := _MONTH_FIRST.fullmatch(text)) and found[1].lower() in _MONTHS:
        day, month, year = int(found[2]), _MONTHS[found[1].lower()], int(found[3])
    else:
        raise ValueError(f"'{text}' is not a date.")
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDateError(f"There is no {text} in the calendar.") from None
