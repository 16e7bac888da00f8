"""Who we are in Slack: asked in the background, never at the cost of what people send."""

import asyncio
import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot.app import create_app
from bot.chat.events import Belonging
from bot.chat.sender import SendError
from bot.chat.views import Message, Reply
from bot.slack.connection import Pace
from bot.slack.installation import Installation
from bot.store import Store, pauses
from tests.slack.conftest import QUICK, Stage, settings, staged, until
from tests.slack.fake_slack import TOKEN, FakeSlack, Lost, RefusedError
from tests.slack.test_failures import answering

ANA = "slack:T1:UANA"
ONCE = replace(QUICK, first=3600.0, longest=3600.0)
"""Asks once and then not again."""


@pytest.mark.parametrize(
    "failure", [RefusedError("", status=503), RefusedError("invalid_auth"), Lost.REQUEST, Lost.HANGS]
)
async def test_until_slack_says_who_we_are_its_requests_are_left_for_it_to_repeat(
    fake: FakeSlack, sqlite_template: Path, failure: RefusedError | Lost
) -> None:
    fake.outage = failure
    async with staged(fake, sqlite_template, pace=ONCE) as stage:
        for send in (stage.ana.say("hello"), stage.ana.mention("hello"), stage.ana.open_home()):
            response = await send
            assert response.status_code == 503
            assert response.headers["Retry-After"]
            assert "send it again" in response.text
        assert stage.advisor.heard == []


async def test_slack_can_verify_the_address_before_it_says_who_we_are(fake: FakeSlack, sqlite_template: Path) -> None:
    fake.outage = RefusedError("", status=503)
    async with staged(fake, sqlite_template, pace=ONCE) as stage:
        body = json.dumps({"type": "url_verification", "challenge": "abc", "token": "x"}).encode()
        assert "abc" in (await stage.ana.send(body, "application/json")).text


@pytest.mark.parametrize(
    "failure", [RefusedError("", status=503), RefusedError("invalid_auth"), Lost.REQUEST, Lost.HANGS]
)
async def test_what_is_repeated_is_answered_once_slack_has_said_who_we_are(
    fake: FakeSlack, sqlite_template: Path, failure: RefusedError | Lost
) -> None:
    fake.failing["auth.test"] = [failure] * 3
    async with staged(fake, sqlite_template, pace=replace(QUICK, limit=0.1)) as stage:
        stage.advisor.reply = answering(Reply((Message("Hello from here"),)))
        assert (await stage.ana.say("hello")).status_code == 503
        await stage.surface.connection.known()
        assert (await stage.ana.again()).status_code == 200
        assert stage.ana.heard() == ["Hello from here"]


async def test_what_is_wrong_with_the_token_is_said_until_it_is_good(fake: FakeSlack, sqlite_template: Path) -> None:
    fake.tokens.clear()
    async with staged(fake, sqlite_template) as stage:
        await until(lambda: "SLACK_BOT_TOKEN (invalid_auth)" in "".join(stage.surface.problems()))
        fake.tokens.add(TOKEN)
        await stage.surface.connection.known()
        assert stage.surface.problems() == []
        assert stage.connected == ["slack:T1"]


async def test_slack_says_where_the_app_is_installed(stage: Stage) -> None:
    assert stage.surface.connection.installation == Installation("T1", "", False, "UBOT", "Tests")


async def test_an_organisation_is_known_as_one(fake: FakeSlack, sqlite_template: Path) -> None:
    fake.identity |= {"enterprise_id": "E1", "is_enterprise_install": True}
    async with staged(fake, sqlite_template) as stage:
        assert await stage.surface.connection.known() == Installation("T1", "E1", True, "UBOT", "Tests")
        assert stage.connected == ["slack:E1"]


@pytest.mark.parametrize("refusal", ["invalid_auth", "token_revoked", "account_inactive"])
async def test_a_refused_token_is_a_problem_until_slack_accepts_it_again(stage: Stage, refusal: str) -> None:
    stage.slack.failing["chat.postMessage"] = [RefusedError(refusal)]
    stage.slack.failing["auth.test"] = [RefusedError(refusal)]
    with pytest.raises(SendError):
        await stage.surface.sender.send(ANA, Message("Reminder"), key="r1")
    assert refusal in stage.surface.problems()[0]
    await until(lambda: stage.surface.problems() == [])
    assert stage.connected == ["slack:T1", "slack:T1"]


async def test_an_outage_after_that_is_no_problem_of_this_process(stage: Stage) -> None:
    stage.slack.outage = RefusedError("", status=503)
    with pytest.raises(SendError):
        await stage.surface.sender.send(ANA, Message("Reminder"), key="r1")
    assert stage.surface.problems() == []


async def test_each_try_ends_although_slack_never_answers(fake: FakeSlack, sqlite_template: Path) -> None:
    fake.outage = Lost.HANGS
    async with staged(fake, sqlite_template, pace=Pace(limit=0.01, first=0.001, longest=0.001)) as stage:
        await until(lambda: len(fake.calls) > 2)
        await until(lambda: "cannot be reached" in "".join(stage.surface.problems()))


async def test_a_good_token_lifts_the_pause_of_its_workspace_at_the_start(fake: FakeSlack, data: Path) -> None:
    store = await Store.open(f"sqlite:///{data / 'advisor.db'}")
    for workspace in ("slack:T1", "slack:T2"):
        await store.write(partial(pauses.pause, workspace=workspace, seconds=None, reason="invalid_auth"))
    app = create_app(settings(data, fake), worker=False)
    async with app.router.lifespan_context(app):
        async with asyncio.timeout(10):
            while "slack:T1" in await store.read(pauses.paused):  # noqa: ASYNC110  nothing tells of it
                await asyncio.sleep(0.001)
        assert list(await store.read(pauses.paused)) == ["slack:T2"]
    await store.close()


async def test_reminders_go_out_again_after_a_token_was_refused_once(stage: Stage) -> None:
    """The pause is written after the refusal and lifted after that."""
    store = stage.store
    stage.slack.failing["chat.postMessage"] = [RefusedError("invalid_auth")]
    with pytest.raises(SendError) as caught:
        await stage.surface.sender.send(ANA, Message("Reminder"), key="r1")
    assert caught.value.revoked
    asked = len(stage.connected)
    await store.write(lambda tx: pauses.pause(tx, "slack:T1", None, "invalid_auth"))
    await until(lambda: len(stage.connected) > asked)


async def test_the_one_token_is_not_used_for_accounts_of_another_workspace(stage: Stage) -> None:
    with pytest.raises(SendError) as caught:
        await stage.surface.sender.send("slack:T2:UANA", Message("Reminder"), key="r1")
    assert caught.value.revoked
    assert await stage.surface.belonging("slack:T2:UANA") is Belonging.UNKNOWN
    assert {method for method, _ in stage.slack.calls} == {"auth.test"}


async def test_slack_is_asked_at_once_when_it_tells_that_the_app_was_removed(stage: Stage) -> None:
    stage.slack.failing["auth.test"] = [RefusedError("token_revoked")] * 20
    await stage.ana.event({"type": "app_uninstalled"})
    await until(lambda: "token_revoked" in "".join(stage.surface.problems()))
