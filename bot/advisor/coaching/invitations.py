"""A session for one's own calendar: an invitation of the same identity whenever it changes, or its withdrawal."""

from functools import partial

from bot.advisor.documents.dates import session_entry
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Button
from bot.chat.messages import Voice
from bot.chat.messages.voice import spoken
from bot.chat.views import File, Reply
from bot.exports.invitation import Attendee, invitation
from bot.store import clusters, people, sessions
from bot.store.engine import Tx
from bot.store.scope import Role
from bot.store.sessions import Session


def button(speaker: Voice, session: str) -> Button:
    """Brings the file."""
    return Button(speaker.say("coaching.invitation"), f"coaching:invitation:{session}")


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
    return Reply(messages=(turn.line(message, when=turn.voice.moment(session.starts_at)),), files=(file,))


@reads
def _read(tx: Tx, turn: Turn, id: str) -> tuple[Session, str, Attendee, list[Attendee]] | None:
    """A session, the name of its cluster, who holds it, and who takes part."""
    session = sessions.get(tx, turn.scope, id)
    if session is None:
        return None
    everybody = people.colleagues(tx, turn.scope)
    coach = next((person for person in everybody if person.id == session.coach), None)
    held_by = coach or turn.person
    attendees = [Attendee(one.id, one.name) for one in everybody if one.role is not Role.COACH or one.id == held_by.id]
    return session, clusters.name(tx, turn.scope), Attendee(held_by.id, held_by.name), attendees
