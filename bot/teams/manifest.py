"""The app package: the ZIP that an administrator uploads to Teams."""

import io
import json
import zipfile
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from bot.chat.public_address import is_public
from bot.chat.texts import cut
from bot.teams import limits
from bot.teams.declared import SCOPES, TAB, listed, resource
from bot.teams.directory_ids import is_directory_id

VERSION = "1.19"
"""Of the schema.  It is taken in all clouds of Teams, and newer ones add nothing that is needed here."""
SCHEMA = f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}/MicrosoftTeams.schema.json"

NAME = "Cluster Advisor"
_SHORT = "Answers, guided dialogues and reminders for cluster organisations."
_FULL = (
    "The Cluster Advisor helps the people who run a cluster organisation. Ask it a question and it answers from "
    "articles with sources. Let it guide you from your needs to a SMART goal and an action plan with roles and "
    "deadlines. It reminds you before a deadline or a coaching session, and never after something is done."
)
_COLOUR = "#0d5257"
ICONS = ("color.png", "outline.png")
"""192 pixels in colour, and 32 pixels in white on nothing."""

_MADE = (2020, 1, 1, 0, 0, 0)
"""The date of all files in the package, so that the same settings make the same package."""


def manifest(
    app_id: str, public_url: str, version: str, developer: str = NAME, terms_url: str = "", tab: str = TAB
) -> dict[str, Any]:
    """The manifest for an advisor at ``public_url`` (``https://advisor.example.org``).

    ``app_id`` is that of the app in Microsoft's directory, ``version`` that of the package, such as ``1.2.0``.
    ``terms_url`` is where the terms of use stand, empty for the page on privacy.  ``tab`` is the path of the page that
    stands in a tab, empty for none.

    Raises:
        ValueError: the id is missing or none, or an address is not one that Teams takes.
    """
    if not app_id:
        raise ValueError(
            "TEAMS_APP_ID is missing: “Application (client) ID” of the app registration (docs/teams.md, step 2)."
        )
    if not is_directory_id(app_id):
        raise ValueError(
            "TEAMS_APP_ID is no application id. It looks like 11111111-2222-3333-4444-555555555555; copy “Application "
            "(client) ID” of the app registration, and neither its name nor the secret."
        )
    if not is_public(public_url):
        raise ValueError(
            "Teams needs an address that begins with https:// and a host, such as https://advisor.example.org. Set "
            "PUBLIC_URL to it, or give it with --url."
        )
    if terms_url and not is_public(terms_url):
        raise ValueError("TEAMS_TERMS_URL must begin with https:// and a host, such as https://example.org/terms.")
    base = public_url.rstrip("/")
    return {
        "$schema": SCHEMA,
        "manifestVersion": VERSION,
        "version": version,
        "id": app_id,
        "developer": {
            "name": developer,
            "websiteUrl": base,
            "privacyUrl": f"{base}/privacy",
            "termsOfUseUrl": terms_url or f"{base}/privacy",
        },
        "name": {"short": NAME, "full": f"{NAME} for cluster organisations"},
        "description": {"short": _SHORT, "full": _FULL},
        "icons": {"color": ICONS[0], "outline": ICONS[1]},
        "accentColor": _COLOUR,
        "bots": [
            {
                "botId": app_id,
                "scopes": list(SCOPES),
                "supportsFiles": True,
                "isNotificationOnly": False,
                "commandLists": [{"scopes": list(SCOPES), "commands": _commands()}],
            }
        ],
        "staticTabs": [
            {"entityId": "conversations", "scopes": ["personal"]},
            *_tabs(base, tab),
            {"entityId": "about", "scopes": ["personal"]},
        ],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [urlsplit(base).hostname],
        **_single_sign_on(base, app_id, tab),
        "defaultInstallScope": "personal",
    }


def _commands() -> list[dict[str, str]]:
    return [
        {
            "title": cut(each.title, limits.APP_COMMAND),
            "description": cut(each.description, limits.APP_COMMAND_TEXT),
        }
        for each in listed()
    ]


def _tabs(base: str, tab: str) -> list[dict[str, Any]]:
    if not tab:
        return []
    address = base + tab
    return [
        {
            "entityId": "home",
            "name": "Home",
            "contentUrl": address,
            "websiteUrl": f"{base}/home",
            "scopes": ["personal"],
        }
    ]


def _single_sign_on(base: str, app_id: str, tab: str) -> dict[str, Any]:
    """With it Teams says in the tab who somebody is."""
    if not tab:
        return {}
    return {"webApplicationInfo": {"id": app_id, "resource": resource(urlsplit(base).hostname or "", app_id)}}


def package(made: dict[str, Any]) -> bytes:
    """The ZIP with a manifest and its two icons."""
    folder = files("bot.teams") / "icons"
    contents = {"manifest.json": json.dumps(made, indent=2, ensure_ascii=False).encode()}
    contents |= {name: (folder / name).read_bytes() for name in ICONS}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, _MADE), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()
