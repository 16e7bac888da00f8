"""The page in a tab of a chat program, where people are who the program says they are."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Hindrance(StrEnum):
    """Why nobody is let in."""

    GUEST = "guest"
    STRANGER = "stranger"
    UNKNOWN = "unknown"
    """They are not known to the advisor yet: they have to write to it first."""
    REFUSED = "refused"
    """What the program says is not to be believed."""
    LATER = "later"
    """Nobody can say just now."""


class HinderedError(Exception):
    """Somebody is not let in; ``why`` says what they can do."""

    def __init__(self, why: Hindrance) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Visitor:
    """Who looks at the tab."""

    account: str
    workspace: str
    name: str


class TabHost(Protocol):
    """The chat program around the page, which begins at ``path``; ``origins`` are those of the program's own pages, as
    they stand in ``frame-ancestors``."""

    @property
    def path(self) -> str: ...

    @property
    def origins(self) -> tuple[str, ...]: ...

    async def visitor(self, token: str) -> Visitor:
        """Who a token of the program is about.

        Raises:
            HinderedError: nobody who may come in.
        """
        ...
