"""The id of a request: in every line that is logged meanwhile, and the reference that a person is given."""

import re
from collections.abc import Sequence
from contextvars import ContextVar
from ipaddress import IPv4Network, IPv6Network
from secrets import token_hex
from typing import TYPE_CHECKING

from bot import addresses

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[A-Za-z0-9._-]{4,64}", re.ASCII)
"""What is taken from a proxy: nothing that could write into a log or a page."""

current: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered; empty where there is none."""


def made() -> str:
    """A new id, short enough to be read out."""
    return token_hex(4)


def reference() -> str:
    """By which a failure is found in the log: the id of the request, a new one where there is none."""
    return current.get() or made()


class RequestIds:
    """ASGI middleware: gives every request an id, the one that a proxy of ours has given it where there is one.

    It stands before everything that believes who the proxy says is connected: ``client`` is who really is.
    """

    def __init__(self, app: "ASGIApp", proxies: Sequence[IPv4Network | IPv6Network] = ()) -> None:
        self._app = app
        self._proxies = proxies

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        from starlette.datastructures import Headers, MutableHeaders  # the command line does without

        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "") if self._is_proxy(scope) else ""
        id = given if _GIVEN.fullmatch(given) else made()

        async def send_with_id(message: "Message") -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = id
            await send(message)

        token = current.set(id)
        try:
            await self._app(scope, receive, send_with_id)
        finally:
            current.reset(token)

    def _is_proxy(self, scope: "Scope") -> bool:
        address = addresses.parsed(scope["client"][0]) if scope.get("client") else None
        return address is not None and any(address in network for network in self._proxies)
