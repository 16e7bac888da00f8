"""Installing by a link: the page, the way to Slack and back, and everything that can go wrong on it."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import SecretStr
from slack_sdk.signature import SignatureVerifier

from bot.app import Runtime, create_app
from bot.encryption import new_key
from bot.settings import Settings
from bot.slack.declared import scopes
from bot.slack.installing import REASONS
from bot.store import installations
from tests.slack.conftest import MovableTime
from tests.slack.fake_oauth import CLIENT, ORGANISATION, SECRET, FakeOAuth


@dataclass
class Office:
    oauth: FakeOAuth
    runtime: Runtime
    http: httpx2.AsyncClient
    time: MovableTime

    async def begins(self) -> str:
        """The address at Slack to which a browser is led."""
        answer = await self.http.get("/slack/install/begin")
        assert answer.status_code == 303
        return answer.headers["location"]

    async def returns(self, **given: str) -> httpx2.Response:
        return await self.http.get("/slack/oauth_redirect", params=given)

    async def installs(self, where: dict[str, Any] | None = None) -> str:
        answer = await self.returns(**self.oauth.allow(await self.begins(), where))
        assert answer.status_code == 200, answer.text
        return answer.text

    async def homes(self) -> list[str]:
        return await self.runtime.store.read(installations.homes)


@pytest.fixture
async def office(data: Path) -> AsyncIterator[Office]:
    oauth, time = FakeOAuth(), MovableTime()
    await oauth.start()
    wanted = Settings(
        _env_file=None,
        advisor_data=data,
        advisor_secret=SecretStr("a-secret-of-the-tests-that-is-long-enough"),
        advisor_keys=SecretStr(new_key()),
        public_url="https://advisor.test",
        slack_client_id=CLIENT,
        slack_client_secret=SecretStr(SECRET),
        slack_signing_secret=SecretStr("signing"),
        slack_api_url=f"{oauth.url}/api/",
    )
    assert wanted.problems() == []
    app = create_app(wanted, worker=False, now=time)
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url="https://advisor.test") as http:
            yield Office(oauth, app.state.runtime, http, time)
    await oauth.stop()


async def test_the_page_says_what_it_asks_for_and_why_and_begins_nothing(office: Office) -> None:
    page = (await office.http.get("/slack/install")).text
    for scope in scopes():
        assert f"<code>{scope}</code>" in page
        assert REASONS[scope] in page
    assert "Add to Slack" in page
    with office.runtime.store.reading() as tx:
        assert installations.begun(tx) == 0


async def test_a_workspace_is_installed_once_and_told_what_comes_next(office: Office) -> None:
    address = await office.begins()
    assert address.startswith(f"{office.oauth.url}/oauth/v2/authorize?")
    given = office.oauth.allow(address)
    page = await office.returns(**given)
    assert page.status_code == 200
    assert "The advisor is installed" in page.text
    assert "North" in page.text
    assert "What next" in page.text
    assert page.headers["cache-control"] == "no-store"
    with office.runtime.store.reading() as tx:
        record = installations.of_home(tx, "T1")
    assert record is not None
    assert (record.installed_by, record.bot_user, list(record.scopes)) == ("slack:T1:U1", "UBOT", scopes())
    again = await office.returns(**given)
    assert again.status_code == 400
    assert "Start again" in again.text


async def test_installed_again_with_more_permissions_it_keeps_everything(office: Office) -> None:
    office.oauth.scopes = "chat:write"
    assert "Slack did not grant all" in await office.installs()
    office.oauth.scopes = ",".join(scopes())
    assert "up to date" in await office.installs()
    assert office.runtime.by_link is not None
    found = await office.runtime.by_link.installations.of_home("T1")
    assert found is not None
    assert (found.token, found.revision, sorted(found.scopes)) == ("xoxb-2", 2, scopes())


async def test_an_organisation_installs_it_for_all_its_workspaces(office: Office) -> None:
    assert "Whole North" in await office.installs(ORGANISATION)
    assert office.runtime.by_link is not None
    found = await office.runtime.by_link.installations.find("E1", "T7")
    assert found is not None
    assert found.installation.workspace == "slack:E1"


async def test_a_token_that_ends_is_renewed_by_slack(office: Office) -> None:
    office.oauth.lasts = 12 * 3600
    await office.installs()
    office.time.ahead = timedelta(hours=11)
    assert office.runtime.by_link is not None
    found = await office.runtime.by_link.installations.of_home("T1")
    assert found is not None
    assert (found.token, office.oauth.refreshed) == ("xoxb-2", ["xoxe-xoxb-1"])


async def test_what_was_begun_in_another_browser_is_not_finished_in_this_one(office: Office) -> None:
    given = office.oauth.allow(await office.begins())
    office.http.cookies.clear()
    answer = await office.returns(**given)
    assert answer.status_code == 400
    assert "another browser" in answer.text
    await office.begins()
    assert "another browser" in (await office.returns(**given)).text
    assert "another browser" in (await office.returns()).text
    assert await office.homes() == []


async def test_what_was_begun_too_long_ago_is_told_so(office: Office) -> None:
    given = office.oauth.allow(await office.begins())
    office.time.ahead = timedelta(minutes=10)
    answer = await office.returns(**given)
    assert answer.status_code == 400
    assert "ten minutes" in answer.text
    assert await office.homes() == []


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("invalid_code", "This link has ended"),
        ("bad_client_secret", "SLACK_CLIENT_SECRET"),
        ("bad_redirect_uri", "paste the manifest again"),
        ("internal_error", "Slack did not answer"),
        ("<b>odd</b>", "Slack says “error”"),
    ],
)
async def test_when_slack_fails_the_page_says_what_to_do(office: Office, error: str, said: str) -> None:
    given = office.oauth.allow(await office.begins())
    office.oauth.failing = [error]
    answer = await office.returns(**given)
    assert answer.status_code == 400
    assert said in answer.text
    assert await office.homes() == []


async def test_who_says_no_in_slack_has_changed_nothing(office: Office) -> None:
    given = office.oauth.allow(await office.begins())
    answer = await office.returns(state=given["state"], error="access_denied")
    assert "The advisor was not installed" in answer.text
    assert "administrator of your workspace" in answer.text


async def test_what_an_installed_workspace_sends_is_served_until_it_removes_the_advisor(office: Office) -> None:
    await office.installs()
    slack, by_link = office.runtime.slack, office.runtime.by_link
    assert slack is not None
    assert by_link is not None
    assert await slack.workspaces.of_account("slack:T1:U1") is not None
    office.oauth.tokens.clear()
    gone = {"type": "app_uninstalled"}
    body = json.dumps({"type": "event_callback", "event_id": "Ev1", "team_id": "T1", "api_app_id": "A1", "event": gone})
    stamp = str(int(office.time().timestamp()))
    signature = SignatureVerifier("signing").generate_signature(timestamp=stamp, body=body) or ""
    signed = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature, "Content-Type": "application/json"}
    answer = await office.http.post("/slack/events", content=body, headers=signed)
    assert answer.status_code == 200
    await slack.drain()
    assert await office.homes() == []
    office.time.ahead = timedelta(seconds=10)
    assert await by_link.installations.of_home("T1") is None
    with office.runtime.store.reading() as tx:
        [gone_now] = installations.removed(tx)
        assert gone_now.token is None
    assert "up to date" in await office.installs()  # and it returns


async def test_a_key_that_is_lost_is_told_by_health(office: Office) -> None:
    await office.installs()
    assert (await office.runtime.operation.readiness())["ok"]
    with office.runtime.store.writing() as tx:
        installations.rekey(tx, lambda sealed: sealed[:-8] + "AAAAAAA=")
    assert office.runtime.by_link is not None
    await office.runtime.by_link.kept.look_over()
    told = await office.runtime.operation.readiness()
    assert not told["ok"]
    assert "ADVISOR_KEYS" in str(told)
