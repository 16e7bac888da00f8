"""A session for one's own calendar: an invitation of the same identity whenever it changes, or its withdrawal."""

from dataclasses import replace
from functools import partial

from bot.advisor.coaching import acting
from bot.advisor.documents.dates import session_entry
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Button, Download, Downloads
from bot.chat.messages import Voice
from bot.chat.messages.voice import spoken
from bot.chat.views import File, Reply
from bot.exports.invitation import Attendee, invitation
from bot.store import clusters, people, sessions
from bot.store.engine import Tx
from bot.store.scope import Role, Scope
from bot.store.sessions import Session

DOCUMENT = "meeting"
"""Stands where documents have their id, before the id of a session."""


def button(speaker: Voice, session: str) -> Button:
    """Brings the file."""
    return Button(speaker.say("coaching.invitation"), f"coaching:invitation:{session}")


def downloads(speaker: Voice, session: Session) -> Downloads:
    """The file as a page offers it."""
    file = Download(speaker.say("file.ics"), "ics", f"coaching:invitation:{session.id}")
    return Downloads(speaker.say("coaching.invitation"), (file,), f"{DOCUMENT}:{session.id}", session.sequence)


async def bring(turn: Turn, session_id: str, name: str = "") -> Reply:
    """The file, from a button or as a page asks for it; of a session that ended with its cluster, whoever was told of
    that gets it, too."""
    if await _has_ended(turn, session_id):
        return await send(turn, session_id)
    return await acting.on(turn, session_id, lambda own: send(own, session_id))


@reads
def _has_ended(tx: Tx, turn: Turn, session: str) -> bool:
    return sessions.ended(tx, turn.person.id, session) is not None


async def send(turn: Turn, session_id: str) -> Reply:
    """The file for the calendar of whoever asks."""
    found = await _read(turn, session_id)
    if found is None:
        return turn.say("coaching.gone")
    session, name, organizer, attendees = found
    entry, cancelled = session_entry(turn, session, name), session.state == "cancelled"
    make = partial(
        invitation,
        entry,
        ends_at=session.ends_at,
        zone=session.zone,
        link=session.link,
        organizer=organizer,
        attendees=attendees,
        cancelled=cancelled,
        made_at=turn.now,
        language=str(spoken(turn.voice.locale)).replace("_", "-"),
    )
    content = await turn.services.drawer.made(make)
    message = "coaching.invitation-cancelled" if cancelled else "coaching.invitation-sent"
    title = turn.voice.say("coaching.invitation")
    day = turn.voice.local_date(session.starts_at).isoformat()
    file = File(f"session-{day}.ics", "text/calendar", content, title)
    said = turn.line(message, when=turn.voice.moment(session.starts_at))
    said = replace(said, blocks=(*said.blocks, downloads(turn.voice, session)))
    return Reply(messages=(said,), files=(file,))


@reads
def _read(tx: Tx, turn: Turn, id: str) -> tuple[Session, str, Attendee, list[Attendee]] | None:
    """A session, the name of its cluster, who holds it, and who takes part."""
    ended = sessions.ended(tx, turn.person.id, id)
    if ended is not None:
        return _of_ended(tx, turn, ended)
    session = sessions.get(tx, turn.scope, id)
    if session is None:
        return None
    everybody = people.colleagues(tx, turn.scope)
    coach = next((person for person in everybody if person.id == session.coach), None)
    held_by = coach or turn.person
    attendees = [Attendee(one.id, one.name) for one in everybody if one.role is not Role.COACH or one.id == held_by.id]
    return session, clusters.name(tx, turn.scope), Attendee(held_by.id, held_by.name), attendees


def _of_ended(tx: Tx, turn: Turn, session: Session) -> tuple[Session, str, Attendee, list[Attendee]]:
    """The same of a session that ended with its cluster: who else took part is not told any more."""
    held_by = (people.by_id(tx, session.coach) if session.coach else None) or turn.person
    name = clusters.name(tx, Scope(session.cluster, "", Role.STAFF))
    return session, name, Attendee(held_by.id, held_by.name), [Attendee(turn.person.id, turn.person.name)]
