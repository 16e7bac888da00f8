"""Socket Mode: the same surface without a public address."""

import asyncio

import pytest

from bot.chat.events import Event
from bot.chat.views import Message, Reply
from bot.slack.app import SlackSettings, build_slack
from tests.slack.conftest import MovableTime, Scripted
from tests.slack.fake_slack import TEAM, TOKEN, FakeSlack


async def _hello(event: Event) -> Reply:
    return Reply((Message("Hello from here"),))


async def test_a_command_over_the_socket_is_acknowledged_with_its_answer(fake: FakeSlack) -> None:
    settings = SlackSettings(TOKEN, app_token="xapp-of-the-tests", api_url=f"{fake.url}/api/")
    surface = build_slack(Scripted(_hello), MovableTime(), settings)
    await surface.connect()
    fields = {
        "command": "/ask",
        "text": "hello",
        "team_id": TEAM,
        "user_id": "UANA",
        "channel_id": "C1",
        "trigger_id": fake.trigger(),
        "response_url": fake.response_url("UANA", "C1"),
    }
    async with asyncio.timeout(10):
        await fake.connected.wait()
        await fake.send_envelope("slash_commands", fields, "E1")
        await fake.answered.wait()
    await surface.close()
    assert fake.acknowledged[0]["envelope_id"] == "E1"
    assert fake.acknowledged[0]["payload"]["text"] == "Hello from here"


async def test_socket_mode_without_its_token_says_which_to_set(fake: FakeSlack) -> None:
    surface = build_slack(Scripted(_hello), MovableTime(), SlackSettings(TOKEN, "secret"))
    with pytest.raises(ValueError, match="SLACK_APP_TOKEN"):
        await surface.connect()


def test_settings_that_let_nobody_in_are_explained() -> None:
    with pytest.raises(ValueError, match="SLACK_SIGNING_SECRET"):
        build_slack(Scripted(_hello), MovableTime(), SlackSettings(TOKEN))


def test_the_tokens_do_not_show_in_the_settings() -> None:
    assert TOKEN not in repr(SlackSettings(TOKEN, "secret"))
