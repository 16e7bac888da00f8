"""The next steps that people wrote down after a session: each becomes an action of the plan by one press."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from bot.advisor.documents import new_actions
from bot.advisor.documents.drafts import GoneError, at_once
from bot.advisor.documents.new_actions import FullError
from bot.advisor.turn import Turn
from bot.chat.blocks import Block, Button, Chip, Entries, Entry, Style
from bot.chat.views import Reply
from bot.store import session_notes
from bot.store.engine import Tx
from bot.store.session_notes import SessionNote


class GoneStepError(LookupError):
    """Whoever wrote it took it out meanwhile."""


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
    plan = new_actions.plan(tx, turn.scope)
    return new_actions.rows(plan) if plan is not None else frozenset()


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
        return await at_once(turn, lambda tx: _added(tx, turn, session, person, row))
    except (GoneStepError, GoneError):
        return turn.say("meeting.step-gone")
    except FullError:
        return turn.say("action.plan-full")


def _added(tx: Tx, turn: Turn, session: str, person: str, row: str) -> Reply:
    written = session_notes.of_session(tx, turn.scope, session)
    steps = [step for note in written if note.person == person for step in note.steps]
    step = next((step for step in steps if _row(session, step) == row), None)
    if step is None:
        raise GoneStepError(row)
    draft = new_actions.add(tx, turn, new_actions.plan(tx, turn.scope), row, step)
    return new_actions.opened(turn, draft, row, turn.voice.say("meeting.added"))
