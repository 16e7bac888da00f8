"""Who belongs to nobody's cluster may ask the public knowledge base where they stand, and nothing else."""

import pytest
from sqlalchemy import func, select

from bot.advisor import gate
from bot.advisor.answers import languages
from bot.advisor.registry import Registry
from bot.advisor.rooms import ROOMS
from bot.chat.events import Belonging, HomeOpened, Intent
from bot.chat.views import Audience
from bot.slack.declared import commands
from bot.store.scope import Role
from bot.store.tables import people, questions
from tests.advisor.conversation import House, Person, buttons, text_of
from tests.advisor.work import action, drafts_goal, submits_plan

OUTSIDERS = (Belonging.GUEST, Belonging.STRANGER, Belonging.UNKNOWN)
SAID = {
    Belonging.GUEST: "As a guest of this workspace",
    Belonging.STRANGER: "organisation that owns this workspace",
    Belonging.UNKNOWN: "cannot check who you are just now",
}


def outsider(house: House, belonging: Belonging) -> Person:
    return house.person("web:xeno", name="Xeno", belonging=belonging)


async def kept(house: House) -> tuple[int, int]:
    """How many people and questions the store holds."""
    with house.store.reading() as tx:
        return (
            tx.scalar(select(func.count()).select_from(people)) or 0,
            tx.scalar(select(func.count()).select_from(questions)) or 0,
        )


@pytest.mark.parametrize("belonging", OUTSIDERS)
@pytest.mark.parametrize("how", ["said", "command", "typed command"])
async def test_an_outsider_is_answered_and_nothing_is_kept(house: House, belonging: Belonging, how: str) -> None:
    before, xeno = await kept(house), outsider(house, belonging)
    question = "What is a RACI matrix?"
    await (
        xeno.commands(f"/ask {question}") if how == "command" else xeno.says({"said": ""}.get(how, "/ask ") + question)
    )
    (answer,) = xeno.reply.messages
    assert "RACI" in xeno.heard
    assert answer.audience is Audience.HERE
    assert {gate.press_of(button.action)[0] for button in buttons(answer)} <= gate.OUTSIDERS
    assert await kept(house) == before


@pytest.mark.parametrize("said", ["join-aaaaaaaaaaaaaaaaaaaaaaaa", "/join join-aaaaaaaaaaaaaaaaaaaaaaaa"])
async def test_an_outsider_with_an_invitation_is_told_where_to_open_it(house: House, said: str) -> None:
    before, xeno = await kept(house), outsider(house, Belonging.GUEST)
    await (xeno.commands(said) if said.startswith("/") else xeno.says(said))
    assert "Open the link of the invitation in a browser" in xeno.heard
    assert await kept(house) == before


async def test_an_outsider_goes_on_reading_from_the_buttons_of_an_answer(house: House) -> None:
    before, xeno = await kept(house), outsider(house, Belonging.GUEST)
    mara = await house.mara.in_channel().says("What is a RACI matrix?")
    pressed = [b.action for b in buttons(mara.reply.messages[0]) if gate.press_of(b.action)[0] in gate.OUTSIDERS]
    assert {gate.press_of(one)[0] for one in pressed} == gate.OUTSIDERS
    for one in pressed:
        await xeno.in_channel().presses_action(one)
        assert "Source:" in xeno.heard
        assert "Ask a coach" not in [button.label for button in buttons(xeno.reply.messages[0])]
    assert (await kept(house))[0] == before[0]


@pytest.mark.parametrize("question", ["Zibble frotz wug blicket?", "Wie backe ich ein Brot mit Sauerteig?"])
async def test_an_outsider_without_an_answer_is_not_sent_to_a_coach(house: House, question: str) -> None:
    await outsider(house, Belonging.UNKNOWN).says(question)
    xeno = await outsider(house, Belonging.GUEST).says(question)
    assert "coach" not in xeno.heard.casefold()


def test_no_language_speaks_of_a_coach_where_nothing_is_known() -> None:
    assert not [said for said in languages._SAID["unknown"].values() if "coach" in said.casefold() or "مدرب" in said]


async def test_an_outsider_has_no_follow_up_of_what_was_asked_before(house: House) -> None:
    xeno = outsider(house, Belonging.GUEST)
    await xeno.says("What is a RACI matrix?")
    await xeno.says("tell me more")
    assert SAID[Belonging.GUEST] in xeno.heard


@pytest.mark.parametrize("belonging", OUTSIDERS)
async def test_whatever_an_outsider_presses_of_a_cluster_they_get_one_sentence(
    house: House, belonging: Belonging
) -> None:
    document = await submits_plan(house.mara, action("Call"))
    xeno = outsider(house, belonging)
    for name, verb in Registry.of(ROOMS).presses.keys() - gate.OUTSIDERS:
        await xeno.presses_action(f"{name}:{verb}:{document}:1")
        assert SAID[belonging] in xeno.heard
        assert (len(xeno.reply.messages), xeno.view, xeno.home) == (1, None, None)


@pytest.mark.parametrize("belonging", OUTSIDERS)
async def test_an_outsider_gets_one_sentence_for_every_command_and_wish(house: House, belonging: Belonging) -> None:
    xeno, before = outsider(house, belonging), await kept(house)
    for name in [*(command.name for command in commands() if command.name != "ask"), "home", "reminders", "weather"]:
        await xeno.commands(f"/{name} on")
        assert SAID[belonging] in xeno.heard
    for text in ("home", "my drafts", "write an action plan", "coaching cancel", "hello", "help", "stop", "/home", ""):
        await xeno.says(text)
        assert SAID[belonging] in xeno.heard
        assert xeno.view is None
    await xeno.opens("anything")
    assert SAID[belonging] in xeno.heard
    assert await kept(house) == before


@pytest.mark.parametrize("belonging", OUTSIDERS)
async def test_an_outsider_s_home_holds_the_sentence_alone(house: House, belonging: Belonging) -> None:
    await drafts_goal(house.mara)
    xeno = outsider(house, belonging)
    await xeno.does(HomeOpened(actor=xeno.actor, place=xeno.place))
    assert xeno.home is not None
    assert SAID[belonging] in text_of(xeno.home)
    assert list(buttons(xeno.home)) == []


@pytest.mark.parametrize("belonging", OUTSIDERS)
async def test_a_form_of_an_outsider_is_not_saved_and_said_to_have_failed(house: House, belonging: Belonging) -> None:
    mara = await (await drafts_goal(house.mara)).edits_part("specific")
    xeno = outsider(house, belonging)
    xeno.view = mara.view
    await xeno.fills(what="Mine now").sends(Intent.CLOSE)
    assert xeno.reply.failed
    assert SAID[belonging] in xeno.heard
    await mara.opens(mara.document, "specific")
    assert mara.answers["what"].startswith("Recruit")


@pytest.mark.parametrize("belonging", [Belonging.DELETED, Belonging.BOT])
async def test_nobody_is_answered_who_is_not_there(house: House, belonging: Belonging) -> None:
    xeno = await outsider(house, belonging).says("What is a RACI matrix?")
    assert xeno.reply.messages == ()
    await xeno.opens_home()
    assert xeno.home is None


def test_every_button_there_is_has_a_rule_and_no_rule_is_of_none() -> None:
    rules = (gate.OUTSIDERS, gate.MEMBERS, gate.STAFF, gate.COHORT, gate.CURATORS, gate.ADMINISTRATORS)
    assert set(Registry.of(ROOMS).presses) == frozenset().union(*rules)
    assert sum(map(len, rules)) == len(frozenset().union(*rules)), "a button has two rules"


def test_every_dialogue_and_role_finds_its_rule() -> None:
    for press in gate.CURATORS:
        assert [role for role in Role if gate.may_press(role, press)] == [Role.CURATOR]
    for press in gate.ADMINISTRATORS:
        assert [role for role in Role if gate.may_press(role, press)] == [Role.ADMIN]
    for press in gate.COHORT:
        assert [role for role in Role if gate.may_press(role, press)] == [Role.COACH, Role.ADMIN]
    for press in gate.STAFF:
        assert Role.COACH not in [role for role in Role if gate.may_press(role, press)]
    assert not any(gate.may_press(role, ("unheard", "of")) for role in Role)


async def test_what_everybody_reads_carries_no_button_that_is_for_one_person(house: House) -> None:
    for person in (house.mara, house.petra, house.person("web:ines")):
        for text in ("What is a RACI matrix?", "qwertz uiop asdf", "hello", "help", "members", "thanks"):
            await person.in_channel().says(text)
            for message in person.reply.messages:
                assert message.audience is Audience.HERE
                found = {gate.press_of(button.action)[0] for button in buttons(message)}
                assert found <= gate.OUTSIDERS | {
                    ("dialogue", "start"),
                    ("import", "start"),
                    ("command", "all"),
                    ("coaching", "ask"),
                    ("home", "show"),
                    *(("answer", verb) for verb in ("helpful", "unhelpful", "none", "coach")),
                }


async def test_what_is_personal_is_private_also_in_a_channel(house: House) -> None:
    await drafts_goal(house.mara)
    mara = house.mara.in_channel()
    await mara.says("What is a RACI matrix?")
    await mara.presses("Ask a coach")
    assert {message.audience for message in mara.reply.messages} == {Audience.PRIVATE}
    for thumb in ("Helpful", "Not helpful"):
        await mara.presses(thumb)
        assert mara.reply.messages == ()
        assert mara.reply.passing
    for text in ("coaching 12 March 2027 14:00", "reminders off", "stop", "x" * 10_001):
        await mara.says(text)
        assert {message.audience for message in mara.reply.messages} == {Audience.PRIVATE}
    await mara.says("my drafts")
    assert mara.reply.home is not None
    assert mara.reply.home.audience is Audience.PRIVATE


async def test_what_is_to_be_written_next_is_awaited_where_the_person_is_alone(house: House) -> None:
    await house.mara.says("How many angels dance on the head of a pin?")
    mara = house.mara
    await mara.says("Zibble frotz wug blicket?")
    await mara.asks_coach()
    petra = house.petra
    await petra.inbox()
    petra.channel = "web:channel"
    await petra.presses("I’ll answer this")
    assert "not in this channel" in petra.heard
    await petra.says("What is a RACI matrix?")
    assert "Source:" in petra.heard
    petra.channel = ""
    await petra.says("Nobody knows.")
    assert "This will go to Mara" in petra.heard
