"""Dates as people type them."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dates import NoSuchDateError, parse_date


@pytest.mark.parametrize(
    "typed",
    [
        "2027-03-31",
        "31.3.2027",
        "31/03/2027",
        "31.3.27",
        "31 March 2027",
        "31st march, 2027",
        "31st of March 2027",
        "March 31, 2027",
        " 31 Mar 2027 ",
        "Wednesday, 31 March 2027",
        "Wed 31.3.2027",
    ],
)
def test_a_date_is_read_in_every_common_form(typed: str) -> None:
    assert parse_date(typed) == date(2027, 3, 31)


def test_the_31st_of_february_is_said_not_to_exist() -> None:
    with pytest.raises(NoSuchDateError):
        parse_date("31 February 2027")


@given(st.text(max_size=60))
def test_anything_typed_is_a_date_or_a_value_error(typed: str) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(parse_date(typed), date)


@pytest.mark.parametrize(
    "typed", ["31 March", "next Friday", "31 March 9999", "31.3.0027", "27-03-31", "March 2027", "sun"]
)
def test_what_is_no_whole_date_is_no_date(typed: str) -> None:
    with pytest.raises(ValueError):
        parse_date(typed)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_an_iso_date_comes_back_as_it_went_in(day: date) -> None:
    assert parse_date(day.isoformat()) == day
