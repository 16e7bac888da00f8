"""The days that a sentence mentions among its other words are found, in seven languages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.mentions import named_in
from flows.reading.moments import read_moment
from flows.reading.stretches import read_stretch

TODAY = date(2026, 11, 23)
"""A Monday."""


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("move the coaching session to 15 March 2027 10:00", "2027-03-15 10:00"),
        ("may I move the session to 15 March 2027, 2 pm?", "2027-03-15 14:00"),
        ("bitte verschiebe das Coaching auf den 15. März 2027 um 10 Uhr, danke", "2027-03-15 10:00"),
        ("déplace la séance au 15 mars 2027 à 10h", "2027-03-15 10:00"),
        ("mueve la sesión al 15 de marzo de 2027 a las 10, por favor", "2027-03-15 10:00"),
        ("sposta la sessione al 15 marzo 2027 alle 10", "2027-03-15 10:00"),
        ("przenieś sesję na 15 marca 2027 10:00", "2027-03-15 10:00"),
        ("انقل الجلسة إلى 15 مارس 2027 الساعة 10", "2027-03-15 10:00"),
        ("session on 2027-03-15T10:00", "2027-03-15 10:00"),
    ],
)
def test_a_moment_is_found_and_clear(text: str, wall: str) -> None:
    (named,) = named_in(text, TODAY)
    reading = read_moment(named, TODAY)
    assert reading.value is not None
    assert f"{reading.value.wall:%Y-%m-%d %H:%M}" == wall


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("remind me on friday", ["on friday"]),
        ("cancel our session on friday please, the boss is sick", ["on friday"]),
        ("move the session of Friday to next Monday at 14:00", ["of Friday", "to next Monday at 14:00"]),
        ("from 12 March 2027 to 15 March 2027 10:00", ["from 12 March 2027", "to 15 March 2027 10:00"]),
        ("auf Freitag verschieben", ["Freitag"]),
        ("reporte à vendredi", ["à vendredi"]),
        ("move it to 31 February 2027 10:00", ["to 31 February 2027 10:00"]),
        ("may I do so", []),
        ("que faire en mai", []),
        ("I am done with 3 actions", []),
        ("what is due", []),
    ],
)
def test_what_names_a_day_is_found_and_nothing_else(text: str, named: list[str]) -> None:
    assert list(named_in(text, TODAY)) == named


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    parts = named_in(text, TODAY)
    assert all(part.split() for part in parts)
    read_stretch(text, TODAY)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("I am away from 21 December 2026 to 3 January 2027", "2026-12-21", "2027-01-03"),
        ("ich bin vom 21. bis 28. Dezember 2026 weg", "2026-12-21", "2026-12-28"),
        ("je suis absente du 21 au 28 décembre 2026", "2026-12-21", "2026-12-28"),
        ("estoy fuera del 21 al 28 de diciembre de 2026", "2026-12-21", "2026-12-28"),
        ("sono via dal 21 dicembre 2026 al 3 gennaio 2027", "2026-12-21", "2027-01-03"),
        ("jestem na urlopie od 21.12.2026 do 3.1.2027", "2026-12-21", "2027-01-03"),
        ("أنا في إجازة من 21 ديسمبر 2026 إلى 3 يناير 2027", "2026-12-21", "2027-01-03"),
        ("pause until 15 January 2027", "2026-11-23", "2027-01-15"),
        ("Erinnerungen pausieren bis 3.1.2027", "2026-11-23", "2027-01-03"),
        ("away on 3 January 2027", "2027-01-03", "2027-01-03"),
    ],
)
def test_two_clear_days_are_a_clear_stretch(text: str, first: str, last: str) -> None:
    assert read_stretch(text, TODAY).value == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("pause reminders until 3 January", "2026-11-23", "2027-01-03"),
        ("no reminders next week please", "2026-11-30", "2026-12-04"),
        ("ich bin nächste Woche im Urlaub", "2026-11-30", "2026-12-04"),
        ("merci de suspendre les rappels pendant deux semaines", "2026-11-23", "2026-12-07"),
        ("sospendi i promemoria fino a lunedì", "2026-11-23", "2026-11-30"),
        ("jestem na urlopie do 10 stycznia", "2026-11-23", "2027-01-10"),
        ("away from 3 to 14 august", "2027-08-03", "2027-08-14"),
        ("away tomorrow", "2026-11-24", "2026-11-24"),
        ("estoy fuera del 21 al 28 de diciembre", "2026-12-21", "2026-12-28"),
        ("من فضلك أوقف التذكيرات أسبوعين", "2026-11-23", "2026-12-07"),
    ],
)
def test_what_is_relative_or_half_is_asked(text: str, first: str, last: str) -> None:
    reading = read_stretch(text, TODAY)
    assert reading.value is None
    assert reading.offers[0] == (date.fromisoformat(first), date.fromisoformat(last))
