"""What goes to a coach is shown before it goes."""

from tests.advisor.conversation import House

QUESTION = "quantum chromodynamics on the lattice"


async def test_the_question_and_what_was_asked_before_is_shown_first(house: House) -> None:
    mara = house.mara
    await mara.says("what is a SWOT analysis")
    await house.passes(minutes=1)
    await mara.says(QUESTION)
    await mara.presses("Ask a coach")
    assert QUESTION in mara.heard
    assert "what is a SWOT analysis" in mara.heard
    assert not await house.petra.inbox()


async def test_nothing_goes_where_the_person_decides_against_it(house: House) -> None:
    mara = house.mara
    await mara.says(QUESTION)
    await mara.presses("Ask a coach")
    await mara.presses("Don’t send")
    assert "I sent nothing" in mara.heard
    assert not await house.petra.inbox()


async def test_it_goes_with_a_second_press_only(house: House) -> None:
    mara = house.mara
    await mara.says(QUESTION)
    await mara.presses("Ask a coach")
    await mara.presses("Send to Petra")
    assert "I passed your question to Petra" in mara.heard
    assert len(await house.petra.inbox()) == 1
