"""A submitted document beside the draft that people go on editing."""

from collections.abc import Iterator

from flows.dialogue import Answers, Dialogue
from flows.fields import Kind, Raw, questions
from flows.merge import get, put
from flows.validation import raw_rows


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


def live_paths(dialogue: type[Dialogue], answers: Answers) -> Iterator[tuple[str, ...]]:
    """Where the live fields of these answers stand: page, field, row id, field of the row."""
    for page, model in dialogue.pages().items():
        for name, question in questions(model).items():
            if question.live:
                yield (page, name)
            if question.kind is Kind.REPEAT and question.row is not None:
                live = [key for key, inner in questions(question.row).items() if inner.live]
                for row_id, _ in raw_rows((answers.get(page) or {}).get(name)):
                    yield from ((page, name, row_id, key) for key in live)


def _stripped(value: Raw) -> Raw:
    """The same answers without what is empty, for comparison."""
    if isinstance(value, dict):
        inner = {key: _stripped(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item not in ("", None, [], {})}
    return value.strip() if isinstance(value, str) else value
