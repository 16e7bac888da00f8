"""Asking Microsoft whether the set-up of Teams is right, in plain words, with what to do."""

from datetime import UTC, datetime

import httpx

from bot.teams.errors import TeamsError
from bot.teams.tokens import Tokens

_ONCE = datetime(2000, 1, 1, tzinfo=UTC)
"""The token that is asked for here is not kept, so its time does not matter."""


async def diagnose(app_id: str, app_secret: str, tenant: str, login: str) -> tuple[bool, str]:
    """Ask for a token as the advisor does: whether Microsoft gives one, and what to do if not."""
    async with httpx.AsyncClient() as http:
        tokens = Tokens(http, app_id, app_secret, tenant, login, lambda: _ONCE)
        try:
            await tokens.get()
        except TeamsError:
            return False, tokens.problem
    whom = "one organisation" if tenant else "all organisations that install it"
    return True, f"id and secret are accepted, for {whom}"
