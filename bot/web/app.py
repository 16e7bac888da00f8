"""The routes of the web surface, with everything that stands before them."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from starlette.middleware import Middleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot.advisor import Advisor
from bot.web.access import Access
from bot.web.conversation import Conversation
from bot.web.documents import Documents
from bot.web.guard import HANDLERS, Guard
from bot.web.limits import SESSION_DAYS
from bot.web.render import STATIC
from bot.web.sessions import COOKIE, WebSettings
from bot.web.trial import Trial

THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
"""The trial has no sign-in, so it answers under no other name: another one could be pointed at this machine."""


def web_routes(
    advisor: Advisor,
    clock: Callable[[], datetime],
    settings: WebSettings,
    trial: Trial | None = None,
    stopping: asyncio.Event | None = None,
) -> list[BaseRoute]:
    """All routes of the web surface, to stand behind those of the other surfaces.

    ``clock`` gives the time in UTC.  Set ``stopping`` when the server is asked to stop: open event streams would
    keep it from stopping.  Without ``trial`` people have to sign in by a link.
    """
    shared = (advisor, clock, settings, trial, stopping or asyncio.Event())
    conversation, documents, access = Conversation(*shared), Documents(*shared), Access(*shared)
    routes: list[BaseRoute] = [
        Route("/", conversation.chat),
        Route("/say", conversation.say, methods=["POST"]),
        Route("/press", conversation.press, methods=["POST"]),
        Route("/stream", conversation.stream),
        Route("/home", conversation.home),
        Route("/sign-in", access.sign_in, methods=["GET", "POST"]),
        Route("/sign-out", access.sign_out, methods=["POST"]),
        Route("/trial/person", access.switch_person, methods=["POST"]),
        Route("/trial/clock", access.move_clock, methods=["POST"]),
        Route("/documents/{document}.txt", documents.text),
        Route("/documents/{document}", documents.document),
        Route("/documents/{document}/review", documents.review),
        Mount("/static", CachedFiles(directory=STATIC)),
    ]
    for path in ("/documents/{document}/{page}", "/documents/{document}/{page}/{field}/{row}"):
        routes += [Route(path, documents.form), Route(path, documents.form_sent, methods=["POST"])]
    session = Middleware(
        SessionMiddleware,
        secret_key=settings.secret,
        session_cookie=COOKIE,
        max_age=SESSION_DAYS * 24 * 60 * 60,
        same_site="lax",
        https_only=settings.secure,
    )
    before = [
        Middleware(Guard, hosts=settings.hosts or (THIS_MACHINE if trial else ())),
        session,
        Middleware(ExceptionMiddleware, handlers=HANDLERS),
    ]
    return [Mount("", routes=routes, middleware=before)]


class CachedFiles(StaticFiles):
    """Files whose address carries their version, so that browsers may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        versioned = b"v=" in scope.get("query_string", b"")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if versioned else "no-cache"
        return response
