"""What would change, before anything does: in the words of every comparison, with what was not understood."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from bot.advisor.documents import conflicts, differences
from bot.advisor.documents.contents import Shown, answered
from bot.advisor.documents.drafts import Draft, title_of
from bot.advisor.importing.bringing import KEPT
from bot.advisor.importing.forms import DOCUMENT, head_of, rows_in, samples_of
from bot.advisor.importing.waiting import Columns, Proposed
from bot.advisor.turn import Turn
from bot.chat.blocks import Block, Button, Buttons, Heading, Note, Style, TableBlock, Text
from bot.chat.markup import escape
from bot.chat.views import DocumentView, Message, Reply
from bot.store.imports import Waiting
from flows.conclusions import Conclusion
from flows.importing.columns import choices_of

LISTED = 10
"""Longer lists beside the changes stand aside where there is little room."""


def view(turn: Turn, found: Proposed, notices: Sequence[str] = ()) -> DocumentView:
    """What would become of it, with the buttons that do it or throw it away; ``notices`` stand first."""
    say, waiting, dialogue = turn.voice.say, found.kept.stored.waiting, found.kept.dialogue
    title = say("import.would", name=named(turn, waiting), title=title_for(turn, found))
    changes, buttons = tuple(_changes(turn, found)), (Buttons(tuple(_buttons(turn, found))),)
    blocks: tuple[Block, ...] = (
        Heading(turn.voice.text(dialogue.id, dialogue.title)),
        Text(turn.voice.mark("document.statement", statement=title)),
        *(Text(escape(text)) for text in notices),
        Text("\n\n".join(_told(turn, found))),
        *_problems(turn, found),
        *_undecided(turn, found),
        *_missing(turn, found),
        *buttons,
        *changes,
        *(buttons if _is_long(changes) else ()),
        Note(turn.voice.mark("import.kept", until=until(turn, waiting))),
    )
    return DocumentView(f"{DOCUMENT}:{waiting.id}", title, Message(title, blocks), paper=False)


def part(turn: Turn, found: Proposed, number: str) -> Reply:
    """One part of it, where a surface shows it only when it is asked for."""
    return differences.shown_alone(turn, Reply(view=view(turn, found)), number)


def named(turn: Turn, waiting: Waiting) -> str:
    """What was brought, by its name."""
    return waiting.name or turn.voice.say("import.pasted")


def until(turn: Turn, waiting: Waiting) -> str:
    """The day on which it is forgotten."""
    return turn.voice.local_date(waiting.made_at + KEPT).isoformat()


def title_for(turn: Turn, found: Proposed) -> str:
    """The document that it goes to, or what a new one will be called."""
    kept = found.kept
    if kept.draft is not None:
        return title_of(kept.draft.document, turn.voice)
    return name_for(found) or turn.voice.text(kept.dialogue.id, kept.dialogue.title)


def name_for(found: Proposed) -> str:
    """What a new document is called where its answers give it no name: as the file is."""
    return found.kept.dialogue.name_of(found.answers) or PurePath(found.kept.stored.waiting.name).stem


def _told(turn: Turn, found: Proposed) -> Iterator[str]:
    """How much was read and of what, as markup."""
    mark, kept, proposal = turn.voice.mark, found.kept, found.proposal
    ours = found.source.ours
    if kept.draft is None:
        yield mark("import.gone-new" if ours is not None else "import.new", count=proposal.taken)
    elif ours is not None:
        yield mark("import.of-version", version=ours.version, count=proposal.taken)
    else:
        yield mark("import.rows", count=proposal.taken)
    if not proposal.taken:
        yield mark("import.no-entries")
    elif kept.draft is not None and not found.changes:
        yield mark("import.same")
    if found.since and kept.draft is not None:
        yield mark("import.since", name=kept.draft.document.updated_by_name or "–", count=len(found.since))
    if proposal.skipped:
        yield mark("import.skipped", count=proposal.skipped)
    if proposal.beyond:
        yield mark("import.beyond", count=proposal.beyond)
    if proposal.left_out:
        names = proposal.left_out
        told = turn.voice.listed(names) if len(names) > LISTED else turn.voice.together(names)
        yield mark("import.left-out-columns", names=told)
    yield from (mark(note) for note in found.source.notes)


def _problems(turn: Turn, found: Proposed) -> Iterator[Block]:
    """The cells that were not understood: they are kept as they are, and the document asks."""
    problems = found.proposal.problems
    if problems:
        say = turn.voice.say
        rows = tuple((str(each.row), each.head, each.typed) for each in problems)
        columns = (say("import.row"), say("import.your-column"), say("import.stands-there"))
        title = say("import.not-understood", count=len(problems))
        yield _aside(found, TableBlock(title, columns, rows, say("import.not-understood-note")), "problems")


def _undecided(turn: Turn, found: Proposed) -> Iterator[Block]:
    """What both the file and a colleague changed."""
    draft = found.kept.draft
    if draft is not None and found.undecided:
        say = turn.voice.say
        shown = [conflicts.choice(_as_it_would_be(found), turn, each) for each in found.undecided]
        rows = tuple((each.label, each.theirs, each.mine) for each in shown)
        columns = (say("compare.what"), say("import.in-document"), say("import.in-file"))
        title = say("import.both", count=len(rows))
        yield _aside(found, TableBlock(title, columns, rows, say("import.both-note")), "both")


def _as_it_would_be(found: Proposed) -> Draft:
    draft = found.kept.draft
    assert draft is not None
    return replace(draft, document=replace(draft.document, answers=found.answers))


def _missing(turn: Turn, found: Proposed) -> Iterator[Block]:
    """The entries of the document that the file has no more."""
    missing = found.proposal.missing
    if missing:
        say = turn.voice.say
        rows = tuple((name or say("import.nameless-entry"),) for _, name in missing)
        table = TableBlock(say("import.missing", count=len(rows)), (say("import.entry"),), rows)
        yield _aside(found, replace(table, note=say("import.missing-note")), "missing")


def _aside(found: Proposed, table: TableBlock, name: str) -> TableBlock:
    return replace(table, aside=len(table.rows) > LISTED, action=f"{_part(found)}:{name}")


def _part(found: Proposed) -> str:
    return f"import:part:{found.kept.stored.waiting.id}"


def _changes(turn: Turn, found: Proposed) -> Iterator[Block]:
    """A new document as it would be; else what differs from the one that is there."""
    kept, say = found.kept, turn.voice.say
    if kept.draft is None:
        shown = Shown(kept.dialogue, "", Conclusion(), answers=found.answers)
        for number, block in enumerate(answered(turn.voice, shown)):
            yield _aside(found, block, f"entries-{number}") if isinstance(block, TableBlock) else block
    else:
        names = (say("restore.now"), say("import.then"))
        yield from differences.tables(turn.voice, kept.dialogue, found.found, names, _part(found))


def _is_long(changes: Sequence[Block]) -> bool:
    """Whether the buttons stand below as well."""
    return sum(len(block.rows) for block in changes if isinstance(block, TableBlock)) > LISTED


def _buttons(turn: Turn, found: Proposed) -> Iterator[Button]:
    say, id = turn.voice.say, found.kept.stored.waiting.id
    missing = len(found.proposal.missing)
    take = f"import:take:{id}:{found.revision}"
    if found.changes and (found.kept.draft is not None or found.proposal.taken):
        yield Button(say("import.take-keep" if missing else "import.take"), f"{take}:keep", Style.PRIMARY)
    if missing:
        asked = say("import.remove-sure", count=missing)
        label = "import.take-remove" if found.changes else "import.remove"
        yield Button(say(label, count=missing), f"{take}:remove", Style.DANGER, confirm=asked)
    if found.layout is not None:
        yield Button(say("import.change-columns"), f"import:columns:{id}")
    yield drop_button(turn, id)


def drop_button(turn: Turn, id: str) -> Button:
    """Throws away what was brought."""
    return Button(turn.voice.say("import.drop"), f"import:drop:{id}")


def columns_card(turn: Turn, found: Columns) -> Message:
    """What a table was taken for, for the person to say whether that is right."""
    say, mark, waiting = turn.voice.say, turn.voice.mark, found.kept.stored.waiting
    dialogue = found.kept.dialogue
    kind = turn.voice.text(dialogue.id, dialogue.title)
    labels = {choice.value: turn.voice.text(dialogue.id, choice.label) for choice in choices_of(dialogue)}
    rows = tuple(
        (
            head_of(turn, at, column),
            labels.get(column.key, say("import.left-out")),
            samples_of(replace(column, samples=column.samples[:1])),
        )
        for at, column in enumerate(found.layout.columns)
    )
    titles = (say("import.your-column"), say("import.taken-for"), say("import.for-example"))
    said: dict[str, str | int] = {"name": named(turn, waiting), "count": rows_in(found), "dialogue": kind}
    blocks: tuple[Block, ...] = (
        Text(mark("import.understood", **said)),
        TableBlock(say("import.columns-short"), titles, rows),
        Buttons(
            (
                Button(say("import.right"), f"import:changes:{waiting.id}", Style.PRIMARY),
                Button(say("import.change-columns"), f"import:columns:{waiting.id}"),
                drop_button(turn, waiting.id),
            )
        ),
        Note(mark("import.kept", until=until(turn, waiting))),
    )
    return Message(say("import.understood", **said), blocks)
