"""The routes of the web surface, with everything that stands before them."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from starlette.middleware import Middleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot.advisor import Advisor
from bot.chat.tabs import TabHost
from bot.web.access import Access
from bot.web.conversation import Conversation
from bot.web.cookies import Cookies
from bot.web.documents import Documents
from bot.web.door import Door
from bot.web.feeds import Feeds
from bot.web.guard import HANDLERS, Guard
from bot.web.headers import Protected
from bot.web.installing import Installer, InstallPages
from bot.web.joining import Joining
from bot.web.mail_sign_in import MailSignIn
from bot.web.questionnaires import Questionnaires
from bot.web.render import STATIC
from bot.web.sessions import WebSettings
from bot.web.signing_in import JOIN, SigningIn
from bot.web.stopping import Stopping
from bot.web.stream import Streams
from bot.web.tab import Tab
from bot.web.trial import Trial
from bot.web.web import Web

if TYPE_CHECKING:
    from bot.oidc.client import OidcClient

THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
"""The trial has no sign-in, so it answers under no other name: another one could be pointed at this machine."""


def web_routes(
    advisor: Advisor,
    clock: Callable[[], datetime],
    settings: WebSettings,
    trial: Trial | None = None,
    stopping: asyncio.Event | None = None,
    installer: Installer | None = None,
    streams: Streams | None = None,
    tab: TabHost | None = None,
) -> list[BaseRoute]:
    """All routes of the web surface, to stand behind those of the other surfaces.

    ``clock`` gives the time in UTC.  Set ``stopping`` when the server is asked to stop: open event streams would
    keep it from stopping; or give the ``streams`` that know of it.  Without ``trial`` people have to sign in by a link.
    With ``installer`` the advisor can be installed elsewhere by a link; ``tab`` is the chat program that shows the page
    in a tab.
    """
    if streams is None:  # one without an open stream is false
        streams = Streams(advisor, clock, stopping or asyncio.Event())
    shared = (advisor, clock, settings, trial, streams)
    conversation, documents, access = Conversation(*shared), Documents(*shared), Access(*shared)
    inside: list[BaseRoute] = [
        Route("/", conversation.chat),
        Route("/say", conversation.say, methods=["POST"]),
        Route("/press", conversation.press, methods=["POST"]),
        GetRoute("/stream", conversation.stream),
        Route("/home", conversation.home),
        Route("/sessions", access.sessions),
        Route("/sessions/end", access.end_session, methods=["POST"]),
        Route("/sign-out", access.sign_out, methods=["POST"]),
        Route("/trial/person", access.switch_person, methods=["POST"]),
        Route("/trial/clock", access.move_clock, methods=["POST"]),
        Route("/settings", documents.own_settings),
        Route("/documents/{document}.txt", documents.text),
        Route("/documents/{document}/parts/{page}/{row}.txt", documents.text),
        Route("/documents/{document}/pictures/{version}/{name}", documents.file),
        Route("/documents/{document}/files/{version}/{name}", documents.file),
        Route("/documents/{document}", documents.document),
        Route("/documents/{document}/review", documents.review),
        Route("/documents/{document}/parts/{page}/{row}", documents.part),
    ]
    pages = "/documents/{document}/{page}"
    for path in (pages, f"{pages}/{{field}}", f"{pages}/{{field}}/{{row}}"):
        inside += [Route(path, documents.form), Route(path, documents.form_sent, methods=["POST"])]
    signing, mailing = SigningIn(*shared, clients=_clients(settings, clock)), MailSignIn(*shared)
    inside += [
        Route("/sessions/ways/remove", signing.remove, methods=["POST"]),
        Route("/sessions/ways/mail", mailing.add, methods=["POST"]),
    ]
    questionnaires = Questionnaires(*shared)
    outside = [
        Route("/sign-in", access.sign_in, methods=["GET", "POST"]),
        GetRoute("/sign-in/with/{provider}", signing.begin),
        GetRoute("/sign-in/done/{provider}", signing.done),
        Route(JOIN, signing.join, methods=["GET", "POST"]),
        Route("/sign-in/mail", mailing.ask, methods=["POST"]),
        Route("/sign-in/mail/{secret}", mailing.prove, methods=["GET", "POST"]),
        Route("/privacy", access.kept),
        Route("/calendar/{secret}.ics", Feeds(*shared).calendar),
        Route("/mail/stop/{secret}", Stopping(*shared).stop, methods=["GET", "POST"]),
        Route("/questionnaire/{secret}", questionnaires.shown),
        Route("/questionnaire/{secret}", questionnaires.sent, methods=["POST"]),
        Route("/join/{secret}", Joining(*shared).join, methods=["GET", "POST"]),
        *(_installing(InstallPages(Web(*shared), installer)) if installer is not None else ()),
        *(_tab(Tab(*shared, tab), tab.path) if tab is not None else ()),
        Mount("/static", CachedFiles(directory=STATIC)),
        _mount(inside, Middleware(Door, advisor=advisor, clock=clock, trial=trial)),
    ]
    guards = (
        Middleware(Protected, secure=settings.secure, tab=tab),
        Middleware(Guard, hosts=settings.hosts or (THIS_MACHINE if trial else ())),
        Middleware(Cookies, secure=settings.secure),
        Middleware(ExceptionMiddleware, handlers=HANDLERS),
    )
    return [_mount(outside, *guards)]


def _clients(settings: WebSettings, clock: Callable[[], datetime]) -> "dict[str, OidcClient]":
    """The providers to sign in at; most installations have none, and do without what reads signatures."""
    if not settings.providers:
        return {}
    from bot.oidc.client import OidcClient

    return {each.key: OidcClient(each, settings.public_url, clock) for each in settings.providers}


def _installing(pages: InstallPages) -> list[BaseRoute]:
    return [
        Route("/slack/install", pages.shown),
        Route("/slack/install/begin", pages.begin),
        Route("/slack/oauth_redirect", pages.finish),
    ]


def _tab(pages: Tab, path: str) -> list[BaseRoute]:
    return [GetRoute(path, pages.shown), Route(path, pages.entered, methods=["POST"])]


def _mount(routes: Sequence[BaseRoute], *middleware: Middleware) -> Mount:
    """All other addresses, behind some middleware.  No address leads to a similar one: that would be built from what
    the request calls this host."""
    mount = Mount("", app=Router(routes, redirect_slashes=False), middleware=middleware)
    mount.path_regex = re.compile(r"(?P<path>.*)\Z", re.DOTALL)  # its own would leave out addresses with a line end
    return mount


class GetRoute(Route):
    """A route that only answers GET: who asks for the headers alone would wait for the end of a stream, or use up what
    is for once."""

    def __init__(self, path: str, endpoint: Callable[[Request], Awaitable[Response]]) -> None:
        super().__init__(path, endpoint)
        self.methods = {"GET"}


class CachedFiles(StaticFiles):
    """Files whose address carries their version, so that browsers may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        versioned = b"v=" in scope.get("query_string", b"")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if versioned else "no-cache"
        return response
