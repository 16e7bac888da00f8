"""What coach and asker write to one another: nothing goes out unseen, and nobody is told that it did if it did not."""

from datetime import timedelta

import pytest

from tests.advisor.conversation import Person, buttons, text_of
from tests.curation.conftest import Office
from tests.curation.test_handover import QUESTION, answered, claimed, question_id


async def needs_more(office: Office, text: str = "What if the chair is ill?") -> tuple[Person, Person]:
    """Mara has written what she still needs to know, and not sent it."""
    mara, petra = await answered(office)
    await mara.inbox()
    await petra.inbox()
    await mara.presses("I need more")
    await mara.says(text)
    return mara, petra


@pytest.mark.parametrize("instead", ["Change", "I meant to ask you"])
async def test_an_old_send_button_says_that_there_is_nothing_to_send(office: Office, instead: str) -> None:
    mara, petra = await claimed(office)
    await petra.says("Blue.")
    await petra.presses(instead)
    await petra.presses_action(f"handover:send:{await question_id(office)}")
    assert "There is no answer to send yet" in petra.heard
    assert not await mara.inbox()
    await petra.says("Green.")
    await petra.presses("Send to Mara")
    assert "Green." in text_of((await mara.inbox())[-1].message)


async def test_an_answer_to_a_question_closed_meanwhile_is_not_said_to_be_sent(office: Office) -> None:
    mara, petra = await claimed(office)
    await petra.says("Blue.")
    await mara.presses_action(f"handover:solved:{await question_id(office)}")
    await petra.presses("Send to Mara")
    assert "Mara has closed this question" in petra.heard
    assert not await mara.inbox()


async def test_a_second_answer_to_a_question_closed_meanwhile_is_not_said_to_be_sent(office: Office) -> None:
    mara, petra = await needs_more(office)
    await mara.presses("Send to Petra")
    await petra.inbox()
    await petra.presses("Answer")
    await petra.says("Then the deputy.")
    await mara.presses_action(f"handover:solved:{await question_id(office)}")
    await petra.presses("Send to Mara")
    assert "Mara has closed this question" in petra.heard
    assert not await mara.inbox()


async def test_what_the_asker_still_needs_is_shown_before_it_is_sent(office: Office) -> None:
    mara, petra = await needs_more(office)
    assert "This will go to Petra" in mara.heard
    assert "What if the chair is ill?" in mara.heard
    assert not await petra.inbox()
    await mara.says("And if both are?")
    assert "What if the chair is ill?\n\nAnd if both are?" in mara.heard
    await mara.presses("Send to Petra")
    assert "passed this on to Petra" in mara.heard
    message = text_of((await petra.inbox())[-1].message)
    assert "What if the chair is ill?" in message
    assert "And if both are?" in message
    await mara.presses("Send to Petra")
    assert "already passed this on" in mara.heard
    assert not await petra.inbox()


async def test_what_the_asker_still_needs_can_be_written_anew(office: Office) -> None:
    mara, petra = await needs_more(office, "Wrong")
    await mara.presses("Change")
    await mara.says("Right")
    await mara.presses("Send to Petra")
    message = text_of((await petra.inbox())[-1].message)
    assert "Right" in message
    assert "Wrong" not in message


async def test_an_asker_who_meant_to_ask_gets_an_answer_and_nothing_is_sent(office: Office) -> None:
    mara, petra = await needs_more(office, "what is a SWOT analysis")
    await mara.presses("I meant to ask you")
    assert "SWOT" in mara.heard
    assert not await petra.inbox()
    await mara.presses_action(f"handover:send:{await question_id(office)}")
    assert "There is nothing to send yet" in mara.heard
    assert not await petra.inbox()


async def test_what_the_asker_did_not_send_waits_on_home_and_nobody_else_sees_it(office: Office) -> None:
    mara, petra = await needs_more(office)
    assert "not sent yet" in (await mara.opens_home()).seen
    await mara.presses("Read the answer")
    assert "What if the chair is ill?" in mara.heard
    await petra.presses_action(f"handover:read:{await question_id(office)}")
    assert "What if the chair is ill?" not in petra.heard


async def test_what_was_written_before_there_is_an_answer_can_be_sent_from_home(office: Office) -> None:
    mara, petra = await claimed(office)
    await petra.inbox()
    await mara.presses_action(f"handover:more:{await question_id(office)}")
    await mara.says("It is urgent.")
    await mara.says("stop")
    await mara.opens_home()
    await mara.presses("Open")
    await mara.presses("Send to Petra")
    assert "It is urgent." in text_of((await petra.inbox())[-1].message)


async def test_stop_ends_the_waiting_for_what_the_asker_still_needs(office: Office) -> None:
    mara, petra = await answered(office)
    await mara.inbox()
    await petra.inbox()
    await mara.presses("I need more")
    await mara.says("stop")
    assert "I have stopped waiting for your answer" in mara.heard
    await mara.says("what is a SWOT analysis")
    assert "This will go to" not in mara.heard
    assert "SWOT" in mara.heard
    assert not await petra.inbox()


async def test_stop_ends_the_waiting_for_an_answer_and_the_question_stays_with_the_coach(office: Office) -> None:
    _, petra = await claimed(office)
    await petra.says("stop")
    assert "still on Home" in petra.heard
    await petra.says("what is a SWOT analysis")
    assert "This will go to" not in petra.heard
    await petra.opens_home()
    await petra.presses("Answer")
    assert "The question is yours" in petra.heard


async def test_stop_offers_an_answer_that_was_written_already(office: Office) -> None:
    mara, petra = await claimed(office)
    await petra.says("Use a bigger lattice.")
    await petra.says("stop")
    assert "Use a bigger lattice." in petra.heard
    await petra.presses("Send to Mara")
    assert "Use a bigger lattice." in text_of((await mara.inbox())[-1].message)


async def test_stop_ends_the_waiting_for_the_name_of_an_article(office: Office) -> None:
    await office.mara.says(QUESTION)
    ines = office.ines
    await ines.opens_home()
    await ines.presses("Look")
    await ines.presses("Another article")
    await ines.says("stop")
    assert "I have stopped waiting for your answer" in ines.heard
    await ines.says("what is a SWOT analysis")
    assert "Do you mean one of these" not in ines.heard


async def test_stop_says_that_nothing_is_running_when_nothing_is_awaited_any_more(office: Office) -> None:
    mara, _ = await answered(office)
    await mara.inbox()
    await mara.says("stop")
    assert "Nothing is running now" in mara.heard
    await mara.presses("I need more")
    office.now += timedelta(days=2)
    await mara.says("stop")
    assert "Nothing is running now" in mara.heard


async def test_a_coach_who_meant_to_ask_is_told_that_the_question_is_still_theirs(office: Office) -> None:
    mara, petra = await claimed(office)
    await petra.says("what is a SWOT analysis")
    await petra.presses("I meant to ask you")
    assert "Mara’s question is still yours" in petra.heard
    assert [button.label for button in buttons(petra.reply.messages[-1])] == ["Answer"]
    await petra.presses("Answer")
    await petra.says("Use a bigger lattice.")
    await petra.presses("Send to Mara")
    assert "Use a bigger lattice." in text_of((await mara.inbox())[-1].message)


async def test_a_proposed_answer_holds_what_the_asker_still_needed_to_know(office: Office) -> None:
    mara, petra = await needs_more(office)
    await mara.presses("Send to Petra")
    await petra.inbox()
    await petra.presses("Answer")
    await petra.says("Then the deputy.")
    await petra.presses("Send to Mara")
    await mara.inbox()
    await mara.presses("I need more")
    await mara.says("And who is that?")
    await mara.presses("Send to Petra")
    await petra.presses("Propose as an article")
    shown = (await office.ines.opens_home()).seen
    assert "Use a bigger lattice.\n\nWhat if the chair is ill?\n\nThen the deputy." in shown
    assert "And who is that?" not in shown
