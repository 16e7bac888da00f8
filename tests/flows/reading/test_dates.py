"""Dates as people type them: the clear ones are read, the others are asked for with the day they can mean."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.reading.dates import exact_date, read_date
from flows.reading.reading import Certainty
from flows.reading.words import WORDS

TODAY = date(2026, 11, 23)
"""A Monday."""
THE_DAY = date(2026, 12, 31)
"""A Thursday."""
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        # figures
        *("31.12.2026", "31. 12. 2026", "31.12.2026.", "31 . 12 . 2026", "31/12/2026", "31-12-2026", "31 12 2026"),
        *("31.12.26", "31/12/26", "31-12-26", "2026-12-31", "2026/12/31", "2026.12.31", "2026. 12. 31.", "20261231"),
        *("31–12–2026", "31—12—2026", "31‑12‑2026", "31⁄12⁄2026", "31／12／2026", "３１.１２.２０２６"),
        *("٣١/١٢/٢٠٢٦", "٣١-١٢-٢٠٢٦", "۳۱/۱۲/۲۰۲۶"),
        *("2026-12-31T00:00:00", "2026-12-31 00:00:00", "2026-12-31T00:00", "2026-12-31T00:00:00Z", "31.12.2026 00:00"),
        *("2026-12-31T00:00:00.000+01:00", "31/12/2026 12:00:00 AM", "12/31/2026", "12-31-2026"),
        # what cannot be seen, and what stands round it
        *("\u200e31/12/2026", "31/12/2026\u200b", "\ufeff31.12.2026", "31\u00a0December\u20092026"),
        "\u202a31.12.2026\u202c",
        *("“31 December 2026”", "»31. Dezember 2026«", "'31.12.2026'", "*31.12.2026*", "(31.12.2026)", "31.12.2026,"),
        # words
        *("31 December 2026", "31st December 2026", "31st of December, 2026", "the 31st of December 2026"),
        "31 dec 2026",
        *("December 31, 2026", "Dec. 31st 2026", "31-Dec-2026", "31-Dec-26", "31 Dec 26", "31 Dec '26", "2026 Dec 31"),
        *("31DEC2026", "31/Dec/2026", "31.Dec.2026", "DECEMBER 31 2026", "31. XII. 2026", "31.XII.2026"),
        *("31. Dezember 2026", "31.Dezember 2026", "31. Dez. 2026", "31 Dez 2026", "den 31. Dezember 2026"),
        "31.dez.26",
        *("31 décembre 2026", "31 decembre 2026", "31 déc. 2026", "le 31 décembre 2026", "31 de\u0301cembre 2026"),
        *("31 de diciembre de 2026", "31 diciembre 2026", "31 dic 2026", "el 31 de diciembre del 2026"),
        *("31 dicembre 2026", "il 31 dicembre 2026", "31 dic. 2026", "31 grudnia 2026", "31 grudnia 2026 r."),
        *("31 grudnia 2026 roku", "31 gru 2026", "31 ديسمبر 2026", "٣١ ديسمبر ٢٠٢٦", "31 كانون الأول 2026"),
        *("31 ديسمبر/كانون الأول 2026", "31 دجنبر 2026", "يوم 31 ديسمبر 2026", "31 ديسمبر 2026 م"),
        # weekdays
        *("Thursday, 31 December 2026", "Thu 31.12.2026", "Thurs. 31 Dec 2026", "31.12.2026 (Thursday)"),
        *("Donnerstag, 31. Dezember 2026", "Do., 31.12.2026", "Do 31.12.26", "Donnerstag, den 31.12.2026"),
        *("jeudi 31 décembre 2026", "jeu. 31/12/2026", "jueves, 31 de diciembre de 2026", "giovedì 31 dicembre 2026"),
        *("czwartek, 31 grudnia 2026", "czw. 31.12.2026", "الخميس، 31 ديسمبر 2026", "on Thursday 31 December 2026"),
        # what stands before a date
        *("by 31 December 2026", "until 31.12.2026", "no later than 31 December 2026", "bis 31. Dezember 2026"),
        *("bis zum 31.12.2026", "spätestens am 31.12.2026", "am 31.12.2026", "d’ici le 31 décembre 2026"),
        *("jusqu'au 31 décembre 2026", "hasta el 31 de diciembre de 2026", "entro il 31 dicembre 2026"),
        *("do 31 grudnia 2026", "do dnia 31.12.2026", "w czwartek 31 grudnia 2026", "حتى 31 ديسمبر 2026"),
    ],
)  # fmt: skip
def test_a_clear_date_is_read(typed: str) -> None:
    reading = read_date(typed, TODAY)
    assert (reading.value, reading.certainty, reading.words) == (THE_DAY, Certainty.CLEAR, None)


@pytest.mark.parametrize(
    "locale", ["en_GB", "de", "de_AT", "fr", "fr_CA", "es", "it", "pl", "ar", "ar_EG", "ar_LB", "ar_MA"]
)
@pytest.mark.parametrize("form", ["full", "long", "medium", "short"])
@settings(deadline=None, max_examples=25)
@given(day=DAYS)
def test_a_date_written_in_any_language_reads_back_to_itself(locale: str, form: str, day: date) -> None:
    if form == "short" and locale == "fr_CA":  # two figures for the year first
        return
    written = format_date(day, form, locale=locale)
    assert read_date(written, TODAY).value == day, written
    assert read_date(f"\u200f{written.upper()}. ", TODAY).value == day, written


@settings(deadline=None)
@given(
    DAYS,
    st.sampled_from(["{0:%d.%m.%Y}", "{0.day}. {0.month}. {0.year}", "{0:%Y/%m/%d}", "{0:%d–%m–%Y}", "{0:%Y%m%d}"]),
)
def test_a_date_in_figures_reads_back_to_itself(day: date, form: str) -> None:
    assert exact_date(form.format(day)) == day


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # from today on
        ("tomorrow", ["2026-11-24"]),
        ("today", ["2026-11-23"]),
        ("the day after tomorrow", ["2026-11-25"]),
        ("morgen", ["2026-11-24"]),
        ("übermorgen", ["2026-11-25"]),
        ("demain", ["2026-11-24"]),
        ("après-demain", ["2026-11-25"]),
        ("mañana", ["2026-11-24"]),
        ("pasado mañana", ["2026-11-25"]),
        ("domani", ["2026-11-24"]),
        ("dopodomani", ["2026-11-25"]),
        ("jutro", ["2026-11-24"]),
        ("pojutrze", ["2026-11-25"]),
        ("غدا", ["2026-11-24"]),
        ("بعد غد", ["2026-11-25"]),
        ("in two weeks", ["2026-12-07"]),
        ("in 3 days", ["2026-11-26"]),
        ("a week from now", ["2026-11-30"]),
        ("in 3 Monaten", ["2027-02-23"]),
        ("in einer Woche", ["2026-11-30"]),
        ("dans 2 semaines", ["2026-12-07"]),
        ("d’ici un mois", ["2026-12-23"]),
        ("en dos semanas", ["2026-12-07"]),
        ("tra due settimane", ["2026-12-07"]),
        ("za dwa tygodnie", ["2026-12-07"]),
        ("بعد أسبوعين", ["2026-12-07"]),
        # weekdays: that of next week and the one that comes first
        ("next Friday", ["2026-12-04", "2026-11-27"]),
        ("nächsten Freitag", ["2026-12-04", "2026-11-27"]),
        ("vendredi prochain", ["2026-12-04", "2026-11-27"]),
        ("el próximo viernes", ["2026-12-04", "2026-11-27"]),
        ("venerdì prossimo", ["2026-12-04", "2026-11-27"]),
        ("w przyszły piątek", ["2026-12-04", "2026-11-27"]),
        ("الجمعة القادمة", ["2026-12-04", "2026-11-27"]),
        ("Friday", ["2026-11-27"]),
        ("this Friday", ["2026-11-27"]),
        ("coming Friday", ["2026-11-27"]),
        ("Friday next week", ["2026-12-04"]),
        ("next week Friday", ["2026-12-04"]),
        ("Freitag in zwei Wochen", ["2026-12-11"]),
        ("Monday", ["2026-11-30", "2026-11-23"]),
        # parts of months and years
        ("end of June", ["2027-06-30"]),
        ("end of June 2027", ["2027-06-30"]),
        ("by the end of June 2027", ["2027-06-30"]),
        ("late June 2027", ["2027-06-30"]),
        ("early June 2027", ["2027-06-01"]),
        ("mid-March 2027", ["2027-03-15"]),
        ("middle of March", ["2027-03-15"]),
        ("Ende Juni", ["2027-06-30"]),
        ("bis Ende Juni 2027", ["2027-06-30"]),
        ("Mitte März 2027", ["2027-03-15"]),
        ("Anfang Mai", ["2027-05-01"]),
        ("fin juin 2027", ["2027-06-30"]),
        ("mi-mars 2027", ["2027-03-15"]),
        ("début mai 2027", ["2027-05-01"]),
        ("finales de junio", ["2027-06-30"]),
        ("a mediados de marzo de 2027", ["2027-03-15"]),
        ("fine giugno 2027", ["2027-06-30"]),
        ("metà marzo 2027", ["2027-03-15"]),
        ("koniec czerwca 2027", ["2027-06-30"]),
        ("do końca czerwca 2027", ["2027-06-30"]),
        ("w połowie marca 2027", ["2027-03-15"]),
        ("نهاية يونيو 2027", ["2027-06-30"]),
        ("منتصف مارس 2027", ["2027-03-15"]),
        ("June 2027", ["2027-06-30", "2027-06-01"]),
        ("June", ["2027-06-30", "2027-06-01"]),
        ("06/2027", ["2027-06-30", "2027-06-01"]),
        ("2027-06", ["2027-06-30", "2027-06-01"]),
        ("2027", ["2027-12-31", "2027-01-01"]),
        ("end of 2027", ["2027-12-31"]),
        ("mid 2027", ["2027-06-30"]),
        ("end of the year", ["2026-12-31"]),
        ("EOY", ["2026-12-31"]),
        ("Jahresende", ["2026-12-31"]),
        ("end of the month", ["2026-11-30"]),
        ("end of next month", ["2026-12-31"]),
        ("Ende nächster Woche", ["2026-12-04"]),
        ("next month", ["2026-12-31", "2026-12-01"]),
        ("next week", ["2026-12-04", "2026-11-30"]),
        ("la semaine prochaine", ["2026-12-04", "2026-11-30"]),
        ("il mese prossimo", ["2026-12-31", "2026-12-01"]),
        ("w przyszłym miesiącu", ["2026-12-31", "2026-12-01"]),
        ("الشهر القادم", ["2026-12-31", "2026-12-01"]),
        # quarters, seasons, weeks, feasts
        ("Q3 2027", ["2027-09-30", "2027-07-01"]),
        ("Q3/2027", ["2027-09-30", "2027-07-01"]),
        ("2027 Q3", ["2027-09-30", "2027-07-01"]),
        ("Q1", ["2027-03-31", "2027-01-01"]),
        ("end of Q3 2027", ["2027-09-30"]),
        ("3rd quarter of 2027", ["2027-09-30", "2027-07-01"]),
        ("third quarter 2027", ["2027-09-30", "2027-07-01"]),
        ("3. Quartal 2027", ["2027-09-30", "2027-07-01"]),
        ("T3 2027", ["2027-09-30", "2027-07-01"]),
        ("3e trimestre 2027", ["2027-09-30", "2027-07-01"]),
        ("tercer trimestre de 2027", ["2027-09-30", "2027-07-01"]),
        ("terzo trimestre 2027", ["2027-09-30", "2027-07-01"]),
        ("III kwartał 2027", ["2027-09-30", "2027-07-01"]),
        ("الربع الثالث 2027", ["2027-09-30", "2027-07-01"]),
        ("H1 2027", ["2027-06-30", "2027-01-01"]),
        ("second half of 2027", ["2027-12-31", "2027-07-01"]),
        ("summer 2027", ["2027-08-31", "2027-06-01"]),
        ("Herbst 2027", ["2027-11-30", "2027-09-01"]),
        ("KW 12 2027", ["2027-03-26", "2027-03-22"]),
        ("KW 12/2027", ["2027-03-26", "2027-03-22"]),
        ("week 12", ["2027-03-26", "2027-03-22"]),
        ("Easter 2027", ["2027-03-28"]),
        ("Christmas", ["2026-12-25"]),
        ("before Christmas", ["2026-12-24", "2026-12-25"]),
        ("before 30 June 2027", ["2027-06-29", "2027-06-30"]),
        # half
        ("30 June", ["2027-06-30"]),
        ("June 30", ["2027-06-30"]),
        ("31.12.", ["2026-12-31"]),
        ("31.12", ["2026-12-31"]),
        ("31/12", ["2026-12-31"]),
        ("12/31", ["2026-12-31"]),
        ("31 December", ["2026-12-31"]),
        ("30. Juni", ["2027-06-30"]),
        ("30 juin", ["2027-06-30"]),
        ("30 de junio", ["2027-06-30"]),
        ("30 giugno", ["2027-06-30"]),
        ("30 czerwca", ["2027-06-30"]),
        ("30 يونيو", ["2027-06-30"]),
        ("23 November", ["2026-11-23"]),
        ("22 November", ["2027-11-22"]),
        ("29 February", ["2028-02-29"]),
        ("Friday, 4 December", ["2026-12-04"]),
        ("Monday, 30 June", ["2031-06-30", "2027-06-30"]),
        ("Dec 26", ["2026-12-26", "2026-12-31"]),
        # in two ways, or in none
        ("27-03-31", ["2027-03-31", "2031-03-27"]),
        ("12.31.2026", ["2026-12-31"]),
        ("2026-31-12", ["2026-12-31"]),
        ("31122026", ["2026-12-31"]),
        ("12-14 March 2027", ["2027-03-14", "2027-03-12"]),
        ("12.–14. März 2027", ["2027-03-14", "2027-03-12"]),
        ("12 to 14 March 2027", ["2027-03-14", "2027-03-12"]),
        ("Friday 31 December 2026", ["2026-12-31", "2027-01-01"]),
        ("Di 31.12.2026", ["2026-12-31", "2026-12-29"]),
        ("mercredi 31 décembre 2026", ["2026-12-31", "2026-12-30"]),
        ("الجمعة 31 ديسمبر 2026", ["2026-12-31", "2027-01-01"]),
    ],
)
def test_what_is_not_clear_is_asked_with_the_day_it_can_mean(typed: str, meant: list[str]) -> None:
    reading = read_date(typed, TODAY)
    assert (reading.certainty, [day.isoformat() for day in reading.offers]) == (Certainty.ASK, meant)
    assert reading.value is None
    assert reading.words is not None
    assert reading.words.params["date"] == meant[0]


REFUSED = {
    "date.none": [
        *("", "soon", "asap", "tbd", "n/a", "?", "12", "when we can", "Sunday school", "31.12.20266", "31.12.226"),
        *("1/2/3/4", "14:00", "x" * 5000, "31 Smarch 2027", "12.3.2027 and 14.3.2027", "room 12"),
    ],
    "date.no-such-day": [
        *("31 February 2027", "31.6.2027", "30.02.2027", "2027-02-29", "31.13.2027", "31 February", "32 December 2026"),
        *("00.12.2026", "31 czerwca 2027", "31 juin 2027", "31. April 2027"),
    ],
    "date.far": ["31 March 9999", "31.3.0027", "31 March 1066"],
}


@pytest.mark.parametrize(
    ("typed", "message"), [(typed, message) for message, all_ in REFUSED.items() for typed in all_]
)
def test_what_is_no_date_is_refused_with_what_was_read(typed: str, message: str) -> None:
    reading = read_date(typed, TODAY)
    assert (reading.certainty, reading.value, reading.offers) == (Certainty.REFUSED, None, ())
    assert reading.words is not None
    assert reading.words.id == message
    assert str(reading.words.params["typed"])[:30] == " ".join(typed.split())[:30]


def test_the_first_of_two_numbers_is_the_day() -> None:
    assert exact_date("03/04/2027") == date(2027, 4, 3)
    assert exact_date("3.4.27") == date(2027, 4, 3)


def test_the_same_day_is_read_whatever_the_day_of_reading() -> None:
    assert {read_date("31.12.2026", TODAY + timedelta(days)).value for days in (-4000, 0, 4000)} == {THE_DAY}


PIECES = """next last end of mid june friday q3 3 31 12 2026 2027 . / - in two weeks ende nächster woche fin de mes
di do mar 31. kw easter before bis do końca غدا نهاية الشهر القادم 0 99 9999 29 february"""
PHRASES = st.lists(
    st.sampled_from(PIECES.split()) | st.integers(0, 10**9).map(str) | st.text(max_size=4), max_size=8
).map(" ".join)


@settings(deadline=None)
@given(st.text(max_size=80) | PHRASES, st.dates() | st.just(date.min) | st.just(date.max))
def test_nothing_typed_ever_raises_and_a_question_always_shows_a_date(typed: str, today: date) -> None:
    reading = read_date(typed, today)
    assert (reading.value is not None) == (reading.certainty is Certainty.CLEAR)
    assert bool(reading.offers) == (reading.certainty is Certainty.ASK)
    assert (reading.words is None) == (reading.certainty is Certainty.CLEAR)
    if reading.words is not None:
        assert reading.words.id in WORDS
    if reading.certainty is Certainty.ASK:
        assert reading.words is not None
        assert reading.words.params["date"] == reading.offers[0].isoformat()
        assert all(exact_date(day.isoformat()) == day or day.year not in range(1900, 2200) for day in reading.offers)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("first of May 2027", "2027-05-01"),
        ("May first, 2027", "2027-05-01"),
        ("the twenty-first of March 2027", "2027-03-21"),
        ("erster Mai 2027", "2027-05-01"),
        ("premier mai 2027", "2027-05-01"),
        ("primero de mayo de 2027", "2027-05-01"),
        ("primo marzo 2027", "2027-03-01"),
        ("1° maggio 2027", "2027-05-01"),
        ("pierwszego maja 2027", "2027-05-01"),
        ("الأول من مارس 2027", "2027-03-01"),
        ("Thu Dec 31 2026 00:00:00 GMT+0100 (Central European Standard Time)", "2026-12-31"),
    ],
)
def test_days_in_words_and_as_programs_write_them_are_read(text: str, day: str) -> None:
    assert read_date(text, TODAY).value == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("in a fortnight", ["2026-12-07"]),
        ("Monday week", ["2026-12-07"]),
        ("a week on Monday", ["2026-12-07"]),
        ("Friday after next", ["2026-12-04", "2026-12-11"]),
        ("übernächsten Freitag", ["2026-12-04", "2026-12-11"]),
        ("31 December next year", ["2027-12-31"]),
        ("31. Dezember nächsten Jahres", ["2027-12-31"]),
        ("31 décembre prochain", ["2026-12-31"]),
        ("15th of next month", ["2026-12-15"]),
        ("am 15. nächsten Monats", ["2026-12-15"]),
        ("le 15 du mois prochain", ["2026-12-15"]),
        ("el 15 del próximo mes", ["2026-12-15"]),
        ("il 15 del mese prossimo", ["2026-12-15"]),
        ("15. następnego miesiąca", ["2026-12-15"]),
    ],
)
def test_a_day_of_the_next_week_month_or_year_is_asked_for(text: str, days: list[str]) -> None:
    reading = read_date(text, TODAY)
    assert reading.value is None
    assert [day.isoformat() for day in reading.offers] == days
