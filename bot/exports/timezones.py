"""The rules of a time zone, written out for calendars that do not know its name (RFC 5545, VTIMEZONE)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Timezone

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class _Rule:
    """What holds in a zone for a while: how far it is ahead of UTC, what it is called, whether it is summer time."""

    ahead: timedelta
    name: str
    summer: bool


def timezone(zone: str, first: datetime, last: datetime) -> "Timezone":
    """The rules of an IANA zone between two moments (UTC).

    Each change is told by the local time of the rule that it ends, as the standard has it.
    """
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vDDDTypes, vUTCOffset

    info, start = ZoneInfo(zone), first.astimezone(UTC).replace(microsecond=0)
    written = Timezone()
    written.add("tzid", zone)
    before = _rule(info, start)
    for moment, rule in ((start, before), *_changes(info, start, last)):
        part = TimezoneDaylight() if rule.summer else TimezoneStandard()
        part["DTSTART"] = vDDDTypes((moment + before.ahead).replace(tzinfo=None))
        part["TZOFFSETFROM"] = vUTCOffset(before.ahead)
        part["TZOFFSETTO"] = vUTCOffset(rule.ahead)
        part.add("tzname", rule.name)
        written.add_component(part)
        before = rule
    return written


def _changes(info: ZoneInfo, first: datetime, last: datetime) -> Iterator[tuple[datetime, _Rule]]:
    """The moments at which another rule begins to hold, to the second."""
    day, before = first, _rule(info, first)
    while day < last:
        following = day + _DAY
        if (after := _rule(info, following)) != before:
            yield _between(info, day, following, before), after
            before = after
        day = following


def _between(info: ZoneInfo, early: datetime, late: datetime, before: _Rule) -> datetime:
    """The first moment at which the rule that held early holds no more."""
    while late - early > _SECOND:
        middle = early + timedelta(seconds=(late - early) // _SECOND // 2)
        early, late = (middle, late) if _rule(info, middle) == before else (early, middle)
    return late


def _rule(info: ZoneInfo, moment: datetime) -> _Rule:
    local = moment.astimezone(info)
    return _Rule(local.utcoffset() or timedelta(), local.tzname() or "", bool(local.dst()))
