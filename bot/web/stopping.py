"""The page that stops e-mail: for people who have no account.  The secret in the address is all that they need.

Programs that look at every link open it with GET, which changes nothing.  Mail programs post to it without showing it
(RFC 8058).
"""

from dataclasses import dataclass, field

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.advisor.pace import Pace
from bot.web import listen, render
from bot.web.limits import STOPS
from bot.web.render import Frame
from bot.web.web import Web

AGAIN = "again"
"""The field by which somebody wants e-mail again."""

_APART = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "private, no-store"}


@dataclass(frozen=True)
class Stopping(Web):
    """``from_each`` counts what comes from each address: nobody can try secrets."""

    from_each: Pace = field(default_factory=lambda: Pace(STOPS))

    async def stop(self, request: Request) -> Response:
        """Show the button, or do what it says: stop all e-mail, or allow it again."""
        secret, now = request.path_params["secret"], self.clock()
        if wait := self.from_each.wait(listen.source(request), now):
            raise HTTPException(429, headers={**_APART, "Retry-After": str(wait)})
        if request.method == "POST":
            again = bool(listen.text(await listen.read_form(request), AGAIN))
            await self.advisor.stop_mail(secret, not again, now)
        stopped = await self.advisor.mail_stopped(secret)
        if stopped is None:
            raise HTTPException(404, "This link is not known, or very old. Use the one in the last e-mail.", _APART)
        shown = render.page("stop-mail", Frame(path="/mail/stop"), stopped=stopped)
        return HTMLResponse(shown, headers=_APART)
