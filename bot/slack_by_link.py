"""Installation by a link, put together: Slack's OAuth, the store, the keys."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe

from bot.kept_installations import KeptInstallations
from bot.settings import Settings
from bot.slack.installing import Installing
from bot.slack.oauth import OAuth
from bot.slack.stored_installations import StoredInstallations
from bot.store.engine import Store


@dataclass(frozen=True)
class ByLink:
    """``installations`` are for the Slack surface, ``installing`` for the pages, ``kept`` tells what is wrong."""

    kept: KeptInstallations
    installations: StoredInstallations
    installing: Installing


async def by_link(
    settings: Settings, store: Store, clock: Callable[[], datetime], installed: Callable[[str], Awaitable[None]]
) -> ByLink:
    """``installed`` is told the workspace (``slack:T1``) of every installation that is made.

    Raises:
        SettingsError: there are no keys.
        StoreError: the database does not answer.
    """
    kept = KeptInstallations(store, settings.keys)
    await kept.look_over()
    oauth = OAuth(
        settings.slack_client_id,
        settings.slack_client_secret.get_secret_value(),
        settings.public_url,
        settings.slack_api_url,
    )
    installations = StoredInstallations(kept, oauth, clock, asyncio.sleep)
    return ByLink(kept, installations, Installing(oauth, kept, lambda: token_urlsafe(32), installed))
