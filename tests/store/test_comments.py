"""Feedback of coaches: seen by nobody else until it is sent back, answered, and readable whatever is removed."""

import pytest
from sqlalchemy import delete

from bot.store import NotFoundError, Role, Scope, Store, Tx, comments, documents, extensions, feedback
from bot.store.comments import Comment, Kind, Place
from bot.store.feedback import HandInState
from bot.store.tables import coach_grants
from tests.store.sample import DAY, NOW, House, add, build, draft
from tests.store.test_sessions import put as put_session

PLACE = Place(("actions", "actions", "a1"), "Recruit auditors")


def handed_in(tx: Tx, house: House, id: str = "plan") -> None:
    """A plan of the north cluster, as its first version."""
    draft(tx, house.ana.scope, id)
    documents.submit(tx, house.ana.scope, id, revision=1, now=NOW)
    documents.hand_in(tx, house.ana.scope, id, 1, NOW)


def next_version(tx: Tx, house: House) -> None:
    again = documents.get(tx, house.ana.scope, "plan")
    assert again is not None
    saved = documents.save(
        tx,
        house.ana.scope,
        "plan",
        revision=again.revision,
        dialogue_version=2,
        name="Our plan",
        answers={"start": {"place": "Liège"}},
        conflicts=[],
        saved_on={},
        now=NOW,
    )
    documents.submit(tx, house.ana.scope, "plan", revision=saved.revision, now=NOW)
    documents.hand_in(tx, house.ana.scope, "plan", 2, NOW + DAY)


def comment(tx: Tx, scope: Scope, kind: str = "change", text: str = "By whom?", version: int = 1) -> Comment:
    return comments.put(tx, scope, "plan", version, PLACE, kind=kind, text=text, now=NOW)


def state(tx: Tx, scope: Scope) -> HandInState:
    return feedback.states(tx, scope, "action-plan")["north"].state


async def test_a_draft_is_seen_by_its_coach_alone(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        other = add(tx, "north", "carl", role=Role.COACH)
        handed_in(tx, house)
        comment(tx, house.north_coach.scope)
        feedback.write(tx, house.north_coach.scope, "plan", 1, note="Well begun.", steps="", accepted=False, now=NOW)
        for scope in (house.ana.scope, other.scope):
            assert comments.of_document(tx, scope, "plan") == []
            assert feedback.of_document(tx, scope, "plan") == []
            assert not feedback.document_states(tx, scope)["plan"].draft
        assert feedback.document_states(tx, house.north_coach.scope)["plan"].draft
        assert [each.text for each in comments.of_document(tx, house.north_coach.scope, "plan")] == ["By whom?"]


async def test_what_is_written_again_about_a_place_replaces_it(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        handed_in(tx, house)
        first = comment(tx, house.north_coach.scope)
        assert comment(tx, house.north_coach.scope, "question", "Until when?").id == first.id
        (kept,) = comments.of_document(tx, house.north_coach.scope, "plan")
        assert (kept.kind, kept.text) == ("question", "Until when?")
        assert comments.remove(tx, house.north_coach.scope, first.id)
        assert comments.of_document(tx, house.north_coach.scope, "plan") == []


async def test_all_goes_out_at_once_and_only_once(store: Store) -> None:
    house = await build(store)
    scope = house.north_coach.scope
    with store.writing() as tx:
        handed_in(tx, house)
        comment(tx, scope)
        feedback.write(tx, scope, "plan", 1, note="Go on.", steps="- Name a date\n\nCall Jo", accepted=False, now=NOW)
        sent = feedback.send(tx, scope, "plan", 1, NOW + DAY)
        assert sent is not None
        assert [step.text for step in sent.steps] == ["Name a date", "Call Jo"]
        assert feedback.send(tx, scope, "plan", 1, NOW + DAY) is None
        (seen,) = comments.of_document(tx, house.ben.scope, "plan")
        assert (seen.text, seen.row_name, seen.author_name) == ("By whom?", "Recruit auditors", "Cleo")
        assert comments.remove(tx, scope, seen.id) is None


async def test_open_points_are_those_that_want_an_answer(store: Store) -> None:
    house = await build(store)
    scope = house.north_coach.scope
    with store.writing() as tx:
        handed_in(tx, house)
        comment(tx, scope)
        field = Place(("start", "place"), question="Where?")
        comments.put(tx, scope, "plan", 1, field, kind=Kind.ACCEPT, text="", now=NOW)
        assert feedback.open_points(tx, scope, "plan") == 0
        feedback.send(tx, scope, "plan", 1, NOW)
        assert feedback.open_points(tx, house.ana.scope, "plan") == feedback.open_points(tx, scope, "plan") == 1
        asked = next(each for each in comments.of_document(tx, scope, "plan") if each.is_open)
        answered = comments.answer(tx, house.ben.scope, asked.id, text="Jonas", done=False, now=NOW)
        assert answered is not None
        assert (answered.answer, answered.answered_by_name, answered.is_open) == ("Jonas", "Ben", False)
        assert feedback.open_points(tx, scope, "plan") == 0
        assert comments.answer(tx, scope, asked.id, text="no", done=False, now=NOW) is None  # not the coach's to answer
        assert comments.take_back_answer(tx, house.ana.scope, asked.id)
        assert feedback.open_points(tx, scope, "plan") == 1


async def test_accepting_the_whole_settles_what_was_open(store: Store) -> None:
    house = await build(store)
    scope = house.north_coach.scope
    with store.writing() as tx:
        handed_in(tx, house)
        asked = comment(tx, scope)
        feedback.send(tx, scope, "plan", 1, NOW)
        feedback.write(tx, scope, "plan", 1, note="", steps="", accepted=True, now=NOW)
        feedback.send(tx, scope, "plan", 1, NOW + DAY)
        assert feedback.open_points(tx, scope, "plan") == 0
        assert comments.answer(tx, house.ana.scope, asked.id, text="late", done=False, now=NOW) is None


async def test_the_state_of_a_cluster_follows_its_hand_in(store: Store) -> None:
    house = await build(store)
    scope = house.north_coach.scope
    with store.writing() as tx:
        assert state(tx, scope) is HandInState.NONE
        draft(tx, house.ana.scope, "begun")
        assert state(tx, scope) is HandInState.DRAFT
        handed_in(tx, house)
        assert state(tx, scope) is HandInState.HANDED_IN
        comment(tx, scope)
        assert state(tx, scope) is HandInState.HANDED_IN
        feedback.send(tx, scope, "plan", 1, NOW)
        assert state(tx, scope) is HandInState.IN_COMMENTS
        next_version(tx, house)
        assert state(tx, scope) is state(tx, house.ana.scope) is HandInState.HANDED_IN
        feedback.write(tx, scope, "plan", 2, note="", steps="", accepted=True, now=NOW)
        feedback.send(tx, scope, "plan", 2, NOW + DAY)
        assert state(tx, scope) is state(tx, Scope("", "root", Role.ADMIN)) is HandInState.DONE
        assert set(feedback.states(tx, scope, "action-plan")) == {"north"}
        assert set(feedback.states(tx, Scope("", "root", Role.ADMIN), "action-plan")) == {"north", "south"}


async def test_two_coaches_comment_at_once_without_seeing_each_other(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        other = add(tx, "north", "carl", role=Role.COACH)
        handed_in(tx, house)
        comment(tx, house.north_coach.scope, text="From Cleo")
        comment(tx, other.scope, text="From Carl")
        feedback.send(tx, house.north_coach.scope, "plan", 1, NOW)
        assert [each.text for each in comments.of_document(tx, house.ana.scope, "plan")] == ["From Cleo"]
        feedback.send(tx, other.scope, "plan", 1, NOW + DAY)
        assert len(comments.of_document(tx, house.ana.scope, "plan")) == 2


async def test_a_coach_whose_grant_was_removed_neither_sees_nor_sends(store: Store) -> None:
    house = await build(store)
    scope = house.north_coach.scope
    with store.writing() as tx:
        handed_in(tx, house)
        sent = comment(tx, scope)
        feedback.send(tx, scope, "plan", 1, NOW)
        comment(tx, scope, text="Never sent")
        tx.execute(delete(coach_grants).where(coach_grants.c.person_id == house.north_coach.id))
        assert comments.of_document(tx, scope, "plan") == []
        assert feedback.send(tx, scope, "plan", 1, NOW) is None
        with pytest.raises(NotFoundError):
            comment(tx, scope)
        assert [each.id for each in comments.of_document(tx, house.ana.scope, "plan")] == [sent.id]


async def test_a_version_that_was_not_handed_in_takes_no_comment(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        draft(tx, house.ana.scope)
        documents.submit(tx, house.ana.scope, "plan", revision=1, now=NOW)
        for scope in (house.north_coach.scope, house.ana.scope):
            with pytest.raises(NotFoundError):
                comment(tx, scope)


async def test_a_next_step_remembers_the_action_that_it_became(store: Store) -> None:
    house = await build(store)
    scope = house.north_coach.scope
    with store.writing() as tx:
        handed_in(tx, house)
        feedback.write(tx, scope, "plan", 1, note="", steps="Name a date", accepted=False, now=NOW)
        sent = feedback.send(tx, scope, "plan", 1, NOW)
        assert sent is not None
        assert not feedback.take_step(tx, scope, sent.id, 1, plan="plan", row="r1", now=NOW)
        assert feedback.take_step(tx, house.ana.scope, sent.id, 1, plan="plan", row="r1", now=NOW)
        (known,) = feedback.of_document(tx, scope, "plan")
        assert (known.steps[0].plan, known.steps[0].row) == ("plan", "r1")


async def test_only_a_coach_of_the_cluster_grants_a_later_date(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        session = put_session(tx, house.ana.scope)
        until = session.starts_at - DAY
        for scope in (house.ana.scope, Scope("north", house.south_coach.id, Role.COACH)):
            with pytest.raises(NotFoundError):
                extensions.grant(tx, scope, session.id, until, NOW)
        extensions.grant(tx, house.north_for_coach, session.id, until, NOW)
        assert extensions.later(tx, house.ben.scope, session.id) == until
        assert extensions.later(tx, house.sol.scope, session.id) is None
        extensions.grant(tx, house.north_for_coach, session.id, until - DAY, NOW)
        assert extensions.later(tx, house.ana.scope, session.id) == until - DAY
        assert [extensions.withdraw(tx, house.north_for_coach, session.id) for _ in range(2)] == [True, False]
        assert extensions.later(tx, house.ana.scope, session.id) is None


async def test_a_coach_who_takes_over_goes_on_with_both_drafts_and_hears_the_answers(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        cleo, carl = house.north_coach.scope, add(tx, "north", "carl", role=Role.COACH).scope
        handed_in(tx, house)
        comment(tx, cleo)
        feedback.send(tx, cleo, "plan", 1, NOW)
        comment(tx, cleo, text="Until when?")
        elsewhere = Place(("actions", "actions", "a2"), "Write a call")
        comments.put(tx, cleo, "plan", 1, elsewhere, kind="question", text="For whom?", now=NOW)
        feedback.write(tx, cleo, "plan", 1, note="Well begun.", steps="", accepted=False, now=NOW)
        comment(tx, carl, text="With whom?")
        comments.hand_over(tx, "cleo", "north", "carl")
        assert {(each.text, each.author, each.author_name) for each in comments.of_document(tx, carl, "plan")} == {
            ("By whom?", "carl", "Cleo"),
            ("For whom?", "carl", "Carl"),
            ("With whom?\nUntil when?", "carl", "Carl"),
        }
        assert sorted(each.note for each in feedback.of_document(tx, carl, "plan")) == ["", "Well begun."]
        comments.hand_over(tx, "carl", "south", "dino")
        assert len(feedback.of_document(tx, carl, "plan")) == 2


def test_of_a_next_step_only_what_begins_a_line_of_a_list_is_left_out() -> None:
    typed = "- Call\n* Write\n•  Meet\n-5 % of energy\n**Bold** words\n=1+1\n -\n---\n"
    assert feedback.steps_in(typed) == ["Call", "Write", "Meet", "-5 % of energy", "**Bold** words", "=1+1"]
