"""A question on its way to a coach and back: handed over, claimed, answered, closed with the asker's word.

Every step is kept before anything is sent; what cannot be sent stays on Home, where it can be sent again.
"""

from bot.advisor.handover import cards
from bot.advisor.turn import Turn, reads, writes
from bot.chat.messages import voice
from bot.chat.sender import SendError
from bot.chat.views import Button, Buttons, Message, Reply, Style, Text
from bot.store import expected, handovers, people, questions
from bot.store.engine import Tx
from bot.store.handovers import Handover, HandoverNote
from bot.store.people import Person
from bot.store.questions import Question

LONGEST = 10_000
"""Characters of an answer."""
THREAD = 3
"""How many of the last questions of the thread go with a question."""
ANSWER, MORE = "answer", "more"
"""What is awaited of a coach, and of an asker."""


async def ask_coach(turn: Turn, question_id: str) -> Reply:
    """The button "Ask a coach": to the cluster's coach, or the topic's owner, or kept until there is one.

    Pressed again it tells whoever was named since, or could not be reached before.
    """
    begun = await _begin(turn, question_id)
    if isinstance(begun, Reply):
        return begun
    to, message = begun
    if await _sent(turn, to.account, message, f"question:{question_id}:{turn.desk.new_id()}"):
        return turn.say("coach.asked", coach=to.name)
    await turn.desk.store.write(lambda tx: handovers.not_told(tx, turn.scope, question_id))
    return turn.say("coach.not-reached", coach=to.name)


@writes
def _begin(tx: Tx, turn: Turn, question_id: str) -> tuple[Person, Message] | Reply:
    """Whom to tell of the question, and what; or what there is to say instead."""
    question = questions.get(tx, turn.scope, question_id)
    if question is None:
        return turn.say("chat.stale-button")
    to, anew = handovers.begin(tx, turn.scope, question_id, _topic(turn, question), turn.now)
    handover = handovers.get(tx, turn.scope, question_id)
    notes = handovers.notes(tx, turn.scope, question_id)
    if handover is not None and handover.state in ("answered", "closed"):
        return Reply(messages=(cards.asked_card(turn.voice, handover, notes),))
    if to is None:
        return turn.say(_nobody(turn, handover.topic if handover else ""))
    if not anew or handover is None:
        return turn.say("coach.asked-before", coach=to.name)
    thread = handovers.thread(tx, turn.scope, question_id, THREAD)
    return to, cards.question_card(voice(to.locale, to.zone), handover, thread, notes, turn.articles)


def _nobody(turn: Turn, topic: str) -> str:
    """Why nobody has the question yet: clusters have coaches, the programme's own people ask the topic's owner."""
    if not turn.is_coach and not turn.is_curator:
        return "coach.none"
    return "coach.no-owner" if topic else "coach.no-topic"


def _topic(turn: Turn, question: Question) -> str:
    """The topic of the article that came nearest."""
    known = turn.articles
    return next((known[article].owner for article, _ in question.articles if article in known), "")


async def _sent(turn: Turn, account: str, message: Message, key: str) -> bool:
    try:
        await turn.desk.sender.send(account, message, key=key)
    except SendError:
        return False
    return True


@reads
def read(tx: Tx, turn: Turn, question_id: str) -> Reply:
    """The question with all that was written about it, for who asked and for who may answer."""
    handover = handovers.get(tx, turn.scope, question_id)
    if handover is None:
        return turn.say("chat.stale-button")
    notes = handovers.notes(tx, turn.scope, question_id)
    if handover.asker != turn.person.id:
        thread = handovers.thread(tx, turn.scope, question_id, THREAD)
        return Reply(messages=(cards.question_card(turn.voice, handover, thread, notes, turn.articles),))
    written = _unsent(tx, turn, MORE, question_id)
    shown = cards.asked_card(turn.voice, handover, notes)
    return Reply(messages=(shown, written) if written else (shown,))


@writes
def claim(tx: Tx, turn: Turn, question_id: str) -> Reply:
    """The button "I answer this": one has the question, and their next message here is the answer."""
    handover = handovers.claim(tx, turn.scope, question_id, turn.now)
    if handover is None:
        return turn.say("chat.stale-button")
    if handover.state == "closed":
        return turn.say("handover.closed", name=handover.asker_name)
    if handover.claimed_by != turn.person.id:
        return turn.say("handover.taken", coach=handover.claimed_by_name)
    if handover.state == "answered":
        return turn.say("handover.answered-before", name=handover.asker_name)
    _await(tx, turn, ANSWER, question_id)
    if handover.draft:
        return Reply(messages=(cards.draft_card(turn.voice, handover),))
    return turn.ask("handover.claimed", name=handover.asker_name, question=cards.short(handover.text))


def _await(tx: Tx, turn: Turn, kind: str, question_id: str) -> None:
    expected.expect(tx, turn.person.id, turn.conversation, kind, question_id, turn.now)


@writes
def take_answer(tx: Tx, turn: Turn, question_id: str, text: str) -> Reply | None:
    """What the coach wrote, shown before it goes out; a second message is added to the first.

    None: the question is not theirs any more, so they meant something else.
    """
    before = handovers.get(tx, turn.scope, question_id)
    draft = f"{before.draft}\n\n{text}" if before and before.draft else text
    if len(draft) > LONGEST:
        return turn.say("handover.too-long", length=len(draft), limit=LONGEST)
    handover = handovers.write(tx, turn.scope, question_id, draft)
    if handover is None:
        expected.forget(tx, turn.person.id, ANSWER, question_id)
        return None
    return Reply(messages=(cards.draft_card(turn.voice, handover),))


@writes
def change(tx: Tx, turn: Turn, question_id: str) -> Reply:
    """The button "Change": the answer, or what the asker still needs to know, is written anew."""
    if asked := handovers.write_more(tx, turn.scope, question_id, "", "", turn.now):
        return _ask_for_more(tx, turn, asked)
    handover = handovers.write(tx, turn.scope, question_id, "")
    if handover is None:
        return _no_longer(tx, turn, question_id)
    _await(tx, turn, ANSWER, question_id)
    return turn.ask("handover.rewrite", name=handover.asker_name)


@writes
def give_back(tx: Tx, turn: Turn, question_id: str) -> Reply:
    """The button "Give it back": somebody else can take it on; what was written stays readable."""
    before = handovers.give_back(tx, turn.scope, question_id)
    if before is None:
        return _no_longer(tx, turn, question_id)
    expected.forget(tx, turn.person.id, ANSWER, question_id)
    if before.draft:
        return turn.say("handover.given-back-with", draft=before.draft)
    return turn.say("handover.given-back")


def _no_longer(tx: Tx, turn: Turn, question_id: str) -> Reply:
    """Why a button of an earlier time does nothing now."""
    handover = handovers.get(tx, turn.scope, question_id)
    if handover is None or handover.asker == turn.person.id:
        return turn.say("chat.stale-button")
    if handover.state == "closed" and (handover.draft or handover.answered_at is None):
        return turn.say("handover.closed", name=handover.asker_name)
    if handover.claimed_by == turn.person.id and handover.state == "claimed":
        _await(tx, turn, ANSWER, question_id)
        return turn.ask("handover.nothing-to-send", name=handover.asker_name)
    if handover.claimed_by == turn.person.id:
        return turn.say("handover.answered-before", name=handover.asker_name)
    if handover.claimed_by is None:
        return turn.say("handover.not-claimed")
    return turn.say("handover.taken", coach=handover.claimed_by_name)


@writes
def withdraw_draft(tx: Tx, turn: Turn, question_id: str) -> tuple[str, tuple[Message, ...]]:
    """The button "I meant to ask you": what was written is not for the other one.

    Returns it, and what to say once it is answered: the other's question still waits.
    """
    before = handovers.get(tx, turn.scope, question_id)
    if before is None:
        return "", ()
    if handovers.write_more(tx, turn.scope, question_id, "", "", turn.now):
        expected.forget(tx, turn.person.id, MORE, question_id)
        return before.more, ()
    if handovers.write(tx, turn.scope, question_id, "") is None:
        return "", ()
    expected.forget(tx, turn.person.id, ANSWER, question_id)
    return before.draft, (_still_yours(turn, before),)


def _still_yours(turn: Turn, handover: Handover) -> Message:
    said = turn.line("handover.still-yours", name=handover.asker_name, question=cards.short(handover.text))
    answer = Button(turn.voice.say("handover.answer-now"), f"handover:claim:{handover.question}", Style.PRIMARY)
    return Message(said.summary, (*said.blocks, Buttons((answer,))))


def _unsent(tx: Tx, turn: Turn, kind: str, question_id: str) -> Message | None:
    """What somebody wrote and did not send, to be sent from there; None if there is nothing."""
    handover = handovers.get(tx, turn.scope, question_id)
    to = handovers.answerer(tx, turn.scope, question_id)
    if handover is None:
        return None
    if kind == MORE:
        return cards.more_draft_card(turn.voice, handover, to.name if to else "") if handover.more else None
    theirs = handover.state == "claimed" and handover.claimed_by == turn.person.id
    return cards.draft_card(turn.voice, handover) if theirs and handover.draft else None


unsent = reads(_unsent)


async def send(turn: Turn, question_id: str) -> Reply:
    """The button "Send": the answer goes to who asked, or what they still need to know to who answers."""
    note_id = turn.desk.new_id()
    before = await turn.desk.store.read(lambda tx: handovers.get(tx, turn.scope, question_id))
    if before is not None and before.asker == turn.person.id:
        return await _pass_on(turn, question_id, note_id)
    answered = await _answer(turn, question_id, note_id)
    return answered if isinstance(answered, Reply) else await _deliver(turn, *answered)


@writes
def _answer(tx: Tx, turn: Turn, question_id: str, note_id: str) -> tuple[Handover, HandoverNote] | Reply:
    """Keep the answer; what is to be delivered then, or why there is nothing."""
    note = handovers.answer(tx, turn.scope, question_id, note_id, turn.now)
    if note is None:
        return _no_longer(tx, turn, question_id)
    expected.forget(tx, turn.person.id, ANSWER, question_id)
    handover = handovers.get(tx, turn.scope, question_id)
    if handover is None:
        return turn.say("chat.stale-button")
    if note.id == note_id:
        return handover, note
    if note.delivered_at is None:
        return _not_delivered(turn, handover)
    return turn.say("handover.answered-before", name=handover.asker_name)


async def send_again(turn: Turn, question_id: str) -> Reply:
    """The button "Send again": only what did not arrive."""
    handover, notes = await turn.desk.store.read(
        lambda tx: (handovers.get(tx, turn.scope, question_id), handovers.notes(tx, turn.scope, question_id))
    )
    if handover is None or handover.claimed_by != turn.person.id:
        return turn.say("chat.stale-button")
    lost = next((note for note in notes if note.author == "coach" and note.delivered_at is None), None)
    if lost is None:
        return turn.say("handover.answered-before", name=handover.asker_name)
    return await _deliver(turn, handover, lost, again=True)


async def _deliver(turn: Turn, handover: Handover, note: HandoverNote, *, again: bool = False) -> Reply:
    asker = await turn.desk.store.read(lambda tx: people.by_id(tx, handover.asker or ""))
    if asker is None or not asker.account:
        return turn.say("handover.asker-gone")
    message = cards.answer_card(voice(asker.locale, asker.zone), handover, note.text, turn.person.name)
    key = f"answer:{note.id}"
    try:
        arrived = await turn.desk.sender.find(asker.account, key, since=note.at) if again else None
    except SendError:
        return _not_delivered(turn, handover)
    if arrived is None and not await _sent(turn, asker.account, message, key):
        return _not_delivered(turn, handover)
    await turn.desk.store.write(lambda tx: handovers.delivered(tx, turn.scope, handover.question, note.id, turn.now))
    said = turn.line("handover.sent", name=handover.asker_name)
    propose = Button(turn.voice.say("handover.propose"), f"handover:propose:{handover.question}")
    return Reply(messages=(Message(said.summary, (*said.blocks, Buttons((propose,)))),))


def _not_delivered(turn: Turn, handover: Handover) -> Reply:
    said = turn.line("handover.not-delivered", name=handover.asker_name)
    again = Button(turn.voice.say("handover.again"), f"handover:again:{handover.question}")
    return Reply(messages=(Message(said.summary, (*said.blocks, Buttons((again,)))),))


@writes
def propose(tx: Tx, turn: Turn, question_id: str) -> Reply:
    """The button "Propose as an article": the curators see question and answer, without any name."""
    proposed = handovers.propose(tx, turn.scope, question_id, turn.now)
    return turn.say("handover.proposed" if proposed else "chat.stale-button")


async def solved(turn: Turn, question_id: str) -> Reply:
    """The button "That answers it": the question is closed."""
    before, coach = await _close(turn, question_id)
    if before is None:
        return turn.say("chat.stale-button")
    if before.state != "closed" and coach is not None:
        params = {"name": turn.person.name, "question": cards.short(before.text)}
        heard = "handover.solved-note" if before.answered_at else "handover.withdrawn-note"
        speaker = voice(coach.locale, coach.zone)
        note = Message(speaker.say(heard, **params), (Text(speaker.mark(heard, **params)),), by=turn.person.name)
        await _sent(turn, coach.account, note, f"closed:{question_id}:{turn.now.isoformat()}")
    return turn.say("handover.is-closed")


@writes
def _close(tx: Tx, turn: Turn, question_id: str) -> tuple[Handover | None, Person | None]:
    """The question as it was before it was closed, and who has it; nothing if it is not the person's."""
    before = handovers.close(tx, turn.scope, question_id, turn.now)
    if before is None:
        return None, None
    expected.forget(tx, turn.person.id, MORE, question_id)
    return before, people.by_id(tx, before.claimed_by or "")


@writes
def more(tx: Tx, turn: Turn, question_id: str) -> Reply:
    """The button "I need more": the asker's next message here is for the coach."""
    handover = handovers.get(tx, turn.scope, question_id)
    if handover is None or handover.asker != turn.person.id:
        return turn.say("chat.stale-button")
    said = _ask_for_more(tx, turn, handover)
    written = _unsent(tx, turn, MORE, question_id)
    return Reply(messages=(written,)) if written else said


def _ask_for_more(tx: Tx, turn: Turn, handover: Handover) -> Reply:
    _await(tx, turn, MORE, handover.question)
    return turn.ask("handover.say-more", question=cards.short(handover.text))


@writes
def take_more(tx: Tx, turn: Turn, question_id: str, text: str) -> Reply | None:
    """What the asker still needs to know, shown before it goes out; a second message is added to the first.

    None if it is not their question.
    """
    before = handovers.get(tx, turn.scope, question_id)
    written = f"{before.more}\n\n{text}" if before and before.more else text
    if len(written) > LONGEST:
        return turn.say("handover.too-long", length=len(written), limit=LONGEST)
    if not handovers.write_more(tx, turn.scope, question_id, turn.desk.new_id(), written, turn.now):
        expected.forget(tx, turn.person.id, MORE, question_id)
        return None
    shown = _unsent(tx, turn, MORE, question_id)
    return Reply(messages=(shown,)) if shown else None


async def _pass_on(turn: Turn, question_id: str, note_id: str) -> Reply:
    """Give what the asker wrote to who answers."""
    kept = await _keep_more(turn, question_id, note_id)
    if isinstance(kept, Reply):
        return kept
    to, message = kept
    if await _sent(turn, to.account, message, f"more:{note_id}"):
        return turn.say("handover.passed", coach=to.name)
    return turn.say("coach.not-reached", coach=to.name)


@writes
def _keep_more(tx: Tx, turn: Turn, question_id: str, note_id: str) -> tuple[Person, Message] | Reply:
    """Keep what the asker wrote; whom to tell of it, and what, or what there is to say instead."""
    handover = handovers.ask_more(tx, turn.scope, question_id, note_id, turn.now)
    notes = handovers.notes(tx, turn.scope, question_id)
    to = handovers.answerer(tx, turn.scope, question_id)
    if handover is None:
        if notes and notes[-1].author == "asker":
            return turn.say("handover.passed-before")
        _await(tx, turn, MORE, question_id)
        return turn.ask("handover.nothing-to-pass")
    expected.forget(tx, turn.person.id, MORE, question_id)
    if to is None:
        return turn.say(_nobody(turn, handover.topic))
    return to, cards.more_card(voice(to.locale, to.zone), handover, notes)
