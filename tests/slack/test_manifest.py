"""The manifest is made from what the code listens to, and Slack would take it."""

import re
from pathlib import Path

import pytest

import bot.slack
from bot.slack.declared import EVENTS, FILES, METHODS, SHORTCUTS, commands, scopes
from bot.slack.manifest import PATH, manifest, validate
from flows import registry


@pytest.mark.parametrize("url", ["", "https://advisor.example.org"])
def test_slack_would_take_it(url: str) -> None:
    assert validate(manifest(url)) == []


def test_every_dialogue_has_its_command() -> None:
    names = {command["command"] for command in manifest()["features"]["slash_commands"]}
    assert {f"/{dialogue.command}" for dialogue in registry.all_dialogues().values()} <= names
    assert {"/ask", "/coaching", "/advisor"} <= names


def test_it_asks_for_no_scope_that_nothing_needs() -> None:
    asked = set(manifest()["oauth_config"]["scopes"]["bot"])
    needed = {scope for table in (EVENTS, METHODS, FILES) for scopes in table.values() for scope in scopes}
    assert asked == needed | {"commands"}


def test_every_method_that_the_code_calls_is_declared() -> None:
    source = "\n".join(path.read_text() for path in Path(bot.slack.__file__).parent.glob("*.py"))
    called = set(re.findall(r'\._?call\(\s*"([a-zA-Z.]+)"', source))
    called |= {name.replace("_", ".", 1) for name in re.findall(r"_client\.([a-z]+_[a-zA-Z]+)\(", source)} - {
        "api.call"
    }
    assert called <= set(METHODS)


def test_every_event_that_is_declared_is_listened_to() -> None:
    source = (Path(bot.slack.__file__).parent / "app.py").read_text()
    heard = set(re.findall(r'bolt\.event\("([a-z_]+)"\)', source))
    assert heard == {event.partition(".")[0] for event in EVENTS}


def test_without_an_address_it_is_for_socket_mode() -> None:
    made = manifest()
    assert made["settings"]["socket_mode_enabled"]
    assert "http" not in str(made)


def test_for_many_workspaces_slack_knows_where_to_send_people_back_to() -> None:
    made = manifest("https://advisor.example.org/", by_link=True)
    assert validate(made) == []
    assert made["oauth_config"]["redirect_urls"] == ["https://advisor.example.org/slack/oauth_redirect"]
    assert made["settings"]["org_deploy_enabled"]
    assert made["settings"]["token_rotation_enabled"]
    with pytest.raises(ValueError, match="public address"):
        manifest(by_link=True)


def test_an_address_without_https_is_explained() -> None:
    with pytest.raises(ValueError, match="https://"):
        manifest("http://localhost:8000")


def test_what_slack_would_refuse_is_named() -> None:
    made = manifest("https://advisor.example.org")
    made["display_information"]["name"] = "x" * 36
    made["oauth_config"]["scopes"]["bot"] = ["chat:write", "mind:read"]
    made["settings"]["event_subscriptions"]["bot_events"].append("sunrise")
    made["settings"]["interactivity"]["request_url"] = "http://advisor.example.org"
    made["features"]["shortcuts"] *= 6
    made["features"]["shortcuts"][0] = {**made["features"]["shortcuts"][0], "name": "Ask the advisor about this"}
    made["features"]["slash_commands"] += [
        {"command": "/Ask Me", "description": "", "url": "https://advisor.example.org"},
        *made["features"]["slash_commands"][:1] * 60,
    ]
    problems = "\n".join(validate(made))
    for named in (
        "name",
        "mind:read",
        "sunrise",
        "interactivity",
        "/Ask Me",
        "twice",
        "50",
        "im:history",
        "commands",
        "12 shortcuts",
        "26",
    ):
        assert named in problems


def test_commands_describe_themselves() -> None:
    assert all(command.description for command in commands())


def test_the_guide_for_administrators_names_every_command_permission_and_secret() -> None:
    guide = (Path(bot.slack.__file__).parents[2] / "docs" / "slack.md").read_text()
    named = [f"`/{command.name}`" for command in commands()] + [f"`{scope}`" for scope in scopes()]
    named += [f"**{shortcut.name}**" for shortcut in SHORTCUTS]
    named += ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN", "SLACK_API_URL", PATH]
    assert [name for name in named if name not in guide] == []
