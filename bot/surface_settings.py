"""What each surface is told of the settings."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.advisor import Advisor
from bot.chat.sender import Sender
from bot.email.nowhere import NoMailSender
from bot.settings import Settings
from bot.web.sessions import SendMail, WebSettings

if TYPE_CHECKING:
    from bot.slack.app import SlackSettings
    from bot.teams.app import TeamsSettings


def mail_sender(settings: Settings, advisor: Advisor, now: Callable[[], datetime]) -> Sender:
    """What sends e-mail, or says that none is sent."""
    if not settings.mail:
        return NoMailSender()
    from bot.email.app import build_mail  # most do without

    return build_mail(
        advisor,
        now,
        smtp_url=settings.smtp_url.get_secret_value(),
        sender=settings.mail_from,
        public_url=settings.public_url,
    )


def web_settings(settings: Settings, now: Callable[[], datetime]) -> WebSettings:
    """What the web page is told."""
    send_mail: SendMail | None = None
    if settings.mail and settings.public_url and not settings.trial:
        from bot.email.app import build_link_mail  # most do without

        server = settings.smtp_url.get_secret_value()
        send_mail = build_link_mail(now, smtp_url=server, sender=settings.mail_from)
    return WebSettings(
        secret=settings.advisor_secret.get_secret_value() or secrets.token_urlsafe(32),
        secure=settings.public_url.startswith("https://"),
        providers=() if settings.trial else settings.providers,
        public_url=settings.public_url,
        send_mail=send_mail,
        chat=settings.slack or settings.teams,
    )


def slack_settings(settings: Settings) -> "SlackSettings":
    """What Slack is told."""
    from bot.slack.app import SlackSettings
    from bot.slack.rate_limits import Rates

    return SlackSettings(
        bot_token=settings.slack_bot_token.get_secret_value(),
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        app_token=settings.slack_app_token.get_secret_value(),
        api_url=settings.slack_api_url,
        rates=Rates.of(settings.slack_messages_per_second),
    )


def teams_settings(settings: Settings) -> "TeamsSettings":
    """What Teams is told."""
    from bot.teams.app import TeamsSettings

    return TeamsSettings(
        app_id=settings.teams_app_id.lower(),  # as Teams writes ids, whatever way they were copied
        app_secret=settings.teams_app_secret.get_secret_value(),
        tenant_id=settings.teams_tenant_id.lower(),
        metadata=settings.teams_keys_url,
        login=settings.teams_login_url,
        host=urlsplit(settings.public_url).hostname or "" if settings.public_url.startswith("https://") else "",
    )
