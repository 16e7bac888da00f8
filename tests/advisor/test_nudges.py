"""Reminders of actions, as people get and answer them."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.advisor.conversation import House, Person, buttons, text_of
from tests.advisor.work import action, adds_action, changes_action, drafts_plan, submits_plan

DEADLINE = "Friday, 15 January 2027"


async def arrivals(person: Person, zone: str = "Europe/Brussels") -> list[tuple[datetime, str]]:
    """When what arrived, in local time."""
    lines = await person.inbox()
    return [(line.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None), text_of(line.message)) for line in lines]


async def days(person: Person) -> list[str]:
    return [at.date().isoformat() for at, _ in await arrivals(person)]


async def test_the_responsible_colleague_is_reminded_before_and_after_the_deadline(house: House) -> None:
    await submits_plan(house.mara, action("Call ten companies"))
    await house.until("2027-02-15 12:00")
    sent = await arrivals(house.jonas)
    assert [at.date().isoformat() for at, _ in sent] == [
        *("2027-01-08", "2027-01-14", "2027-01-18"),
        *("2027-01-25", "2027-02-01", "2027-02-08"),  # asked for again
    ]
    assert sent[0][1] == (
        "This is due on 15 January 2027: Call ten companies (from the plan “Recruit 16 members”).\n"
        "You are responsible for it."
    )
    assert sent[1][1].startswith("This is due tomorrow, 15 January 2027")
    assert all(text.startswith("This was due on 15 January 2027") for _, text in sent[2:])
    ((at, text),) = await arrivals(mara := house.mara)
    assert at.date().isoformat() == "2027-02-15"
    assert text.startswith("Four weeks on, this is still open: Call ten companies (from your")
    assert {"Done", "Remind me tomorrow", "I am away", "Stop these"} <= set(mara.labels)


async def test_the_reminder_comes_in_the_morning_where_the_responsible_is(house: House) -> None:
    lena = house.person("web:lena", name="Lena", zone="America/New_York")
    await lena.says("hello")
    await submits_plan(house.mara, action("Call", responsible="Lena"))
    await house.until("2027-01-12 12:00")
    ((at, _),) = await arrivals(lena, "America/New_York")
    assert (at.date().isoformat(), at.hour) == ("2027-01-08", 9)


async def test_a_responsible_without_an_account_is_reminded_through_the_owner(house: House) -> None:
    await submits_plan(house.mara, action("Call", responsible="Boris Sample"))
    await house.until("2027-01-12 12:00")
    ((_, text),) = await arrivals(mara := house.mara)
    assert "Boris Sample is responsible. I cannot reach them here, so I am telling you." in text
    await mara.presses("Why this?")
    assert "I cannot reach Boris Sample" in mara.heard


async def test_an_action_given_to_the_coach_is_told_to_the_owner(house: House) -> None:
    await submits_plan(house.mara, action("Call", responsible="Petra"))
    await house.until("2027-01-12 12:00")
    ((_, text),) = await arrivals(house.mara)
    assert "Petra is responsible." in text
    assert await arrivals(house.petra) == []


async def test_done_withdraws_the_other_reminders_and_stands_in_the_plan(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    await house.until("2027-01-12 12:00")
    await (jonas := house.jonas).inbox()
    await jonas.presses("Done")
    assert jonas.heard == "Well done. “Call” is marked as done, and I will not remind you of it again."
    assert jonas.reply.replace is not None
    await house.until("2027-02-15 12:00")
    assert await days(jonas) == []
    assert "Done" in text_of((await house.mara.opens(document)).finished.content)


async def test_done_pressed_twice_is_done_once(house: House) -> None:
    await submits_plan(house.mara, action("Call"))
    await house.until("2027-01-12 12:00")
    await (jonas := house.jonas).inbox()
    press = next(b.action for _, m in jonas.shown for b in buttons(m) if b.label == "Done")
    await jonas.presses_action(press)
    await jonas.presses_action(press)
    assert jonas.heard == "“Call” was already marked as done."


async def test_done_on_home_counts_too(house: House) -> None:
    await submits_plan(house.mara, action("Call", deadline="2026-12-11"))
    jonas = await house.jonas.opens_home()
    await jonas.presses("Done")
    assert "marked as done" in jonas.heard
    assert await house.until("2027-01-15 12:00") == 0


async def test_a_reminder_sent_before_is_replaced_when_it_is_done_elsewhere(house: House) -> None:
    await submits_plan(house.mara, action("Call"))
    await house.until("2027-01-12 12:00")
    (line,) = await house.jonas.inbox()
    await (await house.mara.opens_home("team")).presses("Done")
    assert "no longer needed" in await house.jonas.reads_again(line.id)


async def test_a_reminder_sent_before_is_replaced_when_the_status_is_changed_in_the_form(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    await house.until("2027-01-12 12:00")
    (line,) = await house.jonas.inbox()
    await changes_action(house.mara, document, "Call", status="done")
    assert "no longer needed" in await house.jonas.reads_again(line.id)


async def test_buttons_a_year_later_still_answer(house: House) -> None:
    await submits_plan(house.mara, action("Call"))
    await house.until("2027-01-12 12:00")
    await (jonas := house.jonas).inbox()
    await house.passes(days=365)
    await jonas.presses("Done")
    assert "marked as done" in jonas.heard


async def test_a_changed_deadline_moves_its_reminders(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    await (await changes_action(house.mara, document, "Call", deadline="2027-02-26")).submits()
    await house.until("2027-02-24 12:00")
    assert await days(house.jonas) == ["2027-02-19"]


async def test_a_deadline_changed_after_its_reminder_replaces_it(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    await house.until("2027-01-12 12:00")
    (line,) = await house.jonas.inbox()
    await (await changes_action(house.mara, document, "Call", deadline="2027-02-26")).submits()
    assert "no longer needed" in await house.jonas.reads_again(line.id)


async def test_a_deadline_changed_but_not_submitted_moves_nothing_yet(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    await changes_action(house.mara, document, "Call", deadline="2027-02-26")
    await house.until("2027-01-12 12:00")
    assert await days(house.jonas) == ["2027-01-08"]


async def test_a_removed_action_is_not_reminded_of(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"), action("Write", responsible="Mara"))
    mara = await house.mara.opens(document, "actions")
    await mara.removes("actions", "Call")
    await mara.next()
    await mara.submits()
    await house.until("2027-01-20 12:00")
    assert await days(house.jonas) == []
    assert await days(house.mara) == ["2027-01-08", "2027-01-14", "2027-01-18"]


async def test_an_action_removed_but_not_submitted_says_so_when_it_is_done(house: House) -> None:
    document = await submits_plan(house.mara, action("Call", deadline="2026-12-11"), action("Write"))
    await (await house.mara.opens(document, "actions")).removes("actions", "Call")
    jonas = await house.jonas.opens_home()
    await jonas.presses("Done")
    assert "Submit the plan, and its reminders stop." in jonas.heard


async def test_another_responsible_gets_the_reminder(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    await (await changes_action(house.mara, document, "Call", responsible="Mara")).submits()
    await house.until("2027-01-12 12:00")
    assert (await days(house.jonas), await days(house.mara)) == ([], ["2027-01-08"])


@pytest.mark.parametrize(
    ("label", "day"), [("Remind me tomorrow", "2027-01-11"), ("Remind me next week", "2027-01-15")]
)
async def test_a_reminder_put_off_comes_again_in_the_morning(house: House, label: str, day: str) -> None:
    await submits_plan(house.mara, action("Call", deadline="2027-01-15"))
    await house.until("2027-01-08 12:00")
    await (jonas := house.jonas).inbox()
    await jonas.presses(label)
    assert "I will remind you again on" in jonas.heard
    await house.until(f"{day} 12:00")
    assert day in await days(jonas)


async def test_put_off_twice_the_later_choice_counts(house: House) -> None:
    await submits_plan(house.mara, action("Call", deadline="2027-01-29"))
    await house.until("2027-01-22 12:00")
    await (jonas := house.jonas).inbox()
    await jonas.presses("Remind me tomorrow")
    await jonas.presses("Remind me next week")
    await house.until("2027-01-27 12:00")
    assert await days(jonas) == []


async def test_what_is_due_on_one_day_comes_as_one_message(house: House) -> None:
    await submits_plan(house.mara, *(action(f"Action {n}") for n in range(3)))
    await house.until("2027-01-12 12:00")
    ((_, text),) = await arrivals(jonas := house.jonas)
    assert text.startswith("Several things are due:")
    assert all(f"Action {n}" in text for n in range(3))
    assert jonas.labels.count("Done") == 3


async def test_one_done_leaves_the_others_in_the_message(house: House) -> None:
    await submits_plan(house.mara, *(action(f"Action {n}") for n in range(3)))
    await house.until("2027-01-12 12:00")
    (line,) = await (jonas := house.jonas).inbox()
    await jonas.presses_action(next(b.action for b in buttons(line.message) if b.label == "Done"))
    left = await jonas.reads_again(line.id)
    assert sum(f"Action {n}" in left for n in range(3)) == 2


async def test_very_many_at_once_are_one_message_in_pages_each_with_its_buttons(house: House) -> None:
    await submits_plan(house.mara, *(action(f"Action {n:02}") for n in range(20)))
    await house.until("2027-01-12 12:00")
    (line,) = await (jonas := house.jonas).inbox()
    shown, message = [], line.message
    for label in ("Next page", "Next page", ""):
        assert len(message.blocks) <= 45
        assert [b.label for b in buttons(message)].count("Done") == text_of(message).count("This is due")
        shown += re.findall(r"Action \d\d", text_of(message))
        if label:
            await jonas.presses_action(next(b.action for b in buttons(message) if b.label == label))
            assert jonas.reply.replace is not None
            message = jonas.reply.replace
    assert shown == [f"Action {n:02}" for n in range(20)]
    assert "Previous page" in [b.label for b in buttons(message)]


async def test_one_message_tells_by_deadline_and_then_in_the_order_of_the_plan(house: House) -> None:
    days_ = ("2027-01-14", "2027-01-15", "2027-01-14", "2027-01-15")
    rows = (action(f"Action {n}", deadline=day) for n, day in enumerate(days_))
    await submits_plan(house.mara, *rows)
    await house.until("2027-01-14 12:00")
    *_, line = await house.jonas.inbox()
    assert re.findall(r"Action \d", text_of(line.message)) == ["Action 1", "Action 3"]
    six = [action(f"Step {n}", responsible="Mara", deadline="2027-03-19") for n in range(6)]
    await submits_plan(house.mara, *six)
    await house.until("2027-03-12 12:00")
    *_, line = await house.mara.inbox()
    assert re.findall(r"Step \d", text_of(line.message)) == [f"Step {n}" for n in range(6)]


async def test_a_notification_names_the_first_and_how_many_more(house: House) -> None:
    await submits_plan(house.mara, *(action(f"Action {n}") for n in range(3)))
    await house.until("2027-01-12 12:00")
    (line,) = await house.jonas.inbox()
    assert line.message.summary.startswith("This is due on 15 January 2027: Action 0")
    assert line.message.summary.endswith("– and 2 more")


async def test_what_falls_on_one_morning_comes_in_one_message_however_it_got_there(house: House) -> None:
    rows = (action("Call", deadline="2027-01-11"), action("Write", deadline="2027-01-12"))
    drafted = await drafts_plan(house.mara, *rows)
    await house.until("2027-01-11 18:30")
    await drafted.submits()
    await house.until("2027-01-12 12:00")
    assert await days(house.jonas) == ["2027-01-12"]


async def test_a_snooze_holds_until_its_day(house: House) -> None:
    await submits_plan(house.mara, action("Call", deadline="2026-12-11"))
    await house.until("2026-12-10 12:00")
    jonas = house.jonas
    assert await days(jonas) == ["2026-12-04", "2026-12-10"]
    await jonas.presses("Remind me next week")
    await house.until("2026-12-18 12:00")
    assert await days(jonas) == ["2026-12-17"]


async def test_done_can_be_undone_and_all_cards_follow(house: House) -> None:
    await submits_plan(house.mara, action("Call"))
    await house.until("2027-01-14 12:00")
    first, second = await (jonas := house.jonas).inbox()
    await jonas.presses_action(next(b.action for b in buttons(second.message) if b.label == "Done"))
    assert "no longer needed" in await jonas.reads_again(first.id)
    assert jonas.reply.replace is not None
    (undo,) = buttons(jonas.reply.replace)
    assert undo.label == "Undo"
    await jonas.presses_action(undo.action)
    assert "“Call” is open again" in jonas.heard
    for line in (first, second):
        assert re.search("This is due (on|tomorrow,) 15 January 2027: Call", await jonas.reads_again(line.id))
    await house.until("2027-01-19 12:00")
    assert await days(jonas) == ["2027-01-18"]
    await jonas.presses_action(undo.action)
    assert "“Call” is already open." in jonas.heard


async def test_done_can_be_undone_on_home(house: House) -> None:
    await submits_plan(house.mara, action("Call", deadline="2026-12-11", status="in-progress"))
    await (await house.jonas.opens_home()).presses("Done")
    mara = await house.mara.opens_home("team")
    assert "[Done]" in mara.seen
    await mara.presses("Undo")
    assert "is open again" in mara.heard
    assert "[Done]" not in (await mara.opens_home("team")).seen
    await house.passes(days=8)
    await (await house.jonas.opens_home()).presses("Done")
    await house.passes(days=8)
    assert "[Done]" not in (await house.jonas.opens_home()).seen


async def test_reminders_off_and_on(house: House) -> None:
    await submits_plan(house.mara, action("Call", deadline="2027-01-15"), action("Write", deadline="2027-02-26"))
    assert "Reminders are off." in (await house.jonas.says("Reminders off")).heard
    await house.until("2027-02-01 12:00")
    assert await days(house.jonas) == []
    assert "Reminders are on." in (await house.jonas.commands("/reminders on")).heard
    await house.until("2027-02-20 12:00")
    assert await days(house.jonas) == ["2027-02-08", "2027-02-19"]  # the first is overdue


async def test_an_action_added_later_is_reminded_of_too(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    mara = await house.mara.opens(document, "actions")
    await adds_action(mara, **action("Write", deadline="2027-03-19"))
    await mara.next()
    await mara.submits()
    await house.until("2027-03-15 12:00")
    assert "2027-03-12" in await days(house.jonas)


async def test_a_goal_has_no_reminders(house: House) -> None:
    from tests.advisor.work import drafts_goal

    await (await drafts_goal(house.mara)).submits()
    assert await house.until("2027-07-15 12:00") == 0
