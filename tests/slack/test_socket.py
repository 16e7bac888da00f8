"""Socket Mode: the same surface without a public address."""

import asyncio
from pathlib import Path

import pytest

from bot.chat.events import Event
from bot.chat.views import Message, Reply
from bot.slack.app import SlackSettings, build_slack
from tests.slack.conftest import MovableTime, Scripted, Stage, nothing, staged, until
from tests.slack.fake_slack import APP_TOKEN, TEAM, TOKEN, FakeSlack, RefusedError


async def _hello(event: Event) -> Reply:
    return Reply((Message("Hello from here"),))


@pytest.fixture
def database(sqlite_template: Path) -> Path:
    return sqlite_template


def command(fake: FakeSlack) -> dict[str, str]:
    return {
        "command": "/ask",
        "text": "hello",
        "team_id": TEAM,
        "user_id": "UANA",
        "channel_id": "C1",
        "trigger_id": fake.trigger(),
        "response_url": fake.response_url("UANA", "C1"),
    }


async def test_a_command_over_the_socket_is_acknowledged_with_its_answer(fake: FakeSlack, database: Path) -> None:
    async with staged(fake, database, app_token=APP_TOKEN) as stage, asyncio.timeout(10):
        stage.advisor.reply = _hello
        await stage.surface.connect()
        await fake.connected.wait()
        await fake.send_envelope("slash_commands", command(fake), "E1")
        await fake.answered.wait()
        assert stage.surface.problems() == []
    assert fake.acknowledged[0]["envelope_id"] == "E1"
    assert fake.acknowledged[0]["payload"]["text"] == "Hello from here"


async def test_nothing_is_listened_to_before_slack_has_said_who_we_are(fake: FakeSlack, database: Path) -> None:
    fake.failing["auth.test"] = [RefusedError("", status=503)] * 3
    async with staged(fake, database, app_token=APP_TOKEN) as stage, asyncio.timeout(10):
        await stage.surface.connect()
        await fake.connected.wait()
    asked = [method for method, _ in fake.calls]
    assert asked == ["auth.test"] * 4 + ["apps.connections.open"]


@pytest.mark.parametrize(("good", "setting"), [(APP_TOKEN, "SLACK_BOT_TOKEN"), (TOKEN, "SLACK_APP_TOKEN")])
async def test_a_token_that_slack_does_not_accept_is_named_and_nothing_hangs(
    fake: FakeSlack, database: Path, good: str, setting: str, caplog: pytest.LogCaptureFixture
) -> None:
    fake.tokens = {good}
    async with staged(fake, database, app_token=APP_TOKEN) as stage:
        async with asyncio.timeout(10):
            await stage.surface.connect()
            await _problem(stage, setting)
        ending = asyncio.timeout(2)
        async with ending:
            await stage.surface.close()
    assert caplog.text.count(f"does not accept {setting} (invalid_auth)") == 1
    assert "Traceback" not in caplog.text


async def test_a_token_that_becomes_good_connects(fake: FakeSlack, database: Path) -> None:
    fake.tokens = {TOKEN}
    async with staged(fake, database, app_token=APP_TOKEN) as stage, asyncio.timeout(10):
        await stage.surface.connect()
        await _problem(stage, "SLACK_APP_TOKEN")
        fake.tokens.add(APP_TOKEN)
        await fake.connected.wait()
        assert stage.surface.problems() == []


async def _problem(stage: Stage, setting: str) -> None:
    await until(lambda: any(f"accept {setting}" in problem for problem in stage.surface.problems()))


async def test_what_cannot_be_noted_is_not_acknowledged(fake: FakeSlack, database: Path) -> None:
    failed = asyncio.Event()

    async def fails(event_id: str, now: object) -> bool:
        failed.set()
        raise RuntimeError("the database is locked")

    event = {"type": "message", "channel_type": "im", "channel": "DUANA", "user": "UANA", "text": "hello", "ts": "5.5"}
    body = {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": event}
    async with staged(fake, database, app_token=APP_TOKEN) as stage, asyncio.timeout(10):
        mark_seen = stage.advisor.mark_seen
        stage.advisor.mark_seen = fails  # type: ignore[method-assign]
        await stage.surface.connect()
        await fake.connected.wait()
        await fake.send_envelope("events_api", body, "E1")
        await failed.wait()
        stage.advisor.mark_seen = mark_seen  # type: ignore[method-assign]
        await fake.send_envelope("slash_commands", command(fake), "E2")
        await fake.answered.wait()
    assert [answer["envelope_id"] for answer in fake.acknowledged] == ["E2"]


def _built(settings: SlackSettings, stage: Stage) -> object:
    async def connected(workspace: str) -> None:
        raise AssertionError

    return build_slack(Scripted(nothing), MovableTime(), settings, stage.outbox, connected)


async def test_socket_mode_without_its_token_says_which_to_set(stage: Stage) -> None:
    with pytest.raises(ValueError, match="SLACK_APP_TOKEN"):
        await stage.surface.connect()


async def test_settings_that_let_nobody_in_are_explained(stage: Stage) -> None:
    with pytest.raises(ValueError, match="SLACK_SIGNING_SECRET"):
        _built(SlackSettings(TOKEN), stage)


def test_the_tokens_do_not_show_in_the_settings() -> None:
    assert TOKEN not in repr(SlackSettings(TOKEN, "secret"))
