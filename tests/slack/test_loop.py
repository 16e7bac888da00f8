"""The whole of coaching in Slack, as three people see it: from the invitation to the last action."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.slack.loop import CLUSTER, Loop, everybody_is_invited_and_joins, programme_of

PLAN = "Recruit new member companies"
SESSION = "Wednesday, 27 January 2027, 14:00"
DUE = "Sunday, 24 January 2027, 14:00"


@pytest.fixture
async def loop(data: Path) -> AsyncIterator[Loop]:
    async with programme_of(data) as begun:
        yield begun


async def test_a_plan_goes_all_the_way_from_the_invitation_to_its_last_action(loop: Loop) -> None:
    await everybody_is_invited_and_joins(loop)
    await the_cluster_says_who_it_is_and_what_it_needs(loop)
    await a_goal_becomes_a_plan(loop)
    await a_time_that_the_coach_offers_is_chosen(loop)
    await the_plan_is_reminded_of_and_handed_in(loop)
    await the_coach_comments(loop)
    await the_cluster_answers_and_hands_in_again(loop)
    await the_coach_accepts(loop)
    await the_actions_are_done(loop)
    await loop.others_know_nothing(PLAN, "Which ten?", "Write the leaflet")


async def the_cluster_says_who_it_is_and_what_it_needs(loop: Loop) -> None:
    ana = loop.ana
    await ana.command("/cluster-profile", channel="DUANA")
    assert ana.value("What is your cluster called") == CLUSTER, "it was said when the cluster was set up"
    await loop.fills(
        ana,
        {"Which city": "Linz", "How many members": "84"},
        {"Which industrial ecosystems": ["Agri-food"], "Your first word": "Food"},
        {"Which challenges": ["Attracting members"]},
        {"What is your role": "Cluster manager"},
        {},
    )
    assert "Submitted: version 1" in loop.news(ana)
    await ana.press("Rate all your needs")
    ana.fill_nth("Importance", 0, "5")
    ana.fill_nth("Handled today", 0, "1")
    assert "Submitted: version 1 of “Needs assessment”." in await loop.fills(ana, {}, {}, {}, {}, {})
    assert "Attracting members" in loop.news(ana)


async def a_goal_becomes_a_plan(loop: Loop) -> None:
    ana, petra = loop.ana, loop.petra
    await ana.press("Set a goal for Attracting members")
    await loop.fills(
        ana,
        {"What will you do": PLAN},
        {"What will you measure": "Member companies", "Which number": "100"},
        {"What are the first steps": "List 40 companies"},
        dict.fromkeys(("Is there a budget", "Is there enough", "Do you have the right"), "Yes"),
        {"By when": loop.day(200)},
        {},
        {},
    )
    await ana.press("Make an action plan for this goal")
    await loop.fills(ana, {"When does the plan start": loop.day(0)}, {})
    await ana.choose_for_row("List 40 companies", "Remove")
    await loop.fills(ana, {})
    await loop.adds(ana, "Invite ten companies", "Ana Sample", 40)
    await loop.adds(ana, "Write the leaflet", "Rui Sample", 30)
    await loop.fills(ana, {}, {})
    assert "I remind you and Rui Sample 7 days and 1 day before each deadline" in loop.news(ana)
    assert "Hand in" not in await loop.home(petra)
    assert "Draft: 1" in await loop.home(petra)
    assert loop.news(petra) == "", "of what was not handed in a coach learns that there is a draft"


async def a_time_that_the_coach_offers_is_chosen(loop: Loop) -> None:
    ana, petra, rui = loop.ana, loop.petra, loop.rui
    await loop.home(petra, "Offer times")
    said = await loop.fills(petra, {"When?": "2027-01-27 14:00\n2027-01-28 10:00"})
    assert "Offered now: 2. You will be told when one is chosen." in said
    await loop.home(ana, "Choose a time")
    await ana.press_in_modal("Choose", below=SESSION)
    assert f"Your coaching session is set: {SESSION}." in ana.reads()
    assert f"*Can be moved until*  {DUE}" in ana.reads()
    await loop.passes(minutes=1)
    assert f"{CLUSTER} set a coaching session with you: {SESSION}." in loop.news(petra)
    assert f"Ana Sample set a coaching session: {SESSION}." in loop.news(rui)
    assert f"Hand in “{PLAN}” for the coaching session" in await loop.home(rui)
    assert f"*{CLUSTER}: {SESSION}*" in await loop.home(petra)


async def the_plan_is_reminded_of_and_handed_in(loop: Loop) -> None:
    ana, petra, rui = loop.ana, loop.petra, loop.rui
    await loop.passes(days=11)
    asked = f"Your action plan should be with your coach by {DUE}."
    assert asked in loop.news(ana)
    assert asked in loop.news(rui)
    assert PLAN not in await loop.home(petra) + loop.news(petra), "nothing before it is handed in"
    await ana.press("Open the plan")
    await ana.press_in_modal("Hand in to coach")
    assert "Handed in: Petra Sample can see version 1 now" in ana.reads()
    assert "This reminder is no longer needed" in ana.heard()[-1]
    assert "no longer needed" in rui.heard()[-1]
    assert "The plan is due by" not in await loop.home(ana)
    await loop.passes(minutes=1)
    assert f"{CLUSTER} has handed in “{PLAN}”, version 1." in loop.news(petra)


async def the_coach_comments(loop: Loop) -> None:
    ana, petra, rui = loop.ana, loop.petra, loop.rui
    await petra.press("Open")
    assert "Version 1 is with you." in petra.reads()
    assert f"SMART goal: {PLAN}\nNeeds assessment\nCluster profile: {CLUSTER}" in petra.reads()
    await petra.press_in_modal("Comment on: Actions")
    await petra.press_in_modal("Comment", below="Invite ten companies")
    await loop.fills(petra, {"What do you want?": "Change requested", "What do you want to say": "Which ten?"})
    await petra.press_in_modal("Comment", below="Write the leaflet")
    await loop.fills(petra, {"What do you want?": "Question", "What do you want to say": "In which languages?"})
    await petra.press_in_modal("Back to the document")
    await petra.press_in_modal("Overall note and next steps")
    await loop.fills(petra, {"Overall note": "Well begun.", "Next steps": "Ask the chamber for addresses"})
    assert loop.news(petra) == "", "what is not sent back stands in no conversation"
    assert "From your coach" not in await loop.home(ana), "only Petra sees it"

    await loop.home(petra)
    await petra.press_home("Open")
    await petra.press_in_modal("Send back")
    assert f"Sent back to {CLUSTER}: your feedback on version 1." in petra.reads()
    await loop.passes(minutes=1)
    for person in (ana, rui):
        assert f"Petra Sample has commented on version 1 of *{PLAN}*. Open points: 2." in loop.news(person)
        assert f"*Answer your coach’s comments on “{PLAN}”" in await loop.home(person)


async def the_cluster_answers_and_hands_in_again(loop: Loop) -> None:
    ana, petra, rui = loop.ana, loop.petra, loop.rui
    await loop.home(ana)
    await ana.press("See the comments")
    assert "*Open points: 2* of 2." in ana.reads()
    assert "Well begun." in ana.reads()
    await ana.press_in_modal("Make it an action", below="Ask the chamber for addresses")
    assert ana.value("What will be done") == "Ask the chamber for addresses"
    await loop.fills(ana, {"Who is responsible": "Rui Sample", "By when": loop.day(10)})
    assert "Petra Sample asks for a change: Which ten?" in ana.reads()
    await ana.choose_for_row("Invite ten companies", "Edit")
    await loop.fills(ana, {"What will be done": "Invite ten food companies"}, {}, {})
    await ana.press_in_modal("Answer", below="Which ten?")
    await loop.fills(ana, {"What do you answer": "Those of the list"})
    await ana.press_in_modal("Answer the next one")
    await ana.close()
    await ana.say("German and English")
    assert "I took this as your answer about “Write the leaflet”:\nGerman and English" in loop.news(ana)
    await loop.passes(minutes=1)
    assert f"{CLUSTER} has answered all your comments on *{PLAN}*." in loop.news(petra)
    await petra.press("Open the latest version")
    assert "*Open points: 0* of 2." in petra.reads()
    unseen = ("food companies", "Now an action", "Deadline: 1 February 2027")
    assert [text for text in unseen if text in petra.reads()] == [], "not handed in yet"

    await loop.home(ana)
    await ana.press("Hand in to coach")
    await loop.passes(minutes=1)
    assert f"{CLUSTER} has handed in “{PLAN}”, version 2." in loop.news(petra)
    await petra.press("What changed since version 1")
    assert "Version 1: Invite ten companies · Version 2: Invite ten food companies" in petra.reads()
    assert "“Ask the chamber for addresses”*\n     Version 1: Not there yet" in petra.reads()
    assert "Handed in" not in loop.news(rui)


async def the_coach_accepts(loop: Loop) -> None:
    ana, petra, rui = loop.ana, loop.petra, loop.rui
    await loop.home(petra)
    await petra.press_home("Open")
    assert "*Ask the chamber for addresses*\n     Responsible: Rui Sample" in petra.reads()
    assert "Ana Sample answered: Those of the list" in petra.reads()
    await petra.press_in_modal("Accept as a whole")
    assert f"You accepted version 2 of {CLUSTER}." in petra.reads()
    await loop.passes(minutes=1)
    for person in (ana, rui):
        assert f"Petra Sample has accepted version 2 of *{PLAN}*." in loop.news(person)
    assert "✅ Accepted" in await loop.home(ana, "Documents")
    assert "Accepted: 1" in await loop.home(petra)


async def the_actions_are_done(loop: Loop) -> None:
    ana, petra, rui = loop.ana, loop.petra, loop.rui
    await loop.passes(days=3)
    assert "This is due on 1 February 2027: *Ask the chamber for addresses*" in loop.news(rui)
    await rui.press("Done")
    assert "“Ask the chamber for addresses” is marked as done" in loop.news(rui)
    assert "This is due" not in loop.news(ana)
    await loop.passes(days=3)
    assert f"Your coaching session with {CLUSTER} is on {SESSION}." in loop.news(petra)
    assert f"Your coaching session is on {SESSION}." in loop.news(ana)
    for person, days in ((rui, 7), (ana, 10)):
        await loop.passes(days=days)
        assert "This is due" in loop.news(person)
        await person.press("Done")
    await ana.press("See the comments")
    assert "*Progress*  ▓▓▓▓▓ 3 of 3 done" in ana.reads()
    assert "Everything in this plan is done, so I remind nobody." in ana.reads()
    for person in (ana, rui, petra):
        loop.news(person)
    await loop.passes(days=30)
    assert [loop.news(person) for person in (ana, rui, petra)] == ["", "", ""]
