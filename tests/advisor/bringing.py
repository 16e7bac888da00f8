"""What people bring, and how they do it: for the tests of importing."""

from typing import Any

from bot.chat.blocks import TableBlock
from bot.chat.events import Intent, Said, SentFile
from bot.chat.messages.imports import IMPORTS
from bot.chat.views import DocumentView
from tests.advisor.conversation import Person
from tests.imports.test_refused import REFUSED

TABLE = (
    "Action\tResponsible\tDeadline\tRoom\n"
    "Call members\tJonas\t15 January 2027\t12\n"
    "Write a report\tMara\t31 January 2027\t14\n"
    "Meet the board\tJonas\tsoon\t12\n"
)
"""A table of somebody's own, with a column that no plan has and a date that nobody can read."""


async def brings(person: Person, content: bytes | str, name: str = "plan.csv", document: str = "") -> Person:
    """Choose a file in the form, from the page of a document or for a new one."""
    await person.presses_action(f"import:start:{document}")
    data = content.encode() if isinstance(content, str) else content
    return await person.sends(Intent.NEXT, file=SentFile(name=name, content=data))


async def pastes(person: Person, text: str, document: str = "") -> Person:
    """Paste a table into the form."""
    await person.presses_action(f"import:start:{document}")
    return await person.fills(text=text).next()


async def sends_file(person: Person, *files: SentFile, text: str = "") -> Person:
    """Send files in a conversation."""
    return await person.does(Said(actor=person.actor, place=person.place, text=text, files=files))


def tables(person: Person) -> dict[str, TableBlock]:
    """The tables of the page that is open, by their titles."""
    assert isinstance(person.view, DocumentView)
    return {block.title: block for block in person.view.content.blocks if isinstance(block, TableBlock)}


def changed(person: Person) -> list[tuple[Any, ...]]:
    """The rows of the comparison that is open."""
    return [row for title, table in tables(person).items() if "With your file" in table.columns for row in table.rows]


def said_of(reason: str) -> str:
    """How the sentence about a file that cannot be read begins."""
    return IMPORTS[reason].partition("{")[0]


BAD = {reason: make for make, reason in REFUSED.values()}
"""A file for each reason for which one cannot be read."""
