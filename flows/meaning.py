"""What answers mean, whatever way they are written: for comparing and joining what two people changed."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from flows.dialogue import Dialogue
from flows.fields import Kind, Question, Raw, cell_question, questions
from flows.people import Item, listed
from flows.reading.text import straight
from flows.typed import people_named, same

_TEXTS = (Kind.SHORT_TEXT, Kind.LONG_TEXT)


@dataclass(frozen=True)
class Meaning:
    """What the answers of a dialogue mean, for `flows.merge.merge`."""

    dialogue: type[Dialogue]

    def alike(self, path: Sequence[str], one: Raw, other: Raw) -> bool:
        """Whether two answers differ in their writing only."""
        question = question_at(self.dialogue, path)
        return question is not None and alike(question, one, other)

    def combined(self, path: Sequence[str], base: Raw, mine: Raw, theirs: Raw) -> Raw:
        """A list with what both changed in it; None where that is to be asked, or the answer is no list."""
        question = question_at(self.dialogue, path)
        return combined(question, base, mine, theirs) if question is not None else None


def question_at(dialogue: type[Dialogue], path: Sequence[str]) -> Question | None:
    """The question behind a path of page, field and, inside a repeat or grid, row id and field."""
    page = dialogue.pages().get(path[0])
    question = questions(page).get(path[1]) if page and len(path) > 1 else None
    if question and question.kind is Kind.GRID and len(path) > 3:
        return cell_question(question, path[3])
    if question and question.row and len(path) > 3:
        return questions(question.row).get(path[3])
    return question


def alike(question: Question, one: Raw, other: Raw) -> bool:
    """Whether two answers to a question mean the same, or are the same but for case, spaces and form of letters."""
    if same(question, one, other):
        return True
    texts = isinstance(one, str) and isinstance(other, str)
    return texts and question.kind is not Kind.CHOICE and written(one) == written(other)


def written(text: str) -> str:
    """A text without what only its writing tells: case, kinds of space, hyphen and quote, composed letters."""
    return " ".join(straight(unicodedata.normalize("NFKC", text).casefold()).split())


def combined(question: Question, base: Raw, mine: Raw, theirs: Raw) -> Raw:
    """A list with what both changed in it; None where that is to be asked, or the answer is no list.

    Choices and people are lists, and so are the lines of a long text to which both only added.
    """
    parts = [_parts(question, raw) for raw in (base, mine, theirs)]
    if any(part is None for part in parts):
        return None
    before, ours, others = (dict(part or ()) for part in parts)
    removed, removed_by_them = before.keys() - ours.keys(), before.keys() - others.keys()
    if question.kind in _TEXTS and (not before or removed or removed_by_them):
        return None
    added, added_by_them = ours.keys() - before.keys(), others.keys() - before.keys()
    if removed & removed_by_them and added != added_by_them:  # one of the two may have put something in its place
        return None
    order = [key for key in others if key not in removed]
    for key in ours:
        if key in added and key not in others:
            order.insert(_place(key, list(ours), order), key)
    merged = [others.get(key, ours.get(key)) for key in order]
    return "\n".join(map(str, merged)) if question.kind in _TEXTS else merged


def _place(key: str, listed_so: Sequence[str], order: Sequence[str]) -> int:
    """Behind what stands before it in the list in which it was added, else at the end."""
    before = listed_so[: listed_so.index(key)]
    return next((order.index(other) + 1 for other in reversed(before) if other in order), len(order))


def _parts(question: Question, raw: Raw) -> list[tuple[str, Raw]] | None:
    """The parts of a list, each with what makes it the same in another writing; None for what is no list."""
    match question.kind:
        case Kind.CHOICES:
            return [(str(item), item) for item in raw or ()]
        case Kind.PEOPLE:
            people = [person for item in listed(raw) for person in _one_by_one(item)]
            named = [people_named(person) for person in people]
            single = all(len(found) == 1 for found in named)  # else a comma may stand between people, or in a name
            return [(found[0], person) for found, person in zip(named, people, strict=True)] if single else None
        case Kind.LONG_TEXT:
            lines = [line for line in str(raw or "").split("\n") if line.strip()]
            keys = [written(line) for line in lines]
            return list(zip(keys, lines, strict=True)) if len(set(keys)) == len(keys) else None
        case _:
            return None


def _one_by_one(item: Item) -> list[Item]:
    """What was typed, line by line."""
    return [line.strip() for line in item.splitlines() if line.strip()] if isinstance(item, str) else [item]
