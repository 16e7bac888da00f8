"""The page in the tab of a chat program: which requests come from there.

Browsers keep its cookie for pages in that program's frames alone (``Partitioned``).
"""

from starlette.datastructures import Headers
from starlette.requests import Request

COOKIE = "advisor_tab"
_SENT = f"__Host-{COOKIE}="


def is_framed(path: str, headers: Headers, tab: str) -> bool:
    """Whether a request comes from the tab: it begins there (``tab``), or has its cookie and is no page of its own."""
    if path == tab:
        return True
    if headers.get("sec-fetch-dest") == "document":  # a browser that keeps the cookie for all its pages
        return False
    return any(part.strip().startswith(_SENT) for part in headers.get("cookie", "").split(";"))


def tab_of(request: Request) -> str:
    """The address at which the tab begins from which a request comes; empty where it comes from none."""
    return str(request.scope.get("tab", ""))
