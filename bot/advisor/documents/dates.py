"""What of a document, and of the coaching sessions, stands in a calendar: the same entries in a file and in a feed."""

from datetime import datetime

from bot.advisor.turn import Turn
from bot.chat.messages.direction import without_isolates
from bot.exports.ics import Entry
from bot.store.sessions import Session
from flows.dialogue import Dialogue
from flows.due import DueDay


def due_entry(
    turn: Turn,
    dialogue: type[Dialogue],
    due: DueDay,
    *,
    document: str,
    version: int,
    title: str,
    changed_at: datetime | None = None,
) -> Entry:
    """A day by which something of a version of a document is to be done; it was submitted at ``changed_at``."""
    plain, say, text = without_isolates(title), turn.voice.say, turn.voice.text
    what = text(dialogue.id, due.what)
    name = due.name or (f"{what}: {plain}" if what else plain)
    details = [f"{text(dialogue.id, label)}: {answer}" for label, answer in due.details]
    lines = [*details, say("file.from", title=title, version=version)]
    return Entry(f"{document}/{due.place}", due.day, name, "\n".join(lines), version, changed_at, due.repetition)


def session_entry(turn: Turn, session: Session, cluster_name: str) -> Entry:
    """A coaching session; a coach is told of which cluster."""
    say = turn.voice.say
    named = say("file.session-of", cluster=cluster_name) if turn.is_coach else say("file.session")
    text = "\n\n".join(part for part in (session.agenda, session.link) if part)
    return Entry(f"session/{session.id}", session.starts_at, named, text, session.sequence)
