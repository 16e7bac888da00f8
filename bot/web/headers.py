"""What every answer tells a browser: nothing from elsewhere, nothing inline, in nobody's frame, HTTPS from now on.

The page in the tab of a chat program stands in that program's frame, and what is asked from there, too.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.chat.tabs import TabHost
from bot.web.framing import is_framed

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_NOBODY = "frame-ancestors 'none'"
DRAWING = "image/svg+xml"
DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; frame-ancestors 'none'"
"""Of a drawing, which has its colours in it: opened by itself it may run, load and send nothing."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # "no-referrer" would make browsers post with Origin: null
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}
HTTPS = {"Strict-Transport-Security": "max-age=31536000"}
"""For a year; of this name alone, since its neighbours are somebody else's."""


class Protected:
    """ASGI middleware: puts the headers on every answer; ``secure``: people reach this by HTTPS.

    ``tab`` is the chat program that shows the page in a tab.  What is asked from there has the address at which it
    begins in its scope, as ``tab``.
    """

    def __init__(self, app: ASGIApp, secure: bool, tab: TabHost | None = None) -> None:
        self._app = app
        self._headers = {**HEADERS, **HTTPS} if secure else HEADERS
        self._framed = {name: value for name, value in self._headers.items() if name != "X-Frame-Options"}
        self._framed["Content-Security-Policy"] = POLICY.replace(
            _NOBODY, f"frame-ancestors {' '.join(tab.origins if tab else ())}"
        )
        self._tab = tab.path if tab else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = bool(self._tab) and scope["type"] == "http"
        framed = asked and is_framed(scope["path"], Headers(scope=scope), self._tab)
        scope["tab"] = self._tab if framed else ""

        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in (self._framed if framed else self._headers).items():
                    headers[name] = value
                if headers.get("content-type") == DRAWING:
                    headers["Content-Security-Policy"] = DRAWING_POLICY
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, send_protected)
