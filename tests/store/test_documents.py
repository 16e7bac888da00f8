"""Documents: nothing typed is lost, and nobody overwrites anybody unseen."""

from asyncio import gather
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store import NotFoundError, Scope, Store, Tx, documents, revisions
from bot.store.documents import Document, StaleError
from tests.store.sample import DAY, NOW, build, draft

WEEK = 7 * DAY


def save(
    tx: Tx, scope: Scope, revision: int, answers: dict[str, Any], id: str = "plan", now: datetime = NOW
) -> Document:
    return documents.save(
        tx,
        scope,
        id,
        revision=revision,
        dialogue_version=2,
        name="Our plan",
        answers=answers,
        conflicts=[],
        saved_on={"start": "2027-03-01"},
        now=now,
    )


async def test_a_draft_begins_at_revision_one(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        made = draft(tx, house.ana.scope)
        assert (made.state, made.revision, made.updated_by_name, made.answers) == (
            "draft",
            1,
            "Ana",
            {"start": {"place": "Ghent"}},
        )
        assert documents.get(tx, house.ben.scope, "plan") == made


async def test_every_revision_can_be_looked_up(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        draft(tx, house.ana.scope)
        saved = save(tx, house.ben.scope, 1, {"start": {"place": "Liège"}}, now=NOW + DAY)
        assert (saved.revision, saved.updated_by, saved.updated_by_name, saved.updated_at) == (
            2,
            "ben",
            "Ben",
            NOW + DAY,
        )
        assert revisions.answers_at(tx, house.ana.scope, "plan", 1) == {"start": {"place": "Ghent"}}
        assert revisions.answers_at(tx, house.ana.scope, "plan", 2) == {"start": {"place": "Liège"}}
        assert revisions.answers_at(tx, house.ana.scope, "plan", 3) is None


async def test_saving_over_somebody_elses_changes_is_refused(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        draft(tx, house.ana.scope)
        save(tx, house.ben.scope, 1, {"start": {"place": "Liège"}})
        with pytest.raises(StaleError) as stale:
            save(tx, house.ana.scope, 1, {"start": {"place": "Namur"}})
        assert stale.value.current == 2


async def test_of_many_savers_at_once_one_wins_and_the_others_know(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        draft(tx, house.ana.scope)

    async def attempt(number: int) -> bool:
        try:
            await store.write(lambda tx: save(tx, house.ana.scope, 1, {"start": {"place": str(number)}}))
        except StaleError:
            return False
        return True

    assert sum(await gather(*(attempt(number) for number in range(8)))) == 1


async def test_the_same_revision_submitted_twice_is_one_version(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        draft(tx, house.ana.scope)
        first = documents.submit(tx, house.ana.scope, "plan", revision=1, now=NOW)
        assert (first.state, first.submitted_version, first.submitted_revision) == ("submitted", 1, 1)
        save(tx, house.ana.scope, 1, {"start": {"place": "Liège"}})
        again = documents.submit(tx, house.ben.scope, "plan", revision=1, now=NOW + DAY)
        assert (again.submitted_version, again.revision) == (1, 2)
        assert len(documents.versions(tx, house.ana.scope, "plan")) == 1


async def test_a_version_never_changes(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        draft(tx, house.ana.scope)
        documents.submit(tx, house.ana.scope, "plan", revision=1, now=NOW)
        save(tx, house.ana.scope, 1, {"start": {"place": "Liège"}})
        second = documents.submit(tx, house.ben.scope, "plan", revision=2, now=NOW + DAY)
        assert second.submitted_version == 2
        version = documents.version(tx, house.ana.scope, "plan", 1)
        assert version is not None
        assert (version.answers, version.submitted_by, version.submitted_at) == (
            {"start": {"place": "Ghent"}},
            "ana",
            NOW,
        )
        assert [v.number for v in documents.versions(tx, house.ana.scope, "plan")] == [2, 1]


async def test_a_revision_that_moved_on_cannot_be_submitted(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        draft(tx, house.ana.scope)
        save(tx, house.ben.scope, 1, {})
        with pytest.raises(StaleError):
            documents.submit(tx, house.ana.scope, "plan", revision=1, now=NOW)


async def test_an_edited_submitted_document_stays_submitted(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        draft(tx, house.ana.scope)
        documents.submit(tx, house.ana.scope, "plan", revision=1, now=NOW)
        edited = save(tx, house.ana.scope, 1, {})
        assert (edited.state, edited.revision, edited.submitted_revision) == ("submitted", 2, 1)


async def test_the_coach_sees_what_was_handed_in_and_nothing_else(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        draft(tx, house.ana.scope)
        draft(tx, house.ana.scope, "other")
        draft(tx, house.sol.scope, "south plan")
        documents.submit(tx, house.sol.scope, "south plan", revision=1, now=NOW)
        documents.hand_in(tx, house.sol.scope, "south plan", 1, NOW)
        documents.submit(tx, house.ana.scope, "plan", revision=1, now=NOW)
        assert documents.handed_in(tx, house.north_coach.id) == []
        documents.hand_in(tx, house.ana.scope, "plan", 1, NOW)
        save(tx, house.ana.scope, 1, {"start": {"place": "secret"}})
        documents.submit(tx, house.ana.scope, "plan", revision=2, now=NOW)
        seen = documents.handed_in(tx, house.north_coach.id)
        assert [(v.document, v.number, v.answers) for v in seen] == [("plan", 1, {"start": {"place": "Ghent"}})]
        one = documents.handed_in_document(tx, house.north_coach.id, "plan")
        assert one == seen[0]
        for document in ("other", "south plan", "nothing"):
            assert documents.handed_in_document(tx, house.north_coach.id, document) is None


async def test_handing_in_twice_keeps_the_first_time(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        draft(tx, house.ana.scope)
        documents.submit(tx, house.ana.scope, "plan", revision=1, now=NOW)
        documents.hand_in(tx, house.ana.scope, "plan", 1, NOW)
        again = documents.hand_in(tx, house.ana.scope, "plan", 1, NOW + DAY)
        assert (again.handed_in_version, again.handed_in_at) == (1, NOW)
        assert documents.get(tx, house.ana.scope, "plan") == again
        with pytest.raises(NotFoundError):
            documents.hand_in(tx, house.ana.scope, "plan", 2, NOW)


async def test_a_cancelled_draft_leaves_the_list_and_comes_back_when_saved(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        draft(tx, house.ana.scope)
        documents.cancel(tx, house.ana.scope, "plan", NOW)
        assert documents.listing(tx, house.ana.scope) == []
        assert [d.id for d in documents.cancelled(tx, house.ana.scope)] == ["plan"]
        back = save(tx, house.ana.scope, 1, {"start": {}})
        assert (back.state, back.cancelled_at) == ("draft", None)


async def test_what_was_cancelled_long_ago_is_erased_with_what_was_submitted_of_it(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        for id in ("old", "new", "submitted", "open"):
            draft(tx, house.ana.scope, id)
        documents.submit(tx, house.ana.scope, "submitted", revision=1, now=NOW)
        for id, when in (("old", NOW), ("submitted", NOW), ("new", NOW + 2 * DAY)):
            documents.cancel(tx, house.ana.scope, id, when)
        assert documents.erase_cancelled(tx, NOW + DAY) == 2
        assert {d.id for d in documents.cancelled(tx, house.ana.scope)} == {"new"}
        assert revisions.answers_at(tx, house.ana.scope, "old", 1) is None


async def test_the_list_begins_with_what_changed_last(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        draft(tx, house.ana.scope, "a", NOW)
        draft(tx, house.ana.scope, "b", NOW + DAY)
        save(tx, house.ana.scope, 1, {}, "a", NOW + WEEK)
        assert [d.id for d in documents.listing(tx, house.ana.scope)] == ["a", "b"]


async def test_a_goal_can_have_a_parent_of_the_same_cluster_only(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        draft(tx, house.sol.scope, "theirs")
        with pytest.raises(NotFoundError):
            documents.create(
                tx,
                house.ana.scope,
                id="goal",
                dialogue="smart-goal",
                dialogue_version=1,
                name="",
                answers={},
                about="",
                parent="theirs",
                now=NOW,
            )


@given(text=st.text(st.characters(codec=None), max_size=40))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_is_typed_comes_back_as_typed(store: Store, text: str) -> None:
    house = await build(store)
    with store.writing() as tx:
        id = f"d{abs(hash(text))}"
        documents.create(
            tx,
            house.ana.scope,
            id=id,
            dialogue="smart-goal",
            dialogue_version=1,
            name=text,
            answers={"page": {"field": text, text: "value"}},
            about=text,
            parent=None,
            now=NOW,
        )
        found = documents.get(tx, house.ana.scope, id)
        assert found is not None
        assert found.answers == {"page": {"field": text, text: "value"}}
        tx.rollback()
