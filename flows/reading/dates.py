"""Dates as people type them: those that are clear are read, all others are asked for with the day they can mean."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from flows.reading import languages
from flows.reading.phrases import (
    LONGEST,
    Pattern,
    alternatives,
    joined,
    joined_table,
    normal,
    table,
    whole,
    without_of,
)
from flows.reading.reading import Reading, ask, clear, quoted, refuse
from flows.reading.spans import YEAR_WORDS, by_weekday, by_words, occurrence, wish
from flows.reading.text import visible

YEARS = range(1900, 2200)
"""Years that are meant; others are slips of the finger."""
_YEARS_OF_ISO = range(24, 32)
"""A number that is a day and can be a year of now: in "27-03-31" either may be meant."""

_MONTHS = table(languages.MONTHS | languages.TERSE_MONTHS)
_MONTH = Pattern(whole(languages.MONTHS | languages.TERSE_MONTHS))
_ROMAN = re.compile(r"(?<=\d)[. ]+(i{1,3}|iv|vi{0,3}|ix|xi{0,2})[. ]+(?=\d)")
_ROMANS = {
    name: n for n, name in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], 1)
}
_ORDINAL = re.compile(r"(?<=\d)(?: (?:st|nd|rd|th|er|re|o|a|e|eme|ste|ter|ten|tego)|°)(?=,| ?[@.]| \d{4}|$)")
_DAY_IN_WORDS = Pattern(
    rf"(?<!\w)({joined(languages.DAYS_OF_MONTH)})(?= @\d\d)|(?<=@\d\d )({joined(languages.DAYS_OF_MONTH)})(?!\w)"
)
_DAYS_IN_WORDS = joined_table(languages.DAYS_OF_MONTH)
_MARKS = alternatives(languages.YEAR_MARKS)
_YEAR_MARK = Pattern(rf"(?<=\d{{4}}) (?:{_MARKS})(?!\w)|(?<!\w)(?:{_MARKS}) (?=\d{{4}}(?!\d))")
_AROUND_MONTH = re.compile(r"[ ./-]*(@\d\d)[ ./-]*")
_AROUND_SIGN = re.compile(r" ?([./-]) ?")
_CLOCK = re.compile(
    r"(?<=\w)(?:,? t |,? )\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: [ap] ?m)?"
    r"(?: ?z|(?: utc| gmt)?(?: ?[+-] ?\d{2}:?\d{2})?(?: [a-z ]{1,40} time)?)?$"
)

_WEEKDAYS = table(languages.WEEKDAYS)
_SHORT_WEEKDAYS = table(languages.SHORT_WEEKDAYS)
_WEEKDAY = Pattern(whole(languages.WEEKDAYS))
_SHORT = alternatives(languages.SHORT_WEEKDAYS)
_SHORT_WEEKDAY = Pattern(rf"(?P<first>{_SHORT})[ ,]+(?=\S)|.*[ ,](?P<last>{_SHORT})$")
_LEAD_IN = Pattern(rf"(?:{alternatives(languages.LEAD_INS)}):? (?=\S)")
_BEFORE = Pattern(rf"(?:{alternatives(languages.BEFORE)}) (?=\S)")

_YEAR_FIRST = re.compile(r"(\d{4})[./ -](\d{1,2})[./ -](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})([./ -])(\d{1,2})[./ -](\d{4}|\d{2})")
_COMPACT = re.compile(r"\d{8}")
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2}) @(\d\d) (\d{4}|\d{2})")
_MONTH_DAY_YEAR = re.compile(r"@(\d\d) (\d{1,2})[ ./-](\d{4}|\d{2})")
_YEAR_MONTH_DAY = re.compile(r"(\d{4}) @(\d\d) (\d{1,2})")
_JOINED = alternatives(languages.TO | languages.AND | languages.OR)
_SEVERAL_DAYS = Pattern(
    rf"(\d{{1,2}})(?:@|[.]?-| (?:{_JOINED}) )(\d{{1,2}})(?: @(\d\d) |\.(\d{{1,2}})\.)(\d{{4}}|\d{{2}})"
)
_DAY_MONTH = re.compile(r"(\d{1,2}) @(\d\d)")
_MONTH_DAY = re.compile(r"@(\d\d) (\d{1,2})")
_BESIDE_DAY = Pattern(
    rf"(?P<day>\d{{1,2}} @\d\d) (?:(?P<this>{joined(languages.THIS)})|{joined(languages.NEXT | languages.COMING)})"
    rf"(?P<years> (?:{YEAR_WORDS}))?"
)
_TWO_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})")


def read_date(text: str, today: date) -> Reading[date]:
    """Read a date; ``today`` is where the person is.

    Day first, unless only the month can be.  Relative, vague and half dates are asked for, and so is a weekday that
    is not that of its date.
    """
    words = normal(text) if len(visible(text)) <= LONGEST else ""
    return read_day(_CLOCK.sub("", words), quoted(visible(text)), today)


def read_day(words: str, typed: str, today: date) -> Reading[date]:
    """Read a date in the `normal` words of something ``typed``, in which no time of day stands."""
    try:
        return _exact(words, typed) or _inexact(words, typed, today) or refuse("date.none", typed=typed)
    except OverflowError:  # beyond the first or the last day of the calendar
        return refuse("date.none", typed=typed)


def exact_date(text: str) -> date | None:
    """The day that a text tells whatever the day on which it is read; None where it would have to be asked for."""
    words = normal(text) if len(visible(text)) <= LONGEST else ""
    try:
        reading = _exact(_CLOCK.sub("", words), "")
    except OverflowError:
        return None
    return reading.value if reading else None


def likeliest_date(text: str, today: date) -> date | None:
    """The day that is likeliest meant, where nobody can be asked any more."""
    reading = read_date(text, today)
    return reading.value or next(iter(reading.offers), None)


def _exact(words: str, typed: str) -> Reading[date] | None:
    for rest, weekday in _with_weekday(words):
        found = _whole_date(_canonical(rest), typed)
        if found is None or found.value is None or weekday is None or found.value.weekday() == weekday:
            if found is not None:
                return found
        elif not _LEAD_IN.match(words):  # "do" is Thursday and "until"
            near = min(
                (found.value + timedelta(days) for days in range(-3, 4)), key=lambda day: day.weekday() != weekday
            )
            return ask((found.value, near), "date.other-weekday", typed=typed, date=_iso(found.value), other=_iso(near))
    for rest in _without_lead_in(words):
        if found := _whole_date(_canonical(rest), typed):
            return found
    return None


def _with_weekday(words: str) -> Iterator[tuple[str, int | None]]:
    """The text without a weekday, if there is one, and without what may stand before it."""
    for rest in _without_lead_in(words):
        if found := _WEEKDAY.search(rest):
            left = rest[: found.start()].strip(" ,") + " " + rest[found.end() :].strip(" ,")
            for plain in _without_lead_in(left.strip()):
                yield plain, _WEEKDAYS[found[0]]
        elif short := _SHORT_WEEKDAY.match(rest):
            name = short["first"] or short["last"]
            left = rest[short.end() :] if short["first"] else rest[: short.start("last")].strip(" ,")
            for plain in _without_lead_in(left):
                yield plain, _SHORT_WEEKDAYS[name]


def _without_lead_in(words: str) -> Iterator[str]:
    yield words
    for _ in range(3):
        if not (found := _LEAD_IN.match(words)):
            return
        words = words[found.end() :]
        yield words


def _canonical(words: str) -> str:
    """Figures with one sign between them, months as ``@12``, and no other words but those that say more."""
    named = _MONTH.compiled.sub(lambda found: f"@{_MONTHS[found[0]]:02}", words)
    named = _ROMAN.sub(lambda found: f" @{_ROMANS[found[1]]:02} ", named)
    named = re.sub(r"(@\d\d) \1", r"\1", named)  # "December / كانون الأول" tells the month twice
    bare = _YEAR_MARK.without(_ORDINAL.sub("", without_of(named)))
    bare = _DAY_IN_WORDS.compiled.sub(lambda found: str(_DAYS_IN_WORDS[found[0]]), bare)
    spaced = " ".join(bare.replace(",", " ").split())
    return _AROUND_MONTH.sub(r" \1 ", _AROUND_SIGN.sub(r"\1", spaced)).strip(" .,;:!?-/")


def _whole_date(text: str, typed: str) -> Reading[date] | None:
    """A day with its year."""
    if found := _YEAR_FIRST.fullmatch(text):
        year, second, third = (int(part) for part in found.groups())
        if second > 12 >= third:
            return _unusual(year, third, second, typed)
        return _day(year, second, third, typed)
    if found := _DAY_FIRST.fullmatch(text):
        return _day_first(found, typed)
    if _COMPACT.fullmatch(text):
        if (day := _calendar_day(int(text[:4]), int(text[4:6]), int(text[6:]))) and day.year in YEARS:
            return clear(day)
        return _unusual(int(text[4:]), int(text[2:4]), int(text[:2]), typed)
    if found := _DAY_MONTH_YEAR.fullmatch(text):
        return _day(_year(found[3]), int(found[2]), int(found[1]), typed)
    if found := _MONTH_DAY_YEAR.fullmatch(text):
        return _day(_year(found[3]), int(found[1]), int(found[2]), typed)
    if found := _YEAR_MONTH_DAY.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]), typed)
    if found := _SEVERAL_DAYS.fullmatch(text):
        year, month = _year(found[5]), int(found[3] or found[4])
        days = [_calendar_day(year, month, int(found[n])) for n in (2, 1)]
        if all(days):
            return wish([day for day in days if day], typed)
    return None


def _day_first(found: re.Match[str], typed: str) -> Reading[date]:
    day, sign, month, year = int(found[1]), found[2], int(found[3]), _year(found[4])
    if month > 12 >= day:  # month first, as in America; with points nobody writes so
        return _unusual(year, day, month, typed) if sign == "." else _day(year, day, month, typed)
    reading = _day(year, month, day, typed)
    turned = _calendar_day(2000 + day, month, int(found[4]))
    if len(found[4]) == 2 and sign == "-" and day in _YEARS_OF_ISO and 2000 + day < year and turned and reading.value:
        return ask((turned, reading.value), "date.order", typed=typed, date=_iso(turned), other=_iso(reading.value))
    return reading


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(year: int, month: int, day: int, typed: str) -> Reading[date]:
    if year not in YEARS:
        return refuse("date.far", typed=typed, year=year)
    if found := _calendar_day(year, month, day):
        return clear(found)
    return refuse("date.no-such-day", typed=typed)


def _unusual(year: int, month: int, day: int, typed: str) -> Reading[date]:
    """A date that is written as nobody should, and can mean one day only."""
    reading = _day(year, month, day, typed)
    if reading.value is None:
        return refuse("date.no-such-day", typed=typed)
    return wish([reading.value], typed)


def _iso(day: date) -> str:
    return day.isoformat()


def _inexact(words: str, typed: str, today: date) -> Reading[date] | None:
    words = words.strip(" .,;:!?")
    if before := _BEFORE.match(words):
        return _day_before(read_date(words[before.end() :], today), typed)
    for rest, weekday in _with_weekday(words):
        text = _canonical(rest)
        if (found := _half_date(text, typed, today, weekday)) or (found := by_weekday(text, weekday, typed, today)):
            return found
    for rest in _without_lead_in(words):
        text = _canonical(rest)
        if (found := _half_date(text, typed, today, None)) or (found := by_words(text, typed, today)):
            return found
    if alone := _WEEKDAY.fullmatch(words) or re.fullmatch(_SHORT, words):
        return by_weekday("", (_WEEKDAYS | _SHORT_WEEKDAYS)[alone[0]], typed, today)
    return None


def _day_before(reading: Reading[date], typed: str) -> Reading[date] | None:
    """ "Before 30 June" ends the day before, and is often said of the day itself."""
    day = reading.value or next(iter(reading.offers), None)
    return None if day is None else wish([day - timedelta(1), day], typed)


def _half_date(text: str, typed: str, today: date, weekday: int | None) -> Reading[date] | None:
    """A day without its year: the next one is offered."""
    if (beside := _BESIDE_DAY.fullmatch(text)) and beside["years"]:
        year = today.year + (0 if beside["this"] else 1)
        whole_date = _whole_date(f"{beside['day']} {year}", typed)
        return wish([whole_date.value], typed) if whole_date and whole_date.value else whole_date
    text = beside["day"] if beside else text
    if found := _DAY_MONTH.fullmatch(text):
        ways = [(int(found[2]), int(found[1]))]
    elif found := _MONTH_DAY.fullmatch(text):
        ways = [(int(found[1]), int(found[2]))]
        if weekday is None and int(found[2]) - today.year % 100 in range(3):  # "Dec 26" may be a month and its year
            span = by_words(f"@{found[1]} {2000 + int(found[2])}", typed, today)
            day = occurrence(*ways[0], today)
            if span and span.offers:
                return wish([*([day] if day else []), span.offers[0]], typed)
    elif found := _TWO_NUMBERS.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        ways = [(second, first) if second <= 12 else (first, second)]
    else:
        return None
    days = [
        day for month, day_ in ways for day in (occurrence(month, day_, today, weekday), occurrence(month, day_, today))
    ]
    known = list(dict.fromkeys(day for day in days if day))
    if not known:
        return refuse("date.no-such-day", typed=typed)
    if len(known) > 1:
        return wish(known, typed)
    return ask(tuple(known), "date.half", typed=typed, date=_iso(known[0]))
