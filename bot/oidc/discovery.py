"""What a provider says about itself: where people sign in there, where tokens and keys are, which signatures it has."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.oidc.fetching import Json, fetch
from bot.oidc.providers import Provider, ProviderError, is_safe

WELL_KNOWN = "/.well-known/openid-configuration"

SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""The signatures that are believed: with a key of which only the provider has the secret half."""

_ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")

TENANT = "{tenantid}"
"""Stands in the issuer of a provider that serves many organisations, each an issuer of its own."""


@dataclass(frozen=True)
class Described:
    """``issuer`` is as tokens name it, or has `TENANT` in it.  ``basic``: the secret goes into a header."""

    issuer: str
    authorization: str
    token: str
    keys: str
    signatures: tuple[str, ...]
    basic: bool


async def discover(provider: Provider) -> Described:
    """Ask a provider.

    Raises:
        ProviderError: it cannot be reached, or describes itself in a way that cannot be used.
    """
    address = provider.issuer.rstrip("/") + WELL_KNOWN
    status, found = await fetch(address)
    if status != 200:
        raise ProviderError(f"{address} answered with {status}: there is no OpenID Connect provider at this address.")
    return described(provider, found)


def described(provider: Provider, found: Json) -> Described:
    """What a provider says, checked.

    Raises:
        ProviderError: it cannot be used.
    """
    issuer = _text(found, "issuer")
    if not _is_of(issuer, provider.issuer):
        raise ProviderError(
            f"The provider at {provider.issuer} calls itself {issuer[:200] or 'nothing'}. Set that as its address, if "
            "it is the right one."
        )
    authorization, token, keys = (_text(found, name) for name in _ADDRESSES)
    if not all(is_safe(each) for each in (authorization, token, keys)):
        raise ProviderError("The provider does not name its three addresses, or one of them is not reached over HTTPS.")
    offered = found.get("id_token_signing_alg_values_supported", ["RS256"])
    signatures = tuple(each for each in SIGNATURES if isinstance(offered, list) and each in offered)
    if not signatures:
        raise ProviderError("The provider signs its tokens in no way that can be believed (RS256, PS256, ES256).")
    ways = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if not isinstance(ways, list) or not {"client_secret_basic", "client_secret_post"} & {str(each) for each in ways}:
        raise ProviderError("The provider takes no client secret (client_secret_basic or client_secret_post).")
    return Described(issuer, authorization, token, keys, signatures, basic="client_secret_basic" in ways)


def _is_of(issuer: str, address: str) -> bool:
    """Whether a provider at an address may call itself so: the same, or for many organisations of the same host."""
    if TENANT in issuer:
        try:
            return is_safe(issuer) and urlsplit(issuer)[:2] == urlsplit(address)[:2]
        except ValueError:
            return False
    return bool(issuer) and issuer.rstrip("/") == address.rstrip("/")


def _text(found: Json, name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""
