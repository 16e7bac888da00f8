"""A question on its way to a coach and back: handed over, claimed, answered, closed with the asker's word.

Every step is kept before anything is sent; what cannot be sent stays on Home, where it can be sent again.
"""

from bot.advisor.handover import cards
from bot.advisor.turn import Turn
from bot.chat.messages import voice
from bot.chat.sender import SendError
from bot.chat.views import Button, Buttons, Message, Reply, Style, Text
from bot.store import expected, handovers, people, questions
from bot.store.engine import Tx
from bot.store.handovers import Handover, HandoverNote
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
    async with turn.desk.store.write() as tx:
        question = await questions.get(tx, turn.scope, question_id)
        if question is None:
            return turn.say("chat.stale-button")
        to, anew = await handovers.begin(tx, turn.scope, question_id, _topic(turn, question), turn.now)
        handover = await handovers.get(tx, turn.scope, question_id)
        notes = await handovers.notes(tx, turn.scope, question_id)
        thread = await handovers.thread(tx, turn.scope, question_id, THREAD)
    if handover is not None and handover.state in ("answered", "closed"):
        return Reply(messages=(cards.asked_card(turn.voice, handover, notes),))
    if to is None:
        return turn.say(_nobody(turn, handover.topic if handover else ""))
    if not anew or handover is None:
        return turn.say("coach.asked-before", coach=to.name)
    message = cards.question_card(voice(to.locale, to.zone), handover, thread, notes, turn.articles)
    if await _sent(turn, to.account, message, f"question:{question_id}:{turn.desk.new_id()}"):
        return turn.say("coach.asked", coach=to.name)
    async with turn.desk.store.write() as tx:
        await handovers.not_told(tx, turn.scope, question_id)
    return turn.say("coach.not-reached", coach=to.name)


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


async def read(turn: Turn, question_id: str) -> Reply:
    """The question with all that was written about it, for who asked and for who may answer."""
    async with turn.desk.store.read() as tx:
        handover = await handovers.get(tx, turn.scope, question_id)
        if handover is None:
            return turn.say("chat.stale-button")
        notes = await handovers.notes(tx, turn.scope, question_id)
        answers = handover.asker != turn.person.id
        thread = await handovers.thread(tx, turn.scope, question_id, THREAD) if answers else []
    if answers:
        known = turn.articles
        return Reply(messages=(cards.question_card(turn.voice, handover, thread, notes, known),))
    written = await unsent(turn, MORE, question_id)
    shown = cards.asked_card(turn.voice, handover, notes)
    return Reply(messages=(shown, written) if written else (shown,))


async def claim(turn: Turn, question_id: str) -> Reply:
    """The button "I answer this": one has the question, and their next message here is the answer."""
    async with turn.desk.store.write() as tx:
        handover = await handovers.claim(tx, turn.scope, question_id, turn.now)
        if handover is None:
            return turn.say("chat.stale-button")
        if handover.state == "closed":
            return turn.say("handover.closed", name=handover.asker_name)
        if handover.claimed_by != turn.person.id:
            return turn.say("handover.taken", coach=handover.claimed_by_name)
        if handover.state == "answered":
            return turn.say("handover.answered-before", name=handover.asker_name)
        await _await(tx, turn, ANSWER, question_id)
    if handover.draft:
        return Reply(messages=(cards.draft_card(turn.voice, handover),))
    return turn.say("handover.claimed", name=handover.asker_name, question=cards.short(handover.text))


async def _await(tx: Tx, turn: Turn, kind: str, question_id: str) -> None:
    await expected.expect(tx, turn.person.id, turn.place.conversation, kind, question_id, turn.now)


async def take_answer(turn: Turn, question_id: str, text: str) -> Reply | None:
    """What the coach wrote, shown before it goes out; a second message is added to the first.

    None: the question is not theirs any more, so they meant something else.
    """
    async with turn.desk.store.write() as tx:
        before = await handovers.get(tx, turn.scope, question_id)
        draft = f"{before.draft}\n\n{text}" if before and before.draft else text
        if len(draft) > LONGEST:
            return turn.say("handover.too-long", length=len(draft), limit=LONGEST)
        handover = await handovers.write(tx, turn.scope, question_id, draft)
        if handover is None:
            await expected.forget(tx, turn.person.id, ANSWER, question_id)
            return None
    return Reply(messages=(cards.draft_card(turn.voice, handover),))


async def change(turn: Turn, question_id: str) -> Reply:
    """The button "Change": the answer, or what the asker still needs to know, is written anew."""
    async with turn.desk.store.write() as tx:
        if asked := await handovers.write_more(tx, turn.scope, question_id, "", "", turn.now):
            return await _ask_for_more(tx, turn, asked)
        handover = await handovers.write(tx, turn.scope, question_id, "")
        if handover is None:
            return await _no_longer(tx, turn, question_id)
        await _await(tx, turn, ANSWER, question_id)
    return turn.say("handover.rewrite", name=handover.asker_name)


async def give_back(turn: Turn, question_id: str) -> Reply:
    """The button "Give it back": somebody else can take it on; what was written stays readable."""
    async with turn.desk.store.write() as tx:
        before = await handovers.give_back(tx, turn.scope, question_id)
        if before is None:
            return await _no_longer(tx, turn, question_id)
        await expected.forget(tx, turn.person.id, ANSWER, question_id)
    if before.draft:
        return turn.say("handover.given-back-with", draft=before.draft)
    return turn.say("handover.given-back")


async def _no_longer(tx: Tx, turn: Turn, question_id: str) -> Reply:
    """Why a button of an earlier time does nothing now."""
    handover = await handovers.get(tx, turn.scope, question_id)
    if handover is None or handover.asker == turn.person.id:
        return turn.say("chat.stale-button")
    if handover.state == "closed" and (handover.draft or handover.answered_at is None):
        return turn.say("handover.closed", name=handover.asker_name)
    if handover.claimed_by == turn.person.id and handover.state == "claimed":
        await _await(tx, turn, ANSWER, question_id)
        return turn.say("handover.nothing-to-send", name=handover.asker_name)
    if handover.claimed_by == turn.person.id:
        return turn.say("handover.answered-before", name=handover.asker_name)
    if handover.claimed_by is None:
        return turn.say("handover.not-claimed")
    return turn.say("handover.taken", coach=handover.claimed_by_name)


async def withdraw_draft(turn: Turn, question_id: str) -> tuple[str, tuple[Message, ...]]:
    """The button "I meant to ask you": what was written is not for the other one.

    Returns it, and what to say once it is answered: the other's question still waits.
    """
    async with turn.desk.store.write() as tx:
        before = await handovers.get(tx, turn.scope, question_id)
        if before is None:
            return "", ()
        if await handovers.write_more(tx, turn.scope, question_id, "", "", turn.now):
            await expected.forget(tx, turn.person.id, MORE, question_id)
            return before.more, ()
        if await handovers.write(tx, turn.scope, question_id, "") is None:
            return "", ()
        await expected.forget(tx, turn.person.id, ANSWER, question_id)
    return before.draft, (_still_yours(turn, before),)


def _still_yours(turn: Turn, handover: Handover) -> Message:
    said = turn.line("handover.still-yours", name=handover.asker_name, question=cards.short(handover.text))
    answer = Button(turn.voice.say("handover.answer-now"), f"handover:claim:{handover.question}", Style.PRIMARY)
    return Message(said.summary, (*said.blocks, Buttons((answer,))))


async def unsent(turn: Turn, kind: str, question_id: str) -> Message | None:
    """What somebody wrote and did not send, to be sent from there; None if there is nothing."""
    async with turn.desk.store.read() as tx:
        handover = await handovers.get(tx, turn.scope, question_id)
        to = await handovers.answerer(tx, turn.scope, question_id)
    if handover is None:
        return None
    if kind == MORE:
        return cards.more_draft_card(turn.voice, handover, to.name if to else "") if handover.more else None
    theirs = handover.state == "claimed" and handover.claimed_by == turn.person.id
    return cards.draft_card(turn.voice, handover) if theirs and handover.draft else None


async def send(turn: Turn, question_id: str) -> Reply:
    """The button "Send": the answer goes to who asked, or what they still need to know to who answers."""
    note_id = turn.desk.new_id()
    async with turn.desk.store.read() as tx:
        before = await handovers.get(tx, turn.scope, question_id)
    if before is not None and before.asker == turn.person.id:
        return await _pass_on(turn, question_id, note_id)
    async with turn.desk.store.write() as tx:
        note = await handovers.answer(tx, turn.scope, question_id, note_id, turn.now)
        if note is None:
            return await _no_longer(tx, turn, question_id)
        await expected.forget(tx, turn.person.id, ANSWER, question_id)
        handover = await handovers.get(tx, turn.scope, question_id)
    if handover is None:
        return turn.say("chat.stale-button")
    if note.id != note_id:
        if note.delivered_at is None:
            return _not_delivered(turn, handover)
        return turn.say("handover.answered-before", name=handover.asker_name)
    return await _deliver(turn, handover, note)


async def send_again(turn: Turn, question_id: str) -> Reply:
    """The button "Send again": only what did not arrive."""
    async with turn.desk.store.read() as tx:
        handover = await handovers.get(tx, turn.scope, question_id)
        notes = await handovers.notes(tx, turn.scope, question_id)
    if handover is None or handover.claimed_by != turn.person.id:
        return turn.say("chat.stale-button")
    lost = next((note for note in notes if note.author == "coach" and note.delivered_at is None), None)
    if lost is None:
        return turn.say("handover.answered-before", name=handover.asker_name)
    return await _deliver(turn, handover, lost, again=True)


async def _deliver(turn: Turn, handover: Handover, note: HandoverNote, *, again: bool = False) -> Reply:
    async with turn.desk.store.read() as tx:
        asker = await people.by_id(tx, handover.asker or "")
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
    async with turn.desk.store.write() as tx:
        await handovers.delivered(tx, turn.scope, handover.question, note.id, turn.now)
    said = turn.line("handover.sent", name=handover.asker_name)
    propose = Button(turn.voice.say("handover.propose"), f"handover:propose:{handover.question}")
    return Reply(messages=(Message(said.summary, (*said.blocks, Buttons((propose,)))),))


def _not_delivered(turn: Turn, handover: Handover) -> Reply:
    said = turn.line("handover.not-delivered", name=handover.asker_name)
    again = Button(turn.voice.say("handover.again"), f"handover:again:{handover.question}")
    return Reply(messages=(Message(said.summary, (*said.blocks, Buttons((again,)))),))


async def propose(turn: Turn, question_id: str) -> Reply:
    """The button "Propose as an article": the curators see question and answer, without any name."""
    async with turn.desk.store.write() as tx:
        proposed = await handovers.propose(tx, turn.scope, question_id, turn.now)
    return turn.say("handover.proposed" if proposed else "chat.stale-button")


async def solved(turn: Turn, question_id: str) -> Reply:
    """The button "That answers it": the question is closed."""
    async with turn.desk.store.write() as tx:
        before = await handovers.close(tx, turn.scope, question_id, turn.now)
        if before is None:
            return turn.say("chat.stale-button")
        await expected.forget(tx, turn.person.id, MORE, question_id)
        coach = await people.by_id(tx, before.claimed_by or "")
    if before.state != "closed" and coach is not None:
        params = {"name": turn.person.name, "question": cards.short(before.text)}
        heard = "handover.solved-note" if before.answered_at else "handover.withdrawn-note"
        speaker = voice(coach.locale, coach.zone)
        note = Message(speaker.say(heard, **params), (Text(speaker.mark(heard, **params)),), by=turn.person.name)
        await _sent(turn, coach.account, note, f"closed:{question_id}:{turn.now.isoformat()}")
    return turn.say("handover.is-closed")


async def more(turn: Turn, question_id: str) -> Reply:
    """The button "I need more": the asker's next message here is for the coach."""
    async with turn.desk.store.write() as tx:
        handover = await handovers.get(tx, turn.scope, question_id)
        if handover is None or handover.asker != turn.person.id:
            return turn.say("chat.stale-button")
        said = await _ask_for_more(tx, turn, handover)
    written = await unsent(turn, MORE, question_id)
    return Reply(messages=(written,)) if written else said


async def _ask_for_more(tx: Tx, turn: Turn, handover: Handover) -> Reply:
    await _await(tx, turn, MORE, handover.question)
    return turn.say("handover.say-more", question=cards.short(handover.text))


async def take_more(turn: Turn, question_id: str, text: str) -> Reply | None:
    """What the asker still needs to know, shown before it goes out; a second message is added to the first.

    None if it is not their question.
    """
    async with turn.desk.store.write() as tx:
        before = await handovers.get(tx, turn.scope, question_id)
        written = f"{before.more}\n\n{text}" if before and before.more else text
        if len(written) > LONGEST:
            return turn.say("handover.too-long", length=len(written), limit=LONGEST)
        if not await handovers.write_more(tx, turn.scope, question_id, turn.desk.new_id(), written, turn.now):
            await expected.forget(tx, turn.person.id, MORE, question_id)
            return None
    shown = await unsent(turn, MORE, question_id)
    return Reply(messages=(shown,)) if shown else None


async def _pass_on(turn: Turn, question_id: str, note_id: str) -> Reply:
    """Give what the asker wrote to who answers."""
    async with turn.desk.store.write() as tx:
        handover = await handovers.ask_more(tx, turn.scope, question_id, note_id, turn.now)
        notes = await handovers.notes(tx, turn.scope, question_id)
        to = await handovers.answerer(tx, turn.scope, question_id)
        if handover is None:
            if notes and notes[-1].author == "asker":
                return turn.say("handover.passed-before")
            await _await(tx, turn, MORE, question_id)
            return turn.say("handover.nothing-to-pass")
        await expected.forget(tx, turn.person.id, MORE, question_id)
    if to is None:
        return turn.say(_nobody(turn, handover.topic))
    message = cards.more_card(voice(to.locale, to.zone), handover, notes)
    if await _sent(turn, to.account, message, f"more:{note_id}"):
        return turn.say("handover.passed", coach=to.name)
    return turn.say("coach.not-reached", coach=to.name)
