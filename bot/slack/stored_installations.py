"""The installations that people have made by a link: kept in the store, remembered a moment, their tokens renewed."""

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Protocol

from bot.slack.errors import SlackError
from bot.slack.installation import Installation
from bot.slack.installations import Installed, NotAnsweredError

log = logging.getLogger(__name__)

BELIEVED = timedelta(seconds=2)
"""How long a process believes that nothing has changed; then it looks at the revision."""
REMEMBERED = 500
"""So many installations a process remembers with their tokens, those that were asked for last."""
RENEWED_BEFORE = timedelta(hours=2)
"""A token is renewed when it has no longer to go: Slack gives them for twelve hours."""
LEASE = 30.0
"""Seconds for which one process renews a token alone; longer than Slack may take to answer."""
AGAIN = 20.0
"""Seconds after which it is tried again where Slack did not answer."""
LOOKS, PAUSE = 20, 0.25
"""How often, and after how many seconds, somebody looks whether another process has renewed a token that is over."""

ENDED = frozenset({"invalid_refresh_token", "token_revoked", "account_inactive", "team_not_found"})
"""What Slack says where a token is renewed no more."""
TRIES = 5
"""How often a token that was renewed is written down where the store does not answer."""


@dataclass(frozen=True)
class Granted:
    """What Slack grants with an installation, or what is kept of it; ``expires_at``: of the token, where it ends."""

    installation: Installation
    token: str = field(repr=False)
    scopes: frozenset[str] = frozenset()
    refresh_token: str = field(default="", repr=False)
    expires_at: datetime | None = None
    by: str = ""
    """The user who installed it."""
    installed_at: datetime | None = None
    """When that was; None for one that is not kept yet."""


class Kept(Protocol):
    """Where installations are kept.

    Every function raises `NotAnsweredError` while it does not answer.
    """

    async def revision(self, home: str) -> int:
        """That of an installation; 0 where there is none, or it was removed."""
        ...

    async def get(self, home: str) -> tuple[Granted, int] | None:
        """An installation with its revision; None where there is none, or nobody can read its token."""
        ...

    async def homes(self) -> Sequence[str]: ...

    async def keep(self, granted: Granted, now: datetime) -> int:
        """Keep a new one, or what is new about one; gives its revision."""
        ...

    async def remove(self, home: str, revision: int, now: datetime) -> bool:
        """Forget its token, unless it was changed since that revision."""
        ...

    async def lease(self, home: str, revision: int, holder: str, seconds: float) -> bool:
        """Whether this holder alone may renew the token."""
        ...

    async def renew(self, home: str, holder: str, granted: Granted) -> bool:
        """Keep a token that was renewed under a lease."""
        ...

    async def release(self, home: str, holder: str, seconds: float) -> None:
        """Let others try, so many seconds from now."""
        ...


class Slacks(Protocol):
    """What is asked of Slack; every function raises `SlackError`."""

    async def refresh(self, refresh_token: str, now: datetime) -> Granted: ...

    async def accepts(self, token: str) -> bool:
        """Whether a token is good."""
        ...


@dataclass
class _Remembered:
    granted: Granted | None
    revision: int
    looked_at: datetime


class StoredInstallations:
    """Implements `bot.slack.installations.Installations`; any number of processes may share what is kept."""

    def __init__(
        self,
        kept: Kept,
        slack: Slacks,
        clock: Callable[[], datetime],
        pause: Callable[[float], Awaitable[None]],
    ) -> None:
        self._kept, self._slack, self._clock, self._pause = kept, slack, clock, pause
        self._known: OrderedDict[str, _Remembered] = OrderedDict()

    async def find(self, enterprise: str, team: str) -> Installed | None:
        """The one of the workspace itself, or that of its whole organisation."""
        if team and (own := await self.of_home(team)) is not None:
            return own
        whole = await self.of_home(enterprise) if enterprise and enterprise != team else None
        return whole if whole is not None and whole.installation.enterprise_wide else None

    async def of_home(self, home: str) -> Installed | None:
        known = await self._look(home)
        if known.granted is None:
            return None
        left = _left(known.granted, self._clock())
        if left is None or left > RENEWED_BEFORE:
            return _installed(known)
        return await self._renewed(home, known, left)

    async def homes(self) -> Sequence[str]:
        return await self._kept.homes()

    def doubt(self, home: str) -> None:
        """This one was changed, whoever did it: its revision is looked at before it is used again."""
        if (known := self._known.get(home)) is not None:
            known.looked_at = datetime.min.replace(tzinfo=UTC)

    async def revoked(self, home: str, at: datetime | None = None) -> None:
        """Slack has ended this installation at a moment.

        What Slack tells may come late, after somebody has installed it again; so the token is tried first.  Where
        Slack does not say whether it is good, only what ended after it was installed has ended.
        """
        self._known.pop(home, None)
        known = await self._look(home)
        if known.granted is None:
            return
        installed_at = known.granted.installed_at
        is_of_before = at is not None and installed_at is not None and at < installed_at
        try:
            if await self._slack.accepts(known.granted.token):
                log.info("Slack told that the advisor was removed from %s, but goes on accepting its token", home)
                return
        except SlackError as error:
            log.info("Slack did not say whether the advisor is still in %s: %s", home, error.code)
            if is_of_before:
                return
        await self._end(home, known)

    async def _end(self, home: str, known: _Remembered) -> None:
        if await self._kept.remove(home, known.revision, self._clock()):
            log.warning("The advisor was removed from %s", home)
        self._known.pop(home, None)

    async def _look(self, home: str) -> _Remembered:
        now, known = self._clock(), self._known.get(home)
        if known is not None and now - known.looked_at < BELIEVED:
            self._known.move_to_end(home)
            return known
        if known is not None and known.revision and await self._kept.revision(home) == known.revision:
            known.looked_at = now
        else:
            known = await self._read(home, now)
        self._remember(home, known)
        return known

    async def _read(self, home: str, now: datetime) -> _Remembered:
        found = await self._kept.get(home)
        return _Remembered(None, 0, now) if found is None else _Remembered(*found, now)

    def _remember(self, home: str, known: _Remembered) -> None:
        self._known[home] = known
        self._known.move_to_end(home)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    async def _renewed(self, home: str, known: _Remembered, left: timedelta) -> Installed | None:
        """One process renews the token; the others go on with the old one while it is good, and else wait."""
        is_over = left <= timedelta(0)
        for _ in range(LOOKS if is_over else 1):
            holder = token_hex(8)
            if await self._kept.lease(home, known.revision, holder, LEASE):
                return await self._renew(home, known, holder, is_over)
            if not is_over:
                return _installed(known)
            await self._pause(PAUSE)
            known = await self._read(home, self._clock())
            self._remember(home, known)
            if known.granted is None:
                return None
            if _is_good(known.granted, self._clock()):
                return _installed(known)
        raise NotAnsweredError("A token is over, and another process has not renewed it yet.")

    async def _renew(self, home: str, known: _Remembered, holder: str, is_over: bool) -> Installed | None:
        assert known.granted is not None
        try:
            # no transaction is open meanwhile: the lease alone keeps others away
            fresh = await self._slack.refresh(known.granted.refresh_token, self._clock())
        except SlackError as error:
            return await self._not_renewed(home, known, holder, is_over, error)
        except BaseException:
            await self._kept.release(home, holder, 0.0)
            raise
        again = fresh.refresh_token or known.granted.refresh_token
        granted = replace(known.granted, token=fresh.token, refresh_token=again, expires_at=fresh.expires_at)
        if not await self._save(home, holder, granted):
            self._known.pop(home, None)  # removed or installed anew meanwhile, which counts
            return _installed(await self._look(home))
        known = await self._read(home, self._clock())
        self._remember(home, known)
        return _installed(known)

    async def _save(self, home: str, holder: str, granted: Granted) -> bool:
        """Keep a fresh token, trying hard: Slack gives the one that it replaces no more."""
        for _ in range(TRIES - 1):
            try:
                return await self._kept.renew(home, holder, granted)
            except NotAnsweredError:
                await self._pause(PAUSE)
        return await self._kept.renew(home, holder, granted)

    async def _not_renewed(
        self, home: str, known: _Remembered, holder: str, is_over: bool, error: SlackError
    ) -> Installed | None:
        log.warning("The token of %s could not be renewed: %s", home, error.code)
        if is_over and error.code in ENDED:  # while the old token is good, it may be our settings that are wrong
            await self._end(home, known)
            return None
        await self._kept.release(home, holder, AGAIN)
        if is_over:
            raise NotAnsweredError(f"The token of {home} is over, and Slack does not renew it now.") from None
        return _installed(known)


def _left(granted: Granted, now: datetime) -> timedelta | None:
    return granted.expires_at - now if granted.expires_at is not None and granted.refresh_token else None


def _is_good(granted: Granted, now: datetime) -> bool:
    left = _left(granted, now)
    return left is None or left > timedelta(0)


def _installed(known: _Remembered) -> Installed | None:
    granted = known.granted
    if granted is None:
        return None
    return Installed(granted.installation, granted.token, granted.scopes, known.revision)
