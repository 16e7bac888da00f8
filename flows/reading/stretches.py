"""Stretches of days that a sentence tells: "from 21 December to 3 January", "until Monday", "next week", "tomorrow"."""

import re
from dataclasses import replace
from datetime import date

from flows.reading import languages
from flows.reading.dates import read_date
from flows.reading.mentions import named_in
from flows.reading.phrases import Pattern, alternatives, normal, whole
from flows.reading.reading import Reading, ask, clear, quoted, refuse
from flows.reading.text import visible

Stretch = tuple[date, date]
"""The first and the last day."""

_UNTIL = alternatives(languages.UNTIL | languages.TO | languages.TO_DAY)
_UP_TO = Pattern(rf"^(?:(?:{_UNTIL}) |- ?)")
_UP_TO_AT_END = Pattern(rf"(?:(?:^| )(?:{_UNTIL})| ?-)$")
_UNIT = Pattern(whole(languages.UNITS | languages.PAIRS))
_WEEKDAY = Pattern(whole(languages.WEEKDAYS))
_BARE_DAY = re.compile(r"(?:^|\D)(\d{1,2})[. ]*$")


def read_stretch(text: str, today: date) -> Reading[Stretch]:
    """Read the first and the last day that are told; one day alone is both, "until" a day begins today.

    It is clear where both days are.
    """
    typed = quoted(visible(text))
    named = named_in(text, today, clock=False)
    if not named:
        return refuse("date.none", typed=typed)
    runs = [normal(run) for run in named[:2]]
    first, *second = (read_date(_UP_TO.compiled.sub("", run, count=1), today) for run in runs)
    if second:
        return _from_to(first, second[0], typed)
    before = normal(" ".join(visible(text).split()).partition(named[0])[0])
    up_to = bool(_UP_TO.match(runs[0]) or _UP_TO_AT_END.search(before))
    if up_to and (bare := _BARE_DAY.search(_UP_TO_AT_END.compiled.sub("", before))):
        return _from_to(_same_month(first, int(bare[1])), first, typed)
    if up_to or (len(first.offers) == 1 and _UNIT.search(runs[0])):
        return _from_to(clear(today), first, typed)
    if len(first.offers) > 1 and not _WEEKDAY.search(runs[0]):  # the whole of a week or a month
        return _asked([(min(first.offers), max(first.offers))], typed)
    return _from_to(first, first, typed)


def _same_month(reading: Reading[date], day: int) -> Reading[date]:
    """A day told by its number alone, in the month of another."""
    try:
        if reading.value is not None:
            return clear(reading.value.replace(day=day))
        return replace(reading, offers=tuple(other.replace(day=day) for other in reading.offers))
    except ValueError:
        return refuse("date.no-such-day", typed=str(day))


def _from_to(first: Reading[date], last: Reading[date], typed: str) -> Reading[Stretch]:
    for reading in (first, last):
        if reading.value is None and not reading.offers:
            return Reading(None, reading.certainty, (), reading.words)
    if first.value is not None and last.value is not None:
        return clear((first.value, last.value))
    firsts, lasts = ((each.value,) if each.value else each.offers for each in (first, last))
    if first is last:
        return _asked([(day, day) for day in firsts], typed)
    ahead = [(one, other) for one in firsts for other in lasts if one <= other]
    return _asked(ahead or [(firsts[0], lasts[0])], typed)


def _asked(stretches: list[Stretch], typed: str) -> Reading[Stretch]:
    offers = tuple(dict.fromkeys(stretches))[:3]
    return ask(offers, "date.ask", typed=typed, date=offers[0][0].isoformat())
