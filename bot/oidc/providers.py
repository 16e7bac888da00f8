"""Identity providers as they are set up: what each is called, its address, and who the advisor is there."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

THIS_MACHINE = ("127.0.0.1", "localhost", "::1")

SHAPE = (
    'must be a list such as [{"name": "Microsoft", "issuer": "https://login.microsoftonline.com/common/v2.0", '
    '"client_id": "…", "client_secret": "…"}], in JSON'
)

DONE = "/sign-in/done/"
"""Where a provider sends people back to; its `Provider.key` stands behind it."""


class ProviderError(Exception):
    """A provider does not answer as it should.  The text says what is wrong, for whoever runs the server; it holds
    nothing secret, and nothing that people wrote."""


@dataclass(frozen=True)
class Provider:
    """``name`` stands on the button, ``issuer`` is the address below which the provider describes itself."""

    name: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)

    @property
    def key(self) -> str:
        """What the provider is called in addresses: from its own, so that it stays when the name changes."""
        return re.sub(r"[^a-z0-9]+", "-", self.issuer.partition("://")[2].lower()).strip("-")

    @property
    def done(self) -> str:
        """The path to which it sends people back."""
        return f"{DONE}{self.key}"


def is_safe(address: str) -> bool:
    """Whether secrets may go to an address: over HTTPS, or to this machine."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in THIS_MACHINE)


def checked_issuer(issuer: str) -> str:
    """An issuer as it was set.

    Raises:
        ValueError: it is none; the text says what it should be.
    """
    if not is_safe(issuer) or "?" in issuer:
        raise ValueError("must be the address of an OpenID Connect provider, such as https://login.example.org")
    return issuer


def read_providers(text: str) -> tuple[Provider, ...]:
    """Several providers from JSON.

    Raises:
        ValueError: it is no such list; the text says what it should be, and holds nothing of it.
    """
    if not text.strip():
        return ()
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError(SHAPE) from None
    if not isinstance(found, list):
        raise ValueError(SHAPE)
    return tuple(_provider(each) for each in found)


def _provider(found: object) -> Provider:
    names = ("name", "issuer", "client_id", "client_secret")
    if not isinstance(found, dict) or set(found) != set(names):
        raise ValueError(SHAPE)
    values = [str(found[name]).strip() if isinstance(found[name], str) else "" for name in names]
    if not all(values):
        raise ValueError(SHAPE)
    name, issuer, client_id, client_secret = values
    return Provider(name, checked_issuer(issuer), client_id, client_secret)


def twice(providers: Sequence[Provider]) -> str:
    """The name of a provider that is set up a second time; empty where none is."""
    keys = [each.key for each in providers]
    return next((each.name for each in providers if keys.count(each.key) > 1), "")
