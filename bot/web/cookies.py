"""Cookies of an answer: what a page sets or drops while it works goes out with whatever is answered."""

from http.cookies import SimpleCookie

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Cookies:
    """ASGI middleware: `put` and `drop` work behind it.

    All cookies are for this site alone (``SameSite=Lax``), hidden from scripts (``HttpOnly``) and, with ``secure``,
    sent over HTTPS only; their names then begin with ``__Host-``, so that no neighbouring site can set them, or with
    ``__Secure-`` where they are for one page alone.  Those that are ``framed`` are for the tab of a chat program: the
    browser sends them there, and only there (``SameSite=None; Partitioned``).
    """

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        self._app = app
        self._secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        waiting: dict[str, tuple[str, int, str, bool]] = {}
        scope["cookies_to_set"], scope["cookies_secure"] = waiting, self._secure

        async def send_with_cookies(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, (value, seconds, path, framed) in waiting.items():
                    written = _written(_full(scope, name, path), value, seconds, path, self._secure, framed)
                    headers.append("Set-Cookie", written)
            await send(message)

        await self._app(scope, receive, send_with_cookies)


def put(request: Request, name: str, value: str, seconds: int, path: str = "/", *, framed: bool = False) -> None:
    """Set a cookie for so many seconds, and for the pages below ``path``."""
    request.scope["cookies_to_set"][name] = (value, seconds, path, framed)


def drop(request: Request, name: str, *, framed: bool = False) -> None:
    """Make the browser forget a cookie, if it has it."""
    request.scope["cookies_to_set"].pop(name, None)
    if _full(request.scope, name) in request.cookies:
        put(request, name, "", 0, framed=framed)


def read(request: Request, name: str, path: str = "/") -> str:
    """The value that the browser sent, empty if it sent none."""
    return request.cookies.get(_full(request.scope, name, path), "")


def _full(scope: Scope, name: str, path: str = "/") -> str:
    if not scope["cookies_secure"]:
        return name
    return f"__Host-{name}" if path == "/" else f"__Secure-{name}"


def _written(name: str, value: str, seconds: int, path: str, secure: bool, framed: bool) -> str:
    cookie: SimpleCookie = SimpleCookie({name: value})
    cookie[name]["path"], cookie[name]["max-age"], cookie[name]["samesite"] = path, seconds, "none" if framed else "lax"
    cookie[name]["httponly"], cookie[name]["secure"] = True, secure
    written = cookie.output(header="").strip()
    return f"{written}; Partitioned" if framed else written  # which the library knows from Python 3.14 on
