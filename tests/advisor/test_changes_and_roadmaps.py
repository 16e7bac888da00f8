"""From a business model or a roadmap to the plan that begins with it."""

from tests.advisor.conversation import House, text_of


async def test_two_canvases_lead_to_a_plan_for_the_chosen_changes(house: House) -> None:
    mara = await house.mara.says("I want to draw our business model")
    await mara.fills(value="Contacts", members="84 companies", activities="Events").next()
    await mara.fills(private_funding="Flat fee", public_share="77", private_share="20").next()
    assert "These shares add up to 97 %. 3 % are missing" in mara.seen
    await mara.fills(public_share="80 %").next()
    assert mara.answers["value"] == "Contacts"  # the second canvas begins as the first
    await mara.fills(value="Contacts\nA test lab").next()
    assert mara.answers["public_share"] == "80"
    await mara.next()
    assert mara.rows("changes") == ["A test lab"]
    await mara.edits("changes", "A test lab")
    await mara.fills(duration="2-years").saves()
    await mara.next()
    assert mara.rows("promising") == ["A test lab"]
    await (await mara.next()).submits()
    shown = text_of(mara.finished.content)
    assert "None of the changes you chose can be done within six months" in shown
    assert "Public funding pays 80 % of your income today" in shown
    await mara.presses("Make an action plan for these changes")
    assert mara.page.notices == ("Some answers come from your Business model. Change what does not fit.",)
    await mara.opens(mara.document, "actions")
    assert mara.rows("actions") == ["A test lab"]


async def test_a_roadmap_leads_to_a_plan_for_its_first_six_months(house: House) -> None:
    mara = await house.mara.says("plan our green transition")
    await mara.fills(ambition="Less CO2 at every second member", start="2027-01-11").adds("needs")
    await mara.fills(need="Know the energy use").saves()
    await mara.next()
    await mara.next()
    await mara.adds("activities")
    await mara.fills(activity="Energy checks", horizon="now", owner="Jonas", kpi="CO2").saves()
    await (await mara.next()).submits()
    shown = text_of(mara.finished.content)
    assert "No activity answers the need “Know the energy use” yet" in shown
    assert "“CO2” has no number yet" in shown
    await mara.presses("Make an action plan for the first six months")
    assert mara.rows("goals") == ["Less CO2 at every second member"]
    await mara.opens(mara.document, "actions")
    assert mara.rows("actions") == ["Energy checks"]
