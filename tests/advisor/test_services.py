"""From services and skills to a goal: each document leads to the next, with what was said filled in."""

from typing import Any

import pytest

from tests.advisor.conversation import House, Person


async def lists(person: Person, field: str, *entries: dict[str, Any]) -> Person:
    """Add entries to the list on the open page."""
    for entry in entries:
        await person.adds(field)
        person.fills(**entry)
        await person.saves()
    return person


@pytest.mark.parametrize(
    ("text", "dialogue"),
    [
        ("I want to review our services", "service-portfolio"),
        ("we would like to develop a new service", "service-idea"),
        ("please map our digital skills", "digital-skills"),
        ("help us find training partners", "training-partners"),
    ],
)
async def test_plain_words_start_it(house: House, text: str, dialogue: str) -> None:
    mara = await house.mara.says(text)
    assert mara.page.form.dialogue == dialogue


async def test_a_missing_skill_leads_to_partners_to_a_service_and_to_a_goal(house: House) -> None:
    mara = await house.mara.commands("/digital-skills")
    await (await lists(mara, "skills", {"name": "Reading machine data"}, {"name": "Office programs"})).next()
    data, office = (row.value for row in mara.page.form.fields[0].grid_rows)
    await mara.fills(demand={data: {"demand": "5"}, office: {"demand": "4"}}).next()
    await mara.fills(supply={data: {"supply": "1"}, office: {"supply": "5"}}).next()
    await mara.fills(training={data: {"trainers": "Technical University\nData company"}}).next()
    await mara.submits()
    assert "Your first gap is “Reading machine data”" in mara.seen

    await mara.presses("Find training partners for “Reading machine data”")
    assert mara.rows("needs") == ["Reading machine data"]
    await mara.next()
    assert mara.rows("partners") == ["Technical University", "Data company"]
    await mara.next()
    (row,), (university, company) = mara.page.form.fields[0].grid_rows, mara.page.form.fields[0].cells
    await mara.fills(fit={row.value: {university.key: "3", company.key: "0"}}).next()
    await mara.submits()

    await mara.presses("Develop a service for “Reading machine data”")
    assert mara.answers["need"] == "Reading machine data"
    await mara.next()
    assert mara.answers["partners"] == "Technical University"
    await mara.fills(users="manufacturers", value="They find waste", deliver="Two half days").next()
    await mara.next()
    await mara.next()
    await mara.submits()
    assert "There is no pilot yet" in mara.seen

    await mara.presses("Set a goal for launching “Training: Reading machine data”")
    assert mara.answers["what"] == "Launch Training: Reading machine data"


async def test_a_reviewed_portfolio_becomes_a_plan(house: House) -> None:
    mara = await house.mara.commands("/services")
    await (await lists(mara, "services", {"name": "Fair"}, {"name": "Letter"})).next()
    fair, letter = (row.value for row in mara.page.form.fields[0].grid_rows)
    ratings = {fair: {"effort": "5", "satisfaction": "4"}, letter: {"effort": "1", "satisfaction": "4"}}
    await mara.fills(ratings=ratings).next()
    await mara.fills(ratings={fair: {"satisfaction": "1"}, letter: {"satisfaction": "4"}}).next()
    await (await lists(mara, "needs", {"need": "Data skills"})).next()
    await mara.submits()
    assert "You rate satisfaction with “Fair” at 4, your members at 1." in mara.seen

    await mara.presses("Make an action plan for these changes")
    await mara.opens(mara.document, "actions")
    assert mara.rows("actions") == ["Stop Fair", "Start a service for Data skills"]
