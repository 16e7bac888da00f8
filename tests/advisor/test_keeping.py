"""Documents as a whole: copied, renamed, deleted and brought back; and what was taken over from them."""

from datetime import timedelta

from bot.chat.blocks import Button, Buttons, Entries
from bot.chat.views import Message
from bot.reminders.housekeeping import tidy
from tests.advisor.conversation import House, Person, text_of
from tests.advisor.work import action, drafts_goal, rates_needs, submits_plan


def titles(home: Message | None) -> dict[str, list[str]]:
    assert home is not None
    return {block.title: [entry.title for entry in block.items] for block in home.blocks if isinstance(block, Entries)}


def menu_of(person: Person) -> tuple[Button, ...]:
    return next(b.more for b in person.finished.content.blocks if isinstance(b, Buttons) and b.more)


async def test_last_year_s_plan_is_the_start_of_a_new_one_in_which_nothing_is_done(house: House) -> None:
    mara = house.mara
    plan = await submits_plan(mara, action("Call", status="done"), action("Write"))
    await mara.presses_action(f"document:copy:{plan}")
    assert mara.page.notices[0].startswith("This starts with the answers from “Recruit 16 members”")
    assert mara.document != plan
    await mara.next()
    await mara.next()
    assert mara.rows("actions") == ["Call", "Write"]
    await mara.edits("actions", "Call")
    assert not mara.answers.get("status")


async def test_a_document_is_called_as_people_want_also_after_it_is_edited(house: House) -> None:
    mara = house.mara
    plan = await submits_plan(mara, action("Call"))
    await mara.opens(plan)
    assert [button.label for button in menu_of(mara)] == ["Use as a start for a new one", "Rename", "Delete"]
    await mara.presses_action(f"document:rename:{plan}")
    await mara.says("Plan of the food group")
    assert "“Recruit 16 members” is now called “Plan of the food group”." in mara.heard
    await mara.opens(plan, "deliverables")
    await mara.next()
    assert "Action plan: Plan of the food group" in str(titles((await mara.opens_home("documents")).home))


async def test_a_question_is_no_name(house: House) -> None:
    mara = house.mara
    plan = await submits_plan(mara, action("Call"))
    await mara.presses_action(f"document:rename:{plan}")
    await mara.says("what is a cluster?")
    assert "is now called" not in mara.heard


async def test_a_deleted_document_is_nobody_s_and_comes_back_with_its_reminders(house: House) -> None:
    mara, petra = house.mara, house.petra
    plan = await submits_plan(mara, action("Call", responsible="Mara", deadline="2027-01-15"))
    await mara.presses_action(f"document:hand-in:{plan}")
    await mara.presses_action(f"document:delete:{plan}")
    assert "for your coach as well" in mara.heard
    await mara.presses("Delete it")
    assert "can be brought back until" in mara.heard
    home = titles((await mara.opens_home("documents")).home)
    assert home["Deleted and cancelled"] == ["Action plan: Recruit 16 members"]
    assert titles((await petra.opens_home()).home)["Handed in by your clusters"] == []
    await mara.presses("Bring it back")
    assert mara.finished.document == plan
    assert await house.until("2027-01-16 12:00") > 0


async def test_a_deleted_document_is_not_reminded_of(house: House) -> None:
    mara = house.mara
    plan = await submits_plan(mara, action("Call", responsible="Mara", deadline="2027-01-15"))
    await mara.presses_action(f"document:delete-it:{plan}")
    assert await house.until("2027-01-16 12:00") == 0


async def test_what_was_deleted_is_erased_after_thirty_days(house: House) -> None:
    mara = house.mara
    plan = await submits_plan(mara, action("Call"))
    await mara.presses_action(f"document:delete-it:{plan}")
    await tidy(house.store, house.now + timedelta(days=31))
    await mara.opens(plan)
    assert "can’t find this document" in mara.heard


async def test_documents_are_found_by_words_in_their_answers(house: House) -> None:
    mara = house.mara
    await submits_plan(mara, action("Call", requirements="Übersetzer"))
    await drafts_goal(house.jonas)
    found = titles((await mara.opens_home("documents.found.1.ubersetz")).home)["Found"]
    assert found == ["Action plan: Recruit 16 members"]
    found = titles((await mara.opens_home("documents.found.1.food industry")).home)["Found"]
    assert found == ["SMART goal: Recruit new member companies from the food industry"]
    await mara.opens_home("documents.found.1.zebra")
    assert "I did not find “zebra” in any of your documents." in mara.seen


async def test_about_us_tells_what_was_said_with_who_said_it_and_the_way_to_change_it(house: House) -> None:
    mara = house.mara
    await (await rates_needs(house.jonas, governance=("5", "1"))).submits()
    await (await drafts_goal(mara)).submits()
    await mara.presses_action("home:about")
    shown = text_of(mara.finished.content)
    assert "Governance" in shown
    assert "Said by Jonas" in shown
    assert "from 84 to 100 companies" in shown
    await mara.presses("Edit")
    assert mara.review.title == "Needs assessment"


async def test_what_was_taken_over_says_so_beside_the_field_until_it_is_changed(house: House) -> None:
    mara = await (await rates_needs(house.mara, governance=("5", "1"))).submits()
    await mara.presses("Set a goal for Governance")
    await mara.opens(mara.document, "relevant")
    said = "Taken over from: Needs assessment."
    assert said in next(f.question.help for f in mara.page.form.fields if f.key == "objective")
    await mara.fills(objective="A better board").next()
    await mara.opens(mara.document, "relevant")
    assert said not in next(f.question.help for f in mara.page.form.fields if f.key == "objective")


async def test_an_answer_that_two_documents_lead_to_names_the_one_in_which_it_was_said(house: House) -> None:
    mara = await house.mara.commands("/needs")
    await mara.next()
    await mara.next()
    noted = {"governance": {"importance": "5", "today": "1", "note": "The board never meets"}}
    await (await (await mara.fills(ratings=noted).next()).next()).submits()
    await mara.commands("/cluster-profile")
    await mara.fills(name="Lakeland Food", country="Lithuania", city="Kaunas", members="84").next()
    await mara.fills(ecosystems=["agri-food"], first="Taste").next()
    await mara.fills(themes=["governance"]).next()
    await (await mara.fills(role="Manager").next()).submits()
    await mara.presses("Work on: Governance")
    told = {field.key: field.question.help for field in mara.page.form.fields}
    assert mara.answers["shows"] == "The board never meets"
    assert "Taken over from: Needs assessment." in told["shows"]
    assert "Taken over from: Cluster profile: Lakeland Food." in told["theme"]


async def test_a_change_at_the_source_is_offered_to_drafts_and_never_made_unasked(house: House) -> None:
    mara = await (await drafts_goal(house.mara)).submits()
    goal = mara.document
    await mara.presses("Make an action plan for this goal")
    plan = mara.document
    await mara.opens(goal, "measurable")
    await mara.fills(target="120").next()
    await mara.opens(goal, "review")
    await mara.submits()
    assert "took over answers from this document" in mara.heard
    await mara.opens(plan, "start")
    assert not any("120" in row for row in mara.rows("goals"))
    await mara.presses_action(f"document:take-over:{plan}")
    await mara.opens(plan, "start")
    assert any("120" in row for row in mara.rows("goals"))
    await mara.presses_action(f"document:take-over:{plan}")
    assert "nothing new to take over" in mara.heard
