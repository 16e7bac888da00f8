"""A coach's next step that becomes an action of the plan: the draft is opened there, and its deadline is asked for."""

from bot.advisor.documents.drafts import Draft, GoneError, at_once, load, revised, save
from bot.advisor.documents.forms import form_view
from bot.advisor.shortening import short
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Buttons, Style
from bot.chat.views import Message, Reply
from bot.store import documents, feedback
from bot.store.engine import Tx
from bot.store.feedback import Feedback, NextStep
from flows import registry
from flows.fields import questions
from flows.forms import FormRef
from flows.meaning import question_at
from flows.merge import get, put
from flows.rows import add_row
from flows.validation import Path, raw_rows


async def take(turn: Turn, feedback_id: str, number: str) -> Reply:
    """The button "Make it an action"; pressed again it opens the action."""
    try:
        return await at_once(turn, lambda tx: _taken(tx, turn, feedback_id, int(number)))
    except GoneError:
        return turn.say("dialogue.gone")


def _taken(tx: Tx, turn: Turn, feedback_id: str, number: int) -> Reply:
    """Add it to the draft of the plan, and open it there.

    Raises:
        GoneError: the plan is not there any more.
        StaleError: somebody saved the plan meanwhile.
    """
    found = feedback.get(tx, turn.scope, feedback_id)
    step = next((each for each in found.steps if each.number == number), None) if found is not None else None
    if found is None or step is None or turn.is_coach:
        return turn.say("comment.gone")
    plan = _plan(tx, turn, found, step)
    if plan is None:
        return _without_plan(turn)
    draft = load(tx, turn, plan)
    path = _list(draft)
    row = step.row if step.plan == plan else None
    if row is None or get(draft.answers, (*path, row)) is None:
        question, there = question_at(draft.dialogue, path), list(raw_rows(get(draft.answers, path)))
        if question is not None and len(there) >= question.max_rows:
            return turn.say("feedback.step-full")
        row = turn.services.new_id()[:8]
        draft = _with_row(tx, turn, draft, path, row, step.text)
        feedback.take_step(tx, turn.scope, found.id, number, plan=plan, row=row, now=turn.now)
    asked = turn.voice.say("feedback.step-deadline", name=found.author_name)
    return Reply(view=form_view(draft, turn, FormRef(path[0], path[1], row), notices=(asked,)))


def _plan(tx: Tx, turn: Turn, found: Feedback, step: NextStep) -> str | None:
    """The plan that takes it: the one in which it stands, the one that was commented on, or the one saved last."""
    there = [each for each in documents.listing(tx, turn.scope) if _takes(each.dialogue)]
    known = [each.id for each in there]
    return next((id for id in (step.plan, found.document) if id in known), next(iter(known), None))


def _takes(dialogue: str) -> bool:
    known = registry.all_dialogues().get(dialogue)
    return known is not None and bool(known.imported)


def _list(draft: Draft) -> Path:
    """The list of actions: the table of a dialogue that can also be brought in."""
    return tuple(draft.dialogue.imported.split("/"))


def _with_row(tx: Tx, turn: Turn, draft: Draft, path: Path, row: str, text: str) -> Draft:
    question = question_at(draft.dialogue, path)
    assert question is not None
    assert question.row is not None
    first, asked = next(iter(questions(question.row).items()))
    named = short(text, asked.max_length) if asked.max_length else text
    answers = put(draft.answers, path, add_row(get(draft.answers, path), row, {first: named}))
    save(tx, turn, revised(draft, turn, answers, conflicts=draft.document.conflicts, page=path[0]))
    return load(tx, turn, draft.document.id)


def _without_plan(turn: Turn) -> Reply:
    """There is no plan: the way to begin one."""
    said = turn.line("feedback.step-no-plan")
    plan = next((each for each in registry.all_dialogues().values() if each.imported), None)
    if plan is None:
        return Reply(messages=(said,))
    title = turn.voice.text(plan.id, plan.title)
    start = Button(turn.voice.say("answer.start", dialogue=title), f"dialogue:start:{plan.id}::", Style.PRIMARY)
    return Reply(messages=(Message(said.summary, (*said.blocks, Buttons((start,)))),))
