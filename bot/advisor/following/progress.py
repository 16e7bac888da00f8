"""How much of a plan is done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.advisor.consequences import Consequences
from bot.advisor.documents.drafts import title_of
from bot.advisor.following import duties
from bot.advisor.following.duties import Duty
from bot.advisor.turn import Turn
from bot.chat.blocks import Block, Progress
from bot.store.documents import Document
from bot.store.engine import Tx
from flows.dialogues.action_plan import ActionPlan


class PlanProgress(Consequences):
    """The page of a submitted plan says how much of it is done."""

    dialogue = ActionPlan.id

    def blocks(self, tx: Tx, turn: Turn, document: Document) -> Iterable[Block]:
        """The bar, unless the plan has no actions."""
        plans = duties.of_known(tx, turn.scope, [document])
        yield from of_plans(turn, [document], plans, label=turn.voice.say("progress.title"))


def of_plans(
    turn: Turn, known: Iterable[Document], plans: Mapping[str, Sequence[Duty]], *, label: str = ""
) -> Iterator[Progress]:
    """A bar for each submitted plan with actions, under its name or a ``label``."""
    for document in known:
        if document.submitted_version is not None and (plan := plans.get(document.id)):
            done = sum(duty.done for duty in plan)
            text = turn.voice.say("progress.done", done=done, count=len(plan))
            yield Progress(label or title_of(document, turn.voice), done, len(plan), text)
