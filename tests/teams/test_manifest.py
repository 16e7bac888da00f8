"""The app package is made from what the code listens to, and Teams would take it."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft4Validator, FormatChecker
from PIL import Image

from bot.chat.events import Actor, Command, Place, Said
from bot.cli import main
from bot.teams.declared import TAB, commands, listed
from bot.teams.limits import APP_COMMANDS
from bot.teams.listen import command_of
from bot.teams.manifest import VERSION, manifest, package
from flows import registry
from tests.slack.node import NODE, require_node
from tests.teams.conftest import Office

ID = "11111111-2222-3333-4444-555555555555"
URL = "https://advisor.example.org"


@pytest.mark.parametrize("tab", ["", TAB])
def test_the_official_schema_takes_it(tab: str) -> None:
    require_node("@microsoft/app-manifest")
    folder = NODE / "node_modules/@microsoft/app-manifest/build/json-schemas/teams" / f"v{VERSION}"
    schema = json.loads((folder / "MicrosoftTeams.schema.json").read_text(encoding="utf-8-sig"))
    checks = Draft4Validator(schema, format_checker=FormatChecker())
    made = manifest(ID, URL, "1.2.0", terms_url="https://example.org/terms", tab=tab)
    assert [error.message for error in checks.iter_errors(made)] == []
    assert [tab["entityId"] for tab in made["staticTabs"]] == ["conversations", *(["home"] if tab else []), "about"]
    assert list(checks.iter_errors({**made, "id": "no id"}))


def test_the_package_holds_the_manifest_and_two_icons_as_teams_wants_them() -> None:
    made = manifest(ID, URL + "/", "1.2.0")
    with zipfile.ZipFile(io.BytesIO(package(made))) as archive:
        assert sorted(archive.namelist()) == ["color.png", "manifest.json", "outline.png"]
        assert json.loads(archive.read("manifest.json")) == made
        color, outline = (Image.open(io.BytesIO(archive.read(name))) for name in ("color.png", "outline.png"))
    assert (color.size, outline.size, outline.mode) == ((192, 192), (32, 32), "RGBA")
    shown = [pixel for pixel in outline.get_flattened_data() if isinstance(pixel, tuple) and pixel[3]]
    assert 100 < len(shown) < 32 * 32
    assert {pixel[:3] for pixel in shown} == {(255, 255, 255)}


def test_the_same_settings_make_the_same_package() -> None:
    assert package(manifest(ID, URL, "1.2.0")) == package(manifest(ID, URL, "1.2.0"))


def test_the_bot_is_heard_where_the_code_hears_and_takes_files() -> None:
    [bot] = manifest(ID, URL, "1.2.0")["bots"]
    assert bot["botId"] == ID
    assert bot["scopes"] == ["personal", "team", "groupChat"]
    assert bot["supportsFiles"]


def test_the_list_of_commands_begins_with_the_main_way_and_is_as_long_as_teams_takes() -> None:
    titles = [each.title for each in listed()]
    assert len(titles) == len(set(titles)) == APP_COMMANDS
    main_path = [dialogue.title for dialogue in registry.all_dialogues().values() if dialogue.main_path]
    assert titles[: 1 + len(main_path)] == ["Home", *main_path]
    assert {dialogue.command for dialogue in registry.all_dialogues().values()} <= set(commands())


def test_what_is_chosen_from_the_list_is_heard_as_its_command() -> None:
    actor = Actor(account="teams:t:ana", workspace="teams:t", name="Ana")
    for each in listed()[1:]:
        said = Said(actor=actor, place=Place(conversation="teams:t:ana"), text=each.title)
        heard = command_of(said, commands())
        assert isinstance(heard, Command)
        assert heard.name == each.name


async def test_the_advisors_own_part_of_the_list_is_answered(office: Office) -> None:
    for title, said in (("Home", "My work"), ("Ask", "ask"), ("Coaching", "session"), ("Help", "What I can do")):
        ana = office.person(f"Ana{title}")
        await ana.write(title)
        assert said.lower() in ana.text.lower()
        assert "I am not sure" not in ana.text


@pytest.mark.parametrize(
    ("app_id", "url", "said"),
    [
        ("", URL, "TEAMS_APP_ID is missing"),
        ("Cluster Advisor", URL, "TEAMS_APP_ID is no application id"),
        (ID, "", "begins with https://"),
        (ID, "http://advisor.example.org", "begins with https://"),
        (ID, "https://", "begins with https://"),
        (ID, "advisor.example.org", "begins with https://"),
    ],
)
def test_what_is_missing_is_said_in_plain_words(
    app_id: str, url: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result, file = _run(tmp_path, monkeypatch, {"TEAMS_APP_ID": app_id, "PUBLIC_URL": url})
    assert (result.exit_code, file.exists()) == (1, False)
    assert said in result.output
    assert "Traceback" not in result.output


def test_the_command_writes_the_package_and_says_what_to_do_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"TEAMS_APP_ID": ID, "PUBLIC_URL": "http://elsewhere", "TEAMS_DEVELOPER": "Food North"}
    result, file = _run(tmp_path, monkeypatch, given, "--url", URL)
    assert result.exit_code == 0, result.output
    assert "Upload it in Teams" in result.output
    with zipfile.ZipFile(file) as archive:
        made = json.loads(archive.read("manifest.json"))
    assert made["developer"]["name"] == "Food North"
    assert made["developer"]["privacyUrl"] == f"{URL}/privacy"
    assert made["validDomains"] == ["advisor.example.org"]


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"TEAMS_APP_ID": ID, "PUBLIC_URL": URL}
    result, _ = _run(tmp_path / "nowhere", monkeypatch, given, folder=tmp_path)
    assert result.exit_code == 1
    assert "cannot be written" in result.output


def _run(
    target: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], *more: str, folder: Path | None = None
) -> tuple[Any, Path]:
    monkeypatch.chdir(folder or target)
    file = target / "advisor.zip"
    result = CliRunner().invoke(main, ["teams", "manifest", "--output", str(file), *more], env=given)
    return result, file


def test_home_stands_in_a_tab_in_which_teams_says_who_somebody_is() -> None:
    made = manifest(ID, URL + ":8443/", "1.2.0")
    (home,) = [tab for tab in made["staticTabs"] if tab["entityId"] == "home"]
    assert home["contentUrl"] == f"{URL}:8443/teams/home"
    assert home["websiteUrl"] == f"{URL}:8443/home"
    assert made["webApplicationInfo"] == {"id": ID, "resource": f"api://advisor.example.org/{ID}"}
