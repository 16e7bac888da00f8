"""The status and the deadline of one action, changed in one place: from Home, from a reminder, or in a sentence.

A status counts at once.  A deadline is part of what was submitted: it is changed in the draft, and counts when that
is submitted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.advisor import consequences, notices
from bot.advisor.consequences import Change
from bot.advisor.documents import changes
from bot.advisor.documents.drafts import Draft, GoneError, at_once, load, revised, save
from bot.advisor.following import duties
from bot.advisor.following.plans import ACTIONS
from bot.advisor.turn import Turn
from bot.chat.blocks import Block, Button, Buttons, Heading, Style, Text
from bot.chat.events import FormSent, Intent
from bot.chat.views import DocumentView, FormView, Message, Reply
from bot.store.engine import Tx
from bot.store.reminders import Reminder
from flows.dialogue import Dialogue, Page
from flows.fields import Raw, choice, date_, questions
from flows.forms import FormRef, build_form
from flows.merge import get, put
from flows.plan_pages import STATUSES
from flows.reading.dates import likeliest_date
from flows.typed import clean
from flows.validation import FieldError, Scene

DOCUMENT = "action"
"""Stands where documents have their id, before the plan and the action: ``action:<document>:<row>``."""

_PAGE = "state"


class StatePage(Page):
    title = "Status and deadline"
    intro = "A new status counts at once. A new deadline counts for others when the plan is submitted."
    status: str | None = choice("Status", STATUSES, required=False)
    deadline: date = date_("By when?", short="Deadline", example="2027-06-10")


class State(Dialogue):
    """The page of one action; no document is made of it."""

    id = "action"
    command = "action"
    title = "Action"
    purpose = "Change the status and the deadline of an action."
    minutes = 1
    state: StatePage


@dataclass(frozen=True)
class _Told:
    """What came of a change: what is said, the buttons behind it, and the reminders that are wrong now.

    ``gone``: there is no such action any more, and nothing was changed.
    """

    said: Sequence[Message]
    buttons: Sequence[Button] = ()
    outdated: Sequence[Reminder] = ()
    gone: bool = False


def button(turn: Turn, duty: duties.Duty, style: Style = Style.NORMAL) -> Button:
    """Opens the form."""
    return Button(turn.voice.say("action.change"), f"action:change:{duty.document}:{duty.row}", style)


def move_button(turn: Turn, duty: duties.Duty, day: date, label: str) -> Button:
    """Gives an action another deadline at once."""
    return Button(label, f"action:move:{duty.document}:{duty.row}:{day.isoformat()}", Style.PRIMARY)


async def change(turn: Turn, document_id: str, row: str) -> Reply:
    """The button that opens the form."""
    try:
        answers, name = await turn.services.store.read(lambda tx: _answers(tx, turn, document_id, row))
    except GoneError:
        return turn.say("reminder.gone")
    return Reply(view=_form(turn, f"{document_id}:{row}", name, {_PAGE: answers}))


async def open_(turn: Turn, ref: FormRef, about: str) -> Reply:
    """The form of the action ``about``, ``<document>:<row>``."""
    document_id, _, row = about.partition(":")
    return await change(turn, document_id, row)


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Change what is another now; a deadline that cannot be read says so beside its field."""
    about = sent.document.partition(":")[2]
    document_id, _, row = about.partition(":")
    try:
        before, name = await turn.services.store.read(lambda tx: _answers(tx, turn, document_id, row))
    except GoneError:
        return turn.say("reminder.gone")
    if sent.intent is Intent.BACK:
        return Reply(view=_form(turn, about, name, {_PAGE: before}))
    asked = questions(StatePage)
    typed = {key: clean(question, sent.answers.get(key, before[key])) for key, question in asked.items()}
    answers: dict[str, Raw] = {_PAGE: typed}
    checked = State.check_page(_PAGE, typed, Scene(turn.today, answers))
    page = checked.model
    if checked.errors or not isinstance(page, StatePage):
        return Reply(view=_form(turn, about, name, answers, checked.errors))
    told = await _apply(turn, document_id, row, status=page.status or "", deadline=page.deadline)
    if told.gone:
        return Reply(messages=tuple(told.said))
    return Reply(view=_shown(turn, about, name, told))


async def move(turn: Turn, document_id: str, row: str, day: str) -> Reply:
    """The button "Move it to …".

    Raises:
        ValueError: the day is none.
    """
    told = await _apply(turn, document_id, row, deadline=date.fromisoformat(day))
    *first, last = told.said
    more = (Buttons(tuple(told.buttons)),) if told.buttons else ()
    return Reply(messages=(*first, replace(last, blocks=(*last.blocks, *more))))


async def _apply(
    turn: Turn, document_id: str, row: str, *, deadline: date | None = None, status: str | None = None
) -> _Told:
    try:
        told = await at_once(turn, lambda tx: _changed(tx, turn, document_id, row, deadline, status))
    except GoneError:
        return _Told((turn.line("reminder.gone"),), gone=True)
    await notices.replace_outdated(turn, told.outdated)
    return told


def _changed(tx: Tx, turn: Turn, document_id: str, row: str, deadline: date | None, status: str | None) -> _Told:
    """Save what is another than in the draft.

    Raises:
        GoneError: the plan or the action is not there any more.
    """
    draft = load(tx, turn, document_id)
    name = get(draft.answers, (*ACTIONS, row, "action"))
    if name is None:
        submitted = duties.of_plan(tx, turn.scope, document_id)
        removed = next((duty.action for duty in submitted if duty.row == row), None)
        if removed is None:
            raise GoneError(row)
        return _Told((turn.line("reminder.removed-in-draft", action=removed),), gone=True)
    answers, said = dict(draft.answers), list[Message]()
    if status is not None and status != str(get(answers, (*ACTIONS, row, "status")) or ""):
        answers = put(answers, (*ACTIONS, row, "status"), status)
        label = next((turn.voice.text("action-plan", each.label) for each in STATUSES if each.value == status), "–")
        said.append(turn.line("action.status", action=str(name), status=label))
    moved = deadline is not None and deadline != _deadline(turn, draft, row)
    if moved and deadline is not None:
        answers = put(answers, (*ACTIONS, row, "deadline"), deadline.isoformat())
    if not said and not moved:
        same = "action.same-deadline" if status is None else "action.same"
        return _Told((turn.line(same, action=str(name)),), _to_plan(turn, draft))
    document = save(tx, turn, revised(draft, turn, answers, conflicts=draft.document.conflicts))
    outdated = consequences.apply(tx, turn, Change.LIVE_FIELD, document) if said else []
    after = load(tx, turn, document_id)
    if moved and deadline is not None:
        message = "action.moved" if after.has_changes else "action.moved-back"
        said.append(turn.line(message, action=str(name), date=deadline))
    return _Told(said, _to_plan(turn, after), outdated)


def _to_plan(turn: Turn, draft: Draft) -> tuple[Button, ...]:
    """To submit what is changed in the draft, and to look at the plan."""
    document = draft.document
    open_ = Button(turn.voice.say("reminder.open-plan"), f"document:open:{document.id}")
    return (*changes.buttons(turn, document), open_) if draft.has_changes else (open_,)


def _deadline(turn: Turn, draft: Draft, row: str) -> date | None:
    """The deadline in the draft, as it was meant on the day on which it was typed."""
    path = (*ACTIONS, row, "deadline")
    return likeliest_date(str(get(draft.answers, path) or ""), draft.typed_on.get(path, turn.today))


def _answers(tx: Tx, turn: Turn, document_id: str, row: str) -> tuple[dict[str, Raw], str]:
    """What the form shows, and what the action is called.

    Raises:
        GoneError: the plan or the action is not there any more.
    """
    draft = load(tx, turn, document_id)
    name = get(draft.answers, (*ACTIONS, row, "action"))
    if name is None:
        raise GoneError(row)
    deadline = _deadline(turn, draft, row)
    typed = deadline.isoformat() if deadline else str(get(draft.answers, (*ACTIONS, row, "deadline")) or "")
    return {"status": get(draft.answers, (*ACTIONS, row, "status")) or "", "deadline": typed}, str(name)


def _form(turn: Turn, about: str, name: str, answers: Mapping[str, Any], errors: Sequence[FieldError] = ()) -> FormView:
    form = build_form(State, FormRef(_PAGE), answers, errors, word=turn.voice.words)
    return FormView(f"{DOCUMENT}:{about}", 0, form, notices=(name,), first=True, alone=True)


def _shown(turn: Turn, about: str, name: str, told: _Told) -> DocumentView:
    """What came of it."""
    blocks: list[Block] = [Heading(turn.voice.say("action.title"))]
    for message in told.said:
        blocks += [block for block in message.blocks if isinstance(block, Text)]
    blocks.append(Buttons((*told.buttons, Button(turn.voice.say("home.title"), "home"))))
    summary = " ".join(message.summary for message in told.said)
    return DocumentView(f"{DOCUMENT}:{about}", name, Message(summary, tuple(blocks)), paper=False)
