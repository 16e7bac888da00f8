"""The conversation as that of an agent: greeted once, suggestions that fit, threads as topics."""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat.events import ChatOpened, Event
from bot.chat.views import Message, Prompt, Reply
from bot.slack.declared import PROMPTS
from tests.slack.conftest import Office, Stage
from tests.slack.fake_slack import FakeSlack, RefusedError
from tests.slack.person import Person
from tests.slack.test_acknowledgements import counted, opened


def suggested(person: Person) -> list[str]:
    return [prompt["title"] for prompt in person.slack.prompts[f"D{person.user}"]]


async def test_the_first_opening_greets_and_no_other_does(office: Office, ana: Person, ben: Person) -> None:
    await ana.open_chat()
    greeting = len(ana.heard())
    assert ana.heard()[0].startswith("Hello Ana Sample.")
    await ana.open_chat()
    office.time.ahead += timedelta(days=400)
    await ana.open_chat()
    assert len(ana.heard()) == greeting
    await ben.open_chat()
    assert ben.heard()[0].startswith("Hello Ben Sample.")


async def test_what_is_suggested_fits_where_one_stands(ana: Person) -> None:
    await ana.open_chat()
    assert suggested(ana) == [
        "Begin with our Needs assessment",
        "What can you do?",
        "How do we attract new members?",
    ]
    await ana.command("/smart-goal", "new", channel="DUANA")
    ana.fill("What will you do", "Recruit members")
    await ana.submit()
    await ana.open_chat()
    assert suggested(ana) == [
        "Go on with our SMART goal",
        "Start our Needs assessment",
        "What can you do?",
        "How do we attract new members?",
    ]


async def test_what_is_suggested_in_the_manifest_is_understood(ana: Person) -> None:
    for prompt in PROMPTS:
        before = len(ana.heard()), len(ana.slack.views)
        await ana.say(prompt.message)
        assert (len(ana.heard()), len(ana.slack.views)) != before
        assert "don’t know the answer" not in "".join(ana.heard())


async def test_guests_are_not_greeted_and_are_told_what_they_may_ask(ana: Person) -> None:
    ana.slack.people["UANA"]["is_restricted"] = True
    await ana.open_chat()
    assert ana.heard() == []
    assert suggested(ana) == ["How do we attract new members?"]


async def test_a_thread_is_a_topic_of_its_own(ana: Person) -> None:
    await ana.say("What is a RACI matrix?", thread_ts="50.1")
    await ana.say("more", thread_ts="60.1")
    first, second = ana.slack.dm("UANA")
    assert (first["thread_ts"], second["thread_ts"]) == ("50.1", "60.1")
    assert "RACI" in str(first)
    assert "RACI" not in str(second)
    await ana.say("more", thread_ts="50.1")
    assert "RACI" in ana.heard()[-1]


SUGGESTION = (Prompt("Ask", "How?"),)


async def suggests(event: Event) -> Reply:
    return Reply((Message("Hello."),), prompts=SUGGESTION) if isinstance(event, ChatOpened) else Reply()


@pytest.mark.parametrize("code", ["missing_scope", "unknown_method", "method_not_supported_for_channel_type"])
async def test_a_workspace_that_shows_none_is_left_alone_for_a_day_and_named_once(
    stage: Stage, caplog: pytest.LogCaptureFixture, code: str
) -> None:
    stage.advisor.reply = suggests
    stage.slack.failing["assistant.threads.setSuggestedPrompts"] = [RefusedError(code)]
    with caplog.at_level(logging.WARNING, "bot"):
        for _ in range(3):
            await stage.ana.open_chat()
    assert len(stage.ana.heard()) == 3
    assert [record.message.count(code) for record in caplog.records] == [1]
    assert stage.slack.prompts == {}
    stage.time.ahead += timedelta(days=1, minutes=1)
    await stage.ana.open_chat()
    assert suggested(stage.ana) == ["Ask"]


def waited(folder: Path, template: Path, *refused: str, **more: str) -> FakeSlack:
    """Slack after an answer that took three seconds, on a clock that counts waiting only."""
    stages = []

    async def slow(event: Event) -> Reply:
        await asyncio.sleep(3)
        return Reply((Message("Here it is."),))

    async def body() -> None:
        async with opened(folder, template) as stage:
            await stage.surface.connection.known()
            stages.append(stage)
            stage.advisor.reply = slow
            stage.slack.failing["assistant.threads.setStatus"] = [RefusedError(code) for code in refused]
            for _ in range(2):
                await stage.ana.say("hello", **more)
            assert stage.ana.heard() == ["Here it is."] * 2

    counted(body())
    return stages[0].slack


def test_who_waits_for_an_answer_sees_that_it_is_worked_at_until_it_comes(
    sqlite_template: Path, tmp_path: Path
) -> None:
    slack = waited(tmp_path, sqlite_template, thread_ts="50.1")
    assert slack.statuses == [("50.1", "is looking …"), ("50.1", "")] * 2
    assert slack.refusals == []


def test_an_answer_that_comes_at_once_is_announced_by_nothing(sqlite_template: Path, tmp_path: Path) -> None:
    async def body() -> None:
        async with opened(tmp_path, sqlite_template) as stage:
            await stage.surface.connection.known()
            await stage.ana.say("hello")
            assert stage.slack.statuses == []

    counted(body())


@pytest.mark.parametrize(("code", "tried"), [("missing_scope", 1), ("channel_not_found", 2)])
def test_without_that_word_the_answer_comes_all_the_same_and_a_workspace_that_lacks_it_is_left_alone(
    sqlite_template: Path, tmp_path: Path, code: str, tried: int
) -> None:
    slack = waited(tmp_path, sqlite_template, code, code)
    assert slack.statuses == []
    assert [method for method, _ in slack.calls].count("assistant.threads.setStatus") == tried


async def test_one_conversation_without_them_takes_them_from_no_other(stage: Stage) -> None:
    stage.advisor.reply = suggests
    stage.slack.failing["assistant.threads.setSuggestedPrompts"] = [RefusedError("channel_not_found")]
    await stage.ana.open_chat()
    await stage.ana.open_chat()
    assert suggested(stage.ana) == ["Ask"]


async def test_a_failure_at_an_opening_is_not_told_to_somebody_who_asked_for_nothing(stage: Stage) -> None:
    async def fails(event: Event) -> Reply:
        return Reply((Message("Something went wrong."),), failed=True)

    stage.advisor.reply = fails
    await stage.ana.open_chat()
    assert stage.ana.heard() == []
