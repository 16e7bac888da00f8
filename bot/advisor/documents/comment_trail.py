"""What coach and cluster said to each other about a document, for its file and for the list of all comments."""

from collections.abc import Iterator, Mapping, Sequence

from bot.advisor.documents import commented, places
from bot.advisor.turn import Turn
from bot.chat.blocks import Block, Heading, Note, TableBlock, Text
from bot.store import comments, feedback
from bot.store.comments import Comment
from bot.store.engine import Tx
from bot.store.feedback import Feedback
from flows.dialogue import Dialogue
from flows.fields import Raw

Said = tuple[Sequence[Feedback], Sequence[Comment]]
"""The feedback on a document that was sent back, and its comments."""


def read(tx: Tx, turn: Turn, document: str, version: int | None = None) -> Said:
    """What was sent back, up to a version where one is named."""
    told = [each for each in feedback.of_document(tx, turn.scope, document) if each.sent_at is not None]
    made = [each for each in comments.of_document(tx, turn.scope, document) if each.sent_at is not None]
    if version is None:
        return told, made
    return [each for each in told if each.version <= version], [each for each in made if each.version <= version]


def blocks(turn: Turn, dialogue: type[Dialogue], answers: Mapping[str, Raw], said: Said) -> Iterator[Block]:
    """All of it, version by version; nothing where nobody said anything."""
    voice, (told, made) = turn.voice, said
    if told:
        yield Heading(voice.say("comment.trail"))
    for each in told:
        yield Text(commented.by_whom(turn, each))
        if each.note:
            yield Text(voice.mark("feedback.note", text=each.note))
        if each.steps:
            yield Text("\n".join([voice.mark("feedback.steps-are"), *(_step(turn, step.text) for step in each.steps)]))
        rows = [_row(turn, dialogue, answers, one) for one in made if one.feedback == each.id]
        if rows:
            yield TableBlock(voice.say("comment.beside"), _columns(turn), tuple(rows))
    count = sum(each.is_open for each in made)
    if count:
        yield Note(voice.mark("comment.points", open=count, count=len([one for one in made if one.kind != "accept"])))


def _step(turn: Turn, text: str) -> str:
    return f"- {turn.voice.mark('feedback.step', text=text)}"


def _columns(turn: Turn) -> tuple[str, ...]:
    say = turn.voice.say
    return (say("comment.about"), say("comment.kind"), say("comment.comment"), say("comment.reply"))


def _row(
    turn: Turn, dialogue: type[Dialogue], answers: Mapping[str, Raw], comment: Comment
) -> tuple[str, str, str, str]:
    reply = commented.answered(turn, comment) if comment.answered_at is not None else ""
    if comment.is_open:
        reply = turn.voice.say("comment.state-open")
    about = places.called(turn.voice, dialogue, answers, comment)
    return about, turn.voice.say(f"comment.kind-{comment.kind}"), comment.text, reply
