"""The chat, its stream, the buttons, and Home."""

from asyncio import gather
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from bot.chat.views import Reply
from bot.web import listen, render, sessions
from bot.web.limits import LINES_BYTES, LINES_SHOWN, STREAM_PAUSE, VIEW
from bot.web.render import Frame
from bot.web.sessions import local_path
from bot.web.stream import StreamsFullError
from bot.web.web import Web


class Conversation(Web):
    """Pages on which one talks."""

    async def chat(self, request: Request) -> Response:
        """The newest lines of the transcript, the input below them, and Home beside them; or a page of earlier ones."""
        actor = self.actor(request)
        before = listen.number(request.query_params.get("before", ""))
        home, (lines, earlier) = await gather(
            self.home_message(actor),
            self.advisor.transcript_end(actor.account, LINES_SHOWN, LINES_BYTES, before),
        )
        frame = await self.frame(request, actor)
        first = lines[0].id if earlier else 0
        return HTMLResponse(render.chat_page(frame, lines, home, before=first, newest=before is None))

    async def say(self, request: Request) -> Response:
        """A message from the input below the chat, or one of the suggestions."""
        actor = self.actor(request)
        event = listen.said(actor, await listen.read_form(request))
        if event is None:
            return await self.answer(request, actor, Reply(), [], "/")
        reply, lines = await self.handle(event)
        return await self.answer(request, actor, reply, lines, "/")

    async def press(self, request: Request) -> Response:
        """A button; one that needs a confirmation asks for it on a page of its own where no script did."""
        actor = self.actor(request)
        form = await listen.read_form(request)
        back = local_path(listen.text(form, "back"))
        if listen.text(form, "confirm") and not listen.text(form, "confirmed"):
            fields = {name: listen.text(form, name) for name in form}
            return HTMLResponse(render.page("confirm", await self.frame(request, actor), fields=fields, back=back))
        reply, lines = await self.handle(listen.pressed(actor, form))
        return await self.answer(request, actor, reply, lines, back)

    async def stream(self, request: Request) -> Response:
        """Server-sent events with the lines after the last one that the page has."""
        actor = self.actor(request)
        seen = listen.number(request.headers.get("last-event-id") or request.query_params.get("after", ""))
        frame = Frame(account=actor.account, locale=actor.locale, zone=sessions.zone_of(actor))
        try:
            opened = self.streams.open(actor.account, request.scope["session_id"], seen or 0)
        except StreamsFullError:
            raise HTTPException(503, headers={"Retry-After": str(STREAM_PAUSE)}) from None
        return StreamingResponse(
            self.streams.read(opened, lambda line: render.line(line, frame)),
            media_type="text/event-stream",
            headers={"X-Accel-Buffering": "no", "Cache-Control": "no-store"},
        )

    async def home(self, request: Request) -> Response:
        """Home as a page, with the answers to a button that was pressed there; or only its content."""
        actor, view = self.actor(request), request.query_params.get("view", "")[:VIEW]
        view += request.query_params.get("words", "")[:VIEW]
        message = await self.home_message(actor, view)
        path = f"/home?view={quote(view)}" if view else "/home"
        if "fragment" in request.query_params:
            frame = Frame(path, account=actor.account, locale=actor.locale, zone=sessions.zone_of(actor))
            return HTMLResponse(render.home(message, frame))
        numbers = [listen.number(part) for part in request.query_params.get("lines", "").split(",")[:LINES_SHOWN]]
        lines = await self.advisor.lines(actor.account, [number for number in numbers if number is not None])
        return HTMLResponse(render.home_page(await self.frame(request, actor, path), lines, message))
