"""Signing in by a link in an e-mail, and proving an address for that.

Whether an address is known is told nobody: the page says the same, at the same moment, and what is to be done is done
after it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.advisor.pace import Pace
from bot.advisor.sign_ins import LASTS, MAIL_LASTS
from bot.chat.blocks import Button, Buttons, Style, Text
from bot.chat.events import Actor
from bot.chat.messages import voice
from bot.chat.views import Message
from bot.web import cookies, listen, render, sessions
from bot.web.limits import MAILS, MAILS_EACH
from bot.web.render import Frame
from bot.web.signing_in import JOIN, PROOF
from bot.web.web import Web
from flows.reading.mail_addresses import is_address

_APART = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store"}
_SENT = (
    "If the advisor knows this address, a link is on its way to it. It works once, within 15 minutes, and only the "
    "newest link works."
)
_ASKED = "A link is on its way to this address. Open it in this browser, within 15 minutes."
_NO_ADDRESS = "This is not an e-mail address. Write it like you@example.org."
_OLD = "This link is too old, was used before, or you asked for a newer one since. Please ask for a new one."


@dataclass(frozen=True)
class MailSignIn(Web):
    """``from_each`` counts links that are asked for from each address of a connection, ``of_each`` those for each
    e-mail address."""

    from_each: Pace = field(default_factory=lambda: Pace(MAILS))
    of_each: Pace = field(default_factory=lambda: Pace(MAILS_EACH))

    async def ask(self, request: Request) -> Response:
        """Somebody asks for a link to sign in."""
        now = self.clock()
        address = await self._address(request, now)
        if not is_address(address):
            self.remember(request, _NO_ADDRESS)
            return RedirectResponse("/sign-in", 303)
        self.remember(request, _SENT)
        task = BackgroundTask(self._send, address, now) if self._may(address, now) else None
        return RedirectResponse("/sign-in", 303, background=task)

    async def _send(self, address: str, now: datetime) -> None:
        found = await self.advisor.sign_ins.by_mail(address)
        if found is None:
            return
        actor = Actor(account=found.account, workspace=found.workspace, name=found.name)
        offered, public = self.advisor.web_sessions, self.settings.public_url
        link = await sessions.sign_in_link(offered, self.settings, public, actor, now, MAIL_LASTS)
        speaker = voice(found.locale, "UTC")
        button = Button(speaker.say("access.mail-button"), style=Style.PRIMARY, url=link)
        blocks = Text(speaker.mark("access.mail-text")), Buttons((button,))
        await self._mail(address, found.name, Message(speaker.say("access.mail"), blocks, locale=found.locale))

    async def add(self, request: Request) -> Response:
        """Somebody who is signed in asks for a link that proves an address."""
        now, actor = self.clock(), self.actor(request)
        address = await self._address(request, now)
        if not is_address(address):
            self.remember(request, _NO_ADDRESS)
            return RedirectResponse("/sessions", 303)
        self.remember(request, _ASKED)
        task = BackgroundTask(self._send_proof, address, actor.account, now) if self._may(address, now) else None
        return RedirectResponse("/sessions", 303, background=task)

    async def _send_proof(self, address: str, account: str, now: datetime) -> None:
        asked = await self.advisor.sign_ins.ask_mail(account, address, now)
        if asked is None:
            return
        secret, who = asked
        link = f"{self.settings.public_url.rstrip('/')}/sign-in/mail/{secret}"
        speaker = voice(who.locale, "UTC")
        button = Button(speaker.say("access.mail-add-button"), style=Style.PRIMARY, url=link)
        blocks = Text(speaker.mark("access.mail-add-text", name=who.name)), Buttons((button,))
        await self._mail(address, who.name, Message(speaker.say("access.mail-add"), blocks, locale=who.locale))

    async def prove(self, request: Request) -> Response:
        """The link that proves an address: looked at first, for mail programs open links by themselves."""
        now, secret = self.clock(), request.path_params["secret"]
        if wait := self.from_each.wait(listen.source(request), now):
            raise HTTPException(429, headers={**_APART, "Retry-After": str(wait)})
        if request.method == "POST":
            if proven := await self.advisor.sign_ins.open_mail(secret, now):
                cookies.put(request, PROOF, proven, int(LASTS.total_seconds()))
                return RedirectResponse(JOIN, 303, headers=_APART)
            proof = None
        else:
            proof = await self.advisor.sign_ins.mailed(secret, now)
        shown = {"proof": proof, "secret": secret, "problem": "" if proof else _OLD}
        frame = Frame(path="/sign-in", locale=sessions.language(request))
        return HTMLResponse(render.page("prove-mail", frame, **shown), 200 if proof else 403, headers=_APART)

    async def _address(self, request: Request, now: datetime) -> str:
        """The address that was typed.

        Raises:
            HTTPException: no e-mail is set up, or too much was asked for.
        """
        if self.settings.send_mail is None:
            raise HTTPException(404)
        if wait := self.from_each.wait(listen.source(request), now):
            raise HTTPException(429, headers={"Retry-After": str(wait)})
        return listen.text(await listen.read_form(request), "address").strip()

    def _may(self, address: str, now: datetime) -> bool:
        return not self.of_each.wait(sha256(address.lower().encode()).hexdigest(), now)

    async def _mail(self, address: str, name: str, message: Message) -> None:
        assert self.settings.send_mail is not None, "Nobody asks where no e-mail is set up."
        await self.settings.send_mail(address, name, message)
