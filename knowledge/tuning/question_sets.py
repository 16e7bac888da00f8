"""Question sets: what people asked, and which article should answer it.

They measure and tune the engine; the articles never learn from them.
"""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.library.languages import LANGUAGES, Language

QUESTIONS = Path(__file__).parents[1] / "questions"
FOLDS = 5


@dataclass(frozen=True)
class Question:
    """A question with the ids of the articles that answer it, the fittest first; none when out of scope."""

    text: str
    language: Language
    right: tuple[str, ...]

    @property
    def fold(self) -> int:
        """The part of the set it belongs to in cross-validation."""
        return fold_of(self.text)


@dataclass(frozen=True)
class Thread:
    """A message in a thread after an answer: the ids of the article answered and of the one it should lead to."""

    after: str
    text: str
    right: str


@dataclass(frozen=True)
class HeldOut:
    """What nothing is learned from: questions ``inside`` and ``outside``, messages of ``several``, and ``threads``.

    ``written`` are English questions that somebody wrote as ``keywords``, or ``mistyped``.
    """

    inside: tuple[Question, ...]
    written: dict[str, tuple[Question, ...]]
    outside: tuple[Question, ...]
    several: tuple[tuple[str, tuple[str, ...]], ...]
    threads: tuple[Thread, ...]


class QuestionError(ValueError):
    """A question file that cannot be used; the message names file and line."""


def fold_of(text: str) -> int:
    """The part of its set a text belongs to in cross-validation; the same on every machine."""
    return zlib.crc32(text.encode()) % FOLDS


def load_questions(language: Language, folder: Path = QUESTIONS) -> list[Question]:
    """The in-scope questions of a language; an absent file holds none.  Raises ``QuestionError``."""
    return [
        Question(row["q"], language, (row["article"], *row.get("also", ())))
        for row in _rows(folder / f"{language}.jsonl", ("q", "article"))
    ]


def load_out_of_scope(folder: Path = QUESTIONS) -> list[Question]:
    """Questions that no article answers.  Raises ``QuestionError``."""
    return [Question(row["q"], "en", ()) for row in _rows(folder / "out_of_scope.jsonl", ("q",))]


def load_short_talk(folder: Path = QUESTIONS) -> list[tuple[str, str]]:
    """Short talk with its kind.  Raises ``QuestionError``."""
    return [(row["q"], row["kind"]) for row in _rows(folder / "chat.jsonl", ("q", "kind"))]


def load_several(folder: Path = QUESTIONS) -> list[tuple[str, tuple[str, ...]]]:
    """Messages of several questions, with the article that answers each in turn.  Raises ``QuestionError``."""
    rows = _rows(folder / "several.jsonl", ("q",))
    return [(row["q"], tuple(row.get("articles", ()))) for row in rows]


def load_threads(folder: Path = QUESTIONS) -> list[Thread]:
    """Messages in threads.  Raises ``QuestionError``."""
    rows = _rows(folder / "threads.jsonl", ("after", "q", "article"))
    return [Thread(row["after"], row["q"], row["article"]) for row in rows]


def load_held_out(folder: Path = QUESTIONS) -> HeldOut:
    """All that was held out, told apart by its fields.  Raises ``QuestionError``."""
    spoken = {str(language): language for language in LANGUAGES}
    rows: list[dict[str, Any]] = list(_rows(folder / "held_out.jsonl", ("q",)))
    alone = [row for row in rows if "after" not in row]
    inside = [
        (Question(r["q"], spoken[r["language"]], (r["article"], *r.get("also", ()))), r.get("written", ""))
        for r in alone
        if "article" in r
    ]
    return HeldOut(
        tuple(question for question, written in inside if not written),
        {how: tuple(each for each, written in inside if written == how) for how in ("keywords", "mistyped")},
        tuple(Question(row["q"], "en", ()) for row in alone if "kind" in row),
        tuple((row["q"], tuple(row["articles"])) for row in alone if "articles" in row),
        tuple(Thread(row["after"], row["q"], row["article"]) for row in rows if "after" in row),
    )


def load_requests(name: str = "requests", folder: Path = QUESTIONS) -> list[tuple[str, str, Language]]:
    """Requests about one's own work with their kind (``none``: it is none) and language.  Raises ``QuestionError``."""
    spoken = {str(language): language for language in LANGUAGES}
    rows = _rows(folder / f"{name}.jsonl", ("q", "kind", "language"))
    return [(row["q"], row["kind"], spoken[row["language"]]) for row in rows]


def load_starts(name: str = "requests", folder: Path = QUESTIONS) -> list[tuple[str, str, Language]]:
    """Wishes to start a dialogue with the id of the dialogue and language.  Raises ``QuestionError``."""
    spoken = {str(language): language for language in LANGUAGES}
    rows = _rows(folder / f"{name}.jsonl", ("q", "kind", "language"))
    return [(row["q"], row["dialogue"], spoken[row["language"]]) for row in rows if row["kind"] == "start"]


def load_all(known: Sequence[str], folder: Path = QUESTIONS) -> list[Question]:
    """All questions whose article is among the ``known`` ids, and those out of scope."""
    asked = [each for language in LANGUAGES for each in load_questions(language, folder)]
    here = set(known)
    return [each for each in asked if each.right[0] in here] + load_out_of_scope(folder)


def _rows(path: Path, fields: Sequence[str]) -> list[dict[str, str]]:
    if not path.exists():
        return []
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise QuestionError(f"{path}, line {number}: this is not JSON ({error}). Correct the line.") from None
        if not isinstance(row, dict) or any(not isinstance(row.get(field), str) for field in fields):
            needed = ", ".join(fields)
            raise QuestionError(f"{path}, line {number}: the fields {needed} are needed. Add what is missing.")
        rows.append(row)
    return rows
