"""What nothing is learned from is asked as it was written, and its figures hold."""

import json
from pathlib import Path

import pytest

from knowledge.engine import Engine
from knowledge.library.languages import LANGUAGES
from knowledge.tuning.held_out import Kept, keep, keywords, lines, mistyped
from knowledge.tuning.question_sets import load_held_out, load_out_of_scope, load_questions, load_several, load_threads


@pytest.fixture(scope="module")
def kept(engine: Engine) -> Kept:
    return keep(engine, load_held_out())


def test_nothing_held_out_is_learned_from() -> None:
    held = load_held_out()
    asked = [*held.inside, *held.outside, *(each for written in held.written.values() for each in written)]
    texts = {each.text for each in asked} | {text for text, _ in held.several} | {each.text for each in held.threads}
    learned = [each.text for language in LANGUAGES for each in load_questions(language)]
    learned += [each.text for each in load_out_of_scope()] + [text for text, _ in load_several()]
    assert texts & set(learned) == set()
    assert {(e.after, e.text) for e in held.threads} & {(e.after, e.text) for e in load_threads()} == set()


def test_every_article_of_a_question_held_out_is_there(engine: Engine) -> None:
    held = load_held_out()
    alone = [*held.inside, *(each for written in held.written.values() for each in written)]
    named = {id for each in alone for id in each.right} | {id for _, ids in held.several for id in ids}
    named |= {id for each in held.threads for id in (each.after, each.right)}
    assert named - set(engine.library.articles) == set()


@pytest.mark.parametrize(
    ("kind", "at_least"),
    [
        ("English", 0.97),
        ("six other languages", 0.97),
        ("English, keywords only", 0.93),
        ("English, mistyped", 0.95),
        ("English, written as keywords", 0.93),
        ("English, written with typing errors", 0.95),
    ],
)
def test_questions_held_out_are_served(kept: Kept, kind: str, at_least: float) -> None:
    _, first, served, wrong = kept.questions[kind]
    assert (first >= 0.94, served >= at_least, wrong <= 0.015) == (True, True, True)


def test_every_question_of_most_messages_is_served(kept: Kept) -> None:
    messages, served = kept.several
    assert served >= 0.8 * messages


def test_most_follow_ups_find_their_article_first(kept: Kept) -> None:
    messages, first = kept.threads
    assert first >= 0.85 * messages


def test_near_misses_held_out_are_not_answered(kept: Kept) -> None:
    assert kept.near[1] <= 0.02


def test_keywords_are_what_carries_the_topic() -> None:
    assert keywords("how do we get a gold label?") == "gold label"
    assert keywords("what is it") == "what is it"


def test_a_word_is_mistyped_the_same_way_each_time() -> None:
    wrong = mistyped("a Question of statutes")
    assert wrong == mistyped("a Question of statutes")
    assert wrong != "a question of statutes"
    assert sorted(wrong) == sorted("a question of statutes")
    assert mistyped("is it us") == "is it us"


def test_the_figures_are_told_in_words(engine: Engine, tmp_path: Path) -> None:
    rows = [
        {"q": "what is a RACI matrix", "language": "en", "article": "raci-matrix"},
        {"q": "rain tomorrow in Rome", "kind": "near"},
        {"q": "raci? swot?", "articles": ["raci-matrix", "swot-analysis"]},
        {"after": "raci-matrix", "q": "and who is accountable?", "article": "raci-matrix"},
    ]
    (tmp_path / "held_out.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    told = list(lines(keep(engine, load_held_out(tmp_path))))
    assert told[0] == "English: 1 questions, right first 100.0%, served 100.0%, wrong 0.0%"
    assert told[-3:] == [
        "near misses: 1, answered 0.0%",
        "several questions: every one served in 1 of 1 messages",
        "follow-ups: article first in 1 of 1",
    ]
