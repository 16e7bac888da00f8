"""Numbers as people type them, with or without a unit."""

import pytest
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.reading.durations import Duration, read_duration
from flows.reading.numbers import Quantity, read_number, same_unit
from flows.reading.reading import Certainty
from flows.reading.words import WORDS


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        *(("1500", 1500, ""), ("1 500", 1500, ""), ("1,500", 1500, ""), ("1.500", 1500, "")),
        ("10.000", 10_000, ""),
        *(("1.234.567,8", 1_234_567.8, ""), ("1,234,567.8", 1_234_567.8, "")),
        *(("1\u202f500", 1500, ""), ("1’500", 1500, "")),
        *(("0,125", 0.125, ""), ("1,5", 1.5, ""), ("1.5", 1.5, ""), (".5", 0.5, ""), ("84.0", 84, "")),
        ("+5", 5, ""),
        *(("-3", -3, ""), ("−3", -3, ""), ("- 3", -3, ""), ("½", 0.5, ""), ("1½", 1.5, "")),
        *(("0", 0, ""), ("1500.", 1500, "")),
        *(("٢٠٠٠", 2000, ""), ("١٬٥٠٠", 1500, ""), ("١٫٥", 1.5, ""), ("２０", 20, ""), ("\u200e20\u200b", 20, "")),
        *(("“20”", 20, ""), ("20.", 20, "")),
        # with a unit
        *(("2.000 €", 2000, "€"), ("€ 2.000", 2000, "€"), ("€2,000.00", 2000, "€"), ("EUR 2 000", 2000, "EUR")),
        *(("2000 euro", 2000, "euro"), ("2.000,- €", 2000, "€"), ("2.000,– €", 2000, "€")),
        ("CHF 1'500.-", 1500, "CHF"),
        *(("50 000 zł", 50_000, "zł"), ("$1,200", 1200, "$"), ("£5", 5, "£"), ("-5 €", -5, "€")),
        ("2000€", 2000, "€"),
        *(("20 companies", 20, "companies"), ("16 neue Mitglieder", 16, "neue Mitglieder"), ("5 days", 5, "days")),
        *(("12 %", 12, "%"), ("12%", 12, "%"), ("12 Prozent", 12, "Prozent"), ("12 pour cent", 12, "pour cent")),
        *(("10 m²", 10, "m²"), ("5 m", 5, "m"), ("20 شركة", 20, "شركة")),
        # larger
        *(("1,5 Mio", 1_500_000, ""), ("1,5 Mio. €", 1_500_000, "€"), ("1.5M", 1_500_000, "")),
        ("€1.5m", 1_500_000, "€"),
        *(("2k", 2000, ""), ("2 k€", 2000, "€"), ("3 Mrd. EUR", 3_000_000_000, "EUR")),
        ("1.5 million euro", 1_500_000, "euro"),
        *(("2 Tsd. €", 2000, "€"), ("2 millones de euros", 2_000_000, "de euros"), ("1,5 mln zł", 1_500_000, "zł")),
        *(("5 tys. zł", 5000, "zł"), ("3 mila euro", 3000, "euro"), ("5 آلاف", 5000, "")),
        ("100 thousand", 100_000, ""),
        # in words
        *(("twenty", 20, ""), ("sixteen new members", 16, "new members"), ("twenty-five", 25, "")),
        ("a dozen", 12, ""),
        *(("fünfundzwanzig Mitglieder", 25, "Mitglieder"), ("zwei Dutzend", 24, ""), ("vingt-cinq", 25, "")),
        *(("two hundred thousand euro", 200_000, "euro"), ("veinte empresas", 20, "empresas"), ("venti", 20, "")),
        *(("dwadzieścia firm", 20, "firm"), ("عشرون", 20, ""), ("zero", 0, "")),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_was_meant(typed: str, value: float, unit: str) -> None:
    assert read_number(typed).value == Quantity(value, unit)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "many", "tbd", "?", "a", "1.2.3", "1e5", "1_000", "nan", "9" * 400, "1.23.456"),
        *("room 12", "84 of 100"),
        *(
            "3 companies in 2027",
            "Q3",
            "12.3.2027",
            "x" * 5000,
            "ask Anna",
            "20 companies that are new in our region now",
        ),
    ],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    reading = read_number(typed)
    assert (reading.value, reading.certainty) == (None, Certainty.REFUSED)
    assert reading.words is not None
    assert reading.words.id == "number.none"


@pytest.mark.parametrize(
    ("typed", "offers"),
    [
        *(("about 20", [20]), ("ca. 50", [50]), ("~20", [20]), ("etwa 20 Mitglieder", [20]), ("environ 20", [20])),
        *(("over 20", [20]), ("at least 20", [20]), ("mindestens 20", [20]), ("20+", [20])),
        *(("> 20", [20]), ("≥20", [20])),
        *(("about € 2.000", [2000]), ("około 20 firm", [20]), ("about twenty", [20]), ("حوالي 20", [20])),
        *(("20-30 companies", [20, 30]), ("20–30", [20, 30]), ("20 to 30", [20, 30])),
        ("between 20 and 30", [20, 30]),
        *(("20 bis 30", [20, 30]), ("de 20 à 30", [20, 30])),
    ],
)  # fmt: skip
def test_a_rough_number_is_asked_for(typed: str, offers: list[float]) -> None:
    reading = read_number(typed)
    assert (reading.value, [quantity.value for quantity in reading.offers]) == (None, offers)


@settings(deadline=None)
@given(st.integers(-(10**12), 10**12), st.sampled_from(["en", "de", "fr", "es", "it", "pl", "de_CH", "ar_EG"]))
def test_a_whole_number_written_in_any_language_reads_back_to_itself(number: int, locale: str) -> None:
    assert read_number(format_decimal(number, locale=locale)).value == Quantity(number)
    assert read_number(f"{format_decimal(number, locale=locale)} €").value == Quantity(number, "€")


@settings(deadline=None)
@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            ["20", "€", "2.000", ",", ".", "-", "about", "k", "Mio", "½", "twenty", "a", "dozen", "%", "of"]
        )
    ).map(" ".join)
)
def test_nothing_typed_ever_raises(typed: str) -> None:
    for reading in (read_number(typed), read_duration(typed)):
        assert (reading.value is not None) == (reading.certainty is Certainty.CLEAR)
        assert bool(reading.offers) == (reading.certainty is Certainty.ASK)
        assert reading.words is None or reading.words.id in WORDS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(
            ("€", "euro"),
            ("EUR", "€"),
            ("companies", "Companies"),
            ("company", "companies"),
            ("Unternehmen", "companies"),
        ),
        *(("%", "Prozent"), ("days", "Tage"), ("d", "days"), ("working days", "days"), ("new members", "members")),
    ],
)
def test_the_same_unit_is_known_in_other_words(one: str, other: str) -> None:
    assert same_unit(one, other)
    assert same_unit(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("€", "%"), ("days", "weeks"), ("companies", "members"), ("", "€"), ("", "")]
)
def test_other_units_are_other_units(one: str, other: str) -> None:
    assert not same_unit(one, other)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        *(("10", 10), ("10 days", 10), ("10 working days", 10), ("10 Arbeitstage", 10), ("10d", 10)),
        ("1,5 Tage", 2),
        *(("2 weeks", 10), ("zwei Wochen", 10), ("2 semaines", 10), ("dos semanas", 10), ("due settimane", 10)),
        *(("2 tygodnie", 10), ("أسبوعين", 10), ("2w", 10), ("1 month", 20), ("half a day", 1)),
        ("ein halber Tag", 1),
        *(("1h30", 1), ("90 min", 1), ("16 hours", 2), ("1 week and 2 days", 7), ("2 Wochen und 3 Tage", 13)),
    ],
)
def test_a_length_of_time_is_read_in_working_days(typed: str, days: int) -> None:
    reading = read_duration(typed)
    assert reading.value is not None, reading
    assert reading.value.whole_days == days


@pytest.mark.parametrize(
    ("typed", "days"), [("3-5 days", [3, 5]), ("about 2 weeks", [10]), ("2 bis 3 Wochen", [10, 15])]
)
def test_a_rough_length_of_time_is_asked_for(typed: str, days: list[int]) -> None:
    assert [duration.whole_days for duration in read_duration(typed).offers] == days


@pytest.mark.parametrize("typed", ["", "soon", "20 companies", "2 Mio Tage", "until June"])
def test_what_is_no_length_of_time_is_refused(typed: str) -> None:
    assert read_duration(typed).certainty is Certainty.REFUSED


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("a week", 1, "week"),
        ("miesiąc", 1, "month"),
        ("شهر", 1, "month"),
        ("يوم واحد", 1, "day"),
        ("أسبوعان", 2, "week"),
        ("a fortnight", 2, "week"),
        ("une demi-journée", 0.5, "day"),
        ("mezza giornata", 0.5, "day"),
        ("a day and a half", 1.5, "day"),
        ("two and a half weeks", 2.5, "week"),
        ("anderthalb Tage", 1.5, "day"),
        ("un jour et demi", 1.5, "day"),
        ("un día y medio", 1.5, "day"),
        ("un giorno e mezzo", 1.5, "day"),
        ("półtora dnia", 1.5, "day"),
        ("يوم ونصف", 1.5, "day"),
        ("10 PT", 10, "day"),
        ("10 man-days", 10, "day"),
    ],
)
def test_one_unit_and_halves_are_lengths_of_time(text: str, amount: float, unit: str) -> None:
    assert read_duration(text).value == Duration(amount, unit)


@pytest.mark.parametrize(("text", "value"), [("zweitausend", 2_000), ("dreihundert", 300), ("zwanzigtausend", 20_000)])
def test_german_numbers_in_one_word_are_read(text: str, value: int) -> None:
    assert read_number(text).value == Quantity(value)
