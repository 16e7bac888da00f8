"""What is asked next in a thread is understood with what was said before."""

from datetime import timedelta

from tests.advisor.conversation import Person
from tests.curation.conftest import Office


async def says(person: Person, *texts: str) -> Person:
    for text in texts:
        person.house.now += timedelta(minutes=1)
        await person.says(text)
    return person


async def test_tell_me_more_gives_the_rest_of_the_last_answer(office: Office) -> None:
    mara = await says(office.mara, "what is a SWOT analysis", "tell me more")
    assert office.knowledge.engine.library.articles["swot-analysis"].more.split("\n")[-1][-20:] in mara.heard


async def test_more_is_never_about_what_nobody_answered(office: Office) -> None:
    mara = await says(office.mara, "quantum chromodynamics on the lattice", "tell me more")
    assert "Ask me a question first" in mara.heard


async def test_more_after_an_unknown_question_goes_back_to_the_last_answer(office: Office) -> None:
    mara = await says(office.mara, "what is a SWOT analysis", "quantum chromodynamics on the lattice", "tell me more")
    assert "SWOT" in mara.heard


async def test_a_follow_up_stays_with_what_was_answered(office: Office) -> None:
    mara = await says(office.mara, "what is a RACI matrix", "and who should sign it?")
    assert "RACI" in "\n".join([mara.heard, *mara.labels[:4]])


async def test_several_questions_are_answered_one_by_one_and_kept_as_such(office: Office) -> None:
    mara = await says(office.mara, "What is a SWOT analysis? What is a RACI matrix?")
    assert "one by one" in mara.heard.casefold()
    assert mara.heard.index("SWOT analysis") < mara.heard.index("RACI matrix")
    await mara.presses("Not helpful")
    office.now += timedelta(minutes=1)
    assert "What is a RACI matrix?" in (await office.ines.opens_home()).seen
    assert "What is a SWOT analysis?" not in office.ines.seen


async def test_after_several_questions_more_is_about_the_last(office: Office) -> None:
    mara = await says(office.mara, "What is a SWOT analysis? What is a RACI matrix?", "tell me more")
    assert mara.heard.startswith("RACI")


async def test_threads_do_not_mix(office: Office) -> None:
    await says(office.mara, "what is a SWOT analysis")
    jonas = await says(office.jonas, "tell me more")
    assert "Ask me a question first" in jonas.heard
