"""The day, and the moment, that a request names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flows.dates import parse_moment
from knowledge.library.analysis import fold

_MONTHS = (
    "january jan januar janvier enero gennaio stycznia يناير"
    "|february feb februar fevrier febrero febbraio lutego فبراير"
    "|march mar marz mars marzo marca مارس|april apr avril abril aprile kwietnia ابريل|may mai mayo maggio maja مايو"
    "|june jun juni juin junio giugno czerwca يونيو|july jul juli juillet julio luglio lipca يوليو"
    "|august aug aout agosto sierpnia اغسطس|september sep sept septembre septiembre settembre wrzesnia سبتمبر"
    "|october oct oktober octobre octubre ottobre pazdziernika اكتوبر"
    "|november nov novembre noviembre listopada نوفمبر|december dec dezember decembre diciembre dicembre grudnia ديسمبر"
)
_DAYS = (
    "monday mon montag lundi lunes lunedi poniedzialek poniedzialku الاثنين"
    "|tuesday tue dienstag mardi martes martedi wtorek wtorku الثلاثاء"
    "|wednesday wed mittwoch mercredi miercoles mercoledi sroda srode srody الاربعاء"
    "|thursday thu donnerstag jeudi jueves giovedi czwartek czwartku الخميس"
    "|friday fri freitag vendredi viernes venerdi piatek piatku الجمعه"
    "|saturday sat samstag samedi sabado sabato sobota sobote soboty السبت"
    "|sunday sun sonntag dimanche domingo domenica niedziela niedziele niedzieli الاحد"
)
_TOMORROW = frozenset(["tomorrow", "tommorow", "tommorrow", "morgen", "demain", "manana", "domani", "jutro", "غدا"])
_NEXT_WEEK = re.compile(
    r"next week|nachster? woche|semaine prochaine|proxima semana|semana que viene|prossima settimana|settimana prossima"
    r"|przyszlym tygodniu|przyszly tydzien|nastepnym tygodniu|الاسبوع (?:القادم|المقبل)"
)
_NUMBERED = {name: number for number, names in enumerate(_MONTHS.split("|"), 1) for name in names.split()}
_WEEKDAYS = {name: number for number, names in enumerate(_DAYS.split("|")) for name in names.split()}
_ENGLISH = [names.split()[0] for names in _MONTHS.split("|")]
_OF = re.compile(r"(?<=\d)\.?\s+(?:de|of)\s+|(?<=[^\W\d])\s+(?:de|del)\s+(?=\d{4})")
_AT = re.compile(r"\s(?:um|uhr|a las|a|alle ore|alle|ore|las|o|at|الساعه|h)(?=\s|$)")
_HOUR = re.compile(r"(?<=\d)\s?(?:h|uhr)(\d\d)?(?=\s|$)")
_BARE = re.compile(r"(?:^|\s)(\d{1,2})(?:[:.h](\d{2}))?\s*([ap]m)?(?=\s|$)")


@dataclass(frozen=True)
class Named:
    """What a text names: a ``day``, and the time of the day, None where it does not.

    ``relative``: the day depends on when it was said, so it is shown before it counts.
    """

    day: date | None = None
    clock: time | None = None
    relative: bool = False


def named_in(text: str, today: date) -> Named:
    """The day and the time of day in a text."""
    words = " ".join(_month(word) for word in fold(text.lower()).replace(",", " ").split())
    words = _OF.sub(" ", words)
    plain = " ".join(_AT.sub(" ", f" {_HOUR.sub(_hour, words)}").split())
    for part in _parts(plain):
        try:
            day, clock = parse_moment(part)
        except ValueError:
            continue
        return Named(day, clock)
    said = _relative(words, today)
    return Named(said, _clock(plain) if said else None, relative=True)


def _month(word: str) -> str:
    number = _NUMBERED.get(word.strip("."))
    return _ENGLISH[number - 1] if number else word


def _parts(text: str) -> Iterator[str]:
    """Runs of words that may be a date, the longest first."""
    words = text.split()
    for size in range(min(6, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            run = words[start : start + size]
            if any(character.isdigit() for character in run[0] + run[-1]):
                yield " ".join(run)


def _relative(words: str, today: date) -> date | None:
    said = [word.strip(".!?؟") for word in words.split()]
    for word in said:
        if word in _WEEKDAYS:
            ahead = (_WEEKDAYS[word] - today.weekday()) % 7 or 7
            return today + timedelta(days=ahead)
    if any(word in _TOMORROW for word in said):
        return today + timedelta(days=1)
    if _NEXT_WEEK.search(words):
        return today + timedelta(days=7 - today.weekday())
    return None


def _clock(text: str) -> time | None:
    found = list(_BARE.finditer(text))
    if not found:
        return None
    hour, minute = int(found[-1][1]), int(found[-1][2] or 0)
    if found[-1][3] and hour <= 12:
        hour = hour % 12 + (12 if found[-1][3] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def packed(moment: datetime | date) -> str:
    """A local moment, or a day, as a part of a button."""
    return moment.strftime("%Y%m%d%H%M" if isinstance(moment, datetime) else "%Y%m%d")


def unpacked(part: str) -> datetime:
    """What `packed` made of a moment, or of a day its beginning.

    Raises:
        ValueError: it was not made here.
    """
    form = "%Y%m%d%H%M" if len(part) == 12 else "%Y%m%d"
    return datetime.strptime(part, form)  # noqa: DTZ007 - the time on the wall where the person is


def _hour(found: re.Match[str]) -> str:
    """ "14h30" as 14:30, "14 Uhr" as 14:00."""
    return f":{found[1] or '00'}"
