"""What people do with a submitted plan: mark an action or a milestone as done, and take that back.

Of what repeats one day is marked: all of its days up to that one are done, and the next is due.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.advisor import consequences, notices
from bot.advisor.consequences import Change
from bot.advisor.documents.drafts import Draft, GoneError, at_once, load, save
from bot.advisor.following import duties
from bot.advisor.following.duties import Duty
from bot.advisor.following.places import name_of, place
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Buttons
from bot.chat.views import Message, Reply
from bot.store.engine import Tx
from bot.store.reminders import Reminder
from flows.dialogue import Answers
from flows.merge import get, put
from flows.plan_pages import REACHED, STATUSES

DONE = "done"
DONE_UNTIL = "done_until"
"""The field of an action that repeats: up to which day it is done."""


def done_press(duty: Duty) -> str:
    """The action of the button that marks it as done, with the day that is meant."""
    return f"action:done:{duty.document}:{duty.row}:{duty.deadline.isoformat()}"


async def done(turn: Turn, document_id: str, row: str, day: str = "") -> Reply:
    """Mark an action as done from Home.

    Raises:
        ValueError: the day is none.
    """
    return Reply(messages=(await done_line(turn, document_id, row, day),))


async def done_line(turn: Turn, document_id: str, row: str, day: str = "", *, but: str = "") -> Message:
    """Mark an action as done and take back what was sent about it, except the message ``but``; says what came of it.

    ``day`` is the one that is meant where it repeats, the next one that is open where it is empty.

    Raises:
        ValueError: the day is none.
    """
    meant = date.fromisoformat(day) if day else None
    try:
        marked = await at_once(turn, lambda tx: _mark(tx, turn, document_id, row, meant))
    except GoneError:
        return turn.line("reminder.gone")
    await notices.replace_outdated(turn, marked.outdated, but=but)
    if marked.removed:
        return turn.line("reminder.removed-in-draft", action=marked.name)
    said = _line(turn, marked)
    if marked.again:
        return said
    undo = Buttons((undo_button(turn, document_id, row, marked.before, marked.day),))
    return replace(said, blocks=(*said.blocks, undo))


async def undo(turn: Turn, document_id: str, row: str, before: str, day: str = "") -> Reply:
    """The button "Undo": an action that was marked as done gets back the status it had before.

    Of what repeats the ``day`` is open again.

    Raises:
        ValueError: the day is none.
    """
    if before not in {status.value for status in (*STATUSES, *REACHED)} - {DONE}:
        before = ""
    meant = date.fromisoformat(day) if day else None
    try:
        marked = await at_once(turn, lambda tx: _reopen(tx, turn, document_id, row, before, meant))
    except GoneError:
        return turn.say("reminder.gone")
    if marked.removed:
        return turn.say("reminder.removed-in-draft", action=marked.name)
    await notices.replace_outdated(turn, marked.outdated)
    return turn.say("reminder.was-open" if marked.again else "reminder.is-open", action=marked.name)


def undo_button(turn: Turn, document_id: str, row: str, before: str, day: date | None = None) -> Button:
    """Give an action that is done its status of ``before`` again; of what repeats, open the ``day`` again."""
    which = f":{day.isoformat()}" if day else ""
    return Button(turn.voice.say("reminder.undo"), f"action:undo:{document_id}:{row}:{before}{which}")


@dataclass(frozen=True)
class Step:
    """An action of which one more day is done: the answers then, that day, and when it is due the next time."""

    answers: Answers
    day: date
    following: date | None


def step(answers: Answers, duty: Duty, meant: date | None) -> Step | None:
    """The next day of what repeats that is open, or the one that is meant; None where that is done already."""
    repeated = duty.repetition
    if repeated is None or duty.done or (meant is not None and meant < duty.deadline):
        return None
    day = repeated.up_to(meant) or duty.deadline if meant else duty.deadline
    return Step(put(answers, place(duty.row, DONE_UNTIL), day.isoformat()), day, repeated.after(day))


@dataclass(frozen=True)
class _Marked:
    """An action with the status it had before, and the reminders that were sent and are wrong now.

    ``day`` is the one that was marked of what repeats, and ``following`` when it is due the next time.  ``again``: it
    stood so already.  ``removed``: it was taken out of the draft.  In both cases nothing was changed.
    """

    name: str
    duty: Duty | None
    before: str = ""
    day: date | None = None
    following: date | None = None
    outdated: Sequence[Reminder] = ()
    again: bool = False
    removed: bool = False


def _line(turn: Turn, marked: _Marked) -> Message:
    """What came of marking it."""
    day, name = marked.day, marked.name
    if marked.again:
        return turn.line("reminder.was-done-once" if day else "reminder.was-done", action=name, date=day or "")
    if day is None:
        milestone = marked.duty is not None and marked.duty.is_milestone
        return turn.line("milestone.is-reached" if milestone else "reminder.is-done", action=name)
    return once_line(turn, name, day, marked.following)


def once_line(turn: Turn, name: str, day: date, following: date | None) -> Message:
    """What is said when one day of what repeats is done."""
    if following is None:
        return turn.line("reminder.is-done-last", action=name, date=day)
    return turn.line("reminder.is-done-once", action=name, date=day, next=following)


def _mark(tx: Tx, turn: Turn, document_id: str, row: str, meant: date | None) -> _Marked:
    """Mark it in the draft that everybody sees at once; its reminders follow.

    Raises:
        GoneError: the plan or the action is not there any more.
    """
    draft, marked = _look(tx, turn, document_id, row)
    if marked.removed:
        return marked
    if marked.duty is None or marked.duty.repetition is None:
        if marked.before == DONE:
            return replace(marked, again=True)
        return _saved(tx, turn, draft, put(draft.answers, place(row, "status"), DONE), marked)
    taken = step(draft.answers, marked.duty, meant)
    if taken is None:
        return replace(marked, again=True, day=meant)
    return _saved(tx, turn, draft, taken.answers, replace(marked, day=taken.day, following=taken.following))


def _reopen(tx: Tx, turn: Turn, document_id: str, row: str, before: str, day: date | None) -> _Marked:
    """The same back.  Only what is done becomes open again, so that nothing newer is lost.

    Raises:
        GoneError: the plan or the action is not there any more.
    """
    draft, marked = _look(tx, turn, document_id, row)
    if marked.removed:
        return marked
    if day is None:
        if marked.before != DONE:
            return replace(marked, again=True)
        return _saved(tx, turn, draft, put(draft.answers, place(row, "status"), before), marked)
    path = place(row, DONE_UNTIL)
    if get(draft.answers, path) != day.isoformat():
        return replace(marked, again=True)
    repeated = marked.duty.repetition if marked.duty else None
    earlier = repeated.before(day) if repeated else None
    return _saved(tx, turn, draft, put(draft.answers, path, earlier.isoformat() if earlier else ""), marked)


def _look(tx: Tx, turn: Turn, document_id: str, row: str) -> tuple[Draft, _Marked]:
    """The draft of the plan, and the action as it stands in it.

    Raises:
        GoneError: the plan or the action is not there any more.
    """
    draft = load(tx, turn, document_id)
    duty = duties.of_row(duties.of_plan(tx, turn.scope, document_id), row)
    name = get(draft.answers, name_of(row))
    if name is not None:
        return draft, _Marked(str(name), duty, str(get(draft.answers, place(row, "status")) or ""))
    if duty is None:
        raise GoneError(row)
    return draft, _Marked(duty.action, duty, removed=True)


def _saved(tx: Tx, turn: Turn, draft: Draft, answers: Answers, marked: _Marked) -> _Marked:
    document = save(tx, turn, replace(draft.document, answers=dict(answers)))
    return replace(marked, outdated=consequences.apply(tx, turn, Change.LIVE_FIELD, document))
