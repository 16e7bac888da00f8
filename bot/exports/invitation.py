"""The invitation to a coaching session, and its withdrawal, as calendars take them (RFC 5546).

Nobody's address is kept, so people stand in it by name, with an identifier of ours (RFC 4122) in the place of one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from bot.exports.ics import Entry
from bot.exports.letters import clean
from bot.exports.timezones import timezone

_AROUND = timedelta(days=366)
"""So long before and after the session its time zone is written out."""


@dataclass(frozen=True)
class Attendee:
    """Somebody who takes part: the id under which we know them, and their name."""

    id: str
    name: str


def invitation(
    entry: Entry,
    *,
    ends_at: datetime,
    zone: str,
    link: str,
    organizer: Attendee,
    attendees: Sequence[Attendee],
    cancelled: bool,
    made_at: datetime,
    language: str = "en",
) -> bytes:
    """An ICS file that puts a session into a calendar, changes what stands there, or (``cancelled``) takes it away.

    ``entry.when`` and ``ends_at`` are moments, shown in the IANA ``zone``, whose rules are written out.

    Raises:
        TypeError: the entry is a whole day.
    """
    from icalendar import Calendar, Event, vCalAddress, vText  # only where an invitation is written

    if not isinstance(entry.when, datetime):
        raise TypeError("Only what has a time is invited to.")
    calendar = Calendar()
    calendar.add("prodid", "-//Cluster Advisor//Documents//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if cancelled else "REQUEST")
    event = Event()
    event.add("uid", f"{entry.id}@cluster-advisor")
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("sequence", entry.revision)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("summary", clean(entry.title), parameters={"language": language})
    if entry.text:
        event.add("description", clean(entry.text))
    if link:
        event.add("url", link)
        event.add("location", clean(link))
    for name, moment in (("dtstart", entry.when), ("dtend", ends_at)):
        event.add(name, moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None), parameters={"TZID": zone})
    for role, people in (("organizer", [organizer]), ("attendee", attendees)):
        for person in people:
            address = vCalAddress(uuid5(NAMESPACE_OID, person.id).urn)
            address.params["CN"] = vText(" ".join(clean(person.name).replace('"', "'").split()) or "–")
            if role == "attendee":
                address.params["PARTSTAT"] = vText("ACCEPTED")
            event.add(role, address)
    calendar.add_component(timezone(zone, entry.when - _AROUND, entry.when + _AROUND))
    calendar.add_component(event)
    return bytes(calendar.to_ical())
