"""Coming in and going out, and where one is signed in; in the trial, being somebody else and moving the clock."""

from datetime import datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.web import cookies, listen, notices, render, sessions
from bot.web.framing import tab_of
from bot.web.limits import TRIAL_DAYS, TRIAL_SECONDS
from bot.web.render import Frame
from bot.web.sessions import SignInError, local_path
from bot.web.signing_in import after_sign_in, sign_in_page
from bot.web.trial import Trial
from bot.web.web import Web
from flows.reading.dates import likeliest_date


class Access(Web):
    """Pages that change who one is, and when it is."""

    async def sign_in(self, request: Request) -> Response:
        """A link is only looked at first: the previews of mail and chat programs must not use it up."""
        token = request.query_params.get("token", "")
        if request.method == "GET" and not token and (tab := tab_of(request)):
            return RedirectResponse(tab, 303)  # there the chat program says who somebody is
        said: dict[str, str] = {}
        problem = ""
        try:
            if request.method == "POST":
                token = listen.text(await listen.read_form(request), "token")
                await sessions.sign_in(request, self.advisor, self.settings, token, self.clock())
                return RedirectResponse(await after_sign_in(self, request), 303)
            said = sessions.check_token(self.settings, token, self.clock()) if token else {}
        except SignInError as error:
            problem = str(error)
        told = notices.take(request, self.settings.secret)
        page = sign_in_page(self, token=token, said=said, problem=problem, notices=told)
        return HTMLResponse(page, 403 if problem else 200)

    async def kept(self, request: Request) -> Response:
        """What is kept of whom, and why: for everybody, before they sign in."""
        locale, now = sessions.language(request), self.clock()
        known = self.trial is not None or await sessions.session_of(request, self.advisor, now) is not None
        frame = Frame(path="/privacy", locale=locale)
        return HTMLResponse(render.document_page(self.advisor.kept(locale), frame, "/home" if known else "/sign-in"))

    async def sign_out(self, request: Request) -> Response:
        """End this browser's session: its cookie is worth nothing from now on, wherever it was copied to."""
        cookies.drop(request, sessions.COOKIE)
        await self._end(request, request.scope["session_id"])
        return RedirectResponse("/sign-in", 303)

    async def sessions(self, request: Request) -> Response:
        """Where one is signed in."""
        self._not_in_the_trial()
        actor = self.actor(request)
        found = await self.advisor.web_sessions.of_person(actor.account, self.clock())
        found.sort(key=lambda session: session.id != request.scope["session_id"])  # this one first
        frame = await self.frame(request, actor)
        shown = {"sessions": found, "this": request.scope["session_id"], "providers": self.settings.providers}
        shown |= {"ways": await self.advisor.sign_ins.ways(actor.account), "mail": self.settings.send_mail is not None}
        return HTMLResponse(render.page("sessions", frame, **shown))

    async def end_session(self, request: Request) -> Response:
        """End one of one's sessions, or all."""
        self._not_in_the_trial()
        id = listen.text(await listen.read_form(request), "session")
        if id == "all":
            await self.advisor.web_sessions.end_all(self.actor(request).account, self.clock())
            await self.streams.check_sessions()
        else:
            await self._end(request, id)
        return RedirectResponse("/sign-in" if id in ("all", request.scope["session_id"]) else "/sessions", 303)

    async def _end(self, request: Request, id: str) -> None:
        await self.advisor.web_sessions.end(self.actor(request).account, id, self.clock())
        await self.streams.check_sessions()

    async def switch_person(self, request: Request) -> Response:
        """Trial only: become another sample person."""
        trial = self._trial()
        account = listen.text(await listen.read_form(request), "account")
        person = sessions.trial_person(trial.people(), account)
        cookies.put(request, sessions.TRIAL_COOKIE, person.account, TRIAL_SECONDS)
        return RedirectResponse("/", 303)

    async def move_clock(self, request: Request) -> Response:
        """Trial only: move the clock forward and deliver what falls due on the way."""
        trial = self._trial()
        actor = self.actor(request)
        form = await listen.read_form(request)
        now = trial.now()
        to: datetime | None = None
        match listen.text(form, "to"):
            case "day":
                to, problem = now + timedelta(days=1), ""
            case "week":
                to, problem = now + timedelta(days=7), ""
            case "next":
                to = await trial.next_due()
                problem = "No reminder is planned. Submit a plan with deadlines first."
            case _:
                problem = "Write the date like 31 March 2027."
                zone = sessions.zone_of(actor)
                day = likeliest_date(listen.text(form, "date"), now.astimezone(zone).date())
                to = None if day is None else datetime(day.year, day.month, day.day, 9, tzinfo=zone)
        if to is not None and to < now:
            to, problem = None, "The clock only moves forward. Choose a later date."
        elif to is not None and to - now > timedelta(days=TRIAL_DAYS):
            to, problem = None, f"That is too far. The clock moves at most {TRIAL_DAYS} days at a time."
        if to is not None:
            count = await trial.move(to.astimezone(now.tzinfo))
            sent = {0: "No reminder was due.", 1: "One reminder was sent."}
            problem = f"The clock was moved. {sent.get(count, f'{count} reminders were sent.')}"
        self.remember(request, problem)
        return RedirectResponse(local_path(listen.text(form, "back")), 303)

    def _not_in_the_trial(self) -> None:
        if self.trial is not None:
            raise HTTPException(404)

    def _trial(self) -> Trial:
        if self.trial is None:
            raise HTTPException(404)
        return self.trial
