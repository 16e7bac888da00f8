"""Comparing two states of a document: what differs, field by field, in the words of the questions."""

from collections.abc import Iterator, Sequence

from bot.advisor.documents import differences, history, labels
from bot.advisor.documents.drafts import Draft, GoneError, load, title_of
from bot.advisor.documents.history import State
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Block, Button, Buttons, Entries, Entry, Heading, Note, Text
from bot.chat.views import DocumentView, Message, Reply
from bot.store import versions
from bot.store.engine import Tx
from bot.store.versions import Version
from flows import registry
from flows.comparison import compare
from flows.dialogue import Dialogue
from flows.forms import FormRef

COMPARE = "compare"
"""The page of a document on which two states are compared: the row is their keys with a dash between."""


def button(turn: Turn, document_id: str, one: str, other: str, label: str = "compare.versions") -> Button:
    """Compares two states, by their keys."""
    return Button(turn.voice.say(label), f"document:compare:{document_id}:{one}:{other}")


def as_draft_button(turn: Turn, document_id: str, state: str, version: int = 0) -> Button:
    """Asks whether a state shall be the new draft."""
    say = turn.voice.say
    label = say("restore.ask-version", version=version) if version else say("restore.ask")
    return Button(label, f"document:as-draft:{document_id}:{state}")


def of_latest(turn: Turn, known: Sequence[Version], number: int) -> Button:
    """Beside the earlier versions: compares the one before with this one; ``known`` are the latest first."""
    before = next(each for each in known if each.number < number)
    return button(turn, before.document, str(before.number), str(number))


def of_earlier(turn: Turn, document_id: str, number: int, latest: int) -> Iterator[Button]:
    """On an earlier version: compares it with the latest, and takes it up again."""
    if number < latest:
        yield button(turn, document_id, str(number), str(latest), "compare.with-latest")
        yield as_draft_button(turn, document_id, str(number), number)


@reads
def opened(tx: Tx, turn: Turn, document_id: str, row: str) -> Reply:
    """The comparison that has its own address."""
    one, _, other = row.partition("-")
    return _compared(tx, turn, document_id, one, other)


@reads
def compared(tx: Tx, turn: Turn, document_id: str, one: str, other: str) -> Reply:
    """What differs between two states: staff may compare all of their cluster, a coach what was handed in."""
    return _compared(tx, turn, document_id, one, other)


@reads
def part(tx: Tx, turn: Turn, document_id: str, one: str, other: str, number: str) -> Reply:
    """One part of the differences, where a surface shows it only when it is asked for."""
    return differences.shown_alone(turn, _compared(tx, turn, document_id, one, other), number)


def _compared(tx: Tx, turn: Turn, document_id: str, one: str, other: str) -> Reply:
    if turn.is_coach:
        return _of_coach(tx, turn, document_id, one, other)
    try:
        draft = load(tx, turn, document_id)
    except GoneError:
        return turn.say("dialogue.gone")
    found = [history.of_staff(tx, turn, draft, key) for key in (one, other)]
    states = sorted((state for state in found if state is not None), key=_age)
    if len(states) < 2:
        return turn.say("compare.gone")
    before, after = states
    numbers = [each.number for each in versions.versions(tx, turn.scope, document_id)]
    as_draft = [
        as_draft_button(turn, document_id, state.key, state.version)
        for state in states
        if state.key != history.DRAFT and state.stored != draft.stored
    ]
    title = title_of(draft.document, turn.voice)
    more = (*([Buttons(tuple(as_draft))] if as_draft else ()), _edits(tx, turn, draft))
    return Reply(view=_view(turn, document_id, draft.dialogue, title, (before, after), numbers, more))


def _of_coach(tx: Tx, turn: Turn, document_id: str, one: str, other: str) -> Reply:
    found = [history.of_coach(tx, turn, document_id, key) for key in (one, other)]
    states = sorted((each for each in found if each is not None), key=lambda each: _age(each[1]))
    if len(states) < 2:
        return turn.say("dialogue.gone")
    (_, before), (newer, after) = states
    dialogue = registry.dialogue(newer.dialogue)
    numbers = [each.number for each in versions.handed_in_numbers(tx, turn.person.id, document_id)]
    title = newer.name or turn.voice.text(dialogue.id, dialogue.title)
    return Reply(view=_view(turn, document_id, dialogue, title, (before, after), numbers, ()))


def _age(state: State) -> tuple[int, bool]:
    """The draft is younger than a version made of the same revision."""
    return state.revision, state.key == history.DRAFT


def _view(
    turn: Turn,
    document_id: str,
    dialogue: type[Dialogue],
    title: str,
    states: tuple[State, State],
    numbers: Sequence[int],
    more: Sequence[Block],
) -> DocumentView:
    """The differences, then ways to the two states and to other versions (``numbers``, the latest first)."""
    before, after = states
    say = turn.voice.say
    told = say("compare.title", title=title)
    found = compare(dialogue, before.answers, after.answers, labels.words_of(turn.voice, dialogue.id))
    part = f"document:compare-part:{document_id}:{before.key}:{after.key}"
    tables = tuple(differences.tables(turn.voice, dialogue, found, (before.name, after.name), part))
    opens = [
        Button(say("compare.open", version=state.version), f"document:version:{document_id}:{state.version}")
        for state in states
        if state.version and state.version != numbers[0]
    ]
    blocks = (
        Heading(turn.voice.text(dialogue.id, dialogue.title)),
        Text(turn.voice.mark("document.statement", statement=told)),
        Note("\n\n".join(dict.fromkeys((before.detail, after.detail)))),
        *(tables or (Text(say("compare.same")),)),
        Buttons((*opens, Button(say("document.latest"), f"document:open:{document_id}"))),
        *_others(turn, document_id, numbers, before, after),
        *more,
    )
    return DocumentView(document_id, told, Message(told, blocks), FormRef(COMPARE, row=f"{before.key}-{after.key}"))


def _others(turn: Turn, document_id: str, numbers: Sequence[int], before: State, after: State) -> Iterator[Block]:
    """The other versions, each to be compared with the younger of the two."""
    others = [
        Button(
            turn.voice.say("compare.with", version=number),
            f"document:compare:{document_id}:{number}:{after.key}",
        )
        for number in numbers
        if str(number) not in (before.key, after.key)
    ]
    if others:
        yield Heading(turn.voice.say("compare.others", state=after.name))
        yield Buttons(tuple(others))


def _edits(tx: Tx, turn: Turn, draft: Draft) -> Entries:
    """Who edited the draft last and when, with what they changed; each state can be taken up again."""
    document = draft.document
    items = []
    for edit in history.edits(tx, turn, draft):
        before, last = history.saved_key(edit.before), history.saved_key(edit.last)
        buttons = [button(turn, document.id, before, last, "compare.edit")] if before != last else []
        if edit.last != document.revision:
            buttons.append(as_draft_button(turn, document.id, last))
        items.append(Entry(edit.name or "–", turn.voice.moment(edit.at), tuple(buttons)))
    return Entries(turn.voice.say("compare.edits"), tuple(items))
