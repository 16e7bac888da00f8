"""The status and the deadline of one action or milestone: from Home, from a reminder, or in a sentence.

A status counts at once; of what repeats, "done" is about the day that is due next.  A deadline is part of what was
submitted: it is changed in the draft, and counts when that is submitted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.advisor import consequences, notices
from bot.advisor.consequences import Change
from bot.advisor.documents import changes
from bot.advisor.documents.drafts import Draft, GoneError, at_once, load, revised, save
from bot.advisor.following import duties, plans
from bot.advisor.following.duties import Duty
from bot.advisor.following.places import is_milestone, name_of, place
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
from flows.plan_pages import REACHED, STATUSES
from flows.reading.dates import likeliest_date
from flows.repetition import Repetition, repetition
from flows.typed import clean
from flows.validation import FieldError, Scene

DOCUMENT = "action"
"""Stands where documents have their id, before the plan and the action: ``action:<document>:<row>``."""

_ACTION, _MILESTONE = "state", "milestone"
"""The page of an action, and that of a milestone."""


class StatePage(Page):
    title = "Status and deadline"
    intro = "A new status counts at once. A new deadline counts for others when the plan is submitted."
    status: str | None = choice("Status", STATUSES, required=False)
    deadline: date = date_("By when?", short="Deadline", example="2027-06-10")


class MilestonePage(Page):
    title = "Milestone"
    intro = "Whether it is reached counts at once. A new date counts for others when the plan is submitted."
    status: str | None = choice("Is it reached?", REACHED, required=False)
    deadline: date = date_("By when is it ready?", short="Ready by", example="2027-06-10")


class State(Dialogue):
    """The pages of one action and of one milestone; no document is made of them."""

    id = "action"
    command = "action"
    title = "Action"
    purpose = "Change the status and the deadline of an action."
    minutes = 1
    state: StatePage
    milestone: MilestonePage


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
        answers, about_it = await turn.services.store.read(lambda tx: _answers(tx, turn, document_id, row))
    except GoneError:
        return turn.say("reminder.gone")
    return Reply(view=_form(turn, f"{document_id}:{row}", about_it, {_page(row): answers}))


async def open_(turn: Turn, ref: FormRef, about: str) -> Reply:
    """The form of the action ``about``, ``<document>:<row>``."""
    document_id, _, row = about.partition(":")
    return await change(turn, document_id, row)


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Change what is another now; a deadline that cannot be read says so beside its field."""
    about = sent.document.partition(":")[2]
    document_id, _, row = about.partition(":")
    try:
        before, about_it = await turn.services.store.read(lambda tx: _answers(tx, turn, document_id, row))
    except GoneError:
        return turn.say("reminder.gone")
    if sent.intent is Intent.BACK:
        return Reply(view=_form(turn, about, about_it, {_page(row): before}))
    page = _page(row)
    asked = questions(State.pages()[page])
    typed = {key: clean(question, sent.answers.get(key, before[key])) for key, question in asked.items()}
    answers: dict[str, Raw] = {page: typed}
    checked = State.check_page(page, typed, Scene(turn.today, answers))
    taken = checked.model
    if checked.errors or not isinstance(taken, StatePage | MilestonePage):
        return Reply(view=_form(turn, about, about_it, answers, checked.errors))
    told = await _apply(turn, document_id, row, status=taken.status or "", deadline=taken.deadline)
    if told.gone:
        return Reply(messages=tuple(told.said))
    return Reply(view=_shown(turn, about, about_it[0], told))


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
    name, duty = get(draft.answers, name_of(row)), duties.of_row(duties.of_plan(tx, turn.scope, document_id), row)
    if name is None:
        if duty is None:
            raise GoneError(row)
        return _Told((turn.line("reminder.removed-in-draft", action=duty.action),), gone=True)
    answers, said = dict(draft.answers), list[Message]()
    moved = deadline is not None and deadline != _deadline(turn, draft, row)
    if status is not None and status != str(get(answers, place(row, "status")) or ""):
        answers, line = _with_status(turn, answers, duty, row, status)
        said.append(line)
    if moved and deadline is not None:
        answers = put(answers, place(row, "deadline"), deadline.isoformat())
        repeated = _repetition(turn, draft, row)
        if repeated is not None and repeated.until < deadline:
            answers = put(answers, place(row, "until"), deadline.isoformat())
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


def _with_status(
    turn: Turn, answers: dict[str, Raw], duty: Duty | None, row: str, status: str
) -> tuple[dict[str, Raw], Message]:
    """The answers with a new status, and what is said of it; "done" is about the next day of what repeats."""
    name = str(get(answers, name_of(row)))
    taken = plans.step(answers, duty, None) if duty is not None and status == plans.DONE else None
    if taken is not None:
        return dict(taken.answers), plans.once_line(turn, name, taken.day, taken.following)
    labels = {each.value: each.label for each in (REACHED if is_milestone(row) else STATUSES)}
    label = turn.voice.text("action-plan", labels[status]) if status in labels else "–"
    message = "milestone.status" if is_milestone(row) else "action.status"
    return put(answers, place(row, "status"), status), turn.line(message, action=name, status=label)


def _to_plan(turn: Turn, draft: Draft) -> tuple[Button, ...]:
    """To submit what is changed in the draft, and to look at the plan."""
    document = draft.document
    open_ = Button(turn.voice.say("reminder.open-plan"), f"document:open:{document.id}")
    return (*changes.buttons(turn, document), open_) if draft.has_changes else (open_,)


def _deadline(turn: Turn, draft: Draft, row: str) -> date | None:
    """The deadline in the draft, or the next one of what repeats."""
    repeated = _repetition(turn, draft, row)
    if repeated is None:
        return _day(turn, draft, row, "deadline")
    return repeated.due(_day(turn, draft, row, plans.DONE_UNTIL))


def _repetition(turn: Turn, draft: Draft, row: str) -> Repetition | None:
    every = str(get(draft.answers, place(row, "repeats")) or "")
    return repetition(_day(turn, draft, row, "deadline"), every, _day(turn, draft, row, "until"))


def _day(turn: Turn, draft: Draft, row: str, field: str) -> date | None:
    """A date of the draft, as it was meant on the day on which it was typed."""
    path = place(row, field)
    return likeliest_date(str(get(draft.answers, path) or ""), draft.typed_on.get(path, turn.today))


def _page(row: str) -> str:
    return _MILESTONE if is_milestone(row) else _ACTION


def _answers(tx: Tx, turn: Turn, document_id: str, row: str) -> tuple[dict[str, Raw], tuple[str, ...]]:
    """What the form shows, and above it what the action is called, and which of its days is meant where it repeats.

    Raises:
        GoneError: the plan or the action is not there any more.
    """
    draft = load(tx, turn, document_id)
    name = get(draft.answers, name_of(row))
    if name is None:
        raise GoneError(row)
    deadline = _deadline(turn, draft, row)
    typed = deadline.isoformat() if deadline else str(get(draft.answers, place(row, "deadline")) or "")
    repeats = _repetition(turn, draft, row) is not None
    hint = (turn.voice.say("action.repeats", date=deadline),) if repeats and deadline else ()
    return {"status": get(draft.answers, place(row, "status")) or "", "deadline": typed}, (str(name), *hint)


def _form(
    turn: Turn, about: str, about_it: tuple[str, ...], answers: Mapping[str, Any], errors: Sequence[FieldError] = ()
) -> FormView:
    (page,) = answers
    form = build_form(State, FormRef(page), answers, errors, word=turn.voice.words)
    return FormView(f"{DOCUMENT}:{about}", 0, form, notices=about_it, first=True, alone=True)


def _shown(turn: Turn, about: str, name: str, told: _Told) -> DocumentView:
    """What came of it."""
    title = "milestone.title" if is_milestone(about.rpartition(":")[2]) else "action.title"
    blocks: list[Block] = [Heading(turn.voice.say(title))]
    for message in told.said:
        blocks += [block for block in message.blocks if isinstance(block, Text)]
    blocks.append(Buttons((*told.buttons, Button(turn.voice.say("home.title"), "home"))))
    summary = " ".join(message.summary for message in told.said)
    return DocumentView(f"{DOCUMENT}:{about}", name, Message(summary, tuple(blocks)), paper=False)
