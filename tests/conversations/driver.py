"""What a person can do on any surface, in words; each surface has a driver that does it there."""

from collections.abc import Mapping
from html import unescape
from typing import Protocol

Answers = Mapping[str, str | Mapping[str, str]]
"""What is filled in: by the beginning of a question; in a grid by the row, and there by the beginning of a question."""

Row = dict[str, str]
"""A row of a table: the name of the column → what stands there; the first column, which says what the row is about, has
no name."""


class Driver(Protocol):
    """Somebody who uses the advisor on one surface.

    ``said`` is what they got to see by the last thing they did, as plain text: what came, what changed, and the form or
    document that is open.  Each method does what a person does there, and fails the test where the surface does not
    let them.
    """

    @property
    def account(self) -> str: ...

    @property
    def said(self) -> str: ...

    async def comes(self) -> None:
        """Meet the advisor for the first time."""

    async def asks(self, text: str) -> None:
        """Write a message."""

    async def begins(self, command: str) -> None:
        """Begin a dialogue by its command, such as ``needs``, or continue the draft of it."""

    async def presses(self, label: str) -> None:
        """Press a button: of what is open, else of the newest message that has it.  Where it asks first, say yes."""

    async def fills(self, answers: Answers) -> None:
        """Put answers into the page that is open, without sending it."""

    def answer(self, question: str) -> str:
        """What it says already as the answer to a question, told by its beginning."""

    async def goes_on(self) -> None:
        """Save the page, or the entry of a list; nothing may be wrong with it."""

    async def adds(self, what: str, answers: Answers) -> None:
        """Add an entry, called ``what`` on the button, to the list that is open."""

    async def opens(self, title: str) -> None:
        """Open an entry of the list, to change it."""

    async def removes(self, title: str) -> None:
        """Take an entry out of the list that is open."""

    def chooses(self, question: str, *, mine: bool) -> None:
        """Somebody else answered the question at the same time: choose the own answer or theirs, without sending it."""

    async def submits(self) -> None:
        """Submit what stands on the review that is open."""

    async def reads_table(self, title: str) -> list[Row]:
        """Look at a table of the document that came last, also where it stands aside: its rows, without empty cells."""

    async def looks_home(self) -> None:
        """Look at Home."""

    async def looks(self) -> None:
        """Look at what came by itself."""


def plain_words(text: str) -> str:
    """A text without the marks of any surface, and with single spaces."""
    return " ".join(unescape(text).replace("*", "").split())
