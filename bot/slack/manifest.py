"""The app manifest: what an administrator pastes into Slack to create the app."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.chat.public_address import is_public
from bot.chat.texts import cut, size
from bot.slack import limits
from bot.slack.declared import AGENT, EVENTS, PROMPTS, SHORTCUTS, commands, scopes
from bot.slack.oauth import REDIRECT

PATH = "/slack/events"
"""Where Slack's requests arrive: commands, events and interactions alike."""

NAME = "Cluster Advisor"
_DESCRIPTION = "Answers, guided dialogues and reminders for cluster organisations."
_LONG = (
    "The Cluster Advisor helps the people who run a cluster organisation. Ask it a question and it answers from "
    "articles with sources. Let it guide you from your needs to a SMART goal and an action plan with roles and "
    "deadlines. It reminds you before a deadline or a coaching session, and never after something is done."
)

_COMMAND = re.compile(r"/[a-z0-9_-]+")
_KNOWN_SCOPES = {
    "app_mentions:read", "assistant:write", "channels:history", "channels:read", "chat:write", "chat:write.public",
    "commands", "files:read", "files:write", "groups:history", "groups:read", "im:history", "im:read", "im:write",
    "mpim:history", "mpim:read", "mpim:write", "reactions:read", "reactions:write", "team:read", "users.profile:read",
    "users:read", "users:read.email", "users:write",
}  # fmt: skip
_KNOWN_EVENTS = {
    "app_home_opened", "app_mention", "app_uninstalled", "member_joined_channel", "message.channels",
    "message.groups", "message.im", "message.mpim", "reaction_added", "team_join", "tokens_revoked", "user_change",
}  # fmt: skip


def manifest(public_url: str = "", *, by_link: bool = False) -> dict[str, Any]:
    """The manifest for an advisor at ``public_url`` (``https://advisor.example.org``); for Socket Mode without one.

    ``by_link``: people install it in their workspaces, or in all of an organisation, by a link, and tokens end.

    Raises:
        ValueError: the address is not one that Slack takes, or none although Slack has to send people back to it.
    """
    socket_mode = not public_url
    if by_link and not public_url:
        raise ValueError("Give the public address, too: Slack sends people back there after they installed the app.")
    if public_url and not is_public(public_url):
        raise ValueError(
            "Slack needs an address that begins with https:// and a host, such as https://advisor.example.org. "
            "Give such a one, or none: then the app uses Socket Mode."
        )
    address = "" if socket_mode else public_url.rstrip("/") + PATH
    url = {"url": address} if address else {}
    request_url = {"request_url": address} if address else {}
    return {
        "display_information": {
            "name": NAME,
            "description": _DESCRIPTION,
            "long_description": _LONG,
            "background_color": "#1f4e5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "agent_view": {
                "agent_description": AGENT,
                "suggested_prompts": [{"title": each.title, "message": each.message} for each in PROMPTS],
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": [
                {"name": each.name, "type": each.kind, "callback_id": each.callback, "description": each.description}
                for each in SHORTCUTS
            ],
            "slash_commands": [
                {
                    "command": f"/{command.name}",
                    **url,
                    "description": cut(command.description, limits.APP_COMMAND_TEXT),
                    **({"usage_hint": command.usage} if command.usage else {}),
                    "should_escape": False,
                }
                for command in commands()
            ],
        },
        "oauth_config": {
            **({"redirect_urls": [public_url.rstrip("/") + REDIRECT]} if by_link else {}),
            "scopes": {"bot": scopes()},
        },
        "settings": {
            "event_subscriptions": {**request_url, "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **request_url},
            "org_deploy_enabled": by_link,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": by_link,
        },
    }


def validate(made: Mapping[str, Any]) -> list[str]:
    """What Slack would refuse in a manifest, in plain words; empty when it is fine.

    The official schema accepts unknown scopes and events, so these are checked as well.
    """
    display, settings = made["display_information"], made["settings"]
    slash = made["features"]["slash_commands"]
    names = [command["command"] for command in slash]
    problems = [
        *_length("The name", display["name"], 1, limits.APP_NAME),
        *_length("The description", display["description"], 1, limits.APP_DESCRIPTION),
        *_length("The long description", display["long_description"], *limits.APP_LONG_DESCRIPTION),
    ]
    if len(names) > limits.APP_COMMANDS:
        problems.append(f"There are {len(names)} commands; Slack takes {limits.APP_COMMANDS}.")
    problems += [f"The command {name} is there twice." for name in sorted({n for n in names if names.count(n) > 1})]
    for command in slash:
        if not _COMMAND.fullmatch(command["command"]) or len(command["command"]) > limits.APP_COMMAND:
            problems.append(f"{command['command']} is not a name that Slack takes for a command.")
        what = f"The description of {command['command']}"
        problems += _length(what, command["description"], 1, limits.APP_COMMAND_TEXT)
    agent = made["features"]["agent_view"]
    problems += _length("The description of the agent", agent["agent_description"], 1, limits.APP_AGENT)
    if len(agent["suggested_prompts"]) > limits.PROMPTS:
        problems.append(f"There are {len(agent['suggested_prompts'])} suggestions; Slack takes {limits.PROMPTS}.")
    problems += _shortcut_problems(made["features"]["shortcuts"])
    bot_scopes, events = made["oauth_config"]["scopes"]["bot"], settings["event_subscriptions"]["bot_events"]
    problems += [f"Slack knows no scope {scope}." for scope in bot_scopes if scope not in _KNOWN_SCOPES]
    problems += [f"Slack knows no event {event}." for event in events if event not in _KNOWN_EVENTS]
    for event in events:
        missing = [scope for scope in EVENTS.get(event, ()) if scope not in bot_scopes]
        problems += [f"The event {event} needs the scope {scope}." for scope in missing]
    if slash and "commands" not in bot_scopes:
        problems.append("Commands and shortcuts need the scope commands.")
    return problems + _address_problems(made)


def _shortcut_problems(shortcuts: Sequence[Mapping[str, str]]) -> Iterator[str]:
    if len(shortcuts) > limits.APP_SHORTCUTS:
        yield f"There are {len(shortcuts)} shortcuts; Slack takes {limits.APP_SHORTCUTS}."
    for each in shortcuts:
        yield from _length(f"The name of the shortcut {each['name']}", each["name"], 1, limits.APP_SHORTCUT)
        what = f"The description of the shortcut {each['name']}"
        yield from _length(what, each["description"], 1, limits.APP_SHORTCUT_TEXT)
        yield from _length(f"The id of the shortcut {each['name']}", each["callback_id"], 1, limits.ID)


def _length(what: str, text: str, least: int, most: int) -> list[str]:
    length = size(text)
    return [] if least <= length <= most else [f"{what} has {length} characters; it must have {least} to {most}."]


def _address_problems(made: Mapping[str, Any]) -> list[str]:
    settings = made["settings"]
    if settings["socket_mode_enabled"]:
        return []
    addresses = [
        ("events", settings["event_subscriptions"].get("request_url", "")),
        ("interactivity", settings["interactivity"].get("request_url", "")),
        *((command["command"], command.get("url", "")) for command in made["features"]["slash_commands"]),
    ]
    return [
        f"Without Socket Mode, {what} needs an address that begins with https://."
        for what, address in addresses
        if not address.startswith("https://")
    ]
