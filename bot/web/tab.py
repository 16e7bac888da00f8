"""The page in the tab of a chat program: the program says who somebody is, and a session begins without a sign-in."""

from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_urlsafe

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.advisor.pace import Pace
from bot.chat.tabs import HinderedError, Hindrance, TabHost
from bot.web import cookies, listen, render, sessions
from bot.web.limits import TAB_SIGN_INS, TAB_TOKEN
from bot.web.render import Frame
from bot.web.sessions import local_path
from bot.web.web import Web

TRY = "advisor_tab_try"
"""The cookie of a look at the tab, which shows that the browser keeps cookies there."""
_SECONDS = 600
_NO_COOKIES, _AGAIN = "cookies", "again"


@dataclass(frozen=True)
class Tab(Web):
    """``host`` is the program around the tab; ``from_each`` counts sign-ins from each address, behind which a whole
    organisation may be."""

    host: TabHost
    from_each: Pace = field(default_factory=lambda: Pace(TAB_SIGN_INS))

    async def shown(self, request: Request) -> Response:
        """The page that asks the program who somebody is, and says what to do where that fails."""
        attempt = self._attempt()
        cookies.put(request, TRY, attempt, _SECONDS, framed=True)
        frame = Frame(path=request.url.path, locale=sessions.language(request), framed=True)
        back = local_path(request.query_params.get("back", ""), "/home")
        advisor = self.settings.public_url or "/"
        return HTMLResponse(render.page("tab", frame, attempt=attempt, back=back, advisor=advisor))

    async def entered(self, request: Request) -> Response:
        """What the program said: where to go on, or why not."""
        now = self.clock()
        if wait := self.from_each.wait(listen.source(request), now):
            raise HTTPException(429, headers={"Retry-After": str(wait)})
        form = await listen.read_form(request)
        attempt, token = listen.text(form, "attempt"), listen.text(form, "token")
        kept = cookies.read(request, TRY)
        if not kept:
            return _hindered(_NO_COOKIES)
        cookies.drop(request, TRY, framed=True)
        if kept != attempt or not self._is_valid(attempt) or not await self._is_first(attempt):
            return _hindered(_AGAIN)
        try:
            if not 0 < len(token) <= TAB_TOKEN:
                raise HinderedError(Hindrance.REFUSED)
            who = await self.host.visitor(token)
            if not await sessions.start(request, self.advisor, who.account, who.workspace, who.name, now):
                raise HinderedError(Hindrance.UNKNOWN)
        except HinderedError as error:
            return _hindered(error.why)
        return JSONResponse({"go": local_path(listen.text(form, "back"), "/home")})

    def _attempt(self) -> str:
        until = int(self.clock().timestamp()) + _SECONDS
        return str(self._signs().dumps([token_urlsafe(12), until]))

    def _is_valid(self, attempt: str) -> bool:
        """Whether this page was shown here, and not long ago."""
        try:
            _, until = self._signs().loads(attempt)
        except (BadSignature, ValueError, TypeError):
            return False
        return bool(self.clock().timestamp() < until)

    async def _is_first(self, attempt: str) -> bool:
        """Whether nobody entered with it before: what was sent once is not taken twice."""
        return await self.advisor.mark_seen(f"tab:{sha256(attempt.encode()).hexdigest()}", self.clock())

    def _signs(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.settings.secret, salt="tab")


def _hindered(why: str) -> Response:
    return JSONResponse({"hindrance": why}, 403)
