"""What the parts of a document are called, for people."""

from collections.abc import Callable, Sequence

from bot.advisor.documents.drafts import Draft
from bot.chat.messages import Voice
from bot.chat.messages.files import ON_SHEETS
from flows.dialogue import Dialogue
from flows.fields import Kind, Question, Raw
from flows.forms import display, entry_title
from flows.meaning import question_at
from flows.merge import get
from flows.reading.dates import exact_date
from flows.validation import cells, raw_rows, resolve


def repeat_at(draft: Draft, page: str, field: str) -> Question | None:
    """The repeat of that name on a page; None if there is none in this version of the dialogue."""
    question = question_at(draft.dialogue, (page, field)) if field else None
    return question if question is not None and question.kind is Kind.REPEAT else None


def label(draft: Draft, voice: Voice, path: Sequence[str]) -> str:
    """The question at a path, and the entry it belongs to; empty where nothing is asked."""
    text = asked_at(draft, voice, path)
    if not text or len(path) < 3:
        return text
    return f"{text} ({entry_at(draft, voice, path[:3])})"


def asked_at(draft: Draft, voice: Voice, path: Sequence[str]) -> str:
    """The question at a path alone, of a grid the name of the column; empty where nothing is asked."""
    asked = question_at(draft.dialogue, path)
    if asked is None:
        return ""
    grid = question_at(draft.dialogue, path[:2])
    if grid is not None and grid.kind is Kind.GRID and len(path) > 3:
        asked = cells(grid, draft.answers).get(path[3], asked)
    return voice.text(draft.dialogue.id, asked.label)


def entry_at(draft: Draft, voice: Voice, path: Sequence[str]) -> str:
    """The row of a grid by its name; the entry of a repeat by its first answer, or else by its number."""
    question = question_at(draft.dialogue, path[:2])
    assert question is not None
    row_id = path[2]
    if question.kind is Kind.GRID:
        names = {choice.value: choice.label for choice in resolve(question.grid_rows, draft.answers, "")}
        return voice.text(draft.dialogue.id, names.get(row_id, row_id))
    rows = dict(raw_rows(get(draft.answers, path[:2])))
    number = list(rows).index(row_id) + 1 if row_id in rows else len(rows) + 1
    title = entry_title(question, rows.get(row_id, {}), draft.answers, row_id)
    return title or entry_name(draft.dialogue, voice, question, number)


def entry_name(dialogue: type[Dialogue], voice: Voice, question: Question, number: int) -> str:
    """An entry by its number, such as "Action 3"."""
    return f"{voice.text(dialogue.id, question.row_name)} {number}"


def words_of(voice: Voice, dialogue: str) -> Callable[[str], str]:
    """What puts the English words of a dialogue's answers into the language of a person."""
    ids = {english: id for id, english in ON_SHEETS.items()}
    return lambda english: voice.text(ids.get(english, dialogue), english)


def answer(draft: Draft, voice: Voice, question: Question, raw: Raw, row_id: str = "") -> str:
    """A raw answer as the person reads it; empty where there is none."""
    if question.kind is Kind.DATE and (day := exact_date(str(raw or ""))) is not None:
        return voice.shown(day)
    return display(question, raw, draft.answers, row_id, words_of(voice, draft.dialogue.id))
