"""Weekly series of any zone, across every change of the clocks."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Timezone

from bot.advisor.coaching.series import walls, weekly
from bot.exports.ics import Entry
from bot.exports.invitation import Attendee, invitation
from bot.reminders import timing

zones = st.sampled_from(sorted(zone for zone in available_timezones() if "/" in zone))
starts = st.datetimes(datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2037-01-01")).map(
    lambda wall: wall.replace(second=0, microsecond=0)
)


@settings(max_examples=100, deadline=None)
@given(zones, starts, st.integers(1, 52))
def test_a_weekly_series_keeps_its_local_time_in_any_zone(zone: str, wall: datetime, weeks: int) -> None:
    offers = list(weekly(wall, zone, weeks))
    assert [each.wall for each in offers] == [wall + timedelta(weeks=number) for number in range(weeks)]
    for each in offers:
        local = timing.to_wall(each.starts_at, zone)
        left_out = timing.to_utc(local, zone) == each.starts_at and local != each.wall
        assert local == each.wall or (left_out and timedelta() < abs(local - each.wall) <= timedelta(days=1))
    moments = [each.starts_at for each in offers]
    assert moments == sorted(set(moments))


@settings(max_examples=60, deadline=None)
@given(zones, starts)
def test_a_time_is_read_as_it_is_written_in_the_form(zone: str, wall: datetime) -> None:
    assert walls(f"{wall:%Y-%m-%d %H:%M}", wall.date(), zone) == [wall]


@settings(max_examples=25, deadline=None)
@given(zones, starts)
def test_an_invitation_tells_the_moment_by_the_rules_of_its_zone_that_are_written_out(
    zone: str, wall: datetime
) -> None:
    moment = timing.to_utc(wall, zone)
    made = invitation(
        Entry("session/1", moment, "Session", revision=3),
        ends_at=moment + timedelta(hours=1),
        zone=zone,
        link="",
        organizer=Attendee("petra", "Petra"),
        attendees=[Attendee("mara", 'Mara "M"\r\nX')],
        cancelled=False,
        made_at=moment,
    )
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    calendar = Calendar.from_ical(made)
    (event,) = calendar.walk("VEVENT")
    (written,) = calendar.walk("VTIMEZONE")
    assert str(written["TZID"]) == event["dtstart"].params["TZID"]
    local = timing.to_wall(moment, zone)
    assert event.decoded("dtstart").replace(tzinfo=None) == local
    offset = local.replace(tzinfo=ZoneInfo(zone), fold=0).utcoffset()
    assert isinstance(written, Timezone)
    assert local.replace(tzinfo=written.to_tz(lookup_tzid=False)).utcoffset() == offset
    assert (event["sequence"], str(calendar["method"])) == (3, "REQUEST")
