"""The keys with which Microsoft signs: read where they are published, kept, and read again when a new one is used."""

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

KEPT = timedelta(hours=24)
"""So long keys count; Microsoft asks to look for new ones at least once a day."""
AGAIN = timedelta(minutes=1)
"""How soon it is looked again for a key that is not known."""

Key = dict[str, Any]


class UntrustedError(Exception):
    """Something is not to be believed; the text says why, and holds nothing of it."""


class NoKeysError(Exception):
    """The keys cannot be read now, so nothing can be said of anything."""


class Keys:
    """The keys of one service; ``metadata`` is where their address stands, ``fits`` says of a key whether it counts."""

    def __init__(
        self, metadata: str, clock: Callable[[], datetime], fits: Callable[[Key], bool] = lambda _: True
    ) -> None:
        self._metadata = metadata
        self._clock = clock
        self._fits = fits
        self._keys: tuple[datetime, Sequence[Key]] | None = None
        self._reading = asyncio.Lock()

    async def claims(self, token: str) -> tuple[dict[str, Any], Key]:
        """What a token says whose signature is right, and the key that it is signed with.

        Raises:
            UntrustedError: it is not.
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
            claims: dict[str, Any] = jwt.decode(token, imported, algorithms=["RS256"]).claims
        except (JoseError, ValueError, TypeError):
            raise UntrustedError("The signature of the token is not valid.") from None
        return claims, key

    async def _key(self, id: object) -> Key:
        """The key of this id: looked for anew where it is not known, since keys are changed without a word."""
        if (found := self._named(await self._published(KEPT), id)) is None:
            found = self._named(await self._published(AGAIN), id)
        if found is None:
            raise UntrustedError("The token is signed with a key that Microsoft does not publish for this.")
        return found

    def _named(self, keys: Sequence[Key], id: object) -> Key | None:
        return next((key for key in keys if key.get("kid") == id and self._fits(key)), None)

    async def _published(self, kept: timedelta) -> Sequence[Key]:
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


async def _read(metadata: str) -> Sequence[Key]:
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


def check_time(claims: dict[str, Any], now: datetime, skew: float) -> None:
    """Whether a token counts at a moment; ``skew`` are the seconds by which clocks may differ.

    Raises:
        UntrustedError: it has ended, or does not count yet.
    """
    ends, begins = _moment(claims, "exp"), _moment(claims, "nbf")
    if ends is None or now.timestamp() >= ends + skew:
        raise UntrustedError("The token has ended, or the clock of this machine is ahead.")
    if begins is not None and now.timestamp() < begins - skew:
        raise UntrustedError("The token does not count yet: the clock of this machine is behind.")


def _moment(claims: dict[str, Any], name: str) -> float | None:
    value = claims.get(name)
    known = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12
    return float(value) if known and value is not None else None
