"""Dates with a time of day as people type them: "12 March 2027, 14:00", "tomorrow at 3", "12.3.2027 um 14 Uhr"."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flows.reading import languages
from flows.reading.dates import YEARS, read_day
from flows.reading.number_words import NUMBERS
from flows.reading.phrases import LONGEST, Pattern, alternatives, forms, normal, table
from flows.reading.reading import Certainty, Reading, ask, clear, quoted, refuse
from flows.reading.text import visible

USUAL = range(8, 20)
"""Hours at which people meet; others are asked for."""
OFFERED = 4

_FROM = alternatives(languages.FROM)
_AT = alternatives(languages.AT)
_TO = alternatives(languages.TO)
_HOURS = alternatives(languages.HOURS)
_MORNING, _AFTERNOON = alternatives(languages.MORNING), alternatives(languages.AFTERNOON)
_NOON, _MIDNIGHT = alternatives(languages.NOON), alternatives(languages.MIDNIGHT)
_HALF_PAST, _HALF_TO = alternatives(languages.HALF_PAST), alternatives(languages.HALF_TO)
_QUARTER_PAST, _QUARTER_TO = alternatives(languages.QUARTER_PAST), alternatives(languages.QUARTER_TO)
_HOUR_WORDS = table({word: number for word, number in NUMBERS.items() if 1 <= number <= 12})
_SPOKEN = rf"(?:\d{{1,2}}|{alternatives(_HOUR_WORDS)})"
_ZONES = table(languages.ZONES)
_STANDARD = frozenset(forms(languages.STANDARD_ZONES))
_EDGES = " .,;:!?-"


def _clock(n: int) -> str:
    """A pattern for one time of day, its groups numbered; "1530" ends only what "1400" began."""
    army = r"(?:[01]\d|2[0-3])[0-5]\d" if n == 1 else r"(?(army1)(?:[01]\d|2[0-3])[0-5]\d|(?!))"
    return (
        rf"(?:(?P<army{n}>{army})(?: (?:{_HOURS}))?"
        rf"|(?P<shift{n}>{_HALF_PAST}|{_HALF_TO}|{_QUARTER_PAST}|{_QUARTER_TO}) (?P<spoken{n}>{_SPOKEN})"
        rf"(?P<spokenmark{n}>(?: (?:{_HOURS}|{_MORNING}|{_AFTERNOON}))*)"
        rf"|(?P<hour{n}>{_SPOKEN})"
        rf"(?:(?:[:.]| (?:{_HOURS}) ?)(?P<minute{n}>\d{{2}})(?::\d{{2}}(?:[.,]\d+)?)?(?: min)?)?"
        rf"(?P<mark{n}>(?: (?:{_HOURS}|{_MORNING}|{_AFTERNOON}|{_NOON}))*)"
        rf"|(?P<named{n}>{_NOON}|{_MIDNIGHT}))"
    )


_TIME = Pattern(
    rf"(?P<lead>(?:(?:{_FROM}|{_AT}|t) |@ ?)*){_clock(1)}(?:(?: ?- ?| (?:{_TO}) (?:(?:{_AT}) )?){_clock(2)})?"
    rf"(?: ?(?P<zone>{alternatives(languages.ZONES)})(?!\w))?"
    r"(?: ?(?P<sign>[+-])(?P<ahead>\d{1,2}):?(?P<more>\d{2})?)?"
    rf"(?![\w.:/-])"
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_STARTS = re.compile(r"(?<![\w.:/-])(?=[\w@])")
_TAIL = Pattern(rf"(?: (?:{_MORNING}|{_AFTERNOON}))+$")
_AM = re.compile(r"(?<=\buhr) am(?= )")  # "14 Uhr am Freitag": there it is no morning
_HYPHEN = re.compile(r"(?<=[^\W\d_])\.?[-–—](?=\d)")
_ON = re.compile(r"^(?:on|am|le|el|il|w|,) ")


@dataclass(frozen=True)
class Moment:
    """A day with a time of day; ``start`` is None where none was typed, ``until`` the end where one was.

    ``offset`` is how far the typed time zone is ahead of UTC, None where none was typed; in ``standard`` time
    people also name a zone while its clocks are forward.
    """

    day: date
    start: time | None
    until: time | None = None
    offset: timedelta | None = None
    standard: bool = False

    @property
    def wall(self) -> datetime:
        """The day and time without a zone; the beginning of the day where there is no time."""
        return datetime.combine(self.day, self.start or time())


def exact_moment(text: str) -> datetime | None:
    """A local time in the one form that needs no reading, such as 2027-03-12 14:00; None in every other."""
    try:
        wall = datetime.strptime(text.strip(), "%Y-%m-%d %H:%M")  # noqa: DTZ007 - it is a local time
    except ValueError:
        return None
    return wall if wall.year in YEARS else None


@dataclass(frozen=True)
class _Times:
    """The times that a phrase can mean, the likeliest first, with the end that belongs to each."""

    ways: tuple[tuple[time, time | None], ...]
    sure: bool
    offset: timedelta | None
    standard: bool


def on_weekdays(day: date) -> bool:
    """Whether it is Monday to Friday."""
    return day.weekday() < 5


def read_moment(text: str, today: date, is_working_day: Callable[[date], bool] = on_weekdays) -> Reading[Moment]:
    """Read a date with a time; what is unlikely for a meeting (at night, on a day off) is asked for, too."""
    typed = quoted(visible(text))
    words = normal(_HYPHEN.sub(" - ", text)).strip(_EDGES) if len(visible(text)) <= LONGEST else ""
    words = _AM.sub("", words)
    times, day = _best(words, typed, today)
    if day is None:
        return _without_time(words, typed, today) if times is None else _without_day(times, typed)
    if day.certainty is Certainty.REFUSED:
        return Reading(None, Certainty.REFUSED, (), day.words)
    if times is None:
        return refuse("moment.none", typed=typed)
    return _weighed(day, times, typed, is_working_day)


def _best(words: str, typed: str, today: date) -> tuple[_Times | None, Reading[date] | None]:
    """The time and the day that fit best: a time that is told as one before a bare figure, a clear day before others.

    The day is None where no time leaves a day; the time is None where it is none of the clock.
    """
    best: tuple[tuple[bool, bool, bool, int, int], _Times | None, Reading[date]] | None = None
    alone: _Times | None = None
    only_a_day = not _is_none(read_day(words, typed, today))
    for found, rest in _found_times(words):
        times, told = _times(found), _is_told(found)
        if not told and (only_a_day or (found["army1"] and not _YEAR.search(rest))):
            continue
        if not rest:
            alone = alone or (times if told else None)
            continue
        day = read_day(rest, typed, today)
        if _is_none(day):
            continue
        rank = (day.certainty is not Certainty.REFUSED, told, day.clear, found.end() - found.start(), found.start())
        if best is None or rank > best[0]:
            best = (rank, times, day)
    return (alone, None) if best is None else (best[1], best[2])


def _is_none(day: Reading[date]) -> bool:
    return day.words is not None and day.words.id == "date.none"


def _found_times(words: str) -> Iterator[tuple[re.Match[str], str]]:
    """Every phrase that can be a time of day, with the words around it."""
    for start in _STARTS.finditer(words):
        if found := _TIME.compiled.match(words, start.start()):
            before, after = words[: found.start()].strip(_EDGES), _ON.sub("", words[found.end() :].strip(_EDGES))
            yield found, f"{before} {after}".strip()


def _is_told(found: re.Match[str]) -> bool:
    """Whether it says itself that it is a time of day."""
    signs = ("shift1", "minute1", "mark1", "named1", "minute2", "mark2", "named2", "zone")
    return bool(found["lead"]) or any(found[sign] for sign in signs)


def _without_time(words: str, typed: str, today: date) -> Reading[Moment]:
    day = read_day(_TAIL.compiled.sub("", words), typed, today)
    days = (day.value,) if day.value else day.offers
    if not days:
        return refuse("moment.none", typed=typed) if _is_none(day) else Reading(None, Certainty.REFUSED, (), day.words)
    return ask(tuple(Moment(one, None) for one in days), "moment.no-time", typed=typed, date=days[0].isoformat())


def _without_day(times: _Times, typed: str) -> Reading[Moment]:
    return refuse("moment.no-day", typed=typed, time=f"{times.ways[0][0]:%H:%M}")


def _times(found: re.Match[str]) -> _Times | None:
    """What the phrase says; None for what no clock shows."""
    mark = found["mark1"] or found["spokenmark1"] or ""
    if not _half_of_day(mark) and _half_of_day(found["mark2"] or ""):  # "2-3:30 pm"
        mark = found["mark2"]
    starts, sure = _read_clock(found, 1, mark)
    ends, _ = _read_clock(found, 2, found["mark2"] or "")
    if not starts:
        return None
    ways: list[tuple[time, time | None]] = [(start, None) for start in starts]
    if ends or found["hour2"]:
        ways = [(start, min(later)) for start in starts if (later := [end for end in ends if end > start])]
        ways = ways[:1] if sure else ways
        if not ways:
            return None
    zone = found["zone"] or ""
    offset = timedelta(hours=_ZONES[zone]) if zone else None
    if found["sign"]:
        more = timedelta(hours=int(found["ahead"]), minutes=int(found["more"] or 0))
        offset = (offset or timedelta()) + (more if found["sign"] == "+" else -more)
        if abs(offset) > timedelta(hours=14):
            return None
    return _Times(tuple(ways), sure and all(start.hour in USUAL for start, _ in ways), offset, zone in _STANDARD)


def _half_of_day(mark: str) -> str:
    if re.search(rf" (?:{_AFTERNOON})(?: |$)", mark):
        return "pm"
    return "am" if re.search(rf" (?:{_MORNING})(?: |$)", mark) else ""


def _read_clock(found: re.Match[str], n: int, mark: str) -> tuple[list[time], bool]:
    """The times that one clock can mean, the likeliest first, and whether the first is meant for sure."""
    if army := found[f"army{n}"]:
        return [time(int(army[:2]), int(army[2:]))], True
    if named := found[f"named{n}"]:
        return [time(12) if re.fullmatch(_NOON, named) else time(0)], True
    if spoken := found[f"spoken{n}"]:
        return _spoken(found[f"shift{n}"], _number(spoken), mark)
    if not (typed := found[f"hour{n}"]):
        return [], False
    hour, minute = _number(typed), int(found[f"minute{n}"] or 0)
    if minute > 59 or hour > 23:
        return [], False
    return _sides(
        hour, minute, _half_of_day(mark), zero=typed.startswith("0"), letters=bool(re.search(" [ap] ?m", mark))
    )


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _HOUR_WORDS[text]


def _spoken(shift: str, hour: int, mark: str) -> tuple[list[time], bool]:
    """ "Half past two", "quarter to three", "halb drei"."""
    if re.fullmatch(_QUARTER_PAST, shift):
        minutes = 15
    elif re.fullmatch(_QUARTER_TO, shift):
        minutes = -15
    else:
        minutes = -30 if re.fullmatch(_HALF_TO, shift) else 30
    total = (hour * 60 + minutes) % (24 * 60)
    return _sides(total // 60, total % 60, _half_of_day(mark))


def _sides(hour: int, minute: int, half: str, *, zero: bool = False, letters: bool = False) -> tuple[list[time], bool]:
    """The times of an hour that may be counted to twelve or to twenty-four."""
    if half:
        if hour > 12:
            return ([], False) if letters or half == "am" else ([time(hour, minute)], True)
        if hour == 0:
            return ([], False) if letters else ([time(0, minute)], True)
        return [time(hour % 12 + (12 if half == "pm" else 0), minute)], True
    if not 1 <= hour < USUAL.start:
        return [time(hour, minute)], True
    morning, afternoon = time(hour, minute), time(hour + 12, minute)
    return ([morning, afternoon] if zero or hour == USUAL.start - 1 else [afternoon, morning]), False


def _weighed(day: Reading[date], times: _Times, typed: str, is_working_day: Callable[[date], bool]) -> Reading[Moment]:
    days = (day.value,) if day.value else day.offers
    moments = [Moment(one, start, until, times.offset, times.standard) for one in days for start, until in times.ways]
    first = moments[0]
    if not day.clear:
        weekday = day.words is not None and day.words.id == "date.other-weekday" and len(moments) > 1
        return _wish(moments, typed, "moment.other-weekday" if weekday else "")
    if not is_working_day(first.day):
        offers = [*moments, *(_on_working_day(first, is_working_day))]
        if len(offers) > 1:
            return _wish(offers, typed, "moment.day-off")
    if not times.sure:
        return _wish(moments, typed, "" if len(moments) > 1 else "moment.unusual-hour")
    return clear(first)


def _on_working_day(moment: Moment, is_working_day: Callable[[date], bool]) -> Iterator[Moment]:
    """The same time on the next working day."""
    for days in range(1, 15):
        later = moment.day + timedelta(days)
        if is_working_day(later):
            yield Moment(later, moment.start, moment.until, moment.offset, moment.standard)
            return


def _wish(moments: Sequence[Moment], typed: str, reason: str) -> Reading[Moment]:
    offers = tuple(moments[:OFFERED])
    params = {"typed": typed, "date": offers[0].day.isoformat(), "when": _iso(offers[0])}
    if len(offers) > 1:
        params["other"] = _iso(offers[1])
    return ask(offers, reason or ("moment.ask-which" if len(offers) > 1 else "moment.ask"), **params)


def _iso(moment: Moment) -> str:
    return moment.wall.isoformat(timespec="minutes")
