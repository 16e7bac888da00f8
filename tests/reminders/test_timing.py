"""Local time, working days and hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders import timing

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
    ("day", "country", "works"),
    [
        ("2027-03-26", "DE", False),  # Good Friday
        ("2027-03-26", "IT", True),
        ("2027-03-05", "SA", False),  # a Friday
        ("2027-03-07", "SA", True),  # a Sunday
        ("2027-03-07", "BE", False),
        ("2027-12-25", "", False),  # a Saturday
        ("2026-12-25", "", True),  # a Friday, and no country known
        ("2026-12-25", "XX", True),
        ("2026-12-25", "BE", False),
    ],
)
def test_working_days_are_the_countrys(day: str, country: str, works: bool) -> None:
    assert timing.is_working_day(date.fromisoformat(day), country) is works


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
    assert timing.next_allowed(utc(moment), "UTC", "") == utc(allowed)


@given(
    moment=st.datetimes(wall("2020-01-01"), wall("2040-01-01"), timezones=st.just(UTC)),
    zone=st.sampled_from(ZONES),
    country=st.sampled_from(COUNTRIES),
)
def test_whatever_is_allowed_lies_in_working_hours(moment: datetime, zone: str, country: str) -> None:
    following = timing.next_allowed(moment, zone, country)
    before = timing.last_allowed(moment, zone, country, timedelta(minutes=10))
    assert before <= moment <= following
    for allowed in (before, following):
        local = timing.to_wall(allowed, zone)
        assert timing.is_working_day(local.date(), country)
        assert time(9) <= local.time() < time(17)
    assert timing.next_allowed(following, zone, country) == following


@given(key=st.text(max_size=40))
def test_everybody_has_a_place_in_the_crowd(key: str) -> None:
    assert timedelta() <= timing.spread(key) < timing.CROWD
    assert timing.spread(key) == timing.spread(key)


def test_a_crowd_is_spread_evenly() -> None:
    minutes = [timing.spread(f"person {n}").seconds // 60 for n in range(1000)]
    assert max(minutes.count(minute) for minute in range(30)) < 60
