"""Dates that are told in words: from today on, or as a part of a week, a month, a quarter, a season or a year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flows.reading import languages
from flows.reading.number_words import NUMBERS
from flows.reading.phrases import Pattern, joined, joined_table, normal
from flows.reading.reading import Reading, ask

_START, _MIDDLE, _END = (joined(words) for words in (languages.START_OF, languages.MIDDLE_OF, languages.END_OF))
_PART = rf"(?:(?:(?P<start>{_START})|(?P<middle>{_MIDDLE})|(?P<end>{_END})) )"
_YEAR = r"(?P<year>\d{4})"
_NEXT = rf"(?P<next>{joined(languages.NEXT | languages.COMING)})"
_THIS = rf"(?P<this>{joined(languages.THIS)})"
_UNIT = rf"(?P<unit>{joined(languages.UNITS)})"
_ORDINAL = rf"(?P<nth>[1-4]|{joined(languages.ORDINALS)})\.?"
_HALVES = joined(entry for entry, unit in languages.UNITS.items() if unit in ("quarter", "half"))
_LETTER = r"(?P<letter>[qthsk])"
YEAR_WORDS = joined(entry for entry, unit in languages.UNITS.items() if unit == "year")
_MONTHS = joined(entry for entry, unit in languages.UNITS.items() if unit == "month")

_SPANS = tuple(
    Pattern(pattern)
    for pattern in (
        rf"{_PART}?@(?P<month>\d\d)(?: {_YEAR})?",
        rf"{_PART}?(?:{_NEXT}|{_THIS}) @(?P<month>\d\d)",
        rf"{_PART}?@(?P<month>\d\d) (?:{_NEXT}|{_THIS})(?: (?:{YEAR_WORDS}))?",
        rf"{_PART}?{_YEAR} @(?P<month>\d\d)",
        rf"{_PART}?(?P<month>\d{{1,2}})[./ -]{_YEAR}",
        rf"{_PART}?{_YEAR}[./ -](?P<month>\d{{1,2}})",
        rf"{_PART}?{_LETTER} (?P<nth>[1-4])(?:[ /.-]{{0,2}}{_YEAR})?",
        rf"{_PART}?(?P<nth>[1-4]) ?{_LETTER}(?:[ /.-]{{0,2}}{_YEAR})?",
        rf"{_PART}?{_YEAR}[ /.-]?{_LETTER} (?P<nth>[1-4])",
        rf"{_PART}?{_ORDINAL} ?(?P<piece>{_HALVES})(?: (?:{YEAR_WORDS}))?(?: {_YEAR})?",
        rf"{_PART}?(?P<piece>{_HALVES}) {_ORDINAL}(?: {_YEAR})?",
        rf"{_PART}?{_YEAR} {_ORDINAL} (?P<piece>{_HALVES})",
        rf"{_PART}?{_YEAR}",
        rf"{_PART}?(?P<season>{joined(languages.SEASON_ENDS)})(?: {_YEAR})?",
        rf"{_PART}?(?:{_NEXT}|{_THIS}) (?P<season>{joined(languages.SEASON_ENDS)})",
        rf"(?P<feast>{joined(languages.FEASTS)}|{joined(languages.EASTER)})(?: {_YEAR})?",
        rf"{_PART}?(?:(?:calendar )?(?:week|kw|kalenderwoche|woche|wk|w|semaine|semana|settimana|tydzien|tygodniu|"
        rf"{normal('أسبوع')}) (?P<week>\d{{1,2}})(?:[ /.-]{{1,2}}{_YEAR})?)",
        rf"{_PART}?{_YEAR}[ /.-]?(?:w|kw|week) (?P<week>\d{{1,2}})",
        rf"{_PART}?(?:{_NEXT}|{_THIS}) {_UNIT}",
        rf"{_PART}?{_UNIT} (?:{_NEXT}|{_THIS})",
        rf"{_PART}{_UNIT}",
        rf"(?:(?:{_NEXT}|{_THIS}) )?(?P<whole>{joined(languages.WHOLE_SPANS)})(?: {_YEAR})?",
    )
)
_COUNT = rf"(?P<count>\d{{1,4}}|{joined(NUMBERS)})"
_FRONT = joined(languages.IN_FRONT_OF_SPANS)
_AHEAD = Pattern(
    rf"(?:(?:{_FRONT}) )?{_COUNT} {_UNIT}(?: (?:{joined(languages.FROM_NOW)}))?|(?:(?:{_FRONT}) )?"
    rf"(?P<pair>{joined(languages.PAIRS)})|(?:{_FRONT}) (?P<single>{joined(languages.UNITS)})"
)
_TODAY = joined_table(languages.DAYS_FROM_TODAY)
_BESIDE_WEEKDAY = Pattern(rf"{_NEXT}|{_THIS}|(?P<coming>{joined(languages.COMING)})")
_COMING = Pattern(joined(languages.COMING))
_WEEK_FROM = Pattern(joined(languages.WEEK_FROM))
_AFTER_NEXT = Pattern(joined(languages.AFTER_NEXT))
_DAY_OF_MONTH = Pattern(
    rf"(?P<day>\d{{1,2}})(?:\. ?| (?:(?:st|nd|rd|th) )?)(?:(?:{_NEXT}|{_THIS}) (?:{_MONTHS})|(?:{_MONTHS}) "
    rf"(?:(?P<after>{joined(languages.NEXT | languages.COMING)})|{joined(languages.THIS)}))"
)


_UNIT_OF = joined_table(languages.UNITS | languages.PAIRS)
_WHOLE_OF = joined_table(languages.WHOLE_SPANS)
_NUMBER_OF = joined_table(NUMBERS)
_NTH_OF = joined_table(languages.ORDINALS)
_SEASON_OF = joined_table(languages.SEASON_ENDS)
_FEAST_OF = joined_table(languages.FEASTS)
_PIECES = {"q": "quarter", "k": "quarter", "t": "quarter", "h": "half", "s": "half"}


@dataclass(frozen=True)
class _Span:
    """From its first to its last day; ``middle`` is what people mean by "mid"."""

    first: date
    last: date
    middle: date

    def days(self, groups: dict[str, str]) -> list[date]:
        """The day that is meant: where no part of it was named, the end and then the beginning."""
        if "start" in groups:
            return [self.first]
        if "middle" in groups:
            return [self.middle]
        return [self.last] if "end" in groups else [self.last, self.first]


def wish(days: Sequence[date], typed: str) -> Reading[date]:
    """Ask whether these days are meant, the likeliest first."""
    offers = tuple(dict.fromkeys(days))[:2]
    if len(offers) == 1:
        return ask(offers, "date.ask", typed=typed, date=offers[0].isoformat())
    return ask(offers, "date.ask-which", typed=typed, date=offers[0].isoformat(), other=offers[1].isoformat())


def occurrence(month: int, day: int, today: date, weekday: int | None = None) -> date | None:
    """The next such day from today on, in a year in which it falls on the weekday if there is one."""
    for year in range(today.year, min(today.year + 29, date.max.year)):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today and weekday in (None, found.weekday()):
            return found
    return None


def by_weekday(text: str, weekday: int | None, typed: str, today: date) -> Reading[date] | None:
    """A day told by its weekday: "Friday", "next Friday", "Friday in two weeks"; ``text`` is what stands beside it."""
    if weekday is None:
        return None
    coming = today + timedelta((weekday - today.weekday() - 1) % 7 + 1)
    monday = today - timedelta(today.weekday())
    in_next_week = monday + timedelta(7 + weekday)
    if not text:
        return wish([coming, today] if today.weekday() == weekday else [coming], typed)
    if _COMING.fullmatch(text):
        return wish([coming], typed)
    if _WEEK_FROM.fullmatch(text):
        return wish([coming + timedelta(7)], typed)
    if _AFTER_NEXT.fullmatch(text):
        return wish([coming + timedelta(7), coming + timedelta(14)], typed)
    if found := _BESIDE_WEEKDAY.fullmatch(text):
        return wish([in_next_week, coming] if found["next"] else [coming], typed)
    if found := _AHEAD.fullmatch(text):
        count, unit = _counted(found)
        return wish([monday + timedelta(7 * count + weekday)], typed) if unit == "week" and count < 999 else None
    reading = by_words(text, typed, today)
    if reading is None or not any(_UNIT_OF.get(word) == "week" for word in text.split()):
        return None
    start = reading.offers[-1] - timedelta(reading.offers[-1].weekday())
    return wish([start + timedelta(weekday)], typed)


def by_words(text: str, typed: str, today: date) -> Reading[date] | None:
    """A day told from today on, or as a span of time or a part of one."""
    if text in _TODAY:
        return wish([today + timedelta(_TODAY[text])], typed)
    if found := _AHEAD.fullmatch(text):
        count, unit = _counted(found)
        day = _ahead(today, count, unit)
        return None if day is None else wish([day], typed)
    if found := _DAY_OF_MONTH.fullmatch(text):
        first = months_later(today.replace(day=1), 1 if found["next"] or found["after"] else 0)
        named = first + timedelta(int(found["day"]) - 1)
        return wish([named], typed) if named.month == first.month else None
    for pattern in _SPANS:
        if found := pattern.fullmatch(text):
            groups = {key: value for key, value in found.groupdict().items() if value}
            if days := _days(groups, today):
                return wish(days, typed)
    return None


def _counted(found: re.Match[str]) -> tuple[int, str]:
    if found["pair"]:
        return 2, _UNIT_OF[found["pair"]]
    if found["single"]:
        return 1, _UNIT_OF[found["single"]]
    count = found["count"]
    return int(count) if count.isdigit() else _NUMBER_OF[count], _UNIT_OF[found["unit"]]


def _ahead(today: date, count: int, unit: str) -> date | None:
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}
    if unit in months:
        return months_later(today, count * months[unit])
    if unit in ("day", "week"):
        return today + timedelta(count * (7 if unit == "week" else 1))
    return None


def months_later(day: date, count: int) -> date:
    month = day.year * 12 + day.month - 1 + count
    year, month = divmod(month, 12)
    if not date.min.year <= year < date.max.year:
        raise OverflowError
    return date(year, month + 1, min(day.day, _month(year, month + 1).last.day))


def _month(year: int, month: int, count: int = 1) -> _Span:
    first = date(year, month, 1)
    years, after = divmod(month - 1 + count, 12)
    last = date(year + years, after + 1, 1) - timedelta(1)
    middles = {1: date(year, month, 15), 3: date(year, (month % 12) + 1, 15), 12: date(year, 6, 30)}
    return _Span(first, last, middles.get(count) or first + (last - first) // 2)


def _week(day: date) -> _Span:
    """The working week of a day."""
    monday = day - timedelta(day.weekday())
    return _Span(monday, monday + timedelta(4), monday + timedelta(2))


def _days(groups: dict[str, str], today: date) -> list[date]:
    """The days that a span of words means; without a year, the next time that it comes."""
    if "unit" in groups:
        return _current(groups, _UNIT_OF[groups["unit"]], today)
    if "whole" in groups:
        groups = {**groups, "end": groups["whole"]}
        if "year" not in groups:
            return _current(groups, _WHOLE_OF[groups["whole"]], today)
    years = [int(groups["year"])] if "year" in groups else [today.year, today.year + 1, today.year + 2]
    if "next" in groups and "month" in groups and "season" not in groups:
        years = [today.year, today.year + 1]
    for year in years:
        try:
            span = _of_year(groups, year)
        except (ValueError, KeyError):
            return []
        days = [] if span is None else span.days(groups)
        if days and ("year" in groups or days[0] >= today):
            return days
    return []


def _of_year(groups: dict[str, str], year: int) -> _Span | None:
    if not 1900 <= year < 2200:
        return None
    if "month" in groups:
        return _month(year, int(groups["month"]))
    if "nth" in groups:
        number = int(groups["nth"]) if groups["nth"].isdigit() else _NTH_OF[groups["nth"]]
        piece = _PIECES[groups["letter"]] if "letter" in groups else _UNIT_OF[groups["piece"]]
        months = 3 if piece == "quarter" else 6
        return _month(year, months * (number - 1) + 1, months) if months * number <= 12 else None
    if "week" in groups:
        return _week(date.fromisocalendar(year, int(groups["week"]), 1))
    if "season" in groups:
        month, _ = _SEASON_OF[groups["season"]]
        return _month(year, month - 2, 3) if month > 2 else _month(year, 12, 3)
    if "feast" in groups:
        day = date(year, *_FEAST_OF[groups["feast"]]) if groups["feast"] in _FEAST_OF else _easter(year)
        return _Span(day, day, day)
    return _month(year, 1, 12)


def _current(groups: dict[str, str], unit: str, today: date) -> list[date]:
    """The days of this week, month, quarter or year, or of the next."""
    ahead = 1 if "next" in groups else 0
    if unit == "week":
        return _week(today + timedelta(7 * ahead)).days(groups)
    if unit == "weekend":
        return [_week(today + timedelta(7 * ahead)).last]
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(unit)
    if months is None:
        return [today + timedelta(ahead)] if unit == "day" and ahead else []
    start = today.month - (today.month - 1) % months
    first = months_later(date(today.year, start, 1), ahead * months)
    return [day for day in _month(first.year, first.month, months).days(groups) if day >= today]


def _easter(year: int) -> date:
    """Easter Sunday (the Gregorian computus)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    correction = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * correction + 114, 31)
    return date(year, month, day + 1)
