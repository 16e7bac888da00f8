"""Who gets a handed-over question: whoever can answer it now, and never nobody while somebody is said to have it."""

from bot.store import Role, programme
from tests.advisor.conversation import Person, text_of
from tests.curation.conftest import Office
from tests.curation.test_handover import QUESTION, actions, asked, claimed, other_coach, question_id

FEE = "what should a membership fee be"
"""Its nearest article belongs to the topic ``challenges``."""


async def without_coach(office: Office) -> None:
    with office.store.writing() as tx:
        programme.appoint(tx, "web:coach", Role.STAFF, "trial", office.now)


async def named_owner(office: Office) -> Person:
    with office.store.writing() as tx:
        programme.own(tx, "web:ines", "challenges", office.now)
    return office.ines


async def test_a_topic_owner_named_later_gets_the_question_when_it_is_handed_over_again(office: Office) -> None:
    await without_coach(office)
    mara = await asked(office, FEE)
    assert "no coach yet" in mara.heard
    ines = await named_owner(office)
    await mara.asks_coach()
    assert "passed your question to Ines" in mara.heard
    assert FEE in text_of((await ines.inbox())[-1].message)
    await ines.presses("I’ll answer this")
    await ines.says("A small one.")
    await ines.presses("Send to Mara")
    assert "A small one." in text_of((await mara.inbox())[-1].message)


async def test_a_question_that_nobody_has_stands_on_the_home_of_an_owner_named_later(office: Office) -> None:
    await without_coach(office)
    await asked(office, FEE)
    ines = await named_owner(office)
    assert FEE in (await ines.opens_home()).seen
    await ines.presses("I’ll answer this")
    assert "The question is yours" in ines.heard


async def test_a_coach_named_later_gets_the_question_when_it_is_handed_over_again(office: Office) -> None:
    await without_coach(office)
    mara = await asked(office)
    with office.store.writing() as tx:
        programme.appoint(tx, "web:coach", Role.COACH, "trial", office.now)
    await mara.asks_coach()
    assert "passed your question to Petra" in mara.heard
    assert QUESTION in text_of((await office.petra.inbox())[-1].message)


async def test_who_was_told_is_not_told_twice(office: Office) -> None:
    mara = await asked(office)
    await mara.asks_coach()
    assert "already with Petra" in mara.heard
    assert len(await office.petra.inbox()) == 1


async def test_an_owner_who_was_told_is_not_told_twice(office: Office) -> None:
    await without_coach(office)
    ines = await named_owner(office)
    mara = await asked(office, FEE)
    await mara.asks_coach()
    assert "already with Ines" in mara.heard
    assert len(await ines.inbox()) == 1


async def test_who_could_not_be_reached_is_told_when_the_question_is_handed_over_again(office: Office) -> None:
    office.wire.state = "refuses"
    mara = await asked(office)
    office.wire.state = ""
    await mara.asks_coach()
    assert "passed your question to Petra" in mara.heard
    assert QUESTION in text_of((await office.petra.inbox())[-1].message)


async def test_an_owner_keeps_what_they_took_on_when_a_coach_is_named(office: Office) -> None:
    await without_coach(office)
    mara = await asked(office, FEE)
    ines = await named_owner(office)
    await ines.opens_home()
    await ines.presses("I’ll answer this")
    with office.store.writing() as tx:
        programme.appoint(tx, "web:coach", Role.COACH, "trial", office.now)
    await ines.says("A small one.")
    await ines.presses("Send to Mara")
    assert "A small one." in text_of((await mara.inbox())[-1].message)


async def test_a_question_taken_by_a_coach_who_left_goes_to_the_next(office: Office) -> None:
    olga = await other_coach(office)
    mara, petra = await claimed(office)
    with office.store.writing() as tx:
        programme.appoint(tx, petra.actor.account, Role.STAFF, "trial", office.now)
    assert "Nobody has taken it on yet" in (await mara.opens_home()).seen
    await mara.asks_coach()
    assert "passed your question to Olga" in mara.heard
    assert QUESTION in text_of((await olga.inbox())[-1].message)
    await olga.presses("I’ll answer this")
    assert "The question is yours" in olga.heard


async def test_a_question_closed_unanswered_can_be_handed_over_again(office: Office) -> None:
    mara = await asked(office)
    await mara.opens_home()
    await mara.presses("Not needed any more")
    petra = office.petra
    await petra.inbox()
    await mara.asks_coach()
    assert "passed your question to Petra" in mara.heard
    assert QUESTION in text_of((await petra.inbox())[-1].message)
    assert f"handover:claim:{await question_id(office)}" in actions(await petra.opens_home())


async def test_a_coach_who_asks_is_told_of_the_topic_and_not_of_a_coach(office: Office) -> None:
    petra = office.petra
    await petra.says(FEE)
    await petra.asks_coach()
    assert "Nobody looks after this topic yet" in petra.heard
    assert "Your cluster" not in petra.heard
    ines = await named_owner(office)
    assert FEE in (await ines.opens_home()).seen
    await petra.asks_coach()
    assert "passed your question to Ines" in petra.heard
