"""Open comments of coaches while a document is edited: beside their field or row, and on the review."""

from collections.abc import Sequence
from dataclasses import replace

from bot.advisor.documents import places
from bot.advisor.documents.drafts import Draft
from bot.advisor.turn import Turn
from bot.store.comments import Comment
from flows.fields import Kind
from flows.forms import Form, FormField, RowSummary
from flows.validation import Path


def with_comments(draft: Draft, turn: Turn, form: Form) -> tuple[Form, list[str]]:
    """A form with what is open about its fields and rows beside them, and what stands above it: what is about all of
    it."""
    ref = form.ref
    here = (ref.page, ref.field, ref.row) if ref.row else (ref.page,)
    inside = [each for each in draft.comments if each.is_open and each.path[: len(here)] == here]
    if not inside:
        return form, []
    fields = tuple(_field(draft, turn, each, (*here, each.key), inside) for each in form.fields)
    return replace(form, fields=fields), [said(turn, each) for each in inside if each.path == here]


def _field(draft: Draft, turn: Turn, field: FormField, path: Path, inside: Sequence[Comment]) -> FormField:
    about = [each for each in inside if each.path[: len(path)] == path]
    if field.kind is Kind.REPEAT:
        standing = {row.id for row in field.rows}
        rows = tuple(_row(turn, row, [each for each in about if each.path[2:3] == (row.id,)]) for row in field.rows)
        field = replace(field, rows=rows)
        about = [each for each in about if each.path[2] not in standing]
    named = field.kind in (Kind.REPEAT, Kind.GRID)
    lines = [_named(draft, turn, each) if named else said(turn, each) for each in about]
    return replace(field, warning=_joined(field.warning, lines))


def _row(turn: Turn, row: RowSummary, about: Sequence[Comment]) -> RowSummary:
    return replace(row, warning=_joined(row.warning, [said(turn, each) for each in about]))


def _named(draft: Draft, turn: Turn, comment: Comment) -> str:
    about = places.called(turn.voice, draft.dialogue, draft.answers, comment)
    return turn.voice.say("compare.field", entry=about, question=said(turn, comment))


def _joined(warning: str, lines: Sequence[str]) -> str:
    return " ".join(filter(None, (warning, *lines)))


def said(turn: Turn, comment: Comment) -> str:
    """What a coach says, with what they want."""
    return turn.voice.say(f"comment.beside-{comment.kind}", name=comment.author_name, text=comment.text)


def on_review(draft: Draft, turn: Turn, page: str) -> list[tuple[Path, str]]:
    """The open comments on a page, each with the path to where it can be acted on."""
    found = []
    for each in draft.comments:
        if each.is_open and each.path[0] == page:
            gone = len(each.path) > 2 and not places.row_title(turn.voice, draft.dialogue, draft.answers, each.path)
            found.append((each.path[:1] if gone else each.path, _named(draft, turn, each)))
    return found
