"""The forms of a session: what people write after it, and its link and agenda."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.advisor import notices
from bot.advisor.coaching import acting, meeting, news
from bot.advisor.coaching.links import address
from bot.advisor.turn import Turn, reads, writes
from bot.chat.events import FormSent, Intent
from bot.chat.views import FormView, Message, Reply
from bot.reminders.rules import CHANGED
from bot.store import session_notes, sessions
from bot.store.engine import Tx
from bot.store.session_notes import SessionNote
from bot.store.sessions import Session
from flows.dialogue import Dialogue, Page
from flows.fields import SHORT, Choice, Raw, choice, long_text, questions, short_text
from flows.findings import Words
from flows.forms import FormRef, build_form
from flows.typed import clean
from flows.validation import FieldError, Scene

DOCUMENT = meeting.DOCUMENT
"""Stands where documents have their id, before the id of the session."""

NOTES, DETAILS = "notes", "details"
MOST_STEPS = 20


class NotesPage(Page):
    title = "How did it go?"
    intro = "Your cluster and its coach read what you write here. Nobody else does."
    went: str | None = choice(
        "How did the session go?",
        (Choice("well", "Well"), Choice("partly", "Partly well"), Choice("badly", "Not well")),
        required=False,
    )
    notes: str | None = long_text("What do you want to keep of it?", short="Notes", required=False)
    steps: str | None = long_text(
        "What are the next steps?",
        short="Next steps",
        help="One per line. The cluster can take each into its action plan with one press.",
        example="Ask three members about the new fee",
        required=False,
    )


class DetailsPage(Page):
    title = "Link and agenda"
    intro = "Everybody who takes part will be told, and will find both in the calendar file."
    link: str | None = short_text(
        "Where does it take place online?", short="Video link", example="https://meet.example.org/plan", required=False
    )
    agenda: str | None = long_text("What is on the agenda?", short="Agenda", required=False)


class Meeting(Dialogue):
    """The pages of one session; no document is made of them."""

    id = "meeting"
    command = "meeting"
    title = "Coaching session"
    purpose = "Write down what came of a session."
    minutes = 3
    notes: NotesPage
    details: DetailsPage


async def form(turn: Turn, page: str, id: str) -> Reply:
    """One of the forms, with what is there."""
    found = await _there(turn, id)
    if found is None:
        return turn.say("coaching.gone")
    if page == NOTES and found[0].starts_at > turn.now:
        return turn.say("meeting.not-yet", when=turn.voice.moment(found[0].starts_at))
    return Reply(view=_form(turn, id, {page: _answers(page, *found)}))


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """A form, or the page of the session for every other one."""
    if ref.page in (NOTES, DETAILS):
        return await acting.on(turn, about, lambda own: form(own, ref.page, about))
    return await acting.on(turn, about, lambda own: meeting.show(own, about))


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Keep what was sent; what does not fit says so."""
    about = sent.document.partition(":")[2]
    return await acting.on(turn, about, lambda own: _receive(own, sent, about))


async def _receive(turn: Turn, sent: FormSent, id: str) -> Reply:
    page = sent.ref.page
    if page not in (NOTES, DETAILS) or sent.intent is Intent.BACK:
        return await meeting.show(turn, id)
    asked = questions(Meeting.pages()[page])
    typed = {key: clean(question, sent.answers.get(key)) for key, question in asked.items()}
    answers: dict[str, Raw] = {page: typed}
    checked = Meeting.check_page(page, typed, Scene(turn.today, answers))
    taken = checked.model
    errors = checked.errors or tuple(_problems(taken))
    if errors:
        return Reply(view=_form(turn, id, answers, errors))
    return await (_keep_notes(turn, id, taken) if isinstance(taken, NotesPage) else _keep_details(turn, id, taken))


def _problems(page: Any) -> Sequence[FieldError]:
    if isinstance(page, DetailsPage) and page.link and address(page.link) is None:
        return (FieldError(("link",), Words(id="slot.no-link")),)
    if isinstance(page, NotesPage) and (len(steps := _steps(page)) > MOST_STEPS or any(len(s) > SHORT for s in steps)):
        return (FieldError(("steps",), Words(id="meeting.steps-long", params={"limit": MOST_STEPS, "length": SHORT})),)
    return ()


def _steps(page: NotesPage) -> list[str]:
    lines = (line.strip().lstrip("-•*").strip() for line in (page.steps or "").splitlines())
    return list(dict.fromkeys(filter(None, lines)))


async def _keep_notes(turn: Turn, id: str, page: NotesPage) -> Reply:
    if not await _put(turn, id, page):
        return turn.say("coaching.gone")
    return await meeting.show(turn, id, turn.line("meeting.kept"))


@writes
def _put(tx: Tx, turn: Turn, id: str, page: NotesPage) -> bool:
    session = sessions.get(tx, turn.scope, id)
    if session is None or session.state != "planned" or session.starts_at > turn.now:
        return False
    steps, notes = _steps(page), (page.notes or "").strip()
    session_notes.put(tx, turn.scope, id, went=page.went or "", notes=notes, steps=steps, now=turn.now)
    return True


async def _keep_details(turn: Turn, id: str, page: Any) -> Reply:
    said, outdated = await _describe(turn, id, (page.link or "").strip(), (page.agenda or "").strip())
    if said is None:
        return turn.say("coaching.gone")
    await notices.replace_outdated(turn, outdated)
    return await meeting.show(turn, id, said)


@writes
def _describe(tx: Tx, turn: Turn, id: str, link: str, agenda: str) -> tuple[Message | None, list[Any]]:
    before = sessions.get(tx, turn.scope, id)
    session = sessions.describe(tx, turn.scope, id, link=link, agenda=agenda, now=turn.now)
    if before is None or session is None:
        return None, []
    if before.edits == session.edits:
        return turn.line("meeting.same"), []
    return turn.line("meeting.changed"), news.tell(tx, turn, CHANGED, session)


@reads
def _there(tx: Tx, turn: Turn, id: str) -> tuple[Session, SessionNote | None] | None:
    """A session that is not cancelled, and what the person wrote of it."""
    session = sessions.get(tx, turn.scope, id)
    if session is None or session.state != "planned":
        return None
    written = session_notes.of_session(tx, turn.scope, id)
    return session, next((note for note in written if note.person == turn.person.id), None)


def _answers(page: str, session: Session, note: SessionNote | None) -> dict[str, Raw]:
    if page == DETAILS:
        return {"link": session.link, "agenda": session.agenda}
    if note is None:
        return {}
    return {"went": note.went, "notes": note.notes, "steps": "\n".join(note.steps)}


def _form(turn: Turn, id: str, answers: Mapping[str, Any], errors: Sequence[FieldError] = ()) -> FormView:
    (page,) = answers
    made = build_form(Meeting, FormRef(page), answers, errors, word=turn.voice.words)
    return FormView(f"{DOCUMENT}:{id}", int(turn.now.timestamp()), made, first=True, alone=True)
