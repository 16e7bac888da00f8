"""A submitted document beside the draft that people go on editing."""

from collections.abc import Callable, Iterator

from flows.dialogue import Answers, Dialogue
from flows.fields import Kind, Question, Raw, questions
from flows.merge import get, put
from flows.people import is_bound
from flows.validation import Path, cells, raw_rows


def effective(dialogue: type[Dialogue], submitted: Answers, working: Answers) -> dict[str, Raw]:
    """The submitted answers with the live fields (such as an action's status) as they are in the draft now."""
    answers = dict(submitted)
    for path in live_paths(dialogue, submitted):
        value = get(working, path)
        if value is not None:
            answers = put(answers, path, value)
    return answers


def changed(dialogue: type[Dialogue], submitted: Answers, working: Answers) -> bool:
    """Whether the draft says something that was not submitted; live fields do not count."""
    return bool(_stripped(effective(dialogue, submitted, working)) != _stripped(working))


def live_paths(dialogue: type[Dialogue], answers: Answers) -> Iterator[Path]:
    """Where the live fields of these answers stand: page, field, row id, field of the row."""
    return paths(dialogue, answers, lambda question: question.live)


def date_paths(dialogue: type[Dialogue], answers: Answers) -> Iterator[Path]:
    """Where the dates of these answers stand."""
    return paths(dialogue, answers, lambda question: question.kind is Kind.DATE)


def paths(dialogue: type[Dialogue], answers: Answers, wanted: Callable[[Question], bool]) -> Iterator[Path]:
    """Where the answers to the wanted questions stand, row by row."""
    for page, model in dialogue.pages().items():
        for name, question in questions(model).items():
            if wanted(question):
                yield (page, name)
            if question.row is None:
                continue
            inner = [key for key, asked in cells(question, answers).items() if wanted(asked)]
            raw = (answers.get(page) or {}).get(name)
            rows = [row for row, _ in raw_rows(raw)] if question.kind is Kind.REPEAT else raw or ()
            for row in rows:
                yield from ((page, name, row, key) for key in inner)


def _stripped(value: Raw) -> Raw:
    """The same answers without what is empty, for comparison."""
    if is_bound(value):
        return value["person"] or value["name"].strip()  # a new display name is no change
    if isinstance(value, dict):
        inner = {key: _stripped(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item not in ("", None, [], {})}
    if isinstance(value, list):
        return [_stripped(item) for item in value]
    return value.strip() if isinstance(value, str) else value
