"""Text becomes words, stems and n-grams in the same way for articles and questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.conversation import is_follow_up, questions_in
from knowledge.glossary import synonyms
from knowledge.text import MAX_CHARACTERS, bigrams, fold, grams, sentences, stem, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Members' needs, the cluster's plan", ["members", "needs", "the", "cluster", "plan"]),
        ("We don't know", ["we", "dont", "know"]),
        ("l'azienda e-mail", ["l", "azienda", "e", "mail"]),
        ("snake_case 25%", ["snake", "case", "25"]),
        ("مَرحَباً بكم", ["مرحبا", "بكم"]),
        ("sooooo", ["soo"]),
    ],
)
def test_words_are_cut_where_people_expect(text: str, expected: list[str]) -> None:
    assert list(words(text)) == expected


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("größe", "grosse"), ("działań", "dzialan"), ("أهداف", "اهداف"), ("١٢", "12")],
)
def test_accents_and_letter_variants_are_folded(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_endings_do_not_matter() -> None:
    assert stem("organisations", "en") == stem("organisation", "en")
    assert stem("Mitglieder".lower(), "de") == stem("mitgliedern", "de")


def test_grams_mark_the_ends_of_a_word() -> None:
    assert grams("plan") == ("_pl", "pla", "lan", "an_", "_pla", "plan", "lan_")


def test_pairs_keep_their_order() -> None:
    assert bigrams(["a", "b", "c"]) == ["a b", "b c"]


def test_short_scraps_are_no_sentences() -> None:
    assert sentences("One two three. Yes.\n\n- four five six") == ["One two three.", "- four five six"]


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    for word in words(text):
        assert fold(fold(word)) == fold(word)


@given(st.text(min_size=1, max_size=3), st.integers(MAX_CHARACTERS, 3 * MAX_CHARACTERS))
def test_long_text_is_read_to_a_limit(text: str, length: int) -> None:
    assert sum(map(len, words((text + " ") * length))) <= 18 * MAX_CHARACTERS


def test_an_abbreviation_brings_its_words() -> None:
    assert {stem(word, "en") for word in ("work", "breakdown", "structure")} <= set(synonyms(["wbs"]))


def test_words_bring_their_abbreviation() -> None:
    spelt = [stem(word, "en") for word in ("our", "business", "model", "canvas")]
    assert "bmc" in synonyms(spelt)


def test_synonyms_do_not_repeat_the_question() -> None:
    assert synonyms(["sme"]) != []
    assert "sme" not in synonyms(["sme", "kmu"])


@pytest.mark.parametrize(
    "text", ["and who signs it?", "what about the deadline", "und wie lange?", "how long?", "ماذا عن الموعد؟"]
)
def test_what_goes_on_from_before_is_a_follow_up(text: str) -> None:
    assert is_follow_up(text)


@pytest.mark.parametrize(
    "text", ["", "What is a SWOT analysis?", "how do we find money for green projects", "who won the world cup final"]
)
def test_what_stands_by_itself_is_no_follow_up(text: str) -> None:
    assert not is_follow_up(text)


def test_questions_side_by_side_are_told_apart() -> None:
    assert questions_in("What is a RACI? And how long is a session?") == [
        "What is a RACI?",
        "And how long is a session?",
    ]
    assert questions_in("what is a RACI and how long is a session") == ["what is a RACI", "how long is a session"]


def test_a_part_that_points_back_stays_with_its_question() -> None:
    text = "What is a RACI matrix and how do I fill it in?"
    assert questions_in(text) == [text]


def test_many_sentences_are_one_question() -> None:
    text = "one two three? " * 6
    assert questions_in(text) == [text]
