"""News of feedback, of answers to it, and of more time for handing in.

They go out as reminders, so that none is lost or sent twice whatever happens meanwhile.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.advisor.notices import Asked, Notice, later_buttons, why_button
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Style
from bot.chat.messages import Voice
from bot.reminders import feedback_rules, hand_in
from bot.reminders.feedback_rules import ACCEPTED, ANSWERED, LATER, SENT, USUAL
from bot.reminders.rules import Recipient
from bot.reminders.timing import WorkingTime
from bot.store import clusters, documents, feedback, people, reminders, sessions, versions
from bot.store.engine import Tx
from bot.store.feedback import Feedback
from bot.store.people import Person
from bot.store.reminders import Planned, Reminder
from bot.store.scope import Role, Scope
from bot.store.sessions import Session
from flows.findings import Words


def tell_staff(tx: Tx, turn: Turn, sent: Feedback, title: str) -> None:
    """Tell everybody of the cluster that feedback was sent back."""
    scope = replace(turn.scope, cluster=sent.cluster)
    kind, subject = ACCEPTED if sent.accepted else SENT, f"feedback:{sent.id}"
    params = {"by": sent.author_name, "title": title}
    about: dict[str, Any] = {"document": sent.document, "version": sent.version}
    told = _staff(tx, turn, scope)
    planned = feedback_rules.for_news(kind, subject, told, params, turn.now, **about)
    if not sent.accepted:
        planned += feedback_rules.for_open(subject, told, params, turn.now, **about)
    _put(tx, turn, scope, subject, planned)


def tell_coaches(tx: Tx, turn: Turn, document: str, version: int, title: str, coaches: Collection[str]) -> None:
    """Tell those who commented that everything is answered."""
    told = [
        _recipient(person)
        for person in people.colleagues(tx, turn.scope)
        if person.role is Role.COACH and person.id in coaches and person.account
    ]
    subject, about = f"answers:{document}", {"title": title}
    planned = feedback_rules.for_news(ANSWERED, subject, told, about, turn.now, document=document, version=version)
    _put(tx, turn, turn.scope, f"{subject}:{turn.now.isoformat()}", planned)


def tell_later(tx: Tx, turn: Turn, scope: Scope, session: Session) -> list[Reminder]:
    """Tell everybody of the cluster until when they may hand in now; news of another date are taken back."""
    due = hand_in.due(session.wall, session.zone, session.later)
    kind, until = (LATER, due) if session.later is not None else (USUAL, session.starts_at)
    params = {"by": turn.person.name, "due": due.isoformat(), "starts_at": session.starts_at.isoformat()}
    subject = f"session:{session.id}"
    planned = feedback_rules.for_news(
        kind, subject, _staff(tx, turn, scope), params, turn.now, version=session.version, until=until
    )
    return reminders.reconcile(tx, scope, f"later:{session.id}", planned, turn.now)


def _staff(tx: Tx, turn: Turn, scope: Scope) -> list[Recipient]:
    everybody = people.colleagues(tx, scope)
    return [_recipient(person) for person in everybody if person.role is not Role.COACH and person.account]


def _recipient(person: Person) -> Recipient:
    return Recipient(person.id, WorkingTime.of(person))


def _put(tx: Tx, turn: Turn, scope: Scope, source: str, planned: list[Planned]) -> None:
    reminders.reconcile(tx, scope, source, planned, turn.now)


def recheck(tx: Tx, asked: Asked, now: datetime) -> Notice | None:
    """News of feedback as it is now; None when the person sees it no more."""
    reminder, scope = asked.reminder, asked.scope
    if reminder.document is None or not _is_there(tx, asked, reminder.document):
        return None
    params: dict[str, Any] = {"title": str(reminder.params["title"])}
    if reminder.kind == ANSWERED:
        if not feedback.of_document(tx, scope, reminder.document) or feedback.open_points(tx, scope, reminder.document):
            return None
        params["cluster"] = clusters.name(tx, scope)
    else:
        if feedback.get(tx, scope, reminder.subject.removeprefix("feedback:")) is None:
            return None
        open_points = feedback.open_points(tx, scope, reminder.document)
        params |= {"by": str(reminder.params["by"]), "version": reminder.version, "open": open_points}
    return _notice(asked.speaker, reminder, params)


def _is_there(tx: Tx, asked: Asked, document: str) -> bool:
    """Whether the person still finds what was handed in: what was deleted is there for nobody."""
    if asked.person.role is Role.COACH:
        return versions.handed_in_document(tx, asked.person.id, document) is not None
    found = documents.get(tx, asked.scope, document)
    return found is not None and found.state != "cancelled"


def recheck_open(tx: Tx, asked: Asked, now: datetime) -> Notice | None:
    """Comments that wait for an answer; None once there are none, or the person sees the feedback no more."""
    reminder, speaker = asked.reminder, asked.speaker
    sent = feedback.get(tx, asked.scope, reminder.subject.removeprefix("feedback:"))
    if sent is None or sent.sent_at is None or reminder.document is None:
        return None
    waiting = feedback.open_points(tx, asked.scope, reminder.document)
    if not waiting:
        return None
    title = str(reminder.params["title"])
    look = Button(speaker.say("comment.look"), f"document:open:{reminder.document}", Style.PRIMARY)
    return Notice(
        reminder,
        Words(id="reminder.comments-open", params={"title": title, "open": waiting}),
        (look,),
        why=Words(
            id="reminder.why-comments",
            params={"by": sent.author_name, "date": speaker.local_date(sent.sent_at).isoformat(), "title": title},
        ),
        more=(*later_buttons(speaker, reminder), why_button(speaker, reminder)),
        place=(title, reminder.document, 0),
    )


def missed_open(tx: Tx, speaker: Voice, person: Person, reminder: Reminder, now: datetime) -> Notice | None:
    """How a list tells of open comments of which the reminder came too late; nothing when they are answered."""
    found = recheck_open(tx, Asked(speaker, person, reminder), now)
    late = Words(id="reminder.late-feedback", params={"title": str(reminder.params["title"])})
    return replace(found, text=late) if found else None


def _notice(speaker: Voice, reminder: Reminder, params: Mapping[str, Any]) -> Notice:
    label = "document.latest" if reminder.kind == ANSWERED else "comment.look"
    button = Button(speaker.say(label), f"document:open:{reminder.document}", Style.PRIMARY)
    words = Words(id=f"reminder.{reminder.kind}", params=dict(params))
    return Notice(reminder, words, (button,), why=None, place=(reminder.kind, reminder.subject, 0))


def recheck_later(tx: Tx, asked: Asked, now: datetime) -> Notice | None:
    """News of a later date, or that it was taken back; None when another counts by now, or the session is not to be as
    it was."""
    reminder, speaker = asked.reminder, asked.speaker
    session = sessions.get(tx, asked.scope, reminder.subject.removeprefix("session:"))
    if session is None or session.state != "planned" or session.starts_at <= now:
        return None
    due = hand_in.due(session.wall, session.zone, session.later)
    if due.isoformat() != reminder.params["due"]:
        return None
    params = {
        "by": str(reminder.params["by"]),
        "due": speaker.moment(due),
        "when": speaker.moment(session.starts_at),
    }
    return Notice(reminder, Words(id=f"reminder.{reminder.kind}", params=params), (), why=None, day=due.date())


def missed(tx: Tx, speaker: Voice, person: Person, reminder: Reminder, now: datetime) -> Notice | None:
    """How a list tells of feedback of which the news came too late."""
    words = Words(id="reminder.late-feedback", params={"title": str(reminder.params["title"])})
    return replace(_notice(speaker, reminder, {}), text=words)
