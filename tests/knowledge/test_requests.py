"""Requests about one's own work are told from questions, in seven languages."""

import pytest

from knowledge.library.languages import LANGUAGES
from knowledge.search.requests import KINDS, NONE, may_name_a_day, read_request
from knowledge.tuning.question_sets import load_out_of_scope, load_questions, load_requests, load_starts

TAKEN, REACHED, FALSELY = 0.6, 0.8, 0.01
"""Shares of the held-out requests that are taken at once, and at least offered, and of questions taken for one."""
WISHES, MEANT = 0.8, 0.65
"""Shares of the held-out wishes to start a dialogue that are told from questions, and offered the one meant."""


def test_there_are_enough_examples_of_every_kind_in_every_language() -> None:
    rows = load_requests()
    for kind in KINDS:
        for language in LANGUAGES:
            least = 20 if language == "en" else 9
            assert sum(row[1:] == (kind, language) for row in rows) >= least or kind in ("yes", "no"), (kind, language)


def test_requests_nobody_learned_from_are_understood() -> None:
    held = [row for row in load_requests("requests_held_out") if row[1] not in (NONE, "start")]
    read = [(read_request(text), kind) for text, kind, _ in held]
    assert sum(found is not None and found.sure and found.kind == kind for found, kind in read) >= TAKEN * len(held)
    assert sum(found is not None and kind in (found.kind, *found.others) for found, kind in read) >= REACHED * len(held)


def test_wishes_nobody_learned_from_are_offered_the_dialogue_that_is_meant() -> None:
    held = load_starts("requests_held_out")
    read = [(read_request(text), dialogue) for text, dialogue, _ in held]
    assert sum(found is not None and "start" in (found.kind, *found.others) for found, _ in read) >= WISHES * len(held)
    assert sum(found is not None and dialogue in found.dialogues[:3] for found, dialogue in read) >= MEANT * len(held)


def test_there_are_enough_wishes_for_each_dialogue_in_every_language() -> None:
    rows = load_starts()
    for dialogue in {dialogue for _, dialogue, _ in rows}:
        for language in LANGUAGES:
            assert sum(row[1:] == (dialogue, language) for row in rows) >= 12, (dialogue, language)


def test_questions_nobody_learned_from_are_no_requests() -> None:
    held = [text for text, kind, _ in load_requests("requests_held_out") if kind == NONE]
    assert [text for text in held if (found := read_request(text)) and found.sure] == []


def test_questions_about_clusters_do_not_become_requests() -> None:
    asked = [each for language in LANGUAGES for each in load_questions(language)] + load_out_of_scope()
    taken = [each.text for each in asked if (found := read_request(each.text)) and found.sure]
    assert len(taken) <= FALSELY * len(asked), taken


@pytest.mark.parametrize(
    "text", ["reminders off", "Reminders off!", "please turn the reminders off", "stop the reminders"]
)
def test_what_may_change_something_is_exact_only_word_for_word(text: str) -> None:
    found = read_request(text)
    assert found is not None
    assert found.kind == "reminders-off"
    assert found.exact is (text != "please turn the reminders off")


@pytest.mark.parametrize(
    ("text", "when", "whose"),
    [
        ("what do i have to do this week", "week", "mine"),
        ("what is due for everybody next week", "next-week", "all"),
        ("was ist heute fällig", "today", ""),
        ("ما المستحق اليوم", "today", ""),
        ("cosa è in ritardo", "late", ""),
    ],
)
def test_words_say_when_and_whose(text: str, when: str, whose: str) -> None:
    found = read_request(text)
    assert found is not None
    assert (found.kind, found.when, found.whose) == ("due", when, whose)


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("please move the coaching session to next Friday at noon", True),
        ("wir haben Coaching am nächsten Dienstag", True),
        ("what is a RACI matrix?", False),
        ("how do I win the members' trust?", False),
        ("what makes a good mission statement, and who signs it next Friday?", False),
    ],
)
def test_days_are_looked_for_only_where_a_request_may_hold_one(text: str, may: bool) -> None:
    assert may_name_a_day(text) is may
