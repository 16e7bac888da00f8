"""The pages of a document: its form page by page, the review, and what it says when it is finished."""

import hashlib
import re
import unicodedata
from urllib.parse import quote, unquote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response

from bot.advisor.documents.plain_text import as_text
from bot.chat.events import Intent
from bot.chat.views import DocumentView, FormView, Reply, ReviewView, View
from bot.web import inputs, listen, render, send
from bot.web.headers import DRAWING
from bot.web.limits import UPLOADS
from bot.web.web import Web, said_beside
from flows.forms import FormRef


class Documents(Web):
    """Pages on which one works on a document."""

    async def form(self, request: Request) -> Response:
        """A page or row of a dialogue, opened."""
        ref = _ref(request)
        view = await self._view(request, ref)
        return await self._show(request, view)

    async def form_sent(self, request: Request) -> Response:
        """A page or row of a dialogue, sent; what is wrong with it is shown at once."""
        actor = self.actor(request)
        takes_file = request.scope["path"].startswith(UPLOADS)
        form = await listen.read_form(request, files=1 if takes_file else 0)
        file = await listen.sent_file(form) if takes_file else None
        event = listen.form_sent(actor, request.path_params["document"], _ref(request), form, file)
        now = self.clock()
        reply = await self.advisor.handle(event, now)
        view = reply.view
        if event.intent is Intent.KEEP and isinstance(view, FormView):
            return JSONResponse({"conflicts": inputs.conflicts(view)})
        if isinstance(view, FormView) and view.passing:
            return await self._show(request, view)
        if isinstance(view, FormView) and (view.form.has_errors or view.conflicts):
            # Opened anew, the page would not know what was wrong with what was sent.
            return await self._show(request, view, 422 if view.form.has_errors else 409)
        if reply.window is not None:
            shown = DocumentView(event.document, reply.window.summary, reply.window, paper=False)
            return await self._answered(request, shown)
        if reply.failed or (view is None and event.intent is not Intent.CLOSE):
            raise _not_there(reply)
        if isinstance(view, DocumentView) and not view.paper and not reply.messages:
            return await self._answered(request, view)
        lines = await send.post(self.advisor, event, reply, now)
        return await self.answer(request, actor, reply, lines, "/")

    async def _answered(self, request: Request, view: DocumentView) -> Response:
        """What was answered to a form that no document is made of: opened anew, it would not hold that answer."""
        frame = await self.frame(request, self.actor(request), render.path_of(view))
        return HTMLResponse(render.document_page(view, frame))

    async def review(self, request: Request) -> Response:
        """All answers before submitting."""
        return await self._show(request, await self._view(request, FormRef(page="review")))

    async def document(self, request: Request) -> Response:
        """The finished document, or the review while it is a draft."""
        return await self._show(request, await self._view(request, FormRef(page="")))

    async def own_settings(self, request: Request) -> Response:
        """What somebody has set for themselves: a page as that of a document."""
        return RedirectResponse("/documents/settings", 303)

    async def part(self, request: Request) -> Response:
        """A part of a finished document, such as an earlier version."""
        view = await self._view(request, _ref(request))
        if not isinstance(view, DocumentView):
            raise HTTPException(404)
        return await self._show(request, view)

    async def text(self, request: Request) -> Response:
        """The finished document, or a part of it, as a text file."""
        view = await self._view(request, _ref(request))
        if not isinstance(view, DocumentView):
            raise HTTPException(404)
        return PlainTextResponse(as_text(view), headers={"Content-Disposition": _attached(view.title, "txt")})

    async def file(self, request: Request) -> Response:
        """A version as a file to keep, or a picture of it: drawn on the page, or to keep."""
        asked = {key: request.path_params[key] for key in ("document", "version", "name")}
        said = request.query_params
        event = listen.file_wanted(self.actor(request), **asked, dark="dark" in said, on_paper="paper" in said)
        reply = await self.advisor.handle(event, self.clock())
        if not reply.files:
            raise _not_there(reply)
        (file,) = reply.files
        mark = f'"{hashlib.sha256(file.content).hexdigest()[:32]}"'
        headers = {"ETag": mark, "Cache-Control": "private, no-cache"}
        if request.headers.get("if-none-match") == mark:
            return Response(
                status_code=304, headers=headers, media_type=file.media_type
            )  # it may run no more than before
        if file.media_type != DRAWING:
            headers["Content-Disposition"] = _attached(file.title, file.name.rpartition(".")[2])
        return Response(file.content, media_type=file.media_type, headers=headers)

    async def _view(self, request: Request, ref: FormRef) -> View:
        event = listen.opened(self.actor(request), request.path_params["document"], ref)
        reply = await self.advisor.handle(event, self.clock())
        if reply.view is None:
            raise _not_there(reply)
        self.remember(request, *said_beside(reply))
        return reply.view

    async def _show(self, request: Request, view: View, status: int = 200) -> Response:
        path = render.path_of(view)
        if not isinstance(view, FormView) and unquote(path) != request.scope["path"]:
            return RedirectResponse(path, 303)
        frame = await self.frame(request, self.actor(request), path)
        match view:
            case FormView():
                return HTMLResponse(render.form_page(view, frame), status)
            case ReviewView():
                return HTMLResponse(render.page("review", frame, view=view))
            case DocumentView():
                return HTMLResponse(render.document_page(view, frame))


def file_name(title: str) -> str:
    """A title as a file name that every system takes."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower()[:60] or "document"


def _attached(title: str, extension: str) -> str:
    """The header by which a browser keeps a file under the title of what it holds."""
    full_name = quote(f"{title[:80]}.{extension}", safe="")
    return f"attachment; filename=\"{file_name(title)}.{extension}\"; filename*=UTF-8''{full_name}"


def _not_there(reply: Reply) -> HTTPException:
    """Nothing to show; the advisor says why."""
    return HTTPException(503 if reply.failed else 404, detail=" ".join(message.summary for message in reply.messages))


def _ref(request: Request) -> FormRef:
    return FormRef(**{key: request.path_params.get(key, "") for key in ("page", "field", "row")})
