"""Text becomes words, stems and n-grams in the same way for articles and questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.library.analysis import MAX_CHARACTERS, bigrams, fold, grams, sentences, stem, words
from knowledge.library.glossary import synonyms


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
