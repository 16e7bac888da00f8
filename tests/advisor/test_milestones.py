"""Deliverables with a date are the milestones of a plan."""

from bot.chat.blocks import Entries
from tests.advisor.conversation import House, Person, text_of
from tests.advisor.test_changing_actions import said
from tests.advisor.test_home import lists, states
from tests.advisor.test_nudges import arrivals
from tests.advisor.test_progress import bars
from tests.advisor.work import action, adds_action


async def submits_plan_with_milestone(person: Person) -> str:
    await person.commands("/action-plan new")
    await person.fills(start="2026-12-01").adds("goals")
    await person.fills(statement="Recruit 16 members").saves()
    await person.next()
    await person.adds("deliverables")
    await person.fills(name="List of companies", deadline="2026-12-03").saves()
    await person.next()
    await adds_action(person, **action("Call", "Jonas", "2027-06-10"))
    await (await person.next()).submits()
    return person.finished.document


def milestones(person: Person) -> list[tuple[str, str, list[str]]]:
    listed = [block for block in person.finished.content.blocks if isinstance(block, Entries)]
    (found,) = [block for block in listed if block.title == "Milestones"]
    return [(entry.title, entry.detail, states(entry)) for entry in found.items]


async def test_the_page_of_the_plan_tells_what_is_reached_and_one_press_says_so(house: House) -> None:
    mara = house.mara
    plan = await submits_plan_with_milestone(mara)
    await mara.opens(plan)
    assert milestones(mara) == [("List of companies", "Due 3 December 2026", [])]
    assert bars(mara.finished.content)[0].all == 1
    await mara.presses("Reached")
    assert mara.heard.startswith("Well done. The milestone “List of companies” is reached.")
    await mara.opens(plan)
    assert milestones(mara) == [("List of companies", "Due 3 December 2026", ["Reached"])]
    await mara.presses("Undo")
    await mara.opens(plan)
    assert milestones(mara) == [("List of companies", "Due 3 December 2026", [])]


async def test_its_owner_is_reminded_and_says_in_a_sentence_that_it_is_reached(house: House) -> None:
    mara = house.mara
    await submits_plan_with_milestone(mara)
    await house.until("2026-12-04 17:00")
    told = [(at.date().isoformat(), text) for at, text in await arrivals(mara)]
    assert [(day, text.partition(":")[0]) for day, text in told] == [
        ("2026-11-26", "A milestone is due on 3 December 2026"),
        ("2026-11-30", "Your week"),
        ("2026-12-02", "A milestone is due tomorrow, 3 December 2026"),
        ("2026-12-04", "A milestone was due on 3 December 2026"),
    ]
    assert "Milestone on 3 December 2026: List of companies" in told[1][1]
    assert "Nobody is responsible" not in told[0][1]
    await mara.presses("Why this?")
    assert "this is one of its milestones" in mara.heard
    await mara.says("mark list of companies as done")
    assert mara.heard.startswith("Mark the milestone “List of companies” as reached?")
    await mara.says("the milestone is reached")
    assert "The milestone “List of companies” is reached." in mara.heard
    await house.until("2027-01-15 17:00")
    assert await arrivals(mara) == []


async def test_everybody_sees_the_milestones_of_the_week(house: House) -> None:
    await submits_plan_with_milestone(house.mara)
    await house.until("2026-11-30 12:00")
    ((_, text),) = await arrivals(house.jonas)
    assert text.splitlines() == [
        "Your week:",
        "• Milestone on 3 December 2026: List of companies",
        "• Recruit 16 members: 0 of 1 done",
    ]


async def test_its_date_and_whether_it_is_reached_are_changed_from_home(house: House) -> None:
    mara = house.mara
    await submits_plan_with_milestone(mara)
    await mara.opens_home()
    (entry,) = lists(mara.home)["What is due"].items
    assert (entry.title, entry.detail) == ("List of companies", "Milestone · Due 3 December 2026")
    await mara.presses("Change")
    await mara.fills(status="done").next()
    assert "The milestone “List of companies” is now: Reached." in said(mara)
    await mara.opens_home()
    await mara.presses("Undo")
    await mara.opens_home()
    await mara.presses("Change")
    await mara.fills(deadline="2027-01-15").next()
    assert "now due on 15 January 2027 in your draft" in said(mara)
    await mara.presses("Submit changes")
    assert "Due 15 January 2027" in text_of((await mara.opens_home("mine.due")).home)  # type: ignore[arg-type]
