"""Inviting: links that let somebody join, made by colleagues and administrators, listed and ended."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from bot.advisor.programme import parts
from bot.advisor.turn import Turn, reads, writes
from bot.chat.blocks import Block, Button, Buttons, Entries, Entry, Heading, Note, Style, Text
from bot.chat.events import FormSent, Intent
from bot.chat.views import DocumentView, FormView, Message, Reply
from bot.secret_ids import secret_id
from bot.store import clusters, invitations, people
from bot.store.engine import Tx
from bot.store.invitations import Invitation, Waiting
from bot.store.scope import PROGRAMME, NotFoundError, Role
from flows.dialogue import Dialogue, Page
from flows.fields import Choice, Choices, Raw, choice, number, questions
from flows.forms import FormRef, build_form
from flows.typed import clean
from flows.validation import FieldError, Scene

DOCUMENT = "invitation"
"""Stands where documents have their id: the page is opened and sent as a page of a document is."""
DAYS = 14
"""How long a link works unless it is said otherwise."""
_PAGE = "link"

Asked = tuple[Role, tuple[str, ...], str]
"""As what somebody is to join, where, and the id of who waits for it."""


def _places(answers: Mapping[str, Raw], row: str) -> Choices:
    named: Mapping[str, str] = (answers.get("known") or {}).get("places") or {}
    return tuple(Choice(value, label) for value, label in named.items())


class LinkPage(Page):
    title = "Invite somebody"
    intro = "You get a link. Whoever opens it, or pastes it here, joins. It is shown only once."
    place: str = choice("What will they join as?", _places)
    days: int = number("How many days should it work?", low=1, high=90, example="14")
    uses: int = number("How many people may use it?", low=1, high=200, example="1")


class Link(Dialogue):
    """The page on which an invitation is made; no document is made of it."""

    id = "invitation"
    command = "invite"
    title = "Invitation"
    purpose = "Invite somebody to join."
    minutes = 1
    link: LinkPage


def may(turn: Turn) -> bool:
    """Whether the person may invite somebody: staff to their cluster, administrators to all."""
    return turn.is_administrator or (turn.person.role is Role.STAFF and bool(turn.person.cluster))


async def show(turn: Turn) -> Reply:
    """The links that work, and who is waiting for one."""
    return Reply(view=await _shown(turn)) if may(turn) else turn.say("invitation.may-not")


async def make(turn: Turn) -> Reply:
    """The form that makes a link."""
    return await open_(turn, FormRef(_PAGE))


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """The form, or the links for every other page."""
    if ref.page != _PAGE or not may(turn):
        return await show(turn)
    return Reply(view=_form(turn, await _answers(turn)))


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Make the link."""
    if sent.ref.page != _PAGE or sent.intent is Intent.BACK or not may(turn):
        return await show(turn)
    answers = await _answers(turn)
    asked = questions(LinkPage)
    answers[_PAGE] |= {key: clean(asked[key], raw) for key, raw in sent.answers.items() if key in asked}
    checked = Link.check_page(_PAGE, answers[_PAGE], Scene(turn.today, answers))
    page = checked.model
    if checked.errors or not isinstance(page, LinkPage):
        return Reply(view=_form(turn, answers, checked.errors))
    role, _, cluster = page.place.partition("/")
    return await _made(turn, (Role(role), (cluster,) if cluster else (), ""), page.days, page.uses)


async def invite(turn: Turn, waiting: str) -> Reply:
    """The button beside somebody who waits: a link for them, which works once."""
    found = await _waiting(turn, waiting)
    if found is None:
        return turn.say("chat.stale-button")
    return await _made(turn, (found.role, found.clusters, found.id), DAYS, 1)


async def let_in_again(turn: Turn, person: str) -> Reply:
    """The button beside somebody who has an account of the page alone: a link that signs them in once more."""
    code = f"join-{turn.services.new_secret()}"
    try:
        name = await _keep_again(turn, person, secret_id(code))
    except NotFoundError:
        return turn.say("invitation.may-not")
    said = turn.voice.mark("invitation.for-again", name=name)
    return Reply(window=_link(turn, code, said, DAYS, 1))


@writes
def _keep_again(tx: Tx, turn: Turn, person: str, secret: str) -> str:
    """Keep it; gives the person's name."""
    ends_at = turn.now + timedelta(days=DAYS)
    invitations.again(tx, turn.scope, person, secret=secret, ends_at=ends_at, now=turn.now)
    known = people.by_id(tx, person)
    return known.name if known else ""


@reads
def _waiting(tx: Tx, turn: Turn, id: str) -> Waiting | None:
    return next((each for each in invitations.waiting(tx, turn.scope) if each.id == id), None)


async def _made(turn: Turn, asked: Asked, days: int, uses: int) -> Reply:
    code = f"join-{turn.services.new_secret()}"
    try:
        names = await _keep(turn, asked, secret_id(code), days, uses)
    except NotFoundError:
        return turn.say("invitation.may-not")
    said = turn.voice.mark("invitation.once", part=parts.named(turn, asked[0], names))
    return Reply(window=_link(turn, code, said, days, uses))


@writes
def _keep(tx: Tx, turn: Turn, asked: Asked, secret: str, days: int, uses: int) -> list[str]:
    """Keep it; gives the names of the clusters."""
    role, ids, to = asked
    ends_at = turn.now + timedelta(days=days)
    invitations.make(tx, turn.scope, role=role, ids=ids, secret=secret, uses=uses, ends_at=ends_at, now=turn.now, to=to)
    names = {cluster.id: cluster.name for cluster in clusters.all_clusters(tx)}
    return [names[id] for id in ids if id in names]


async def revoke(turn: Turn, id: str) -> Reply:
    """The button that ends a link."""
    ended = may(turn) and await _revoke(turn, id)
    said = turn.line("invitation.ended" if ended else "invitation.gone")
    return Reply(messages=(said,), view=await _shown(turn)) if may(turn) else Reply(messages=(said,))


@writes
def _revoke(tx: Tx, turn: Turn, id: str) -> bool:
    return invitations.revoke(tx, turn.scope, id, turn.now)


@reads
def _answers(tx: Tx, turn: Turn) -> dict[str, Raw]:
    """What may be chosen, and what is usual."""
    places: dict[str, str] = {}
    if turn.is_administrator:
        for cluster in clusters.all_clusters(tx):
            if cluster.id != PROGRAMME:
                places[f"staff/{cluster.id}"] = parts.named(turn, Role.STAFF, (cluster.name,))
                places[f"coach/{cluster.id}"] = parts.named(turn, Role.COACH, (cluster.name,))
        places |= {f"{role}/": parts.named(turn, role, ()) for role in (Role.COACH, Role.CURATOR, Role.ADMIN)}
    else:
        name = clusters.name(tx, turn.scope)
        places[f"staff/{turn.person.cluster}"] = parts.named(turn, Role.STAFF, (name,))
    first = next(iter(places), "")
    chosen = first if len(places) == 1 else ""
    return {"known": {"places": places}, _PAGE: {"place": chosen, "days": DAYS, "uses": 1}}


def _form(turn: Turn, answers: Mapping[str, Raw], errors: Sequence[FieldError] = ()) -> FormView:
    form = build_form(Link, FormRef(_PAGE), answers, errors, word=turn.voice.words)
    return FormView(DOCUMENT, 0, form, first=True, alone=True, submit=turn.voice.say("invitation.make"))


def _link(turn: Turn, code: str, said: str, days: int, uses: int) -> Message:
    """The link, for this moment only."""
    say, mark = turn.voice.say, turn.voice.mark
    blocks: list[Block] = [Heading(say("invitation.yours")), Text(said)]
    if turn.services.public_url:
        address = f"{turn.services.public_url.rstrip('/')}/join/{code}"
        blocks.append(Text(mark("invitation.address", address=address)))
    blocks += [Text(mark("invitation.code", code=code)), Note(mark("invitation.works", days=days, uses=uses))]
    return Message(say("invitation.yours"), tuple(blocks))


@reads
def _shown(tx: Tx, turn: Turn) -> DocumentView:
    say, mark = turn.voice.say, turn.voice.mark
    title = say("invitation.title")
    make_ = Button(say("invitation.make"), "invitation:make", Style.PRIMARY)
    blocks: list[Block] = [Heading(title), Text(mark("invitation.what")), Buttons((make_,))]
    blocks += list(waiting_list(turn, invitations.waiting(tx, turn.scope)))
    entries = tuple(_entry(turn, each) for each in invitations.listing(tx, turn.scope, turn.now))
    blocks.append(Entries(say("invitation.open-links"), entries, say("invitation.no-links")))
    blocks.append(Note(mark("invitation.lost")))
    return DocumentView(DOCUMENT, title, Message(title, tuple(blocks)), paper=False)


def waiting_list(turn: Turn, waiting: Sequence[Waiting]) -> Iterator[Block]:
    """Who was named and has not come, each with a button that makes their link."""
    say = turn.voice.say
    entries = tuple(
        Entry(
            each.name,
            " · ".join(part for part in (parts.named(turn, each.role, each.names), each.mail) if part),
            (Button(say("invitation.link-for"), f"invitation:for:{each.id}"),),
        )
        for each in waiting
    )
    if entries:
        yield Entries(say("invitation.waiting"), entries)


def _entry(turn: Turn, each: Invitation) -> Entry:
    say = turn.voice.say
    title = parts.named(turn, each.role, each.names)
    left = say("invitation.left", until=turn.voice.local_date(each.ends_at), used=each.used, uses=each.uses)
    detail = " · ".join(part for part in (each.to, left, each.by) if part)
    end = Button(
        say("invitation.end"), f"invitation:revoke:{each.id}", Style.DANGER, confirm=say("invitation.end-sure")
    )
    return Entry(title, detail, (end,))


def button(turn: Turn, style: Style = Style.NORMAL) -> Button:
    """Leads to the links."""
    return Button(turn.voice.say("invitation.invite"), "invitation:show", style)
