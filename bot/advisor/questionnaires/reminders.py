"""The reminders of a questionnaire: to ask those who have not answered, and to look at the answers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.advisor.consequences import WantedReminders
from bot.advisor.notices import Asked, Notice, later_buttons, why_button
from bot.advisor.questionnaires import mailing
from bot.advisor.questionnaires.design import Design, design, designed
from bot.advisor.shortening import short
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Style
from bot.chat.messages import Voice
from bot.reminders.questionnaire_rules import AGAIN, ASK, OVER, REMIND, for_questionnaire
from bot.reminders.rules import Recipient
from bot.reminders.timing import WorkingTime
from bot.store import people, questionnaires
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.questionnaires import Questionnaire
from bot.store.reminders import Reminder
from bot.store.scope import Role
from flows.findings import Param, Words


def wanted(tx: Tx, turn: Turn, document: Document) -> WantedReminders:
    """Those that a submitted questionnaire calls for until its answers are shown."""
    source = f"questionnaire:{document.id}"
    found = design(tx, turn.scope, document.id)
    one = questionnaires.get(tx, turn.scope, document.id)
    if found is None or (one is not None and one.closed_at is not None):
        return WantedReminders(source, ())
    owner = _owner(tx, turn, document)
    whose = Recipient(owner.id, WorkingTime.of(owner))
    planned = for_questionnaire(document.id, found.version, whose, found.reminder, found.deadline, turn.now)
    return WantedReminders(source, planned)


def _owner(tx: Tx, turn: Turn, document: Document) -> Person:
    """Who began it, else who changed it last, of those who can be reached; else who acts now."""
    staff = [each for each in people.colleagues(tx, turn.scope) if each.role is not Role.COACH and each.account]
    known = {each.id: each for each in staff}
    first = (document.created_by, document.updated_by)
    return next((known[id] for id in first if id in known), turn.person)


def recheck(tx: Tx, asked: Sequence[Asked], now: datetime) -> list[Notice | None]:
    """The reminders as they are now; None where its date was moved, or its answers are shown."""
    to_members = {each.reminder.id: mailing.recheck(tx, each, now) for each in asked if _to_member(each.reminder)}
    theirs = iter(_to_staff(tx, [each for each in asked if not _to_member(each.reminder)], now))
    return [to_members[each.reminder.id] if _to_member(each.reminder) else next(theirs) for each in asked]


def _to_member(reminder: Reminder) -> bool:
    return reminder.kind in (ASK, AGAIN)


def _to_staff(tx: Tx, asked: Sequence[Asked], now: datetime) -> list[Notice | None]:
    found = designed(tx, [(each.scope, each.reminder.document or "") for each in asked])
    return [
        _notice(tx, each, questionnaire, now) if questionnaire is not None else None
        for each, questionnaire in zip(asked, found, strict=True)
    ]


def missed(tx: Tx, speaker: Voice, person: Person, reminder: Reminder, now: datetime) -> Notice | None:
    """How a list tells of one that came too late; nothing when its day was moved, or it was for a member: until the
    deadline it is not too late, and then nothing is to be done."""
    if _to_member(reminder):
        return None
    [found] = recheck(tx, [Asked(speaker, person, reminder)], now)
    return found and replace(found, text=Words(id="questionnaire.late", params=found.text.params))


def _notice(tx: Tx, asked: Asked, found: Design, now: datetime) -> Notice | None:
    reminder, speaker = asked.reminder, asked.speaker
    one = questionnaires.get(tx, asked.scope, reminder.document or "")
    if not _is_planned(reminder, found) or (one is not None and one.closed_at is not None):
        return None
    kind = _which(reminder.kind, found, one, now)
    if not kind:
        return None
    open_ = Button(speaker.say("questionnaire.open"), f"document:open:{reminder.document}", Style.PRIMARY)
    return Notice(
        reminder,
        Words(id=f"questionnaire.{kind}", params=_told(found, one)),
        buttons=(open_,),
        more=(*later_buttons(speaker, reminder), why_button(speaker, reminder)),
        why=Words(id="questionnaire.why", params={"title": short(found.title, 80)}),
        day=date.fromisoformat(str(reminder.params["day"])),
        place=("", reminder.document or "", 0),
    )


def _is_planned(reminder: Reminder, found: Design) -> bool:
    """Whether its day is still the one for which it was planned."""
    day = date.fromisoformat(str(reminder.params["day"]))
    return day == (found.reminder if reminder.kind == REMIND else found.deadline + timedelta(days=1))


def _which(kind: str, found: Design, one: Questionnaire | None, now: datetime) -> str:
    """What there is to say; nothing when everybody answered, or it was never sent out and is over."""
    if kind == OVER:
        return "remind-over" if one is not None else ""
    if one is None:
        return "remind-unsent"
    if one.answered and one.answered >= found.expected > 0:
        return ""
    return "remind-open" if one.takes(now) else ""


def _told(found: Design, one: Questionnaire | None) -> dict[str, Param]:
    return {
        "title": short(found.title, 80),
        "date": found.deadline.isoformat(),
        "count": one.answered if one is not None else 0,
        "all": str(found.expected or "–"),
    }
