"""The rows of an example have ids of their own; those of a document get theirs when they are added."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.fields import Choices, ChoicesFrom, Question
from flows.forms import display


@dataclass
class Rows:
    """Id in the example → id in the document, as far as rows were added."""

    known: dict[str, str] = field(default_factory=dict)

    def real(self, choices: Choices | ChoicesFrom, id: str) -> str:
        """One of these choices as the document has it: where they come from rows, the row or the pair of rows."""
        return ":".join(self.known.get(part, part) for part in id.split(":")) if callable(choices) else id


def title_of(asked: Mapping[str, Question], row: Mapping[str, Any], answers: Mapping[str, Any]) -> str:
    """What an entry is called in its list: its first answer, as people read it."""
    key, question = next(iter(asked.items()))
    return display(question, row.get(key), answers, "")
