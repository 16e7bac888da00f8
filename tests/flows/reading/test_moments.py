"""Dates with a time of day: read where they are clear, asked for where a meeting is unlikely then."""

from datetime import date, datetime, time, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.reading.moments import Moment, read_moment
from flows.reading.reading import Certainty
from flows.reading.words import WORDS

TODAY = date(2026, 11, 23)
"""A Monday."""
FRIDAY = datetime.combine(date(2027, 3, 12), time(14))


@pytest.mark.parametrize(
    "typed",
    [
        *("12 March 2027 14:00", "12 March 2027, 14:00", "Friday, 12 March 2027, 14:00"),
        "on 12 March 2027 at 14:00",
        *("12 March 2027 2 pm", "12 March 2027 2:00 p.m.", "12 March 2027 2PM", "12 March 2027 14"),
        "12 March 2027 1400",
        *("12 March 2027 at 14", "12 March 2027 14.00", "12 March 2027 14h", "12 March 2027 14 h"),
        "12 March 2027 14h00",
        *("12 March 2027 at 14:00 hrs", "12 March 2027 2 o'clock pm", "12 March 2027 at 2 in the afternoon"),
        *("14:00 on 12 March 2027", "2 pm, 12 March 2027", "March 12, 2027 2pm"),
        *("12 March 2027 @ 14:00", "2pm 12/3/2027"),
        *("12.03.2027 um 14 Uhr", "12.3.2027, 14:00 Uhr", "Freitag, 12. März 2027 um 14.00 Uhr"),
        "12. März 2027 14 Uhr 00",
        *("am 12.03.2027 um 14 Uhr", "um 14 Uhr am 12.03.2027", "12. März 2027, 2 Uhr nachmittags"),
        *("12 mars 2027 à 14h", "le 12 mars 2027 à 14 h 00", "vendredi 12 mars 2027 à 14 heures", "12/03/27 14h"),
        *("12 de marzo de 2027 a las 14:00", "el 12 de marzo de 2027 a las 2 de la tarde", "12/03/2027 14:00 h"),
        *("12 marzo 2027 alle 14", "12 marzo 2027 ore 14.00", "12 marzo 2027 alle ore 14:00"),
        *("12 marca 2027 o godz. 14:00", "12 marca 2027 o 14:00", "12 marca 2027, godzina 14"),
        "12.03.2027 g. 14:00",
        *("12 مارس 2027 الساعة 14:00", "12 مارس 2027 الساعة 2 مساء", "١٢ مارس ٢٠٢٧ ١٤:٠٠"),
        *("2027-03-12T14:00", "2027-03-12T14:00:00", "2027-03-12 14:00:00", "20270312 14:00"),
        *("12 March 2027 14:00.", "“12 March 2027 14:00”", "\u200e12 March 2027\u00a014:00"),
        "'12 March 2027 14:00'",
    ],
)  # fmt: skip
def test_a_date_with_a_time_is_read_as_people_write_it(typed: str) -> None:
    reading = read_moment(typed, TODAY)
    assert reading.value is not None, reading
    assert (reading.value.wall, reading.value.until, reading.value.offset) == (FRIDAY, None, None)


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        *(("12 March 2027 noon", 12), ("12 March 2027 at noon", 12), ("noon on 12 March 2027", 12)),
        ("12 mars 2027 à midi", 12),
        *(("12.3.2027 mittags", 12), ("12.3.2027 12 Uhr mittags", 12), ("12 marzo 2027 a mezzogiorno", 12)),
        *(("12 de marzo de 2027 al mediodía", 12), ("12 marca 2027 w południe", 12), ("12 مارس 2027 الظهر", 12)),
        *(("12 March 2027 10 am", 10), ("12 March 2027 12 pm", 12), ("12.3.2027 9 Uhr", 9)),
        ("12.3.2027 9 Uhr vormittags", 9),
        *(("12 mars 2027 9h du matin", 9), ("12 March 2027 at three pm", 15), ("12 March 2027 eleven o'clock", 11)),
    ],
)  # fmt: skip
def test_an_hour_is_read_in_words(typed: str, hour: int) -> None:
    reading = read_moment(typed, TODAY)
    assert reading.value is not None, reading
    assert reading.value.start == time(hour)


@pytest.mark.parametrize(
    "typed",
    [
        *("12 March 2027 14:00-15:30", "12 March 2027, 14:00 – 15:30", "12 March 2027 from 2 to 3:30 pm"),
        *("12 March 2027 14:00 to 15:30", "12 March 2027 2pm-3:30pm", "12.3.2027 von 14 bis 15:30 Uhr"),
        "12.3.2027 14–15.30 Uhr",
        *("12 mars 2027 de 14h à 15h30", "12 de marzo de 2027 de 14:00 a 15:30"),
        "12 marzo 2027 dalle 14 alle 15:30",
        *("12 marca 2027 od 14:00 do 15:30", "12 مارس 2027 من 14:00 الى 15:30"),
    ],
)  # fmt: skip
def test_a_time_may_have_an_end(typed: str) -> None:
    reading = read_moment(typed, TODAY)
    assert reading.value is not None, reading
    assert (reading.value.wall, reading.value.until) == (FRIDAY, time(15, 30))


@pytest.mark.parametrize(
    ("typed", "hours", "standard"),
    [
        *(("12 March 2027 14:00 CET", 1, True), ("12 March 2027 14:00 (CET)", 1, True)),
        ("12 March 2027 14:00 CEST", 2, False),
        *(("12.3.2027 14:00 Uhr MEZ", 1, True), ("12 March 2027 14:00 UTC", 0, False)),
        ("12 March 2027 14:00 GMT", 0, True),
        *(("2027-03-12T14:00:00Z", 0, False), ("2027-03-12T14:00:00+01:00", 1, False)),
        ("12 March 2027 14:00 UTC+2", 2, False),
        *(("12 March 2027 2pm EST", -5, True), ("12 March 2027 14:00 BST", 1, False)),
        ("2027-03-12T14:00-0500", -5, False),
    ],
)  # fmt: skip
def test_a_time_zone_is_read_with_it(typed: str, hours: int, standard: bool) -> None:
    reading = read_moment(typed, TODAY)
    assert reading.value == Moment(FRIDAY.date(), FRIDAY.time(), None, timedelta(hours=hours), standard)


@pytest.mark.parametrize(
    ("typed", "offers", "message"),
    [
        ("12 March 2027 at 3", ["2027-03-12T15:00", "2027-03-12T03:00"], "moment.ask-which"),
        ("12 March 2027 3:00", ["2027-03-12T15:00", "2027-03-12T03:00"], "moment.ask-which"),
        ("12 March 2027 03:00", ["2027-03-12T03:00", "2027-03-12T15:00"], "moment.ask-which"),
        ("12.3.2027 um 3 Uhr", ["2027-03-12T15:00", "2027-03-12T03:00"], "moment.ask-which"),
        ("12 mars 2027 à 3h", ["2027-03-12T15:00", "2027-03-12T03:00"], "moment.ask-which"),
        ("12 March 2027 3 am", ["2027-03-12T03:00"], "moment.unusual-hour"),
        ("12 March 2027 at 7", ["2027-03-12T07:00", "2027-03-12T19:00"], "moment.ask-which"),
        ("12 March 2027 22:00", ["2027-03-12T22:00"], "moment.unusual-hour"),
        ("12 March 2027 midnight", ["2027-03-12T00:00"], "moment.unusual-hour"),
        ("12.3.2027 halb drei", ["2027-03-12T14:30", "2027-03-12T02:30"], "moment.ask-which"),
        ("12 March 2027 half past two", ["2027-03-12T14:30", "2027-03-12T02:30"], "moment.ask-which"),
        ("12 March 2027 quarter to three", ["2027-03-12T14:45", "2027-03-12T02:45"], "moment.ask-which"),
        ("12.3.2027 Viertel nach zwei", ["2027-03-12T14:15", "2027-03-12T02:15"], "moment.ask-which"),
        ("14 March 2027 10:00", ["2027-03-14T10:00", "2027-03-15T10:00"], "moment.day-off"),
        ("13 March 2027 10:00", ["2027-03-13T10:00", "2027-03-15T10:00"], "moment.day-off"),
        ("next Friday at 2 pm", ["2026-12-04T14:00", "2026-11-27T14:00"], "moment.ask-which"),
        ("tomorrow at 3", ["2026-11-24T15:00", "2026-11-24T03:00"], "moment.ask-which"),
        ("tomorrow 14:00", ["2026-11-24T14:00"], "moment.ask"),
        ("morgen um 14 Uhr", ["2026-11-24T14:00"], "moment.ask"),
        ("demain à 14h30", ["2026-11-24T14:30"], "moment.ask"),
        ("12 March 14:00", ["2027-03-12T14:00"], "moment.ask"),
        ("12.3. 14:00", ["2027-03-12T14:00"], "moment.ask"),
        ("Thursday 12 March 2027 14:00", ["2027-03-12T14:00", "2027-03-11T14:00"], "moment.other-weekday"),
        ("12 March 2027", ["2027-03-12T00:00"], "moment.no-time"),
        ("tomorrow", ["2026-11-24T00:00"], "moment.no-time"),
        ("tomorrow afternoon", ["2026-11-24T00:00"], "moment.no-time"),
        ("31.12.", ["2026-12-31T00:00"], "moment.no-time"),
    ],
)
def test_what_is_not_clear_or_unlikely_is_asked_with_what_it_can_mean(
    typed: str, offers: list[str], message: str
) -> None:
    reading = read_moment(typed, TODAY)
    assert (reading.value, reading.certainty) == (None, Certainty.ASK)
    assert [moment.wall.isoformat(timespec="minutes") for moment in reading.offers] == offers
    assert reading.words is not None
    assert reading.words.id == message
    assert reading.words.params["date"] == offers[0][:10]


def test_a_holiday_is_asked_about() -> None:
    new_year = date(2027, 1, 1)
    reading = read_moment("1 January 2027 10:00", TODAY, lambda day: day.weekday() < 5 and day != new_year)
    assert [moment.day for moment in reading.offers] == [new_year, date(2027, 1, 4)]
    assert reading.words is not None
    assert reading.words.id == "moment.day-off"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("14:00", "moment.no-day"),
        ("at 3", "moment.no-day"),
        ("noon", "moment.no-day"),
        ("", "moment.none"),
        ("<!channel>", "moment.none"),
        ("x" * 5000, "moment.none"),
        ("whenever it suits", "moment.none"),
        ("12 March 2027 25:00", "moment.none"),
        ("12 March 2027 14:75", "moment.none"),
        ("12 March 2027 13 pm", "moment.none"),
        ("12 March 2027 16:00-15:00", "moment.none"),
        ("31 February 2027 14:00", "date.no-such-day"),
        ("31 February 2027", "date.no-such-day"),
        ("12 March 9999 14:00", "date.far"),
    ],
)
def test_what_is_no_moment_is_refused_with_what_was_read(typed: str, message: str) -> None:
    reading = read_moment(typed, TODAY)
    assert (reading.value, reading.certainty, reading.offers) == (None, Certainty.REFUSED, ())
    assert reading.words is not None
    assert reading.words.id == message


@pytest.mark.parametrize("locale", ["en_GB", "en_US", "de", "fr", "es", "it", "pl", "ar", "ar_EG"])
@settings(deadline=None, max_examples=25)
@given(
    day=st.dates(date(2026, 11, 23), date(2060, 1, 1)).filter(lambda day: day.weekday() < 5),
    clock=st.builds(time, st.integers(8, 19), st.integers(0, 59)),
    form=st.sampled_from(
        ["{day} {clock:%H:%M}", "{day}, {clock:%H.%M}", "{day}, {clock:%Hh%M}", "{clock:%H:%M}, {day}"]
    ),
)
def test_a_moment_written_in_any_language_reads_back_to_itself(locale: str, day: date, clock: time, form: str) -> None:
    for written in (
        format_date(day, "full", locale=locale),
        format_date(day, "medium", locale=locale),
        day.isoformat(),
    ):
        reading = read_moment(form.format(day=written, clock=clock), TODAY)
        assert reading.value == Moment(day, clock), written


PIECES = """next friday tomorrow 12 march 2027 14:00 14 3 at um uhr h pm noon halb drei half past 31.12. - bis to cet
utc+1 99:99 1400 2027 quarter à 14h30 الساعة"""
PHRASES = st.lists(
    st.sampled_from(PIECES.split()) | st.integers(0, 10**6).map(str) | st.text(max_size=4), max_size=8
).map(" ".join)


@settings(deadline=None)
@given(st.text(max_size=80) | PHRASES, st.dates() | st.just(date.min) | st.just(date.max))
def test_nothing_typed_ever_raises_and_a_question_always_shows_a_date(typed: str, today: date) -> None:
    reading = read_moment(typed, today)
    assert (reading.value is not None) == (reading.certainty is Certainty.CLEAR)
    assert bool(reading.offers) == (reading.certainty is Certainty.ASK)
    if reading.words is not None:
        assert reading.words.id in WORDS
    if reading.certainty is Certainty.ASK:
        assert reading.words is not None
        assert reading.words.params["date"] == reading.offers[0].day.isoformat()
