"""A submitted document: what it says and what follows from it, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.advisor import consequences, further_reading
from bot.advisor.documents import sharing
from bot.advisor.documents.drafts import Draft, GoneError, load, title_of
from bot.advisor.turn import Turn, here, reads
from bot.chat.markup import plain
from bot.chat.messages import Voice
from bot.chat.views import (
    Block,
    Button,
    Buttons,
    Cell,
    DocumentView,
    Entries,
    Entry,
    Findings,
    Heading,
    Message,
    Note,
    Reply,
    Style,
    TableBlock,
    Text,
)
from bot.store import clusters, versions
from bot.store.engine import Tx
from bot.store.versions import Version
from flows import registry
from flows.conclusions import Conclusion, Table
from flows.dialogue import Dialogue
from flows.documents import changed, effective
from flows.fields import Raw
from flows.findings import Finding
from flows.people import with_names
from flows.reading.names import Directory
from flows.validation import Scene


@reads
def document_view(tx: Tx, turn: Turn, draft: Draft) -> DocumentView:
    """The last submitted version of a document of the person's own cluster, with its buttons."""
    number = draft.document.submitted_version
    assert number is not None
    version = versions.version(tx, turn.scope, draft.document.id, number)
    assert version is not None
    all_versions = versions.versions(tx, turn.scope, draft.document.id)
    submitted = _named(draft, draft.dialogue.upgrade(version.answers, version.dialogue_version))
    answers = effective(draft.dialogue, submitted, draft.answers)
    notes = [
        turn.voice.mark(
            "document.version",
            version=number,
            date=turn.voice.local_date(version.submitted_at),
            name=version.submitted_by_name,
        )
    ]
    if version.handed_in_at:
        handed_in = turn.voice.local_date(version.handed_in_at)
        notes.append(turn.voice.mark("document.handed-in-on", version=number, date=handed_in))
    if changed(draft.dialogue, submitted, draft.answers):
        notes.append(turn.voice.mark("document.changes"))
    if len(all_versions) > 1:
        earlier = ", ".join(str(v.number) for v in all_versions if v.number != number)
        notes.append(turn.voice.mark("document.history", versions=earlier))
    conclusion = _conclude(tx, turn, draft.dialogue, answers, draft.people)
    title = title_of(draft.document, turn.voice)
    read = further_reading.titles(tx, turn, conclusion.articles)
    blocks = (
        *_content(turn.voice, draft.dialogue, title, conclusion),
        *_actions(tx, turn, draft, conclusion, read),
        *sharing.buttons(turn, draft.document),
        Note("\n\n".join(notes)),
    )
    return DocumentView(draft.document.id, title, Message(conclusion.statement or title, blocks))


@reads
def share(tx: Tx, turn: Turn, document_id: str, seal: str) -> Reply:
    """The button "Share here": the version submitted last, for everybody in the place where it was pressed.

    Its one button opens the document for those to whom it is open.
    """
    if not sharing.may_share(turn) or seal != sharing.seal(document_id, turn.person.id, turn.place):
        return turn.say("document.not-shared")
    try:
        draft = load(tx, turn, document_id)
    except GoneError:
        return turn.say("dialogue.gone")
    number = draft.document.submitted_version
    version = versions.version(tx, turn.scope, document_id, number) if number is not None else None
    if version is None:
        return turn.say("document.share-submit-first")
    answers = _named(draft, draft.dialogue.upgrade(version.answers, version.dialogue_version))
    title = title_of(draft.document, turn.voice)
    conclusion = _conclude(tx, turn, draft.dialogue, answers, draft.people)
    shown = conclusion.model_copy(update={"findings": ()})  # what was noticed is for those who can mend it
    note = turn.voice.mark("document.shared-by", name=turn.person.name, version=version.number)
    blocks = (
        *_content(turn.voice, draft.dialogue, title, shown),
        Note(note),
        Buttons((Button(turn.voice.say("dialogue.open"), f"document:open:{document_id}"),)),
    )
    said = turn.line("document.shared", title=title)
    return Reply(messages=(said,), shared=here(Message(shown.statement or title, blocks)))


@reads
def handed_in(tx: Tx, turn: Turn, document_id: str) -> Reply:
    """A document that a cluster handed in, for its coach; nobody else gets here."""
    version: Version | None = None
    if turn.is_coach:
        version = versions.handed_in_document(tx, turn.person.id, document_id)
    if version is None:
        return turn.say("dialogue.gone")
    dialogue = registry.dialogue(version.dialogue)
    answers = dialogue.upgrade(version.answers, version.dialogue_version)
    title = dialogue.name_of(answers) or turn.voice.text(dialogue.id, dialogue.title)
    conclusion = _conclude(tx, turn, dialogue, answers, Directory(), version.cluster)
    note = turn.voice.mark(
        "document.version",
        version=version.number,
        date=turn.voice.local_date(version.submitted_at),
        name=version.submitted_by_name,
    )
    blocks = (*_content(turn.voice, dialogue, title, conclusion), Note(note))
    return Reply(view=DocumentView(document_id, title, Message(conclusion.statement or title, blocks)))


def _named(draft: Draft, answers: dict[str, Raw]) -> dict[str, Raw]:
    """Answers with people under the names of today."""
    named: dict[str, Raw] = with_names(answers, draft.people.names)
    return named


def _conclude(
    tx: Tx,
    turn: Turn,
    dialogue: type[Dialogue],
    answers: dict[str, Raw],
    people: Directory,
    cluster: str = "",
) -> Conclusion:
    """What follows today, by the working days of the cluster whose document it is.

    Answers that were valid when submitted are not held against today's calendar or people.
    """
    reviewed = dialogue.review(answers, Scene(turn.today.min, answers, people, asks=False))
    if reviewed.model is None:
        return Conclusion()
    calendar = clusters.calendar(tx, replace(turn.scope, cluster=cluster or turn.scope.cluster))
    return reviewed.model.conclude(turn.today, calendar)


def _content(voice: Voice, dialogue: type[Dialogue], title: str, conclusion: Conclusion) -> Iterator[Block]:
    yield Heading(voice.text(dialogue.id, dialogue.title))
    yield Text(voice.mark("document.statement", statement=conclusion.statement or title))
    for table in conclusion.tables:
        yield _table(voice, dialogue.id, table)
    if conclusion.findings:
        yield Heading(voice.say("document.findings"))
        yield Findings(tuple((finding.severity.value, _finding(voice, finding)) for finding in conclusion.findings))


def _table(voice: Voice, dialogue_id: str, table: Table) -> TableBlock:
    return TableBlock(
        title=voice.text(dialogue_id, table.title),
        columns=tuple(voice.text(dialogue_id, column) for column in table.columns),
        rows=tuple(tuple(_cell(voice, cell) for cell in row) for row in table.rows),
        note=voice.words(table.rule) if table.rule else "",
    )


def _cell(voice: Voice, cell: Cell) -> Cell:
    return voice.shown(cell) if isinstance(cell, str) else cell


def _finding(voice: Voice, finding: Finding) -> str:
    text = voice.say(finding.message, **finding.params)
    general = finding.rule == "general-practice"
    return f"{text} ({voice.say('document.rule')})" if general else text


def _actions(tx: Tx, turn: Turn, draft: Draft, conclusion: Conclusion, read: Mapping[str, str]) -> Iterator[Block]:
    document, say = draft.document, turn.voice.say
    follows = consequences.of(turn, document)
    first = [button for each in follows for button in each.buttons(turn, document)]
    yield Buttons((*first, Button(say("dialogue.edit"), f"document:edit:{document.id}")))
    yield from (Note(note) for each in follows for note in each.notes(tx, turn, document))
    steps = [
        Button(
            turn.voice.words(step.label),
            f"dialogue:start:{step.dialogue}:{document.id}:{step.about}",
            Style.PRIMARY if number == 0 else Style.NORMAL,
        )
        for number, step in enumerate(conclusion.next_steps)
        if step.dialogue in registry.all_dialogues()
    ]
    if steps:
        yield Heading(say("document.next"))
        yield Buttons(tuple(steps))
    if read:
        yield Heading(say("document.read"))
        yield Buttons(tuple(Button(title, f"article:{article}:") for article, title in read.items()))


def as_text(title: str, message: Message) -> str:
    """A finished document as plain text, for a download."""
    lines = [title, "=" * min(len(title), 72), ""]
    for block in message.blocks:
        match block:
            case Heading(text):
                lines += [text, "-" * len(text), ""]
            case Text(markup) | Note(markup):
                lines += [plain(markup), ""]
            case Findings(items):
                lines += [f"- {text}" for _, text in items] + [""]
            case TableBlock(title=name, columns=columns, rows=rows, note=note):
                lines += [name, ""]
                for row in rows:
                    pairs = zip(columns, row, strict=True)
                    lines += [f"  {column}: {cell}" for column, cell in pairs if str(cell)] + [""]
                lines += [note, ""] if note else []
            case Entries(title=name, items=entries):
                lines += [name, *(_entry(entry) for entry in entries), ""]
    return "\n".join(lines).rstrip() + "\n"


def _entry(entry: Entry) -> str:
    return f"- {entry.title}: {entry.detail}" if entry.detail else f"- {entry.title}"
