"""Signing in at an identity provider, and joining what somebody proved to be there with who they are in chat.

Both have to be proven in the same browser within minutes.  What a provider says about e-mail addresses joins nothing.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.advisor import WebSession
from bot.advisor.pace import Pace
from bot.advisor.sign_ins import LASTS, Joined
from bot.chat.codes import code_in
from bot.oidc.providers import ProviderError
from bot.web import cookies, listen, render, sessions
from bot.web.limits import CODE, SIGN_INS
from bot.web.render import Frame
from bot.web.sessions import local_path
from bot.web.web import Web

if TYPE_CHECKING:
    from bot.oidc.client import OidcClient
    from bot.oidc.tokens import Identity

log = logging.getLogger(__name__)

FLOW, PROOF = "advisor_flow", "advisor_proof"
"""The cookies of a sign-in that has begun, and of what was just proven."""

JOIN = "/sign-in/join"

_SECONDS = int(LASTS.total_seconds())

_FORGED = (
    "This sign-in was started in another browser or window, or over ten minutes ago, or has already been used. Please "
    "start again below."
)
_DECLINED = "You were not signed in there. Start again below, or sign in with a link from your chat program."
_FAILED = (
    "The sign-in with {name} did not work just now, and nothing was changed. Please try again in a minute, or sign in "
    "with a link from your chat program. If it happens again, tell your administrator."
)
_GONE = (
    "The account that belongs to this sign-in no longer takes part. Write to the advisor where you chat, or ask "
    "an administrator for an invitation."
)
SAID = {
    Joined.DONE: "From now on you can sign in like this.",
    Joined.ALREADY: "This has already been joined with you.",
    Joined.OTHERS: "This sign-in leads to somebody else who takes part in the programme, so it was not joined. If that "
    "is you as well, ask an administrator to take one of the two out, with the work handed over; then join them here.",
    Joined.OVER: "That took too long. Please start again.",
    Joined.NOT_YOURS: "The link was asked for by somebody else, so it was not joined with you.",
}


@dataclass(frozen=True)
class SigningIn(Web):
    """``clients`` are the providers by their `Provider.key`; ``from_each`` counts sign-ins from each address."""

    clients: Mapping[str, "OidcClient"] = field(default_factory=dict)
    from_each: Pace = field(default_factory=lambda: Pace(SIGN_INS))

    async def begin(self, request: Request) -> Response:
        """Send somebody to a provider, with secrets of this one sign-in."""
        client, now = self._client(request), self.clock()
        if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return RedirectResponse("/sign-in", 303)  # no other page begins it
        adds = request.query_params.get("add") == "1"
        back = local_path(request.query_params.get("back", ""), "/sessions" if adds else "/")
        begun = await self.advisor.sign_ins.begin(client.provider.key, back, adds, now)
        try:
            address = await client.address(begun.state, begun.nonce, begun.verifier)
        except ProviderError as problem:
            return self._failed(client, problem)
        cookies.put(request, FLOW, begun.browser, _SECONDS)
        return RedirectResponse(address, 303)

    async def done(self, request: Request) -> Response:
        """Somebody comes back from a provider."""
        client, now, asked = self._client(request), self.clock(), request.query_params
        browser = cookies.read(request, FLOW)
        cookies.drop(request, FLOW)
        state, code, issuer = (asked.get(name, "") for name in ("state", "code", "iss"))
        flow = await self.advisor.sign_ins.take(state[:CODE], browser, client.provider.key, now)
        if flow is None:
            return refused(self, _FORGED)
        if "error" in asked or not 0 < len(code) <= CODE:
            return refused(self, _DECLINED)
        try:
            identity = await client.identity(code, flow.nonce, flow.verifier, issuer)
        except ProviderError as problem:
            return self._failed(client, problem)
        if not flow.adds and await self.advisor.sign_ins.way(identity.subject) is not None:
            return await self._enter(request, identity, flow.back)
        label = f"{client.provider.name} – {identity.name}" if identity.name else client.provider.name
        secret = await self.advisor.sign_ins.prove(identity.subject, label, identity.name, now)
        cookies.put(request, PROOF, secret, _SECONDS)
        return RedirectResponse(JOIN, 303)

    async def _enter(self, request: Request, identity: "Identity", back: str) -> Response:
        now = self.clock()
        holder = await self.advisor.sign_ins.enter(identity.subject, now)
        who = (holder.account, holder.workspace, holder.name) if holder is not None else None
        if who is None or not await sessions.start(request, self.advisor, *who, now):
            return refused(self, _GONE)
        return RedirectResponse(await after_sign_in(self, request, back), 303)

    async def join(self, request: Request) -> Response:
        """Ask whether both are the same person, and join them."""
        now, secret = self.clock(), cookies.read(request, PROOF)
        proof = await self.advisor.sign_ins.proof(secret, now)
        session = await sessions.session_of(request, self.advisor, now)
        if proof is None:
            cookies.drop(request, PROOF)
            self.remember(request, SAID[Joined.OVER])
            return RedirectResponse("/sessions" if session is not None else "/sign-in", 303)
        problem = ""
        if request.method == "POST":
            form = await listen.read_form(request)
            wanted = listen.text(form, "do")
            if wanted == "no":
                await self.advisor.sign_ins.drop(secret)
                cookies.drop(request, PROOF)
                return RedirectResponse("/" if session is not None else "/sign-in", 303)
            if wanted == "code":
                if code := code_in(listen.text(form, "code")):
                    return RedirectResponse(f"/join/{code}", 303)
                problem = "This is not an invitation. Paste the whole link, or the code that begins with “join-”."
            elif session is not None and self._is_fresh(session):
                state = await self.advisor.sign_ins.join(secret, session.account, now)
                cookies.drop(request, PROOF)
                self.remember(request, SAID[state])
                return RedirectResponse("/sessions", 303)
        fresh = session is not None and self._is_fresh(session)
        would = await self.advisor.sign_ins.state_of(proof, session.account) if session is not None and fresh else None
        if would not in (None, Joined.DONE):
            await self.advisor.sign_ins.drop(secret)
            cookies.drop(request, PROOF)
            self.remember(request, SAID[would])
            return RedirectResponse("/sessions", 303)
        frame = Frame(path=JOIN, name=session.name if session else "", locale=sessions.language(request))
        shown = {"proof": proof, "session": session, "fresh": fresh, "problem": problem, "chat": self.settings.chat}
        return HTMLResponse(render.page("join-sign-in", frame, **shown, providers=self.settings.providers))

    def _is_fresh(self, session: WebSession) -> bool:
        """Whether who is signed in here has proven it within the last minutes, and not days ago."""
        return self.clock() - session.created_at < LASTS

    async def remove(self, request: Request) -> Response:
        """Separate one's ways to sign in again; other browsers are signed out, for it may have let them in."""
        actor, form = self.actor(request), await listen.read_form(request)
        if await self.advisor.sign_ins.separate(actor.account, listen.text(form, "subject"), self.clock()):
            for session in await self.advisor.web_sessions.of_person(actor.account, self.clock()):
                if session.id != request.scope["session_id"]:
                    await self.advisor.web_sessions.end(actor.account, session.id, self.clock())
            await self.streams.check_sessions()
            self.remember(request, "It no longer signs you in, and all other browsers have been signed out.")
        return RedirectResponse("/sessions", 303)

    def _client(self, request: Request) -> "OidcClient":
        client = self.clients.get(request.path_params["provider"])
        if client is None:
            raise HTTPException(404)
        if wait := self.from_each.wait(listen.source(request), self.clock()):
            raise HTTPException(429, headers={"Retry-After": str(wait)})
        return client

    def _failed(self, client: "OidcClient", problem: ProviderError) -> Response:
        log.warning("The sign-in with %s did not work: %s", client.provider.key, problem)
        return refused(self, _FAILED, name=client.provider.name)


async def after_sign_in(web: Web, request: Request, back: str = "/") -> str:
    """Where somebody goes who has just signed in: what they proved before may be joined with that now."""
    pending = await web.advisor.sign_ins.proof(cookies.read(request, PROOF), web.clock())
    return JOIN if pending is not None else back


def refused(web: Web, problem: str, status: int = 403, **names: str) -> Response:
    """The page to sign in, with what went wrong."""
    return HTMLResponse(sign_in_page(web, problem=problem, names=names), status)


def sign_in_page(
    web: Web,
    *,
    token: str = "",
    said: Mapping[str, str] | None = None,
    problem: str = "",
    names: Mapping[str, str] | None = None,
    notices: tuple[str, ...] = (),
) -> str:
    """The page to sign in, with everything that is set up; ``names`` stand in the problem."""
    settings = web.settings
    return render.page(
        "sign-in",
        Frame(path="/sign-in", notices=notices),
        token=token,
        said=said or {},
        problem=problem,
        names=names or {},
        help=settings.sign_in_help,
        providers=settings.providers,
        mail=settings.send_mail is not None,
        chat=settings.chat,
    )
