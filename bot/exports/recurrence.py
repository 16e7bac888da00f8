"""What repeats, as the rule of an entry in a calendar (RFC 5545, RRULE)."""

from datetime import date
from typing import Any

from flows.repetition import MONTHS, WEEKS, Repetition

_SHORTEST_MONTH = 28


def rule(repeated: Repetition) -> dict[str, Any]:
    """The parts of the rule.  A day that a month does not have is its last day, which the rule says of each month."""
    ends: dict[str, Any] = {"until": repeated.last}
    if repeated.every in WEEKS:
        return {"freq": "weekly", "interval": WEEKS[repeated.every]} | ends
    return {"freq": "monthly", "interval": MONTHS[repeated.every]} | _on_day(repeated.first) | ends


def _on_day(first: date) -> dict[str, Any]:
    """The last of these days that a month has."""
    if first.day <= _SHORTEST_MONTH:
        return {}
    return {"bymonthday": list(range(_SHORTEST_MONTH, first.day + 1)), "bysetpos": -1}
