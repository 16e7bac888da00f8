"""Whether a request is from Teams: the Bot Framework signs each with a token for this app and this service.

The SDK checks tokens as well, but fetches the keys while everybody waits, and takes those of other services.  Rules:
learn.microsoft.com, “Bot Framework REST connector authentication”.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey, import_key
from joserfc.jws import extract_compact

from bot.oidc.fetching import fetch
from bot.oidc.providers import ProviderError, is_safe

METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
ISSUER = "https://api.botframework.com"

SKEW = 300.0
"""Seconds by which the clocks may differ."""
KEPT = timedelta(hours=24)
"""So long keys count; the document asks to look for new ones at least once a day."""
AGAIN = timedelta(minutes=1)
"""How soon it is looked again for a key that is not known."""
_CHANNEL = "msteams"


class UntrustedError(Exception):
    """A request is not to be believed; the text says why, and holds nothing of it."""


class NoKeysError(Exception):
    """The keys cannot be read now, so nothing can be said of any request."""


class Trust:
    """Checks tokens for one app; ``metadata`` is where the address of the keys stands."""

    def __init__(self, app_id: str, clock: Callable[[], datetime], metadata: str = METADATA) -> None:
        self._app_id = app_id
        self._clock = clock
        self._metadata = metadata
        self._keys: tuple[datetime, Sequence[dict[str, Any]]] | None = None
        self._reading = asyncio.Lock()

    async def check(self, token: str, service_url: str) -> None:
        """Believe a token, or say why not.

        Raises:
            UntrustedError: it is not Teams', not for this app, not for this service, or not for now.
            NoKeysError: the keys cannot be read.
        """
        try:
            id = extract_compact(token.encode("ascii")).headers().get("kid")
        except (JoseError, ValueError, TypeError):
            raise UntrustedError("It has no signed token.") from None
        key = await self._key(id)
        try:
            imported = import_key({name: value for name, value in key.items() if name in ("kty", "n", "e", "kid")})
            if not isinstance(imported, RSAKey):
                raise UntrustedError("The key of the token is of another kind.")
            claims = jwt.decode(token, imported, algorithms=["RS256"]).claims
        except (JoseError, ValueError, TypeError):
            raise UntrustedError("The signature of the token is not valid.") from None
        self._check(claims, service_url)

    def _check(self, claims: dict[str, Any], service_url: str) -> None:
        if claims.get("iss") != ISSUER:
            raise UntrustedError("The token is from another issuer.")
        audience = claims.get("aud")
        if self._app_id not in (audience if isinstance(audience, list) else [audience]):
            raise UntrustedError("The token is for another app.")
        named = claims.get("serviceurl")
        if not isinstance(named, str) or named.rstrip("/") != service_url.rstrip("/"):
            raise UntrustedError("The token is for another service address.")
        now, ends, begins = self._clock().timestamp(), _moment(claims, "exp"), _moment(claims, "nbf")
        if ends is None or now >= ends + SKEW:
            raise UntrustedError("The token has ended, or the clock of this machine is ahead.")
        if begins is not None and now < begins - SKEW:
            raise UntrustedError("The token does not count yet: the clock of this machine is behind.")

    async def _key(self, id: object) -> dict[str, Any]:
        """The key of this id: looked for anew where it is not known, since keys are changed without a word."""
        if (found := _named(await self._published(KEPT), id)) is None:
            found = _named(await self._published(AGAIN), id)
        if found is None:
            raise UntrustedError("The token is signed with a key that the Bot Framework does not publish.")
        return found

    async def _published(self, kept: timedelta) -> Sequence[dict[str, Any]]:
        async with self._reading:
            now = self._clock()
            if self._keys is None or abs(now - self._keys[0]) >= kept:
                try:
                    self._keys = now, await _read(self._metadata)
                except ProviderError as error:
                    if self._keys is None:
                        raise NoKeysError(str(error)) from None
                    self._keys = now - KEPT + AGAIN, self._keys[1]  # the old ones count on, and are soon read again
            return self._keys[1]


async def _read(metadata: str) -> Sequence[dict[str, Any]]:
    _, described = await fetch(metadata)
    address = described.get("jwks_uri")
    if not isinstance(address, str) or not is_safe(address):
        raise ProviderError(f"{metadata} names no address for keys.")
    _, answer = await fetch(address)
    keys = answer.get("keys")
    found = [each for each in keys if isinstance(each, dict)] if isinstance(keys, list) else []
    if not found:
        raise ProviderError(f"{address} publishes no keys.")
    return found


def _named(keys: Sequence[dict[str, Any]], id: object) -> dict[str, Any] | None:
    """The key of an id that is meant for Teams; one that says nothing about channels is meant for all."""
    fitting = (key for key in keys if key.get("kid") == id and _CHANNEL in key.get("endorsements", [_CHANNEL]))
    return next(fitting, None)


def _moment(claims: dict[str, Any], name: str) -> float | None:
    value = claims.get(name)
    known = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12
    return float(value) if known and value is not None else None
