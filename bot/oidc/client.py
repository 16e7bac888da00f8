"""The advisor at one provider: the address where people sign in there, and who somebody is who came back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from bot.oidc.discovery import TENANT, Described, discover
from bot.oidc.fetching import fetch
from bot.oidc.limits import KEPT, KEYS_AGAIN
from bot.oidc.providers import Provider, ProviderError
from bot.oidc.tokens import Identity, UnknownKeyError, read_token


class OidcClient:
    """One per provider and process; ``public_url`` is the address under which people reach the page."""

    def __init__(self, provider: Provider, public_url: str, clock: Callable[[], datetime]) -> None:
        self.provider = provider
        self._back = public_url.rstrip("/") + provider.done
        self._clock = clock
        self._described: tuple[datetime, Described] | None = None
        self._keys: tuple[datetime, list[dict[str, Any]]] | None = None

    async def address(self, state: str, nonce: str, verifier: str) -> str:
        """Where somebody signs in.  The verifier is shown to the provider only when they are back.

        Raises:
            ProviderError: the provider does not answer as it should.
        """
        challenge = create_s256_code_challenge(verifier)  # type: ignore[no-untyped-call]
        address: str = prepare_grant_uri(
            (await self._describe()).authorization,
            client_id=self.provider.client_id,
            response_type="code",
            redirect_uri=self._back,
            scope="openid profile",
            state=state,
            nonce=nonce,
            code_challenge=challenge,
            code_challenge_method="S256",
        )
        return address

    async def identity(self, code: str, nonce: str, verifier: str, issuer: str = "") -> Identity:
        """Who somebody is who came back with a code; ``issuer`` is who sent them, where that was told.

        Raises:
            ProviderError: the provider does not answer as it should, or its answer is not to be believed.
        """
        described = await self._describe()
        if issuer and TENANT not in described.issuer and issuer != described.issuer:
            raise ProviderError("Somebody else than the provider sent the answer.")
        token = await self._exchange(described, code, verifier)
        keys, now = await self._published(described), self._clock()
        client = self.provider.client_id
        try:
            return read_token(token, keys, described, client, nonce, now)
        except UnknownKeyError:
            if self._keys is None or now - self._keys[0] < KEYS_AGAIN:
                raise
            self._keys = None
        return read_token(token, await self._published(described), described, client, nonce, now)

    async def _exchange(self, described: Described, code: str, verifier: str) -> str:
        id, secret = self.provider.client_id, self.provider.client_secret
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self._back, "code_verifier": verifier}
        if not described.basic:
            form |= {"client_id": id, "client_secret": secret}
        basic = (quote_plus(id), quote_plus(secret)) if described.basic else None
        status, answer = await fetch(described.token, form=form, basic=basic)
        token = answer.get("id_token")
        if status != 200 or not isinstance(token, str):
            raise ProviderError(f"The provider gave no token ({status}: {_error(answer)}).")
        return token

    async def _describe(self) -> Described:
        now = self._clock()
        if self._described is None or abs(now - self._described[0]) >= KEPT:
            self._described = now, await discover(self.provider)
        return self._described[1]

    async def _published(self, described: Described) -> list[dict[str, Any]]:
        now = self._clock()
        if self._keys is None or abs(now - self._keys[0]) >= KEPT:
            self._keys = now, await published(described)
        return self._keys[1]


async def published(described: Described) -> list[dict[str, Any]]:
    """The keys of a provider.

    Raises:
        ProviderError: it has none, or does not answer as it should.
    """
    status, answer = await fetch(described.keys)
    keys = answer.get("keys")
    found = [each for each in keys if isinstance(each, dict)] if isinstance(keys, list) else []
    if status != 200 or not found:
        raise ProviderError(f"{described.keys} publishes no keys ({status}).")
    return found


def _error(answer: dict[str, Any]) -> str:
    """The code of an error: no other text of the provider goes into a log."""
    code = answer.get("error")
    known = isinstance(code, str) and code.replace("_", "").isalnum() and code.isascii() and len(code) <= 60
    return str(code) if known else "no reason told"
