"""Settings, all from the environment; secrets only from there."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.email.server import read_server
from bot.oidc.providers import Provider, checked_issuer, read_providers
from bot.setting_problems import NEW_KEY, problems_of
from flows.reading.mail_addresses import is_address

if TYPE_CHECKING:
    from bot.encryption import Keys

ENV_FILE = ".env"


class SettingsError(Exception):
    """A setting is wrong; the text names it and says what it should be."""


class Settings(BaseSettings):
    """What can be set, with its environment variable in capitals.  docs/settings.md lists them."""

    model_config = SettingsConfigDict(env_file=ENV_FILE, extra="ignore", env_ignore_empty=True)

    database_url: str = Field(  # most hold a password
        "", repr=False, description="Database; empty is SQLite in the data folder."
    )
    advisor_data: Path = Field(Path("data"), description="Folder for the database and the knowledge index.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on.")
    worker_port: int | None = Field(
        None, ge=0, le=65535, description="Port of the health address of `advisor worker` on HOST; empty is none."
    )
    public_url: str = Field(
        "", description="Address under which people reach the web page, for links in chat and for calendars."
    )
    advisor_secret: SecretStr = Field(
        SecretStr(""), description="Signs the web page's cookies and links; needed outside the trial."
    )
    slack_bot_token: SecretStr = Field(SecretStr(""), description="Slack bot token, begins with xoxb-.")
    slack_signing_secret: SecretStr = Field(SecretStr(""), description="Slack signing secret, for HTTP.")
    slack_app_token: SecretStr = Field(SecretStr(""), description="Slack app token, xapp-…, for Socket Mode.")
    slack_client_id: str = Field(
        "", description="Client id of the Slack app, for installation by a link in many workspaces."
    )
    slack_client_secret: SecretStr = Field(SecretStr(""), description="Client secret of the Slack app, for the same.")
    advisor_keys: SecretStr = Field(
        SecretStr(""),
        description="Keys that encrypt the tokens of workspaces, the newest first, with commas between; "
        "`advisor keys new` makes one.",
    )
    slack_api_url: str = Field("https://slack.com/api/", description="Slack's Web API; tests put a local one here.")
    teams_app_id: str = Field("", description="Application (client) id of the Teams app in Microsoft's directory.")
    teams_app_secret: SecretStr = Field(SecretStr(""), description="Its client secret.")
    teams_tenant_id: str = Field(
        "",
        description="Directory (tenant) id of the one organisation that is served; empty: all that install it.",
    )
    teams_developer: str = Field(
        "Cluster Advisor", max_length=32, description="Who offers the app, as Teams shows it to whoever installs it."
    )
    teams_terms_url: str = Field(
        "", description="Where its terms of use stand, for the same; empty: the page on privacy, `/privacy`."
    )
    teams_login_url: str = Field("", description="Where tokens for Teams come from; tests put a local address here.")
    teams_keys_url: str = Field(
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        description="Where the keys of Teams' requests are described; tests put a local address here.",
    )
    smtp_url: SecretStr = Field(
        SecretStr(""),
        description="Mail server for reminders to people without an account, such as "
        "smtps://user:password@mail.example.org; empty: no e-mail.",
    )
    mail_from: str = Field("", description="Address from which e-mail is sent; needed with SMTP_URL.")
    oidc_issuer: str = Field(
        "",
        description="Identity provider with which people sign in on the web page (OpenID Connect), such as "
        "https://login.microsoftonline.com/common/v2.0 or https://slack.com; empty: none.",
    )
    oidc_client_id: str = Field("", description="What the advisor is called at the provider; needed with OIDC_ISSUER.")
    oidc_client_secret: SecretStr = Field(
        SecretStr(""), description="The advisor's secret at the provider; needed with OIDC_ISSUER."
    )
    oidc_name: str = Field(
        "", max_length=40, description="What the provider is called on the button; empty: after its address."
    )
    oidc_providers: SecretStr = Field(
        SecretStr(""),
        description="More providers, a JSON list of objects with name, issuer, client_id and client_secret.",
    )
    tick_seconds: float = Field(10.0, gt=0, le=300, description="How often the worker looks for due reminders.")
    messages_per_minute: int = Field(30, ge=0, le=10_000, description="Messages of one person a minute; 0: no limit.")
    presses_per_minute: int = Field(
        120, ge=0, le=10_000, description="Buttons that one person may press a minute; 0: no limit."
    )
    slack_messages_per_second: float = Field(
        1.0,
        ge=0,
        le=100,
        description="Messages a second into one conversation of Slack in the long run, and five times as many into a "
        "workspace; 0: only Slack limits.",
    )
    log_level: str = Field("INFO", description="How much is logged: DEBUG, INFO, WARNING or ERROR.")
    log_format: str = Field("text", description="How it is logged: text, or json for one JSON object a line.")
    metrics_token: SecretStr = Field(
        SecretStr(""),
        description="Who sends it as a bearer token reads `/metrics`; empty: only this machine and PROXIES do.",
    )
    drain_seconds: float = Field(
        0.0,
        ge=0,
        le=300,
        description="Asked to stop, for how many seconds `/readyz` says so before the server takes nothing new.",
    )
    ephemeral_disk: bool = Field(
        False, description="The platform empties its disk at each start: true refuses to keep the database there."
    )
    dyno: str = Field("", description="Set by platforms such as Heroku; counts as EPHEMERAL_DISK=true.")
    connections: int = Field(
        2000, ge=16, description="Connections at the same time; fewer where the process may not open so many files."
    )
    connections_per_address: int = Field(
        100, ge=4, description="Connections from one address at the same time; proxies are not counted."
    )
    proxies: str = Field(
        "127.0.0.1, ::1",
        description="Addresses or networks of the proxies in front, such as 10.0.0.0/8; "
        "what they say about who connects is believed.",
    )

    keep_questions_days: int = Field(
        730, ge=0, description="Days that questions asked are kept, but for those that wait for an answer; 0: no limit."
    )
    keep_conversations_days: int = Field(
        365, ge=0, description="Days that what was said on the web page is kept; 0: no limit."
    )
    keep_drafts_days: int = Field(
        0, ge=0, description="Days after which a draft that was never submitted and nobody changed is erased; 0: never."
    )
    keep_deleted_days: int = Field(
        30, ge=1, description="Days for which a deleted document can be brought back before it is erased."
    )
    keep_audit_days: int = Field(365, ge=1, description="Days that the list of who did what is kept.")

    @field_validator("*", mode="before")
    @classmethod
    def is_text(cls, value: object) -> object:
        """Other characters come from files in another encoding, and no part of the advisor can use them."""
        if isinstance(value, str) and any(char < " " or "\x7f" <= char < "\xa0" or _is_half(char) for char in value):
            raise ValueError("holds characters that are not text. Write it in UTF-8, on one line")
        return value

    @field_validator("log_level")
    @classmethod
    def known_level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @field_validator("log_format")
    @classmethod
    def known_format(cls, value: str) -> str:
        if value.lower() not in ("text", "json"):
            raise ValueError("must be text or json")
        return value.lower()

    @field_validator("proxies")
    @classmethod
    def known_networks(cls, value: str) -> str:
        try:
            _networks(value)
        except ValueError:
            raise ValueError(
                "must be addresses or networks with commas between, such as 127.0.0.1, 10.0.0.0/8"
            ) from None
        return value

    @field_validator("smtp_url")
    @classmethod
    def known_server(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value():
            read_server(value.get_secret_value())
        return value

    @field_validator("advisor_keys")
    @classmethod
    def known_keys(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value():
            from bot.encryption import Keys, split  # most do without

            Keys(split(value.get_secret_value()))
        return value

    @field_validator("mail_from")
    @classmethod
    def known_sender(cls, value: str) -> str:
        if value and not is_address(value):
            raise ValueError("must be one e-mail address, such as advisor@example.org")
        return value

    @field_validator("oidc_issuer")
    @classmethod
    def known_issuer(cls, value: str) -> str:
        return checked_issuer(value) if value else value

    @field_validator("oidc_providers")
    @classmethod
    def known_providers(cls, value: SecretStr) -> SecretStr:
        read_providers(value.get_secret_value())
        return value

    @property
    def providers(self) -> tuple[Provider, ...]:
        """The identity providers with which people sign in on the web page."""
        id, secret = self.oidc_client_id, self.oidc_client_secret.get_secret_value()
        name = self.oidc_name or self.oidc_issuer.partition("://")[2].partition("/")[0]
        first = (Provider(name, self.oidc_issuer, id, secret),) if self.oidc_issuer else ()
        return (*first, *read_providers(self.oidc_providers.get_secret_value()))

    @property
    def mail(self) -> bool:
        """Whether e-mail is set up."""
        return bool(self.smtp_url.get_secret_value())

    @property
    def proxy_networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The networks of the proxies in front."""
        return _networks(self.proxies)

    @property
    def slack(self) -> bool:
        """Whether Slack is set up, for one workspace or for many."""
        return bool(self.slack_bot_token.get_secret_value()) or self.slack_by_link

    @property
    def teams(self) -> bool:
        """Whether Teams is set up."""
        return bool(self.teams_app_id and self.teams_app_secret.get_secret_value())

    @property
    def slack_by_link(self) -> bool:
        """Whether people install the advisor in their workspaces by a link."""
        return bool(self.slack_client_id and self.slack_client_secret.get_secret_value())

    @property
    def keys(self) -> "Keys":
        """The keys that encrypt what is secret in the database.

        Raises:
            SettingsError: there are none.
        """
        if not self.advisor_keys.get_secret_value():
            raise SettingsError(f"ADVISOR_KEYS is missing. {NEW_KEY}")
        from bot.encryption import Keys, split

        return Keys(split(self.advisor_keys.get_secret_value()))

    @property
    def trial(self) -> bool:
        """The trial runs while no platform credentials are set at all."""
        return not self.chat and not self.providers

    @property
    def chat(self) -> bool:
        """Whether anything of Slack or Teams is set; without it people come by the web page alone."""
        return self.slack_begun or self.teams_begun

    @property
    def slack_begun(self) -> bool:
        """Whether anything of Slack is set."""
        secrets = (self.slack_bot_token, self.slack_signing_secret, self.slack_app_token, self.slack_client_secret)
        return bool(self.slack_client_id) or any(secret.get_secret_value() for secret in secrets)

    @property
    def teams_begun(self) -> bool:
        """Whether anything of Teams is set."""
        return bool(self.teams_app_id or self.teams_tenant_id or self.teams_app_secret.get_secret_value())

    @property
    def store_url(self) -> str:
        """The database's address."""
        return self.database_url or f"sqlite:///{(self.advisor_data / 'advisor.db').absolute()}"

    def problems(self) -> list[str]:
        """What is wrong between settings, in plain words, with what to do."""
        return problems_of(self)


def _is_half(char: str) -> bool:
    """Whether it is half of a pair of UTF-16, which stands for a byte that could not be read."""
    return "\ud800" <= char <= "\udfff"


def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(part, strict=False) for part in text.replace(",", " ").split())


def load_settings(**overrides: object) -> Settings:
    """The settings from the environment and a ``.env`` file.

    Raises:
        SettingsError: a value does not fit; the text names the variable.
    """
    try:
        if Path(ENV_FILE).is_dir():
            raise SettingsError(f"“{ENV_FILE}” is a folder. Remove it, or put a file with settings in its place.")
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as invalid:
        lines = [
            f"{'_'.join(str(part) for part in error['loc']).upper()}: {_told(error)}." for error in invalid.errors()
        ]
        raise SettingsError("These settings do not fit. " + " ".join(lines)) from None
    except UnicodeDecodeError:
        raise SettingsError(f"The file “{ENV_FILE}” is not UTF-8 text. Save it as UTF-8, or remove it.") from None
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise SettingsError(f"The file “{ENV_FILE}” cannot be read: {why}. Let your user read it.") from None


def _told(error: ErrorDetails) -> str:
    """What is wrong with a value, without the value: it may be a secret."""
    return error["msg"].removeprefix("Value error, ")
