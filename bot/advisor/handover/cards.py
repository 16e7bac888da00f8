"""What coach and asker see of a handed-over question."""

from collections.abc import Mapping, Sequence

from bot.advisor.shortening import short
from bot.advisor.turn import Turn
from bot.chat.blocks import Block, Button, Buttons, Divider, Entries, Entry, Heading, Note, Style, Text
from bot.chat.messages import Voice
from bot.chat.views import Message
from bot.store.handovers import Handover, HandoverNote
from bot.store.questions import Question
from knowledge.articles import Article

THREAD = 3
"""How many of the last questions of the thread go with a question."""


def question_card(
    speaker: Voice,
    handover: Handover,
    thread: Sequence[Question],
    notes: Sequence[HandoverNote],
    articles: Mapping[str, Article],
) -> Message:
    """The question as the coach sees it: who asks, what the advisor said, and what was asked before."""
    params = {"name": handover.asker_name, "cluster": handover.cluster_name, "question": handover.text}
    asks = "handover.question" if handover.cluster_name else "handover.question-alone"
    blocks: list[Block] = [
        Heading(speaker.say("coach.question-title")),
        Text(speaker.mark(asks, **params)),
    ]
    blocks += [Note(_outcome(speaker, question, articles)) for question in thread if question.id == handover.question]
    blocks += _before(speaker, [question for question in thread if question.id != handover.question], articles)
    blocks += _notes(speaker, handover, notes)
    blocks.append(Buttons(_answerer_buttons(speaker, handover)))
    summary = speaker.say(asks, **{**params, "question": short(handover.text)})
    return Message(summary, tuple(blocks), by=handover.asker_name)


def preview_card(speaker: Voice, thread: Sequence[Question], articles: Mapping[str, Article], coach: str) -> Message:
    """What goes to the coach if the asker wants it to: the question, and what was asked before it in the thread."""
    *before, question = thread
    send = Button(speaker.say("handover.send", name=short(coach, 40)), f"handover:ask:{question.id}", Style.PRIMARY)
    keep = Button(speaker.say("handover.not-send"), f"handover:keep:{question.id}")
    blocks: list[Block] = [
        Text(speaker.mark("handover.preview", coach=coach)),
        Text(speaker.mark("handover.quote", text=question.text)),
        *_before(speaker, before, articles),
        Buttons((send, keep)),
        Note(speaker.mark("handover.preview-note")),
    ]
    return Message(speaker.say("handover.preview", coach=coach), tuple(blocks))


def _before(speaker: Voice, before: Sequence[Question], articles: Mapping[str, Article]) -> list[Block]:
    """What was asked before in the same thread, and what the advisor said."""
    lines = [
        f"- {speaker.mark('handover.asked', question=short(question.text))} {_outcome(speaker, question, articles)}"
        for question in before
    ]
    return [Text("\n".join([speaker.mark("handover.before") + "\n", *lines]))] if lines else []


def _outcome(speaker: Voice, question: Question, articles: Mapping[str, Article]) -> str:
    titles = [articles[article].title for article, _ in question.articles if article in articles]
    if question.outcome == "answer" and titles:
        return speaker.mark("handover.was-answered", title=titles[0])
    if question.outcome == "suggest" and titles:
        return speaker.mark("handover.was-offered", titles="; ".join(titles[:3]))
    return speaker.mark("handover.was-unknown")


def _notes(speaker: Voice, handover: Handover, notes: Sequence[HandoverNote]) -> list[Block]:
    """What the two wrote so far."""
    blocks: list[Block] = []
    for note in notes:
        name = handover.claimed_by_name if note.author == "coach" else handover.asker_name
        blocks += [Divider(), Text(speaker.mark("handover.wrote", name=name, text=note.text))]
        blocks.append(Note(speaker.mark("handover.wrote-at", when=speaker.moment(note.at))))
    return blocks


def _answerer_buttons(speaker: Voice, handover: Handover) -> tuple[Button, ...]:
    id = handover.question
    if handover.undelivered:
        return (Button(speaker.say("handover.again"), f"handover:again:{id}", Style.PRIMARY),)
    if handover.state == "open":
        return (Button(speaker.say("handover.claim"), f"handover:claim:{id}", Style.PRIMARY),)
    if handover.state == "claimed":
        answer = Button(speaker.say("handover.answer-now"), f"handover:claim:{id}", Style.PRIMARY)
        return (answer, Button(speaker.say("handover.give-back"), f"handover:back:{id}"))
    return (Button(speaker.say("home.title"), "home"),)


def draft_card(speaker: Voice, handover: Handover) -> Message:
    """The answer as it will go out, and what one can do with it."""
    back = Button(speaker.say("handover.give-back"), f"handover:back:{handover.question}")
    return _preview(speaker, handover, handover.asker_name, handover.draft, (back,))


def more_draft_card(speaker: Voice, handover: Handover, coach: str) -> Message:
    """What the asker still needs to know, as it will go out; ``coach`` is empty while nobody has the question."""
    return _preview(speaker, handover, coach or speaker.say("handover.your-coach"), handover.more, ())


def _preview(speaker: Voice, handover: Handover, name: str, text: str, more: tuple[Button, ...]) -> Message:
    id, say = handover.question, speaker.say
    params = {"name": name, "question": short(handover.text)}
    main = (
        Button(say("handover.send", name=short(name, 40)), f"handover:send:{id}", Style.PRIMARY),
        Button(say("handover.change"), f"handover:change:{id}"),
        *more,
    )
    other = Button(say("handover.not-an-answer"), f"handover:not-an-answer:{id}")
    blocks: tuple[Block, ...] = (
        Text(speaker.mark("handover.draft", **params)),
        Text(speaker.mark("handover.quote", text=text)),
        Buttons(main),
        Buttons((other,)),
        Note(speaker.mark("handover.draft-next")),
    )
    return Message(say("handover.draft", **params), blocks)


def answer_card(speaker: Voice, handover: Handover, answer: str, coach: str) -> Message:
    """The coach's answer as the asker sees it."""
    params = {"coach": coach, "question": short(handover.text)}
    blocks: tuple[Block, ...] = (
        Text(speaker.mark("handover.answer", **params)),
        Text(speaker.mark("handover.quote", text=answer)),
        Buttons(asker_buttons(speaker, handover.question)),
    )
    return Message(speaker.say("handover.answer", **params), blocks, by=coach)


def asker_buttons(speaker: Voice, id: str) -> tuple[Button, ...]:
    """The asker has the last word."""
    return (
        Button(speaker.say("handover.solves"), f"handover:solved:{id}", Style.PRIMARY),
        Button(speaker.say("handover.need-more"), f"handover:more:{id}"),
    )


def asked_card(speaker: Voice, handover: Handover, notes: Sequence[HandoverNote]) -> Message:
    """One's own question with what the coach wrote."""
    title = speaker.say("handover.asked", question=short(handover.text))
    blocks: list[Block] = [Text(speaker.mark("handover.asked", question=handover.text))]
    blocks += _notes(speaker, handover, notes)
    if handover.state != "closed":
        blocks.append(Buttons(asker_buttons(speaker, handover.question)))
    return Message(title, tuple(blocks))


def more_card(speaker: Voice, handover: Handover, notes: Sequence[HandoverNote]) -> Message:
    """What the asker still needs to know, with all that was written before."""
    params = {"name": handover.asker_name, "question": short(handover.text)}
    claimed = handover.state == "claimed"
    label = speaker.say("handover.answer-now" if claimed else "handover.claim")
    blocks: tuple[Block, ...] = (
        Text(speaker.mark("handover.more", **params)),
        *_notes(speaker, handover, notes),
        Buttons((Button(label, f"handover:claim:{handover.question}", Style.PRIMARY),)),
    )
    return Message(speaker.say("handover.more", **params), blocks, by=handover.asker_name)


def to_answer(turn: Turn, waiting: Sequence[Handover]) -> Entries:
    """On Home: the questions that wait for this person."""
    entries = []
    for handover in waiting:
        read = Button(turn.voice.say("dialogue.open"), f"handover:read:{handover.question}")
        first, *_ = _answerer_buttons(turn.voice, handover)
        where = ", ".join(filter(None, (handover.asker_name, handover.cluster_name)))
        state = "handover.state-lost" if handover.undelivered else f"handover.state-{handover.state}"
        detail = f"{where} · {turn.voice.say(state, coach=handover.claimed_by_name)}"
        entries.append(Entry(short(handover.text), detail, (first, read)))
    return Entries(turn.voice.say("home.questions"), tuple(entries), turn.voice.say("home.no-questions"))


def asked(turn: Turn, own: Sequence[Handover]) -> Entries:
    """On Home: one's own questions that are with a coach."""
    entries = []
    for handover in own:
        detail = turn.voice.say(f"handover.state-{handover.state}", coach=handover.claimed_by_name)
        if handover.more:
            detail = turn.voice.say("handover.state-unsent")
        if handover.answered_at or handover.more:
            label = turn.voice.say("handover.read" if handover.answered_at else "dialogue.open")
            read = Button(label, f"handover:read:{handover.question}", Style.PRIMARY)
        else:
            confirm = turn.voice.say("handover.drop-confirm")
            label = turn.voice.say("handover.drop")
            read = Button(label, f"handover:solved:{handover.question}", confirm=confirm)
        entries.append(Entry(short(handover.text), detail, (read,)))
    return Entries(turn.voice.say("handover.with-coach"), tuple(entries))
