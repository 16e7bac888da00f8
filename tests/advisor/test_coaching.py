"""The date of the coaching session, in words, in the person's own time."""

import pytest

from tests.advisor.conversation import House, text_of
from tests.advisor.work import action, submits_plan


@pytest.mark.parametrize(
    "typed",
    [
        "12 March 2027 14:00",
        "12 March 2027, 14:00",
        "Friday, 12 March 2027, 14:00",
        "on 12 March 2027 at 14:00",
        "12 march 2027 at 2 pm",
        "12 March 2027 2:00 p.m.",
        "12 March 2027 14h",
        "12 March 2027 14h00",
        "12 March 2027 14 h",
        "12 March 2027 14",
        "12 March 2027 14.00",
        "12.3.2027 14:00",
        "12/03/27 14:00",
        "2027-03-12 14:00",
        "2027-03-12T14:00",
        "March 12, 2027 2pm",
        "the 12th of March 2027 at 14:00".removeprefix("the "),
        "14:00 on 12 March 2027",
        "2 pm, 12 March 2027",
        "12 March 2027 14:00.",
        "12.03.2027 um 14 Uhr",
        "12 mars 2027 à 14h",
        "12 March 2027 14:00-15:30",
        "12 March 2027 14:00 CET",
        "“12 March 2027 14:00”",
    ],
)
async def test_a_date_with_a_time_is_read_as_people_write_it(house: House, typed: str) -> None:
    mara = await house.mara.commands(f"/coaching {typed}")
    assert "on Friday, 12 March 2027, 14:00. Please hand in your plan by Tuesday, 9 March 2027, 14:00." in mara.heard


async def test_plain_words_set_it_too(house: House) -> None:
    assert "on Friday, 12 March 2027, 14:00" in (await house.mara.says("coaching on 12 March 2027 14:00")).heard


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("31 February 2027 14:00", "“31 February 2027 14:00” does not exist in the calendar."),
        ("31 February 2027", "“31 February 2027” does not exist in the calendar."),
        ("12 March 2027", "At what time on 12 March 2027? Write it like: /coaching 12 March 2027 14:00"),
        ("12 March 2027 25:00", "I can’t read “12 March 2027 25:00” as a date and time."),
        ("12 March 2027 13 pm", "I can’t read “12 March 2027 13 pm” as a date and time."),
        ("tomorrow", "At what time on 24 November 2026? Write it like: /coaching 24 November 2026 14:00"),
        ("14:00", "I read 14:00 in “14:00”, and no day."),
        ("<!channel>", "I can’t read “<!channel>” as a date and time."),
        ("20 November 2026 14:00", "Friday, 20 November 2026, 14:00 is in the past."),
        ("23 November 2026 10:00", "Monday, 23 November 2026, 10:00 is in the past."),
        ("x" * 5000, "as a date and time. Write it like 12 March 2027 14:00."),
    ],
)
async def test_what_is_no_session_to_come_is_said_clearly(house: House, typed: str, heard: str) -> None:
    mara = await house.mara.commands(f"/coaching {typed}")
    assert heard in mara.heard
    mara = await house.mara.commands("/coaching")
    assert "No coaching session is set." in mara.heard
    assert "Set a date" in mara.labels


ASKED = [
    ("12 March 2027 at 3", "Do you mean", ["Friday, 12 March 2027, 15:00", "Friday, 12 March 2027, 03:00"]),
    ("4 December 2026 at 3", "Do you mean", ["Friday, 4 December 2026, 15:00", "Friday, 4 December 2026, 03:00"]),
    ("23 November 2026 at 3", "Do you mean Monday, 23 November 2026, 15:00?", ["Monday, 23 November 2026, 15:00"]),
    ("12 March 2027 3 am", "is an unusual hour", ["Friday, 12 March 2027, 03:00"]),
    ("12 March 14:00", "Do you mean Friday, 12 March 2027, 14:00?", ["Friday, 12 March 2027, 14:00"]),
    ("tomorrow 14:00", "Do you mean Tuesday, 24 November 2026, 14:00?", ["Tuesday, 24 November 2026, 14:00"]),
    ("next Friday 2 pm", "Do you mean", ["Friday, 4 December 2026, 14:00", "Friday, 27 November 2026, 14:00"]),
    ("Thursday 12 March 2027 14:00", "the weekday", ["Friday, 12 March 2027, 14:00", "Thursday, 11 March 2027, 14:00"]),
    ("14 March 2027 10:00", "not a working day", ["Sunday, 14 March 2027, 10:00", "Monday, 15 March 2027, 10:00"]),
    ("12 July 2027 14:00 UTC", "In your time zone", ["Monday, 12 July 2027, 16:00"]),
    ("12 July 2027 14:00 EDT", "In your time zone", ["Monday, 12 July 2027, 20:00"]),
]


@pytest.mark.parametrize(("typed", "heard", "labels"), ASKED)
async def test_what_is_not_clear_or_unlikely_is_asked_and_a_press_sets_it(
    house: House, typed: str, heard: str, labels: list[str]
) -> None:
    mara = await house.mara.commands(f"/coaching {typed}")
    assert heard in mara.heard
    assert mara.labels == labels
    assert "No coaching session is set." in (await house.mara.commands("/coaching")).heard
    assert f"Your coaching session is on {labels[-1]}." in (await mara.presses(labels[-1])).heard


async def test_cet_is_said_of_summer_too(house: House) -> None:
    assert "Monday, 12 July 2027, 14:00" in (await house.mara.commands("/coaching 12 July 2027 14:00 CET")).heard


async def test_a_button_of_a_time_that_has_passed_sets_nothing(house: House) -> None:
    mara = await house.mara.commands("/coaching tomorrow 14:00")
    await house.until("2026-11-25 09:00")
    assert "is in the past" in (await mara.presses("Tuesday, 24 November 2026, 14:00")).heard


async def test_a_time_that_the_clocks_leave_out_moves_forward(house: House) -> None:
    mara = await house.mara.commands("/coaching 28 March 2027 02:30")
    assert "Sunday, 28 March 2027, 03:30" in (await mara.presses("Sunday, 28 March 2027, 02:30")).heard


async def test_the_plan_is_due_at_the_same_local_time_across_a_change_of_clocks(house: House) -> None:
    heard = (await house.mara.commands("/coaching 30 March 2027 14:00")).heard
    assert "by Saturday, 27 March 2027, 14:00" in heard


async def test_everybody_sees_it_in_their_own_time(house: House) -> None:
    await house.mara.commands("/coaching 12 March 2027 14:00")
    lena = await house.person("web:lena", name="Lena", zone="Europe/Helsinki").commands("/coaching")
    assert "on Friday, 12 March 2027, 15:00. Please hand in your plan by Tuesday, 9 March 2027, 15:00." in lena.heard


async def test_a_date_typed_by_somebody_elsewhere_is_in_their_time(house: House) -> None:
    await house.person("web:lena", name="Lena", zone="Europe/Helsinki").commands("/coaching 12 March 2027 14:00")
    assert "12 March 2027, 13:00" in (await house.mara.commands("/coaching")).heard


async def test_a_second_date_asks_whether_it_is_another_session(house: House) -> None:
    mara = await house.mara.commands("/coaching 12 March 2027 14:00")
    await mara.commands("/coaching 16 April 2027 14:00")
    assert "There is already a session on Friday, 12 March 2027, 14:00." in mara.heard
    assert "16 April" not in (await house.jonas.commands("/coaching")).heard
    await mara.presses("Another session")
    heard = (await house.jonas.commands("/coaching")).heard
    assert "12 March 2027, 14:00" in heard
    assert "16 April 2027, 14:00" in heard


async def test_a_second_date_can_move_the_session(house: House) -> None:
    mara = await house.mara.commands("/coaching 12 March 2027 14:00")
    await mara.commands("/coaching 16 April 2027 14:00")
    await mara.presses("Move the one on 12 March 2027")
    assert "Moved. Your coaching session is now on Friday, 16 April 2027, 14:00." in mara.heard
    heard = (await house.jonas.commands("/coaching")).heard
    assert "on Friday, 16 April 2027, 14:00" in heard
    assert "Friday, 12 March" not in heard


async def test_the_same_date_again_changes_nothing(house: House) -> None:
    await house.mara.commands("/coaching 12 March 2027 14:00")
    heard = (await house.jonas.commands("/coaching 12 March 2027 14:00")).heard
    assert "Your coaching session is already on Friday, 12 March 2027, 14:00." in heard


@pytest.mark.parametrize(
    "typed", ["move 19 March 2027 10:00", "move to 19 March 2027 10:00", "move 12 March 2027 to 19 March 2027 10:00"]
)
async def test_a_session_is_moved_where_that_is_said(house: House, typed: str) -> None:
    await house.mara.commands("/coaching 12 March 2027 14:00")
    mara = await house.mara.commands(f"/coaching {typed}")
    assert "Moved. Your coaching session is now on Friday, 19 March 2027, 10:00." in mara.heard
    assert "19 March 2027" in (await house.jonas.commands("/coaching")).heard


async def two_sessions(house: House) -> None:
    mara = await house.mara.commands("/coaching 12 March 2027 14:00")
    await mara.commands("/coaching 16 April 2027 14:00")
    await mara.presses("Another session")


async def test_of_several_sessions_it_is_asked_which_to_move(house: House) -> None:
    await two_sessions(house)
    mara = await house.mara.commands("/coaching move 19 March 2027 10:00")
    assert "Which session do you want to move to Friday, 19 March 2027, 10:00?" in mara.heard
    await mara.presses("Move the one on 16 April 2027")
    heard = (await house.jonas.commands("/coaching")).heard
    assert "12 March 2027, 14:00" in heard
    assert "19 March 2027, 10:00" in heard


async def test_of_several_sessions_it_is_asked_which_to_cancel(house: House) -> None:
    await two_sessions(house)
    mara = await house.mara.commands("/coaching cancel")
    assert "Which session do you want to cancel?" in mara.heard
    await mara.presses("Cancel the one on 12 March 2027")
    assert "The coaching session on Friday, 12 March 2027, 14:00 is cancelled" in mara.heard
    heard = (await house.jonas.commands("/coaching")).heard
    assert "16 April 2027" in heard
    assert "Friday, 12 March" not in heard


async def test_a_session_is_cancelled_by_its_day(house: House) -> None:
    await two_sessions(house)
    assert "is cancelled" in (await house.mara.commands("/coaching cancel 16 April 2027")).heard
    assert "No session is set on 17 April 2027." in (await house.mara.commands("/coaching cancel 17 April 2027")).heard


async def test_home_shows_all_sessions(house: House) -> None:
    await two_sessions(house)
    seen = (await house.jonas.opens_home()).seen
    assert "12 March 2027, 14:00" in seen
    assert "16 April 2027, 14:00" in seen


async def test_coach_and_colleagues_are_told_at_once_of_a_session_set_moved_and_cancelled(house: House) -> None:
    await house.mara.commands("/coaching 12 March 2027 14:00")
    assert await house.passes(hours=14) == 2  # it is midnight
    (set_,) = await house.jonas.inbox()
    assert set_.message.summary.startswith("Mara set a coaching session: Friday, 12 March 2027, 14:00.")
    (set_,) = await (petra := house.petra).inbox()
    assert set_.message.summary == "Sample Cluster set a coaching session with you: Friday, 12 March 2027, 14:00."
    await house.jonas.commands("/coaching move 19 March 2027 14:00")
    await house.passes(minutes=1)
    (moved,) = await house.mara.inbox()
    assert moved.message.summary.startswith("Jonas moved the coaching session. It is now on Friday, 19 March 2027")
    assert "no longer needed" in await petra.reads_again(set_.id)
    await petra.inbox()
    await house.mara.commands("/coaching cancel")
    await house.passes(minutes=1)
    (cancelled,) = await petra.inbox()
    assert "Sample Cluster cancelled the coaching session with you on Friday, 19 March" in cancelled.message.summary


async def test_cancelling_takes_it_away(house: House) -> None:
    await house.mara.commands("/coaching 12 March 2027 14:00")
    assert "is cancelled" in (await house.mara.says("coaching cancel")).heard
    assert "No coaching session is set." in (await house.mara.commands("/coaching cancel")).heard


async def test_a_session_set_after_its_plan_was_due_asks_for_it_soon(house: House) -> None:
    heard = (await house.mara.commands("/coaching 25 November 2026 14:00")).heard
    assert "The plan was due on Sunday, 22 November 2026, 14:00, so please hand it in as soon as you can." in heard


async def test_the_coach_sees_the_sessions_of_their_clusters_and_sets_none(house: House) -> None:
    assert "None of your clusters has a session coming up." in (await house.petra.commands("/coaching")).seen
    await house.mara.commands("/coaching 12 March 2027 14:00")
    assert "Sample Cluster: Friday, 12 March 2027, 14:00" in (await house.petra.commands("/coaching")).seen
    assert "The date is set by the cluster" in (await house.petra.commands("/coaching 1 April 2027 9:00")).heard


async def test_reminders_come_five_and_three_days_and_one_day_before(house: House) -> None:
    await house.mara.commands("/coaching 12 March 2027 14:00")
    await house.until("2027-03-12 13:00")
    sent = [(line.at.date().isoformat(), line.message.summary) for line in await house.mara.inbox()]
    assert [day for day, _ in sent] == ["2027-03-05", "2027-03-09", "2027-03-11"]  # the 7th is a Sunday
    assert "Please hand in your action plan by Tuesday, 9 March 2027, 14:00." in sent[0][1]
    assert "should be with your coach by Tuesday, 9 March 2027, 14:00." in sent[1][1]
    assert sent[2][1] == "Your coaching session is on Friday, 12 March 2027, 14:00."
    _, reminded = await (petra := house.petra).inbox()  # the first told of it when it was set
    assert reminded.message.summary == "Your coaching session with Sample Cluster is on Friday, 12 March 2027, 14:00."
    await petra.presses("Why this?")
    assert "You get this because you coach Sample Cluster" in petra.heard


async def test_handing_in_withdraws_the_reminders_of_the_plan(house: House) -> None:
    await house.mara.commands("/coaching 12 March 2027 14:00")
    mara = house.mara
    document = await submits_plan(mara, action("Call", deadline="2027-06-30"))
    await mara.presses_action(f"document:hand-in:{document}")
    await house.until("2027-03-12 13:00")
    arrived = [line.message.summary for line in await mara.inbox()]
    assert arrived == ["Your coaching session is on Friday, 12 March 2027, 14:00."]


async def test_handing_in_replaces_a_reminder_that_was_sent(house: House) -> None:
    await house.mara.commands("/coaching 12 March 2027 14:00")
    mara = house.mara
    document = await submits_plan(mara, action("Call", deadline="2027-06-30"))
    await house.until("2027-03-06 12:00")
    (line,) = await mara.inbox()
    await mara.presses_action(f"document:hand-in:{document}")
    assert "no longer needed" in await mara.reads_again(line.id)


async def test_a_moved_session_withdraws_the_old_nudge(house: House) -> None:
    await house.mara.commands("/coaching 12 March 2027 14:00")
    await house.until("2027-03-06 12:00")
    mara = house.mara
    (line,) = await mara.inbox()
    await mara.commands("/coaching move 26 March 2027 14:00")
    assert "no longer needed" in await mara.reads_again(line.id)
    await house.until("2027-03-12 13:00")
    assert await mara.inbox() == []
    await house.until("2027-03-26 13:00")
    assert len(await mara.inbox()) == 3


async def test_a_cancelled_session_is_not_reminded_of(house: House) -> None:
    await house.mara.commands("/coaching 12 March 2027 14:00")
    await house.mara.commands("/coaching cancel")
    await house.until("2027-03-12 13:00")
    assert await house.mara.inbox() == []
    assert [line.at.date().isoformat() for line in await house.jonas.inbox()] == ["2026-11-23"]  # it is cancelled


async def test_the_reminder_opens_the_plan_that_was_made_since(house: House) -> None:
    await house.mara.commands("/coaching 12 March 2027 14:00")
    document = await submits_plan(house.mara, action("Call", deadline="2027-06-30"))
    await house.until("2027-03-06 12:00")
    jonas = house.jonas
    await jonas.inbox()
    await jonas.presses("Open the plan")
    assert jonas.finished.document == document


async def test_without_a_plan_the_reminder_starts_one(house: House) -> None:
    await house.mara.commands("/coaching 12 March 2027 14:00")
    await house.until("2027-03-06 12:00")
    mara = house.mara
    await mara.inbox()
    await mara.presses("Start your plan")
    assert mara.page.form.dialogue == "action-plan"


async def test_a_reminder_of_a_session_that_is_over_does_nothing_any_more(house: House) -> None:
    await house.mara.commands("/coaching 12 March 2027 14:00")
    await house.until("2027-03-06 12:00")
    mara = house.mara
    await mara.inbox()
    await house.passes(days=365)
    for label in ("Remind me tomorrow", "Why this?"):
        await mara.presses(label)
        assert "no longer needed" in mara.heard


async def test_a_session_is_not_put_off_beyond_its_beginning(house: House) -> None:
    await house.mara.commands("/coaching 12 March 2027 08:00")
    await house.until("2027-03-11 12:00")
    mara = house.mara
    await mara.inbox()
    plan_nudge = next(b for b in await snooze_actions(mara) if "snooze-day" in b)
    await mara.presses_action(plan_nudge)
    assert "begins before that" in mara.heard


async def snooze_actions(person: object) -> list[str]:
    from tests.advisor.conversation import Person, buttons

    assert isinstance(person, Person)
    return [b.action for _, message in person.shown for b in buttons(message) if "snooze" in b.action]


async def test_why_this_tells_of_the_session_and_the_coach_can_stop_these_too(house: House) -> None:
    await house.mara.commands("/coaching 12 March 2027 14:00")
    await house.until("2027-03-06 12:00")
    mara = house.mara
    await mara.inbox()
    await mara.presses("Why this?")
    assert "coaching session on Friday, 12 March 2027, 14:00" in mara.heard
    petra = house.petra
    await house.until("2027-03-11 12:00")
    await petra.inbox()
    assert {"Why this?", "I am away", "Stop these"} <= set(petra.labels)
    assert "reminders off" in text_of(mara.reply.messages[0])
