"""Which days people work."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.calendar import FRIDAY_SATURDAY, SATURDAY_SUNDAY, Calendar, regions, weekend_of

CALENDARS = st.builds(
    Calendar,
    st.sampled_from(["", "XX", "BE", "AT", "DE", "EG", "JP", "IR"]),
    st.sampled_from(["", "BY", "9", "nowhere"]),
    st.none() | st.frozensets(st.integers(0, 6)),
    st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=30),
)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


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
    assert Calendar(country).is_working_day(date.fromisoformat(day)) is works


def test_a_region_has_holidays_of_its_own() -> None:
    assumption = date(2028, 8, 15)  # a Tuesday
    assert not Calendar("DE", "BY").is_working_day(assumption) or not Calendar("DE", "SL").is_working_day(assumption)
    assert Calendar("DE", "BE").is_working_day(assumption)
    assert Calendar("DE").is_working_day(assumption)
    assert Calendar("DE", "nowhere").is_working_day(assumption)


def test_a_holiday_has_its_name() -> None:
    assert Calendar("BE").holiday(date(2027, 12, 25))
    assert Calendar("BE").holiday(date(2027, 12, 27)) == ""
    assert Calendar().holiday(date(2027, 12, 25)) == ""


@pytest.mark.parametrize("country", ["EG", "JO", "SA", "DZ", "IQ", "LY", "PS", "YE", "KW", "QA", "BH", "OM"])
def test_where_the_weekend_is_friday_and_saturday(country: str) -> None:
    assert weekend_of(country) == FRIDAY_SATURDAY


@pytest.mark.parametrize("country", ["", "XX", "BE", "AT", "TR", "TN", "MA", "LB", "AE"])
def test_elsewhere_it_is_saturday_and_sunday(country: str) -> None:
    assert weekend_of(country) == SATURDAY_SUNDAY


def test_a_weekend_of_ones_own_counts_before_the_countrys() -> None:
    own = Calendar("BE", weekend=FRIDAY_SATURDAY)
    assert own.is_working_day(date(2027, 3, 7))
    assert not own.is_working_day(date(2027, 3, 5))
    assert not own.is_working_day(date(2027, 3, 29))  # Easter Monday


def test_days_off_are_no_working_days() -> None:
    off = Calendar(off=frozenset({date(2027, 3, 1), date(2027, 3, 2)}))
    assert off.working_day_from(date(2027, 3, 1)) == date(2027, 3, 3)
    assert off.working_day_until(date(2027, 3, 2)) == date(2027, 2, 26)
    assert off.add_working_days(date(2027, 2, 26), 1) == date(2027, 3, 3)


def test_working_days_are_counted_over_a_weekend_in_both_directions() -> None:
    calendar = Calendar()
    assert calendar.add_working_days(date(2027, 1, 15), 1) == date(2027, 1, 18)
    assert calendar.add_working_days(date(2027, 1, 18), -1) == date(2027, 1, 15)
    assert calendar.add_working_days(date(2027, 1, 16), 1) == date(2027, 1, 18)
    assert calendar.add_working_days(date(2027, 1, 16), -1) == date(2027, 1, 15)


@given(CALENDARS, DAYS, st.integers(1, 600))
def test_there_are_as_many_working_days_between_as_were_added(calendar: Calendar, day: date, count: int) -> None:
    end = calendar.add_working_days(day, count)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(calendar.is_working_day(d) for d in between) == count
    assert calendar.is_working_day(end)
    back = calendar.add_working_days(day, -count)
    behind = [back + timedelta(days=n) for n in range((day - back).days)]
    assert sum(calendar.is_working_day(d) for d in behind) == count


@given(CALENDARS, DAYS)
def test_the_nearest_working_days_are_working_days(calendar: Calendar, day: date) -> None:
    before, after = calendar.working_day_until(day), calendar.working_day_from(day)
    assert before <= day <= after
    assert calendar.is_working_day(before)
    assert calendar.is_working_day(after)
    assert (before == day) is (after == day) is calendar.is_working_day(day)


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("count", [-1000, -1, 1, 1000])
def test_the_ends_of_all_calendars_are_not_passed(day: date, count: int) -> None:
    calendar = Calendar("BE")
    assert date.min <= calendar.add_working_days(day, count) <= date.max
    assert calendar.end_of_work(day, 1000) <= date.max
    assert calendar.start_of_work(day, 1000) >= date.min


def test_regions_are_known_by_code_and_name() -> None:
    assert "Wien" in regions("AT")["9"]
    assert regions("") == {}
