"""Whether a request is from Teams: the Bot Framework signs each with a token for this app and this service.

The SDK checks tokens as well, but fetches the keys while everybody waits, and takes those of other services.  Rules:
learn.microsoft.com, “Bot Framework REST connector authentication”.
"""

from collections.abc import Callable
from datetime import datetime

from bot.teams.keys import Keys, UntrustedError, check_time

METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
ISSUER = "https://api.botframework.com"

SKEW = 300.0
"""Seconds by which the clocks may differ."""
_CHANNEL = "msteams"


class Trust:
    """Checks tokens for one app; ``metadata`` is where the address of the keys stands."""

    def __init__(self, app_id: str, clock: Callable[[], datetime], metadata: str = METADATA) -> None:
        self._app_id = app_id
        self._clock = clock
        # a key that says nothing about channels is meant for all
        self._keys = Keys(metadata, clock, lambda key: _CHANNEL in key.get("endorsements", [_CHANNEL]))

    async def check(self, token: str, service_url: str) -> None:
        """Believe a token, or say why not.

        Raises:
            UntrustedError: it is not Teams', not for this app, not for this service, or not for now.
            NoKeysError: the keys cannot be read.
        """
        claims, _ = await self._keys.claims(token)
        if claims.get("iss") != ISSUER:
            raise UntrustedError("The token is from another issuer.")
        audience = claims.get("aud")
        if self._app_id not in (audience if isinstance(audience, list) else [audience]):
            raise UntrustedError("The token is for another app.")
        named = claims.get("serviceurl")
        if not isinstance(named, str) or named.rstrip("/") != service_url.rstrip("/"):
            raise UntrustedError("The token is for another service address.")
        check_time(claims, self._clock(), SKEW)
