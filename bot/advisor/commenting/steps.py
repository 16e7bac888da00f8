"""A coach's next step that becomes an action of the plan: the draft is opened there, and its deadline is asked for."""

from bot.advisor.documents import new_actions
from bot.advisor.documents.drafts import GoneError, at_once
from bot.advisor.documents.new_actions import FullError
from bot.advisor.turn import Turn
from bot.chat.views import Reply
from bot.store import feedback
from bot.store.engine import Tx


async def take(turn: Turn, feedback_id: str, number: str) -> Reply:
    """The button "Make it an action"; pressed again it opens the action."""
    try:
        return await at_once(turn, lambda tx: _taken(tx, turn, feedback_id, int(number)))
    except GoneError:
        return turn.say("dialogue.gone")
    except FullError:
        return turn.say("action.plan-full")


def _taken(tx: Tx, turn: Turn, feedback_id: str, number: int) -> Reply:
    """Add it to the draft of the plan, and open it there.

    Raises:
        GoneError: the plan is not there any more.
        FullError: it takes no more actions.
        StaleError: somebody saved the plan meanwhile.
    """
    found = feedback.get(tx, turn.scope, feedback_id)
    step = next((each for each in found.steps if each.number == number), None) if found is not None else None
    if found is None or step is None or turn.is_coach:
        return turn.say("comment.gone")
    plan = new_actions.plan(tx, turn.scope, step.plan, found.document)
    stands = plan is not None and plan.id == step.plan and step.row in new_actions.rows(plan)
    row = step.row if stands and step.row else turn.services.new_id()[:8]
    draft = new_actions.add(tx, turn, plan, row, step.text)
    if not stands:
        feedback.take_step(tx, turn.scope, found.id, number, plan=draft.document.id, row=row, now=turn.now)
    return new_actions.opened(turn, draft, row, turn.voice.say("feedback.step-deadline", name=found.author_name))
