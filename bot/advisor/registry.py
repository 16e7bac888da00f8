"""What the rooms add to the house: each says it in one place, and the hall joins them."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from bot.advisor.consequences import Consequences, Standing
from bot.advisor.notices import Missed, Recheck, recheck_late
from bot.advisor.turn import Turn
from bot.chat.views import Message, Reply
from bot.store.reminders import LATE

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


@dataclass(frozen=True)
class Room:
    """What one room adds.

    ``reminders`` looks again at those that the room plans, by the family of their kind: the word before its first
    dash; ``missed`` says how a list tells of those that came too late.  ``awaited`` has the word under which the store
    keeps what is awaited.
    """

    presses: Mapping[Press, Handler] = field(default_factory=dict)
    consequences: Sequence[Consequences] = ()
    standing: Sequence[Standing] = ()
    reminders: Mapping[str, Recheck] = field(default_factory=dict)
    missed: Mapping[str, Missed] = field(default_factory=dict)
    awaited: Mapping[str, Awaited] = field(default_factory=dict)


@dataclass(frozen=True)
class Registry:
    """What all rooms add, joined; ``consequences`` by the id of the dialogue, in the order of the rooms."""

    presses: Mapping[Press, Handler]
    consequences: Mapping[str, Sequence[Consequences]]
    standing: Sequence[Standing]
    reminders: Mapping[str, Recheck]
    awaited: Mapping[str, Awaited]

    @classmethod
    def of(cls, rooms: Iterable[Room]) -> "Registry":
        """Join the rooms.

        Raises:
            ValueError: two rooms claim the same name of buttons, family of reminders or word for what is awaited.
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
            reminders={LATE: recheck_late(missed)} | reminders,
            awaited=_joined("The messages awaited as", [room.awaited for room in rooms], str),
        )


def _joined(what: str, shares: Sequence[Mapping[K, V]], name: Callable[[K], str]) -> dict[K, V]:
    owners: dict[str, int] = {}
    joined: dict[K, V] = {}
    for number, share in enumerate(shares):
        for key, value in share.items():
            if owners.setdefault(name(key), number) != number:
                raise ValueError(f"{what} “{name(key)}” belong to two rooms; give one of them another name.")
            joined[key] = value
    return joined
