"""`advisor check` asks Slack, and a process with a bad token says so, in plain words."""

import asyncio
import os
import shutil
import signal
import socket
import sys
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

from bot.chat.sender import SendError
from bot.checkup import checkup
from bot.store import Store, pauses
from tests.slack.conftest import Stage, settings, until
from tests.slack.fake_slack import APP_TOKEN, TOKEN, FakeSlack, Lost, RefusedError
from tests.slack.person import SECRET

STARTING, STOPPING = 60, 10
"""Seconds on a machine where much else runs; by itself a process stops within two."""


@pytest.fixture
def data(data: Path, packaged: Path) -> Path:
    """The data folder with the index built, so that looking it over takes no building."""
    return Path(shutil.copytree(packaged, data, dirs_exist_ok=True))


async def checked(data: Path, fake: FakeSlack, **more: object) -> dict[str, tuple[bool, str]]:
    return {found.what: (found.ok, found.text) for found in await checkup(settings(data, fake, **more))}


async def test_a_good_set_up_is_said_to_be_good(data: Path, fake: FakeSlack) -> None:
    found = await checked(data, fake)
    assert all(ok for ok, _ in found.values())
    assert "Tests" in found["Slack token"][1]
    assert found["Slack permissions"] == (True, "all that are needed")
    assert "Slack signing secret" in found
    assert "Slack app token" not in found


async def test_a_good_app_token_is_said_to_be_good(data: Path, fake: FakeSlack) -> None:
    found = await checked(data, fake, slack_app_token=SecretStr(APP_TOKEN))
    assert found["Slack app token"] == (True, "accepted for Socket Mode")


@pytest.mark.parametrize(
    ("refusal", "advice"),
    [
        ("invalid_auth", "Copy it again"),
        ("not_allowed_token_type", "Copy it again"),
        ("token_revoked", "Install the app again"),
        ("account_inactive", "Install the app again"),
    ],
)
async def test_a_token_that_slack_does_not_accept_is_named_with_what_to_do(
    data: Path, fake: FakeSlack, refusal: str, advice: str
) -> None:
    fake.failing["auth.test"] = [RefusedError(refusal)]
    ok, text = (await checked(data, fake))["Slack token"]
    assert not ok
    assert "SLACK_BOT_TOKEN" in text
    assert refusal in text
    assert advice in text
    assert TOKEN not in text


@pytest.mark.parametrize(
    ("refusal", "advice"), [("invalid_auth", "Copy it again"), ("missing_scope", "connections:write")]
)
async def test_an_app_token_that_slack_does_not_accept_is_named_with_what_to_do(
    data: Path, fake: FakeSlack, refusal: str, advice: str
) -> None:
    fake.failing["apps.connections.open"] = [RefusedError(refusal)]
    ok, text = (await checked(data, fake, slack_app_token=SecretStr(APP_TOKEN)))["Slack app token"]
    assert not ok
    assert "SLACK_APP_TOKEN" in text
    assert advice in text


async def test_permissions_that_are_missing_are_listed_and_others_do_no_harm(data: Path, fake: FakeSlack) -> None:
    fake.scopes = [*(scope for scope in fake.scopes if scope not in ("im:history", "users:read")), "team:read"]
    ok, text = (await checked(data, fake))["Slack permissions"]
    assert not ok
    assert "im:history, users:read" in text
    assert "team:read" not in text
    assert "Install App" in text


@pytest.mark.parametrize("failure", [Lost.REQUEST, RefusedError("", status=503)])
async def test_a_slack_that_does_not_answer_is_said_to_be_the_trouble(
    data: Path, fake: FakeSlack, failure: Lost | RefusedError
) -> None:
    fake.outage = failure
    ok, text = (await checked(data, fake))["Slack token"]
    assert not ok
    assert ("network" if isinstance(failure, Lost) else "Wait a few minutes") in text


async def test_a_pause_is_named_with_since_when(data: Path, fake: FakeSlack) -> None:
    store = await Store.open(f"sqlite:///{data}/advisor.db")
    await store.write(lambda tx: pauses.pause(tx, "slack:T1", None, "Slack cannot be reached: http_503"))
    await store.close()
    ok, text = (await checked(data, fake))["reminders"]
    assert not ok
    assert "slack:T1 wait since" in text
    assert "http_503" in text


async def test_health_names_an_outage_and_does_not_call_for_a_restart(stage: Stage) -> None:
    assert stage.surface.state == "works"
    stage.slack.outage = RefusedError("", status=503)
    stage.surface.connection._doubt.set()
    await until(lambda: stage.surface.state != "works")
    assert "does not work since" in stage.surface.state
    assert stage.surface.problems() == []
    stage.slack.outage = None
    await until(lambda: stage.surface.state == "works")


async def test_a_probe_tells_whether_slack_works(stage: Stage) -> None:
    await stage.surface.sender.probe("slack:T1")
    stage.slack.failing["auth.test"] = [RefusedError("token_revoked")]
    with pytest.raises(SendError) as failure:
        await stage.surface.sender.probe("slack:T1")
    assert failure.value.revoked


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/api/", "nonsense", "http://[/"])
async def test_a_wrong_address_of_slack_is_named(data: Path, fake: FakeSlack, address: str) -> None:
    given = settings(data, fake).model_copy(update={"slack_api_url": address})
    found = {part.what: part for part in await checkup(given)}
    assert "SLACK_API_URL" in found["Slack token"].text


async def test_socket_mode_with_a_bad_token_says_so_everywhere_and_stops_at_once(data: Path, fake: FakeSlack) -> None:
    bad = "SLACK_APP_TOKEN"  # the other one is found out in the same way: test_socket.py shows both
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    tokens = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, bad: "xoxb-bad"}
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("SLACK_", "ADVISOR_", "DATABASE_"))}
    given = {"ADVISOR_DATA": str(data), "ADVISOR_SECRET": SECRET, "SLACK_API_URL": f"{fake.url}/api/", **tokens}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "run", "--port", str(port)),
        env={**kept, **given},
        cwd=data,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        async with asyncio.timeout(STARTING):
            status, problems = await _health(port, bad, process)
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(STOPPING):
            await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
        output = (await process.communicate())[0].decode()
    assert status == 503
    assert any(bad in problem for problem in problems)
    assert f"{bad} (invalid_auth)" in output
    assert "Traceback" not in output
    assert process.returncode == 0


async def _health(port: int, wanted: str, process: asyncio.subprocess.Process) -> tuple[int, list[str]]:
    """What the process says of itself once it names what is wanted."""
    async with aiohttp.ClientSession() as http:
        while process.returncode is None:
            try:
                async with http.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    problems = (await answer.json())["problems"]
                    if any(wanted in problem for problem in problems):
                        return answer.status, problems
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.05)
    return 0, []
