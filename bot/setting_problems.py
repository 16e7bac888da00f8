"""What is wrong between settings, in plain words, with what to do."""

from importlib.util import find_spec
from typing import TYPE_CHECKING

from bot.chat.public_address import is_public
from bot.oidc.providers import is_safe, twice
from bot.teams.directory_ids import is_directory_id

if TYPE_CHECKING:
    from bot.settings import Settings

NEW_KEY = "Make one with “advisor keys new”."
TEAMS_PACKAGE = ".venv/bin/pip install --require-hashes -r requirements/teams.txt"


def problems_of(settings: "Settings") -> list[str]:
    """What is wrong between settings, in plain words, with what to do."""
    found: list[str] = []
    if (settings.ephemeral_disk or settings.dyno) and settings.store_url.startswith("sqlite"):
        found.append(
            "This platform empties its disk at each start, and the database is a file there: everything would be "
            "lost. Add a PostgreSQL database and set DATABASE_URL to its address (docs/operation.md)."
        )
    if settings.trial and settings.host not in ("127.0.0.1", "localhost", "::1"):
        found.append(
            f"HOST is {settings.host}, but the trial has no sign-in and only listens on this machine. "
            "Set Slack's credentials (docs/slack.md) or leave HOST at 127.0.0.1."
        )
    if settings.mail and not settings.mail_from:
        found.append("SMTP_URL is set, but MAIL_FROM is missing: the address from which e-mail is sent.")
    if settings.mail and not settings.public_url:
        found.append("SMTP_URL is set, but PUBLIC_URL is missing: each e-mail has a link there that stops them.")
    if settings.trial:
        return found
    found += _of_providers(settings)
    if settings.slack_begun:
        found += _of_installing(settings)
    if settings.teams_begun:
        found += _of_teams(settings)
    heard = settings.slack_signing_secret.get_secret_value() or settings.slack_app_token.get_secret_value()
    if settings.slack_begun and not heard:
        found.append("Set SLACK_SIGNING_SECRET to receive events over HTTP, or SLACK_APP_TOKEN to use Socket Mode.")
    if not settings.advisor_secret.get_secret_value():
        found.append(
            "ADVISOR_SECRET is missing; it signs the web page's cookies. Make one with: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
        )
    return found


def _of_installing(settings: "Settings") -> list[str]:
    """One token, or a link for many workspaces; never both, for nobody could tell which counts."""
    token, secret = (each.get_secret_value() for each in (settings.slack_bot_token, settings.slack_client_secret))
    if not settings.slack_client_id and not secret:
        missing = "SLACK_BOT_TOKEN is missing. Find it under “OAuth & Permissions” of your Slack app."
        return [] if token else [missing]
    found = []
    if token:
        found.append(
            "SLACK_BOT_TOKEN is set together with SLACK_CLIENT_ID and SLACK_CLIENT_SECRET. The first is for one "
            "workspace, the others are for many, each installed by a link. Remove the one that you do not use."
        )
    if not settings.slack_client_id or not secret:
        name = "SLACK_CLIENT_SECRET" if settings.slack_client_id else "SLACK_CLIENT_ID"
        found.append(f"{name} is missing. Find it under “Basic Information → App Credentials” of your Slack app.")
    if not settings.advisor_keys.get_secret_value():
        found.append(f"ADVISOR_KEYS is missing; it encrypts the tokens of workspaces. {NEW_KEY}")
    if not settings.public_url.startswith("https://"):
        found.append(
            "PUBLIC_URL must be set and begin with https:// to install by a link: Slack sends people back there."
        )
    return found


def _of_teams(settings: "Settings") -> list[str]:
    """The app's id and its secret belong together, and Teams has to find the advisor."""
    found = []
    if not settings.teams_app_id:
        found.append(
            "TEAMS_APP_ID is missing. Find it under “Overview → Application (client) ID” of the app registration."
        )
    elif not is_directory_id(settings.teams_app_id):
        found.append(
            "TEAMS_APP_ID is not an application id. It looks like 11111111-2222-3333-4444-555555555555; find it under "
            "“Overview → Application (client) ID” of the app registration."
        )
    if not settings.teams_app_secret.get_secret_value():
        found.append(
            "TEAMS_APP_SECRET is missing. Make one under “Certificates & secrets” of the app registration, and copy "
            "its value (not its id)."
        )
    if settings.teams_tenant_id and not is_directory_id(settings.teams_tenant_id):
        found.append(
            "TEAMS_TENANT_ID is no id of an organisation, and its name does not do: Teams tells the id alone. Find it "
            "under “Overview → Directory (tenant) ID” of the app registration, or leave it out to serve all that "
            "install the app."
        )
    if not is_public(settings.public_url):
        found.append("PUBLIC_URL must be set and begin with https:// for Teams: it sends what people write there.")
    if find_spec("microsoft_teams") is None:
        found.append(
            f"Teams is set up, but its package is not installed (docs/teams.md, step 1). Install it: {TEAMS_PACKAGE}"
        )
    return found


def _of_providers(settings: "Settings") -> list[str]:
    found: list[str] = []
    missing = [
        name
        for name, value in (
            ("OIDC_CLIENT_ID", settings.oidc_client_id),
            ("OIDC_CLIENT_SECRET", settings.oidc_client_secret.get_secret_value()),
        )
        if not value and settings.oidc_issuer
    ]
    if missing:
        found.append(f"OIDC_ISSUER is set, but {' and '.join(missing)} missing: you get both from the provider.")
    if settings.providers and not (settings.public_url and is_safe(settings.public_url)):
        found.append(
            "An identity provider is set up, but PUBLIC_URL is missing or does not begin with https://: providers "
            "send people back there."
        )
    if name := twice(settings.providers):
        found.append(f"The provider {name} is set up twice (OIDC_ISSUER, OIDC_PROVIDERS). Leave one of them.")
    return found
