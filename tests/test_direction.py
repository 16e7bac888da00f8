"""Names written from the other side stay whole in a sentence, and nothing of them reaches out of their place."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.messages.direction import isolated, without_isolates
from bot.chat.messages.voice import voice

CONTROLS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize("text", ["Call", "Call ACME (2027)", "Łódź 12 %", "Ελλάδα", "日本", "", "14:00"])
def test_what_runs_as_the_sentence_stays_as_it_is(text: str) -> None:
    assert isolated(text) == text


@pytest.mark.parametrize("text", ["أرسل ACME (2027)", "שלום", "ACME أرسل", "١٢"])
def test_what_runs_the_other_way_is_kept_together(text: str) -> None:
    assert isolated(text) == f"\u2068{text}\u2069"
    assert without_isolates(isolated(text)) == text


@pytest.mark.parametrize("text", ["evil\u202e", "\u2069out", "\u2066open", "a\u202cb", "\u2067x\u202c"])
def test_what_would_reach_out_of_a_name_is_left_out(text: str) -> None:
    assert not CONTROLS & set(isolated(text))


@pytest.mark.parametrize("text", ["ACME", "ACME أرسل", "14"])
def test_in_a_sentence_from_the_right_latin_names_are_kept_together(text: str) -> None:
    assert isolated(text, right_to_left=True) == f"\u2068{text}\u2069"


def test_a_chain_of_names_keeps_its_order_and_a_long_one_its_ends() -> None:
    speaker = voice("en", "UTC")
    assert speaker.chain(["A", "اتصل", "C"]) == "A → \u2068اتصل\u2069 → C"
    assert speaker.chain([str(n) for n in range(200)]) == "0 → 1 → 2 → 3 → 4 → 5 → … (193 more) … → 199"


def test_many_names_are_told_by_the_first_three() -> None:
    speaker = voice("en", "UTC")
    assert speaker.listed([]) == ""
    assert speaker.listed(["A"]) == "“A”"
    assert speaker.listed(["A", "B", "C"]) == "“A”, “B” and “C”"
    assert speaker.listed([f"A{n}" for n in range(62)]) == "“A0”, “A1”, “A2” and 59 more"


@given(st.text(max_size=12), st.booleans())
def test_nothing_in_a_name_changes_the_direction_of_what_follows(text: str, from_the_right: bool) -> None:
    for line in isolated(text, right_to_left=from_the_right).split("\n"):
        open_ = []
        for character in line:
            if unicodedata.bidirectional(character) in ("LRI", "RLI", "FSI"):
                open_.append("\u2069")
            elif unicodedata.bidirectional(character) in ("LRE", "RLE", "LRO", "RLO"):
                open_.append("\u202c")
            elif character in ("\u2069", "\u202c"):
                assert open_.pop() == character
        assert not open_
