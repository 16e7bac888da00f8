"""The page of one's calendar feed: make a link, renew it, stop it.

A link is shown once, to the person who makes it, in a window that leaves nothing behind in any history.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.advisor.consequences import Consequences
from bot.advisor.turn import Turn, reads, writes
from bot.chat.blocks import Block, Button, Buttons, Heading, Note, Style, Text
from bot.chat.events import FormSent, Intent
from bot.chat.views import DocumentView, FormView, Message, Reply
from bot.secret_ids import secret_id
from bot.store import calendar_feeds
from bot.store.calendar_feeds import ALL, MINE, Feed
from bot.store.documents import Document
from bot.store.engine import Tx
from flows.dialogue import Dialogue, Page
from flows.dialogues.action_plan import ActionPlan
from flows.fields import Choice, Choices, Raw, choice, questions
from flows.forms import FormRef, build_form
from flows.typed import clean
from flows.validation import FieldError, Scene

DOCUMENT = "calendar"
"""Stands where documents have their id: the page is opened and sent as a page of a document is."""

_PAGE = "link"
_OF_STAFF: Choices = (
    Choice(MINE, "My own actions, and the coaching sessions"),
    Choice(ALL, "All actions of my cluster, and the coaching sessions"),
)
_OF_COACH: Choices = (
    Choice(MINE, "The coaching sessions that I hold"),
    Choice(ALL, "All coaching sessions of my clusters"),
)


def _choices(answers: Mapping[str, Raw], row: str) -> Choices:
    return _OF_COACH if answers.get("coach") else _OF_STAFF


class LinkPage(Page):
    title = "Subscribe in your calendar"
    intro = (
        "You get a secret link. Your calendar keeps reading your dates from it, so they move there when they move here."
    )
    shows: str = choice("What do you want to see?", _choices)


class CalendarLink(Dialogue):
    """The page on which a link is made; no document is made of it."""

    id = "calendar"
    command = "calendar"
    title = "Calendar"
    purpose = "Read your dates in your own calendar."
    minutes = 1
    link: LinkPage


class PlanFeed(Consequences):
    """Beside the files of a plan stands that its dates can be subscribed to."""

    dialogue = ActionPlan.id

    def beside_files(self, turn: Turn, document: Document) -> Iterable[Button]:
        if turn.services.public_url:
            yield subscribe(turn, Style.LINK)


def subscribe(turn: Turn, style: Style = Style.NORMAL) -> Button:
    """Leads to the page."""
    return Button(turn.voice.say("calendar.subscribe"), "calendar:show", style)


async def show(turn: Turn) -> Reply:
    """Whether there is a link, and what one can do; never the link itself."""
    return await _shown(turn)


async def make(turn: Turn) -> Reply:
    """The form that makes a link, or another one."""
    return await open_(turn, FormRef(_PAGE))


async def stop(turn: Turn) -> Reply:
    """The button that ends the link."""
    stopped = await turn.services.store.write(lambda tx: calendar_feeds.stop(tx, turn.scope))
    return replace(await _shown(turn), messages=(turn.line("calendar.stopped" if stopped else "calendar.none"),))


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """The form, or how things stand for every other page."""
    if ref.page != _PAGE or not _may(turn):
        return await _shown(turn)
    known = await _known(turn)
    return Reply(view=_form(turn, known, _answers(turn, known)))


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Make the link; sent a second time, the form makes no other one."""
    if sent.ref.page != _PAGE or sent.intent is Intent.BACK or not _may(turn):
        return await _shown(turn)
    known = await _known(turn)
    answers = _answers(turn, known)
    asked = questions(LinkPage)
    typed = {key: clean(asked[key], raw) for key, raw in sent.answers.items() if key in asked}
    answers[_PAGE] = {**answers[_PAGE], **typed}
    checked = CalendarLink.check_page(_PAGE, answers[_PAGE], Scene(turn.today, answers))
    if checked.errors or not isinstance(checked.model, LinkPage):
        return Reply(view=_form(turn, known, answers, checked.errors))
    secret = turn.services.new_secret()
    if not await _keep(turn, secret_id(secret), checked.model.shows, sent.revision):
        said = turn.line("calendar.made-already")
        return replace(await _shown(turn), messages=(said,))
    return Reply(window=_link(turn, secret))


@writes
def _keep(tx: Tx, turn: Turn, secret: str, shows: str, number: int) -> bool:
    account = turn.actor.account
    return calendar_feeds.put(
        tx, turn.scope, account=account, secret=secret, shows=shows, number=max(0, number), now=turn.now
    )


@reads
def _known(tx: Tx, turn: Turn) -> Feed | None:
    return calendar_feeds.get(tx, turn.scope)


def _may(turn: Turn) -> bool:
    """Whether there is something that the person can subscribe to, at an address that calendars reach."""
    return turn.person.has_dates and bool(turn.services.public_url)


def _answers(turn: Turn, known: Feed | None) -> dict[str, Raw]:
    """What the feed shows, as answers of the page."""
    return {"coach": turn.is_coach, _PAGE: {"shows": known.shows if known is not None else MINE}}


def _form(turn: Turn, known: Feed | None, answers: Mapping[str, Raw], errors: Sequence[FieldError] = ()) -> FormView:
    form = build_form(CalendarLink, FormRef(_PAGE), answers, errors, word=turn.voice.words)
    say, number = turn.voice.say, known.number if known is not None else 0
    notices = (say("calendar.ends-old"),) if known is not None else ()
    return FormView(DOCUMENT, number, form, notices, first=True, alone=True, submit=say("calendar.make"))


def _link(turn: Turn, secret: str) -> Message:
    """The link with the steps for common calendars: for this moment only."""
    say, mark = turn.voice.say, turn.voice.mark
    address = f"{turn.services.public_url.rstrip('/')}/calendar/{secret}.ics"
    webcal = f"webcal://{address.partition('://')[2]}"
    blocks: tuple[Block, ...] = (
        Heading(say("calendar.your-link")),
        Text(mark("calendar.once")),
        Text(mark("calendar.address", address=address)),
        Buttons((Button(say("calendar.open"), style=Style.PRIMARY, url=webcal),)),
        Text("\n".join(f"- {mark(step)}" for step in ("calendar.google", "calendar.outlook", "calendar.apple"))),
        Note(mark("calendar.secret")),
    )
    return Message(say("calendar.your-link"), blocks)


async def _shown(turn: Turn) -> Reply:
    known = await _known(turn)
    title = turn.voice.say("calendar.subscribe")
    content = Message(title, (Heading(title), *_state(turn, known)))
    return Reply(view=DocumentView(DOCUMENT, title, content, paper=False))


def _state(turn: Turn, known: Feed | None) -> Iterable[Block]:
    say, mark = turn.voice.say, turn.voice.mark
    if not turn.person.has_dates:
        yield Text(mark("calendar.no-dates"))
        return
    if not turn.services.public_url:
        yield Text(mark("calendar.no-address"))
        return
    if known is None:
        yield Text(mark("calendar.what"))
        yield Buttons((Button(say("calendar.make"), "calendar:make", Style.PRIMARY),))
        return
    lines = [
        turn.voice.text(CalendarLink.id, _label(turn, known.shows)),
        mark("calendar.made", date=turn.voice.local_date(known.renewed_at)),
        mark("calendar.read", date=turn.voice.local_date(known.read_at)) if known.read_at else mark("calendar.unread"),
    ]
    yield Text("\n".join(f"- {line}" for line in lines))
    stop_ = Button(say("calendar.stop"), "calendar:stop", Style.DANGER, confirm=say("calendar.stop-confirm"))
    yield Buttons((Button(say("calendar.renew"), "calendar:make"), stop_))
    yield Note(mark("calendar.lost"))


def _label(turn: Turn, shows: str) -> str:
    choices = _OF_COACH if turn.is_coach else _OF_STAFF
    return next((choice.label for choice in choices if choice.value == shows), "")
