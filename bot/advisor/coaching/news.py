"""News of a session: coach and colleagues are told at once when it is set, moved or cancelled.

They go out as reminders, so that none is lost or sent twice whatever happens meanwhile.
"""

from datetime import datetime

from bot.advisor.coaching import invitations
from bot.advisor.notices import Asked, Notice
from bot.advisor.turn import Turn
from bot.chat.blocks import Button
from bot.chat.messages import Voice
from bot.reminders import rules
from bot.reminders.rules import CANCELLED, CHANGED, Recipient, SessionDue
from bot.reminders.timing import WorkingTime
from bot.store import clusters, people, reminders, sessions
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.reminders import Reminder
from bot.store.scope import Role
from bot.store.sessions import Session
from flows.findings import Words


def tell(tx: Tx, turn: Turn, kind: str, session: Session) -> list[Reminder]:
    """Tell everybody of the cluster and its coach, except who did it.

    Returns the news that were sent before and are not right any more.
    """
    told = [
        Recipient(person.id, WorkingTime.of(person))
        for person in people.colleagues(tx, turn.scope)
        if person.id != turn.person.id and person.account and _takes_part(session, person)
    ]
    version = _version(kind, session)
    due = SessionDue(session.id, version, session.wall, session.zone, False, (), (), later=session.later)
    planned = rules.for_news(kind, due, told, turn.person.name, turn.now)
    source = "details" if kind == CHANGED else "news"  # a new link takes nothing back
    return reminders.reconcile(tx, turn.scope, f"{source}:{session.id}", planned, turn.now)


def _version(kind: str, session: Session) -> int:
    return session.sequence if kind == CHANGED else session.version


def _takes_part(session: Session, person: Person) -> bool:
    """Everybody of the cluster, and the coach of the session; any of its coaches where it has none."""
    return person.role is not Role.COACH or session.coach in (None, person.id)


def recheck(tx: Tx, asked: Asked, now: datetime) -> Notice | None:
    """The news as they are now; None when the session was changed again since, or has begun."""
    speaker, reminder, scope = asked.speaker, asked.reminder, asked.scope
    session = sessions.get(tx, scope, reminder.subject.removeprefix("session:"))
    if session is None or _version(reminder.kind, session) != reminder.version or session.starts_at <= now:
        return None
    if (session.state == "cancelled") is not (reminder.kind == CANCELLED):
        return None
    params = {
        "by": str(reminder.params["by"]),
        "when": speaker.moment(datetime.fromisoformat(str(reminder.params["starts_at"]))),
        "due": speaker.moment(datetime.fromisoformat(str(reminder.params["plan_due"]))),
    }
    message = f"reminder.{reminder.kind}"
    if asked.person.role is Role.COACH:
        message = message.replace("session", "coach")
        params["cluster"] = clusters.name(tx, scope)
    place = (session.starts_at.isoformat(), reminder.kind, 0)
    buttons = (invitations.button(speaker, session.id),)
    note = Words(id="coaching.at-link", params={"link": session.link}) if session.link else None
    return Notice(
        reminder,
        Words(id=message, params=params),
        buttons if session.state == "cancelled" else (meeting_button(speaker, session.id), *buttons),
        why=None,
        note=note,
        day=session.starts_at.date(),
        place=place,
    )


def meeting_button(speaker: Voice, session: str) -> Button:
    """Leads to the page of a session."""
    return Button(speaker.say("coaching.open"), f"coaching:open:{session}")
