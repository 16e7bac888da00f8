"""The page of an invitation: it says what one joins, and asks for a press.  The address is all that it takes."""

from dataclasses import dataclass, field
from secrets import token_hex

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.advisor.pace import Pace
from bot.advisor.programme import joining
from bot.chat.codes import code_in
from bot.chat.events import Actor, Belonging
from bot.web import cookies, listen, render, sessions
from bot.web.limits import JOIN_READS, NAME
from bot.web.render import Frame
from bot.web.signing_in import PROOF, after_sign_in
from bot.web.web import Web

_APART = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store"}
"""On every answer: the address is a secret, which no search engine, cache or other page may learn."""


@dataclass(frozen=True)
class Joining(Web):
    """``from_each`` counts the looks from each address."""

    from_each: Pace = field(default_factory=lambda: Pace(JOIN_READS))

    async def join(self, request: Request) -> Response:
        """Look at an invitation, and join with it: a look alone, such as the preview of a mail program, uses nothing
        up."""
        now, code = self.clock(), code_in(request.path_params["secret"])
        if wait := self.from_each.wait(listen.source(request), now):
            raise HTTPException(429, headers={**_APART, "Retry-After": str(wait)})
        actor = await self._signed_in(request)
        services, locale = self.advisor.services, sessions.language(request)
        offered = await joining.offered(services, code, locale, now)
        problem = ""
        if request.method == "POST" and offered.is_open:
            if actor is not None:
                reply = await self.advisor.handle(listen.joining(actor, code), now)
                self.remember(request, *(message.summary for message in reply.messages))
                return RedirectResponse("/", 303, headers=_APART)
            name = " ".join(listen.text(await listen.read_form(request), "name").split())
            problem = "" if name or offered.known else "Write your name: your colleagues see it beside what you do."
            if not problem and await self._come_in(request, code, name[:NAME]):
                return RedirectResponse(await after_sign_in(self, request), 303, headers=_APART)
        proof = await self.advisor.sign_ins.proof(cookies.read(request, PROOF), now)
        shown = {
            "proven": proof.name if proof else "",
            "offered": offered,
            "code": code,
            "problem": problem,
            "signed_in": actor is not None,
        }
        frame = Frame(path="/join", name=actor.name if actor else "", locale=locale)
        status = 200 if offered.is_open else 404
        return HTMLResponse(render.page("join", frame, **shown), status, headers=_APART)

    async def _signed_in(self, request: Request) -> Actor | None:
        """Who is signed in here; in the trial the sample person who was chosen."""
        if self.trial is not None:
            return sessions.trial_actor(self.trial, request)
        session = await sessions.session_of(request, self.advisor, self.clock())
        return sessions.actor_of(session, request) if session is not None else None

    async def _come_in(self, request: Request, code: str, name: str) -> bool:
        """Make an account of the page for somebody new, who is signed in at once."""
        now, account = self.clock(), f"web:{token_hex(16)}"
        actor = Actor(
            account=account,
            workspace="",
            name=name,
            locale=sessions.language(request),
            zone=sessions.zone(request),
            zone_guessed=True,
            belonging=Belonging.MEMBER,
        )
        came = await joining.come_in(self.advisor.services, code, actor, now)
        if came is None:
            return False
        if not await sessions.start(request, self.advisor, came.account, "", came.name, now):
            return False
        proven = cookies.read(request, PROOF)
        if proven and came.account == account:  # whoever proved to be somebody, and then came as new, is both
            await self.advisor.sign_ins.join(proven, account, now)
            cookies.drop(request, PROOF)
        return True
