"""What differs between two states, as tables: in the words of the questions, in the person's language."""

from collections.abc import Iterator, Sequence

from bot.advisor.turn import Turn
from bot.chat.blocks import Heading, TableBlock
from bot.chat.messages import Voice
from bot.chat.views import DocumentView, Message, Reply
from flows.comparison import Change, Difference, Line
from flows.dialogue import Dialogue

ROWS, CHARACTERS = 40, 6_000
"""So much stands in one part where there is little room."""

Row = tuple[str, str, str]


def tables(
    voice: Voice, dialogue: type[Dialogue], found: Sequence[Difference], names: tuple[str, str], action: str
) -> Iterator[TableBlock]:
    """A row for each difference; ``names`` are those of the two states.  Nothing where nothing differs.

    Of many, all but the first part stand aside; a press on ``action`` with the number of the part shows it.
    """
    columns = (voice.say("compare.what"), *names)
    parts = list(_parts([(_what(voice, dialogue, each), *_both(voice, dialogue, each)) for each in found]))
    above = 0
    for number, rows in enumerate(parts):
        first, above = above + 1, above + len(rows)
        part = voice.say("compare.part", first=first, last=above)
        title = part if len(parts) > 1 else voice.say("compare.table")
        yield TableBlock(title, columns, tuple(rows), aside=number > 0, action=f"{action}:{number}")


def _parts(rows: Sequence[Row]) -> Iterator[list[Row]]:
    part: list[Row] = []
    room = CHARACTERS
    for row in rows:
        size = sum(map(len, row))
        if part and (len(part) == ROWS or size > room):
            yield part
            part, room = [], CHARACTERS
        part.append(row)
        room -= size
    if part:
        yield part


def shown_alone(turn: Turn, reply: Reply, number: str) -> Reply:
    """The part of that number of a view, in a window of its own."""
    view = reply.view
    if not isinstance(view, DocumentView):
        return reply
    parts = [block for block in view.content.blocks if isinstance(block, TableBlock)]
    found = next((block for block in parts if block.action.endswith(f":{number}")), None)
    if found is None:
        return turn.say("compare.gone")
    alone = TableBlock(found.title, found.columns, found.rows)
    return Reply(window=Message(f"{found.title}: {view.title}", (Heading(view.title), alone)))


def _what(voice: Voice, dialogue: type[Dialogue], found: Difference) -> str:
    """The question, with the entry to which the answer belongs."""
    question = voice.text(dialogue.id, found.question)
    if found.change is Change.MOVED:
        return voice.say("compare.order", question=question)
    if not found.entry and not found.kind:
        return question
    entry = _entry(voice, dialogue, found)
    return entry if found.change is not Change.CHANGED else voice.say("compare.field", entry=entry, question=question)


def _entry(voice: Voice, dialogue: type[Dialogue], found: Difference) -> str:
    if not found.kind:
        return voice.text(dialogue.id, found.entry)
    kind = voice.text(dialogue.id, found.kind)
    if found.entry:
        return voice.say("compare.entry", kind=kind, entry=found.entry)
    return voice.say("compare.entry-number", kind=kind, number=found.number)


def _both(voice: Voice, dialogue: type[Dialogue], found: Difference) -> tuple[str, str]:
    before, after = _answer(voice, dialogue, found.before), _answer(voice, dialogue, found.after)
    match found.change:
        case Change.ADDED:
            return voice.say("compare.not-there"), after
        case Change.REMOVED:
            return before, voice.say("compare.removed")
    unanswered = voice.say("dialogue.no-answer")
    return before or unanswered, after or unanswered


def _answer(voice: Voice, dialogue: type[Dialogue], lines: Sequence[Line]) -> str:
    told = [
        voice.say("compare.field", entry=voice.text(dialogue.id, name), question=voice.shown(text))
        if name
        else voice.shown(text)
        for name, text in lines
    ]
    return voice.together(told) if len(told) > 1 else "".join(told)
