"""The status and the deadline of an action are changed from Home, from a reminder, and in a sentence."""

from bot.chat.views import DocumentView
from tests.advisor.conversation import House, Person, text_of
from tests.advisor.test_home import lists, states
from tests.advisor.work import action, submits_plan

SURVEY = action("Run the survey", "Mara", "2026-12-10")


def said(person: Person) -> str:
    """What the page says that follows the form."""
    assert isinstance(person.view, DocumentView)
    return text_of(person.view.content)


async def changes_survey(person: Person) -> Person:
    await submits_plan(person, SURVEY)
    await person.opens_home()
    return await person.presses("Change")


async def test_home_opens_a_form_with_what_stands_in_the_plan(house: House) -> None:
    mara = await changes_survey(house.mara)
    assert mara.page.notices == ("Run the survey",)
    assert mara.answers == {"deadline": "2026-12-10"}


async def test_a_status_counts_at_once(house: House) -> None:
    mara = await changes_survey(house.mara)
    await mara.fills(status="done").next()
    assert "The status of “Run the survey” is now: Done." in said(mara)
    assert "Submit" not in " ".join(mara.labels)
    due = lists((await house.jonas.opens_home("team")).home)["What is due for everybody"]
    assert [states(entry) for entry in due.items] == [["Done"]]


async def test_a_deadline_is_changed_in_the_draft_and_counts_when_it_is_submitted(house: House) -> None:
    mara = await changes_survey(house.mara)
    await mara.fills(deadline="3 May 2027").next()
    assert "now due on 3 May 2027 in your draft" in said(mara)
    plan = lists((await mara.opens_home("documents")).home)["Plans and other results"].items[0]
    assert states(plan) == ["Unsubmitted changes"]
    assert "Due 10 December 2026" in text_of((await house.jonas.opens_home("team")).home)  # type: ignore[arg-type]
    await mara.presses("Submit changes")
    assert "Due 3 May 2027" in text_of((await house.jonas.opens_home("team.due")).home)  # type: ignore[arg-type]


async def test_a_deadline_that_nobody_can_read_says_so_beside_its_field(house: House) -> None:
    mara = await changes_survey(house.mara)
    await mara.fills(deadline="some day").next()
    assert list(mara.errors) == ["deadline"]


async def test_what_stands_so_already_changes_nothing(house: House) -> None:
    mara = await changes_survey(house.mara)
    await mara.next()
    assert "Nothing was changed" in said(mara)


async def test_moved_back_there_is_nothing_to_submit(house: House) -> None:
    mara = await changes_survey(house.mara)
    await mara.fills(deadline="3 May 2027").next()
    await mara.says("postpone the deadline of run the survey to 10 December 2026")
    await mara.presses("Move it to 10 December 2026")
    assert "as in the plan that was submitted" in mara.heard


async def test_a_reminder_leads_to_the_form(house: House) -> None:
    mara = house.mara
    await submits_plan(mara, SURVEY)
    await house.until("2026-12-03 17:00")
    await mara.inbox()
    await mara.presses("Change")
    assert mara.answers == {"deadline": "2026-12-10"}


async def test_a_sentence_moves_a_deadline_after_a_look(house: House) -> None:
    mara = house.mara
    await submits_plan(mara, SURVEY, action("Call", "Mara", "2026-12-12"))
    await mara.says("postpone the deadline of run the survey to 3 May")
    assert "10 December 2026" in mara.heard
    await mara.presses("Move it to 3 May 2027")
    assert "now due on 3 May 2027 in your draft" in mara.heard
    await mara.presses("Submit changes")
    assert "Due 3 May 2027" in text_of((await mara.opens_home("mine.due")).home)  # type: ignore[arg-type]


async def test_of_several_actions_the_one_that_is_meant_is_asked_for(house: House) -> None:
    mara = house.mara
    await submits_plan(mara, SURVEY, action("Call", "Mara", "2026-12-12"))
    await mara.says("postpone the deadline to 3 May")
    assert mara.heard == "What do you want to move to 3 May 2027?"
    await mara.presses("Run the survey")
    assert "now due on 3 May 2027 in your draft" in mara.heard


async def test_a_sentence_marks_an_action_as_done_after_a_look(house: House) -> None:
    mara = house.mara
    await submits_plan(mara, SURVEY, action("Call", "Mara", "2026-12-12"))
    await mara.says("the survey is done")
    await mara.presses("Yes, it is done")
    assert "“Run the survey” is marked as done" in mara.heard


async def test_an_action_that_is_not_there_any_more_is_not_changed(house: House) -> None:
    mara = await house.mara.presses_action("action:change:nothing:row")
    assert "no longer needed" in mara.heard
    await mara.presses_action("action:move:nothing:row:2027-05-03")
    assert "no longer needed" in mara.heard
    await mara.presses_action("action:move:nothing:row:soon")
    assert "button" in mara.heard.casefold()
