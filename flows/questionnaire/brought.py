"""Answers that were collected elsewhere: a table with a row for each member and a column for each question."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from flows.fields import Choices, Raw
from flows.importing.heads import plain
from flows.importing.table import Table, Unreadable, Value, is_empty, normal, text_of
from flows.questionnaire.asked import form_of, received
from flows.questionnaire.bank import CHOICE, CHOICES, YES_NO, Asked
from flows.reading.text import fold

NEAREST = 20
"""So many members are offered for a name that is not in the list."""
_HEADS_WITHIN = 10
"""The heads stand in one of so many first rows."""
_MEMBER = frozenset(
    (
        "member",
        "members",
        "name",
        "company",
        "organisation",
        "organization",
        "mitglied",
        "mitglieder",
        "unternehmen",
        "firma",
        "membre",
        "membres",
        "entreprise",
        "organisme",
        "miembro",
        "empresa",
        "organizacion",
        "socio",
        "soci",
        "impresa",
        "azienda",
        "organizzazione",
        "czlonek",
        "organizacja",
        "عضو",
        "شركة",
    )
)
"""Heads of the column with the members."""
_YES = frozenset(("yes", "y", "ja", "j", "oui", "o", "si", "s", "tak", "t", "true", "1", "x", "نعم"))
_NO = frozenset(("no", "n", "nein", "non", "nie", "false", "0", "لا"))
_NUMBERED = re.compile(r"(?:q|no|nr|frage|question)?\s*(\d{1,2})")
_PARTED = re.compile(r"[;\n|]")


@dataclass(frozen=True)
class Row:
    """What one member answered; ``name`` is as it stands in the file, empty where it has no such column."""

    name: str
    values: dict[str, Raw]


@dataclass(frozen=True)
class Brought:
    """``unread`` are the cells that were not understood: row in the file, question, what stands there."""

    rows: tuple[Row, ...]
    unread: tuple[tuple[int, str, str], ...]
    left_out: tuple[str, ...]


def brought(questions: Sequence[Asked], tables: Sequence[Table]) -> Brought:
    """The answers in the table with the most questions among its heads.

    Raises:
        Unreadable: no head is one of the questions.
    """
    found = max(
        ((len(_columns(questions, row)), table, at) for table in tables for at, row in enumerate(_heads(table))),
        key=lambda each: each[0],
        default=(0, None, 0),
    )
    count, table, at = found
    if not count or table is None:
        raise Unreadable("questionnaire.no-heads")
    heads = table.rows[at]
    columns = _columns(questions, heads)
    members = [column for column, head in enumerate(heads) if _is_member(head) and column not in columns]
    named = min(members, key=lambda column: len(plain(str(heads[column])).split()), default=None)  # the plainest head
    rows: list[Row] = []
    unread: list[tuple[int, str, str]] = []
    for number, cells in enumerate(table.rows[at + 1 :], start=at + 2):
        values, wrong = _values(questions, {columns[column]: cells[column] for column in columns})
        unread += [(number, question.text, typed) for question, typed in wrong]
        if values:
            rows.append(Row(normal(cells[named]) if named is not None else "", values))
    left_out = tuple(normal(head) for column, head in enumerate(heads) if column not in (*columns, named))
    return Brought(tuple(rows), tuple(unread), tuple(filter(None, left_out)))


def _heads(table: Table) -> Sequence[tuple[Value, ...]]:
    return table.rows[:_HEADS_WITHIN]


def _columns(questions: Sequence[Asked], heads: Sequence[Value]) -> dict[int, Asked]:
    """Which question each column answers: by its words, or by its number."""
    by_text = {plain(each.text): each for each in questions}
    found: dict[int, Asked] = {}
    for column, head in enumerate(heads):
        words = plain(str(head)) if isinstance(head, str) else ""
        numbered = _NUMBERED.match(words)
        bare = words[numbered.end() :].strip() if numbered else words
        question = by_text.get(words) or by_text.get(bare)
        if question is None and numbered and not bare and 0 < int(numbered[1]) <= len(questions):
            question = questions[int(numbered[1]) - 1]
        if question is not None and question not in found.values():
            found[column] = question
    return found


def _is_member(head: Value) -> bool:
    return isinstance(head, str) and any(word in _MEMBER for word in plain(head).split())


def _values(questions: Sequence[Asked], cells: Mapping[Asked, Value]) -> tuple[dict[str, Raw], list[tuple[Asked, str]]]:
    """The answers in the cells of a row, and those that are none."""
    typed = {question: _typed(question, value) for question, value in cells.items() if not is_empty(value)}
    wrong = [question for question, said in typed.items() if said is None]
    form = form_of("", tuple(questions))
    given = {question.id: said for question, said in typed.items() if said is not None}
    known = {question.id: question for question in typed}
    found = received(form, given)
    for error in found.errors:
        if error.path and error.path[0] in given:
            del given[error.path[0]]
            wrong.append(known[error.path[0]])
    found = received(form, given) if found.errors else found
    return found.values, [(question, text_of(cells[question])) for question in wrong]


def _typed(question: Asked, value: Value) -> Raw:
    """A cell as a member would have answered; None where it is none of the answers."""
    text = text_of(value).strip()
    match question.kind:
        case _ if question.kind == YES_NO:
            said = plain(text)
            return "yes" if said in _YES else "no" if said in _NO else None
        case _ if question.kind == CHOICE:
            return _option(question.options, text)
        case _ if question.kind == CHOICES:
            return _options(question.options, text)
        case _:
            return text


def _option(options: Choices, text: str) -> str | None:
    return next((option.value for option in options if plain(option.label) == plain(text)), None)


def _options(options: Choices, text: str) -> list[str] | None:
    """Several answers, parted by semicolons or lines, or else by commas."""
    for parts in (_PARTED.split(text), text.split(",")):
        chosen = [_option(options, part) for part in parts if part.strip()]
        if chosen and None not in chosen:
            return [each for each in dict.fromkeys(chosen) if each is not None]
    return None


def member_of(name: str, members: Mapping[str, str]) -> str:
    """The id of the member of that name, however capitals and accents are typed; empty where there is none, or it could
    be several."""
    words = _words(name)
    found = [id for id, known in members.items() if words and _words(known) == words]
    return found[0] if len(found) == 1 else ""


def _words(name: str) -> list[str]:
    """What stands in brackets counts: it often tells two members of one name apart."""
    return re.findall(r"\w+", fold(name))


def nearest(name: str, members: Mapping[str, str]) -> Iterator[str]:
    """The ids of the members whose names are most like one, the likest first."""
    typed = plain(name)
    alike = {id: SequenceMatcher(None, typed, plain(known)).ratio() for id, known in members.items()}
    yield from sorted(members, key=lambda id: (-alike[id], members[id]))[:NEAREST]
