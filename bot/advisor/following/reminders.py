"""The reminders of the actions in a plan: which it calls for, and what each says when it is due."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from bot.advisor.consequences import Consequences, WantedReminders
from bot.advisor.following import duties, recipients
from bot.advisor.following.duties import Duty
from bot.advisor.following.progress import actions_of
from bot.advisor.following.recipients import Staff, Summary
from bot.advisor.notices import Asked, Notice, later_buttons, why_button
from bot.advisor.shortening import short
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Style
from bot.chat.messages import Voice
from bot.reminders import rules
from bot.reminders.rules import TO_OWNER, ActionDue, Recipient
from bot.reminders.timing import WorkingTime
from bot.store import clusters, documents, kinds_off, people, reminders
from bot.store.documents import Document
from bot.store.engine import Store, Tx
from bot.store.people import Person
from bot.store.reminders import Reminder
from bot.store.scope import Role, Scope
from flows import people as named
from flows.dialogues.action_plan import ActionPlan
from flows.findings import Param, Words

_Known = dict[tuple[Scope, str], Staff]
"""The people of those who ask, with whose plan it is, read once for each."""


class ActionReminders(Consequences):
    """A submitted plan reminds those who have something to do in it."""

    dialogue = ActionPlan.id

    def reminders(self, tx: Tx, turn: Turn, document: Document) -> Iterable[WantedReminders]:
        """What is open and has a deadline, for everybody to whom it belongs."""
        yield _wanted(tx, turn.scope, document, turn.person, turn.now)

    def notes(self, tx: Tx, turn: Turn, document: Document) -> Iterable[str]:
        """Who is reminded, who cannot be, and who is told instead."""
        known = recipients.staff(tx, turn.scope, document, turn.person)
        still_open = [duty for duty in duties.of_plan(tx, turn.scope, document.id) if not duty.done]
        open_duties = actions_of(still_open)
        if not still_open:
            yield turn.voice.mark("people.nothing-open")
            return
        if open_duties:
            found = recipients.summary(known, open_duties)
            off = {
                person for person, family in kinds_off.off(tx, [*found.reached, known.owner.id]) if family == "action"
            }
            yield "\n".join(f"- {line}" for line in told(turn, known.owner, found, off))


def _wanted(tx: Tx, scope: Scope, document: Document, otherwise: Person, now: datetime) -> WantedReminders:
    known = recipients.staff(tx, scope, document, otherwise)
    due = [
        _action_due(duty, day, person)
        for duty in duties.of_plan(tx, scope, document.id)
        for day in duty.remembered(now.date())
        for person in known.of(duty).told
    ]
    planned = rules.for_plan(document.id, document.submitted_version or 1, _recipient(known.owner), due, now)
    return WantedReminders(f"plan:{document.id}", planned)


async def plan_all(store: Store, now: datetime) -> None:
    """Plan what has come near of what repeats, in all clusters: run it once a day.

    Raises:
        StoreError: the database does not answer.
    """
    for cluster in await store.read(clusters.all_clusters):
        scope = Scope(cluster.id, "", Role.STAFF)
        for document in await store.read(partial(_repeating, scope=scope)):
            await store.write(partial(plan, scope=scope, document=document, now=now))


def _repeating(tx: Tx, scope: Scope) -> list[Document]:
    """The submitted plans in which something repeats that is open: nobody waits for the others' turn to write."""
    known = [document for document in documents.listing(tx, scope) if document.submitted_version is not None]
    plans = duties.of_known(tx, scope, known)
    return [document for document in known if any(map(_repeats, plans.get(document.id, ())))]


def _repeats(duty: Duty) -> bool:
    return duty.repetition is not None and not duty.done


def plan(tx: Tx, scope: Scope, document: Document, now: datetime) -> None:
    """Make the reminders of a plan fit it as it is now, where nobody changed anything in it."""
    staff = [person for person in people.colleagues(tx, scope) if person.role is Role.STAFF]
    if staff:
        wanted = _wanted(tx, scope, document, staff[0], now)
        reminders.reconcile(tx, scope, wanted.source, wanted.planned, now)


def names(tx: Tx, scope: Scope, document: Document, who: str) -> bool:
    """Whether somebody is responsible for something open in a plan; ``who`` is the key of the person."""
    still_open = (duty for duty in duties.of_plan(tx, scope, document.id) if not duty.done)
    return any(each.key == who for duty in still_open for each in duty.responsible)


def told(turn: Turn, owner: Person, found: Summary, off: Container[str] = ()) -> Iterator[str]:
    """A line for everybody who is reminded, or cannot be, as markup; those in ``off`` want no reminders of actions."""
    say, mark = turn.voice.say, turn.voice.mark
    awake = [person for person in found.reached.values() if person.reminders_on and person.id not in off]
    names = [say("people.you") if person.id == turn.person.id else _named(turn.voice, person) for person in awake]
    if names == [say("people.you")]:
        yield mark("people.reminded-alone")
    elif names:
        together = say("people.and", first=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else names[0]
        yield mark("people.reminded", names=together)
    instead = say("people.you") if owner.id == turn.person.id else owner.name
    for responsible, why in found.unreachable.values():
        yield mark(f"people.{why}", name=responsible.name, instead=instead)
    if found.nobody:
        yield mark("people.nobody", count=found.nobody, instead=instead)
    asleep = [person for person in found.reached.values() if person not in awake]
    if (found.unreachable or found.nobody) and (not owner.reminders_on or owner.id in off) and owner not in asleep:
        asleep.append(owner)
    for person in asleep:
        yield mark(_off(turn, person), name=person.name)


def _off(turn: Turn, person: Person) -> str:
    """The message that somebody wants no reminders: none at all, or none of actions."""
    which = "people.off-kind" if person.reminders_on else "people.off"
    return f"{which}-you" if person.id == turn.person.id else which


def _named(speaker: Voice, person: Person) -> str:
    by_mail = person.role is Role.OUTSIDE
    return speaker.say("people.by-mail", name=person.name) if by_mail else person.name


def _recipient(person: Person) -> Recipient:
    return Recipient(person.id, WorkingTime.of(person))


def _action_due(duty: Duty, day: date, person: Person) -> ActionDue:
    repeated = duty.repetition
    return ActionDue(
        row=duty.row,
        action=duty.action,
        deadline=day,
        done=duty.done,
        responsible=_recipient(person),
        since=repeated.before(day) if repeated else None,
        following=repeated.after(day) if repeated else None,
    )


def recheck(tx: Tx, asked: Sequence[Asked], now: datetime) -> list[Notice | None]:
    """The reminders of actions as they are now; None for one that is done, moved or gone."""
    actions = duties.of_rows(
        tx, [(each.scope, each.reminder.document or "", each.reminder.row or "") for each in asked]
    )
    known: _Known = {}
    return [
        None if action is None else _recheck(tx, each, *action, now, known)
        for each, action in zip(asked, actions, strict=True)
    ]


def _recheck(tx: Tx, asked: Asked, place: int, duty: Duty, now: datetime, known: _Known) -> Notice | None:
    speaker, reminder, person = asked.speaker, asked.reminder, asked.person
    day = date.fromisoformat(reminder.params["deadline"])
    if not duty.is_open(day):
        return None
    if day != duty.deadline:  # of what repeats, a later day
        duty = replace(duty, deadline=day)
    if person.role is Role.OUTSIDE:
        return _by_mail(asked, duty, _looked_up(tx, asked, known), now, place)
    staff = _looked_up(tx, asked, known) if len(duty.responsible) > 1 else None
    return _notice(speaker, person, reminder, duty, speaker.local_date(now), staff, place)


def _looked_up(tx: Tx, asked: Asked, known: _Known) -> Staff:
    """The people of the cluster, with whose plan it is."""
    key = asked.scope, asked.reminder.document or ""
    if key not in known:
        document = documents.get(tx, *key)
        known[key] = recipients.staff(tx, asked.scope, document, asked.person)
    return known[key]


def _by_mail(asked: Asked, duty: Duty, known: Staff, now: datetime, place: int) -> Notice | None:
    """What somebody outside gets, who can press nothing; None where they are responsible no more."""
    told = known.of(duty)
    if not any(person.id == asked.person.id for person in told.reached):
        return None
    params = {"action": duty.action, "date": duty.deadline.isoformat(), "plan": short(duty.plan, 80)}
    note = Words(id="mail.tell", params={"name": told.owner.name})
    message = Words(id=_message(duty, asked.speaker.local_date(now)), params=params)
    return Notice(asked.reminder, message, (), why=None, note=note, day=duty.deadline, place=_place(duty, place))


def _place(duty: Duty, place: int) -> tuple[str, str, int]:
    return duty.plan, duty.document, place


def missed(tx: Tx, speaker: Voice, person: Person, reminder: Reminder, now: datetime) -> Notice | None:
    """How a list tells of an action of which a reminder came too late; nothing when that is not wanted any more."""
    [found] = recheck(tx, [Asked(speaker, person, reminder)], now)
    if found is None:
        return None
    params = {name: value for name, value in found.text.params.items() if name != "name"}
    return replace(found, text=Words(id="reminder.late-action", params=params))


def _notice(
    speaker: Voice, person: Person, reminder: Reminder, duty: Duty, today: date, known: Staff | None, place: int
) -> Notice:
    own = any(responsible.id == person.id for responsible in duty.responsible)
    others = [responsible for responsible in duty.responsible if responsible.id != person.id]
    if known is not None and not own:
        others = [responsible for responsible, _ in known.of(duty).unreachable]
    plan = short(duty.plan, 80)
    label = speaker.say("milestone.reached" if duty.is_milestone else "reminder.done")
    done = Button(label, f"reminder:done:{reminder.id}", Style.PRIMARY)
    open_plan = Button(speaker.say("reminder.open-plan"), f"document:open:{duty.document}")
    change = Button(speaker.say("action.change"), f"action:change:{duty.document}:{duty.row}")
    params: dict[str, str | int | float] = {"action": duty.action, "date": duty.deadline.isoformat(), "plan": plan}
    if reminder.kind in TO_OWNER:
        return Notice(
            reminder,
            Words(id=f"reminder.{reminder.kind}", params=params | {"name": duty.names}),
            buttons=(done, open_plan),
            more=(*later_buttons(speaker, reminder), change, why_button(speaker, reminder)),
            why=Words(id="reminder.why-plan", params={"plan": plan}),
            day=duty.deadline,
            place=_place(duty, place),
        )
    names = named.names_of(others)
    return Notice(
        reminder,
        Words(id=_message(duty, today), params=params),
        buttons=(done,),
        more=(*later_buttons(speaker, reminder), change, open_plan, why_button(speaker, reminder)),
        why=Words(id=_why(duty, others, own=own), params={"person": names or person.name, "plan": plan}),
        note=_note(duty, others, names, own=own),
        day=duty.deadline,
        place=_place(duty, place),
    )


def _why(duty: Duty, others: Sequence[named.Person], *, own: bool) -> str:
    if duty.is_milestone:
        return "reminder.why-milestone"
    if own:
        return "reminder.why-several" if others else "reminder.why-action"
    return "reminder.why-owner" if duty.responsible else "reminder.why-nobody"


def _note(duty: Duty, others: Sequence[named.Person], names: str, *, own: bool) -> Words:
    """Why this comes to the person: who is responsible, or who cannot be reached."""
    params: dict[str, Param] = {"name": names}
    if own:
        return Words(id="reminder.action-with" if others else "reminder.action-own", params=params)
    if duty.is_milestone:
        return Words(id="reminder.milestone-own")
    if not duty.responsible:
        return Words(id="reminder.action-nobody")
    return Words(id="reminder.action-other" if len(others) < 2 else "reminder.action-others", params=params)


def _message(duty: Duty, today: date) -> str:
    what = "milestone" if duty.is_milestone else "action"
    match (duty.deadline - today).days:
        case 0:
            return f"reminder.{what}-today"
        case 1:
            return f"reminder.{what}-tomorrow"
        case days if days < 0:
            return f"reminder.{what}-late"
        case _:
            return f"reminder.{what}-ahead"
