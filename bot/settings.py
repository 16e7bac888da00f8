"""Settings, all from the environment; secrets only from there."""

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsError(Exception):
    """A setting is wrong; the text names it and says what it should be."""


class Settings(BaseSettings):
    """What can be set, with its environment variable in capitals.  docs/settings.md lists them."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    database_url: str = Field("", description="Database; empty is SQLite in the data folder.")
    advisor_data: Path = Field(Path("data"), description="Folder for the database and the knowledge index.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on.")
    worker_port: int | None = Field(
        None, ge=0, le=65535, description="Port of the health address of `advisor worker` on HOST; empty is none."
    )
    public_url: str = Field("", description="Address under which people reach the web page, for links in chat.")
    advisor_secret: SecretStr = Field(
        SecretStr(""), description="Signs the web page's cookies and links; needed outside the trial."
    )
    slack_bot_token: SecretStr = Field(SecretStr(""), description="Slack bot token, begins with xoxb-.")
    slack_signing_secret: SecretStr = Field(SecretStr(""), description="Slack signing secret, for HTTP.")
    slack_app_token: SecretStr = Field(SecretStr(""), description="Slack app token, xapp-…, for Socket Mode.")
    slack_api_url: str = Field("https://slack.com/api/", description="Slack's Web API; tests put a local one here.")
    tick_seconds: float = Field(10.0, gt=0, le=300, description="How often the worker looks for due reminders.")
    log_level: str = Field("INFO", description="How much is logged: DEBUG, INFO, WARNING or ERROR.")

    @field_validator("log_level")
    @classmethod
    def known_level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @property
    def slack(self) -> bool:
        """Whether Slack is set up."""
        return bool(self.slack_bot_token.get_secret_value())

    @property
    def trial(self) -> bool:
        """The trial runs while no platform credentials are set at all."""
        secrets = (self.slack_bot_token, self.slack_signing_secret, self.slack_app_token)
        return not any(secret.get_secret_value() for secret in secrets)

    @property
    def store_url(self) -> str:
        """The database's address."""
        return self.database_url or f"sqlite:///{(self.advisor_data / 'advisor.db').absolute()}"

    def problems(self) -> list[str]:
        """What is wrong between settings, in plain words, with what to do."""
        found: list[str] = []
        if self.trial and self.host not in ("127.0.0.1", "localhost", "::1"):
            found.append(
                f"HOST is {self.host}, but the trial has no sign-in and only listens on this machine. "
                "Set Slack's credentials (docs/slack.md) or leave HOST at 127.0.0.1."
            )
        if self.trial:
            return found
        if not self.slack_bot_token.get_secret_value():
            found.append("SLACK_BOT_TOKEN is missing. Find it under “OAuth & Permissions” of your Slack app.")
        if not self.slack_signing_secret.get_secret_value() and not self.slack_app_token.get_secret_value():
            found.append("Set SLACK_SIGNING_SECRET to receive events over HTTP, or SLACK_APP_TOKEN to use Socket Mode.")
        if not self.advisor_secret.get_secret_value():
            found.append(
                "ADVISOR_SECRET is missing; it signs the web page's cookies. Make one with: "
                'python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
            )
        return found


def load_settings(**overrides: object) -> Settings:
    """The settings from the environment and a ``.env`` file.

    Raises:
        SettingsError: a value does not fit; the text names the variable.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as invalid:
        lines = [
            f"{'_'.join(str(part) for part in error['loc']).upper()}: {error['msg']}." for error in invalid.errors()
        ]
        raise SettingsError("These settings do not fit. " + " ".join(lines)) from None
