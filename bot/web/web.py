"""What all pages share: who asks, what stands around a page, and where a reply leads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.advisor import Advisor
from bot.chat.blocks import Note
from bot.chat.events import Actor, Event
from bot.chat.markup import escape
from bot.chat.views import DocumentView, FormView, Message, Reply
from bot.web import listen, notices, render, send, sessions
from bot.web.framing import tab_of
from bot.web.render import Frame, TrialBar
from bot.web.sessions import WebSettings
from bot.web.stream import Streams
from bot.web.trial import Trial


@dataclass(frozen=True)
class Web:
    """Handed to every group of pages."""

    advisor: Advisor
    clock: Callable[[], datetime]
    settings: WebSettings
    trial: Trial | None
    streams: Streams

    def actor(self, request: Request) -> Actor:
        """Who asks: the door let nobody else through."""
        actor: Actor = request.scope["actor"]
        return actor

    async def frame(self, request: Request, actor: Actor, path: str = "") -> Frame:
        """What stands around a page for this person; notices are shown once."""
        bar = None
        if self.trial is not None:
            people = self.trial.people()
            me = sessions.trial_person(people, actor.account)
            bar = TrialBar(me, people, self.trial.now(), await self.trial.next_due())
        return Frame(
            path=path or request.url.path,
            account=actor.account,
            name=actor.name,
            locale=actor.locale,
            zone=sessions.zone_of(actor),
            trial=bar,
            framed=bool(tab_of(request)),
            notices=notices.take(request, self.settings.secret),
        )

    async def handle(self, event: Event) -> tuple[Reply, list[int]]:
        """Let the advisor hear an event and write what was said into the transcript: the reply, and which lines.

        Raises:
            HTTPException: the advisor asks for patience, and did not read it.
        """
        now = self.clock()
        reply = await self.advisor.handle(event, now)
        if reply.wait:
            said = " ".join(message.summary for message in reply.messages)
            raise HTTPException(429, said, {"Retry-After": str(reply.wait)})
        return reply, await send.post(self.advisor, event, reply, now)

    async def home_message(self, actor: Actor, view: str = "") -> Message:
        reply = await self.advisor.handle(listen.home_opened(actor, view), self.clock())
        said = (Note(escape(message.summary)) for message in reply.messages)
        return reply.home or Message("", tuple(said))  # without Home it failed, and says so

    def remember(self, request: Request, *said: str) -> None:
        """Lines to be shown on the next page."""
        notices.remember(request, self.settings.secret, said)

    async def answer(self, request: Request, actor: Actor, reply: Reply, numbers: list[int], back: str) -> Response:
        """Where a reply leads: to its page, or back to where it was asked for, with what was answered."""
        go = render.address_of(reply.view) if reply.view else ""
        if reply.home and not numbers and not go and not back.startswith("/home"):
            go = f"/home?view={quote(reply.home_view)}" if reply.home_view else "/home"
        self.remember(request, *said_beside(reply), *((reply.passing,) if reply.passing and go else ()))
        if "application/json" in request.headers.get("accept", ""):
            frame = Frame(account=actor.account, locale=actor.locale, zone=sessions.zone_of(actor))
            lines = await self.advisor.lines(actor.account, numbers) if numbers else []
            shown = [{"id": line.id, "html": render.line(line, frame)} for line in lines]
            home = render.home(reply.home, frame) if reply.home else ""
            return JSONResponse({"go": go, "lines": shown, "home": home, "passing": reply.passing})
        if reply.passing and not go:
            self.remember(request, *said_beside(reply), reply.passing)
        if not go and numbers:
            said = ",".join(map(str, numbers))
            on_home = back.startswith("/home")
            go = f"{back}{'&' if '?' in back else '?'}lines={said}" if on_home else f"/#line-{numbers[0]}"
        return RedirectResponse(go or back, 303)


def said_beside(reply: Reply) -> list[str]:
    """What belongs on the page that a reply opens: its messages in short, and the notices of a form."""
    if reply.view is None:
        return []
    content = reply.view.content if isinstance(reply.view, DocumentView) else None
    notices = reply.view.notices if isinstance(reply.view, FormView) else ()
    return [*(message.summary for message in reply.messages if message != content), *notices]
