"""From a question to the coach's comment, the whole way: one conversation, held on every surface."""

import pytest

from tests.conversations.driver import Driver
from tests.conversations.house import House
from tests.conversations.surfaces import SURFACES

ACTIONS = (
    ("Invite ten companies to the open day", "Ana Sample", "Boris Sample", 20, "High", "Low"),
    ("Write the leaflet", "Carla Sample", "Ana Sample", 30, "High", "High"),
    ("Call the chamber", "Ana Sample", "Ana Sample", 40, "Low", "Low"),
    ("Count the new members", "Ana Sample", "Boris Sample", 60, "Low", "High"),
)
FIRST = ACTIONS[0][0]


HELD = [*(("sqlite", surface) for surface in SURFACES), ("postgresql", "teams")]


@pytest.mark.parametrize(("database_url", "surface"), HELD, indirect=["database_url"])
async def test_from_a_question_to_a_comment(house: House, surface: str) -> None:
    ana, petra = await house.colleague("Ana", surface), await house.coach("Petra", surface)
    await a_question_is_answered(ana)
    await needs_are_assessed(ana)
    await a_goal_is_set(ana, house.day(200))
    await a_plan_is_made(ana, house)
    await the_plan_is_reminded_of_and_done(ana, house)
    await the_coach_comments(ana, petra)


async def a_question_is_answered(ana: Driver) -> None:
    await ana.asks("How do we attract new members?")
    assert "Source:" in ana.said


async def needs_are_assessed(ana: Driver) -> None:
    await ana.begins("needs")
    assert "Needs assessment" in ana.said
    await ana.fills({"Attracting members": {"Importance": "5", "Handled today": "1"}})
    for _ in range(4):
        await ana.goes_on()
    assert "Attracting members" in ana.said
    await ana.submits()
    assert "Priority" in ana.said


async def a_goal_is_set(ana: Driver, day: str) -> None:
    await ana.presses("Set a goal for Attracting members")
    assert "SMART goal" in ana.said
    await ana.fills({"What will you do": "Recruit new member companies from the food industry"})
    await ana.goes_on()
    await ana.fills({"What will you measure": "New member companies", "Which number": "100"})
    await ana.goes_on()
    await ana.fills({"What are the first steps": "List 40 companies"})
    await ana.goes_on()
    assert ana.answer("Which objective") == "Attracting members"
    await ana.fills(dict.fromkeys(("Is there a budget", "Is there enough", "Do you have the right"), "Yes"))
    await ana.goes_on()
    await ana.fills({"By when": day})
    await ana.goes_on()
    assert "New member companies" in ana.said
    await ana.goes_on()
    assert "Recruit new member companies" in ana.said
    await ana.submits()


async def a_plan_is_made(ana: Driver, house: House) -> None:
    await ana.presses("Make an action plan for this goal")
    assert "Action plan" in ana.said
    await ana.fills({"When does the plan start": house.day(0)})
    await ana.goes_on()
    await ana.goes_on()  # no deliverables
    await ana.removes("List 40 companies")
    for action, responsible, accountable, days, impact, effort in ACTIONS[:2]:
        given = {"What will be done": action, "Who is responsible": responsible, "By when": house.day(days)}
        await ana.adds("Action", given | {"Who is accountable": accountable, "Impact": impact, "Effort": effort})
    await ana.presses("Save and close")
    assert "Saved" in ana.said

    await ana.begins("action-plan")
    while "Invite ten companies" not in ana.said:
        await ana.goes_on()
    for action, responsible, accountable, days, _, _ in ACTIONS[2:]:
        given = {"What will be done": action, "Who is responsible": responsible, "By when": house.day(days)}
        await ana.adds("Action", given | {"Who is accountable": accountable})
    assert all(action in ana.said for action, *_ in ACTIONS)
    assert "List 40 companies" not in ana.said
    await ana.goes_on()
    assert "Write the leaflet" in ana.said
    await ana.submits()
    assert "Invite ten companies" in ana.said
    roles = {row[""]: row for row in await ana.reads_table("Roles (RACI)")}
    assert list(roles) == [action for action, *_ in ACTIONS]
    assert (roles[FIRST]["Ana Sample"], roles[FIRST]["Boris Sample"]) == ("R", "A")


async def the_plan_is_reminded_of_and_done(ana: Driver, house: House) -> None:
    await house.passes(days=14)
    await ana.looks()
    assert FIRST in ana.said
    await ana.presses("Done")
    assert f"“{FIRST}” is marked as done" in ana.said
    await house.passes(days=12)
    await ana.looks()
    assert FIRST not in ana.said


async def the_coach_comments(ana: Driver, petra: Driver) -> None:
    await ana.presses("Hand in to coach")
    assert "Petra Sample can see version 1 now" in ana.said
    await petra.looks()
    assert "has handed in" in petra.said
    await petra.presses("Open")
    await petra.presses("Comment on: Actions")
    assert "Press “Comment” beside whatever you want to comment on" in petra.said
    await petra.presses("Comment")
    await petra.fills({"What do you want?": "Question", "What do you want to say": "Firms, or people?"})
    await petra.goes_on()
    assert "Saved: your comment on" in petra.said
    await petra.presses("Back to the document")
    await petra.presses("Send back")
    assert "They have been told." in petra.said

    await ana.looks_home()
    await ana.presses("See the comments")
    assert "Firms, or people?" in ana.said
    await ana.presses("Answer")
    await ana.asks("Firms")
    assert "I took this as your answer about" in ana.said
    assert "Open points: 0." in ana.said
