"""The door for Slack's requests: whatever is not from Slack, or not now, gets an answer in plain words."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import Clock, SignatureVerifier
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from bot.chat.work import arrived
from bot.request_bodies import limited_body
from bot.slack.entrance import UNREADABLE
from bot.slack.limits import BODY, STALE

log = logging.getLogger(__name__)

_UNSIGNED = "This address only takes requests that are signed by Slack. Check the signing secret in the settings."
_STALE = f"This request is more than {STALE // 60} minutes old. If it comes from Slack, check this machine's clock."
_TOO_BIG = f"This request is too big. Slack sends less than {BODY:,} bytes."
_METHOD = "This address takes POST requests from Slack. To check that the advisor runs, open /readyz."
_LATER = "The advisor cannot take this just now. Please send it again."


class Guard:
    """An ASGI application: checks that a request is Slack's and hands it to Bolt."""

    def __init__(self, bolt: AsyncApp, signing_secret: str, clock: Callable[[], datetime]) -> None:
        self._bolt = bolt
        self._clock = clock
        self._verifier = SignatureVerifier(signing_secret, _Now(clock))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise TypeError("Slack's address takes HTTP only.")
        arrived()
        await asyncio.sleep(0)  # whatever else has come is noted to be here before any of it is worked at
        try:
            response = await self._answer(Request(scope, receive))
        except ClientDisconnect:
            return
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method != "POST":
            return PlainTextResponse(_METHOD, 405, {"Allow": "POST"})
        body = await limited_body(request, BODY)
        if body is None:
            return PlainTextResponse(_TOO_BIG, 413)
        if refused := self._refused(request, body):
            log.warning("Refused a request to Slack's address: %d", refused.status_code)
            return refused
        try:
            answer = to_starlette_response(await self._bolt.async_dispatch(to_async_bolt_request(request, body)))
        except Exception as error:  # signed, and yet not to be read: Slack is told, not served a broken page
            log.error("Failure in Slack's address: %s", type(error).__name__, exc_info=error)
            return PlainTextResponse(UNREADABLE, 400)
        return PlainTextResponse(_LATER, 503, {"Retry-After": "10"}) if answer.status_code >= 500 else answer

    def _refused(self, request: Request, body: bytes) -> Response | None:
        stamp = request.headers.get("x-slack-request-timestamp", "")
        signature = request.headers.get("x-slack-signature", "")
        if not stamp or not signature:
            return PlainTextResponse(_UNSIGNED, 401)
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 16 and signature.isascii()):
            return PlainTextResponse(UNREADABLE, 400)
        if abs(self._clock().timestamp() - int(stamp)) > STALE:
            return PlainTextResponse(_STALE, 401)
        try:
            valid = self._verifier.is_valid(body, stamp, signature)
        except UnicodeDecodeError:
            return PlainTextResponse(UNREADABLE, 400)
        return None if valid else PlainTextResponse(_UNSIGNED, 401)


class _Now(Clock):
    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock().timestamp()
