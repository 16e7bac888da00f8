"""Where the advisor is installed: one workspace by its token, or as many as the store knows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.slack.connection import Connection
from bot.slack.installation import Installation


class NotAnsweredError(Exception):
    """Nobody can say just now where the advisor is installed; it is worth asking again in a moment."""


@dataclass(frozen=True)
class Installed:
    """An installation with its bot's token.  ``revision`` changes with every change of the token or the scopes."""

    installation: Installation
    token: str = field(repr=False)
    scopes: frozenset[str] = frozenset()
    revision: int = 0


class Installations(Protocol):
    """All installations that are in force.

    Every function raises `NotAnsweredError` while nobody can say.
    """

    async def find(self, enterprise: str, team: str) -> Installed | None:
        """The one that a payload of this organisation (``E…``) and workspace (``T…``) is for; either may be empty.

        An installation of the workspace itself comes before one of its whole organisation.
        """
        ...

    async def of_home(self, home: str) -> Installed | None:
        """The one of an account ``slack:<home>:<user>``."""
        ...

    async def homes(self) -> Sequence[str]:
        """The homes of all of them."""
        ...

    async def revoked(self, home: str, at: datetime | None = None) -> None:
        """Slack has ended this installation at a moment; told more than once, late and in any order, it is ended once,
        and one that was made since goes on."""
        ...


class OneInstallation:
    """The one workspace of a token in the settings; Slack says through the connection which it is.

    An account may be named by the workspace although the whole organisation has installed the advisor since.
    """

    def __init__(self, connection: Connection, token: str) -> None:
        self.connection = connection
        self._token = token

    async def find(self, enterprise: str, team: str) -> Installed | None:
        """Itself, whatever the payload names: people of other workspaces write in shared channels."""
        return self._installed()

    async def of_home(self, home: str) -> Installed | None:
        installation = await self.connection.known()
        return self._installed() if home in (installation.home, installation.team) else None

    async def homes(self) -> Sequence[str]:
        return (self._installed().installation.home,)

    async def revoked(self, home: str, at: datetime | None = None) -> None:
        """The connection asks Slack, and goes on asking: the same token may be good again."""
        self.connection.doubt()

    def _installed(self) -> Installed:
        installation = self.connection.installation
        if installation is None:
            raise NotAnsweredError("Slack has not said yet who the advisor is.")
        return Installed(installation, self._token)
