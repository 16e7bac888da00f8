"""What can be commented on in a document: its pages, their fields and rows, each with what it is called."""

from collections.abc import Iterator, Mapping

from bot.advisor.documents.labels import entry_name
from bot.chat.messages import Voice
from bot.store.comments import Comment, Place
from flows.dialogue import Dialogue
from flows.fields import Kind, Raw, questions
from flows.forms import entry_title
from flows.meaning import question_at
from flows.merge import get
from flows.validation import Path, cells, raw_rows, resolve

LONGEST = 200
"""Characters of a row's name that are kept."""


def of_page(voice: Voice, dialogue: type[Dialogue], answers: Mapping[str, Raw], page: str) -> Iterator[Place]:
    """The page as a whole, then its fields in their order; of a list or grid its rows instead."""
    model = dialogue.pages()[page]
    yield Place((page,), question=model.title)
    for name, question in questions(model).items():
        path = (page, name)
        if question.kind is Kind.REPEAT:
            rows = [row for row, _ in raw_rows(get(answers, path))]
        elif question.kind is Kind.GRID:
            rows = [choice.value for choice in resolve(question.grid_rows, answers, "")]
        else:
            yield Place(path, question=question.name)
            continue
        yield from (Place((*path, row), row_title(voice, dialogue, answers, (*path, row))[:LONGEST]) for row in rows)


def of_row(voice: Voice, dialogue: type[Dialogue], answers: Mapping[str, Raw], path: Path) -> Iterator[Place]:
    """A row as a whole, then its fields; nothing where there is no such row."""
    question, name = question_at(dialogue, path[:2]), row_title(voice, dialogue, answers, path)[:LONGEST]
    if question is None or question.row is None or not name:
        return
    yield Place(path[:3], name)
    yield from (Place((*path[:3], key), name, asked.name) for key, asked in cells(question, answers).items())


def place_at(voice: Voice, dialogue: type[Dialogue], answers: Mapping[str, Raw], path: Path) -> Place | None:
    """The place behind a path; None where there is none in these answers."""
    if not path or path[0] not in dialogue.pages():
        return None
    inside = (of_row if len(path) > 2 else _of_page)(voice, dialogue, answers, path)
    return next((place for place in inside if place.path == path), None)


def _of_page(voice: Voice, dialogue: type[Dialogue], answers: Mapping[str, Raw], path: Path) -> Iterator[Place]:
    return of_page(voice, dialogue, answers, path[0])


def row_title(voice: Voice, dialogue: type[Dialogue], answers: Mapping[str, Raw], path: Path) -> str:
    """What people call a row; empty where there is no such row any more."""
    question = question_at(dialogue, path[:2])
    if question is None or len(path) < 3:
        return ""
    if question.kind is Kind.GRID:
        names = {choice.value: choice.label for choice in resolve(question.grid_rows, answers, "")}
        return voice.text(dialogue.id, names[path[2]]) if path[2] in names else ""
    if question.kind is not Kind.REPEAT:
        return ""
    rows = dict(raw_rows(get(answers, path[:2])))
    if path[2] not in rows:
        return ""
    title = entry_title(question, rows[path[2]], answers, path[2])
    return title or entry_name(dialogue, voice, question, list(rows).index(path[2]) + 1)


def called(voice: Voice, dialogue: type[Dialogue], answers: Mapping[str, Raw], comment: Comment | Place) -> str:
    """What a comment is about: its row as it was called then, with what became of it, and the question."""
    path, asked = comment.path, question_at(dialogue, comment.path)
    if len(path) == 1:
        page = dialogue.pages().get(path[0])
        return voice.say("comment.on-page", page=voice.text(dialogue.id, page.title if page else comment.question))
    english = asked.name if asked is not None and comment.question else comment.question
    question = voice.text(dialogue.id, english) if english else ""
    if len(path) < 3:
        return question
    now = row_title(voice, dialogue, answers, path)[:LONGEST]
    row = comment.row_name
    if not now:
        row = voice.say("comment.row-removed", row=row)
    elif now != row:
        row = voice.say("comment.row-renamed", row=row, now=now)
    return voice.say("compare.field", entry=row, question=question) if question else row
