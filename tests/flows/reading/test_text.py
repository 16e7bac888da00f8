"""Typed text made comparable, pasted lists and rows of spreadsheets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.reading.lists import is_table, split_lines, split_rows
from flows.reading.text import straight, unquoted, visible, without_bullet


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("Jose\u0301 Nu\u0301n\u0303ez", "José Núñez"),
        ("\u200eAnna\u200b \ufeffSample\u00ad", "Anna Sample"),
        ("Anna\u00a0\u2009 Sample", "Anna Sample"),
        ("a\r\nb\u2028c", "a\nb\nc"),
        ("☑\ufe0f yes", "☑ yes"),
    ],
)
def test_only_what_is_seen_counts(typed: str, seen: str) -> None:
    assert visible(typed) == seen


def test_there_is_one_kind_of_hyphen_apostrophe_and_quote() -> None:
    assert straight("O’Brien – “Müller‑Lüdenscheid” ʼs «x»") == 'O\'Brien - "Müller-Lüdenscheid" \'s "x"'


@pytest.mark.parametrize("typed", ["“Anna”", "«Anna»", "„Anna“", "'Anna'", "*Anna*", "_Anna_", " “ Anna ” "])
def test_quotes_round_the_whole_do_not_matter(typed: str) -> None:
    assert unquoted(typed) == "Anna"


@pytest.mark.parametrize(
    "line",
    [
        *("• Write", "•Write", "- Write", "-Write", "– Write", "* Write", "+ Write", "1. Write"),
        *("1.Write", "2) Print"),
        *("(3) Write", "a) Write", "(a) Write", "iv) Write", "a. Write", "2.1.3 Write", "1 - Write"),
        *("☐ Check", "[ ] Check"),
        *("[x] Done", "✓ Done", "→ Go", "◦ Write", "· Write", "· • Write", "12. Write", "#3 - Write"),
        "> Write",
    ],
)  # fmt: skip
def test_bullets_numbers_and_boxes_are_no_words(line: str) -> None:
    assert without_bullet(line) in ("Write", "Print", "Check", "Done", "Go")


@pytest.mark.parametrize(
    "line",
    [
        *(
            "3D print a sample",
            "2027 plan",
            "1.5 m of cable",
            "-5 degrees",
            "*bold* words",
            "A. Sample calls",
            "Write 1.",
        ),
        *("10 companies visited", "14:00 Opening", "2-day workshop", "(optional) Write", "1,5 Mio", "100 % green"),
    ],
)
def test_words_that_begin_with_a_figure_stay_whole(line: str) -> None:
    assert without_bullet(line) == line


def test_a_pasted_list_has_one_entry_for_each_line() -> None:
    pasted = "• Call ten companies\n- Invite\r\n1. Write\n2) Print\n☐ Check\n\n---\n31. Dezember: Messe"
    assert split_lines(pasted) == ["Call ten companies", "Invite", "Write", "Print", "Check", "31. Dezember: Messe"]


def test_a_row_of_a_spreadsheet_is_split_into_its_cells() -> None:
    assert is_table("Call Anna\t31.12.2026\tMara")
    assert not is_table("Call Anna")
    assert split_rows("Call Anna\t31.12.2026\tMara\t\nInvite\t\tJonas\n\t\t\n") == [
        ["Call Anna", "31.12.2026", "Mara"],
        ["Invite", "", "Jonas"],
    ]


def test_a_cell_of_several_lines_stays_one_cell() -> None:
    assert split_rows('"Call\nAnna ""A"""\tMara') == [['Call\nAnna "A"', "Mara"]]
    assert split_rows('5" pipe\tMara') == [['5" pipe', "Mara"]]


@settings(deadline=None)
@given(st.text())
def test_nothing_typed_ever_raises(typed: str) -> None:
    assert visible(visible(typed)) == visible(typed)
    assert straight(straight(typed)) == straight(typed)
    assert all(entry for entry in split_lines(typed))
    assert len({len(row) for row in split_rows(typed)}) <= 1


@pytest.mark.parametrize(
    ("pasted", "entries"),
    [
        ("A. Call\nB. Write", ["Call", "Write"]),
        ("i. Call\nii. Write\niii. Meet", ["Call", "Write", "Meet"]),
        ("① Call\n② Write", ["Call", "Write"]),
        ("1\ufe0f\u20e3 Call\n2\ufe0f\u20e3 Write", ["Call", "Write"]),
        ("#1 Call\n#2 Write", ["Call", "Write"]),
        ("o Call\no Write", ["Call", "Write"]),
        ("A. Call\nWrite", ["A. Call", "Write"]),
        ("M. Sample calls\nP. Novak writes", ["M. Sample calls", "P. Novak writes"]),
    ],
)
def test_what_counts_every_line_of_a_list_is_taken_off(pasted: str, entries: list[str]) -> None:
    assert split_lines(pasted) == entries
