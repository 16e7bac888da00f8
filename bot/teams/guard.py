"""The door for Teams' requests: whatever is not from Teams, or cannot be read, gets an answer in plain words."""

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from bot.request_bodies import limited_body
from bot.teams.limits import BODY
from bot.teams.trust import NoKeysError, Trust, UntrustedError

log = logging.getLogger(__name__)

PATH = "/teams/messages"

_UNSIGNED = "This address only takes requests that are signed by Teams. Check TEAMS_APP_ID in the settings."
_UNREADABLE = "This request cannot be read: its body is not an activity as Teams sends them."
_TOO_BIG = f"This request is too big. Teams sends less than {BODY:,} bytes."
_METHOD = "This address takes POST requests from Teams. To check that the advisor runs, open /readyz."
_LATER = "The advisor cannot take this just now. Please send it again."

Handle = Callable[[dict[str, Any]], Awaitable[tuple[int, object]]]
"""Takes an activity and gives a status and a body."""


class Guard:
    """An ASGI application: checks that a request is Teams' and hands the activity on."""

    def __init__(self, trust: Trust, handle: Handle) -> None:
        self._trust = trust
        self._handle = handle

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise TypeError("Teams' address takes HTTP only.")
        try:
            response = await self._answer(Request(scope, receive))
        except ClientDisconnect:
            return
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method != "POST":
            return PlainTextResponse(_METHOD, 405, {"Allow": "POST"})
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.isascii():
            return PlainTextResponse(_UNSIGNED, 401)
        body = await limited_body(request, BODY)
        if body is None:
            return PlainTextResponse(_TOO_BIG, 413)
        activity = _activity(body)
        if activity is None:
            return PlainTextResponse(_UNREADABLE, 400)
        try:
            await self._trust.check(token.strip(), str(activity["serviceUrl"]))
        except UntrustedError as error:
            log.warning("Refused a request to Teams' address: %s", error)
            return PlainTextResponse(_UNSIGNED, 401)
        except NoKeysError as error:
            log.warning("Teams' requests cannot be checked now: %s", error)
            return PlainTextResponse(_LATER, 503, {"Retry-After": "10"})
        status, answer = await self._handle(activity)
        return Response(status_code=status) if answer is None else JSONResponse(answer, status)


def _activity(body: bytes) -> dict[str, Any] | None:
    """The activity in a body; None if it is none that the SDK takes, or does not say where it comes from."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not isinstance(found.get("id") or "", str):
        return None
    named = all(isinstance(found.get(name), str) and found[name] for name in ("type", "serviceUrl"))
    # what the SDK would not take it writes into the log, with what people wrote
    return found if named and "service_url" not in found else None
