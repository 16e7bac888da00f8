"""A workspace from which the advisor was removed: administrators are asked, then what is its alone is erased."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.advisor.programme import leaving
from bot.store import audit, clusters, installations, memberships, people, programme
from bot.store.engine import Tx
from bot.store.installations import Record
from bot.store.scope import Role, Scope
from bot.store.tables import accounts, documents, metadata
from bot.store.tables import people as person_rows
from tests.advisor.conversation import House, Person, text_of
from tests.advisor.work import action, submits_plan


@pytest.fixture
async def bea(house: House) -> Person:
    """Bea, who runs the programme, from which the workspace T9 has just gone."""
    bea = await house.person("web:boss", workspace="web:office", name="Bea").opens_home()
    with house.store.writing() as tx:
        programme.appoint(tx, "web:boss", Role.ADMIN, "", house.now)
        here = ("T9", "T9", "", False, "UBOT", "North", (), "sealed", None, None, house.now, "")
        installations.keep(tx, Record(*here))
        installations.remove(tx, "T9", house.now)
    await leaving.erase_and_plan(house.store, house.now)
    return bea


async def told(person: Person) -> list[str]:
    return [text_of(line.message) for line in await person.inbox()]


async def test_administrators_are_asked_a_week_before_and_nobody_else_is(house: House, bea: Person) -> None:
    await house.passes(days=22)
    assert await told(house.mara) == []
    await house.passes(days=4)
    [asked] = await told(bea)
    assert "removed from the workspace North" in asked
    await bea.presses("Erase it then")
    assert "will be erased on" in bea.heard


async def test_kept_longer_it_is_asked_again_and_the_old_button_says_that_it_changed(house: House, bea: Person) -> None:
    await house.passes(days=26)
    [line] = await bea.inbox()
    await bea.presses("Keep it 30 days longer")
    assert "are kept until" in bea.heard
    await bea.presses("Keep it 30 days longer")
    assert "has changed in the meantime" in bea.heard
    await house.passes(days=8)
    await leaving.erase_and_plan(house.store, house.now)
    assert removed(house) == ["T9"]
    await house.passes(days=23)
    assert len(await bea.inbox()) == 1
    assert line is not None


async def test_a_workspace_that_returns_is_not_asked_about_and_nothing_is_erased(house: House, bea: Person) -> None:
    with house.store.writing() as tx:
        gone = installations.of_home(tx, "T9")
        assert gone is not None
        installations.keep(tx, replace(gone, token="again", removed_at=None, erase_at=None))
    await house.passes(days=26)
    assert await told(bea) == []
    await leaving.erase_and_plan(house.store, house.now + timedelta(days=60))
    with house.store.reading() as tx:
        assert installations.homes(tx) == ["T9"]


def removed(house: House) -> list[str]:
    with house.store.reading() as tx:
        return [record.home for record in installations.removed(tx)]


async def test_nothing_is_erased_before_it_was_asked_about_however_late_that_is(house: House, bea: Person) -> None:
    house.now += timedelta(days=31)  # nothing ran meanwhile
    await leaving.erase_and_plan(house.store, house.now)
    assert removed(house) == ["T9"]
    await house.passes(days=6)
    [asked] = await told(bea)
    assert "will be erased on" in asked
    await house.passes(days=2)
    await leaving.erase_and_plan(house.store, house.now)
    assert removed(house) == []


async def test_with_the_last_administrator_nothing_is_erased_until_there_is_another_one(house: House) -> None:
    ann = await house.person("slack:T9:ann", workspace="slack:T9", name="Ann").opens_home()
    with house.store.writing() as tx:
        programme.appoint(tx, "slack:T9:ann", Role.ADMIN, "", house.now)
        here = ("T9", "T9", "", False, "UBOT", "North", (), "sealed", None, None, house.now, "")
        installations.keep(tx, Record(*here))
        installations.remove(tx, "T9", house.now)
    await leaving.erase_and_plan(house.store, house.now)
    await house.passes(days=31)
    with house.store.reading() as tx:
        before = sizes(tx)
    for _ in range(2):
        await leaving.erase_and_plan(house.store, house.now)
    with house.store.writing() as tx:
        assert sizes(tx) == before
        assert removed(house) == ["T9"]
        programme.appoint(tx, "web:mara", Role.ADMIN, "", house.now, also=True)
    lines = [text_of(line.message) for line in await house.advisor.transcript("slack:T9:ann", 0)]
    assert sum("Nobody else could run the programme" in line for line in lines) == 1
    await leaving.erase_and_plan(house.store, house.now)
    with house.store.reading() as tx:
        assert people.by_account(tx, ann.actor.account) is None
        [deed] = audit.listing(tx, Scope("", "", Role.ADMIN), 1)
        assert (deed.actor, deed.action, deed.object) == (audit.DAILY, "data:erase", "slack:T9")
    assert removed(house) == []


async def test_only_what_is_the_workspace_s_alone_is_erased(house: House, bea: Person) -> None:
    """North is of T9 alone; East has somebody elsewhere; a coach of T9 accompanies another cluster."""
    ann, _, dot = [
        await house.person(f"slack:T9:{name}", workspace=f"slack:T9{team}", name=name).opens_home()
        for name, team in (("ann", ""), ("cas", "-coach"), ("dot", "-east"))
    ]
    await submits_plan(ann, action("Zebrafinch"))
    await submits_plan(dot, action("Wombat"))
    with house.store.writing() as tx:
        at_home = accounts.update().where(accounts.c.account.startswith("slack:T9:"))
        tx.execute(at_home.values(workspace="slack:T9"))
        clusters.create(tx, id="east", name="East", country="IT", now=house.now)
        east = who(tx, "dot").cluster
        memberships.add(tx, who(tx, "web:mara").id, Role.STAFF, east, house.now)
        memberships.add(tx, who(tx, "cas").id, Role.COACH, "", house.now)
        memberships.grant(tx, who(tx, "cas").id, "trial", house.now)
        north, before = who(tx, "ann").cluster, sizes(tx)
    await house.passes(days=31)
    await leaving.erase_and_plan(house.store, house.now)
    with house.store.reading() as tx:
        names = set(tx.scalars(select(person_rows.c.name)))
        assert names & {"ann", "cas", "dot"} == set()
        assert tx.scalar(select(func.count()).where(accounts.c.workspace == "slack:T9")) == 0
        left = {cluster.id for cluster in clusters.all_clusters(tx)}
        assert north not in left
        assert {east, "trial"} <= left
        owners = set(tx.scalars(select(documents.c.cluster_id)))
        assert east in owners
        assert north not in owners
        assert installations.removed(tx) == []
        for name, table in metadata.tables.items():
            if "cluster_id" in table.c:
                assert not tx.scalar(select(func.count()).where(table.c.cluster_id == north)), name
        assert before["clusters"] > sizes(tx)["clusters"]


def who(tx: Tx, account: str) -> people.Person:
    found = people.by_account(tx, account if ":" in account else f"slack:T9:{account}")
    assert found is not None
    return found


def sizes(tx: Tx) -> dict[str, int]:
    counted = ("clusters", "people")
    return {name: tx.scalar(select(func.count()).select_from(metadata.tables[name])) or 0 for name in counted}
