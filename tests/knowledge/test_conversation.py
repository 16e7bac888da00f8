"""What the wording of a message tells: follow-ups, and places where another question may begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.engine import Engine
from knowledge.library.languages import LANGUAGES
from knowledge.search.conversation import (
    LONGEST_FOLLOW_UP,
    MOST_PIECES,
    Cues,
    cues,
    may_go_on,
    pieces,
    without_list_marks,
)


def begins(message: str, language: str = "en") -> list[str]:
    """The pieces of a message as texts."""
    starts = [piece.start for piece in pieces(message, language)]  # type: ignore[arg-type]
    return [message[a:b].strip() for a, b in zip(starts, [*starts[1:], len(message)], strict=True)]


def signs(engine: Engine, message: str) -> Cues:
    """The cues of a message in the language that the engine takes it for."""
    return cues(message, engine.ask(message).language)


def test_a_short_message_may_go_on_from_the_one_before() -> None:
    assert may_go_on("and who signs it?")
    assert not may_go_on("")
    assert not may_go_on("word " * (LONGEST_FOLLOW_UP + 1))


@pytest.mark.parametrize("text", ["and who signs it", "und wie lange", "et pour les petites", "ماذا عن الموعد؟"])
def test_a_message_that_opens_with_and_goes_on(engine: Engine, text: str) -> None:
    assert signs(engine, text).opens


def test_and_of_one_language_opens_nothing_in_another() -> None:
    assert cues("i co dalej", "pl").opens
    assert not cues("i need a coach", "en").opens
    assert cues("and wie lange", "de").opens  # English is mixed into all


@pytest.mark.parametrize(
    "text", ["can they see it", "wozu braucht man das", "et celui des petites", "czy to jest dobre"]
)
def test_a_word_for_something_said_before_refers_back(engine: Engine, text: str) -> None:
    assert signs(engine, text).refers


@pytest.mark.parametrize("text", ["ok. other thing: the fees", "neue frage: die Beiträge", "otra pregunta, las cuotas"])
def test_another_topic_is_announced(engine: Engine, text: str) -> None:
    assert signs(engine, text).leaves
    assert not cues("the fees").leaves


def test_a_bare_question_word_asks_about_what_was_said() -> None:
    assert cues("why?").asks_only
    assert not cues("why should members pay").asks_only


def test_the_fewer_words_of_its_own_topic_the_more_a_message_needs_the_last() -> None:
    assert cues("and it?").few == 1
    assert 0 < cues("steps and examples").few < 1
    assert cues("newsletters websites brochures posters videos podcasts").few == 0


def test_each_question_is_a_piece() -> None:
    assert begins("What is a RACI? And how long is a session?") == ["What is a RACI?", "And how long is a session?"]


def test_clauses_joined_by_and_are_pieces() -> None:
    assert begins("what is a RACI and how long is a session") == ["what is a RACI", "and how long is a session"]


def test_the_points_of_a_list_are_pieces() -> None:
    message = "hello!\n1) the board of our cluster\n2) fees of small members"
    assert begins(message) == ["hello!\n1) the board of our cluster\n2)", "fees of small members"]


def test_a_greeting_is_no_piece() -> None:
    assert begins("Good morning! What is a RACI?") == ["Good morning! What is a RACI?"]


def test_words_without_a_topic_open_the_next_piece() -> None:
    assert begins("what do you remember about me and how do i delete the data") == [
        "what do you remember about me",
        "and how do i delete the data",
    ]


def test_and_is_understood_in_the_language_of_the_message() -> None:
    assert len(begins("wie hoch ist der Beitrag und wer leitet die Versammlung", "de")) == 2
    assert len(begins("i need a coach", "en")) == 1


def test_a_story_of_many_sentences_is_one_piece() -> None:
    assert len(begins("the members complain. " * (MOST_PIECES + 1))) == 1


@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_pieces_begin_at_the_start_and_in_order(text: str, language: str) -> None:
    starts = [piece.start for piece in pieces(text, language)]  # type: ignore[arg-type]
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert all(start < max(1, len(text)) for start in starts)


def asked(engine: Engine, message: str) -> list[str]:
    """The best article for each question of a message."""
    result = engine.ask(message)
    return [part.articles[0].id for part in result.parts or (result,)]


@pytest.mark.parametrize(
    ("message", "articles"),
    [
        ("What is a RACI matrix? And how long is a coaching session?", ["raci-matrix", "coaching-session"]),
        ("please explain a pestel / what is clusterxchange", ["pestel-analysis", "clusterxchange"]),
        ("was ist ein Cluster? und wie hoch sollen die Mitgliedsbeiträge sein?", None),
        ("1) how to do a swot\n2) which membership fee is fair\n3) what is a goal tree", None),
    ],
)
def test_questions_in_one_message_are_told_apart(engine: Engine, message: str, articles: list[str] | None) -> None:
    found = asked(engine, message)
    assert found == articles if articles else len(found) > 1


def test_every_part_tells_its_words(engine: Engine) -> None:
    message = "What is a RACI matrix? And how long is a coaching session?"
    parts = engine.ask(message).parts
    assert [part.asked for part in parts] == ["What is a RACI matrix?", "And how long is a coaching session?"]


@pytest.mark.parametrize(
    "message",
    [
        "What is a RACI matrix and how do I fill it in?",
        "Our members do not come any more. We tried everything. What can we do about it?",
        "political, economic, social... what goes under which letter?",
    ],
)
def test_a_single_question_stays_whole(engine: Engine, message: str) -> None:
    assert engine.ask(message).parts == ()


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        (
            "how many members should a cluster have how do we find them and what do they pay",
            {"attracting-members", "membership-fees"},
        ),
        ("what is a cluster who pays for it and how do we start one", {"what-is-a-cluster-organisation"}),
        (
            "how do we find new members what should they pay and who decides",
            {"attracting-members", "governance-structure"},
        ),
    ],
)
def test_several_questions_that_are_not_told_apart_are_offered_by_their_topics(
    engine: Engine, text: str, topics: set[str]
) -> None:
    result = engine.ask(text)
    assert result.outcome == "suggest"
    assert topics <= {article.id for article in result.articles[:3]}


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("  1. who signs it? 2.", "who signs it?"),
        ("- how long \n b) ", "how long"),
        ("step 1. then 2", "step 1. then 2"),
        ("plan b)", "plan"),
        ("1.", "1."),
        (" * ", ""),
        ("", ""),
    ],
)
def test_list_marks_before_and_behind_a_part_are_left_out(text: str, bare: str) -> None:
    assert without_list_marks(text) == bare
