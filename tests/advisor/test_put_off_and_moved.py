"""A reminder that was put off, and whose day moves meanwhile: what comes tells the new day, never the old one."""

import pytest

from tests.advisor.conversation import House, Person, buttons, text_of
from tests.advisor.test_later_dates import grants
from tests.advisor.test_programme_deadlines import bea as bea
from tests.advisor.test_programme_deadlines import sets
from tests.advisor.test_questionnaires import sends_out
from tests.advisor.test_strategy_reviews import submits_strategy
from tests.advisor.work import action, changes_action, submits_plan


async def told(person: Person, until: str) -> list[str]:
    """What arrives until then, without the looks at a week and what others did meanwhile."""
    await person.house.until(until)
    kept = ("Your week", "moved the coaching", "set a coaching", "has given you more time")
    found = [text_of(line.message) for line in await person.inbox()]
    return [text for text in found if not any(words in text for words in kept)]


async def puts_off(person: Person, when: str, label: str = "Remind me next week") -> Person:
    """The reminder that came last, at this moment."""
    assert await told(person, when)
    await person.presses(label)
    assert "I will remind you again" in person.heard
    return person


@pytest.mark.parametrize(("day", "said"), [("2027-02-26", "26 February 2027"), ("2027-01-13", "13 January 2027")])
async def test_an_action_that_is_due_later_or_sooner(house: House, day: str, said: str) -> None:
    document = await submits_plan(house.mara, action("Call", deadline="2027-01-15"))
    jonas = await puts_off(house.jonas, "2027-01-08 12:00")
    await (await changes_action(house.mara, document, "Call", deadline=day)).submits()
    heard = await told(jonas, "2027-03-02 12:00")
    assert [said in text for text in heard] == [True] * len(heard) != []


async def test_a_reminder_put_off_comes_when_its_day_is_moved_and_moved_back(house: House) -> None:
    document = await submits_plan(house.mara, action("Call", deadline="2027-01-15"))
    jonas = await puts_off(house.jonas, "2027-01-08 12:00")
    for day in ("2027-02-26", "2027-01-15"):
        await (await changes_action(house.mara, document, "Call", deadline=day)).submits()
    assert await told(jonas, "2027-01-14 18:00") == []
    assert ["This is due today, 15 January 2027" in text for text in await told(jonas, "2027-01-15 18:00")] == [True]


async def test_a_plan_to_hand_in_for_a_session_that_moves(house: House) -> None:
    await house.mara.commands("/coaching 9 December 2026 14:00")
    mara = await puts_off(house.mara, "2026-12-04 12:00", "Remind me tomorrow")
    await mara.commands("/coaching move 16 December 2026 14:00")
    heard = await told(mara, "2026-12-16 10:00")
    assert ["16 December 2026" in text for text in heard] == [True] * len(heard)
    assert sum("by Sunday, 13 December 2026, 14:00" in text for text in heard) > 0


async def test_a_plan_to_hand_in_for_which_more_time_is_given(house: House) -> None:
    await house.mara.commands("/coaching 9 December 2026 14:00")
    mara = await puts_off(house.mara, "2026-12-04 12:00", "Remind me tomorrow")
    await grants(house)
    heard = [text for text in await told(mara, "2026-12-08 18:00") if "action plan" in text]
    assert ["by Tuesday, 8 December 2026, 12:00" in text for text in heard] == [True] * len(heard) != []


async def test_a_session_that_moves(house: House) -> None:
    await house.mara.commands("/coaching 14 December 2026 14:00")  # a Monday
    await house.until("2026-12-11 18:00")
    mara = house.mara
    last = (await mara.inbox())[-1].message
    why = next(each.action for each in buttons(last) if each.action.startswith("reminder:why:"))
    await mara.presses_action(why.replace("why", "snooze-day"))
    assert "I will remind you again on Monday, 14 December 2026" in mara.heard
    await mara.commands("/coaching move 17 December 2026 14:00")
    heard = await told(mara, "2026-12-17 10:00")
    assert ["17 December 2026" in text for text in heard] == [True] * len(heard) != []


@pytest.mark.parametrize(
    ("reminder", "first"), [("2027-02-10", "2027-02-01 12:00"), ("2027-01-10", "2027-01-11 18:00")]
)
async def test_a_questionnaire_that_closes_later(house: House, reminder: str, first: str) -> None:
    document, _ = await sends_out(house.mara)
    mara = await puts_off(house.mara, "2027-01-11 12:00", "Remind me tomorrow")
    await mara.opens(document, "dates")
    await (await mara.fills(reminder=reminder, deadline="2027-02-20").next()).submits()
    assert await told(mara, first) == []
    heard = await told(mara, "2027-02-12 12:00")
    assert ["20 February 2027" in text for text in heard] == [True]


async def test_a_review_of_a_strategy_that_moves(house: House) -> None:
    await submits_strategy(house.mara, first="2027-03-10", pause="6-months", last="2027-03-20")
    mara = await puts_off(house.mara, "2027-03-03 12:00")
    document = (await mara.presses("Open the strategy")).finished.document
    await mara.opens(document, "reviews")
    await (await mara.fills(first="2027-04-14", last="2027-04-20").next()).submits()
    heard = await told(mara, "2027-04-15 12:00")
    assert ["14 April 2027" in text for text in heard] == [True] * 2


async def test_a_deadline_of_the_programme_that_moves(house: House, bea: Person) -> None:
    mara = await puts_off(house.mara, "2027-02-19 12:00")
    await sets(bea, "2027-03-05: Needs assessment")
    heard = await told(mara, "2027-03-06 12:00")
    assert ["5 March 2027" in text for text in heard] == [True] * 2
