"""Coming in and going out; in the trial, being somebody else and moving the clock."""

from datetime import datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.web import listen, render, sessions
from bot.web.limits import TRIAL_DAYS
from bot.web.render import Frame
from bot.web.sessions import SignInError, local_path
from bot.web.trial import Trial
from bot.web.web import Web, remember
from flows.dates import parse_date


class Access(Web):
    """Pages that change who one is, and when it is."""

    async def sign_in(self, request: Request) -> Response:
        """A link is only looked at first: the previews of mail and chat programs must not use it up."""
        token = request.query_params.get("token", "")
        said: dict[str, str] = {}
        problem = ""
        try:
            if request.method == "POST":
                token = str((await listen.read_form(request)).get("token", ""))
                await sessions.sign_in(request, self.advisor, self.settings, token, self.clock())
                return RedirectResponse("/", 303)
            said = sessions.check_token(self.settings, token, self.clock()) if token else {}
        except SignInError as error:
            problem = str(error)
        shown = {"token": token, "said": said, "problem": problem, "help": self.settings.sign_in_help}
        return HTMLResponse(render.page("sign-in", Frame(path="/sign-in"), **shown), 403 if problem else 200)

    async def sign_out(self, request: Request) -> Response:
        request.session.clear()
        return RedirectResponse("/sign-in", 303)

    async def switch_person(self, request: Request) -> Response:
        """Trial only: become another sample person."""
        trial = self._trial()
        form = await listen.read_form(request)
        request.session["account"] = sessions.trial_person(trial.people(), str(form.get("account", ""))).account
        return RedirectResponse("/", 303)

    async def move_clock(self, request: Request) -> Response:
        """Trial only: move the clock forward and deliver what falls due on the way."""
        trial = self._trial()
        actor = self.actor(request)
        form = await listen.read_form(request)
        now = trial.now()
        to: datetime | None = None
        match form.get("to"):
            case "day":
                to, problem = now + timedelta(days=1), ""
            case "week":
                to, problem = now + timedelta(days=7), ""
            case "next":
                to = await trial.next_due()
                problem = "No reminder is planned. Submit a plan with deadlines first."
            case _:
                problem = "Write the date like 31 March 2027."
                try:
                    day = parse_date(str(form.get("date", "")))
                    to = datetime(day.year, day.month, day.day, 9, tzinfo=sessions.zone_of(actor))
                except ValueError:
                    to = None
        if to is not None and to < now:
            to, problem = None, "The clock only moves forward. Choose a later date."
        elif to is not None and to - now > timedelta(days=TRIAL_DAYS):
            to, problem = None, f"That is too far. The clock moves at most {TRIAL_DAYS} days at a time."
        if to is not None:
            count = await trial.move(to.astimezone(now.tzinfo))
            sent = {0: "No reminder was due.", 1: "One reminder was sent."}
            problem = f"The clock was moved. {sent.get(count, f'{count} reminders were sent.')}"
        remember(request, problem)
        return RedirectResponse(local_path(str(form.get("back", ""))), 303)

    def _trial(self) -> Trial:
        if self.trial is None:
            raise HTTPException(404)
        return self.trial
