"""Drafts that were left, and the ways out of a reminder."""

from datetime import UTC, datetime

from bot.advisor.following import left_drafts
from bot.reminders.drafts import for_draft
from bot.reminders.rules import Recipient
from bot.reminders.timing import WorkingTime
from tests.advisor.conversation import House, Person, text_of
from tests.advisor.work import action, drafts_goal, submits_plan


async def days_pass(house: House, count: int) -> None:
    """Days with the worker's daily work in each."""
    for _ in range(count):
        await left_drafts.plan_all(house.store, house.now)
        await house.passes(days=1)


async def inbox(person: Person) -> list[str]:
    return [text_of(line.message) for line in await person.inbox()]


async def test_a_draft_left_for_a_week_is_asked_about_once(house: House) -> None:
    await drafts_goal(mara := house.mara)
    await days_pass(house, 9)
    (text,) = await inbox(mara)
    assert text.startswith("You left this unfinished a week ago: ")
    assert "I ask only once." in text
    await mara.presses("Continue")
    await mara.edits_part("specific")
    await mara.fills(who="Jonas").next()
    await days_pass(house, 12)
    assert await inbox(mara) == []


async def test_a_draft_that_was_touched_put_away_or_submitted_is_not_asked_about(house: House) -> None:
    plan = await submits_plan(mara := house.mara, action("Call", deadline="2027-06-15"))
    await drafts_goal(jonas := house.jonas)
    goal = jonas.review.document
    await days_pass(house, 5)
    await jonas.edits_part("specific")
    await jonas.fills(who="Jonas").next()
    await days_pass(house, 4)
    assert await inbox(jonas) == []
    await jonas.presses_action(f"document:cancel:{goal}")
    await days_pass(house, 9)
    assert await inbox(jonas) == []
    assert plan
    assert await inbox(mara) == []


def test_a_draft_found_long_after_is_left_alone() -> None:
    told = Recipient("mara", WorkingTime("Europe/Brussels"))
    touched, late = datetime(2026, 11, 2, 9, tzinfo=UTC), datetime(2026, 12, 1, 9, tzinfo=UTC)
    (planned,) = for_draft("goal", 3, told, touched, late)
    assert planned.passed


async def test_a_reminder_offers_to_be_away_and_that_moves_the_others(house: House) -> None:
    await submits_plan(house.mara, action("Call"))
    await house.until("2027-01-08 12:00")
    await (jonas := house.jonas).inbox()
    await jonas.presses("I am away")
    await jonas.presses("Until 15 January 2027")
    assert "15 January 2027" in jonas.heard
    await jonas.inbox()
    await house.until("2027-01-15 18:00")
    assert await inbox(jonas) == []


async def test_one_kind_of_reminders_is_stopped_and_turned_on_again(house: House) -> None:
    await submits_plan(house.mara, action("Call"))
    await house.until("2027-01-08 12:00")
    await (jonas := house.jonas).inbox()
    await jonas.presses("Stop these")
    await jonas.presses("Only actions and milestones")
    await house.until("2027-01-15 18:00")
    assert await inbox(jonas) == []
    await jonas.presses_action("settings:show")
    assert "No reminders of actions and milestones" in jonas.seen
    await jonas.presses("Turn on: actions and milestones")
    await house.until("2027-01-19 18:00")
    (text,) = await inbox(jonas)
    assert "This was due on 15 January 2027" in text


async def test_all_reminders_are_stopped_from_a_reminder(house: House) -> None:
    await submits_plan(house.mara, action("Call"))
    await house.until("2027-01-08 12:00")
    await (jonas := house.jonas).inbox()
    await jonas.presses("Stop these")
    await jonas.presses("All reminders")
    assert "Reminders are off." in jonas.heard
