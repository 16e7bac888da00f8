"""What is suggested to write: it fits the part that somebody has, and the advisor understands every word of it."""

import asyncio
from datetime import timedelta

from bot.advisor.home.suggested import MOST
from bot.chat.events import ChatOpened
from bot.chat.views import Prompt
from bot.store import events, programme
from bot.store.scope import Role
from tests.advisor.conversation import House, Person
from tests.advisor.work import action, drafts_goal, submits_plan


async def prompts(person: Person) -> tuple[Prompt, ...]:
    """What is suggested; each of it is written, and understood."""
    shown = (await person.does(ChatOpened(actor=person.actor, place=person.place))).reply.prompts
    assert 0 < len(shown) <= MOST
    for prompt in shown:
        await person.says(prompt.message)
        assert person.reply.messages or person.reply.view or person.reply.home, prompt
        assert "don’t know" not in person.heard, prompt
        assert "I am not sure" not in person.heard, prompt
    return shown


async def titles(person: Person) -> list[str]:
    return [prompt.title for prompt in await prompts(person)]


async def test_who_opens_the_conversation_in_several_places_at_once_is_greeted_once_and_for_ever(
    any_house: House,
) -> None:
    house, mara = any_house, any_house.mara
    opened = ChatOpened(actor=mara.actor, place=mara.place)
    replies = await asyncio.gather(*(house.advisor.handle(opened, house.now) for _ in range(5)))
    assert [bool(reply.messages) for reply in replies].count(True) == 1
    later = house.now + timedelta(days=4000)
    with house.store.writing() as tx:
        events.forget(tx, later)
    assert (await house.advisor.handle(opened, later)).messages == ()


async def test_the_plan_for_a_session_comes_first_until_it_is_handed_in(house: House) -> None:
    await house.mara.commands("/coaching 4 December 2026 14:00")
    assert (await titles(house.mara))[0] == "Make our Action plan for the coaching session"
    document = await submits_plan(house.mara, action("Call", deadline="2027-06-01"))
    assert (await titles(house.mara))[0] == "Hand in our plan for the coaching session"
    await house.mara.presses_action(f"document:hand-in:{document}")
    assert "plan" not in (await titles(house.mara))[0]


async def test_a_draft_of_one_s_own_is_gone_on_with_and_that_of_a_colleague_is_not(house: House) -> None:
    await drafts_goal(house.mara)
    assert (await titles(house.mara))[0] == "Go on with our SMART goal"
    assert "Go on" not in str(await titles(house.jonas))


async def test_every_part_has_suggestions_of_its_own(house: House) -> None:
    assert (await titles(house.petra))[:2] == ["Which clusters are late?", "Who has not handed in?"]
    assert (await titles(house.person("web:ines")))[0] == "Write an article"
    bea = await house.person("web:boss", workspace="web:office").opens_home()
    with house.store.writing() as tx:
        programme.appoint(tx, "web:boss", Role.ADMIN, "", house.now)
    house.now += timedelta(minutes=5)
    assert (await titles(bea))[0] == "Show all clusters"
