"""E-mail addresses of members as somebody typed or brought them: a line for each, with its name and its address."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.importing.table import Table, is_empty, text_of
from flows.questionnaire.brought import member_of
from flows.reading.mail_addresses import is_address

NONE = frozenset(("-", "–", "—"))
"""Stands in the place of an address that is to be taken away."""

_PARTED = re.compile(r"[\t;|]")


@dataclass(frozen=True)
class MailList:
    """``found``: member → address, empty where it is to be taken away.

    What cannot be taken is kept as it stands: ``unknown`` are names and addresses of nobody in the list, ``wrong``
    names and what is no address, or is one of several.
    """

    found: Mapping[str, str]
    unknown: Sequence[tuple[str, str]]
    wrong: Sequence[tuple[str, str]]


def mail_list(tables: Sequence[Table], members: Mapping[str, str]) -> MailList:
    """The addresses in all rows that hold a member or an address; nobody is guessed."""
    found: dict[str, str] = {}
    unknown: list[tuple[str, str]] = []
    wrong: list[tuple[str, str]] = []
    for row in (row for table in tables for row in table.rows):
        cells = _cells([text_of(value).strip() for value in row if not is_empty(value)])
        named = next((cell for cell in cells if member_of(cell, members)), "")
        others = [cell for cell in cells if cell != named]
        given = [cell for cell in others if "@" in cell] or others[-1:]
        if not given or not (named or "@" in given[0]):  # a member without an address, or the heads
            continue
        name, address = named or next((cell for cell in others if cell not in given), ""), _bare(given[0])
        member = member_of(name, members)
        if not member:
            unknown.append((name, address))
        elif address in NONE:
            found[member] = ""
        elif len(given) > 1 or not is_address(address) or found.get(member, address) != address:
            wrong.append((name, " ".join(map(_bare, given))))
        else:
            found[member] = address
    return MailList(found, unknown, wrong)


def typed(text: str) -> Table:
    """A row for each line: parted by tabs or semicolons, or else at its last comma."""
    lines = [line for line in text.splitlines() if line.strip()]
    return Table("", tuple(tuple(_PARTED.split(line)) if _PARTED.search(line) else _halves(line) for line in lines))


def _halves(line: str) -> tuple[str, ...]:
    name, comma, last = line.rpartition(",")
    return (name, last) if comma else (last,)


def _cells(cells: list[str]) -> list[str]:
    """The cells of a row; a line without columns ends with its address."""
    if len(cells) != 1:
        return cells
    name, _, last = cells[0].rpartition(" ")
    return [name.rstrip(" ,;:"), last] if name and ("@" in last or last in NONE) else cells


def _bare(typed: str) -> str:
    return typed.removeprefix("mailto:").strip("<>\"' ")
