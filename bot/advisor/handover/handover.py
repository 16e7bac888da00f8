"""A question on its way to a coach and back: what both sides may press.

Every step is kept before anything is sent; what cannot be sent stays on Home, where it can be sent again.
"""

from collections.abc import Awaitable, Callable

from bot.advisor.handover import answerer, asker, cards, writing
from bot.advisor.shortening import short
from bot.advisor.turn import Turn, also, reads, writes
from bot.chat.blocks import Button, Buttons, Style
from bot.chat.views import Message, Reply
from bot.store import asked_before, expected, handovers
from bot.store.engine import Tx
from bot.store.handovers import Handover

Ask = Callable[[Turn, str], Awaitable[Reply]]
"""Answers a question from the knowledge base."""


@reads
def read(tx: Tx, turn: Turn, question_id: str) -> Reply:
    """The question with all that was written about it, for who asked and for who may answer."""
    handover = handovers.get(tx, turn.scope, question_id)
    if handover is None:
        return turn.say("chat.stale-button")
    notes = handovers.notes(tx, turn.scope, question_id)
    if handover.asker != turn.person.id:
        thread = asked_before.thread(tx, turn.scope, question_id, cards.THREAD)
        return Reply(messages=(cards.question_card(turn.voice, handover, thread, notes, turn.articles),))
    written = writing.draft_of(tx, turn, writing.MORE, question_id)
    shown = cards.asked_card(turn.voice, handover, notes)
    return Reply(messages=(shown, written) if written else (shown,))


@writes
def change(tx: Tx, turn: Turn, question_id: str) -> Reply:
    """The button "Change": the answer, or what the asker still needs to know, is written anew."""
    if asked := handovers.write_more(tx, turn.scope, question_id, "", "", turn.now):
        return asker.ask_for_more(tx, turn, asked)
    handover = handovers.write(tx, turn.scope, question_id, "")
    if handover is None:
        return answerer.no_longer(tx, turn, question_id)
    writing.expect(tx, turn, writing.ANSWER, question_id)
    return turn.ask("handover.rewrite", name=handover.asker_name)


async def send(turn: Turn, question_id: str) -> Reply:
    """The button "Send": the answer goes to who asked, or what they still need to know to who answers."""
    note_id = turn.services.new_id()
    before = await turn.services.store.read(lambda tx: handovers.get(tx, turn.scope, question_id))
    if before is not None and before.asker == turn.person.id:
        return await asker.pass_on(turn, question_id, note_id)
    return await answerer.send(turn, question_id, note_id)


async def ask_after_all(turn: Turn, question_id: str, ask: Ask) -> Reply:
    """The button "I meant to ask you": what somebody wrote was not for the other one but a question of their own."""
    text, still_open = await _withdraw_draft(turn, question_id)
    return also(await ask(turn, text), *still_open) if text else turn.say("chat.stale-button")


@writes
def _withdraw_draft(tx: Tx, turn: Turn, question_id: str) -> tuple[str, tuple[Message, ...]]:
    """Take back what was written; returns it, and what to say once it is answered: the other's question waits."""
    before = handovers.get(tx, turn.scope, question_id)
    if before is None:
        return "", ()
    if handovers.write_more(tx, turn.scope, question_id, "", "", turn.now):
        expected.forget(tx, turn.person.id, writing.MORE, question_id)
        return before.more, ()
    if handovers.write(tx, turn.scope, question_id, "") is None:
        return "", ()
    expected.forget(tx, turn.person.id, writing.ANSWER, question_id)
    return before.draft, (_still_yours(turn, before),)


def _still_yours(turn: Turn, handover: Handover) -> Message:
    said = turn.line("handover.still-yours", name=handover.asker_name, question=short(handover.text))
    answer = Button(turn.voice.say("handover.answer-now"), f"handover:claim:{handover.question}", Style.PRIMARY)
    return Message(said.summary, (*said.blocks, Buttons((answer,))))
