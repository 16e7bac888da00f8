"""Answers as typed: made fit to be stored, compared by what they mean."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.fields import Choice, Kind, Question
from flows.typed import clean, clean_text, same, settled


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.DATE, "15 January 2027", "2027-01-15"),
        (Kind.DATE, "31. Dezember 2026", "31/12/26"),
        (Kind.NUMBER, "1 500", "1500"),
        (Kind.PERSON, "@Mara ", "Mara"),
        (Kind.PERSON, "Anna", "ANNA "),
        (Kind.PEOPLE, "Mara,Jonas", "Mara\nJonas"),
        (Kind.CHOICES, ["a", "b"], ["b", "a"]),
        (Kind.LONG_TEXT, "one\n", "one"),
        (Kind.SHORT_TEXT, None, ""),
    ],
)
def test_two_ways_to_write_the_same_are_the_same(kind: Kind, one: Any, other: Any) -> None:
    assert same(Question(kind, "?"), one, other)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.DATE, "15 January 2027", "16 January 2027"),
        (Kind.DATE, "15 January", "15 Jan"),
        (Kind.SHORT_TEXT, "call", "Call"),
        (Kind.NUMBER, "5", "5 days"),
    ],
)
def test_what_may_differ_in_meaning_differs(kind: Kind, one: str, other: str) -> None:
    assert not same(Question(kind, "?"), one, other)


def test_what_was_seen_stays_as_it_was_written() -> None:
    question = Question(Kind.DATE, "By when?")
    assert settled(question, "2027-01-15", ["15 January 2027"]) == "15 January 2027"
    assert settled(question, "2027-01-16", ["15 January 2027"]) == "2027-01-16"


def test_lines_end_in_one_way_and_what_no_database_stores_goes() -> None:
    assert clean_text("one\r\ntwo\rthree\0\ud800") == "one\ntwo\nthree?"


@given(st.sampled_from(list(Kind)), st.recursive(st.none() | st.text() | st.integers(), st.lists, max_leaves=3))
def test_whatever_arrives_has_the_shape_of_its_kind(kind: Kind, raw: Any) -> None:
    from flows.dialogues.needs_assessment import ThemeRating

    question = Question(kind, "?", row=ThemeRating, choices=(Choice("a", "A"),))
    cleaned = clean(question, raw)
    if kind is Kind.CHOICES:
        assert isinstance(cleaned, list)
    elif kind is Kind.GRID:
        assert isinstance(cleaned, dict)
    elif kind in (Kind.PERSON, Kind.PEOPLE):
        assert cleaned is None or isinstance(cleaned, str | list)
    else:
        assert cleaned is None or isinstance(cleaned, str)
