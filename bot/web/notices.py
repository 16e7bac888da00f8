"""Lines for the next page: they travel for a minute in a signed cookie of their own."""

from collections.abc import Sequence

from itsdangerous import BadData, URLSafeSerializer
from starlette.requests import Request

from bot.web import cookies
from bot.web.limits import COOKIE_BYTES, NOTICE, NOTICE_SECONDS, NOTICES

COOKIE = "advisor_notices"


def remember(request: Request, secret: str, notices: Sequence[str]) -> None:
    """Have these lines shown on the next page; they are kept short."""
    kept = [notice.encode("utf-8", "replace").decode() for notice in notices[:NOTICES]]
    for length in (NOTICE, NOTICE // 2, NOTICE // 4) if kept else ():
        value = str(_signed(secret).dumps([notice[:length] for notice in kept]))
        if len(value) <= COOKIE_BYTES:
            cookies.put(request, COOKIE, value, NOTICE_SECONDS)
            return


def take(request: Request, secret: str) -> tuple[str, ...]:
    """The lines for this page; the next one does not show them again."""
    value = cookies.read(request, COOKIE)
    cookies.drop(request, COOKIE)
    if not value:
        return ()
    try:
        found = _signed(secret).loads(value)
    except BadData:
        return ()
    return tuple(str(notice) for notice in found) if isinstance(found, list) else ()


def _signed(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="notices")
