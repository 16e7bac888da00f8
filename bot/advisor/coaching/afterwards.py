"""The reminder that asks how a session went."""

from datetime import datetime, timedelta

from bot.advisor.notices import Asked, Notice, later_buttons, why_button
from bot.chat.blocks import Button, Style
from bot.store import clusters, session_notes, sessions
from bot.store.engine import Tx
from bot.store.scope import Role
from flows.findings import Words

_ASKED_FOR = timedelta(days=14)
"""So long after a session it still makes sense to ask again."""


def recheck(tx: Tx, asked: Asked, now: datetime) -> Notice | None:
    """The question; None when the session was moved or cancelled, is not over, or the person has written of it."""
    speaker, reminder = asked.speaker, asked.reminder
    session = sessions.get(tx, asked.scope, reminder.subject.removeprefix("session:"))
    if session is None or session.version != reminder.version or session.state != "planned":
        return None
    if session.ends_at > now or session_notes.written_by(tx, asked.person.id, [session.id]):
        return None
    when = speaker.moment(session.starts_at)
    coach = asked.person.role is Role.COACH
    params = {"when": when} | ({"cluster": clusters.name(tx, asked.scope)} if coach else {})
    write = Button(speaker.say("meeting.write"), f"coaching:notes:{session.id}", Style.PRIMARY)
    return Notice(
        reminder,
        Words(id="reminder.after-coach" if coach else "reminder.after-session", params=params),
        (write,),
        why=Words(id="reminder.why-after", params={"when": when}),
        more=(*later_buttons(speaker, reminder), why_button(speaker, reminder)),
        until=session.ends_at + _ASKED_FOR,
        day=session.starts_at.date(),
        place=(session.starts_at.isoformat(), reminder.kind, 0),
    )
