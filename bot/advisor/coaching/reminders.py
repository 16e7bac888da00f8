"""The reminders of a coaching session and of the plan to be handed in for it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.advisor.coaching import news
from bot.advisor.consequences import Consequences, WantedReminders
from bot.advisor.notices import Asked, Notice, later_buttons, why_button
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Style
from bot.chat.messages import Voice
from bot.reminders import hand_in, rules, session_rules
from bot.reminders.rules import AT_ONCE, Recipient, SessionDue
from bot.reminders.timing import WorkingTime
from bot.store import documents, people, reminders, sessions
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.reminders import Reminder
from bot.store.scope import Role, Scope
from bot.store.sessions import Session
from flows.dialogues.action_plan import ActionPlan
from flows.findings import Words


class PlanForSession(Consequences):
    """A plan is handed in to the coach before a session; until then everybody is reminded of that."""

    dialogue = ActionPlan.id

    def reminders(self, tx: Tx, turn: Turn, document: Document) -> Iterable[WantedReminders]:
        """Those of the sessions that are ahead."""
        yield from of_sessions(tx, turn)

    def buttons(self, turn: Turn, document: Document) -> Iterable[Button]:
        """To hand it in, unless the version submitted last is."""
        if document.handed_in_version != document.submitted_version:
            yield Button(turn.voice.say("document.hand-in"), f"document:hand-in:{document.id}", Style.PRIMARY)


def of_sessions(tx: Tx, turn: Turn) -> Iterable[WantedReminders]:
    """The reminders of the sessions that are ahead, for everybody who is in the cluster now."""
    for session in sessions.ahead(tx, turn.scope, turn.now):
        yield _wanted(tx, turn, session)


def reconcile(tx: Tx, turn: Turn, session: Session) -> list[Reminder]:
    """Make the reminders fit a session as it is now; returns those that were sent and are no longer right."""
    wanted = _wanted(tx, turn, session)
    return reminders.reconcile(tx, turn.scope, wanted.source, wanted.planned, turn.now)


def withdraw(tx: Tx, turn: Turn, session: Session) -> list[Reminder]:
    """No session, no reminders of it."""
    return reminders.reconcile(tx, turn.scope, _source(session), [], turn.now)


def _wanted(tx: Tx, turn: Turn, session: Session) -> WantedReminders:
    plan = plan_for(tx, replace(turn.scope, role=Role.STAFF))  # a coach sees no plan, but whether it is handed in
    colleagues = [person for person in people.colleagues(tx, turn.scope) if person.account]  # others cannot be reached
    coaches = [person for person in colleagues if person.role is Role.COACH]
    theirs = [person for person in coaches if person.id == session.coach]
    due = SessionDue(
        session=session.id,
        version=session.version,
        wall=session.wall,
        zone=session.zone,
        handed_in=plan is not None and plan.handed_in_version is not None,
        staff=tuple(_recipient(person) for person in colleagues if person.role is not Role.COACH),
        coaches=tuple(_recipient(person) for person in theirs or coaches),
        document=plan.id if plan else None,
        later=session.later,
    )
    planned = [*rules.for_session(due, turn.now), *session_rules.for_afterwards(due, turn.now)]
    return WantedReminders(_source(session), planned)


def plan_for(tx: Tx, scope: Scope) -> Document | None:
    """The plan to hand in: the one changed last."""
    known = documents.listing(tx, scope)
    return next((d for d in known if d.dialogue == ActionPlan.id and d.submitted_version is not None), None)


def _recipient(person: Person) -> Recipient:
    return Recipient(person.id, WorkingTime.of(person))


def _source(session: Session) -> str:
    return f"session:{session.id}"


def recheck_session(tx: Tx, asked: Asked, now: datetime) -> Notice | None:
    """The reminder of a session as it is now; None when it was moved or cancelled, or has begun."""
    speaker, reminder = asked.speaker, asked.reminder
    if reminder.kind in AT_ONCE:
        return news.recheck(tx, asked, now)
    if not _is_planned(tx, asked, now):
        return None
    return _notice(speaker, reminder, (), (why_button(speaker, reminder),))


def recheck_plan(tx: Tx, asked: Asked, now: datetime) -> Notice | None:
    """The reminder to hand a plan in for a session; None when it was handed in, too."""
    speaker, reminder = asked.speaker, asked.reminder
    session = sessions.get(tx, asked.scope, reminder.subject.removeprefix("session:"))
    if session is None or not _is_planned(tx, asked, now):
        return None
    if hand_in.due(session.wall, session.zone, session.later) != _moment(reminder, "plan_due"):
        return None  # more time was given meanwhile
    plan = plan_for(tx, asked.scope)
    if plan is not None and plan.handed_in_version is not None:
        return None
    tomorrow, _ = later_buttons(speaker, reminder)
    more = (tomorrow, why_button(speaker, reminder))
    return _notice(speaker, reminder, (plan_button(speaker, plan),), more)


def missed(tx: Tx, speaker: Voice, person: Person, reminder: Reminder, now: datetime) -> Notice | None:
    """How a list tells of a session of which a reminder came too late: all the more when it has begun meanwhile."""
    words = Words(id="reminder.late-session", params={"when": speaker.moment(_moment(reminder, "starts_at"))})
    return replace(_notice(speaker, reminder, ()), text=words)


def _is_planned(tx: Tx, asked: Asked, now: datetime) -> bool:
    """Whether the session is still to be as it was when the reminder was planned."""
    reminder = asked.reminder
    session = sessions.get(tx, asked.scope, reminder.subject.removeprefix("session:"))
    if session is None or session.version != reminder.version or session.state != "planned":
        return False
    return _moment(reminder, "starts_at") > now


def _notice(speaker: Voice, reminder: Reminder, buttons: Sequence[Button], more: Sequence[Button] = ()) -> Notice:
    starts_at = _moment(reminder, "starts_at")
    when = speaker.moment(starts_at)
    return Notice(
        reminder,
        Words(
            id=f"reminder.{reminder.kind}",
            params={"when": when, "due": speaker.moment(_moment(reminder, "plan_due"))},
        ),
        buttons,
        why=Words(id="reminder.why-session", params={"when": when}),
        note=Words(id="reminder.plan-note" if reminder.kind.startswith("plan-") else "reminder.session-note"),
        more=more,
        until=starts_at,
        day=starts_at.date(),
        place=(starts_at.isoformat(), reminder.kind, 0),
    )


def _moment(reminder: Reminder, name: str) -> datetime:
    return datetime.fromisoformat(str(reminder.params[name]))


def plan_button(speaker: Voice, plan: Document | None) -> Button:
    """To the plan that is to be handed in, or to begin one."""
    if plan is not None:
        return Button(speaker.say("reminder.open-plan"), f"document:open:{plan.id}", Style.PRIMARY)
    return Button(speaker.say("reminder.start-plan"), f"dialogue:start:{ActionPlan.id}::", Style.PRIMARY)
