"""Cards that are good for a while: when that is over, or what they offer was used, something else takes their place."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Protocol

from bot.chat.failures import note_failure
from bot.chat.work import Work


class Waiting(Protocol):
    """Something that will be done later."""

    def cancel(self) -> None: ...


Later = Callable[[float, Callable[[], None]], Waiting]
"""Does something after so many seconds."""
Ending = Callable[[], Coroutine[Any, Any, object]]
"""Puts something else in the place of a card."""


@dataclass(frozen=True)
class _Card:
    ending: Ending
    waiting: Waiting


class Passing:
    """One card of each person, by their account, as the newest link is the only one that works.

    They are remembered by this process alone; when it stops, all are ended.
    """

    def __init__(self, work: Work, later: Later | None = None) -> None:
        self._work = work
        self.later = later or _later
        self._cards: dict[str, _Card] = {}

    def add(self, account: str, seconds: float, ending: Ending) -> None:
        """A card is good for so many seconds; the one before it is not any more."""
        self.over(account)
        self._cards[account] = _Card(ending, self.later(seconds, lambda: self.over(account)))

    def over(self, account: str) -> None:
        """The card of a person is good no more, if there is one."""
        if (card := self._cards.pop(account, None)) is not None:
            card.waiting.cancel()
            self._work.start(_ended(card.ending))

    def over_for_all(self) -> None:
        """Nobody will remember them."""
        for account in list(self._cards):
            self.over(account)


async def _ended(ending: Ending) -> None:
    try:
        await ending()
    except Exception as error:
        note_failure("taking a card away", error)


def _later(seconds: float, work: Callable[[], None]) -> Waiting:
    return asyncio.get_running_loop().call_later(seconds, work)
