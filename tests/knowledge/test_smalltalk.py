"""Short talk is recognised in seven languages, and only when the whole message is short talk."""

import pytest

from knowledge.library.languages import LANGUAGES
from knowledge.search.smalltalk import small_talk
from knowledge.tuning.question_sets import load_out_of_scope, load_questions, load_short_talk


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello!", ("greeting", "en")),
        ("hellooo", ("greeting", "en")),
        ("Merci beaucoup !", ("thanks", "fr")),
        ("Danke, tschüss", ("bye", "de")),
        ("¿Qué puedes hacer?", ("help", "es")),
        ("basta così", ("stop", "it")),
        ("powiedz mi więcej", ("more", "pl")),
        ("شكراً جزيلاً", ("thanks", "ar")),
        ("hello, can you help me please?", ("help", "en")),
        ("thanks for your help", ("thanks", "en")),
        ("👍", ("thanks", "en")),
    ],
)
def test_short_talk_is_recognised(text: str, expected: tuple[str, str]) -> None:
    assert small_talk(text) == expected


@pytest.mark.parametrize(
    "text", ["hello, how do I write a RACI?", "thanks, and what does it cost?", "🍕", "stop losing members"]
)
def test_a_question_with_polite_words_is_no_short_talk(text: str) -> None:
    assert small_talk(text) is None


def test_nearly_all_short_talk_of_the_set_is_recognised() -> None:
    asked = load_short_talk()
    right = sum((found := small_talk(text)) is not None and found[0] == kind for text, kind in asked)
    assert right >= 0.97 * len(asked)


def test_no_question_of_the_sets_is_taken_for_short_talk() -> None:
    asked = [each for language in LANGUAGES for each in load_questions(language)]
    assert [each.text for each in asked if small_talk(each.text)] == []
    assert sum(small_talk(each.text) is not None for each in load_out_of_scope()) <= 3
