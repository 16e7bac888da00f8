"""What would become of a document if a file were taken: proposed, and nothing of it done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flows.dialogue import Answers, Dialogue
from flows.fields import Kind, Raw, questions
from flows.importing import foreign, returned
from flows.importing.columns import Layout
from flows.importing.filling import Problem, fill
from flows.importing.rows import Lines, names_in
from flows.importing.table import Source
from flows.rows import remove_row
from flows.validation import Scene

__all__ = ["Problem", "Proposal", "propose"]


@dataclass(frozen=True)
class Proposal:
    """The answers as they would be, and what is to be said about them.

    ``missing`` are entries of the document that the file has no more, with their names.  ``taken`` and ``skipped``
    count rows of the file: sums, headings and repeated heads are skipped.  ``beyond`` are rows for which there is no
    room, ``left_out`` the heads of columns that are not taken.
    """

    answers: Answers
    missing: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    taken: int
    skipped: int
    beyond: int = 0
    left_out: tuple[str, ...] = ()


def propose(
    dialogue: type[Dialogue],
    source: Source,
    layout: Layout | None,
    base: Answers,
    *,
    keep_missing: bool,
    new_id: Callable[[], str],
    scene: Scene,
) -> Proposal:
    """Put a file onto the answers of a document (in the newest form of the dialogue).

    Rows of our own spreadsheet are matched by their ids, and then ``layout`` is not needed; others by their names,
    where these are the same.  Entries that the file has no more stay unless not ``keep_missing``.
    """
    lines: Lines
    if source.ours is not None:
        lines = returned.lines(dialogue, source.ours, base, new_id)
    else:
        assert layout is not None
        lines = foreign.lines(dialogue, source.tables[layout.table], layout, base, new_id)
    filled = fill(dialogue, lines.typed, base, scene)
    missing = tuple(_missing(dialogue, lines.typed.answers, base))
    answers = filled.answers if keep_missing else _without(filled.answers, missing)
    return Proposal(
        answers,
        tuple((row_id, title) for _, _, row_id, title in missing),
        filled.problems,
        lines.taken,
        lines.skipped,
        lines.beyond,
        lines.left_out,
    )


def _missing(
    dialogue: type[Dialogue], given: Mapping[str, Mapping[str, Any]], base: Answers
) -> list[tuple[str, str, str, str]]:
    """Page, field, id and name of the entries that are in the document and not in the file."""
    found: list[tuple[str, str, str, str]] = []
    for page, model in dialogue.pages().items():
        for name, question in questions(model).items():
            if question.kind is not Kind.REPEAT or name not in (given.get(page) or {}):
                continue
            rows = given[page][name]["rows"]
            known = names_in(question, base, page, name)
            found += [(page, name, row_id, title) for row_id, title in known.items() if row_id not in rows]
    return found


def _without(answers: Mapping[str, Raw], missing: tuple[tuple[str, str, str, str], ...]) -> dict[str, Raw]:
    left = dict(answers)
    for page, name, row_id, _ in missing:
        left[page] = {**left[page], name: remove_row(left[page][name], row_id)}
    return left
