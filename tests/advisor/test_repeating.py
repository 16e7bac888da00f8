"""Actions that repeat: each of their days is due, reminded of and done by itself."""

from bot.advisor.following import reminders
from bot.store.reminders import columns, rows
from tests.advisor.conversation import House, Person, buttons
from tests.advisor.test_changing_actions import said
from tests.advisor.test_home import lists, states
from tests.advisor.test_nudges import arrivals
from tests.advisor.test_progress import bars
from tests.advisor.work import action, changes_action, submits_plan

MONTHLY = action("Publish the figures", "Mara", "2026-12-10", repeats="month", until="2027-02-28")
WEEKLY = action("Call a member", "Mara", "2026-12-02", repeats="week", until="2027-03-31")


async def due(person: Person) -> list[str]:
    (listed,) = lists((await person.opens_home("mine.due")).home).values()
    return [f"{entry.title}: {entry.detail}" for entry in listed.items]


async def reminded(person: Person) -> list[tuple[str, str]]:
    """The days on which reminders came, and how each begins; looks at the week are none."""
    found = [(at.date().isoformat(), text) for at, text in await arrivals(person)]
    return [(day, text.partition(":")[0]) for day, text in found if not text.startswith("Your week")]


async def test_done_on_home_is_done_for_that_day_and_goes_on_to_the_next_until_the_last(house: House) -> None:
    mara = house.mara
    plan = await submits_plan(mara, MONTHLY)
    assert await due(mara) == ["Publish the figures: Due 10 December 2026 · Every month until 10 February 2027 · Mara"]
    await mara.presses("Done")
    assert "“Publish the figures” is done for 10 December 2026. It is next due on 10 January" in mara.heard
    await mara.opens_home("mine.due")
    await mara.presses("Done")
    await mara.opens(plan)
    assert bars(mara.finished.content)[0].done == 0
    await mara.opens_home("mine.due")
    await mara.presses("Done")
    assert "is done for 10 February 2027, and that was the last time" in mara.heard
    await mara.opens(plan)
    assert bars(mara.finished.content)[0].done == 1
    plans = lists((await mara.opens_home("documents")).home)["Plans and other results"]
    assert [(entry.detail[:9], states(entry)) for entry in plans.items] == [("Version 1", [])]


async def test_undo_opens_the_day_again_but_none_before_one_that_was_done_since(house: House) -> None:
    mara = house.mara
    await submits_plan(mara, MONTHLY)
    await mara.opens_home("mine.due")
    await mara.presses("Done")
    (first,) = [button.action for button in buttons(mara.reply.messages[0]) if button.label == "Undo"]
    (listed,) = lists((await mara.opens_home("mine.due")).home).values()
    shown = listed.items
    assert [(entry.detail[:20], states(entry)) for entry in shown] == [
        ("Due 10 January 2027 ", []),
        ("Due 10 December 2026", ["Done"]),
    ]
    await mara.presses("Done")
    await mara.presses_action(first)
    assert "already open" in mara.heard
    await mara.says("undo")
    await mara.presses("Not done after all: Publish the figures")
    assert "is open again" in mara.heard
    assert (await due(mara))[0].startswith("Publish the figures: Due 10 January 2027")
    await mara.presses_action(first)
    assert (await due(mara))[0].startswith("Publish the figures: Due 10 December 2026")


async def test_each_day_is_reminded_of_and_its_done_is_about_it_however_often_it_is_pressed(house: House) -> None:
    mara = house.mara
    await submits_plan(mara, MONTHLY)
    await house.until("2026-12-09 17:00")
    assert [day for day, _ in await reminded(mara)] == ["2026-12-03", "2026-12-09"]
    (done,) = [button.action for button in buttons(mara.shown[-1][1]) if button.label == "Done"]
    await mara.presses("Done")
    assert "It is next due on 10 January 2027." in mara.heard
    await mara.presses_action(done)
    assert mara.heard == "“Publish the figures” was already marked as done for 10 December 2026."
    await house.until("2027-01-12 17:00")
    assert await reminded(mara) == [
        ("2026-12-31", "This is due on 10 January 2027"),
        ("2027-01-08", "This is due on 10 January 2027"),
        ("2027-01-11", "This was due on 10 January 2027"),
    ]


async def test_a_sentence_marks_the_day_of_which_one_was_reminded(house: House) -> None:
    mara = house.mara
    await submits_plan(mara, MONTHLY)
    await house.until("2026-12-11 17:00")
    await mara.inbox()
    await mara.says("done")
    assert "is done for 10 December 2026" in mara.heard
    await mara.says("publish the figures is done")
    assert mara.heard.startswith("Mark “Publish the figures” as done for 10 January 2027?")
    await mara.presses("Yes, it is done")
    assert "It is next due on 10 February 2027." in mara.heard


async def test_the_form_marks_one_day_and_a_new_date_moves_all_behind_it(house: House) -> None:
    mara = house.mara
    plan = await submits_plan(mara, MONTHLY)
    await mara.opens_home("mine.due")
    await mara.presses("Change")
    assert mara.page.notices[1].startswith("This repeats. “Done” is about 10 December 2026 only.")
    await mara.fills(status="done").next()
    assert "It is next due on 10 January 2027." in said(mara)
    await mara.opens_home("mine.due")
    await mara.presses("Change")
    assert mara.answers == {"deadline": "2027-01-10"}
    await mara.fills(deadline="2027-01-20").next()
    await mara.presses("Submit changes")
    assert await due(mara) == [
        "Publish the figures: Due 20 January 2027 · Every month until 20 February 2027 · Mara",
    ]
    with house.store.reading() as tx:
        planned = [each for each in rows(tx, columns()) if each.document == plan and each.state == "pending"]
    assert {each.params["deadline"] for each in planned} == {"2027-01-20", "2027-02-20"}
    await mara.opens_home("mine.due")
    await mara.presses("Change")
    await mara.fills(deadline="2027-04-01").next()
    await mara.presses("Submit changes")
    assert (await due(mara))[0] == "Publish the figures: Due 1 April 2027 · Every month until 1 April 2027 · Mara"


async def test_what_repeats_weekly_is_remembered_the_day_before_and_the_day_after_and_goes_on_alone(
    house: House,
) -> None:
    mara = house.mara
    await submits_plan(mara, WEEKLY)
    for day in ("2026-12-08", "2026-12-15", "2026-12-22"):
        await house.until(f"{day} 05:00")
        await reminders.plan_all(house.store, house.now)
    await house.until("2026-12-23 17:00")
    told = [day for day, text in await reminded(mara) if "several" not in text.casefold()]
    assert told == [
        *("2026-11-25", "2026-12-01", "2026-12-03"),
        *("2026-12-08", "2026-12-10", "2026-12-15", "2026-12-17", "2026-12-22"),
    ]


async def test_an_end_that_is_missing_says_so_beside_its_field(house: House) -> None:
    mara = house.mara
    plan = await submits_plan(mara, action("Write", "Mara"))
    await mara.opens(plan, "actions")
    await mara.edits("actions", "Write")
    await mara.fills(repeats="month").saves()
    assert mara.errors == {"until": "An action that repeats needs a last date. When does it stop repeating?"}
    await changes_action(mara, plan, "Write", until="2027-06-30")
    await mara.submits()
    assert "Every month" in str(mara.finished.content.blocks)
