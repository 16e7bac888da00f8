"""Questions: kept with their outcome, rated, handed over once."""

import pytest

from bot.store import NotFoundError, Scope, Store, Tx, questions
from tests.store.sample import DAY, NOW, build


def ask(tx: Tx, scope: Scope, id: str, outcome: str = "answer", thread: str = "t1", day: int = 0) -> None:
    questions.add(
        tx,
        scope,
        id=id,
        text=f"What about {id}?",
        language="en",
        outcome=outcome,
        articles=[("smart-goals", 0.9), ("raci", 0.2)],
        thread=thread,
        now=NOW + day * DAY,
    )


async def test_a_question_is_kept_with_its_outcome(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        ask(tx, house.ana.scope, "q")
        found = questions.get(tx, house.ben.scope, "q")
        assert found is not None
        assert (found.person, found.outcome, found.articles) == (
            "ana",
            "answer",
            [("smart-goals", 0.9), ("raci", 0.2)],
        )


async def test_the_last_questions_of_a_thread_come_first(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        for day, id in enumerate(("first", "second", "third")):
            ask(tx, house.ana.scope, id, day=day)
        ask(tx, house.ana.scope, "elsewhere", thread="t2", day=9)
        recent = questions.recent_in_thread(tx, house.ana.scope, "t1", 2)
        assert [q.id for q in recent] == ["third", "second"]


async def test_a_rating_is_kept_with_its_question(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        ask(tx, house.ana.scope, "fine")
        ask(tx, house.ana.scope, "unhelpful")
        assert questions.rate(tx, house.ana.scope, "unhelpful", False, NOW)
        assert questions.rate(tx, house.ana.scope, "fine", True, NOW)
        assert not questions.rate(tx, house.ana.scope, "nothing", True, NOW)
        rated = [questions.get(tx, house.ana.scope, id) for id in ("fine", "unhelpful")]
    assert [question.helpful for question in rated if question] == [True, False]


async def test_what_was_said_of_other_articles_does_not_tell_of_the_one_chosen(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        for id, outcome in (("none-of-these", "suggest"), ("another", "answer"), ("the-same", "answer")):
            ask(tx, house.ana.scope, id, outcome=outcome)
            questions.rate(tx, house.ana.scope, id, False, NOW)
            chosen = "smart-goals" if id == "the-same" else "raci"
            assert questions.chosen(tx, house.ana.scope, id, chosen, NOW)
        found = [questions.get(tx, house.ana.scope, id) for id in ("none-of-these", "another", "the-same")]
    assert [question.helpful for question in found if question] == [None, None, False]


async def test_a_question_is_handed_over_once(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        ask(tx, house.ana.scope, "q")
        assert questions.hand_over(tx, house.ana.scope, "q", house.north_coach.id, NOW)
        assert not questions.hand_over(tx, house.ana.scope, "q", house.ben.id, NOW)
        handed = questions.get(tx, house.north_coach.scope, "q")
        assert handed is not None
        assert handed.handed_to == house.north_coach.id


async def test_a_question_is_not_handed_to_somebody_outside(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        ask(tx, house.ana.scope, "q")
        for outsider in (house.sol.id, house.south_coach.id, "nobody"):
            with pytest.raises(NotFoundError):
                questions.hand_over(tx, house.ana.scope, "q", outsider, NOW)


async def test_a_coach_sees_their_own_questions_and_not_the_clusters(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        ask(tx, house.ana.scope, "theirs")
        ask(tx, house.north_coach.scope, "own")
        assert questions.get(tx, house.north_coach.scope, "theirs") is None
        assert questions.get(tx, house.north_for_coach, "theirs") is None
        assert questions.get(tx, house.north_coach.scope, "own") is not None
        assert questions.get(tx, house.south_coach.scope, "own") is None
