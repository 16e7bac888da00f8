"""Questions alike come together, those that only look alike do not."""

from itertools import combinations
from pathlib import Path
from typing import get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.articles import ARTICLES, load_articles
from knowledge.library.languages import Language
from knowledge.tuning.grouping import ALIKE, Asked, Usage, group, says_something, usage, vector

ALIKE_BY_HAND: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("alike.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def field() -> Usage:
    """How common words are in the phrasings of the packaged articles."""
    return usage((text, "en") for article in load_articles(ARTICLES).articles.values() for text in article.phrasings)


def asked(*texts: str) -> list[Asked]:
    return [Asked(f"q{number}", text) for number, text in enumerate(texts)]


def language(name: str) -> Language:
    return "de" if name.startswith("de-") else "en"


def test_the_groups_made_by_hand_are_found(field: Usage) -> None:
    questions = [
        Asked(f"{name}/{number}", text, language(name))
        for name, wordings in ALIKE_BY_HAND.items()
        for number, text in enumerate(wordings)
    ]
    found = group(questions, field)
    mixed = [alike for alike in found if len({id.split("/")[0] for id in alike.ids}) > 1]
    assert len(mixed) <= 1
    assert len(found) <= 1.3 * len(ALIKE_BY_HAND)


def test_the_threshold_lies_where_wordings_fall_into_their_groups_best(field: Usage) -> None:
    vectors = [
        (name, vector(text, language(name), field)) for name, wordings in ALIKE_BY_HAND.items() for text in wordings
    ]
    pairs = [
        (sum(amount * other.get(term, 0.0) for term, amount in one.items()), name == same)
        for (name, one), (same, other) in combinations(vectors, 2)
    ]

    def fit(threshold: float) -> float:
        """F with half the weight on finding: a wrong group misleads, a split one costs a press more."""
        right = sum(like >= threshold and same for like, same in pairs)
        taken = sum(like >= threshold for like, _ in pairs)
        wanted = sum(same for _, same in pairs)
        return 1.25 * right / (0.25 * wanted + taken)

    fits = {threshold: fit(threshold) for threshold in (n / 100 for n in range(20, 80, 2))}
    best = [threshold for threshold, found in fits.items() if found >= max(fits.values()) - 0.01]
    assert min(best) <= ALIKE <= max(best)


def test_questions_that_share_only_words_of_the_field_stay_apart(field: Usage) -> None:
    questions = asked(
        "how much should a member pay", "how to get new members", "passive members", "who is a key member"
    )
    assert len(group(questions, field)) == 4


def test_the_same_question_in_other_spelling_is_one() -> None:
    (found,) = group(asked("VAT on fees?", "vat on fees", "VAT on  fees!"))
    assert (len(found.wordings), len(found.ids)) == (1, 3)


def test_a_typing_error_does_not_make_a_new_group() -> None:
    assert len(group(asked("insurance for our conference", "insurence for our confrence"))) == 1


def test_what_is_asked_most_comes_first() -> None:
    found = group(asked("visa for Japan", "salary of a manager", "salary of managers", "what salary for a manager"))
    assert [len(alike.ids) for alike in found] == [3, 1]


def test_of_groups_asked_as_often_the_one_asked_last_comes_first() -> None:
    found = group(
        [Asked("a", "visa for Japan", at=1.0), Asked("b", "zebra stripes", at=3.0), Asked("c", "parking", at=2.0)]
    )
    assert [alike.wordings[0] for alike in found] == ["zebra stripes", "parking", "visa for Japan"]


@pytest.mark.parametrize("text", ["?", "''", "x", "🙂🙂", "**", "", " 5 ", "#️⃣"])
def test_one_character_punctuation_and_emoji_ask_for_nothing(text: str) -> None:
    assert not says_something(text)


@pytest.mark.parametrize("text", ["IP", "会员", "5%?0", "عضو", "raci?"])
def test_two_letters_may_be_a_question(text: str) -> None:
    assert says_something(text)


def test_questions_without_any_word_stand_alone_and_nothing_fails() -> None:
    assert len(group(asked("???", "🙂", ""))) == 3


_texts = st.lists(
    st.sampled_from([text for wordings in ALIKE_BY_HAND.values() for text in wordings]) | st.text(max_size=30),
    max_size=25,
)


@given(_texts, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order_of_the_questions(texts: list[str], random: st.randoms) -> None:  # type: ignore[valid-type]
    questions = asked(*texts)
    shuffled = questions.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert group(shuffled) == group(questions)


@given(_texts, st.sampled_from(get_args(Language)))
def test_every_question_is_in_exactly_one_group(texts: list[str], spoken: Language) -> None:
    questions = [Asked(str(number), text, spoken) for number, text in enumerate(texts)]
    grouped = [id for alike in group(questions) for id in alike.ids]
    assert sorted(grouped) == sorted(question.id for question in questions)
