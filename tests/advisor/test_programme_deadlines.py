"""The programme deadlines: the staff of all clusters are reminded before they come."""

from datetime import date

import pytest

from bot.advisor.programme import deadlines
from bot.store import clusters, people, programme, programme_setup
from bot.store.programme_setup import Basics
from bot.store.reminders import upcoming
from bot.store.scope import Role, Scope
from tests.advisor.conversation import House, Person, text_of

DEADLINE = "2027-02-26: Needs assessment"
"""A Friday."""


@pytest.fixture
async def bea(house: House) -> Person:
    """Bea, who runs the programme, which asks for something."""
    bea = await house.person("web:boss", workspace="web:office", name="Bea").opens_home()
    with house.store.writing() as tx:
        programme.appoint(tx, "web:boss", Role.ADMIN, "", house.now)
    await sets(bea, DEADLINE)
    return bea


async def sets(bea: Person, deadlines: str) -> None:
    await bea.opens("programme", "all")
    await bea.fills(name="Forward", deadlines=deadlines).next()


async def told(person: Person) -> list[str]:
    return [text_of(line.message) for line in await person.inbox()]


async def test_everybody_of_a_cluster_is_reminded_a_week_and_a_day_before(house: House, bea: Person) -> None:
    await house.until("2027-02-18 18:00")
    assert await told(house.mara) == []
    await house.until("2027-02-26 18:00")
    mara = house.mara
    assert (
        await told(mara)
        == ["The programme asks for this by 26 February 2027: Needs assessment (for Sample Cluster)."] * 2
    )
    assert len(await told(house.jonas)) == 2
    assert await told(house.petra) == await told(bea) == []
    await mara.presses("Why this?")
    assert "7 days and 1 day before it" in mara.heard


async def test_a_deadline_that_moves_takes_its_reminders_along_and_one_that_is_dropped_ends_them(
    house: House, bea: Person
) -> None:
    await house.until("2027-02-19 12:00")
    mara = house.mara
    [line] = await mara.inbox()
    await sets(bea, "2027-03-05: Needs assessment")
    assert "no longer needed" in await mara.reads_again(line.id)
    await house.until("2027-02-26 12:00")
    assert ["5 March 2027" in text for text in await told(mara)] == [True]
    await sets(bea, "")
    await house.until("2027-03-06 12:00")
    assert await told(mara) == []


async def test_a_deadline_that_was_moved_behind_the_advisor_s_back_is_not_told_as_it_was(
    house: House, bea: Person
) -> None:
    with house.store.writing() as tx:
        programme_setup.set_basics(tx, Basics("Forward", deadlines=(("Report", date(2027, 3, 5)),)), house.now)
    await house.until("2027-02-20 18:00")
    mara = house.mara
    assert await told(mara) == []
    await deadlines.plan_all(house.store, house.now)
    await house.until("2027-02-27 18:00")
    assert ["Report" in text for text in await told(mara)] == [True]


async def test_who_wants_none_of_them_gets_none_and_nobody_of_a_removed_cluster_does(house: House, bea: Person) -> None:
    await house.jonas.presses_action("reminder:kind-off:programme")
    await house.until("2027-02-19 12:00")
    mara = house.mara
    assert (len(await told(mara)), len(await told(house.jonas))) == (1, 0)
    await bea.presses_action("programme:close-with:trial:web-mara")
    await house.until("2027-02-26 18:00")
    assert await told(mara) == []


async def test_whoever_comes_later_is_reminded_too(house: House, bea: Person) -> None:
    with house.store.writing() as tx:
        clusters.create(tx, id="south", name="South", country="IT", now=house.now)
        clusters.connect(tx, "web:south", "south", house.now)
    await house.person("web:sol", workspace="web:south", name="Sol").says("hello")
    with house.store.reading() as tx:
        (sol,) = people.colleagues(tx, Scope("south", "", Role.STAFF))
        kinds = [each.kind for each in upcoming(tx, sol.scope, sol.id, 9)]
    assert kinds == ["week", "programme-7", "programme-1"]
