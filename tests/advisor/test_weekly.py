"""On Monday morning one's week: what was done, what is due, the next session; only if there is something to say."""

from bot.advisor.following import weekly
from bot.store import reminders
from tests.advisor.conversation import House, Person
from tests.advisor.test_nudges import arrivals
from tests.advisor.test_settings import kept, sets
from tests.advisor.work import action, submits_plan

THIS_WEEK = action("Run the survey", "Mara", "2026-12-04")
LATER = action("Write", "Jonas", "2027-06-10")


async def test_it_tells_what_is_due_what_was_done_and_the_next_session(house: House) -> None:
    mara = house.mara
    await submits_plan(mara, action("Call", "Mara", "2026-12-02"), THIS_WEEK, LATER)
    await mara.commands("/coaching 15 January 2027 14:00")
    await house.until("2026-11-27 17:00")
    await mara.opens_home()
    await mara.presses("Done")
    await mara.inbox()
    await house.until("2026-11-30 12:00")
    ((at, text),) = await arrivals(mara)
    assert (at.date().isoformat(), at.hour) == ("2026-11-30", 9)
    assert text.splitlines() == [
        "Your week:",
        "• Due on 4 December 2026: Run the survey",
        "• Recently done: Call",
        "• Recruit 16 members: 1 of 3 done",
        "• Next coaching session: Friday, 15 January 2027, 14:00",
    ]


async def test_an_action_that_is_reminded_of_on_that_morning_stands_once(house: House) -> None:
    mara = house.mara
    await submits_plan(mara, action("Call", "Mara", "2026-12-01"), THIS_WEEK)
    await house.until("2026-11-30 12:00")
    text = next(text for at, text in await arrivals(mara) if at.date().isoformat() == "2026-11-30")
    assert text.count("Call") == 1
    assert "• Due on 4 December 2026: Run the survey" in text


async def test_it_tells_how_far_each_plan_is_and_what_of_it_is_late(house: House) -> None:
    mara = house.mara
    await submits_plan(mara, action("Call", "Mara", "2026-11-26"), THIS_WEEK, LATER)
    await submits_plan(house.jonas, LATER)
    await house.until("2026-11-30 12:00")
    text = (await arrivals(mara))[-1][1]
    assert text.splitlines()[-2:] == [
        "• Recruit 16 members: 0 of 3 done, 1 late",
        "• Recruit 16 members: 0 of 1 done",
    ]


async def test_without_anything_to_say_nothing_comes(house: House) -> None:
    await submits_plan(house.mara, LATER)
    await house.until("2026-12-01 12:00")
    assert await house.mara.inbox() == await house.jonas.inbox() == []


async def test_it_comes_again_the_week_after(house: House) -> None:
    mara = house.mara
    await submits_plan(mara, THIS_WEEK, action("Meet", "Mara", "2026-12-31"))
    await house.until("2026-12-05 12:00")
    await weekly.plan_all(house.store, house.now)
    await mara.inbox()
    await house.until("2026-12-07 12:00")
    ((_, text),) = await arrivals(mara)
    assert "Your week:\n• Recruit 16 members: 0 of 2 done, 1 late\nThis was due on 4 December 2026" in text


async def test_one_press_turns_it_off_and_the_settings_turn_it_on_again(house: House) -> None:
    mara = house.mara
    await submits_plan(mara, THIS_WEEK, action("Write", "Mara", "2026-12-10"))
    await house.until("2026-11-30 12:00")
    await mara.inbox()
    await mara.presses("No weekly overview")
    assert "You can turn it on again in your settings" in mara.heard
    await mara.commands("/advisor settings")
    assert "No overview of your week" in mara.seen
    assert planned(house, mara) == []
    await sets(mara, weekly="yes")
    assert planned(house, mara) == ["pending"]
    await mara.presses_action("week:off")
    assert planned(house, mara) == ["withdrawn"]
    await mara.presses("Turn on again")
    assert planned(house, mara) == ["pending"]


def planned(house: House, person: Person) -> list[str]:
    """The states of somebody's looks at the week of 7 December."""
    with house.store.reading() as tx:
        waiting = reminders.rows(tx, reminders.columns())
    own = [each for each in waiting if each.person == kept(house, person).id]
    return [each.state for each in own if each.source == "week:2026-12-07"]
