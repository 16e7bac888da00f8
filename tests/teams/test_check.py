"""`advisor check` asks Microsoft about the app, and settings that do not fit together say so, in plain words."""

import sys
from pathlib import Path

import pytest
from aiohttp import web
from click.testing import CliRunner
from pydantic import SecretStr

from bot.cli import main
from bot.settings import Settings
from bot.surface_settings import teams_settings
from bot.teams.diagnosis import diagnose
from bot.teams.manifest import manifest
from bot.teams.sign_in_errors import TEXTS
from tests.teams.fake_teams import APP, SECRET, TENANT, FakeTeams

GOOD: dict[str, str | SecretStr] = {
    "teams_app_id": APP,
    "teams_app_secret": SecretStr(SECRET),
    "public_url": "https://advisor.example.org",
    "advisor_secret": SecretStr("s"),
}


def problems(**changes: object) -> list[str]:
    return Settings(_env_file=None, **{**GOOD, **changes}).problems()  # type: ignore[arg-type]


async def test_a_good_set_up_is_said_to_be_good(fake: FakeTeams) -> None:
    assert await diagnose(APP, SECRET, TENANT, fake.url) == (True, "id and secret are accepted, for one organisation")
    _, text = await diagnose(APP, SECRET, "", fake.url)
    assert "all organisations" in text


async def test_a_secret_that_is_not_accepted_is_said_with_what_to_do(fake: FakeTeams) -> None:
    ok, text = await diagnose(APP, "another", TENANT, fake.url)
    assert not ok
    assert "TEAMS_APP_SECRET" in text


async def test_microsoft_out_of_reach_is_said(fake: FakeTeams) -> None:
    ok, text = await diagnose(APP, SECRET, TENANT, "http://127.0.0.1:1")
    assert not ok
    assert "does not answer" in text


@pytest.mark.parametrize(
    ("code", "tenant", "said"),
    [
        (7000215, TENANT, "Copy the value of the secret (not its id)"),
        (7000222, TENANT, "TEAMS_APP_SECRET has ended"),
        (700016, TENANT, "TEAMS_APP_ID is not known in this organisation"),
        (700016, "", "set TEAMS_TENANT_ID"),
        (90002, TENANT, "TEAMS_TENANT_ID names no organisation"),
        (1, TENANT, "Check both"),
    ],
)
async def test_each_refusal_of_microsoft_names_what_to_change(code: int, tenant: str, said: str) -> None:
    async def refuse(_: web.Request) -> web.Response:
        return web.json_response({"error": "invalid_client", "error_codes": [code]}, status=401)

    app = web.Application()
    app.router.add_post("/{tenant}/oauth2/v2.0/token", refuse)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        ok, text = await diagnose(APP, SECRET, tenant, address)
    finally:
        await runner.cleanup()
    assert not ok
    assert said in text
    assert SECRET not in text


def test_what_is_said_of_refusals_names_a_setting_or_a_person_who_can_help() -> None:
    assert [text for text in TEXTS.values() if not ("TEAMS_" in text or "Azure Bot" in text or "Ask" in text)] == []


def test_settings_that_fit_together_have_no_problems() -> None:
    assert problems() == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"teams_app_secret": SecretStr("")}, "TEAMS_APP_SECRET is missing"),
        ({"teams_app_id": ""}, "TEAMS_APP_ID is missing"),
        ({"teams_app_id": "Cluster Advisor"}, "TEAMS_APP_ID is not an application id"),
        ({"teams_tenant_id": "food.example"}, "TEAMS_TENANT_ID is no id of an organisation"),
        ({"public_url": ""}, "PUBLIC_URL must be set and begin with https://"),
        ({"public_url": "http://advisor.example.org"}, "PUBLIC_URL must be set and begin with https://"),
        ({"advisor_secret": SecretStr("")}, "ADVISOR_SECRET is missing"),
    ],
)
def test_settings_that_do_not_fit_together_are_told_with_what_to_do(changes: dict[str, object], said: str) -> None:
    [problem] = problems(**changes)
    assert said in problem


def test_ids_count_however_their_letters_were_copied() -> None:
    told = teams_settings(Settings(_env_file=None, **{**GOOD, "teams_app_id": APP.upper(), "teams_tenant_id": "AB"}))  # type: ignore[arg-type]
    assert (told.app_id, told.tenant_id) == (APP, "ab")


def test_a_tenant_alone_asks_for_the_rest() -> None:
    said = " ".join(problems(teams_app_id="", teams_app_secret=SecretStr(""), teams_tenant_id=TENANT))
    assert "TEAMS_APP_ID" in said
    assert "TEAMS_APP_SECRET" in said
    assert "SLACK" not in said


def test_teams_without_its_package_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "microsoft_teams", None)
    [problem] = problems()
    assert "pip install --require-hashes -r requirements/teams.txt" in problem
    assert (Path(__file__).parents[2] / "requirements" / "teams.txt").exists()


def test_a_start_without_the_package_says_so_in_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "microsoft_teams", None)
    monkeypatch.chdir(tmp_path)
    given = {
        name.upper(): value if isinstance(value, str) else value.get_secret_value() for name, value in GOOD.items()
    }
    for command in ("run", "web", "worker"):
        result = CliRunner().invoke(main, [command], env=given)
        assert result.exit_code == 1
        assert "its package is not installed" in result.output
        assert "Traceback" not in result.output


def test_the_package_is_made_without_the_package_for_teams(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sets Teams up on one machine may make the package on another."""
    monkeypatch.setitem(sys.modules, "microsoft_teams", None)
    assert manifest(APP, "https://advisor.example.org", "1.0.0")["id"] == APP
