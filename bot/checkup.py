"""Looking over the whole set-up, for ``advisor check``."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from bot.reminders.delivery import since
from bot.settings import Settings
from bot.slack.diagnosis import diagnose
from bot.slack.oauth import INSTALL
from bot.slack.workspace_checks import diagnose_all
from bot.store import installations, pauses
from bot.store.engine import Store, StoreError
from bot.store.installations import Record
from bot.store.pauses import Pause
from knowledge.engine import Engine


@dataclass(frozen=True)
class Finding:
    """What was looked at, whether it is well, and what to do if not."""

    what: str
    ok: bool
    text: str


async def checkup(settings: Settings) -> list[Finding]:
    """Settings, Slack, Teams, e-mail, identity providers, database and knowledge index, one finding each (more where
    there is more to say)."""
    return [
        *_settings(settings),
        *await _slack(settings),
        *await _teams(settings),
        *await _mail(settings),
        *await _providers(settings),
        *await _database(settings),
        _knowledge(settings),
    ]


def _settings(settings: Settings) -> list[Finding]:
    if problems := settings.problems():
        return [Finding("settings", False, problem) for problem in problems]
    if settings.trial:
        return [Finding("settings", True, "no credentials set, so this is the trial, on this machine only")]
    how = "Socket Mode" if settings.slack_app_token.get_secret_value() else "HTTP"
    many = ", installed by a link" if settings.slack_by_link else ""
    parts = [f"Slack over {how}{many}"] if settings.slack else []
    parts += ["Teams"] if settings.teams else []
    return [Finding("settings", True, " and ".join(parts) or "no chat; people sign in on the web page")]


async def _slack(settings: Settings) -> list[Finding]:
    if not settings.slack:
        return []
    parts = await diagnose(
        settings.slack_bot_token.get_secret_value(),
        settings.slack_signing_secret.get_secret_value(),
        settings.slack_app_token.get_secret_value(),
        settings.slack_api_url,
    )
    return [Finding(part.what, part.ok, part.text) for part in parts]


async def _teams(settings: Settings) -> list[Finding]:
    if not settings.teams or find_spec("microsoft_teams") is None:
        return []
    from bot.teams.diagnosis import diagnose  # most do without
    from bot.teams.guard import PATH

    secret = settings.teams_app_secret.get_secret_value()
    ok, text = await diagnose(settings.teams_app_id, secret, settings.teams_tenant_id, settings.teams_login_url)
    found = [Finding("Teams app", ok, text)]
    if ok and settings.public_url:
        endpoint = f"{settings.public_url.rstrip('/')}{PATH} must be set in the Azure Bot as “Messaging endpoint”"
        found.append(Finding("Teams address", True, f"{endpoint}. Whether it does shows when somebody writes"))
    return found


async def _mail(settings: Settings) -> list[Finding]:
    if not settings.mail:
        return []
    from bot.email.diagnosis import diagnose  # most do without

    ok, text = await diagnose(settings.smtp_url.get_secret_value(), settings.mail_from)
    return [Finding("e-mail", ok, text)]


async def _providers(settings: Settings) -> list[Finding]:
    if not settings.providers:
        return []
    from bot.oidc.diagnosis import diagnose  # most do without

    found = [await diagnose(each, settings.public_url) for each in settings.providers]
    return [Finding("sign-in", ok, text) for ok, text in found]


async def _database(settings: Settings) -> list[Finding]:
    try:
        settings.advisor_data.mkdir(parents=True, exist_ok=True)
        store = await Store.open(settings.store_url)
    except (StoreError, OSError) as problem:
        return [Finding("database", False, str(problem))]
    try:
        problems = await store.check()
        waiting = [] if problems else await store.read(pauses.failing)
        records = [] if problems else await store.read(installations.installed)
    finally:
        await store.close()
    if problems:
        return [Finding("database", False, " ".join(problems))]
    kind = "SQLite" if store.url.get_backend_name() == "sqlite" else "PostgreSQL"
    installed = await _installed(settings, records)
    return [Finding("database", True, f"{kind}, up to date"), *installed, *map(_pause, waiting)]


async def _installed(settings: Settings, records: Sequence[Record]) -> list[Finding]:
    """Whether the keys open the tokens of all workspaces, and what Slack says of each; where no link is set up, their
    tokens are not used."""
    if not settings.slack_by_link or not settings.advisor_keys.get_secret_value():
        return []
    from bot.kept_installations import opened, told

    link = settings.public_url.rstrip("/") + INSTALL
    held, closed = opened(records, settings.keys)
    found = [Finding("workspaces", True, _counted(len(records), link))]
    if closed:
        found.append(Finding("workspaces", False, f"{told(len(closed))} Not read: {', '.join(closed)}."))
    parts = await diagnose_all(held, settings.slack_api_url, link)
    return found + [Finding(part.what, part.ok, part.text) for part in parts]


def _counted(count: int, link: str) -> str:
    if not count:
        return f"none has installed the advisor yet. Open {link} to do it"
    return f"{count} installed by a link, {link}"


def _pause(pause: Pause) -> Finding:
    waits = f"those to people in {pause.workspace} wait{since(pause.since)} until it works again"
    return Finding("reminders", False, f"{waits}; the worker asks it by itself. {pause.reason}")


def _knowledge(settings: Settings) -> Finding:
    try:
        engine = Engine.open(settings.advisor_data, warm=False)
    except OSError as problem:
        return Finding("knowledge", False, f"The index cannot be written: {problem}")
    if engine.library.problems:
        return Finding("knowledge", False, " ".join(str(problem) for problem in engine.library.problems))
    return Finding("knowledge", True, f"{len(engine.library.articles)} articles")
