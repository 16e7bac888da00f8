"""The reminders to look back on a strategy: on which days, and what each says when it is due."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.advisor.consequences import Consequences, WantedReminders
from bot.advisor.following import recipients
from bot.advisor.notices import Asked, Notice, later_buttons, why_button
from bot.advisor.shortening import short
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Style
from bot.chat.messages import Voice
from bot.reminders import rules
from bot.reminders.rules import Recipient
from bot.reminders.timing import WorkingTime
from bot.store import versions
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.reminders import Reminder
from bot.store.versions import Latest
from flows.dialogues.international_strategy import InternationalStrategy, reviews
from flows.findings import Param, Words


class ReviewReminders(Consequences):
    """A submitted strategy reminds whose it is of the days on which the cluster looks back on it."""

    dialogue = InternationalStrategy.id

    def reminders(self, tx: Tx, turn: Turn, document: Document) -> Iterable[WantedReminders]:
        """Those of all reviews that are ahead."""
        owner = recipients.staff(tx, turn.scope, document, turn.person).owner
        planned = rules.for_strategy(
            document.id,
            document.submitted_version or 1,
            Recipient(owner.id, WorkingTime.of(owner)),
            _days(tx, turn, document),
            turn.now,
        )
        yield WantedReminders(f"strategy:{document.id}", planned)

    def notes(self, tx: Tx, turn: Turn, document: Document) -> Iterable[str]:
        """When the next review is, and who is reminded of it."""
        ahead = next((day for day in _days(tx, turn, document) if day >= turn.today), None)
        if ahead is None:
            yield turn.voice.mark("reminder.strategy-none")
            return
        owner = recipients.staff(tx, turn.scope, document, turn.person).owner
        name = turn.voice.say("people.you") if owner.id == turn.person.id else owner.name
        yield turn.voice.mark("reminder.strategy-next", date=ahead, name=name)


def _days(tx: Tx, turn: Turn, document: Document) -> Sequence[date]:
    """The reviews of the version submitted last."""
    return _reviews(versions.latest(tx, [(turn.scope, document.id)])[0])


def _reviews(strategy: Latest | None) -> Sequence[date]:
    if strategy is None or strategy.dialogue != InternationalStrategy.id or strategy.state == "cancelled":
        return ()
    return reviews(InternationalStrategy.upgrade(json.loads(strategy.submitted), strategy.dialogue_version))


def recheck(tx: Tx, asked: Sequence[Asked], now: datetime) -> list[Notice | None]:
    """The reminders of reviews as they are now; None for one whose day was moved."""
    strategies = versions.latest(tx, [(each.scope, each.reminder.document or "") for each in asked])
    return [
        _notice(each, strategy, now) if strategy is not None and _is_planned(each.reminder, strategy) else None
        for each, strategy in zip(asked, strategies, strict=True)
    ]


def _is_planned(reminder: Reminder, strategy: Latest) -> bool:
    return _day(reminder) in _reviews(strategy)


def _day(reminder: Reminder) -> date:
    return date.fromisoformat(str(reminder.params["day"]))


def missed(tx: Tx, speaker: Voice, person: Person, reminder: Reminder, now: datetime) -> Notice | None:
    """How a list tells of a review of which a reminder came too late; nothing when its day was moved."""
    [found] = recheck(tx, [Asked(speaker, person, reminder)], now)
    return found and replace(found, text=Words(id="reminder.late-strategy", params=found.text.params))


def _notice(asked: Asked, strategy: Latest, now: datetime) -> Notice:
    speaker, reminder, day = asked.speaker, asked.reminder, _day(asked.reminder)
    name = short(strategy.name or speaker.text(InternationalStrategy.id, InternationalStrategy.title), 80)
    params: dict[str, Param] = {"strategy": name, "date": day.isoformat()}
    open_ = Button(speaker.say("reminder.open-strategy"), f"document:open:{strategy.document}", Style.PRIMARY)
    return Notice(
        reminder,
        Words(id=_message(day, speaker.local_date(now)), params=params),
        buttons=(open_,),
        more=(*later_buttons(speaker, reminder), why_button(speaker, reminder)),
        why=Words(id="reminder.why-strategy", params={"strategy": name}),
        note=Words(id="reminder.strategy-own"),
        day=day,
        place=("", strategy.document, 0),
    )


def _message(day: date, today: date) -> str:
    if day == today:
        return "reminder.strategy-today"
    return "reminder.strategy-ahead" if day > today else "reminder.strategy-over"
