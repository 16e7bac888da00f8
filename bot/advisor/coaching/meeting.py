"""The page of one session: when and where, what is on its agenda, what people wrote after it, and what comes next."""

from collections.abc import Iterator

from bot.advisor.coaching import invitations, limits, next_steps
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Block, Button, Buttons, Chip, Entries, Entry, Facts, Heading, Note, Style, Text
from bot.chat.markup import escape
from bot.chat.views import DocumentView, Message, Reply
from bot.reminders import hand_in
from bot.store import clusters, people, session_notes, sessions, slots
from bot.store.engine import Tx
from bot.store.session_notes import SessionNote
from bot.store.sessions import Session

DOCUMENT = invitations.DOCUMENT


async def show(turn: Turn, id: str, *said: Message) -> Reply:
    """The page, and what is to be said of it."""
    view = await shown(turn, id)
    return Reply(messages=said, view=view) if view is not None else turn.say("coaching.gone")


@reads
def shown(tx: Tx, turn: Turn, id: str) -> DocumentView | None:
    """The page; None where there is no such session for the person."""
    session = sessions.get(tx, turn.scope, id)
    if session is None:
        return None
    say = turn.voice.say
    title = say("meeting.title", when=turn.voice.moment(session.starts_at))
    blocks: list[Block] = [Heading(title)]
    blocks.append(Facts(tuple(_facts(tx, turn, session))))
    if session.agenda:
        blocks.append(Text(f"**{escape(say('meeting.agenda'))}**\n\n{escape(session.agenda)}"))
    if session.link:
        blocks.append(Buttons((Button(say("meeting.join"), style=Style.PRIMARY, url=session.link),)))
    written = session_notes.of_session(tx, turn.scope, id)
    for note in written:
        blocks += _written(turn, note)
    blocks += next_steps.listed(tx, turn, written)
    blocks += _buttons(tx, turn, session)
    return DocumentView(f"{DOCUMENT}:{id}", title, Message(title, tuple(blocks)), paper=False)


def _facts(tx: Tx, turn: Turn, session: Session) -> Iterator[tuple[str, str]]:
    say = turn.voice.say
    yield say("meeting.when"), turn.voice.moment(session.starts_at)
    if turn.is_coach:
        yield say("meeting.cluster"), clusters.name(tx, turn.scope)
    coach = people.by_id(tx, session.coach) if session.coach else None
    if coach is not None:
        yield say("meeting.coach"), coach.name
    if session.state == "cancelled":
        yield say("meeting.state"), say("meeting.cancelled")
        return
    if session.starts_at > turn.now:
        yield say("meeting.plan"), turn.voice.moment(hand_in.due(session.wall, session.zone, session.later))
        if (slot := slots.of_session(tx, session.id)) is not None:
            yield say("meeting.until"), turn.voice.moment(limits.changeable_until(slot))
    if session.link:
        yield say("meeting.link"), session.link


def _written(turn: Turn, note: SessionNote) -> Iterator[Block]:
    say = turn.voice.say
    chips = (Chip(say(f"meeting.{note.went}"), "good" if note.went == "well" else "plain"),) if note.went else ()
    when = say("meeting.written", when=turn.voice.moment(note.written_at))
    yield Entries(say("meeting.notes-by", name=note.name or "–"), (Entry(when, "", (), chips),))
    if note.notes:
        yield Text(escape(note.notes))


def _buttons(tx: Tx, turn: Turn, session: Session) -> Iterator[Block]:
    say, id = turn.voice.say, session.id
    yield invitations.downloads(turn.voice, session)
    if session.state == "cancelled":
        yield Buttons((Button(say("home.title"), "home"),))
        return
    notes = Button(say("meeting.write"), f"coaching:notes:{id}", Style.PRIMARY)
    details = Button(say("meeting.details"), f"coaching:details:{id}")
    if session.starts_at <= turn.now:
        yield Buttons((notes, Button(say("home.title"), "home")))
        return
    refused = limits.refusal(tx, turn, session)
    sure = say("home.cancel-session-sure", when=turn.voice.moment(session.starts_at))
    if turn.is_coach:
        sure = say("coaching.cancel-sure-coach", when=turn.voice.moment(session.starts_at))
    move = Button(say("meeting.move"), f"slot:move:{id}")
    cancel = Button(say("home.cancel-session"), f"coaching:cancel:{id}", Style.DANGER, confirm=sure)
    change = (move, cancel) if refused is None else ()
    yield Buttons((details, *change, Button(say("home.title"), "home")))
    if refused is not None:
        yield Note(escape(refused.summary))
