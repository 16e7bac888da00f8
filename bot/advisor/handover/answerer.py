"""The side of who answers: claiming a question, answering it, giving it back, proposing it as an article."""

from bot.advisor.handover import cards, writing
from bot.advisor.shortening import short
from bot.advisor.turn import Turn, writes
from bot.chat.blocks import Button, Buttons
from bot.chat.messages import voice
from bot.chat.sender import SendError
from bot.chat.views import Message, Reply
from bot.store import expected, handovers, people
from bot.store.engine import Tx
from bot.store.handovers import Handover, HandoverNote


@writes
def claim(tx: Tx, turn: Turn, question_id: str) -> Reply:
    """The button "I’ll answer this": one has the question, and their next message here is the answer."""
    handover = handovers.claim(tx, turn.scope, question_id, turn.now)
    if handover is None:
        return turn.say("chat.stale-button")
    if handover.state == "closed":
        return turn.say("handover.closed", name=handover.asker_name)
    if handover.claimed_by != turn.person.id:
        return turn.say("handover.taken", coach=handover.claimed_by_name)
    if handover.state == "answered":
        return turn.say("handover.answered-before", name=handover.asker_name)
    writing.expect(tx, turn, writing.ANSWER, question_id)
    if handover.draft:
        return Reply(messages=(cards.draft_card(turn.voice, handover),))
    return turn.ask("handover.claimed", name=handover.asker_name, question=short(handover.text))


@writes
def take_answer(tx: Tx, turn: Turn, question_id: str, text: str) -> Reply | None:
    """What the coach wrote, shown before it goes out; a second message is added to the first.

    None: the question is not theirs any more, so they meant something else.
    """
    before = handovers.get(tx, turn.scope, question_id)
    draft = f"{before.draft}\n\n{text}" if before and before.draft else text
    if len(draft) > writing.LONGEST:
        return turn.say("handover.too-long", length=len(draft), limit=writing.LONGEST)
    handover = handovers.write(tx, turn.scope, question_id, draft)
    if handover is None:
        expected.forget(tx, turn.person.id, writing.ANSWER, question_id)
        return None
    return Reply(messages=(cards.draft_card(turn.voice, handover),))


def no_longer(tx: Tx, turn: Turn, question_id: str) -> Reply:
    """Why a button of an earlier time does nothing now."""
    handover = handovers.get(tx, turn.scope, question_id)
    if handover is None or handover.asker == turn.person.id:
        return turn.say("chat.stale-button")
    if handover.state == "closed" and (handover.draft or handover.answered_at is None):
        return turn.say("handover.closed", name=handover.asker_name)
    if handover.claimed_by == turn.person.id and handover.state == "claimed":
        writing.expect(tx, turn, writing.ANSWER, question_id)
        return turn.ask("handover.nothing-to-send", name=handover.asker_name)
    if handover.claimed_by == turn.person.id:
        return turn.say("handover.answered-before", name=handover.asker_name)
    if handover.claimed_by is None:
        return turn.say("handover.not-claimed")
    return turn.say("handover.taken", coach=handover.claimed_by_name)


@writes
def give_back(tx: Tx, turn: Turn, question_id: str) -> Reply:
    """The button "Give it back": somebody else can take it on; what was written stays readable."""
    before = handovers.give_back(tx, turn.scope, question_id)
    if before is None:
        return no_longer(tx, turn, question_id)
    expected.forget(tx, turn.person.id, writing.ANSWER, question_id)
    if before.draft:
        return turn.say("handover.given-back-with", draft=before.draft)
    return turn.say("handover.given-back")


async def send(turn: Turn, question_id: str, note_id: str) -> Reply:
    """Send the answer to who asked; it is kept as the note of that id."""
    answered = await _answer(turn, question_id, note_id)
    return answered if isinstance(answered, Reply) else await _deliver(turn, *answered)


@writes
def _answer(tx: Tx, turn: Turn, question_id: str, note_id: str) -> tuple[Handover, HandoverNote] | Reply:
    """Keep the answer; what is to be delivered then, or why there is nothing."""
    note = handovers.answer(tx, turn.scope, question_id, note_id, turn.now)
    if note is None:
        return no_longer(tx, turn, question_id)
    expected.forget(tx, turn.person.id, writing.ANSWER, question_id)
    handover = handovers.get(tx, turn.scope, question_id)
    if handover is None:
        return turn.say("chat.stale-button")
    if note.id == note_id:
        return handover, note
    if note.delivered_at is None:
        return _not_delivered(turn, handover)
    return turn.say("handover.answered-before", name=handover.asker_name)


async def _deliver(turn: Turn, handover: Handover, note: HandoverNote, *, again: bool = False) -> Reply:
    asker = await turn.services.store.read(lambda tx: people.by_id(tx, handover.asker or ""))
    if asker is None or not asker.account:
        return turn.say("handover.asker-gone")
    message = cards.answer_card(voice(asker.locale, asker.zone), handover, note.text, turn.person.name)
    key = f"answer:{note.id}"
    try:
        arrived = await turn.services.sender.find(asker.account, key, since=note.at) if again else None
    except SendError:
        return _not_delivered(turn, handover)
    if arrived is None and not await writing.send_to(turn, asker.account, message, key):
        return _not_delivered(turn, handover)
    await turn.services.store.write(
        lambda tx: handovers.delivered(tx, turn.scope, handover.question, note.id, turn.now)
    )
    said = turn.line("handover.sent", name=handover.asker_name)
    propose = Button(turn.voice.say("handover.propose"), f"handover:propose:{handover.question}")
    return Reply(messages=(Message(said.summary, (*said.blocks, Buttons((propose,)))),))


def _not_delivered(turn: Turn, handover: Handover) -> Reply:
    said = turn.line("handover.not-delivered", name=handover.asker_name)
    again = Button(turn.voice.say("handover.again"), f"handover:again:{handover.question}")
    return Reply(messages=(Message(said.summary, (*said.blocks, Buttons((again,)))),))


async def send_again(turn: Turn, question_id: str) -> Reply:
    """The button "Send again": only what did not arrive."""
    handover, notes = await turn.services.store.read(
        lambda tx: (handovers.get(tx, turn.scope, question_id), handovers.notes(tx, turn.scope, question_id))
    )
    if handover is None or handover.claimed_by != turn.person.id:
        return turn.say("chat.stale-button")
    lost = next((note for note in notes if note.author == "coach" and note.delivered_at is None), None)
    if lost is None:
        return turn.say("handover.answered-before", name=handover.asker_name)
    return await _deliver(turn, handover, lost, again=True)


@writes
def propose(tx: Tx, turn: Turn, question_id: str) -> Reply:
    """The button "Propose as an article": the curators see question and answer, without any name."""
    proposed = handovers.propose(tx, turn.scope, question_id, turn.now)
    return turn.say("handover.proposed" if proposed else "chat.stale-button")
