"""Home: the next step on top, views of one's work below it, and a way to everything on every list."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from bot.advisor.lists import PAGE, View
from bot.chat.blocks import Entries, Entry, NextStep, Path, Tabs
from bot.chat.events import Intent
from bot.chat.views import Message
from bot.store import closed_accounts, pauses, people
from bot.store.tables import accounts
from tests.advisor.conversation import START, House, Person, buttons, text_of
from tests.advisor.work import action, changes_action, drafts_goal, rates_needs, submits_plan

NEEDS = {"attracting-members": ("5", "1")}


def next_step(person: Person) -> NextStep:
    assert person.home is not None
    (step,) = [block for block in person.home.blocks if isinstance(block, NextStep)]
    return step


def lists(home: Message | None) -> dict[str, Entries]:
    assert home is not None
    return {block.title: block for block in home.blocks if isinstance(block, Entries)}


def states(entry: Entry) -> list[str]:
    return [chip.text for chip in entry.chips]


def days(count: int, first: int = 1) -> list[str]:
    return [(START.date() + timedelta(days=first + n)).isoformat() for n in range(count)]


async def test_a_newcomer_is_led_to_the_first_stage(house: House) -> None:
    mara = await house.mara.opens_home()
    assert next_step(mara).what == "Begin with your Needs assessment"
    await mara.presses("Start: Needs assessment")
    assert mara.on == "members"


async def test_a_draft_is_gone_on_with_before_another_stage_is_begun(house: House) -> None:
    await drafts_goal(house.mara)
    step = next_step(mara := await house.mara.opens_home())
    assert (step.what[:10], [chip.text for chip in step.chips]) == ("Go on with", ["Draft"])
    await mara.presses("Continue")
    assert mara.review.title == "SMART goal"


async def test_the_draft_of_a_colleague_is_not_one_s_next_step(house: House) -> None:
    await drafts_goal(house.jonas)
    assert next_step(await house.mara.opens_home()).what == "Begin with your Needs assessment"


async def test_what_is_overdue_comes_first_and_says_so(house: House) -> None:
    await submits_plan(house.mara, action("Call"), action("Write", deadline="2026-12-10"))
    await drafts_goal(house.jonas)
    house.now += timedelta(days=40)
    step = next_step(jonas := await house.jonas.opens_home())
    assert (step.what, [chip.text for chip in step.chips]) == ("Write", ["Overdue"])
    assert "10 December 2026" in step.detail
    await jonas.presses("Done")
    assert next_step(await jonas.opens_home()).what == "Call"


async def test_the_plan_is_handed_in_from_home_before_the_session(house: House) -> None:
    await submits_plan(house.mara, action("Call", deadline="2027-06-01"))
    await house.mara.commands("/coaching 4 December 2026 14:00")
    step = next_step(mara := await house.mara.opens_home())
    assert step.what == "Hand in “Recruit 16 members” for the coaching session"
    assert "1 December 2026" in step.detail
    await mara.presses("Hand in to coach")
    assert "Handed in" in mara.heard
    await mara.opens_home()
    assert next_step(mara).detail == "Your plan is handed in."
    (plan,) = lists((await mara.opens_home("documents")).home)["Plans and other results"].items
    assert states(plan) == ["Handed in"]


async def test_changes_after_submitting_are_named_and_lead_to_the_review(house: House) -> None:
    document = await submits_plan(house.mara, action("Call", deadline="2027-06-01"))
    await changes_action(house.mara, document, "Call", action="Phone")
    step = next_step(mara := await house.mara.opens_home())
    assert step.what == "Submit the changes in “Recruit 16 members”"
    (plan,) = lists((await mara.opens_home("documents")).home)["Plans and other results"].items
    assert states(plan) == ["Unsubmitted changes"]
    await (await mara.opens_home()).presses("Check and submit")
    await mara.submits()
    assert next_step(await mara.opens_home()).what != step.what


async def test_a_new_status_is_no_unsubmitted_change(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    await changes_action(house.mara, document, "Call", status="in-progress")
    (plan,) = lists((await house.mara.opens_home("documents")).home)["Plans and other results"].items
    assert (states(plan), plan.detail[:9]) == ([], "Version 1")  # which says itself that it is submitted


async def test_a_result_tells_when_and_by_whom_it_was_submitted(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    house.now += timedelta(days=3)
    await changes_action(house.jonas, document, "Call", status="in-progress")
    (plan,) = lists((await house.mara.opens_home("documents")).home)["Plans and other results"].items
    assert plan.detail == "Version 1, submitted on 23 November 2026 by Mara"


async def test_the_path_shows_where_one_stands(house: House) -> None:
    def stages(person: Person) -> list[tuple[str, str]]:
        assert person.home is not None
        (path,) = [block for block in person.home.blocks if isinstance(block, Path)]
        return [(stage.name, stage.state) for stage in path.stages]

    mara = await house.mara.opens_home()
    assert stages(mara) == [("Needs", "now"), ("Goal", "ahead"), ("Plan", "ahead"), ("Coach", "ahead")]
    await (await rates_needs(house.mara, **NEEDS)).submits()
    await submits_plan(house.mara, action("Call"))
    assert stages(await mara.opens_home())[3] == ("Coach", "now")


@pytest.mark.parametrize(
    "view", ["", "mine", "team", "documents", "nonsense", "mine.nonsense", "team.due.99", "mine.due.x"]
)
async def test_every_view_has_the_tabs_and_says_which_is_open(house: House, view: str) -> None:
    mara = await house.mara.opens_home(view)
    assert mara.home is not None
    (tabs,) = [block for block in mara.home.blocks if isinstance(block, Tabs)]
    assert [item.label for item in tabs.items] == ["Mine", "Team", "Documents", "Start"]
    assert tabs.current == (View.read(view).tab if View.read(view).tab in ("team", "documents") else "mine")


async def test_mine_holds_one_s_own_actions_and_team_those_of_all(house: House) -> None:
    await submits_plan(house.mara, action("Call", deadline="2026-12-10"), action("Write", "Mara", "2026-12-11"))
    own = lists((await house.jonas.opens_home()).home)["What is due"]
    assert ([entry.title for entry in own.items], own.count) == (["Call"], None)
    everybody_s = lists((await house.jonas.opens_home("team")).home)["What is due for everybody"]
    assert ([entry.title for entry in everybody_s.items], everybody_s.count) == (["Call", "Write"], 2)


async def test_an_action_of_nobody_here_stands_with_who_began_the_plan(house: House) -> None:
    await submits_plan(house.mara, action("Call", "Somebody Else", "2026-12-10"))
    assert "Call" in text_of((await house.mara.opens_home()).home or Message(""))
    assert "Call" not in text_of((await house.jonas.opens_home()).home or Message(""))


async def test_every_due_action_can_be_reached(house: House) -> None:
    await submits_plan(house.mara, *(action(f"Action {n}", deadline=day) for n, day in enumerate(days(23))))
    listed = lists((await house.jonas.opens_home()).home)["What is due"]
    assert (len(listed.items), listed.count) == (5, 23)
    (way,) = listed.ways
    assert way.label == "Show all 23"
    found: list[str] = []
    view = way.view
    while view:
        (whole,) = lists((await house.jonas.opens_home(view)).home).values()
        assert len(whole.items) <= PAGE
        found += [entry.title for entry in whole.items]
        view = next((each.view for each in whole.ways if each.label == "Next"), "")
    assert found == [f"Action {n}" for n in range(23)]


async def test_what_falls_due_later_than_in_30_days_is_a_press_away(house: House) -> None:
    await submits_plan(house.mara, action("Soon", deadline="2026-12-10"), action("Later", deadline="2027-09-01"))
    listed = lists((await house.jonas.opens_home()).home)["What is due"]
    assert [entry.title for entry in listed.items] == ["Soon"]
    (way,) = listed.ways
    assert way.label == "Show all 2, later ones too"
    assert "Later" in text_of((await house.jonas.opens_home(way.view)).home or Message(""))


async def test_the_eleventh_draft_can_be_reached(house: House) -> None:
    for number in range(11):
        mara = await house.mara.commands("/smart-goal new")
        await mara.fills(what=f"Goal {number}").next()
    listed = lists((await house.mara.opens_home()).home)["My drafts"]
    assert listed.count == 11
    whole = text_of((await house.mara.opens_home(listed.ways[0].view)).home or Message(""))
    assert all(f"Goal {number}:" in whole for number in range(11))


async def test_what_is_done_says_so_in_its_list_and_can_be_taken_back(house: House) -> None:
    await submits_plan(house.mara, action("Call", deadline="2026-12-10"))
    await (await house.jonas.opens_home()).presses("Done")
    listed = lists((await house.jonas.opens_home()).home)["What is due"]
    (entry,) = listed.items
    assert entry.over
    assert states(entry) == ["Done"]
    assert [button.label for button in entry.buttons] == ["Undo"]


async def test_a_button_sets_the_date_of_the_session(house: House) -> None:
    mara = await (await house.mara.opens_home()).presses("Set a date")
    assert mara.page.alone
    await mara.fills(day="4 December 2026", time="2 pm").next()
    assert "Your coaching session is on Friday, 4 December 2026, 14:00" in text_of(mara.finished.content)
    assert "Friday, 4 December 2026, 14:00" in text_of((await mara.opens_home()).home or Message(""))


@pytest.mark.parametrize(
    ("day", "time", "field", "said"),
    [
        ("31 February 2027", "14:00", "day", "31"),
        ("4 December 2026", "soon", "time", "I can’t read “soon” as a time. Write it like 14:00."),
        ("4 December 2026", "", "time", "Please answer this."),
    ],
)
async def test_what_is_no_date_or_time_is_said_beside_its_field(
    house: House, day: str, time: str, field: str, said: str
) -> None:
    mara = await (await house.mara.opens_home()).presses("Set a date")
    await mara.fills(day=day, time=time).next()
    assert said in mara.errors[field]


async def test_an_unlikely_time_is_asked_about_with_its_button(house: House) -> None:
    mara = await (await house.mara.opens_home()).presses("Set a date")
    await mara.fills(day="6 December 2026", time="14:00").next()  # a Sunday
    assert "6 December 2026" in text_of(mara.finished.content)
    first = next(button for button in buttons(mara.finished.content) if button.action.startswith("coaching:set:"))
    await mara.presses_action(first.action)
    assert "Your coaching session is on" in mara.heard


async def test_a_session_is_cancelled_on_home(house: House) -> None:
    await house.mara.commands("/coaching 4 December 2026 14:00")
    mara = await (await house.mara.opens_home()).presses("Cancel the session")
    assert "is cancelled" in mara.heard
    assert "No session is set." in text_of((await mara.opens_home()).home or Message(""))


async def test_no_view_of_home_asks_to_type_a_command(house: House) -> None:
    await house.mara.says("reminders off")
    for person in (house.mara, house.petra):
        for view in ("mine", "team", "documents"):
            shown = text_of((await person.opens_home(view)).home or Message(""))
            assert "/" not in shown.replace("What is due", "")
            assert "Write “" not in shown


async def test_a_coach_reaches_all_that_was_handed_in(house: House) -> None:
    for number in range(7):
        document = await submits_plan(house.mara, action(f"Call {number}"))
        await house.mara.presses_action(f"document:hand-in:{document}")
    listed = lists((await house.petra.opens_home()).home)["Handed in by your clusters"]
    assert (len(listed.items), listed.count) == (5, 7)
    (whole,) = lists((await house.petra.opens_home(listed.ways[0].view)).home).values()
    assert len(whole.items) == 7


def test_a_view_keeps_its_name() -> None:
    for view in (View("mine"), View("team", "due"), View("team", "due", 3)):
        assert View.read(view.name) == view
    assert View.read("mine.due.0") == View("mine", "due", 1)


@pytest.mark.parametrize("document", ["session", "settings", "cluster"])
async def test_what_is_only_typed_on_a_page_that_is_no_document_changes_nothing(house: House, document: str) -> None:
    page = {"session": "when", "settings": "own", "cluster": "where"}[document]
    typed = {
        "session": {"day": "4 December 2026", "time": "14:00"},
        "settings": {"reminders": "no"},
        "cluster": {"name": "Half a name"},
    }[document]
    mara = await house.mara.opens(document, page)
    await mara.fills(**typed).sends(Intent.KEEP)
    assert mara.page.form.ref.page == page
    shown = text_of((await house.mara.opens_home("team")).home or Message(""))
    assert "No session is set." in shown
    assert "Half a name" not in shown
    assert "Reminders are off" not in text_of((await house.mara.opens_home()).home or Message(""))


async def test_changes_of_a_colleague_are_not_one_s_own(house: House) -> None:
    document = await submits_plan(house.mara, action("Call", deadline="2027-06-01"))
    await changes_action(house.mara, document, "Call", action="Phone")
    jonas = await house.jonas.opens_home()
    assert "Submit" not in next_step(jonas).what
    assert lists(jonas.home)["My drafts"].items == ()
    (result,) = lists((await jonas.opens_home("documents")).home)["Plans and other results"].items
    assert states(result) == ["Unsubmitted changes"]


async def test_home_names_an_outage_although_no_reminder_waits(house: House) -> None:
    mara = await house.mara.opens_home()
    with house.store.writing() as tx:
        pauses.pause(tx, "elsewhere", None, "http_503")
    assert "cannot be reached" not in text_of((await mara.opens_home()).home or Message(""))
    with house.store.writing() as tx:
        pauses.pause(tx, mara.actor.workspace, None, "http_503")
    assert "no reminders are sent there for now" in text_of((await mara.opens_home()).home or Message(""))


async def test_home_says_where_the_advisor_cannot_write_to_somebody_until_it_can(house: House) -> None:
    mara = await house.mara.opens_home()
    with house.store.writing() as tx:
        person = people.by_account(tx, mara.actor.account)
        assert person is not None
        elsewhere = {"account": "teams:t1:mara", "person_id": person.id, "workspace": "teams:t1", "used_at": START}
        tx.execute(insert(accounts).values(elsewhere))
        closed_accounts.close(tx, "teams:t1:mara")
    assert "I can’t write to you in Teams" in text_of((await mara.opens_home()).home or Message(""))
    with house.store.writing() as tx:
        closed_accounts.reopen(tx, "teams:t1:mara")
    assert "can’t write" not in text_of((await mara.opens_home()).home or Message(""))
