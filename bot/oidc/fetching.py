"""Asking a provider over HTTP: one answer of a limited size within a limited time, and nowhere else than asked."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.oidc.limits import ANSWER, ANSWERING
from bot.oidc.providers import ProviderError, is_safe

if TYPE_CHECKING:
    from aiohttp import StreamReader

Json = dict[str, Any]


async def fetch(
    address: str, *, form: Mapping[str, str] | None = None, basic: tuple[str, str] | None = None
) -> tuple[int, Json]:
    """The status and the JSON object at an address; ``form`` is posted there, ``basic`` are a user and a password.

    Raises:
        ProviderError: there is no such answer.
    """
    if not is_safe(address):
        raise ProviderError(f"{_told(address)} is not reached over HTTPS, so nothing is asked there.")
    import aiohttp  # most starts do without

    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    if basic:
        headers["Authorization"] = aiohttp.encode_basic_auth(*basic)
    timeout = aiohttp.ClientTimeout(total=ANSWERING)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, auto_decompress=False, trust_env=True) as session,
            # a redirect is no answer: keys and secrets come from, and go to, the address that was named, or nowhere
            session.request(
                "GET" if form is None else "POST", address, data=form, headers=headers, allow_redirects=False
            ) as answer,
        ):
            body = await _limited(answer.content, address)
            status = answer.status
    except TimeoutError:
        raise ProviderError(f"{_told(address)} did not answer within {ANSWERING:.0f} seconds.") from None
    except aiohttp.ClientConnectorCertificateError:
        raise ProviderError(f"{_told(address)} has a certificate that is not valid.") from None
    except (aiohttp.ClientError, OSError, ValueError) as problem:
        raise ProviderError(f"{_told(address)} cannot be reached ({type(problem).__name__}).") from None
    if 300 <= status < 400:
        raise ProviderError(f"{_told(address)} leads to another address, which is not followed.")
    if status >= 500:
        raise ProviderError(f"{_told(address)} answered with the error {status}.")
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise ProviderError(f"{_told(address)} answered with {status} and something that is not JSON.") from None
    if not isinstance(found, dict):
        raise ProviderError(f"{_told(address)} answered with JSON of another shape.")
    return status, found


async def _limited(content: "StreamReader", address: str) -> bytes:
    body = bytearray()
    async for piece in content.iter_chunked(65_536):
        body += piece
        if len(body) > ANSWER:
            raise ProviderError(f"{_told(address)} answered with more than {ANSWER:,} bytes.")
    return bytes(body)


def _told(address: str) -> str:
    """An address without what might be secret in it."""
    return "".join(char for char in address.partition("?")[0] if char.isprintable())[:200]
