"""The surface against an emulator of Slack that others maintain: it knows scopes, triggers, hashes, metadata, files.

Its token has the scopes of our manifest and no other, and it refuses whatever needs one more.
"""

import json
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.advisor.outbox import Outbox
from bot.chat.blocks import Text
from bot.chat.events import Belonging
from bot.chat.sender import Posting, SendError
from bot.chat.views import File, Message
from bot.slack import declared
from bot.slack.app import Slack, SlackSettings, build_slack
from bot.slack.blocks import section
from bot.slack.connection import Client
from bot.slack.deliver import Delivery
from bot.slack.errors import Meaning, SlackError, asking
from bot.slack.files import upload
from bot.slack.listen import Route
from bot.slack.modals import text_modal, wait_modal
from bot.slack.people import open_channel
from bot.slack.words import Say
from bot.store import Store
from tests.slack.conftest import QUICK, Scripted, nothing
from tests.slack.emulated import ANA, SIGNING, ByLink, app_of, arguments_in_the_body
from tests.slack.guide import MANY, manifest_command, newcomer, printed
from tests.slack.node import NODE, require_node

TOKEN, POOR = "xoxb-of-the-tests", "xoxb-that-may-little"
CHANNEL = "C000000001"
"""A channel that is there from the beginning."""

ACCOUNT = f"slack:T000000001:{ANA}"
SAY = Say()
LONG_AGO = datetime.now(UTC) - timedelta(hours=1)
SEED = {
    "team": {"name": "Tests", "domain": "tests"},
    "strict_scopes": True,
    "signing_secret": SIGNING,
    "users": [{"name": "advisor", "real_name": "Cluster Advisor", "email": "advisor@example.org"}],
    "tokens": [
        {"token": TOKEN, "user": "advisor", "scopes": declared.scopes()},
        {"token": POOR, "user": "advisor", "scopes": ["im:write", "channels:join"]},
    ],
}


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address; one process serves all of these tests."""
    require_node("emulate")
    seed = tmp_path_factory.mktemp("emulator") / "seed.json"
    app = app_of(json.loads(printed(manifest_command(MANY))))
    seed.write_text(json.dumps({"slack": {**SEED, "oauth_apps": [app]}}), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    packages = NODE / "node_modules"
    start = [str(packages / "node/bin/node"), str(packages / "emulate/dist/index.js"), "start", "-s", "slack"]
    with subprocess.Popen([*start, "-p", str(port), "--seed", str(seed)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert any("Ready" in line for line in process.stdout), "the emulator did not start"
        try:
            yield f"http://127.0.0.1:{port}/api/"
        finally:
            process.kill()


@dataclass
class Rig:
    """The surface with the emulator in Slack's place."""

    surface: Slack
    client: Client
    delivery: Delivery

    async def call(self, method: str, **fields: Any) -> Any:
        return await asking(self.client.api_call(method, json=fields))

    async def trigger(self, **more: str) -> str:
        """A trigger as it comes with a press of Ana's."""
        return str((await self.call("views.generateTriggerId", user_id=ANA, **more))["trigger_id"])

    async def opened(self) -> Any:
        """A window of Ana's, as Slack tells of it."""
        return (await self.call("views.open", view=wait_modal(SAY), trigger_id=await self.trigger()))["view"]


@asynccontextmanager
async def rigged(address: str, database: Path, token: str = TOKEN) -> AsyncIterator[Rig]:
    def clock() -> datetime:
        return datetime.now(UTC)

    async def connected(workspace: str) -> None:
        assert workspace == "slack:T000000001"

    store = await Store.open(f"sqlite:///{database}")
    outbox = Outbox(store, clock, lambda: 1.0)
    settings = SlackSettings(bot_token=token, signing_secret="secret", api_url=address, pace=QUICK)
    surface = build_slack(Scripted(nothing), clock, settings, outbox, connected)
    await surface.start()
    try:
        await surface.connection.known()
        workspace = await surface.workspaces.of_account(ACCOUNT)
        assert workspace is not None
        arguments_in_the_body(workspace.client)
        yield Rig(surface, workspace.client, Delivery(workspace.client, workspace.poster, outbox))
    finally:
        await surface.close()
        await store.close()


@pytest.fixture
async def rig(emulator: str, sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Rig]:
    async with rigged(emulator, Path(shutil.copy(sqlite_template, tmp_path / "rig.db"))) as made:
        yield made


async def test_it_says_where_the_app_is_installed_and_who_somebody_is(rig: Rig) -> None:
    installation = await rig.surface.connection.known()
    assert (installation.home, installation.name) == ("T000000001", "Tests")
    assert await rig.surface.belonging(ACCOUNT) is Belonging.MEMBER


async def test_a_reminder_is_found_by_its_key_and_can_be_replaced(rig: Rig) -> None:
    sender = rig.surface.sender
    reference = await sender.send(ACCOUNT, Message("Reminder", (Text("Your plan is due."),)), key="plan-1")
    assert await sender.find(ACCOUNT, "plan-1", since=LONG_AGO) == reference
    assert await sender.find(ACCOUNT, "plan-2", since=LONG_AGO) is None
    await sender.update(ACCOUNT, reference, Message("Done", (Text("It is done."),)))
    channel, _, stamp = reference.partition(":")
    history = await rig.call("conversations.history", channel=channel)
    (changed,) = [message for message in history["messages"] if message["ts"] == stamp]
    assert "It is done." in str(changed["blocks"])


async def test_answers_go_into_a_channel_a_thread_and_to_one_person_alone(rig: Rig, emulator: str) -> None:
    content = {"text": "Hello", "blocks": [section("Hello")]}
    invited = AsyncWebClient(POOR, emulator, session=rig.client.session)
    await invited.api_call("conversations.join", json={"channel": CHANNEL})
    conversation = f"slack:T000000001:{CHANNEL}"
    reference = await rig.surface.poster.post(Posting(conversation, ACCOUNT, content), key="a")
    thread = reference.partition(":")[2]
    assert await rig.surface.poster.post(Posting(conversation, ACCOUNT, content, thread), key="b")
    assert await rig.surface.poster.post(Posting(conversation, ACCOUNT, content, private=True), key="c") == ""
    with pytest.raises(SendError) as caught:
        await rig.surface.poster.post(Posting("slack:T000000001:C999", ACCOUNT, content), key="d")
    assert caught.value.permanent  # and comes as a direct message


async def test_a_file_arrives_with_its_content(rig: Rig) -> None:
    await upload(rig.client, ANA, File("plan.txt", "text/plain", b"the plan", "The plan"), SAY)
    channel = await open_channel(rig.client, ANA)
    history = await rig.call("conversations.history", channel=channel)
    (shared,) = [file for message in history["messages"] for file in message.get("files", ())]
    assert (shared["title"], shared["size"]) == ("The plan", 8)


async def test_a_trigger_opens_one_window_and_only_a_right_one_does(rig: Rig) -> None:
    trigger = await rig.trigger()
    assert await rig.delivery.open(text_modal("Hello", SAY), trigger)
    assert not await rig.delivery.open(text_modal("Hello", SAY), trigger)
    assert not await rig.delivery.open(text_modal("Hello", SAY), "1.2.none")


async def test_a_window_that_was_changed_meanwhile_is_left_as_it_is(rig: Rig) -> None:
    seen = await rig.opened()
    assert await rig.delivery.update(text_modal("Newer", SAY), seen["id"], seen["hash"])
    assert await rig.delivery.update(text_modal("Older", SAY), seen["id"], seen["hash"])
    with pytest.raises(SlackError) as caught:
        await rig.call("views.update", view_id=seen["id"], view=wait_modal(SAY), hash=seen["hash"])
    assert (caught.value.code, caught.value.meaning) == ("hash_conflict", Meaning.GONE)


async def test_no_more_windows_lie_one_upon_the_other_than_slack_allows(rig: Rig) -> None:
    below = (await rig.opened())["id"]
    pushed = [await rig.delivery.push(text_modal("On top", SAY), await rig.trigger(view_id=below)) for _ in range(3)]
    assert pushed == [True, True, False]


async def test_a_home_is_drawn(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    await rig.delivery.home(Message("Home", (Text("Your work"),)), Route("T000000001", ANA, ANA), SAY, "all")
    assert caplog.text == ""


async def test_a_token_that_lacks_a_scope_is_known_as_one(emulator: str, sqlite_template: Path, tmp_path: Path) -> None:
    async with rigged(emulator, Path(shutil.copy(sqlite_template, tmp_path / "poor.db")), POOR) as poor:
        with pytest.raises(SlackError) as caught:
            await upload(poor.client, ANA, File("plan.txt", "text/plain", b"the plan", "The plan"), SAY)
        assert (caught.value.code, caught.value.meaning) == ("missing_scope", Meaning.MENDABLE)


async def test_many_workspaces_are_connected_after_the_steps_of_the_guide(
    emulator: str, data: Path, packaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(packaged, data, dirs_exist_ok=True)).parent
    async with (
        httpx2.AsyncClient() as http,
        newcomer(folder, monkeypatch, ByLink(http, emulator), emulator) as somebody,
    ):
        await somebody.walks(MANY)
