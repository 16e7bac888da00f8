"""Which reminders a plan and a session call for, kept in the store with every change.

The functions return the reminders that were sent and are no longer right, for `bot.advisor.notices.take_back`.
"""

from bot.advisor.following import duties
from bot.advisor.turn import Turn
from bot.reminders import rules
from bot.reminders.rules import ActionDue, Recipient, SessionDue
from bot.store import documents, people, reminders, sessions
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.reminders import Reminder
from bot.store.scope import Role, Scope
from bot.store.sessions import Session
from flows.dialogues.action_plan import ActionPlan


def follow_plan(tx: Tx, turn: Turn, document: Document) -> list[Reminder]:
    """Make the reminders fit a plan as it is now; other documents have none."""
    if document.dialogue != ActionPlan.id or document.submitted_version is None:
        return []
    actions = duties.of_plan(tx, turn.scope, document)
    colleagues = {
        person.name.casefold(): person
        for person in people.colleagues(tx, turn.scope)
        if person.account and person.role is not Role.COACH  # a coach does not see the plan before it is handed in
    }
    owner = _owner(tx, turn, document)
    due = [_action_due(duty, colleagues.get(duty.responsible.casefold()), owner) for duty in actions]
    wanted = rules.for_plan(document.id, document.submitted_version, owner.id, due, turn.now)
    outdated = reminders.reconcile(tx, turn.scope, f"plan:{document.id}", wanted, turn.now)
    return [*outdated, *follow_session(tx, turn)]


def follow_all(tx: Tx, turn: Turn) -> list[Reminder]:
    """Make the reminders fit all plans of the cluster: after somebody joined it, or has another name or zone."""
    if turn.is_coach:
        return []
    outdated: list[Reminder] = []
    for document in documents.listing(tx, turn.scope):
        outdated += follow_plan(tx, turn, document)
    return outdated


def _action_due(duty: duties.Duty, responsible: Person | None, owner: Person) -> ActionDue:
    told = responsible or owner
    return ActionDue(
        row=duty.row,
        action=duty.action,
        deadline=duty.deadline,
        done=duty.done,
        responsible_person=responsible.id if responsible else None,
        zone=told.zone,
        country=told.country,
    )


def _owner(tx: Tx, turn: Turn, document: Document) -> Person:
    """Whose plan it is: who began it, as long as they are there."""
    owner = people.by_id(tx, document.created_by) if document.created_by else None
    return owner or turn.person


def follow_session(tx: Tx, turn: Turn) -> list[Reminder]:
    """Make the reminders fit the coaching session as it is now."""
    session = sessions.current(tx, turn.scope, turn.now)
    if session is None:
        return []
    plan = plan_for(tx, turn.scope)
    colleagues = people.colleagues(tx, turn.scope)
    coach = people.coach_of(tx, turn.scope)
    wanted = rules.for_session(
        SessionDue(
            session=session.id,
            version=session.version,
            wall=session.wall,
            zone=session.zone,
            handed_in=plan is not None and plan.handed_in_version is not None,
            staff=tuple(_recipient(person) for person in colleagues if person.role is not Role.COACH),
            coach=_recipient(coach) if coach else None,
            document=plan.id if plan else None,
        ),
        turn.now,
    )
    return reminders.reconcile(tx, turn.scope, _session_source(session), wanted, turn.now)


def plan_for(tx: Tx, scope: Scope) -> Document | None:
    """The plan to hand in: the one changed last."""
    known = documents.listing(tx, scope)
    return next((d for d in known if d.dialogue == ActionPlan.id and d.submitted_version is not None), None)


def _recipient(person: Person) -> Recipient:
    return Recipient(person.id, person.zone, person.country)


def withdraw_session(tx: Tx, turn: Turn, session: Session) -> list[Reminder]:
    """No session, no reminders of it."""
    return reminders.reconcile(tx, turn.scope, _session_source(session), [], turn.now)


def _session_source(session: Session) -> str:
    return f"session:{session.id}"
