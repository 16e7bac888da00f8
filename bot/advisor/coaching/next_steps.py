"""The next steps that people wrote down after a session: each becomes an action of the plan by one press."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.advisor.coaching.reminders import plan_for
from bot.advisor.documents import dialogues
from bot.advisor.documents.drafts import Draft, GoneError, at_once, begin, load, revised, save
from bot.advisor.turn import Turn
from bot.chat.blocks import Block, Button, Chip, Entries, Entry, Style
from bot.chat.views import Message, Reply
from bot.store import documents, session_notes
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.scope import Scope
from bot.store.session_notes import SessionNote
from flows.dialogues.action_plan import ActionPlan
from flows.fields import SHORT, questions
from flows.forms import FormRef
from flows.merge import get, put
from flows.plan_pages import ActionsPage
from flows.rows import add_row, rows_of

_PAGE, _FIELD = "actions", "actions"


class GoneStepError(LookupError):
    """Whoever wrote it took it out meanwhile."""


class FullError(ValueError):
    """The plan takes no more actions."""


@dataclass(frozen=True)
class _Taken:
    document: str
    row: str


def listed(tx: Tx, turn: Turn, written: Sequence[SessionNote]) -> Iterator[Block]:
    """The next steps of a session; people of the cluster may take each into their plan."""
    rows = _rows(tx, turn)
    entries = tuple(entry for note in written for entry in _entries(turn, note, rows))
    if entries:
        yield Entries(turn.voice.say("meeting.steps"), entries)


def _rows(tx: Tx, turn: Turn) -> frozenset[str]:
    """The ids of the actions that the plan has already; nothing of it is shown to a coach."""
    if turn.is_coach:
        return frozenset()
    plan = _plan(tx, turn.scope)
    return frozenset(rows_of(get(plan.answers, (_PAGE, _FIELD)))["rows"]) if plan is not None else frozenset()


def _entries(turn: Turn, note: SessionNote, rows: frozenset[str]) -> Iterator[Entry]:
    say = turn.voice.say
    for step in note.steps:
        row = _row(note.session, step)
        if row in rows:
            yield Entry(step, say("meeting.by", name=note.name), (), (Chip(say("meeting.in-plan"), "good"),))
            continue
        press = f"coaching:step:{note.session}:{note.person}:{row}"
        button = Button(say("meeting.to-action"), press, Style.PRIMARY)
        yield Entry(step, say("meeting.by", name=note.name), () if turn.is_coach else (button,))


def _row(session: str, step: str) -> str:
    """The id of the action that a step becomes: always the same, so that pressed twice it is one action."""
    return f"s{sha256(f'{session}/{step}'.encode()).hexdigest()[:12]}"


async def to_action(turn: Turn, session: str, person: str, row: str) -> Reply:
    """Add a step to the plan's draft, or to a new plan, and open it there."""
    if turn.is_coach:
        return turn.say("meeting.staff-only")
    try:
        taken = await at_once(turn, lambda tx: _added(tx, turn, session, person, row))
    except (GoneStepError, GoneError):
        return turn.say("meeting.step-gone")
    except FullError:
        return turn.say("meeting.plan-full")
    opened = await dialogues.open_(turn, taken.document, FormRef(_PAGE, _FIELD, taken.row))
    said: Message = turn.line("meeting.added")
    return Reply(messages=(said,), view=opened.view)


def _added(tx: Tx, turn: Turn, session: str, person: str, row: str) -> _Taken:
    written = session_notes.of_session(tx, turn.scope, session)
    steps = [step for note in written if note.person == person for step in note.steps]
    step = next((step for step in steps if _row(session, step) == row), None)
    if step is None:
        raise GoneStepError(row)
    plan = _plan(tx, turn.scope)
    draft = load(tx, turn, plan.id) if plan is not None else begin(tx, turn, ActionPlan, {})
    before = get(draft.answers, (_PAGE, _FIELD))
    if row not in rows_of(before)["rows"]:
        _add(tx, turn, draft, row, step)
    return _Taken(draft.document.id, row)


def _add(tx: Tx, turn: Turn, draft: Draft, row: str, step: str) -> None:
    before = get(draft.answers, (_PAGE, _FIELD))
    if len(rows_of(before)["rows"]) >= questions(ActionsPage)[_FIELD].max_rows:
        raise FullError(row)
    answers = put(draft.answers, (_PAGE, _FIELD), add_row(before, row, {"action": step[:SHORT]}))
    save(tx, turn, revised(draft, turn, dict(answers), conflicts=draft.document.conflicts))


def _plan(tx: Tx, scope: Scope) -> Document | None:
    """The plan that was submitted and changed last, or else the draft of one."""
    submitted = plan_for(tx, scope)
    if submitted is not None:
        return submitted
    known = documents.listing(tx, scope)
    return next((document for document in known if document.dialogue == ActionPlan.id), None)
