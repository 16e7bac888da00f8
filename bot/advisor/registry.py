"""What the rooms add to the house: each says it in one place, and the hall joins them."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol, TypeVar

from bot.advisor.consequences import Consequences, Standing
from bot.advisor.notices import Missed, Recheck, recheck_late
from bot.advisor.turn import Turn
from bot.chat.events import FormSent
from bot.chat.views import Message, Reply
from bot.store.engine import Tx
from bot.store.reminders import LATE, Reminder
from flows.forms import FormRef

Closing = Callable[[Tx, Turn], Sequence[Reminder]]
"""What ends with a cluster that leaves the programme, by somebody who acts in it: while its people can still be told.
Gives the reminders that were sent and are no longer right."""

K = TypeVar("K")
V = TypeVar("V")

Press = tuple[str, str]
"""A button: its name and verb, such as ``document`` and ``open``."""
Handler = Callable[[Turn, list[str]], Awaitable[Reply]]
"""What a button does; it gets the parts behind the verb, at least three of them, empty where there are none.

It may raise ValueError for parts that no button of ours has.
"""


@dataclass(frozen=True)
class Awaited:
    """Something for which somebody's next message is taken, if it comes within ``patience``.

    ``take`` gets the subject and the text, and answers None when the person meant something else.  ``unsent`` gives
    what was written for somebody else and not sent yet; None where nothing of that kind is kept.
    """

    patience: timedelta
    take: Callable[[Turn, str, str], Awaitable[Reply | None]]
    unsent: Callable[[Turn, str], Awaitable[Message | None]] | None = None


class Page(Protocol):
    """A form that no document is made of: nothing of it is kept before it is sent, unless a room says so."""

    DOCUMENT: str
    """Stands where documents have their id; what it is about may stand behind a colon."""

    async def open_(self, turn: Turn, ref: FormRef, about: str) -> Reply:
        """The form, or what is set; ``about`` is what stands behind the colon."""
        ...

    async def receive(self, turn: Turn, sent: FormSent) -> Reply:
        """What was sent."""
        ...


PageFile = Callable[[Turn, str, str], Awaitable[Reply]]
"""A file that belongs to a page; it gets what the page is about, and the file's name."""


@dataclass(frozen=True)
class Room:
    """What one room adds.

    ``reminders`` looks again at those that the room plans, by the family of their kind: the word before its first
    dash; ``missed`` says how a list tells of those that came too late.  ``awaited`` has the word under which the store
    keeps what is awaited.
    ``pages`` are forms that no document is made of; of those that are ``kept``, too, something is kept already while
    they are filled in.  ``files`` belong to pages, by what stands where documents have their id.
    """

    presses: Mapping[Press, Handler] = field(default_factory=dict)
    consequences: Sequence[Consequences] = ()
    standing: Sequence[Standing] = ()
    reminders: Mapping[str, Recheck] = field(default_factory=dict)
    missed: Mapping[str, Missed] = field(default_factory=dict)
    closing: Sequence[Closing] = ()
    awaited: Mapping[str, Awaited] = field(default_factory=dict)
    pages: Sequence[Page] = ()
    kept: Sequence[Page] = ()
    files: Mapping[str, PageFile] = field(default_factory=dict)


@dataclass(frozen=True)
class Registry:
    """What all rooms add, joined; ``consequences`` by the id of the dialogue, in the order of the rooms."""

    presses: Mapping[Press, Handler]
    consequences: Mapping[str, Sequence[Consequences]]
    standing: Sequence[Standing]
    closing: Sequence[Closing]
    reminders: Mapping[str, Recheck]
    awaited: Mapping[str, Awaited]
    pages: Mapping[str, Page]
    kept: frozenset[str]
    files: Mapping[str, PageFile]

    @classmethod
    def of(cls, rooms: Iterable[Room]) -> "Registry":
        """Join the rooms.

        Raises:
            ValueError: two rooms claim the same name of buttons or of pages, family of reminders or word for what is
                awaited.
        """
        rooms = list(rooms)
        consequences: dict[str, list[Consequences]] = {}
        for each in (each for room in rooms for each in room.consequences):
            consequences.setdefault(each.dialogue, []).append(each)
        reminders = _joined("The reminders", [room.reminders for room in rooms], str)
        missed = _joined("The missed reminders", [room.missed for room in rooms], str)
        return cls(
            presses=_joined("The buttons", [room.presses for room in rooms], lambda press: press[0]),
            consequences=consequences,
            standing=[each for room in rooms for each in room.standing],
            closing=[each for room in rooms for each in room.closing],
            reminders={LATE: recheck_late(missed)} | reminders,
            awaited=_joined("The messages awaited as", [room.awaited for room in rooms], str),
            pages=_joined("The pages", [{page.DOCUMENT: page for page in room.pages} for room in rooms], str),
            kept=frozenset(page.DOCUMENT for room in rooms for page in room.kept),
            files=_joined("The files of pages", [room.files for room in rooms], str),
        )

    def page(self, document: str) -> Page | None:
        """The page that stands in the place of a document; None where it is a document, or nothing."""
        return self.pages.get(document.partition(":")[0])

    def file(self, document: str) -> PageFile | None:
        """What makes the files of such a page; None where it has none."""
        return self.files.get(document.partition(":")[0])


def _joined(what: str, shares: Sequence[Mapping[K, V]], name: Callable[[K], str]) -> dict[K, V]:
    owners: dict[str, int] = {}
    joined: dict[K, V] = {}
    for number, share in enumerate(shares):
        for key, value in share.items():
            if owners.setdefault(name(key), number) != number:
                raise ValueError(f"{what} “{name(key)}” belong to two rooms; give one of them another name.")
            joined[key] = value
    return joined
