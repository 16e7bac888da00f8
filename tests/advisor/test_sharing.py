"""A plan is shown to everybody in a channel when somebody of its cluster presses for it there, and only then."""

from bot.advisor import gate
from bot.advisor.documents import sharing
from bot.chat.views import Audience
from tests.advisor.conversation import House, Person, buttons, text_of
from tests.advisor.work import action, drafts_goal, submits_plan


async def opened_in_channel(person: Person, document: str) -> tuple[Person, str]:
    """A finished document looked at from a channel, and the action of its button."""
    await person.in_channel().opens(document)
    found = [b.action for b in buttons(person.finished.content) if b.label == "Share here"]
    return person, next(iter(found), "")


async def test_a_shared_plan_stands_in_the_place_with_who_shared_it(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    jonas, press = await opened_in_channel(house.jonas, document)
    await jonas.presses_action(press)
    shared = jonas.reply.shared
    assert shared is not None
    assert shared.audience is Audience.HERE
    assert "Call | Jonas" in text_of(shared)
    assert "Shared by Jonas, version 1." in text_of(shared)
    assert "Everybody here can read" in jonas.heard


async def test_a_shared_plan_carries_no_button_but_the_one_that_opens_it(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    mara, press = await opened_in_channel(house.mara, document)
    await mara.presses_action(press)
    assert mara.reply.shared is not None
    (open_,) = buttons(mara.reply.shared)
    assert gate.press_of(open_.action)[0] == ("document", "open")
    assert "can’t find" in (await house.petra.presses_action(open_.action)).heard


async def test_where_nobody_else_reads_there_is_nothing_to_share(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    await house.mara.opens(document)
    assert "Share here" not in house.mara.labels


async def test_a_press_of_somebody_else_or_in_another_place_shares_nothing(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    _, press = await opened_in_channel(house.mara, document)
    others = (house.jonas.in_channel(), house.petra.in_channel(), house.mara, house.mara.in_channel("web:other"))
    for person in others:
        await person.presses_action(press)
        assert person.reply.shared is None
        assert "Nothing was shared" in person.heard


async def test_a_draft_is_not_shared(house: House) -> None:
    mara = (await drafts_goal(house.mara)).in_channel()
    seal = sharing.seal(mara.document, "web-mara", mara.place)
    await mara.presses_action(f"document:share:{mara.document}:{seal}")
    assert mara.reply.shared is None
    assert "submit this first" in mara.heard


async def test_a_coach_shares_nothing_of_what_was_handed_in(house: House) -> None:
    document = await submits_plan(mara := house.mara, action("Call"))
    await mara.presses("Hand in to coach")
    _, press = await opened_in_channel(house.petra, document)
    assert press == ""
