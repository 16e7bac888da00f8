"""What people bring waits for them alone, and not for long."""

import pytest

from bot.store import NotFoundError, Scope, Store, Tx, documents, imports
from tests.store.sample import DAY, NOW, build, draft

SOURCE = {"tables": [["", [["Action", ["2027-01-15"], 3, 2.5, True]]]], "ours": None, "notes": []}


def bring(tx: Tx, scope: Scope, id: str, document: str | None = None) -> None:
    imports.create(
        tx,
        scope,
        id=id,
        dialogue="action-plan",
        document=document,
        revision=1 if document else 0,
        name="plan\0.xlsx",
        source=SOURCE,
        now=NOW,
    )


async def test_what_was_read_waits_as_it_is_for_the_one_who_brought_it(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        draft(tx, house.ana.scope)
        bring(tx, house.ana.scope, "brought", "plan")
        imports.correct(tx, house.ana.scope, "brought", ["action", ""])
        imports.correct(tx, house.ben.scope, "brought", ["stolen"])
    with store.reading() as tx:
        found = imports.get(tx, house.ana.scope, "brought")
        assert found is not None
        assert (found.source, found.corrections, found.revision) == (SOURCE, ["action", ""], 1)
        assert imports.listing(tx, house.ana.scope) == [found.waiting]
        assert imports.get(tx, house.ben.scope, "brought") is None
        assert (imports.count(tx, house.ana.scope), imports.count(tx, house.ben.scope)) == (1, 0)


async def test_it_goes_with_its_time_and_stays_without_its_document(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        draft(tx, house.ana.scope)
        bring(tx, house.ana.scope, "brought", "plan")
        documents.cancel(tx, house.ana.scope, "plan", NOW)
        documents.erase_cancelled(tx, NOW + DAY)
        left = imports.get(tx, house.ana.scope, "brought")
        assert left is not None
        assert left.waiting.document is None
        assert imports.forget(tx, NOW) == 0
        assert imports.forget(tx, NOW + DAY) == 1
        assert not imports.drop(tx, house.ana.scope, "brought")


async def test_a_coach_brings_nothing(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        for scope in (house.north_coach.scope, house.north_for_coach):
            with pytest.raises(NotFoundError):
                bring(tx, scope, "brought")
