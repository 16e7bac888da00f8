"""Which workspaces work, as far as this process has seen: how much may be on its way, and when to stop.  Pure.

One failure makes a workspace doubtful: from then on one message at a time goes there, until one arrives.  Several
in a row, and it is paused until it answers a probe.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from bot.reminders.pace import Pace


@dataclass
class _Seen:
    """``failures`` since the last success; ``pauses`` since then, one of which may be ``paused`` now; ``setback`` is
    the number of the last setback."""

    on_its_way: int = 0
    setback: int = 0
    failures: int = 0
    pauses: int = 0
    paused: bool = False


class Platforms:
    """What is known of the workspaces."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._seen: defaultdict[str, _Seen] = defaultdict(_Seen)
        self.setbacks = 0
        """How often any workspace has failed or asked to wait, ever."""

    def had_setback(self, workspace: str, since: int) -> bool:
        """Whether a workspace has failed or asked to wait since there were so many ``setbacks``."""
        return self._seen[workspace].setback > since

    def begun(self, workspace: str) -> None:
        """A message is on its way, or ready to go."""
        self._seen[workspace].on_its_way += 1

    def ended(self, workspace: str) -> None:
        """It is no longer."""
        self._seen[workspace].on_its_way -= 1

    def worked(self, workspace: str) -> None:
        """It arrived, or was refused for a reason that has nothing to do with the workspace."""
        seen = self._seen[workspace]
        seen.failures = seen.pauses = 0
        seen.paused = False

    def asked_to_wait(self, workspace: str) -> None:
        """It takes nothing for a while, and has said for how long."""
        self._set_back(self._seen[workspace])

    def failed(self, workspace: str, *, revoked: bool) -> float | None:
        """The workspace did not work: the seconds until it should be asked again, if it is to be paused now."""
        seen = self._seen[workspace]
        seen.failures += 1
        self._set_back(seen)
        if seen.paused or (seen.failures < self._pace.failures and not revoked):
            return None
        seen.paused = True
        return self._wait(seen, revoked=revoked)

    def silent(self, workspace: str, *, revoked: bool) -> float:
        """A probe failed: the seconds until the next one."""
        seen = self._seen[workspace]
        seen.failures = max(seen.failures, self._pace.failures)
        seen.paused = True
        return self._wait(seen, revoked=revoked)

    def answered(self, workspace: str) -> None:
        """A probe went well; whether messages arrive is still to be seen."""
        seen = self._seen[workspace]
        seen.failures = max(seen.failures, self._pace.failures)
        seen.paused = False

    def room(self) -> Mapping[str, int]:
        """How many more messages may be on their way; `Pace.per_workspace` where nothing is known."""
        room: dict[str, int] = {}
        for workspace, seen in self._seen.items():
            most = 1 if seen.failures else self._pace.per_workspace
            room[workspace] = max(0, most - seen.on_its_way)
        return room

    def _set_back(self, seen: _Seen) -> None:
        self.setbacks += 1
        seen.setback = self.setbacks

    def _wait(self, seen: _Seen, *, revoked: bool) -> float:
        first, limit = (
            (self._pace.revoked, self._pace.revoked_limit) if revoked else (self._pace.probe, self._pace.probe_limit)
        )
        seen.pauses += 1
        return min(limit, first * 2.0 ** min(seen.pauses - 1, 30))
