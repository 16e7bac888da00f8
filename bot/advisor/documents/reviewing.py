"""The review before submitting, and submitting."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.advisor import consequences, notices
from bot.advisor.consequences import Change
from bot.advisor.documents import changes, commented_forms, conflicts, results, sharing, taking_over
from bot.advisor.documents.drafts import Draft, GoneError, at_once, cancel_button, load
from bot.advisor.documents.labels import answer, asked_at, entry_at, entry_name, label
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Text
from bot.chat.messages import Voice
from bot.chat.views import DocumentView, Message, Problem, Reply, ReviewPart, ReviewView
from bot.store import documents
from bot.store.engine import Tx
from bot.store.reminders import Reminder
from flows.contents import leftover_pairs
from flows.fields import Kind, Question, Raw, questions
from flows.findings import Finding
from flows.forms import FormRef, asked_again, of_entry
from flows.validation import FieldError, Path, cells, raw_rows, resolve


def review_view(draft: Draft, turn: Turn) -> ReviewView:
    """All answers, page by page, with what still needs attention."""
    scene = draft.scene(turn.today)
    reviewed = draft.dialogue.review(draft.answers, scene)
    remarks = draft.dialogue.remarks(draft.answers, scene)
    parts = []
    for page, model in draft.dialogue.pages().items():
        errors = [_problem(draft, turn.voice, (page, *error.path), error) for error in reviewed.errors.get(page, ())]
        errors += [
            _at(
                conflict["path"],
                turn.voice.say("dialogue.conflict-open", label=label(draft, turn.voice, conflict["path"])),
            )
            for conflict in conflicts.undecided(draft)
            if conflict["path"][0] == page
        ]
        for each in consequences.of(turn, draft.document):
            errors += [_at((page,), text) for text in each.obstacles(turn, draft.document, page)]
        warnings = [_at(found.where, _said(turn.voice, found)) for found in remarks if found.where[:1] == (page,)]
        warnings += [_at_comment(path, text) for path, text in commented_forms.on_review(draft, turn, page)]
        title, entries = turn.voice.text(draft.dialogue.id, model.title), tuple(_entries(draft, turn.voice, page))
        parts.append(ReviewPart(page, title, entries, tuple(errors), tuple(warnings)))
    return ReviewView(
        document=draft.document.id,
        title=turn.voice.text(draft.dialogue.id, draft.dialogue.title),
        revision=draft.document.revision,
        parts=tuple(parts),
        leftovers=leftover_pairs(draft.dialogue, draft.answers),
        can_submit=not any(part.errors for part in parts),
        away=_away(turn, draft),
    )


def _at_comment(path: Path, text: str) -> Problem:
    """A comment with the way to it: one on a row leads to the row."""
    return Problem(text, FormRef(*path)) if len(path) == 3 else _at(path, text)


def _away(turn: Turn, draft: Draft) -> Button | None:
    """Puts a draft away; of what was submitted only what was changed since, if anything was."""
    if draft.document.submitted_version is None:
        return cancel_button(turn, draft.document, draft.owner)
    return changes.discard_button(turn, draft.document) if draft.has_changes else None


def _entries(draft: Draft, voice: Voice, page: str) -> Iterator[tuple[str, str]]:
    raw = draft.answers.get(page) or {}
    empty = voice.say("dialogue.no-answer")
    for name, question in questions(draft.dialogue.pages()[page]).items():
        text = voice.text(draft.dialogue.id, question.label)
        value = raw.get(name)
        if question.kind is Kind.REPEAT:
            inside = cells(question, draft.answers)
            rows = list(raw_rows(value))
            for number, (row_id, row) in enumerate(rows, start=1):
                yield entry_name(draft.dialogue, voice, question, number), _row(draft, voice, inside, row, row_id)
            if not rows:
                yield text, empty
        elif question.kind is Kind.GRID:
            for choice in resolve(question.grid_rows, draft.answers, ""):
                given = (value or {}).get(choice.value) or {}
                shown = _row(draft, voice, cells(question, draft.answers), given, choice.value, labels=True)
                yield voice.text(draft.dialogue.id, choice.label), shown or empty
        else:
            yield text, answer(draft, voice, question, value) or empty


def _row(
    draft: Draft, voice: Voice, asked: Mapping[str, Question], row: dict[str, Raw], row_id: str, *, labels: bool = False
) -> str:
    """One entry of a repeat or grid in a line for each answer; the first stands without its label."""
    lines = []
    for number, (key, inner) in enumerate(asked.items()):
        if shown := answer(draft, voice, inner, row.get(key), row_id):
            lines.append(f"{voice.text(draft.dialogue.id, inner.name)}: {shown}" if number or labels else shown)
    return "\n".join(lines)


def _problem(draft: Draft, voice: Voice, path: Path, error: FieldError) -> Problem:
    """An error away from its field: the entry and the question that it is about, and the way there."""
    question = asked_at(draft, voice, path)
    text = asked_again(question, voice.words(error.words), missing=error.is_missing)
    return _at(path, of_entry(entry_at(draft, voice, path[:3]), text) if len(path) > 2 else text)


def _at(path: Sequence[str], text: str) -> Problem:
    """A problem with the way to it: a field of a page or of a row; of a grid, its question."""
    if len(path) > 3:
        return Problem(text, FormRef(path[0], path[1], path[2]), path[3])
    return Problem(text, FormRef(path[0]), "".join(path[1:2]))


def _said(voice: Voice, finding: Finding) -> str:
    return voice.say(finding.message, **finding.params)


async def submit(turn: Turn, document_id: str, revision: int) -> Reply:
    """Make a version of the draft that the person has read; what follows from it happens in the same transaction."""
    try:
        done = await at_once(turn, lambda tx: _submit(tx, turn, document_id, revision))
    except GoneError:
        return turn.say("dialogue.gone")
    if isinstance(done, Reply):
        return done
    draft, outdated = done
    await notices.replace_outdated(turn, outdated)
    follows = consequences.of(turn, draft.document)
    more = [message for each in follows for message in await each.after_submit(turn, draft.document)]
    more += await taking_over.offers(turn, draft.document)
    shown = await results.document_view(turn, draft)
    said = turn.line("dialogue.submitted", version=draft.document.submitted_version or 1, title=shown.title)
    return Reply(messages=(_one_message(turn, draft, said, more, shown),), view=shown)


def _one_message(turn: Turn, draft: Draft, said: Message, more: Sequence[Message], shown: DocumentView) -> Message:
    """That it is submitted, what else there is to tell, and the document; its title stands once."""
    share = tuple(sharing.buttons(turn, draft.document))  # only beside the view: the message may go elsewhere
    kind, *rest = (block for block in shown.content.blocks if block not in share)
    if shown.content.summary == shown.title:
        title = Text(turn.voice.mark("document.statement", statement=shown.title))
        rest = [block for block in rest if block != title]
    return replace(said, blocks=(kind, *said.blocks, *(block for message in more for block in message.blocks), *rest))


def _submit(tx: Tx, turn: Turn, document_id: str, revision: int) -> Reply | tuple[Draft, Sequence[Reminder]]:
    """The submitted draft with the reminders that were sent and are wrong now, or what hinders it."""
    draft = load(tx, turn, document_id)
    document, view = draft.document, review_view(draft, turn)
    if revision not in (document.revision, document.submitted_revision):
        if document.updated_by == turn.person.id:
            said = turn.line("dialogue.changed-since")
        else:
            said = turn.line("dialogue.changed-meanwhile", name=document.updated_by_name)
        return Reply(messages=(said,), view=view)
    if revision == document.revision:
        if not view.can_submit:
            return Reply(messages=(turn.line("dialogue.not-ready"),), view=view)
        for each in consequences.of(turn, document):
            if hindered := each.refusal(tx, turn, document):
                return Reply(messages=(hindered,), view=view)
        submitted = documents.submit(tx, turn.scope, document_id, revision=revision, now=turn.now)
        document = replace(submitted, answers=document.answers, dialogue_version=document.dialogue_version)
        draft = replace(draft, submitted=document.answers)
        outdated = consequences.apply(tx, turn, Change.SUBMITTED, document)
    else:
        outdated = consequences.reconcile(tx, turn, document)
    return replace(draft, document=document), outdated
