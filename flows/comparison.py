"""What differs between two states of a document, told field by field and entry by entry."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flows.dialogue import Answers, Dialogue, leftovers
from flows.fields import Kind, Question, Raw, questions
from flows.forms import display, entry_title
from flows.merge import Path
from flows.people import is_bound, listed
from flows.reading.dates import exact_date
from flows.typed import same
from flows.typed_fields import with_units
from flows.validation import cells, raw_rows, resolve

Line = tuple[str, str]
"""The name of a question, empty where it is told already, and an answer to it."""


class Change(StrEnum):
    """What became of a field or an entry."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was.

    ``question`` is its name in English, ``entry`` the row of a grid or the entry of a repeat, ``kind`` what such an
    entry is called in English (empty for a grid) and ``number`` its place, counted from 1.  ``before`` and ``after``
    are the answer; of an entry that was added or removed all its answers; of a list in another order its entries.
    Dates are ISO strings, choices their labels in the person's language.
    """

    change: Change
    path: Path
    question: str
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()
    entry: str = ""
    kind: str = ""
    number: int = 0


def compare(
    dialogue: type[Dialogue], before: Answers, after: Answers, say: Callable[[str], str] = str
) -> tuple[Difference, ...]:
    """All that differs, in the order in which it is asked; both answers are in the newest form of the dialogue.

    What only the writing tells, and a choice that left with the entry from which it came, is no difference.
    ``say``: as in `flows.forms.display`.
    """
    comparing = _Comparing(before, after, say)
    found: list[Difference] = []
    for page, model in dialogue.pages().items():
        found += comparing.page(page, questions(model))
    return (*found, *_no_longer_asked(dialogue, before, after))


@dataclass(frozen=True)
class _Comparing:
    """Two sets of answers of one dialogue."""

    before: Answers
    after: Answers
    say: Callable[[str], str]

    def page(self, page: str, asked: Mapping[str, Question]) -> Iterator[Difference]:
        old, new = (with_units(asked, _mapping(side.get(page))) for side in (self.before, self.after))
        for name, question in asked.items():
            path = (page, name)
            match question.kind:
                case Kind.REPEAT:
                    yield from self._repeat(path, question, old.get(name), new.get(name))
                case Kind.GRID:
                    yield from self._grid(path, question, _mapping(old.get(name)), _mapping(new.get(name)))
                case _:
                    yield from self._field(path, question, old.get(name), new.get(name))

    def _repeat(self, path: Path, question: Question, before: Raw, after: Raw) -> Iterator[Difference]:
        assert question.row is not None
        old, new = dict(raw_rows(before)), dict(raw_rows(after))
        asked = questions(question.row)
        for row_id in [*new, *(row_id for row_id in old if row_id not in new)]:
            rows, answers = (new, self.after) if row_id in new else (old, self.before)
            entry: dict[str, Any] = {
                "entry": entry_title(question, rows[row_id], answers, row_id),
                "kind": question.row_name,
                "number": list(rows).index(row_id) + 1,
            }
            here = (*path, row_id)
            if row_id not in old:
                lines = self._lines(asked, new[row_id], self.after, row_id)
                yield Difference(Change.ADDED, here, question.label, after=lines, **entry)
            elif row_id not in new:
                lines = self._lines(asked, old[row_id], self.before, row_id)
                yield Difference(Change.REMOVED, here, question.label, before=lines, **entry)
            else:
                yield from self._row(here, asked, old[row_id], new[row_id], entry)
        kept, now = [id for id in old if id in new], [id for id in new if id in old]
        if kept != now:
            yield Difference(
                Change.MOVED,
                path,
                question.label,
                tuple(("", self._name(question, old, self.before, id)) for id in kept),
                tuple(("", self._name(question, new, self.after, id)) for id in now),
                kind=question.row_name,
            )

    @staticmethod
    def _name(question: Question, rows: Mapping[str, Any], answers: Answers, row_id: str) -> str:
        return entry_title(question, rows[row_id], answers, row_id) or str(list(rows).index(row_id) + 1)

    def _grid(
        self, path: Path, question: Question, before: Mapping[str, Raw], after: Mapping[str, Raw]
    ) -> Iterator[Difference]:
        sides = (self.before, self.after)
        names = {choice.value: choice.label for side in sides for choice in resolve(question.grid_rows, side, "")}
        asked = {key: cell for side in sides for key, cell in cells(question, side).items()}
        for row, name in names.items():
            old, new = _mapping(before.get(row)), _mapping(after.get(row))
            yield from self._row((*path, row), asked, old, new, {"entry": name})

    def _row(
        self,
        path: Path,
        asked: Mapping[str, Question],
        before: Mapping[str, Raw],
        after: Mapping[str, Raw],
        entry: Mapping[str, Any],
    ) -> Iterator[Difference]:
        old, new = with_units(asked, before), with_units(asked, after)
        for key, question in asked.items():
            yield from self._field((*path, key), question, old.get(key), new.get(key), path[-1], **entry)

    def _field(
        self, path: Path, question: Question, before: Raw, after: Raw, row_id: str = "", **entry: Any
    ) -> Iterator[Difference]:
        if same(question, before, after):
            return
        old = self._told(question, before, self.before, row_id)
        new = self._told(question, after, self.after, row_id)
        if old == new and _is_same_for_people(question, before, after):
            return
        yield Difference(Change.CHANGED, path, question.name, _line(old), _line(new), **entry)

    def _lines(
        self, asked: Mapping[str, Question], row: Mapping[str, Raw], answers: Answers, row_id: str
    ) -> tuple[Line, ...]:
        """All answers of an entry."""
        fields = with_units(asked, row)
        told = [(each.name, self._told(each, fields.get(key), answers, row_id)) for key, each in asked.items()]
        return tuple((name, text) for name, text in told if text)

    def _told(self, question: Question, raw: Raw, answers: Answers, row_id: str) -> str:
        """An answer as a person would read it; one of the choices that left with their entry is none."""
        if question.kind is Kind.DATE and (day := exact_date(str(raw or ""))) is not None:
            return day.isoformat()
        if question.kind is Kind.CHOICE and callable(question.choices):
            known = {choice.value for choice in question.choices(answers, row_id)}
            raw = raw if str(raw) in known else ""
        return display(question, raw, answers, row_id, self.say).strip()


def _is_same_for_people(question: Question, one: Raw, other: Raw) -> bool:
    """Whether two answers that read alike are no change: unless they name two people of one name."""
    if question.kind not in (Kind.PERSON, Kind.PEOPLE):
        return True
    meant = [
        [item["person"] for item in listed(raw) if is_bound(item) and not isinstance(item, str)] for raw in (one, other)
    ]
    return not (meant[0] and meant[1]) or meant[0] == meant[1]


def _line(text: str) -> tuple[Line, ...]:
    return (("", text),) if text else ()


def _no_longer_asked(dialogue: type[Dialogue], before: Answers, after: Answers) -> Iterator[Difference]:
    """Answers that no page asks for any more, under the best name that there is."""
    old, new = ({(left.page, *left.path): left for left in leftovers(dialogue, side)} for side in (before, after))
    for path, left in {**old, **new}.items():
        was, now = old.get(path), new.get(path)
        if was is None or now is None or was.value != now.value:
            told, now_told = (_line(each.text) if each is not None else () for each in (was, now))
            yield Difference(Change.CHANGED, path, left.name, told, now_told)


def _mapping(raw: Raw) -> Mapping[str, Raw]:
    return raw if isinstance(raw, Mapping) else {}
