"""How fast one person may write or press: a bucket of tokens each, one a message, refilled as time passes."""

import math
from datetime import datetime

MOST = 10_000
"""People a process keeps count of."""


class Pace:
    """Counts the messages, or presses, of everybody who uses this process; what it forgets at a restart does no harm.

    One person may send so many messages ``a_minute`` in the long run, and a third of them without a pause; 0 is no
    limit.
    """

    def __init__(self, a_minute: float) -> None:
        self._a_minute = a_minute
        self._at_once = max(1.0, a_minute / 3)
        self._left: dict[str, tuple[float, datetime]] = {}

    def wait(self, person: str, now: datetime) -> int:
        """Count a message: 0 if it may be read, else after how many seconds it may be sent again."""
        if not self._a_minute:
            return 0
        left, at = self._left.get(person, (self._at_once, now))
        left = min(self._at_once, left + max(0.0, (now - at).total_seconds()) * self._a_minute / 60)
        if left < 1.0:
            return math.ceil((1.0 - left) * 60 / self._a_minute)
        if len(self._left) >= MOST:
            self._forget(now)
        self._left[person] = (left - 1.0, now)
        return 0

    def _forget(self, now: datetime) -> None:
        """Leave out those who have been silent long enough to have everything back."""
        full = self._at_once * 60 / self._a_minute
        self._left = {who: (left, at) for who, (left, at) in self._left.items() if (now - at).total_seconds() < full}
