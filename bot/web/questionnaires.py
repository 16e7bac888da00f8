"""The public page of a questionnaire: for members, who sign in nowhere.  The link is all that they have."""

from dataclasses import dataclass, field
from secrets import token_urlsafe

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.advisor.pace import Pace
from bot.advisor.questionnaires.public import Public, State
from bot.chat.views import FormView
from bot.web import cookies, inputs, listen, render
from bot.web.limits import QUESTIONNAIRE_KEPT, QUESTIONNAIRE_READS, QUESTIONNAIRE_READS_EACH
from bot.web.render import Frame
from bot.web.sessions import language
from bot.web.web import Web

COOKIE = "answering"
"""Tells this browser from others; sent to the page of its questionnaire alone."""

_STATUS = {"gone": 404, "busy": 429, State.CLOSED: 410}
_APART = {"X-Robots-Tag": "noindex, nofollow"}


@dataclass(frozen=True)
class Questionnaires(Web):
    """``from_each`` counts the requests from each address, ``of_each`` those of each link, whatever they find."""

    from_each: Pace = field(default_factory=lambda: Pace(QUESTIONNAIRE_READS))
    of_each: Pace = field(default_factory=lambda: Pace(QUESTIONNAIRE_READS_EACH))

    async def shown(self, request: Request) -> Response:
        """The questions, or why there are none."""
        if wait := self._wait(request):
            return _busy(request, wait)
        token, device = request.path_params["secret"], cookies.read(request, COOKIE, request.url.path)
        found = await self.advisor.questionnaire(token, device, language(request), self.clock())
        return _page(request, found, done=request.query_params.get("done", ""))

    async def sent(self, request: Request) -> Response:
        """Answers that were sent, or are to be kept for later; what is wrong with them is shown at once."""
        if wait := self._wait(request):
            return _busy(request, wait)
        form = await listen.read_form(request)
        token, path = request.path_params["secret"], request.url.path
        device = cookies.read(request, COOKIE, path) or token_urlsafe()
        saves = listen.text(form, "do") == "save"
        keep = self.advisor.save_answers if saves else self.advisor.send_answers
        found = await keep(token, device, listen.answers_of(form), language(request), self.clock())
        if found is None:
            return _page(request, None)
        cookies.put(request, COOKIE, device, QUESTIONNAIRE_KEPT * 24 * 3600, path)
        if found.form is not None and not saves:
            return _page(request, found, status=422)
        done = {State.OPEN: "?done=saved", State.ANSWERED: "?done=sent"}.get(found.state, "")
        return RedirectResponse(f"{path}{done}", 303)

    def _wait(self, request: Request) -> int:
        """After how many seconds it may be asked for again, 0 for now."""
        now = self.clock()
        return self.from_each.wait(listen.source(request), now) or self.of_each.wait(request.path_params["secret"], now)


def _page(request: Request, found: Public | None, *, done: str = "", status: int = 0) -> Response:
    """The page; ``done`` is what was just done, which a browser without cookies could not tell: where a link is of one
    member, it is known without."""
    thanks = done == "sent" and found is not None and not found.member
    state = "gone" if found is None else State.ANSWERED if thanks else found.state
    view = None
    if found is not None and found.form is not None and state is State.OPEN:
        view = FormView("", 0, found.form, first=True, voluntary=True)
    shown: dict[str, object] = {
        "state": str(state),
        "found": found,
        "view": view,
        "problems": inputs.problems(view) if view is not None else [],
        "saved": done == "saved",
    }
    return _answer(request, shown, status or _STATUS.get(state, 200))


def _busy(request: Request, wait: int) -> Response:
    shown: dict[str, object] = {"state": "busy", "found": None, "view": None, "problems": [], "saved": False}
    return _answer(request, shown, _STATUS["busy"], {"Retry-After": str(wait)})


def _answer(request: Request, shown: dict[str, object], status: int, headers: dict[str, str] | None = None) -> Response:
    frame = Frame(path=request.url.path, locale=language(request))
    return HTMLResponse(render.page("questionnaire", frame, **shown), status, {**_APART, **(headers or {})})
