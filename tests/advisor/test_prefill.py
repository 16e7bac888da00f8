"""What was said once is offered, never asked again: need, goal, plan."""

from bot.chat.messages.direction import without_isolates
from tests.advisor.conversation import House
from tests.advisor.work import GOAL, drafts_goal, rates_needs


async def test_a_need_leads_to_a_goal_that_knows_it(house: House) -> None:
    mara = await (await rates_needs(house.mara, governance=("5", "1"))).submits()
    await mara.presses("Set a goal for Governance")
    assert mara.page.notices == ("Some answers come from your Needs assessment. Change what does not fit.",)
    for answers in list(GOAL.values())[:3]:
        await mara.fills(**answers).next()
    assert mara.answers["objective"] == "Governance"


async def test_a_goal_leads_to_a_plan_with_its_steps(house: House) -> None:
    mara = await (await drafts_goal(house.mara)).submits()
    await mara.presses("Make an action plan for this goal")
    (notice,) = mara.page.notices
    assert notice.startswith("Some answers come from your SMART goal “Recruit new member companies")
    assert mara.rows("goals")
    await mara.fills(start="2026-12-01").next()
    await mara.next()
    assert mara.rows("actions") == ["List 40 companies", "Call ten of them"]


async def test_the_command_takes_over_the_latest_goal_too(house: House) -> None:
    await (await drafts_goal(house.mara)).submits()
    jonas = await house.jonas.commands("/action-plan")
    assert "SMART goal" in jonas.page.notices[0]


async def test_an_unsubmitted_goal_is_not_taken_over(house: House) -> None:
    await drafts_goal(house.mara)
    assert (await house.jonas.commands("/action-plan")).page.notices == ()


async def test_the_button_of_a_goal_pressed_again_goes_on_with_its_plan(house: House) -> None:
    mara = await (await drafts_goal(house.mara)).submits()
    button = "Make an action plan for this goal"
    goal = mara.document
    await mara.presses(button)
    plan = mara.document
    await mara.fills(start="2026-12-01").next()
    await mara.opens(goal)
    await mara.presses(button)
    assert (mara.document, mara.on) == (plan, "deliverables")


async def test_a_deadline_taken_over_that_has_passed_needs_a_new_one(house: House) -> None:
    mara = await (await drafts_goal(house.mara)).submits()
    goal = mara.document
    await house.until("2027-07-05 10:00")
    await mara.opens(goal)
    await mara.presses("Make an action plan for this goal")
    await mara.fills(start="2027-07-06").next()
    await mara.next()
    await mara.next()
    assert all("is in the past" in row.error for row in mara.page.form.fields[0].rows)


async def test_a_parent_that_is_gone_leaves_an_empty_beginning(house: House) -> None:
    mara = await house.mara.presses_action("dialogue:start:smart-goal:gone:governance")
    assert (mara.on, mara.answers) == ("specific", {})


async def test_a_challenge_of_the_profile_becomes_a_goal_without_being_typed_again(house: House) -> None:
    mara = await house.mara.says("I want to fill in our cluster profile")
    await mara.fills(name="Lakeland Food", country="Lithuania", city="Kaunas", founded="2014", members="84").next()
    await mara.fills(ecosystems=["agri-food"], first="Taste").next()
    await mara.fills(themes=["governance"], own="Members differ in size").next()
    await (await mara.fills(role="Manager", joined="2019").next()).submits()
    await mara.presses("Work on: Members differ in size")
    assert mara.page.notices == (
        "Some answers come from your Cluster profile “Lakeland Food”. Change what does not fit.",
    )
    assert (mara.answers["theme"], mara.answers["own"]) == ("other", "Members differ in size")
    await mara.fills(shows="The same ten speak").next()
    await (await mara.fills(effect="The small ones leave").adds("causes")).fills(text="One format for all").saves()
    await (await (await mara.next()).adds("solutions")).fills(text="Invite small members alone").saves()
    await mara.next()
    (first,) = [choice.value for field in mara.page.form.fields for choice in field.choices]
    await (await mara.fills(first=first).next()).submits()
    assert "Invite small members alone | " in mara.seen
    await mara.presses("Set a goal for this solution")
    assert mara.answers["what"] == "Invite small members alone"
    assert mara.answers["why"] == "The small ones leave"


async def test_needs_of_members_are_weighed_and_taken_into_the_strategy(house: House) -> None:
    mara = await (await rates_needs(house.mara, digital=("5", "1"), governance=("5", "2"))).submits()
    await mara.presses("Weigh what your key members need")
    await (await mara.adds("members")).fills(name="Northern Mill", weight="5").saves()
    await mara.next()
    assert mara.rows("needs") == ["Digital transition"]
    await mara.next()
    (grid,) = mara.page.form.fields
    urgencies = {row.value: {cell.key: "3" for cell in grid.cells} for row in grid.grid_rows}
    await mara.fills(urgencies=urgencies).next()
    assert ("Northern Mill", "Digital transition: 3 / 3") in mara.review.parts[2].entries
    await mara.submits()
    assert "Northern Mill urgently needs what none of your services answers: Digital transition." in without_isolates(
        mara.seen
    )
    await mara.commands("/strategy-review")
    await mara.next()
    assert mara.rows("needs") == ["Digital transition", "Governance"]
    for _ in range(5):
        await mara.next()
    await mara.submits()
    assert "Trends | Empty" in mara.seen
    assert "You named no services." in mara.seen
