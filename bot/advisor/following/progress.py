"""How far a plan is: how much of it is done, and which of its milestones are reached."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from bot.advisor.consequences import Consequences
from bot.advisor.documents.drafts import title_of
from bot.advisor.following import due_entries, duties
from bot.advisor.following.duties import Duty
from bot.advisor.following.plans import undo_button
from bot.advisor.turn import Turn
from bot.chat.blocks import Block, Chip, Entries, Entry, Progress
from bot.store.documents import Document
from bot.store.engine import Tx
from flows.dialogues.action_plan import ActionPlan


class PlanProgress(Consequences):
    """The page of a submitted plan says how far it is."""

    dialogue = ActionPlan.id

    def blocks(self, tx: Tx, turn: Turn, document: Document) -> Iterable[Block]:
        """The bar, unless the plan has no actions, and the milestones, if there are some."""
        plans = duties.of_known(tx, turn.scope, [document])
        yield from of_plans(turn, [document], plans, label=turn.voice.say("progress.title"))
        milestones = [duty for duty in plans.get(document.id, ()) if duty.is_milestone]
        if milestones:
            ordered = sorted(milestones, key=lambda duty: duty.deadline)
            yield Entries(turn.voice.say("milestone.all"), tuple(_milestone(turn, duty) for duty in ordered))


def of_plans(
    turn: Turn, known: Iterable[Document], plans: Mapping[str, Sequence[Duty]], *, label: str = ""
) -> Iterator[Progress]:
    """A bar for each submitted plan with actions, under its name or a ``label``."""
    for document in known:
        if document.submitted_version is not None and (actions := actions_of(plans.get(document.id, ()))):
            done = sum(duty.done for duty in actions)
            text = turn.voice.say("progress.done", done=done, count=len(actions))
            yield Progress(label or title_of(document, turn.voice), done, len(actions), text)


def actions_of(plan: Sequence[Duty]) -> list[Duty]:
    """What of a plan is work; milestones are none."""
    return [duty for duty in plan if not duty.is_milestone]


def late(plan: Sequence[Duty], today: date) -> int:
    """How many of its actions are open and overdue."""
    return sum(not duty.done and duty.deadline < today for duty in actions_of(plan))


def _milestone(turn: Turn, duty: Duty) -> Entry:
    """Whether it is reached, and the button that says so, or takes that back."""
    if not duty.done:
        when, chips = due_entries.when(turn, duty.deadline), due_entries.chips(turn, duty.deadline)
        return Entry(duty.action, when, (due_entries.done_button(turn, duty),), chips)
    when = turn.voice.say("home.due-on", date=duty.deadline)
    undo = undo_button(turn, duty.document, duty.row, "")
    return Entry(duty.action, when, (undo,), (Chip(turn.voice.say("milestone.done"), "good"),), over=True)
