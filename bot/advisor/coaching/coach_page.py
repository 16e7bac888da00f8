"""The page of a coach: the sessions of their clusters, the times they offer, and what is still to be written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Block, Button, Buttons, Entries, Entry, Heading, Note, Style, Text
from bot.chat.views import DocumentView, Message, Reply
from bot.store import clusters, session_notes, sessions, slots
from bot.store.engine import Tx
from bot.store.sessions import LENGTH, Session
from bot.store.slots import Slot
from flows.forms import FormRef

DOCUMENT = "slots"
MINE = "mine"
"""The part under which a further page is found."""
PAGE = 10
"""So many times stand on a page."""
SESSIONS = 8
"""So many sessions stand there."""
BACK = timedelta(days=90)
"""Sessions that were in this time stand there, those that are still to be written of with a button for that."""


@dataclass(frozen=True)
class _Held:
    """What a coach has: their clusters by id, sessions ahead and over (the latest first), of which of them they wrote
    something, and the times that are free."""

    clusters: dict[str, str]
    ahead: Sequence[Session]
    over: Sequence[Session]
    written: frozenset[str]
    free: Sequence[Slot]


async def show(turn: Turn, page: int = 0, *said: Message) -> Reply:
    """The page, and what is to be said of it."""
    if not turn.is_coach:
        return turn.say("slot.coach-only")
    return Reply(messages=said, view=await _shown(turn, page))


@reads
def _shown(tx: Tx, turn: Turn, page: int) -> DocumentView:
    held, say = _read(tx, turn), turn.voice.say
    title = say("coaching.page")
    blocks: list[Block] = [Heading(title)]
    if not held.clusters:
        blocks += [Text(turn.voice.mark("slot.no-cluster")), Buttons((Button(say("home.title"), "home"),))]
        return DocumentView(DOCUMENT, title, Message(title, tuple(blocks)), paper=False)
    ahead = tuple(entry(turn, session, held.clusters) for session in held.ahead[:SESSIONS])
    blocks.append(Entries(say("coaching.coming"), ahead, say("coaching.of-no-cluster"), len(held.ahead) or None))
    if held.over:
        over = tuple(_over(turn, session, held) for session in held.over[:SESSIONS])
        blocks.append(Entries(say("coaching.earlier"), over))
    shown = held.free[page * PAGE : (page + 1) * PAGE]
    free = tuple(_free(turn, slot, held.clusters) for slot in shown)
    blocks.append(Entries(say("slot.free-offered"), free, say("slot.none-offered"), len(held.free) or None))
    ways = [Button(say("list.next"), f"slot:mine:{page + 1}")] if len(held.free) > (page + 1) * PAGE else []
    ways += [Button(say("list.before"), f"slot:mine:{page - 1}")] if page else []
    offer = offer_button(turn, Style.PRIMARY)
    blocks.append(Buttons((offer, *ways, Button(say("home.title"), "home"))))
    blocks.append(Note(turn.voice.mark("slot.how")))
    ref = FormRef(MINE, row=str(page)) if page else None
    return DocumentView(DOCUMENT, title, Message(title, tuple(blocks)), ref, paper=False)


def offer_button(turn: Turn, style: Style = Style.NORMAL) -> Button:
    """Opens the form in which times are offered."""
    return Button(turn.voice.say("slot.offer"), "slot:offer", style)


def own_sessions(tx: Tx, turn: Turn) -> tuple[Sequence[Session], dict[str, str]]:
    """The sessions ahead of a coach, and their clusters by id: for Home."""
    return _own(turn, sessions.planned(tx, turn.scope, turn.now)), clusters.of_coach(tx, turn.person.id)


def _own(turn: Turn, found: Sequence[Session]) -> list[Session]:
    """Without those that another coach holds."""
    return [session for session in found if session.coach in (None, turn.person.id)]


def _read(tx: Tx, turn: Turn) -> _Held:
    found = _own(turn, sessions.planned(tx, turn.scope, turn.now - BACK))
    over = [session for session in found if session.ends_at <= turn.now]
    written = session_notes.written_by(tx, turn.person.id, [session.id for session in over])
    return _Held(
        clusters=clusters.of_coach(tx, turn.person.id),
        ahead=[session for session in found if session.starts_at > turn.now - LENGTH],
        over=over[::-1],
        written=written,
        free=[slot for slot in slots.of_coach(tx, turn.scope, turn.now) if slot.session is None],
    )


def entry(turn: Turn, session: Session, named: dict[str, str]) -> Entry:
    """A session in a list, with the way to its page."""
    when = turn.voice.moment(session.starts_at)
    title = turn.voice.say("coaching.of-cluster", cluster=named.get(session.cluster, ""), when=when)
    open_ = Button(turn.voice.say("coaching.open"), f"coaching:open:{session.id}", Style.PRIMARY)
    sure = turn.voice.say("coaching.cancel-sure-coach", when=when)
    cancel = Button(turn.voice.say("home.cancel-session"), f"coaching:cancel:{session.id}", Style.LINK, confirm=sure)
    return Entry(title, "", (open_, cancel) if session.starts_at > turn.now else (open_,))


def _over(turn: Turn, session: Session, held: _Held) -> Entry:
    say, when = turn.voice.say, turn.voice.moment(session.starts_at)
    title = say("coaching.of-cluster", cluster=held.clusters.get(session.cluster, ""), when=when)
    open_ = Button(say("coaching.open"), f"coaching:open:{session.id}")
    write = Button(say("meeting.write"), f"coaching:notes:{session.id}", Style.PRIMARY)
    return Entry(title, "", (open_,) if session.id in held.written else (write, open_))


def _free(turn: Turn, slot: Slot, named: dict[str, str]) -> Entry:
    say = turn.voice.say
    for_whom = say("slot.for", cluster=named.get(slot.cluster, "–")) if slot.cluster else say("slot.for-all")
    details = " · ".join(filter(None, (for_whom, slot.agenda, slot.link)))
    withdraw = Button(say("slot.withdraw"), f"slot:withdraw:{slot.id}", Style.LINK)
    return Entry(turn.voice.moment(slot.starts_at), details, (withdraw,))
