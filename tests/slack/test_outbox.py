"""An answer that Slack does not take just now comes later, once, in its order, and without a failure text beside it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.blocks import Button, Buttons, Text
from bot.chat.events import Event, Said
from bot.chat.views import Audience, Message, Reply
from bot.store import outbound
from tests.slack.conftest import Stage
from tests.slack.fake_slack import Lost, RefusedError
from tests.slack.person import texts
from tests.slack.test_failures import answering, asked, form

OUTAGES = [RefusedError("", status=503), RefusedError("internal_error"), Lost.REQUEST]
TWO = Reply((Message("One"), Message("Two")))


async def echo(event: Event) -> Reply:
    assert isinstance(event, Said)
    return Reply((Message(event.text),))


async def waiting(stage: Stage) -> int:
    return await stage.store.read(outbound.waiting)


def in_channel(stage: Stage) -> list[str]:
    return ["\n".join(texts(message["blocks"])) for message in stage.slack.messages["C1"]]


@pytest.mark.parametrize("outage", OUTAGES)
async def test_after_an_outage_a_person_has_every_answer_once_and_in_order(
    stage: Stage, outage: RefusedError | Lost
) -> None:
    stage.slack.outage = outage
    stage.advisor.reply = answering(TWO)
    await stage.ana.say("hello")
    stage.advisor.reply = echo
    await stage.ana.say("Three")
    await stage.deliver()
    stage.slack.outage = None
    await stage.ana.say("Four")
    assert stage.ana.heard() == []
    assert await stage.deliver() == 4
    assert stage.ana.heard() == ["One", "Two", "Three", "Four"]
    assert await waiting(stage) == 0


async def test_refused_connections_lose_no_answer(stage: Stage) -> None:
    stage.advisor.reply = answering(TWO)
    await stage.slack.refuse()
    await stage.ana.say("hello")
    assert await stage.deliver() == 0
    await stage.slack.listen()
    assert await stage.deliver() == 2
    assert stage.ana.heard() == ["One", "Two"]


@pytest.mark.parametrize("thread", ["", "5.5"])
async def test_a_lost_answer_is_looked_up_and_nothing_comes_twice(stage: Stage, thread: str) -> None:
    stage.slack.failing["chat.postMessage"] = [Lost.ANSWER]
    stage.advisor.reply = answering(TWO)
    await stage.ana.say("hello", **({"thread_ts": thread} if thread else {}))
    assert stage.ana.heard() == ["One"]
    assert await waiting(stage) == 2
    assert await stage.deliver() == 2
    assert stage.ana.heard() == ["One", "Two"]


async def test_a_long_rate_limit_is_waited_for_in_the_outbox(stage: Stage) -> None:
    stage.slack.failing["chat.postMessage"] = [RefusedError("ratelimited", status=429, headers={"Retry-After": "60"})]
    stage.advisor.reply = answering(Reply((Message("Here"),)))
    await stage.ana.say("hello")
    assert await stage.deliver() == 0
    assert await waiting(stage) == 1


@pytest.mark.parametrize("refusal", ["invalid_auth", "token_revoked"])
async def test_an_answer_waits_for_a_token_that_slack_accepts(stage: Stage, refusal: str) -> None:
    stage.slack.failing["chat.postMessage"] = [RefusedError(refusal)]
    stage.advisor.reply = answering(Reply((Message("Here"),)))
    await stage.ana.say("hello")
    assert await stage.deliver() == 1
    assert stage.ana.heard() == ["Here"]


@pytest.mark.parametrize(
    "refusal",
    [
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "restricted_action_of_tomorrow",
        "no_permission",
        "cannot_reply_to_message",
        "user_not_in_channel",
        "not_in_channel",
        "channel_not_found",
        "is_archived",
        "thread_locked",
        "posting_to_general_channel_denied",
        "ekm_access_denied",
        "messages_tab_disabled",
        "a_refusal_that_nobody_knows",
    ],
)
@pytest.mark.parametrize("how", ["mention", "command"])
async def test_what_a_channel_does_not_take_comes_as_a_direct_message(stage: Stage, how: str, refusal: str) -> None:
    stage.advisor.reply = answering(TWO)
    if how == "mention":
        stage.advisor.reply = answering(Reply(tuple(replace(shown, audience=Audience.HERE) for shown in TWO.messages)))
        stage.slack.failing["chat.postMessage"] = [RefusedError(refusal)]
        await stage.ana.mention("hello")
        assert (stage.ana.heard(), in_channel(stage)[:1]) == (["One"], ["Two"])
    else:
        stage.slack.failing["chat.postEphemeral"] = [RefusedError(refusal)]
        stage.slack.response_url = lambda *args, **kwargs: f"{stage.slack.url}/response/none"  # type: ignore[method-assign]
        await stage.ana.command("/ask", "something")
        assert stage.ana.heard() == ["Two"]


async def test_what_waits_for_a_channel_that_does_not_take_it_any_more_comes_as_a_direct_message(stage: Stage) -> None:
    stage.slack.outage = RefusedError("", status=503)
    stage.advisor.reply = answering(Reply((Message("Here"),)))
    await stage.ana.mention("hello")
    stage.slack.outage = None
    stage.slack.channels.clear()
    assert await stage.deliver() == 1
    assert stage.ana.heard() == ["Here"]


async def test_what_slack_takes_nowhere_ends_in_the_log_without_its_text(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.slack.failing["chat.postEphemeral"] = [RefusedError("restricted_action")]
    stage.slack.failing["chat.postMessage"] = [RefusedError("user_not_found")]
    stage.advisor.reply = answering(Reply((Message("Something private"),)))
    await stage.ana.mention("hello")
    assert "could not be delivered anywhere" in caplog.text
    assert "Something private" not in caplog.text
    assert await waiting(stage) == 0


async def test_an_answer_whose_look_slack_does_not_take_comes_as_plain_text(stage: Stage) -> None:
    stage.slack.failing["chat.postMessage"] = [RefusedError("invalid_blocks")]
    stage.advisor.reply = answering(Reply((Message("The short of it", (Text("The long of it"),)),)))
    await stage.ana.say("hello")
    assert stage.ana.heard() == ["The short of it"]


@pytest.mark.parametrize("outage", [RefusedError("", status=503), RefusedError("internal_error")])
async def test_a_private_answer_that_slack_failed_to_take_comes_later(stage: Stage, outage: RefusedError) -> None:
    stage.slack.response_url = lambda *args, **kwargs: f"{stage.slack.url}/response/none"  # type: ignore[method-assign]
    stage.slack.outage = outage
    stage.advisor.reply = answering(TWO)
    await stage.ana.command("/ask", "something")
    stage.slack.outage = None
    assert await stage.deliver() == 1
    assert [said.splitlines()[0] for said in stage.ana.heard_alone()] == ["One", "Two"]


@pytest.mark.parametrize("method", ["chat.postEphemeral", "chat.postMessage"])
async def test_what_nobody_can_look_up_is_not_sent_twice(stage: Stage, method: str) -> None:
    stage.slack.response_url = lambda *args, **kwargs: f"{stage.slack.url}/response/none"  # type: ignore[method-assign]
    stage.slack.failing[method] = [Lost.ANSWER]
    stage.advisor.reply = answering(TWO)
    if method == "chat.postMessage":
        await stage.ana.mention("hello")
    else:
        await stage.ana.command("/ask", "something")
    await stage.deliver()
    assert len(in_channel(stage)) + len(stage.ana.heard_alone()) == 2
    assert await waiting(stage) == 0


async def test_an_answer_in_the_place_of_another_comes_later_too(stage: Stage) -> None:
    stage.advisor.reply = answering(Reply((_question(),)))
    await stage.ana.say("hello")
    stage.advisor.reply = answering(Reply((Message("Next"),), replace=Message("Done")))
    stage.slack.outage = RefusedError("", status=503)
    await stage.ana.press("Do it")
    stage.slack.outage = None
    assert await stage.deliver() == 2
    assert stage.ana.heard() == ["Done", "Next"]


@pytest.mark.parametrize("outage", OUTAGES)
async def test_a_window_that_cannot_open_now_becomes_a_button(stage: Stage, outage: RefusedError | Lost) -> None:
    stage.slack.failing["views.open"] = [outage]
    stage.advisor.reply = answering(Reply(view=form(asked())))
    await stage.ana.command("/smart-goal")
    await stage.ana.press_private("Open")
    assert "A page" in stage.ana.reads()


async def test_home_that_cannot_be_drawn_keeps_back_no_message(stage: Stage) -> None:
    stage.slack.failing["views.publish"] = [RefusedError("", status=503)]
    stage.advisor.reply = answering(Reply((Message("Here"),), home=Message("Home")))
    await stage.ana.say("hello")
    assert stage.ana.heard() == ["Here"]


async def test_a_failure_of_the_advisor_is_told_although_slack_fails_too(stage: Stage) -> None:
    async def broken(event: Event) -> Reply:
        raise RuntimeError

    stage.slack.outage = RefusedError("", status=503)
    stage.advisor.reply = broken
    await stage.ana.say("hello")
    stage.slack.outage = None
    await stage.deliver()
    assert len(stage.ana.heard()) == 1
    assert "went wrong" in stage.ana.heard()[0]


async def test_an_answer_that_waited_a_day_is_given_up(stage: Stage) -> None:
    stage.slack.outage = RefusedError("", status=503)
    stage.advisor.reply = answering(Reply((Message("Here"),)))
    await stage.ana.say("hello")
    stage.slack.outage = None
    stage.time.ahead = timedelta(hours=25)
    assert await stage.deliver() == 0
    assert await waiting(stage) == 0


async def test_clocks_two_hours_apart_send_nothing_twice(stage: Stage) -> None:
    stage.slack.failing["chat.postMessage"] = [Lost.ANSWER]
    stage.advisor.reply = answering(Reply((Message("Here"),)))
    await stage.ana.say("hello")
    message = stage.slack.dm("UANA")[0]
    message["ts"] = f"{float(message['ts']) - 7_000:.6f}"  # Slack's clock is behind the database's
    await stage.deliver()
    assert stage.ana.heard() == ["Here"]


def _question() -> Message:
    return Message("Shall I?", (Buttons((Button("Do it", "x:y"),)),))
