"""The chat, its stream, the buttons, and Home."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from bot.chat.views import Reply
from bot.web import listen, render, sessions, stream
from bot.web.limits import LINES_KEPT, LINES_SHOWN, NUMBER
from bot.web.render import Frame
from bot.web.sessions import local_path
from bot.web.web import Web


class Conversation(Web):
    """Pages on which one talks."""

    async def chat(self, request: Request) -> Response:
        """The newest lines of the transcript, the input below them, and Home beside them."""
        actor = self.actor(request)
        wanted = LINES_KEPT if "earlier" in request.query_params else LINES_SHOWN
        lines = await self.advisor.transcript_end(actor.account, wanted + 1)
        page = render.page(
            "chat",
            await self.frame(request, actor),
            lines=lines[-wanted:],
            earlier=len(lines) > wanted,
            last=lines[-1].id if lines else 0,
            home=await self.home_message(actor),
        )
        return HTMLResponse(page)

    async def say(self, request: Request) -> Response:
        """A message from the input below the chat, or one of the suggestions."""
        actor = self.actor(request)
        event = listen.said(actor, await listen.read_form(request))
        if event is None:
            return await self.answer(request, actor, Reply(), [], "/")
        reply, lines = await self.hear(event)
        return await self.answer(request, actor, reply, lines, "/")

    async def press(self, request: Request) -> Response:
        """A button; one that needs a confirmation asks for it on a page of its own where no script did."""
        actor = self.actor(request)
        form = await listen.read_form(request)
        back = local_path(str(form.get("back", "")))
        if form.get("confirm") and not form.get("confirmed"):
            return HTMLResponse(render.page("confirm", await self.frame(request, actor), fields=dict(form), back=back))
        reply, lines = await self.hear(listen.pressed(actor, form))
        return await self.answer(request, actor, reply, lines, back)

    async def stream(self, request: Request) -> Response:
        """Server-sent events with the lines after the last one that the page has."""
        actor = self.actor(request)
        seen = _number(request.headers.get("last-event-id") or request.query_params.get("after", ""))
        frame = Frame(account=actor.account, locale=actor.locale, zone=sessions.zone_of(actor))
        events = stream.new_lines(
            self.advisor, actor.account, seen or 0, lambda line: render.line(line, frame), self.stopping
        )
        return StreamingResponse(
            events, media_type="text/event-stream", headers={"X-Accel-Buffering": "no", "Cache-Control": "no-store"}
        )

    async def home(self, request: Request) -> Response:
        """Home as a page, with the answers to a button that was pressed there; or only its content."""
        actor = self.actor(request)
        message = await self.home_message(actor)
        if "fragment" in request.query_params:
            frame = Frame(account=actor.account, locale=actor.locale, zone=sessions.zone_of(actor))
            return HTMLResponse(render.home(message, frame))
        numbers = [_number(part) for part in request.query_params.get("lines", "").split(",")]
        lines = await self.lines(actor.account, [number for number in numbers if number is not None])
        return HTMLResponse(render.page("home", await self.frame(request, actor), home=message, lines=lines))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= NUMBER else None
