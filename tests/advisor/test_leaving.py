"""Who does not belong to the workspace any more gets nothing personal; who owns the plan is told instead."""

import pytest

from bot.chat.events import Belonging
from bot.store import deliveries, outbound, people, reminders
from bot.store.outbound import Waiting
from bot.store.scope import Role, Scope
from bot.store.tables import accounts
from tests.advisor.conversation import House, Person, text_of
from tests.advisor.work import action, drafts_plan, submits_plan

GONE = (Belonging.GUEST, Belonging.STRANGER, Belonging.DELETED, Belonging.BOT)


async def leaves(person: Person, belonging: Belonging = Belonging.GUEST) -> None:
    await person.house.advisor.note_belonging(person.actor.account, belonging, person.house.now)


async def told(person: Person) -> list[str]:
    return [text_of(line.message) for line in await person.inbox()]


@pytest.mark.parametrize("belonging", GONE)
async def test_the_owner_of_the_plan_is_reminded_instead(house: House, belonging: Belonging) -> None:
    await submits_plan(house.mara, action("Call ten companies"))
    await leaves(house.jonas, belonging)
    await house.until("2027-01-20 12:00")
    assert await told(house.jonas) == []
    heard = await told(house.mara)
    assert sum("Call ten companies" in said and "Jonas is responsible" in said for said in heard) == 3


async def test_who_comes_back_is_reminded_again(house: House) -> None:
    await submits_plan(house.mara, action("Call ten companies"))
    await leaves(house.jonas)
    await house.until("2027-01-09 12:00")
    assert len(await told(house.mara)) == 1
    await leaves(house.jonas, Belonging.MEMBER)
    await house.until("2027-01-20 12:00")
    assert len(await told(house.jonas)) == 3  # one of them the look at the week
    assert len(await told(house.mara)) == 1


async def test_what_the_platform_does_not_tell_changes_nothing(house: House) -> None:
    await submits_plan(house.mara, action("Call ten companies"))
    await leaves(house.jonas, Belonging.UNKNOWN)
    await house.until("2027-01-20 12:00")
    assert len(await told(house.jonas)) == 3


async def test_a_plan_whose_owner_left_reminds_a_colleague(house: House) -> None:
    await submits_plan(house.mara, action("Call ten companies", responsible="Somebody else"))
    await leaves(house.mara)
    await house.until("2027-01-20 12:00")
    assert await told(house.mara) == []
    assert len(await told(house.jonas)) == 3


async def test_nobody_who_left_is_reminded_of_a_session(house: House) -> None:
    await (await drafts_plan(house.mara, action("Call"))).submits()
    await house.mara.commands("/coaching 8 January 2027 14:00")
    await leaves(house.jonas)
    await house.until("2027-01-08 12:00")
    assert await told(house.jonas) == []
    assert any("coaching session" in said for said in await told(house.mara))


async def test_who_joins_is_reminded_of_a_session_that_was_set_before_and_who_left_is_not(house: House) -> None:
    await house.mara.commands("/coaching 8 January 2027 14:00")
    zoe = house.person("web:zoe", name="Zoe")
    await zoe.opens_home()
    await house.passes(minutes=5)
    await leaves(house.jonas)
    await house.until("2027-01-08 12:00")
    assert any("coaching session is on Friday" in said for said in await told(zoe))
    with house.store.reading() as tx:
        mara = people.by_account(tx, "web:mara")
        assert mara is not None
        assert reminders.dead(tx, Scope(mara.cluster, mara.id, Role.STAFF)) == []


async def test_a_reminder_that_nobody_planned_anew_finds_no_way_either(any_house: House) -> None:
    house = any_house
    await submits_plan(house.mara, action("Call ten companies"))
    with house.store.writing() as tx:
        people.set_belongs(tx, "web:jonas", False)
    await house.until("2027-01-20 12:00")
    assert await told(house.jonas) == []
    with house.store.reading() as tx:
        jonas = people.by_account(tx, "web:jonas")
        assert jonas is not None
        assert deliveries.reach(tx, jonas.id) == []
        lost = reminders.dead(tx, Scope(jonas.cluster, jonas.id, Role.STAFF))
    assert {reminder.person for reminder in lost} == {jonas.id}


async def test_who_is_still_taken_for_a_member_elsewhere_opens_nothing(house: House) -> None:
    await drafts_plan(house.mara, action("Call"))
    await leaves(house.jonas)
    jonas = house.jonas
    await jonas.says("home")
    assert jonas.home is None
    assert "cannot check who you are" in jonas.heard
    await leaves(jonas, Belonging.MEMBER)
    await jonas.says("home")
    assert jonas.home is not None


async def test_answers_that_wait_for_somebody_who_left_are_not_sent(house: House) -> None:
    waiting = Waiting("k", "web:c", "", "web:jonas", True, "", {"text": "private"})
    with house.store.writing() as tx:
        outbound.add(tx, waiting, house.now, house.now.replace(year=2030))
    await leaves(house.jonas)
    with house.store.reading() as tx:
        assert outbound.waiting(tx) == 0


async def test_another_account_that_belongs_is_still_reached(house: House) -> None:
    await submits_plan(house.mara, action("Call ten companies"))
    await house.jonas.says("hello")
    with house.store.writing() as tx:
        jonas = people.by_account(tx, "web:jonas")
        assert jonas is not None
        row = {"account": "web:jonas-2", "person_id": jonas.id, "workspace": "web:trial", "used_at": house.now}
        tx.execute(accounts.insert().values(row))
    await leaves(house.jonas)
    await house.until("2027-01-20 12:00")
    assert await told(house.jonas) == []
    assert len(await told(house.person("web:jonas-2"))) == 3
