"""Sending on Slack: what happened is told exactly, and nothing is posted twice behind anybody's back."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.blocks import Text
from bot.chat.sender import SendError
from bot.chat.views import Message
from tests.slack.conftest import Stage
from tests.slack.fake_slack import Lost, RefusedError

ANA = "slack:T1:UANA"
NUDGE = Message("Reminder", (Text("Your plan is due."),))
LONG_AGO = datetime.now(UTC) - timedelta(hours=1)


async def test_a_message_arrives_and_is_found_by_its_key(stage: Stage) -> None:
    sender = stage.surface.sender
    reference = await sender.send(ANA, NUDGE, key="plan-1")
    assert stage.ana.heard() == ["Your plan is due."]
    assert await sender.find(ANA, "plan-1", since=LONG_AGO) == reference
    assert await sender.find(ANA, "plan-2", since=LONG_AGO) is None
    assert await sender.find(ANA, "plan-1", since=datetime.now(UTC) + timedelta(hours=1)) is None


async def test_an_old_message_is_found_behind_many_others(stage: Stage) -> None:
    sender = stage.surface.sender
    reference = await sender.send(ANA, NUDGE, key="first")
    for number in range(40):
        await sender.send(ANA, NUDGE, key=f"later-{number}")
    assert await sender.find(ANA, "first", since=LONG_AGO) == reference


async def test_a_sent_message_can_be_replaced(stage: Stage) -> None:
    reference = await stage.surface.sender.send(ANA, NUDGE, key="plan-1")
    await stage.surface.sender.update(ANA, reference, Message("Done", (Text("It is done."),)))
    assert stage.ana.heard() == ["It is done."]


async def test_a_lost_answer_is_unknown_and_posted_once(stage: Stage) -> None:
    stage.slack.failing["chat.postMessage"] = [Lost.ANSWER]
    with pytest.raises(SendError) as caught:
        await stage.surface.sender.send(ANA, NUDGE, key="plan-1")
    assert caught.value.unknown
    assert not caught.value.permanent
    assert len(stage.ana.heard()) == 1
    assert await stage.surface.sender.find(ANA, "plan-1", since=LONG_AGO) is not None


async def test_a_rate_limit_says_how_long_to_wait(stage: Stage) -> None:
    stage.slack.failing["chat.postMessage"] = [RefusedError("ratelimited", status=429, headers={"Retry-After": "30"})]
    with pytest.raises(SendError) as caught:
        await stage.surface.sender.send(ANA, NUDGE, key="plan-1")
    assert caught.value.retry_after == 30
    assert not caught.value.permanent
    assert not caught.value.unknown


async def test_a_reminder_whose_look_slack_does_not_take_comes_as_plain_text(stage: Stage) -> None:
    stage.slack.failing["chat.postMessage"] = [RefusedError("msg_too_long")]
    reference = await stage.surface.sender.send(ANA, NUDGE, key="plan-1")
    assert stage.ana.heard() == ["Reminder"]
    assert await stage.surface.sender.find(ANA, "plan-1", since=LONG_AGO) == reference


@pytest.mark.parametrize(
    ("refusal", "permanent", "unknown", "revoked"),
    [
        ("token_revoked", True, False, True),
        ("account_inactive", True, False, True),
        ("channel_not_found", True, False, False),
        ("user_disabled", True, False, False),
        ("missing_scope", False, False, False),
        ("internal_error", False, True, False),
        ("fatal_error", False, True, False),
    ],
)
async def test_each_refusal_means_what_it_says(
    stage: Stage, refusal: str, permanent: bool, unknown: bool, revoked: bool
) -> None:
    stage.slack.failing["chat.postMessage"] = [RefusedError(refusal)]
    with pytest.raises(SendError) as caught:
        await stage.surface.sender.send(ANA, NUDGE, key="plan-1")
    error = caught.value
    assert (error.permanent, error.unknown, error.revoked) == (permanent, unknown, revoked)


async def test_a_server_error_may_have_sent_the_message(stage: Stage) -> None:
    stage.slack.failing["chat.postMessage"] = [RefusedError("", status=503)]
    with pytest.raises(SendError) as caught:
        await stage.surface.sender.send(ANA, NUDGE, key="plan-1")
    assert caught.value.unknown


async def test_an_unreachable_slack_has_sent_nothing(stage: Stage) -> None:
    await stage.slack.stop()
    with pytest.raises(SendError) as caught:
        await stage.surface.sender.send(ANA, NUDGE, key="plan-1")
    assert not caught.value.unknown
    assert not caught.value.permanent


@pytest.mark.parametrize("account", ["web:ana", "slack:T1", "slack:T1:"])
async def test_an_account_of_another_surface_is_refused_for_good(stage: Stage, account: str) -> None:
    with pytest.raises(SendError) as caught:
        await stage.surface.sender.send(account, NUDGE, key="plan-1")
    assert caught.value.permanent


async def test_a_message_that_is_gone_cannot_be_replaced(stage: Stage) -> None:
    for reference in ("DUANA:1.1", "nonsense"):
        with pytest.raises(SendError) as caught:
            await stage.surface.sender.update(ANA, reference, NUDGE)
        assert caught.value.permanent
