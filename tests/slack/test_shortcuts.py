"""Shortcuts: a message in a channel is asked about for one person alone, a dialogue is started from anywhere."""

import asyncio

import pytest

from bot.chat.events import Event
from bot.chat.views import Message, Reply
from bot.slack import shortcuts
from bot.slack.declared import ASK_ABOUT, SHORTCUTS, START
from flows import registry
from tests.slack.conftest import Stage, until
from tests.slack.fake_slack import RefusedError
from tests.slack.person import Person

ASKED = {"ts": "70.1", "user": "UBEN", "text": "Does anybody know what a RACI matrix is?"}


def public(person: Person) -> list[str]:
    return [str(message) for message in person.slack.messages["C1"]]


async def test_the_answer_about_a_message_stands_in_a_window_and_nobody_else_reads_it(ana: Person) -> None:
    await ana.shortcut(ASK_ABOUT, ASKED)
    assert "RACI" in ana.reads()
    assert (public(ana), ana.heard(), ana.heard_alone()) == ([], [], [])


async def test_it_can_be_shared_below_the_message(ana: Person) -> None:
    await ana.shortcut(ASK_ABOUT, ASKED)
    await ana.press_in_modal("Share here")
    (shared,) = ana.slack.messages["C1"]
    assert shared["thread_ts"] == "70.1"
    assert "Shared by Ana Sample" in str(shared)
    assert "Share here" not in str(shared)


async def test_an_answer_to_a_command_in_a_channel_can_be_shared_there(ana: Person) -> None:
    await ana.command("/ask", "what is a RACI matrix")
    await ana.press_private("Share here")
    assert "RACI" in public(ana)[0]
    await ana.mention("what is a RACI matrix?")
    assert "Share here" not in public(ana)[-1]


async def test_what_others_wrote_is_a_question_and_never_a_command(ana: Person) -> None:
    for said in ("/coaching 12 March 2029 14:00", "reminders off", "stop", "home"):
        await ana.shortcut(ASK_ABOUT, {**ASKED, "text": said})
    await ana.open_home()
    home = str(ana.slack.homes["UANA"])
    assert "No session is set." in home
    assert "Reminders are off" not in home


async def test_what_one_asked_alone_is_no_part_of_the_thread(ana: Person, ben: Person) -> None:
    await ana.shortcut(ASK_ABOUT, ASKED)
    await ben.mention("more", ts="70.2", thread_ts="70.1")
    assert public(ben) == []
    assert "RACI" not in ben.heard_alone()[-1]


async def test_a_message_without_words_says_so(ana: Person) -> None:
    await ana.shortcut(ASK_ABOUT, {**ASKED, "text": " "})
    assert "no text in this message" in ana.reads()


async def test_all_dialogues_are_offered_and_one_begins_in_the_same_window(ana: Person) -> None:
    await ana.shortcut(START)
    shown = ana.reads()
    assert [each.title for each in registry.all_dialogues().values() if each.title not in shown] == []
    await ana.press_in_modal("Start", below="SMART goal")
    ana.fill("What will you do or reach?", "Recruit members")
    assert len(ana.slack.views) == 1


@pytest.mark.parametrize("profile", [{"is_restricted": True}, {"is_stranger": True}])
async def test_guests_and_strangers_start_nothing_and_may_ask(ana: Person, profile: dict[str, bool]) -> None:
    ana.slack.people["UANA"].update(profile)
    await ana.shortcut(START)
    assert "Start" not in ana.reads()
    assert "ask" in ana.reads().casefold()
    await ana.shortcut(ASK_ABOUT, ASKED)
    assert "RACI" in ana.reads()
    assert "Share here" not in ana.reads()


async def test_a_window_opens_at_once_and_is_filled_when_the_answer_is_there(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = asyncio.Event()
    monkeypatch.setattr(shortcuts, "AT_ONCE", 0.01)

    async def late(event: Event) -> Reply:
        await until(lambda: bool(stage.slack.views))
        assert "One moment" in stage.ana.reads()
        go.set()
        return Reply((Message("Here it is."),))

    stage.advisor.reply = late
    await stage.ana.shortcut(START)
    assert go.is_set()
    assert "Here it is." in stage.ana.reads()


async def test_where_no_window_opens_the_answer_comes_to_the_person_alone(ana: Person) -> None:
    ana.slack.failing["views.open"] = [RefusedError("expired_trigger_id")]
    await ana.shortcut(ASK_ABOUT, ASKED)
    assert "RACI" in ana.heard_alone()[-1]
    assert public(ana) == []


async def test_a_shortcut_that_is_sent_again_is_taken_once(stage: Stage) -> None:
    await stage.ana.shortcut(START)
    await stage.ana.again()
    assert len(stage.advisor.heard) == 1


def test_every_shortcut_is_listened_to() -> None:
    assert {each.callback for each in SHORTCUTS} == {ASK_ABOUT, START}
