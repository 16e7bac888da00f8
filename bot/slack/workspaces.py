"""The workspaces that one process serves: found by what Slack sends and by the accounts of people.

A payload belongs to the installation that Slack sent it for, and is answered with that one's token and no other.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.slack.installation import Payload, origin_of
from bot.slack.installations import Installations, Installed, NotAnsweredError
from bot.slack.workspace import Workspace

log = logging.getLogger(__name__)

TRUSTED = timedelta(seconds=10)
"""So long an installation counts as found: other processes renew and end installations, too."""
WITHOUT_STORE = timedelta(minutes=5)
"""So long it counts while nobody can say: people can then be told that nothing is taken."""
ASKING, ASKING_FOR_ACCOUNT = 0.8, 2.0
"""Seconds to wait for an installation: Slack waits for its response, a reminder does not."""
MOST = 1_000
"""Workspaces that are kept, those that were used last; each can be found again."""

TOKENS_REVOKED = "tokens_revoked"
ENDINGS = ("app_uninstalled", TOKENS_REVOKED)
"""The events by which Slack tells that an installation has ended, in either order."""

Asked = tuple[str, ...]
"""What was asked for: organisation and workspace of a payload, or the home of an account."""

Found = Workspace | None

Renewed = Callable[[Workspace], None]
"""Told of a workspace that has another token now."""


class Workspaces:
    """Made when they are first met, renewed with their installation, forgotten when it is revoked."""

    def __init__(
        self,
        installations: Installations,
        make: Callable[[Installed], Workspace],
        clock: Callable[[], datetime],
        *,
        trusted: timedelta = TRUSTED,
        renewed: Renewed = lambda workspace: None,
    ) -> None:
        self._installations = installations
        self._make = make
        self._clock = clock
        self._trusted = trusted
        self._renewed = renewed
        self._known: dict[str, Workspace] = {}
        """By home; the one that was used last stands last."""
        self._answers: dict[Asked, tuple[datetime, str]] = {}
        """What was asked for, when it was answered, and the home that was found."""
        self._asking: dict[Asked, asyncio.Task[Found]] = {}
        self._changes = 0

    def __iter__(self) -> Iterator[Workspace]:
        """Those that are known now."""
        return iter(list(self._known.values()))

    async def of_payload(self, payload: Payload) -> Workspace | None:
        """The workspace for which Slack has sent this; None where the advisor is not installed there.

        Raises:
            NotAnsweredError: nobody can say just now.
        """
        origin = origin_of(payload)
        ask = partial(self._installations.find, origin.enterprise, origin.team)
        return await self._found((origin.enterprise, origin.team), ask, ASKING)

    async def of_account(self, account: str) -> Workspace | None:
        """The workspace of an account ``slack:<home>:<user>``, of a conversation there, or of ``slack:<home>``.

        Raises:
            NotAnsweredError: as `of_payload`.
        """
        platform, _, rest = account.partition(":")
        home = rest.partition(":")[0]
        if platform != "slack" or not home:
            return None
        return await self._found((home,), partial(self._installations.of_home, home), ASKING_FOR_ACCOUNT)

    def doubt(self, home: str) -> None:
        """Its token was refused: ask for the installation anew before it is used again."""
        self._changes += 1
        self._asking.clear()  # what was asked before does not count; who waits for it still gets it
        self._answers = {asked: answer for asked, answer in self._answers.items() if answer[1] != home}

    def profile_changed(self, account: str) -> None:
        """Slack has told another process that the profile behind an account is another now."""
        home, _, user = account.partition(":")[2].partition(":")
        if (workspace := self._known.get(home)) is not None:
            workspace.people.forget(user)

    def profiles_missed(self) -> None:
        """It may have told so of anybody."""
        for workspace in self:
            workspace.people.forget_all()

    async def ended(self, payload: Payload) -> None:
        """Slack tells that an installation has ended; one of which only people's tokens were revoked goes on.

        Only the very installation that is named ends, never the organisation's in which its workspace lies.

        Raises:
            Exception: it could not be noted.
        """
        event = payload["event"]
        if event["type"] == TOKENS_REVOKED and not (event.get("tokens") or {}).get("bot"):
            return
        if home := origin_of(payload).home:
            await self._installations.revoked(home, _time_of(payload))
            self.doubt(home)
            self._known.pop(home, None)
            log.info("Slack has ended the installation of slack:%s", home)

    async def close(self) -> None:
        """Ask no more."""
        asking = list(self._asking.values())
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)

    async def _found(self, asked: Asked, ask: Callable[[], Awaitable[Installed | None]], seconds: float) -> Found:
        now = self._clock()
        at, home = self._answers.get(asked, (now, ""))
        workspace = self._known.get(home)
        if workspace is not None and abs(now - at) < self._trusted:
            return self._used(home, workspace)
        try:
            async with asyncio.timeout(seconds):
                # it may be renewing a token, which must not be broken off
                return await asyncio.shield(self._task(asked, ask))
        except Exception as error:  # whatever it is, Slack asks again
            if workspace is not None and abs(now - at) < WITHOUT_STORE:
                return workspace
            if not isinstance(error, NotAnsweredError):
                unknown = "Nobody can say where the advisor is installed: %s"
                log.warning(unknown, type(error).__name__, extra={"seldom": unknown})
            raise NotAnsweredError("It cannot be told just now where the advisor is installed.") from None

    def _task(self, asked: Asked, ask: Callable[[], Awaitable[Installed | None]]) -> "asyncio.Task[Found]":
        """The asking for it that is under way, or a new one."""
        if (task := self._asking.get(asked)) is None:
            task = self._asking[asked] = asyncio.create_task(self._ask(asked, ask))
            task.add_done_callback(partial(self._asked, asked))
        return task

    def _asked(self, asked: Asked, task: "asyncio.Task[Found]") -> None:
        if self._asking.get(asked) is task:
            del self._asking[asked]
        if not task.cancelled():
            task.exception()  # whoever still waits is told

    async def _ask(self, asked: Asked, ask: Callable[[], Awaitable[Installed | None]]) -> Found:
        now, before = self._clock(), self._changes
        installed = await ask()
        if installed is None:
            self._answers.pop(asked, None)
            return None
        if before == self._changes:
            if len(self._answers) >= 4 * MOST:
                self._answers.clear()
            self._answers[asked] = (now, installed.installation.home)
        return self._kept(installed)

    def _kept(self, installed: Installed) -> Workspace:
        """The workspace as it is installed now."""
        home = installed.installation.home
        workspace = self._known.get(home)
        if workspace is None:
            workspace = self._make(installed)
        elif workspace.installed != installed:
            renewed = workspace.installed.token != installed.token
            workspace.renew(installed)
            if renewed:
                self._renewed(workspace)
        return self._used(home, workspace)

    def _used(self, home: str, workspace: Workspace) -> Workspace:
        self._known.pop(home, None)
        self._known[home] = workspace
        while len(self._known) > MOST:
            del self._known[next(iter(self._known))]
        return workspace


def _time_of(payload: Payload) -> datetime | None:
    """When what Slack tells happened; it may tell it much later."""
    seconds = payload.get("event_time")
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) and 0 < seconds < 2**32 else None
