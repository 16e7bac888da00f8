"""Reminders as messages: looked at again, worded, and taken back when they are no longer right."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.advisor.curation import reviews
from bot.advisor.following import duties, reminding
from bot.advisor.turn import Turn, reads
from bot.chat.messages import Voice, voice
from bot.chat.sender import SendError
from bot.chat.views import Block, Button, Buttons, Message, Note, Style, Text
from bot.reminders.delivery import Composed
from bot.store import documents, people, reminders, sessions, too_late
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.reminders import LATE, Reminder
from bot.store.scope import Scope

MOST = 8
"""Reminders of one message that have buttons of their own; a longer message would be cut off."""

MOST_MISSED = 15
"""Reminders that came too late of which one message tells."""


@dataclass(frozen=True)
class ActionNotice:
    """An action reminder looked at again: the action as it is now."""

    reminder: Reminder
    duty: duties.Duty

    @property
    def params(self) -> dict[str, str]:
        """What its messages tell: the action, its deadline, the plan it belongs to."""
        duty = self.duty
        plan = duty.plan if len(duty.plan) <= 80 else duty.plan[:79] + "…"
        return {"action": duty.action, "date": duty.deadline.isoformat(), "plan": plan}


@dataclass(frozen=True)
class SessionNotice:
    """A session reminder looked at again; ``plan`` is the document to hand in, if there is one by now."""

    reminder: Reminder
    starts_at: datetime
    plan_due: datetime
    plan: str | None = None


@dataclass(frozen=True)
class ReviewNotice:
    """A reminder to read an article again, looked at again."""

    reminder: Reminder

    @property
    def article(self) -> str:
        """The id of the article."""
        return self.reminder.subject.removeprefix("review:")

    @property
    def params(self) -> dict[str, str]:
        """What its message tells: the article's title, and when it was read last."""
        return {"title": str(self.reminder.params["title"]), "date": str(self.reminder.params["reviewed"])}


@dataclass(frozen=True)
class LateNotice:
    """A list of reminders that came too late, without those that nobody needs to be told of any more."""

    reminder: Reminder
    missed: tuple["Missed", ...]


@dataclass(frozen=True)
class Missed:
    """A reminder that came too late: the id of its message, and what that tells."""

    message: str
    params: dict[str, str]
    at: datetime | None = None


Notice = ActionNotice | SessionNotice | ReviewNotice | LateNotice


def compose(tx: Tx, due: Sequence[Reminder], now: datetime) -> Composed:
    """Look again at what is due for one person, and word it as one message; implements `bot.reminders`' Compose."""
    person = people.by_id(tx, due[0].person)
    if person is None:
        return Composed(None, tuple(reminder.id for reminder in due))
    live = [found for reminder in due if (found := look(tx, person, reminder, now)) is not None]
    wanted = {found.reminder.id for found in live}
    unwanted = tuple(reminder.id for reminder in due if reminder.id not in wanted)
    if not live:
        return Composed(None, unwanted)
    message = _message(voice(person.locale, person.zone), person, live, now)
    return Composed(replace(message, locale=person.locale), unwanted)


def look(tx: Tx, person: Person, reminder: Reminder, now: datetime) -> Notice | None:
    """The reminder with what it is about now; None when it is not wanted any more."""
    scope = Scope(reminder.cluster, person.id, person.role)
    if reminder.kind == LATE:
        missed = tuple(found for lost in too_late.missed(tx, reminder) if (found := _missed(tx, person, lost, now)))
        return LateNotice(reminder, missed) if missed else None
    if reminder.kind == "review":
        notice = ReviewNotice(reminder)
        read = reviews.last_read(tx, notice.article)
        return None if read and read > date.fromisoformat(notice.params["date"]) else notice
    if reminder.row is None:
        session = sessions.get(tx, scope, reminder.subject.removeprefix("session:"))
        if session is None or session.version != reminder.version or session.state != "planned":
            return None
        plan = None
        if reminder.kind.startswith("plan-"):
            plan = reminding.plan_for(tx, scope)
            if plan is not None and plan.handed_in_version is not None:
                return None
        starts_at, plan_due = (datetime.fromisoformat(str(reminder.params[k])) for k in ("starts_at", "plan_due"))
        return SessionNotice(reminder, starts_at, plan_due, plan.id if plan else None) if starts_at > now else None
    document = documents.get(tx, scope, reminder.document or "")
    if document is None:
        return None
    for duty in duties.of_plan(tx, scope, document):
        if duty.row == reminder.row and not duty.done and duty.deadline.isoformat() == reminder.params["deadline"]:
            return ActionNotice(reminder, duty)
    return None


def _missed(tx: Tx, person: Person, lost: Reminder, now: datetime) -> Missed | None:
    """How a reminder that came too late is told of; None when it is not wanted any more, except for its time."""
    if lost.row is None and lost.kind != "review":  # a session that has begun meanwhile is told of all the more
        return Missed("reminder.late-session", {}, datetime.fromisoformat(str(lost.params["starts_at"])))
    found = look(tx, person, lost, now)
    if isinstance(found, ActionNotice):
        return Missed("reminder.late-action", found.params)
    return Missed("reminder.late-review", found.params) if isinstance(found, ReviewNotice) else None


def _message(speaker: Voice, person: Person, live: Sequence[Notice], now: datetime) -> Message:
    today = speaker.local_date(now)
    if len(live) == 1:
        return Message(_summary(speaker, live[0], today), tuple(_blocks(speaker, person, live[0], today)))
    blocks: list[Block] = [Text(speaker.mark("reminder.digest"))]
    for found in live[:MOST]:
        blocks += _blocks(speaker, person, found, today)
    if rest := live[MOST:]:
        listed = "\n".join(f"- {_words(speaker, found, today)}" for found in rest)
        blocks.append(Text(f"{speaker.mark('reminder.digest-more')}\n\n{listed}"))
        blocks.append(Buttons((Button(speaker.say("home.title"), "home"),)))
    return Message(speaker.say("reminder.summary"), tuple(blocks))


def _words(speaker: Voice, found: Notice, today: date) -> str:
    """What a reminder says, marked up."""
    if isinstance(found, LateNotice):
        shown = [_missed_words(speaker, missed) for missed in found.missed[:MOST_MISSED]]
        rest = len(found.missed) - len(shown)
        more = [speaker.mark("reminder.late-more", count=rest)] if rest else []
        listed = "\n".join(f"- {line}" for line in (*dict.fromkeys(shown), *more))
        return f"{speaker.mark('reminder.late')}\n\n{listed}"
    if isinstance(found, ReviewNotice):
        return speaker.mark("review.reminder", **found.params)
    if isinstance(found, SessionNotice):
        return speaker.mark(f"reminder.{found.reminder.kind}", **_session_params(speaker, found))
    return speaker.mark(_action_message(found.duty, today), **found.params)


def _missed_words(speaker: Voice, missed: Missed) -> str:
    when = {"when": speaker.moment(missed.at)} if missed.at else {}
    return speaker.mark(missed.message, **missed.params, **when)


def _summary(speaker: Voice, found: Notice, today: date) -> str:
    if isinstance(found, LateNotice):
        return speaker.say("reminder.late-summary")
    if isinstance(found, ReviewNotice):
        return speaker.plain("review.reminder", **found.params)
    if isinstance(found, SessionNotice):
        return speaker.say(f"reminder.{found.reminder.kind}", **_session_params(speaker, found))
    return speaker.plain(_action_message(found.duty, today), **found.params)


def _blocks(speaker: Voice, person: Person, found: Notice, today: date) -> list[Block]:
    """One reminder with its buttons."""
    id, say = found.reminder.id, speaker.say
    blocks: list[Block] = [Text(_words(speaker, found, today))]
    if isinstance(found, LateNotice):
        return [*blocks, Buttons((Button(say("home.title"), "home"),))]
    why = Button(say("reminder.why"), f"reminder:why:{id}")
    later = (
        Button(say("reminder.snooze-day"), f"reminder:snooze-day:{id}"),
        Button(say("reminder.snooze-week"), f"reminder:snooze-week:{id}"),
    )
    if isinstance(found, ReviewNotice):
        shown = Button(say("review.open"), f"article:{found.article}:", Style.PRIMARY)
        right = Button(say("review.right"), f"review:right:{found.article}")
        return [*blocks, Buttons((shown, right)), Buttons((*later, why))]
    if isinstance(found, SessionNotice):
        if not found.reminder.kind.startswith("plan-"):
            return [*blocks, Buttons((why,))]
        return [*blocks, Buttons((_plan_button(speaker, found), later[0], why))]
    if found.duty.responsible.casefold() != person.name.casefold():
        blocks.append(Note(speaker.mark("reminder.action-other", name=found.duty.responsible)))
    done = Button(say("reminder.done"), f"reminder:done:{id}", Style.PRIMARY)
    plan = Button(say("reminder.open-plan"), f"document:open:{found.duty.document}")
    return [*blocks, Buttons((done, *later)), Buttons((plan, why))]


def _plan_button(speaker: Voice, found: SessionNotice) -> Button:
    """To the plan that is to be handed in, or to begin one."""
    if found.plan is not None:
        return Button(speaker.say("reminder.open-plan"), f"document:open:{found.plan}", Style.PRIMARY)
    return Button(speaker.say("reminder.start-plan"), "dialogue:start:action-plan::", Style.PRIMARY)


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


def _session_params(speaker: Voice, found: SessionNotice) -> dict[str, str]:
    return {"when": speaker.moment(found.starts_at), "due": speaker.moment(found.plan_due)}


async def take_back(turn: Turn, outdated: Sequence[Reminder], *, but: str = "") -> None:
    """Put what is still right in the place of messages that were sent; ``but`` is the reference of one to leave.

    A message that cannot be replaced stays: its buttons look again anyway.
    """
    for account, reference in dict.fromkeys((r.sent_to, r.message_ref) for r in outdated):
        if account is None or reference is None or reference == but:
            continue
        person, composed = await _composed_anew(turn, account, reference)
        if person is None or composed is None:
            continue
        speaker = voice(person.locale, person.zone)
        gone = Message(speaker.say("reminder.gone"), (Text(speaker.mark("reminder.gone")),))
        try:
            await turn.desk.sender.update(account, reference, composed.message or gone)
        except SendError:
            continue


@reads
def _composed_anew(tx: Tx, turn: Turn, account: str, reference: str) -> tuple[Person | None, Composed | None]:
    """Who has a message that was sent, and what it should say now."""
    told = [reminder for reminder in reminders.for_message(tx, turn.scope, reference) if reminder.sent_to == account]
    if not told:
        return None, None
    return people.by_id(tx, told[0].person), compose(tx, told, turn.now)
