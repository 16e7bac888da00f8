"""`advisor check` asks Slack about every workspace that has installed the advisor."""

import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.checkup import Finding, checkup
from bot.encryption import Keys, new_key
from bot.settings import Settings
from bot.slack.workspace_checks import ALTOGETHER, PATIENCE, Held, diagnose_all
from bot.store import Store, installations
from bot.store.installations import Record
from tests.slack.fake_slack import APP_TOKEN, TOKEN, FakeSlack, Lost, RefusedError
from tests.slack.test_acknowledgements import CountedLoop, counted
from tests.store.sample import NOW

KEY = new_key()
LINK = "https://advisor.test/slack/install"

Looks = Callable[..., Awaitable[list[Finding]]]


@pytest.fixture
def looks(data: Path, packaged: Path, fake: FakeSlack) -> Looks:
    """What is found of the workspaces where those with these tokens have installed the advisor."""
    folder = Path(shutil.copytree(packaged, data, dirs_exist_ok=True))

    async def look(*tokens: str, key: str = KEY, **more: object) -> list[Finding]:
        store, keys = await Store.open(f"sqlite:///{folder}/advisor.db"), Keys([key])
        with store.writing() as tx:
            for number, token in enumerate(tokens, start=1):
                kept = Record(
                    *(f"T{number}", f"T{number}", "", False, "UBOT", f"Cluster {number}", ()),
                    *(keys.encrypt(token), keys.encrypt("xoxe-1"), None, NOW, ""),
                )
                installations.keep(tx, kept)
        await store.close()
        given = Settings(
            _env_file=None,
            advisor_data=folder,
            advisor_secret=SecretStr("a-secret-of-the-tests-that-is-long-enough"),
            advisor_keys=SecretStr(KEY),
            public_url="https://advisor.test",
            slack_client_id="1.2",
            slack_client_secret=SecretStr("client-secret"),
            slack_signing_secret=SecretStr("signing"),
            slack_api_url=f"{fake.url}/api/",
            **more,  # type: ignore[arg-type]
        )
        asked = ("workspace", "Slack")
        return [found for found in await checkup(given) if found.what.startswith(asked)]

    return look


async def test_before_anybody_has_installed_it_the_link_is_named(looks: Looks) -> None:
    *_, found = await looks()
    assert found == Finding("workspaces", True, f"none has installed the advisor yet. Open {LINK} to do it")


async def test_each_workspace_has_a_line_and_the_bad_ones_say_what_to_do(looks: Looks) -> None:
    found = {each.what: (each.ok, each.text) for each in await looks(TOKEN, "xoxb-of-nobody")}
    assert found["workspaces"] == (True, f"2 installed by a link, {LINK}")
    assert found["workspace “Cluster 1” (T1)"] == (True, "accepted, with all permissions")
    ok, text = found["workspace “Cluster 2” (T2)"]
    assert not ok
    assert "invalid_auth" in text
    assert f"open {LINK} again" in text
    assert "xoxb" not in text


async def test_a_workspace_whose_app_may_too_little_says_what_is_missing(looks: Looks, fake: FakeSlack) -> None:
    fake.scopes = [scope for scope in fake.scopes if scope != "users:read"]
    (found,) = [each for each in await looks(TOKEN) if not each.ok]
    assert found.what == "workspace “Cluster 1” (T1)"
    assert "users:read" in found.text
    assert LINK in found.text


async def test_a_token_that_has_ended_is_well_where_a_new_one_can_be_had(looks: Looks, fake: FakeSlack) -> None:
    fake.failing["auth.test"] = [RefusedError("token_expired")]
    found = (await looks(TOKEN))[-1]
    assert found.ok
    assert "renewed" in found.text


async def test_of_many_that_are_well_few_have_a_line_and_of_the_others_all(looks: Looks) -> None:
    found = await looks(*[TOKEN] * 50, *["xoxb-of-nobody"] * 12)
    told = [each for each in found if each.what.startswith("workspace “")]
    assert (sum(each.ok for each in told), sum(not each.ok for each in told)) == (10, 12)
    assert found[-1] == Finding("workspaces", True, "40 more are well, too")


async def test_a_token_under_a_key_that_is_lost_is_told_with_what_to_do_and_the_others_are_asked(looks: Looks) -> None:
    await looks("xoxb-1", key=new_key())
    (closed,) = [each for each in await looks() if not each.ok]
    assert "ADVISOR_KEYS" in closed.text
    assert "Not read: “Cluster 1” (T1)." in closed.text


async def test_the_app_token_is_asked_about_here_as_well(looks: Looks, fake: FakeSlack) -> None:
    found = {each.what: each for each in await looks(slack_app_token=SecretStr(APP_TOKEN))}
    assert found["Slack app token"] == Finding("Slack app token", True, "accepted for Socket Mode")
    assert "Slack token" not in found


@pytest.mark.parametrize("number", [1, 50])
def test_where_slack_hangs_it_ends_in_time_and_names_all_in_one_line(number: int) -> None:
    held = [Held(f"T{each}", "", TOKEN) for each in range(number)]

    async def body() -> None:
        fake = FakeSlack(outage=Lost.HANGS)
        await fake.start()
        loop = CountedLoop.running()
        begun = loop.time()
        (part,) = await diagnose_all(held, f"{fake.url}/api/", LINK)
        assert loop.time() - begun == pytest.approx(min(ALTOGETHER, PATIENCE * -(-number // 10)), abs=1)
        assert not part.ok
        assert all(each.home in part.text for each in held)
        assert "network" in part.text
        await fake.stop()

    counted(body())
