"""The door: behind it every request has somebody who sends it."""

from collections.abc import Callable
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.advisor import Advisor
from bot.web import cookies, sessions
from bot.web.trial import Trial


class Door:
    """ASGI middleware: lets through who is signed in, in the trial the chosen sample person.

    The pages find them in the request's scope, as ``actor``, and their session's id as ``session_id``.
    """

    def __init__(self, app: ASGIApp, advisor: Advisor, clock: Callable[[], datetime], trial: Trial | None) -> None:
        self._app, self._advisor, self._clock, self._trial = app, advisor, clock, trial

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        if self._trial is not None:
            scope["actor"], scope["session_id"] = sessions.trial_actor(self._trial, request), ""
        else:
            token = sessions.token_of(request)
            session = await self._advisor.web_sessions.find(token, self._clock()) if token else None
            if session is None:
                cookies.drop(request, sessions.COOKIE)
                raise HTTPException(401)
            scope["actor"], scope["session_id"] = sessions.actor_of(session, request), session.id
        await self._app(scope, receive, send)
