"""What stands before every page: sizes, origins, hosts, and errors in plain words."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot import request_ids
from bot.web.framing import tab_of
from bot.web.limits import BODY, DRAINED, UPLOAD, UPLOAD_DRAINED, UPLOADS
from bot.web.listen import read_form
from bot.web.render import error_page
from bot.web.stream import SIGNED_OUT

log = logging.getLogger(__name__)

_FILE_TOO_LARGE = (
    "Your file is larger than 10 MB, so none of it was taken. Go back, and choose a smaller one: without pictures, "
    "or with the sheet of your plan alone."
)
_WORDS = {
    401: ("You are no longer signed in", "The session of this browser has ended. Sign in, then send it again."),
    400: ("This did not arrive in one piece", "Please go back, reload the page and send it again."),
    403: ("This came from another site", "For your safety it was not done. Open the advisor and try it there."),
    404: (
        "There is nothing here",
        "The address may be mistyped, or the document was removed or belongs to somebody else.",
    ),
    405: ("This page cannot do that", "Please go back and use the buttons on the page."),
    413: (
        "This is too much at once",
        "Nothing was saved from this page. Go back: your text is still there. Shorten it, or send it in parts.",
    ),
    429: ("That was a lot at once", "Please send it again in a moment."),
    503: ("The advisor is very busy just now", "Please try again in a minute. Nothing that was saved is lost."),
    421: ("This address is not known here", "Please use the address that you were given for the advisor."),
}


class Guard:
    """ASGI middleware: refuses what is not meant for this site."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...] = ()) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        status = 0 if _legible(scope["path"]) else 400
        status = status or refused(scope["method"], Headers(scope=scope), self._hosts, framed=bool(scope.get("tab")))
        if status:
            answer = in_words(Request(scope), status)
            await answer(scope, receive, send)
        else:
            await self._app(scope, _limited(receive, scope["path"]), send)


def refused(method: str, headers: Headers, hosts: tuple[str, ...] = (), *, framed: bool = False) -> int:
    """The status with which a request is refused, 0 if it may pass.

    A page of another site can make a browser post here; browsers say so in Sec-Fetch-Site or Origin.  A request
    with neither comes from no browser.  Checking the host keeps other names from pointing at this machine.

    ``framed``: it comes from the tab of a chat program, whose cookie goes along whoever posts; so it has to say that a
    page of this site does.
    """
    host = headers.get("host", "")
    try:
        name, origin = urlsplit(f"//{host}").hostname, urlsplit(headers.get("origin", f"//{host}")).netloc
    except ValueError:  # not an address at all, such as http://[
        return 400
    if hosts and name not in hosts:
        return 421
    if method in ("GET", "HEAD", "OPTIONS"):
        return 0
    if site := headers.get("sec-fetch-site"):
        return 0 if site == "same-origin" or (site == "none" and not framed) else 403
    if framed:
        return 0 if headers.get("origin") == f"https://{host}" else 403
    return 403 if origin != host else 0


def _legible(path: str) -> bool:
    """Whether an address is text: no page has control characters, broken UTF-8 or halves of signs in its own."""
    return not any(char < " " or char == "\x7f" or char == "\ufffd" or "\ud800" <= char <= "\udfff" for char in path)


def _limited(receive: Receive, path: str) -> Receive:
    got, takes_file = 0, path.startswith(UPLOADS)
    most, drained = (UPLOAD, UPLOAD_DRAINED) if takes_file else (BODY, DRAINED)

    async def receive_limited() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got <= most:
            return message
        # The browser shows the answer only after it could send (most of) its text.
        while message.get("more_body") and got < drained:
            message = await receive()
            got += len(message.get("body", b""))
        raise HTTPException(413, _FILE_TOO_LARGE if takes_file else None)

    return receive_limited


def in_words(request: Request, status: int, reference: str = "", said: str = "") -> Response:
    """An error for a person: what is wrong, what to do, and what was typed."""
    accepted = request.headers.get("accept", "")
    if status == 401 and "text/event-stream" in accepted:
        return Response(SIGNED_OUT, media_type="text/event-stream")
    title, advice = _WORDS.get(
        status,
        ("Something went wrong on our side", "Please try again in a moment. Nothing that was saved is lost."),
    )
    advice = said or advice
    if "application/json" in accepted:
        error = f"{title}. {advice}" + (f" Reference: {reference}." if reference else "")
        return JSONResponse({"error": error, "signed_out": status == 401}, status)
    typed = tuple(text for text in request.scope.get("typed", ()) if text.strip())
    if status == 401 and not typed:
        tab = tab_of(request)
        return RedirectResponse(f"{tab}?back={quote(request.url.path)}" if tab else "/sign-in", 303)
    return HTMLResponse(error_page(title, advice, reference, typed, signed_out=status == 401), status)


async def http_error(request: Request, error: Exception) -> Response:
    """Handler for `HTTPException`."""
    assert isinstance(error, HTTPException)
    if error.status_code == 401 and request.method == "POST":
        with suppress(HTTPException):  # what was sent is given back
            await read_form(request)
    standard = error.detail == HTTPStatus(error.status_code).phrase
    answer = in_words(request, error.status_code, said="" if standard else error.detail)
    answer.headers.update(error.headers or {})
    return answer


async def failure(request: Request, error: Exception) -> Response:
    """Handler for everything unforeseen: the log and the person get the same reference, the log no texts."""
    reference = request_ids.reference()
    log.error("Failure %s at %s %s", reference, request.method, _told(request), exc_info=error)
    return in_words(request, 500, reference)


def _told(request: Request) -> str:
    """The address for the log: without the secret that stands in some."""
    path, secret = request.url.path, request.path_params.get("secret", "")
    return path.replace(secret, "…") if secret else path


ErrorHandler = Callable[[Request, Exception], Awaitable[Response]]
HANDLERS: dict[type[Exception], ErrorHandler] = {HTTPException: http_error, Exception: failure}
