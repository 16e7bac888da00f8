"""ID tokens: who somebody is, as far as their signature and everything in them says so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey, import_key
from joserfc.jws import extract_compact

from bot.oidc.discovery import TENANT, Described
from bot.oidc.limits import NAME, RSA_BITS, SKEW, SUBJECT, TOKEN_AGE
from bot.oidc.providers import ProviderError

TEAM = "https://slack.com/team_id"
"""In Slack's tokens: subjects are unique within a workspace only."""

_TENANT_ID = re.compile(r"[0-9A-Za-z-]{1,64}")


class UnknownKeyError(ProviderError):
    """The token is signed with a key that is not known (yet)."""


@dataclass(frozen=True)
class Identity:
    """Who signed in: ``subject`` is ``oidc:<hash of the issuer>:<subject there>`` and never changes; ``name`` is what
    they are called there, empty where it is not told."""

    subject: str
    name: str


def read_token(
    token: str, keys: Sequence[dict[str, Any]], described: Described, client_id: str, nonce: str, now: datetime
) -> Identity:
    """Who a token is about; ``keys`` are the provider's, as it published them.

    Raises:
        UnknownKeyError: none of the keys made its signature: there may be newer ones.
        ProviderError: it is not to be believed; the text says why, and holds nothing of it.
    """
    found = _key(token, keys, described)
    try:
        key = import_key(found)
        if not isinstance(key, RSAKey | ECKey) or (isinstance(key, RSAKey) and key.raw_value.key_size < RSA_BITS):
            raise ProviderError("The key of the token is too weak, or of another kind.")
        claims = jwt.decode(token, key, algorithms=list(described.signatures)).claims
    except (JoseError, ValueError, TypeError):
        raise ProviderError("The signature of the token is not valid.") from None
    _check(claims, found, described, client_id, nonce, now.timestamp())
    subject, team = claims.get("sub"), claims.get(TEAM, "")
    if not isinstance(subject, str) or not 0 < len(subject) <= SUBJECT or not subject.isprintable():
        raise ProviderError("The token does not say whom it is about.")
    issuer = sha256(f"{claims['iss']} {team}".strip().encode("utf-8", "replace")).hexdigest()[:16]
    return Identity(f"oidc:{issuer}:{subject}", _name(claims))


def _key(token: str, keys: Sequence[dict[str, Any]], described: Described) -> dict[str, Any]:
    try:
        header = extract_compact(token.encode("ascii")).headers()
    except (JoseError, ValueError, TypeError):
        raise ProviderError("The token is no signed token.") from None
    signature, id = header.get("alg"), header.get("kid")
    if signature not in described.signatures:
        raise ProviderError("The token is not signed in a way that the provider says it signs.")
    kind = "EC" if str(signature).startswith("ES") else "RSA"
    fitting = [each for each in keys if each.get("kty") == kind and each.get("use", "sig") == "sig"]
    if id is not None or len(fitting) != 1:  # a provider with one key need not name it
        fitting = [each for each in fitting if id is not None and each.get("kid") == id]
    if not fitting:
        raise UnknownKeyError("The token is signed with a key that the provider does not publish.")
    return fitting[0]


def _check(
    claims: dict[str, Any], key: dict[str, Any], described: Described, client_id: str, nonce: str, now: float
) -> None:
    issuer = described.issuer
    if TENANT in issuer:
        tenant = claims.get("tid")
        fits = isinstance(tenant, str) and _TENANT_ID.fullmatch(tenant)
        issuer = issuer.replace(TENANT, str(tenant)) if fits else ""
    if not issuer or claims.get("iss") != issuer:
        raise ProviderError("The token is from another issuer.")
    of_key = key.get("issuer")  # some keys are for some organisations only
    if isinstance(of_key, str) and of_key.replace(TENANT, str(claims.get("tid"))) != issuer:
        raise ProviderError("The token is signed with the key of another organisation.")
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    if client_id not in audiences:
        raise ProviderError("The token is for another application.")
    party = claims.get("azp")
    if (party is not None or len(audiences) > 1) and party != client_id:
        raise ProviderError("The token was given to another application.")
    if claims.get("nonce") != nonce:
        raise ProviderError("The token belongs to another sign-in.")
    ends, made, begins = (_moment(claims, name) for name in ("exp", "iat", "nbf"))
    if ends is None or made is None or ("nbf" in claims and begins is None):
        raise ProviderError("The token does not say when it was made and when it ends.")
    if now >= ends + SKEW or now > made + TOKEN_AGE + SKEW:
        raise ProviderError("The token is too old, or the clock of this machine is ahead.")
    if now < made - SKEW or (begins is not None and now < begins - SKEW):
        raise ProviderError(
            "The token is from the future: the clock of this machine is behind, or the provider's ahead."
        )


def _moment(claims: dict[str, Any], name: str) -> float | None:
    value = claims.get(name)
    return (
        float(value) if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12 else None
    )


def _name(claims: dict[str, Any]) -> str:
    names = (claims.get(key) for key in ("name", "preferred_username"))
    found = next((each for each in names if isinstance(each, str) and each.strip()), "")
    return " ".join("".join(char if char.isprintable() else " " for char in found).split())[:NAME]
