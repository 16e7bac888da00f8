"""The asker's side: handing a question over, asking further, saying that it is solved."""

from bot.advisor.handover import cards, writing
from bot.advisor.shortening import short
from bot.advisor.turn import Turn, reads, writes
from bot.chat.blocks import Text
from bot.chat.messages import voice
from bot.chat.views import Message, Reply
from bot.store import asked_before, expected, handovers, people, questions
from bot.store.engine import Tx
from bot.store.handovers import Handover
from bot.store.people import Person
from bot.store.questions import Question
from bot.store.scope import Scope


async def ask_coach(turn: Turn, question_id: str) -> Reply:
    """The button "Ask a coach": shows what would go to whom, earlier questions included, before it goes."""
    return await _preview(turn, question_id) or await hand_over(turn, question_id)


@reads
def _preview(tx: Tx, turn: Turn, question_id: str) -> Reply | None:
    """What would be sent; None where nothing would: it is handed over already, or nobody is there."""
    question = questions.get(tx, turn.scope, question_id)
    topic = _topic(turn, question) if question else ""
    to, thread = asked_before.to_send(tx, turn.scope, question_id, topic, cards.THREAD)
    names = [each.name for each in _together(tx, turn.scope, to)] if to else []
    told = turn.voice.all_of(names)
    return Reply(messages=(cards.preview_card(turn.voice, thread, turn.articles, told),)) if to else None


async def hand_over(turn: Turn, question_id: str) -> Reply:
    """The button "Send": to the cluster's coach, or the topic's owner, or kept until there is one.

    Pressed again it tells whoever was named since, or could not be reached before.
    """
    begun = await _begin(turn, question_id)
    if isinstance(begun, Reply):
        return begun
    mark = turn.services.new_id()
    reached = [
        to.name
        for to, message in begun
        if await writing.send_to(turn, to.account, message, f"question:{question_id}:{mark}:{to.id}")
    ]
    if reached:
        return turn.say("coach.asked", coach=turn.voice.all_of(reached))
    await turn.services.store.write(lambda tx: handovers.mark_undelivered(tx, turn.scope, question_id))
    return turn.say("coach.not-reached", coach=turn.voice.all_of([to.name for to, _ in begun]))


async def keep(turn: Turn) -> Reply:
    """The button "Don't send": the question stays with the asker."""
    return turn.say("handover.kept")


@writes
def _begin(tx: Tx, turn: Turn, question_id: str) -> list[tuple[Person, Message]] | Reply:
    """Whom to tell of the question, and what each; or what there is to say instead."""
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
    thread = asked_before.thread(tx, turn.scope, question_id, cards.THREAD)
    return [
        (each, cards.question_card(voice(each.locale, each.zone), handover, thread, notes, turn.articles))
        for each in _together(tx, turn.scope, to)
    ]


def _together(tx: Tx, scope: Scope, to: Person) -> list[Person]:
    """Everybody who is told with somebody: the coaches of the cluster together, an owner of a topic alone."""
    coaches = people.coaches_of(tx, scope)
    return coaches if any(coach.id == to.id for coach in coaches) else [to]


def _nobody(turn: Turn, topic: str) -> str:
    """Why nobody has the question yet: clusters have coaches, the programme's own people ask the topic's owner."""
    if not turn.is_coach and not turn.is_curator:
        return "coach.none"
    return "coach.no-owner" if topic else "coach.no-topic"


def _topic(turn: Turn, question: Question) -> str:
    """The topic of the article that came nearest."""
    known = turn.articles
    return next((known[article].owner for article, _ in question.articles if article in known), "")


@writes
def more(tx: Tx, turn: Turn, question_id: str) -> Reply:
    """The button "I need more": the asker's next message here is for the coach."""
    handover = handovers.get(tx, turn.scope, question_id)
    if handover is None or handover.asker != turn.person.id:
        return turn.say("chat.stale-button")
    said = ask_for_more(tx, turn, handover)
    written = writing.draft_of(tx, turn, writing.MORE, question_id)
    return Reply(messages=(written,)) if written else said


def ask_for_more(tx: Tx, turn: Turn, handover: Handover) -> Reply:
    writing.expect(tx, turn, writing.MORE, handover.question)
    return turn.ask("handover.say-more", question=short(handover.text))


@writes
def take_more(tx: Tx, turn: Turn, question_id: str, text: str) -> Reply | None:
    """What the asker still needs to know, shown before it goes out; a second message is added to the first.

    None if it is not their question.
    """
    before = handovers.get(tx, turn.scope, question_id)
    written = f"{before.more}\n\n{text}" if before and before.more else text
    if len(written) > writing.LONGEST:
        return turn.say("handover.too-long", length=len(written), limit=writing.LONGEST)
    if not handovers.write_more(tx, turn.scope, question_id, turn.services.new_id(), written, turn.now):
        expected.forget(tx, turn.person.id, writing.MORE, question_id)
        return None
    shown = writing.draft_of(tx, turn, writing.MORE, question_id)
    return Reply(messages=(shown,)) if shown else None


async def pass_on(turn: Turn, question_id: str, note_id: str) -> Reply:
    """Give what the asker wrote to who answers."""
    kept = await _keep_more(turn, question_id, note_id)
    if isinstance(kept, Reply):
        return kept
    reached = [
        to.name for to, message in kept if await writing.send_to(turn, to.account, message, f"more:{note_id}:{to.id}")
    ]
    if reached:
        return turn.say("handover.passed", coach=turn.voice.all_of(reached))
    return turn.say("coach.not-reached", coach=turn.voice.all_of([to.name for to, _ in kept]))


@writes
def _keep_more(tx: Tx, turn: Turn, question_id: str, note_id: str) -> list[tuple[Person, Message]] | Reply:
    """Keep what the asker wrote; whom to tell of it, and what each, or what there is to say instead."""
    handover = handovers.ask_more(tx, turn.scope, question_id, note_id, turn.now)
    notes = handovers.notes(tx, turn.scope, question_id)
    to = handovers.answerer(tx, turn.scope, question_id)
    if handover is None:
        if notes and notes[-1].author == "asker":
            return turn.say("handover.passed-before")
        writing.expect(tx, turn, writing.MORE, question_id)
        return turn.ask("handover.nothing-to-pass")
    expected.forget(tx, turn.person.id, writing.MORE, question_id)
    if to is None:
        return turn.say(_nobody(turn, handover.topic))
    told = [to] if handover.claimed_by is not None else _together(tx, turn.scope, to)
    return [(each, cards.more_card(voice(each.locale, each.zone), handover, notes)) for each in told]


async def solved(turn: Turn, question_id: str) -> Reply:
    """The button "That answers it": the question is closed."""
    before, coach = await _close(turn, question_id)
    if before is None:
        return turn.say("chat.stale-button")
    if before.state != "closed" and coach is not None:
        params = {"name": turn.person.name, "question": short(before.text)}
        heard = "handover.solved-note" if before.answered_at else "handover.withdrawn-note"
        speaker = voice(coach.locale, coach.zone)
        note = Message(speaker.say(heard, **params), (Text(speaker.mark(heard, **params)),), by=turn.person.name)
        await writing.send_to(turn, coach.account, note, f"closed:{question_id}:{turn.now.isoformat()}")
    return turn.say("handover.is-closed")


@writes
def _close(tx: Tx, turn: Turn, question_id: str) -> tuple[Handover | None, Person | None]:
    """The question as it was before it was closed, and who has it; nothing if it is not the person's."""
    before = handovers.close(tx, turn.scope, question_id, turn.now)
    if before is None:
        return None, None
    expected.forget(tx, turn.person.id, writing.MORE, question_id)
    return before, people.by_id(tx, before.claimed_by or "")
