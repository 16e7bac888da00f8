"""More time for handing in before a session: granted by the coach in a form or taken back, told to the cluster."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from bot.advisor import consequences, notices
from bot.advisor.commenting import hand_ins, news
from bot.advisor.turn import Turn, reads, writes
from bot.chat.blocks import Button, Buttons, Heading, Style
from bot.chat.events import FormSent, Intent
from bot.chat.views import DocumentView, FormView, Message, Reply
from bot.reminders import hand_in, timing
from bot.store import extensions, sessions
from bot.store.engine import Tx
from bot.store.hand_ins import SessionHandIn
from bot.store.reminders import Reminder
from bot.store.scope import Role
from flows.dialogue import Dialogue, Page
from flows.fields import Choice, Raw, date_, questions, short_text
from flows.findings import Words
from flows.forms import FormRef, build_form
from flows.reading.moments import read_moment
from flows.typed import clean
from flows.validation import FieldError, Scene

DOCUMENT = "later"
"""Stands where documents have their id, before the session: ``later:<session>``."""

PAGE = "until"


class UntilPage(Page):
    title = "What is their new deadline?"
    intro = "The cluster will be told, and its reminders will follow the new date."
    day: date = date_("Until which day?", example="2027-03-11", due=False)
    time: str | None = short_text(
        "Until what time?",
        help="In your own time; without one, until the end of the day.",
        example="14:00",
        required=False,
    )


class Until(Dialogue):
    """The page of a later date; no document is made of it."""

    id = "later"
    command = "later"
    title = "A later date"
    purpose = "Give a cluster more time for handing in."
    minutes = 1
    until: UntilPage


@reads
def ask(tx: Tx, turn: Turn, session: str) -> Reply:
    """The button "Give more time"."""
    found = hand_ins.find(tx, turn, session)
    return Reply(view=_form(turn, found, {})) if found is not None else turn.say("later.gone")


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """The form."""
    return await ask(turn, about)


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Grant it, or say what is wrong with the date."""
    session = sent.document.partition(":")[2]
    if sent.intent is Intent.BACK:
        return await ask(turn, session)
    done = await turn.services.store.write(lambda tx: _granted(tx, turn, session, sent.answers))
    if isinstance(done, Reply):
        return done
    view, outdated = done
    await notices.replace_outdated(turn, outdated)
    return Reply(view=view)


def _granted(
    tx: Tx, turn: Turn, session: str, typed: Mapping[str, Raw]
) -> Reply | tuple[DocumentView, Sequence[Reminder]]:
    found = hand_ins.find(tx, turn, session)
    if found is None or found.starts_at <= turn.now:
        return turn.say("later.gone")
    asked = questions(UntilPage)
    answers = {key: clean(question, typed.get(key)) for key, question in asked.items()}
    checked = Until.check_page(PAGE, answers, Scene(turn.today, {PAGE: answers}))
    page = checked.model
    if checked.errors or not isinstance(page, UntilPage):
        return Reply(view=_form(turn, found, answers, checked.errors))
    until = _moment(turn, page)
    wrong = until if isinstance(until, FieldError) else _wrong(turn, found, until)
    if wrong is not None or isinstance(until, FieldError):
        return Reply(view=_form(turn, found, answers, (wrong,) if wrong else ()))
    extensions.grant(tx, replace(turn.scope, cluster=found.cluster), session, until, turn.now)
    return _told(turn, found, until), _follow(tx, turn, found)


def _follow(tx: Tx, turn: Turn, found: SessionHandIn) -> list[Reminder]:
    """The news of the date that counts now, and the reminders of it."""
    scope = replace(turn.scope, cluster=found.cluster)
    session = sessions.get(tx, scope, found.session)
    assert session is not None
    # the reminders follow from what the cluster has, of which the coach sees only what was handed in
    cluster = replace(turn, person=replace(turn.person, cluster=found.cluster, role=Role.STAFF))
    return [*news.tell_later(tx, turn, scope, session), *consequences.reconcile_standing(tx, cluster)]


async def withdraw(turn: Turn, session: str) -> Reply:
    """The button "Withdraw the extra time": the usual date counts again."""
    said, outdated = await _withdraw(turn, session)
    await notices.replace_outdated(turn, outdated)
    turn.changed()
    return said


@writes
def _withdraw(tx: Tx, turn: Turn, session: str) -> tuple[Reply, Sequence[Reminder]]:
    found = hand_ins.find(tx, turn, session)
    if found is None or found.starts_at <= turn.now:
        return turn.say("later.gone"), ()
    if not extensions.withdraw(tx, replace(turn.scope, cluster=found.cluster), session):
        return turn.say("later.none"), ()
    usual = turn.voice.moment(hand_in.due(found.wall, found.zone))
    return turn.say("later.withdrawn", cluster=found.cluster_name, due=usual), _follow(tx, turn, found)


def _moment(turn: Turn, page: UntilPage) -> datetime | FieldError:
    """The moment that was typed, in the coach's own time; what may be meant is offered."""
    if not (page.time or "").strip():
        return timing.to_utc(datetime.combine(page.day, time(23, 59)), turn.person.zone)
    typed = f"{page.day.isoformat()} {page.time}"
    reading = read_moment(typed, turn.today)
    read = (reading.value,) if reading.value else reading.offers
    moments = [each for each in read if each.start is not None and each.day == page.day]  # on whatever day it falls
    if len(moments) == 1:
        return timing.to_utc(moments[0].wall, turn.person.zone)
    offers = tuple(Choice(f"{each.wall:%H:%M}", f"{each.wall:%H:%M}") for each in moments)
    return FieldError(
        ("time",), Words(id="session.no-time", params={"typed": " ".join(str(page.time).split())}), offers
    )


def _wrong(turn: Turn, found: SessionHandIn, until: datetime) -> FieldError | None:
    """Why that moment cannot be granted."""
    usual = hand_in.due(found.wall, found.zone)
    say = turn.voice.moment
    if until <= turn.now:
        return FieldError(("day",), Words(id="later.past", params={"when": say(until)}))
    if until > found.starts_at:
        return FieldError(("day",), Words(id="later.too-late", params={"when": say(found.starts_at)}))
    if until <= usual:
        return FieldError(("day",), Words(id="later.earlier", params={"due": say(usual)}))
    return None


def _form(turn: Turn, found: SessionHandIn, answers: Mapping[str, Raw], errors: Sequence[FieldError] = ()) -> FormView:
    form = build_form(Until, FormRef(PAGE), {PAGE: answers}, errors, word=turn.voice.words)
    moment, due = turn.voice.moment, hand_in.due(found.wall, found.zone, found.later)
    about = turn.voice.say("later.for", cluster=found.cluster_name, when=moment(found.starts_at), due=moment(due))
    return FormView(f"{DOCUMENT}:{found.session}", 0, form, notices=(about,), first=True, alone=True)


def _told(turn: Turn, found: SessionHandIn, until: datetime) -> DocumentView:
    title = turn.voice.say("later.title")
    said = turn.line("later.granted", cluster=found.cluster_name, due=turn.voice.moment(until))
    home = Button(turn.voice.say("home.title"), "home", Style.PRIMARY)
    ways = (home, hand_ins.withdrawal(turn, found.session, found.cluster_name, until))
    blocks = (Heading(title), *said.blocks, Buttons(ways))
    return DocumentView(f"{DOCUMENT}:{found.session}", title, Message(said.summary, blocks), paper=False)
