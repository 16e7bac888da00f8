"""Reminders to look back on a strategy, as whose it is gets them."""

from tests.advisor.conversation import House, Person, text_of


async def submits_strategy(person: Person, **reviews: str) -> Person:
    """A submitted international strategy with these answers on the page of its reviews."""
    await person.commands("/international new")
    rated = {"sell": {"ambition": "4", "capability": "4"}}
    await person.fills(market="Three neighbours", standing=rated).next()
    await person.fills(approach="markets").adds("objectives")
    await person.fills(objective="Ten members sell in the north").saves()
    await person.next()
    await person.adds("services")
    await person.fills(service="Study tour").saves()
    await person.next()
    return await (await person.fills(**reviews).next()).submits()


async def days(person: Person) -> list[str]:
    return [line.at.date().isoformat() for line in await person.inbox()]


async def test_a_submitted_strategy_reminds_its_owner_of_each_review(house: House) -> None:
    await submits_strategy(house.mara, first="2027-03-10", pause="6-months", last="2027-12-31")
    await house.until("2027-03-11 12:00")
    first, second = [text_of(line.message) for line in await house.mara.inbox()]
    assert first.startswith("On 10 March 2027 you review your strategy: Ten members sell in the north.")
    assert second.startswith("Today, 10 March 2027, you review your strategy")
    await house.until("2027-12-31 12:00")
    assert (await days(house.mara))[-2:] == ["2027-09-03", "2027-09-10"]
    assert await days(house.jonas) == []


async def test_a_newer_version_withdraws_the_reminder_of_the_old_date(house: House) -> None:
    mara = await submits_strategy(house.mara, first="2027-03-10", pause="6-months", last="2027-03-20")
    await mara.opens(mara.finished.document, "reviews")
    await (await mara.fills(first="2027-04-14", last="2027-04-20").next()).submits()
    await house.until("2027-05-01 12:00")
    assert await days(house.mara) == ["2027-04-07", "2027-04-14"]


async def test_the_page_of_a_strategy_says_when_the_next_review_is_and_who_is_reminded(house: House) -> None:
    mara = await submits_strategy(house.mara, first="2027-03-10", pause="6-months", last="2027-03-20")
    document = mara.finished.document
    told = "The next review is on 10 March 2027. I will remind {} 7 days before and on the day."
    assert told.format("you") in text_of(mara.finished.content)
    jonas = await house.jonas.opens(document)
    assert told.format("Mara") in text_of(jonas.finished.content)
    await house.until("2027-03-21 12:00")
    assert "All its reviews are over" in text_of((await jonas.opens(document)).finished.content)


async def test_the_reminder_opens_the_strategy_says_why_it_came_and_can_be_put_off(house: House) -> None:
    mara = await submits_strategy(house.mara, first="2027-03-10", pause="6-months", last="2027-03-20")
    document = mara.finished.document
    await house.until("2027-03-10 12:00")
    await mara.inbox()
    assert "I remind you 7 days before each of its reviews" in (await mara.presses("Why this?")).heard
    await mara.inbox()
    await mara.presses("Remind me next week")
    await house.until("2027-03-20 12:00")
    assert text_of((await mara.inbox())[-1].message).startswith("The review of your strategy was due on 10 March 2027")
    assert (await mara.presses("Open the strategy")).finished.document == document


async def test_the_services_go_on_into_an_action_plan(house: House) -> None:
    mara = await submits_strategy(house.mara, first="2027-03-10", pause="6-months")
    await mara.presses("Make an action plan for these services")
    assert mara.rows("goals") == ["Ten members sell in the north"]
    assert "International strategy" in mara.page.notices[0]
