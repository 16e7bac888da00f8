"""Days and sessions for a calendar (RFC 5545)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.exports.letters import clean
from bot.exports.recurrence import rule
from flows.repetition import Repetition

LENGTH = timedelta(hours=1)
"""How long a session stands in the calendar: nobody is asked for its end."""


@dataclass(frozen=True)
class Entry:
    """``id`` stays the same for as long as the entry lives, ``revision`` goes up whenever it may have changed.

    ``when`` is a whole day, or the moment (UTC) at which something begins; with a ``repetition`` it is a day of it, and
    comes again on all those behind it.  ``changed_at`` is when it became as it is, where that is known.
    """

    id: str
    when: date | datetime
    title: str
    text: str = ""
    revision: int = 0
    changed_at: datetime | None = None
    repetition: Repetition | None = None


def ics(
    name: str, entries: Sequence[Entry], made_at: datetime, language: str = "en", refresh: timedelta | None = None
) -> bytes:
    """A calendar of that name with these entries, as an ICS file; ``made_at`` is in UTC.

    Whole days do not make anybody busy.  ``refresh``: it is a feed, to be read again after that time.
    """
    from icalendar import Calendar, Event, vDuration  # only where a calendar is written

    calendar = Calendar()
    calendar.add("prodid", "-//Cluster Advisor//Documents//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", clean(name))
    if refresh is not None:
        calendar.add("refresh-interval", vDuration(refresh), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(refresh))
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.id}@cluster-advisor")
        event.add("dtstamp", (entry.changed_at or made_at).astimezone(UTC))
        if entry.changed_at is not None:
            event.add("last-modified", entry.changed_at.astimezone(UTC))
        event.add("sequence", entry.revision)
        event.add("summary", clean(entry.title), parameters={"language": language})
        if entry.text:
            event.add("description", clean(entry.text))
        event.add("dtstart", entry.when)
        if isinstance(entry.when, datetime):
            event.add("dtend", entry.when + LENGTH)
        else:
            event.add("dtend", entry.when + timedelta(days=1))
            event.add("transp", "TRANSPARENT")
        if entry.repetition is not None:
            event.add("rrule", rule(entry.repetition))
        calendar.add_component(event)
    return bytes(calendar.to_ical())
