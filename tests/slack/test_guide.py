"""docs/slack.md is walked: its commands, addresses and files are run in order (tests/slack/guide.py).

The way for many workspaces is walked in tests/slack/test_emulator.py, which has an emulator of Slack.
"""

import shutil
from pathlib import Path

import pytest

from tests.slack.conftest import until
from tests.slack.fake_slack import APP_TOKEN, TEAM, TOKEN, FakeSlack
from tests.slack.guide import MANY, ONE, TRIAL, Newcomer, newcomer, not_tried
from tests.slack.person import texts

ANA = "UANA"
GETTING = "it made the folder in which this test runs; `make install` is what CI begins with"
ON_SLACKS_SITE = "it takes place on Slack's own site, which no emulator shows"
ONLY_ELSEWHERE = {
    TRIAL: {"Get the advisor": GETTING},
    ONE: {
        "Get the advisor": GETTING,
        "Create the app": ON_SLACKS_SITE,
        "Install it": ON_SLACKS_SITE,
        "Make the second token": ON_SLACKS_SITE,
        "Let it into a channel": "only Slack's client invites an app; tests/slack/test_conversation.py mentions it",
    },
    MANY: {
        "Get the advisor": GETTING,
        "Create the app": "it takes place on Slack's own site; the emulator's app is made from the same manifest",
        "Let other workspaces install it": ON_SLACKS_SITE,
        "Let Slack try the address": "only Slack sends that request; tests/slack/test_guard.py answers one like it",
        "Send the link": "nothing is done but that",
    },
}


class OverSocket:
    """A server of our own in Slack's place, for one workspace in Socket Mode, which the emulator has not."""

    def __init__(self, fake: FakeSlack) -> None:
        self.fake = fake
        self.stands = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}

    async def said(self, newcomer: Newcomer, text: str) -> str:
        event = {"type": "message", "channel_type": "im", "channel": f"D{ANA}", "text": text, "ts": "5.5"}
        await self._event("Ev1", event)
        await until(lambda: bool(self.fake.dm(ANA)))
        return " ".join(texts(self.fake.dm(ANA)))

    async def opens_home(self, newcomer: Newcomer) -> str:
        await self._event("Ev2", {"type": "app_home_opened", "tab": "home", "channel": f"D{ANA}"})
        await until(lambda: ANA in self.fake.homes)
        return " ".join(texts(self.fake.homes[ANA]))

    async def types(self, newcomer: Newcomer, command: str) -> str:
        before = len(self.fake.views)
        about = {"team_id": TEAM, "user_id": ANA, "channel_id": "C1", "text": "", "trigger_id": self.fake.trigger()}
        await self.fake.send_envelope("slash_commands", {"command": command, **about}, f"E-{before}")
        await until(lambda: len(self.fake.views) > before)
        return " ".join(texts(list(self.fake.views.values())[-1]))

    async def allows(self, address: str) -> str:
        raise AssertionError("One workspace is installed on Slack's own site.")

    async def _event(self, event_id: str, event: dict[str, str]) -> None:
        await self.fake.connected.wait()
        body = {"type": "event_callback", "team_id": TEAM, "event_id": event_id, "event": {**event, "user": ANA}}
        await self.fake.send_envelope("events_api", body, event_id)


@pytest.fixture
def folder(data: Path, packaged: Path) -> Path:
    """A folder with the database and the index built, so that starting takes no building."""
    return Path(shutil.copytree(packaged, data, dirs_exist_ok=True)).parent


@pytest.mark.parametrize("way", [TRIAL, ONE, MANY])
def test_every_step_that_is_not_walked_is_named_with_the_reason(way: str) -> None:
    assert not_tried(way) == set(ONLY_ELSEWHERE[way])


async def test_the_trial_is_there_after_its_steps(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with newcomer(folder, monkeypatch) as somebody:
        await somebody.walks(TRIAL)


async def test_one_workspace_is_connected_after_its_steps(
    folder: Path, monkeypatch: pytest.MonkeyPatch, fake: FakeSlack
) -> None:
    async with newcomer(folder, monkeypatch, OverSocket(fake), f"{fake.url}/api/") as somebody:
        await somebody.walks(ONE)
    assert fake.refusals == []
