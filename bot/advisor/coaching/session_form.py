"""The date of a session on a page of its own: opened by a button, read as what is typed after the command."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.advisor.coaching import asking, changes
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Block, Button, Buttons, Heading, Style, Text
from bot.chat.events import FormSent, Intent
from bot.chat.views import DocumentView, FormView, Message, Reply
from bot.store import sessions
from bot.store.engine import Tx
from flows.dialogue import Dialogue, Page
from flows.fields import Raw, date_, questions, short_text
from flows.findings import Words
from flows.forms import FormRef, build_form
from flows.reading.moments import read_moment
from flows.typed import clean
from flows.validation import FieldError, Scene

DOCUMENT = "session"
"""Stands where documents have their id: the page is opened and sent as a page of a document is."""

_PAGE = "when"


class WhenPage(Page):
    title = "When is the coaching session?"
    intro = "Your plan is due three days before it. Your coach and your colleagues will be told the date."
    day: date = date_("On which day?", example="2027-03-12")
    time: str = short_text("At what time?", example="14:00")


class When(Dialogue):
    """The page of a session; no document is made of it."""

    id = "session"
    command = "session"
    title = "Coaching session"
    purpose = "Set the date of a coaching session."
    minutes = 1
    when: WhenPage


async def ask(turn: Turn) -> Reply:
    """The button that opens the form."""
    if not turn.person.cluster:
        return turn.say("coaching.coach-no-cluster")
    return Reply(view=_form(turn, {_PAGE: {}}))


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """The form, or for every other page the sessions that are set."""
    if not turn.person.cluster:
        return turn.say("coaching.coach-no-cluster")
    return await ask(turn) if ref.page == _PAGE else Reply(view=await _shown(turn))


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Set the session, or ask what is not clear; a field that cannot be read says so."""
    if not turn.person.cluster:
        return turn.say("coaching.coach-no-cluster")
    if sent.ref.page != _PAGE or sent.intent is Intent.BACK:
        return Reply(view=await _shown(turn))
    asked = questions(WhenPage)
    answers: dict[str, Raw] = {_PAGE: {key: clean(question, sent.answers.get(key)) for key, question in asked.items()}}
    checked = When.check_page(_PAGE, answers[_PAGE], Scene(turn.today, answers))
    page = checked.model
    if checked.errors or not isinstance(page, WhenPage):
        return Reply(view=_form(turn, answers, checked.errors))
    typed = f"{page.day.isoformat()} {page.time}"
    if (wrong := _unread(turn, typed, page.time)) is not None:
        return Reply(view=_form(turn, answers, (FieldError(("time",), wrong),)))
    wall = asking.read(turn, typed, lambda time: f"coaching:set:{time}")
    said = wall if isinstance(wall, Reply) else await changes.set_(turn, wall)
    return Reply(view=await _shown(turn, said.messages))


def _unread(turn: Turn, typed: str, time: str) -> Words | None:
    """What is wrong with a time that nobody can read."""
    reading = read_moment(typed, turn.today)
    moments = (reading.value,) if reading.value else reading.offers
    if moments and moments[0].start is not None:
        return None
    return Words(id="session.no-time", params={"typed": " ".join(time.split())[:40]})


def _form(turn: Turn, answers: Mapping[str, Any], errors: Sequence[FieldError] = ()) -> FormView:
    form = build_form(When, FormRef(_PAGE), answers, errors, word=turn.voice.words)
    return FormView(DOCUMENT, 0, form, first=True, alone=True)


@reads
def _shown(tx: Tx, turn: Turn, said: Sequence[Message] = ()) -> DocumentView:
    """The sessions that are set, below what was just said of them."""
    say = turn.voice.say
    there = sessions.ahead(tx, turn.scope, turn.now)
    blocks: list[Block] = [Heading(say("session.title"))]
    for message in said:
        blocks += message.blocks
    if not said or len(there) > 1:
        blocks.append(changes.listing(turn, there) if there else Text(turn.voice.mark("coaching.none")))
    label = say("home.another-session" if there else "home.set-session")
    style = Style.NORMAL if there else Style.PRIMARY
    blocks.append(Buttons((Button(label, "coaching:ask", style), Button(say("home.title"), "home"))))
    summary = said[0].summary if said else say("session.title")
    return DocumentView(DOCUMENT, say("session.title"), Message(summary, tuple(blocks)), paper=False)
