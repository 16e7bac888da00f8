"""Local time, working days and hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders import timing
from bot.reminders.timing import WorkingTime
from flows.calendar import Calendar

ZONES = sorted(available_timezones())
COUNTRIES = ["", "XX", "BE", "IT", "AE", "SA", "IL", "IN", "JP", "ES"]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("local", "zone", "moment"),
    [
        ("2027-01-15T09:00", "Europe/Brussels", "2027-01-15T08:00"),
        ("2027-07-15T09:00", "Europe/Brussels", "2027-07-15T07:00"),
        ("2027-07-15T09:00", "Asia/Kolkata", "2027-07-15T03:30"),
        ("2027-07-15T09:00", "Asia/Kathmandu", "2027-07-15T03:15"),
    ],
)
def test_local_times_become_moments(local: str, zone: str, moment: str) -> None:
    assert timing.to_utc(wall(local), zone) == utc(moment)


def test_a_time_that_the_clocks_leave_out_moves_forward() -> None:
    moment = timing.to_utc(wall("2027-03-28T02:30"), "Europe/Brussels")
    assert timing.to_wall(moment, "Europe/Brussels") == wall("2027-03-28T03:30")


def test_of_a_time_that_comes_twice_the_first_counts() -> None:
    assert timing.to_utc(wall("2027-10-31T02:30"), "Europe/Brussels") == utc("2027-10-31T00:30")


def test_a_deadline_ends_at_midnight_of_its_zone() -> None:
    assert timing.end_of(date(2027, 6, 10), "Europe/Brussels") == utc("2027-06-10T22:00")


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        ("2027-03-01T10:00", "2027-03-01T10:00"),  # Monday, within hours
        ("2027-03-01T08:59", "2027-03-01T09:00"),
        ("2027-03-01T17:00", "2027-03-02T09:00"),
        ("2027-03-05T18:00", "2027-03-08T09:00"),  # Friday evening
        ("2027-03-26T10:00", "2027-03-26T10:00"),
    ],
)
def test_out_of_hours_waits_for_the_next_morning(moment: str, allowed: str) -> None:
    assert WorkingTime("UTC").next_allowed(utc(moment)) == utc(allowed)


@given(
    moment=st.datetimes(wall("2020-01-01"), wall("2040-01-01"), timezones=st.just(UTC)),
    zone=st.sampled_from(ZONES),
    country=st.sampled_from(COUNTRIES),
)
def test_whatever_is_allowed_lies_in_working_hours(moment: datetime, zone: str, country: str) -> None:
    works = WorkingTime(zone, Calendar(country))
    following = works.next_allowed(moment)
    before = works.last_allowed(moment, timedelta(minutes=10))
    assert before <= moment <= following
    for allowed in (before, following):
        local = timing.to_wall(allowed, zone)
        assert works.calendar.is_working_day(local.date())
        assert time(9) <= local.time() < time(17)
    assert works.next_allowed(following) == following


def test_somebodys_own_hours_and_days_count() -> None:
    works = WorkingTime("UTC", Calendar("BE", weekend=frozenset({0, 1, 6})), time(7), time(13))
    assert works.next_allowed(utc("2027-03-06T07:00")) == utc("2027-03-06T07:00")  # a Saturday
    assert works.next_allowed(utc("2027-03-06T13:00")) == utc("2027-03-10T07:00")
    assert works.next_allowed(utc("2027-03-06T13:00"), timedelta(minutes=4)) == utc("2027-03-10T07:04")


def test_while_somebody_is_away_nothing_is_allowed() -> None:
    away = frozenset(date(2027, 3, 1) + timedelta(days=n) for n in range(14))
    works = WorkingTime("UTC", Calendar(off=away))
    assert works.next_allowed(utc("2027-03-02T10:00")) == utc("2027-03-15T09:00")
    assert works.last_allowed(utc("2027-03-10T10:00")) == utc("2027-02-26T09:00")


@given(key=st.text(max_size=40))
def test_everybody_has_a_place_in_the_crowd(key: str) -> None:
    assert timedelta() <= timing.spread(key) < timing.CROWD
    assert timing.spread(key) == timing.spread(key)


def test_a_crowd_is_spread_evenly() -> None:
    minutes = [timing.spread(f"person {n}").seconds // 60 for n in range(1000)]
    assert max(minutes.count(minute) for minute in range(30)) < 60
