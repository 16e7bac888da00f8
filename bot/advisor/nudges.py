"""A reminder as people meet it: its words, whether it is still wanted, and its buttons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.advisor import duties, plans
from bot.advisor.drafts import GoneError
from bot.advisor.turn import Turn
from bot.chat.messages import Voice, voice
from bot.chat.views import Block, Button, Buttons, Message, Note, Reply, Style, Text
from bot.reminders import timing
from bot.reminders.delivery import Composed
from bot.store import documents, people, reminders, sessions
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.reminders import Reminder
from bot.store.scope import Scope


@dataclass(frozen=True)
class _Action:
    """An action reminder looked at again: the action as it is now."""

    reminder: Reminder
    duty: duties.Duty


@dataclass(frozen=True)
class _Session:
    """A session reminder looked at again."""

    reminder: Reminder
    starts_at: datetime
    plan_due: datetime


_Live = _Action | _Session


async def compose(tx: Tx, due: Sequence[Reminder], now: datetime) -> Composed:
    """Look again at what is due for one person, and word it as one message; implements `bot.reminders`' Compose."""
    person = await people.by_id(tx, due[0].person)
    if person is None:
        return Composed(None, tuple(reminder.id for reminder in due))
    live = [found for reminder in due if (found := await _look(tx, person, reminder)) is not None]
    wanted = {found.reminder.id for found in live}
    unwanted = tuple(reminder.id for reminder in due if reminder.id not in wanted)
    if not live:
        return Composed(None, unwanted)
    speaker = voice(person.locale, person.zone)
    blocks: list[Block] = [] if len(live) == 1 else [Text(speaker.mark("reminder.digest"))]
    for found in live:
        blocks += _blocks(speaker, person, found, speaker.local_date(now))
    summary = speaker.say("reminder.summary") if len(live) > 1 else _summary(speaker, live[0], now)
    return Composed(Message(summary, tuple(blocks)), unwanted)


async def _look(tx: Tx, person: Person, reminder: Reminder) -> _Live | None:
    """The reminder with what it is about now; None when it is not wanted any more."""
    scope = Scope(reminder.cluster, person.id, person.role)
    if reminder.row is None:
        session = await sessions.get(tx, scope, reminder.subject.removeprefix("session:"))
        if session is None or session.version != reminder.version or session.state != "planned":
            return None
        if reminder.kind.startswith("plan-") and await _handed_in(tx, scope, reminder):
            return None
        times = (datetime.fromisoformat(str(reminder.params[key])) for key in ("starts_at", "plan_due"))
        return _Session(reminder, *times)
    document = await documents.get(tx, scope, reminder.document or "")
    if document is None:
        return None
    for duty in await duties.of_plan(tx, scope, document):
        if duty.row == reminder.row and not duty.done and duty.deadline.isoformat() == reminder.params["deadline"]:
            return _Action(reminder, duty)
    return None


async def _handed_in(tx: Tx, scope: Scope, reminder: Reminder) -> bool:
    if reminder.document is None:
        return False
    document = await documents.get(tx, scope, reminder.document)
    return document is not None and document.handed_in_version is not None


def _blocks(speaker: Voice, person: Person, found: _Live, today: date) -> list[Block]:
    """The words of one reminder with its buttons."""
    id, say = found.reminder.id, speaker.say
    why = Button(say("reminder.why"), f"reminder:why:{id}")
    later = (
        Button(say("reminder.snooze-day"), f"reminder:snooze-day:{id}"),
        Button(say("reminder.snooze-week"), f"reminder:snooze-week:{id}"),
    )
    if isinstance(found, _Session):
        text = Text(speaker.mark(_session_message(found), **_session_params(speaker, found)))
        opens = f"document:open:{found.reminder.document}" if found.reminder.document else "home"
        show = found.reminder.kind.startswith("plan-")
        main = (Button(say("reminder.open-plan"), opens, Style.PRIMARY),) if show else ()
        return [text, Buttons((*main, *(later[:1] if show else ()), why))]
    params = _action_params(found)
    blocks: list[Block] = [Text(speaker.mark(_action_message(found.duty, today), **params))]
    if found.duty.responsible.casefold() != person.name.casefold():
        blocks.append(Note(speaker.mark("reminder.action-other", name=found.duty.responsible)))
    done = Button(say("reminder.done"), f"reminder:done:{id}", Style.PRIMARY)
    plan = Button(say("reminder.open-plan"), f"document:open:{found.duty.document}")
    return [*blocks, Buttons((done, *later)), Buttons((plan, why))]


def _action_message(duty: duties.Duty, today: date) -> str:
    match (duty.deadline - today).days:
        case 0:
            return "reminder.action-today"
        case 1:
            return "reminder.action-tomorrow"
        case days if days < 0:
            return "reminder.action-late"
        case _:
            return "reminder.action-ahead"


def _action_params(found: _Action) -> dict[str, str]:
    duty = found.duty
    plan = duty.plan if len(duty.plan) <= 80 else duty.plan[:79] + "…"
    return {"action": duty.action, "date": duty.deadline.isoformat(), "plan": plan}


def _session_message(found: _Session) -> str:
    return f"reminder.{found.reminder.kind}"


def _session_params(speaker: Voice, found: _Session) -> dict[str, str]:
    return {"when": speaker.moment(found.starts_at), "due": speaker.moment(found.plan_due)}


def _summary(speaker: Voice, found: _Live, now: datetime) -> str:
    if isinstance(found, _Session):
        return speaker.say(_session_message(found), **_session_params(speaker, found))
    return speaker.plain(_action_message(found.duty, speaker.local_date(now)), **_action_params(found))


async def done(turn: Turn, reminder_id: str) -> Reply:
    """The button "Done": the action is marked as done in the plan, and its other reminders are withdrawn."""
    async with turn.desk.store.write() as tx:
        reminder = await reminders.get(tx, turn.scope, reminder_id)
        if reminder is None or reminder.document is None or reminder.row is None:
            return turn.say("reminder.gone")
        try:
            name, was_open = await plans.mark_done(tx, turn, reminder.document, reminder.row)
        except GoneError:
            return turn.say("reminder.gone")
        told = await reminders.for_message(tx, turn.scope, reminder.message_ref) if reminder.message_ref else []
    said = turn.line("reminder.is-done" if was_open else "reminder.was-done", action=name)
    return Reply(messages=(said,)) if len(told) > 1 else Reply(replace=said)


async def snooze(turn: Turn, reminder_id: str, *, days: int) -> Reply:
    """Remind again tomorrow or next week, in the morning of a working day."""
    wall = datetime.combine(turn.today + timedelta(days=days), timing.OPENS)
    until = timing.next_allowed(timing.to_utc(wall, turn.person.zone), turn.person.zone, turn.person.country)
    async with turn.desk.store.write() as tx:
        reminder = await reminders.get(tx, turn.scope, reminder_id)
        if reminder is None or await _look(tx, turn.person, reminder) is None:
            return turn.say("reminder.gone")
        await reminders.snooze(tx, turn.scope, reminder_id, until, turn.now)
    return turn.say("reminder.snoozed", when=turn.voice.moment(until))


async def why(turn: Turn, reminder_id: str) -> Reply:
    """Why somebody gets a reminder, and how to stop them."""
    async with turn.desk.store.read() as tx:
        reminder = await reminders.get(tx, turn.scope, reminder_id)
        found = await _look(tx, turn.person, reminder) if reminder else None
    if found is None:
        return turn.say("reminder.gone")
    if isinstance(found, _Session):
        reason = turn.line("reminder.why-session", when=turn.voice.moment(found.starts_at))
    else:
        own = found.duty.responsible.casefold() == turn.person.name.casefold()
        which = "reminder.why-action" if own else "reminder.why-owner"
        reason = turn.line(which, person=found.duty.responsible, plan=_action_params(found)["plan"])
    off = Note(turn.voice.mark("reminder.why-off"))
    return Reply(messages=(replace(reason, blocks=(*reason.blocks, off)),))
