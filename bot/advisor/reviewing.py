"""The review before submitting, and submitting."""

from collections.abc import Iterator

from bot.advisor import reminding, results
from bot.advisor.drafts import Draft, GoneError, conflict_label, load, question_at
from bot.advisor.turn import Turn
from bot.chat.messages import Voice
from bot.chat.views import Reply, ReviewPart, ReviewView
from bot.store import documents
from flows.dialogue import Leftover, leftovers
from flows.fields import Kind, Question, Raw, questions
from flows.forms import display
from flows.validation import FieldError, raw_rows, resolve


def review_view(draft: Draft, turn: Turn) -> ReviewView:
    """All answers, page by page, with what still needs attention."""
    reviewed = draft.dialogue.review(draft.answers, draft.scene(turn.today), draft.saved_on)
    parts = []
    for page, model in draft.dialogue.pages().items():
        errors = [_error_line(draft, turn.voice, page, error) for error in reviewed.errors.get(page, ())]
        errors += [
            turn.voice.say("dialogue.conflict-open", label=conflict_label(draft, turn.voice, conflict["path"]))
            for conflict in draft.document.conflicts
            if conflict["path"][0] == page
        ]
        entries = tuple(_entries(draft, turn.voice, page))
        parts.append(ReviewPart(page, turn.voice.text(draft.dialogue.id, model.title), entries, tuple(errors)))
    return ReviewView(
        document=draft.document.id,
        title=turn.voice.text(draft.dialogue.id, draft.dialogue.title),
        revision=draft.document.revision,
        parts=tuple(parts),
        leftovers=tuple(_leftover(leftover) for leftover in leftovers(draft.dialogue, draft.answers)),
        can_submit=not any(part.errors for part in parts),
    )


def _entries(draft: Draft, voice: Voice, page: str) -> Iterator[tuple[str, str]]:
    raw = draft.answers.get(page) or {}
    for name, question in questions(draft.dialogue.pages()[page]).items():
        label = voice.text(draft.dialogue.id, question.label)
        value = raw.get(name)
        if question.kind is Kind.REPEAT:
            rows = list(raw_rows(value))
            for number, (row_id, row) in enumerate(rows, start=1):
                yield f"{voice.text(draft.dialogue.id, question.row_name)} {number}", _row(draft, question, row, row_id)
            if not rows:
                yield label, voice.say("dialogue.no-answer")
        elif question.kind is Kind.GRID:
            for choice in resolve(question.grid_rows, draft.answers, ""):
                shown = _row(draft, question, (value or {}).get(choice.value) or {}, choice.value, labels=True)
                yield voice.text(draft.dialogue.id, choice.label), shown or voice.say("dialogue.no-answer")
        else:
            yield label, display(question, value, draft.answers) or voice.say("dialogue.no-answer")


def _row(draft: Draft, question: Question, row: dict[str, Raw], row_id: str, *, labels: bool = False) -> str:
    """One entry of a repeat or grid in a line for each answer; the first stands without its label."""
    assert question.row is not None
    lines = []
    for number, (key, inner) in enumerate(questions(question.row).items()):
        if shown := display(inner, row.get(key), draft.answers, row_id):
            lines.append(f"{inner.label}: {shown}" if number or labels else shown)
    return "\n".join(lines)


def _error_line(draft: Draft, voice: Voice, page: str, error: FieldError) -> str:
    text = voice.words(error.words)
    if not error.path:
        return text
    question = question_at(draft.dialogue, (page, *error.path))
    label = conflict_label(draft, voice, (page, *error.path)) if question else ""
    return f"{label}: {text}" if label else text


def _leftover(leftover: Leftover) -> tuple[str, str]:
    value = leftover.value if isinstance(leftover.value, str) else ", ".join(map(str, _leaves(leftover.value)))
    return leftover.path[-1].replace("_", " ").capitalize(), value


def _leaves(value: Raw) -> Iterator[Raw]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield value


async def submit(turn: Turn, document_id: str, revision: int) -> Reply:
    """Make a version of the draft that the person has read; reminders follow it in the same transaction."""
    try:
        async with turn.desk.store.write() as tx:
            draft = await load(tx, turn, document_id, write=True)
            view = review_view(draft, turn)
            changed = draft.document.revision != revision
            if changed and draft.document.updated_by != turn.person.id:
                name = draft.document.updated_by_name
                return Reply(messages=(turn.line("dialogue.changed-meanwhile", name=name),), view=view)
            if not view.can_submit:
                return Reply(messages=(turn.line("dialogue.not-ready"),), view=view)
            document = await documents.submit(
                tx, turn.scope, document_id, revision=draft.document.revision, now=turn.now
            )
            await reminding.follow_plan(tx, turn, document)
            draft = await load(tx, turn, document_id)
    except GoneError:
        return turn.say("dialogue.gone")
    shown = await results.document_view(turn, draft)
    summary = turn.line("dialogue.submitted", version=document.submitted_version or 1, title=draft.title(turn.voice))
    return Reply(messages=(summary, shown.content), view=shown)
