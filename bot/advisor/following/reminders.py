"""The reminders of the actions in a plan: which it calls for, and what each says when it is due."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.advisor.consequences import Consequences, WantedReminders
from bot.advisor.following import duties
from bot.advisor.notices import Asked, Notice, later_buttons, why_button
from bot.advisor.shortening import short
from bot.advisor.turn import Turn
from bot.chat.messages import Voice
from bot.chat.views import Button, Style
from bot.reminders import rules
from bot.reminders.rules import TO_OWNER, ActionDue, Recipient
from bot.reminders.timing import WorkingTime
from bot.store import people
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.reminders import Reminder
from bot.store.scope import Role
from flows.dialogues.action_plan import ActionPlan
from flows.findings import Words


class ActionReminders(Consequences):
    """A submitted plan reminds those who have something to do in it."""

    dialogue = ActionPlan.id

    def reminders(self, tx: Tx, turn: Turn, document: Document) -> Iterable[WantedReminders]:
        """What is open and has a deadline, to whom it belongs."""
        colleagues = {
            person.name.casefold(): person
            for person in people.colleagues(tx, turn.scope)
            if person.account and person.role is not Role.COACH  # a coach does not see the plan before it is handed in
        }
        owner = _owner(turn, document, list(colleagues.values()))
        due = [
            _action_due(duty, colleagues.get(duty.responsible.casefold()))
            for duty in duties.of_plan(tx, turn.scope, document.id)
        ]
        planned = rules.for_plan(document.id, document.submitted_version or 1, _recipient(owner), due, turn.now)
        yield WantedReminders(f"plan:{document.id}", planned)

    def notes(self, turn: Turn, document: Document) -> Iterable[str]:
        """That there are reminders."""
        yield turn.voice.mark("document.reminders")


def _owner(turn: Turn, document: Document, reached: Sequence[Person]) -> Person:
    """Whose plan it is: who began it, else who changed it last, else a colleague, of those who can be reached."""
    there = {person.id: person for person in reached}
    known = [there[id] for id in (document.created_by, document.updated_by, turn.person.id) if id in there]
    return next(iter([*known, *reached]), turn.person)


def _recipient(person: Person) -> Recipient:
    return Recipient(person.id, WorkingTime.of(person))


def _action_due(duty: duties.Duty, responsible: Person | None) -> ActionDue:
    return ActionDue(
        row=duty.row,
        action=duty.action,
        deadline=duty.deadline,
        done=duty.done,
        responsible=_recipient(responsible) if responsible else None,
    )


def recheck(tx: Tx, asked: Sequence[Asked], now: datetime) -> list[Notice | None]:
    """The reminders of actions as they are now; None for one that is done, moved or gone."""
    plans = duties.of_plans(tx, [(each.scope, each.reminder.document or "") for each in asked])
    return [_recheck(each, plan, now) for each, plan in zip(asked, plans, strict=True)]


def _recheck(asked: Asked, plan: Sequence[duties.Duty], now: datetime) -> Notice | None:
    speaker, reminder = asked.speaker, asked.reminder
    for place, duty in enumerate(plan):
        if duty.row == reminder.row and not duty.done and duty.deadline.isoformat() == reminder.params["deadline"]:
            found = _notice(speaker, asked.person, reminder, duty, speaker.local_date(now))
            return replace(found, day=duty.deadline, place=(duty.document, place))
    return None


def missed(tx: Tx, speaker: Voice, person: Person, reminder: Reminder, now: datetime) -> Words | None:
    """How a list tells of an action of which a reminder came too late; nothing when that is not wanted any more."""
    [found] = recheck(tx, [Asked(speaker, person, reminder)], now)
    if found is None:
        return None
    params = {name: value for name, value in found.text.params.items() if name != "name"}
    return Words(id="reminder.late-action", params=params)


def _notice(speaker: Voice, person: Person, reminder: Reminder, duty: duties.Duty, today: date) -> Notice:
    own = duty.responsible.casefold() == person.name.casefold()
    plan = short(duty.plan, 80)
    done = Button(speaker.say("reminder.done"), f"reminder:done:{reminder.id}", Style.PRIMARY)
    open_plan = Button(speaker.say("reminder.open-plan"), f"document:open:{duty.document}")
    params: dict[str, str | int | float] = {"action": duty.action, "date": duty.deadline.isoformat(), "plan": plan}
    if reminder.kind in TO_OWNER:
        return Notice(
            reminder,
            Words(id=f"reminder.{reminder.kind}", params=params | {"name": duty.responsible}),
            buttons=((done, open_plan, why_button(speaker, reminder)),),
            why=Words(id="reminder.why-plan", params={"plan": plan}),
        )
    return Notice(
        reminder,
        Words(id=_message(duty.deadline, today), params=params),
        buttons=(
            (done, *later_buttons(speaker, reminder)),
            (open_plan, why_button(speaker, reminder)),
        ),
        why=Words(
            id="reminder.why-action" if own else "reminder.why-owner",
            params={"person": duty.responsible, "plan": plan},
        ),
        note=None if own else Words(id="reminder.action-other", params={"name": duty.responsible}),
    )


def _message(deadline: date, today: date) -> str:
    match (deadline - today).days:
        case 0:
            return "reminder.action-today"
        case 1:
            return "reminder.action-tomorrow"
        case days if days < 0:
            return "reminder.action-late"
        case _:
            return "reminder.action-ahead"
