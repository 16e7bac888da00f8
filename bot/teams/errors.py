"""What it means when Teams does not do what it is asked: one table, by the status and the code of its answer."""

from collections.abc import Mapping
from enum import StrEnum


class Meaning(StrEnum):
    """What a failure means for what was to be sent."""

    WAIT = "wait"
    """Too much at once: to be tried again, it was not done."""
    DOWN = "down"
    """Teams was not reached: it was not done."""
    LOST = "lost"
    """There was no answer: it may have been done."""
    FAILED = "failed"
    """Teams says that it failed: it counts as not done."""
    REVOKED = "revoked"
    """The app's secret is not accepted."""
    GONE = "gone"
    """The person has blocked the advisor, or it was removed from there."""
    CONTENT = "content"
    """Teams does not take this message."""
    REFUSED = "refused"
    """Teams does not let it be, now or later."""


STATUSES: Mapping[int, Meaning] = {
    400: Meaning.CONTENT,
    401: Meaning.REVOKED,
    403: Meaning.GONE,
    404: Meaning.GONE,
    412: Meaning.WAIT,
    413: Meaning.CONTENT,
    429: Meaning.WAIT,
    502: Meaning.FAILED,
    503: Meaning.FAILED,
    504: Meaning.FAILED,
}
"""Status → what it means, where the code says nothing else."""

CODES: Mapping[str, Meaning] = {
    "BotDisabledByAdmin": Meaning.GONE,
    "BotNotInConversationRoster": Meaning.GONE,
    "ConversationBlockedByUser": Meaning.GONE,
    "ConversationNotFound": Meaning.GONE,
    "ForbiddenOperationException": Meaning.GONE,
    "MessageSizeTooBig": Meaning.CONTENT,
    "MessageWritesBlocked": Meaning.GONE,
    "ActivityNotFoundInConversation": Meaning.REFUSED,
    "BadSyntax": Meaning.CONTENT,
    "BadArgument": Meaning.CONTENT,
    "TooManyRequests": Meaning.WAIT,
}
"""Code → what it means.  Source: learn.microsoft.com, “Proactive messages” and “Bot conversation errors”."""

AGAIN = (412, 429, 502, 504)
"""Statuses after which the documents ask to try again, with growing and random waits."""


class TeamsError(Exception):
    """Teams did not do it.  ``retry_after``: seconds that Teams asks to wait, None if it does not say."""

    def __init__(self, code: str, meaning: Meaning, retry_after: float | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.meaning = meaning
        self.retry_after = retry_after


def refusal(status: int, code: str, retry_after: float | None = None) -> TeamsError:
    """The failure that an answer tells."""
    known = CODES.get(code) or STATUSES.get(status)
    meaning = known or (Meaning.FAILED if status >= 500 else Meaning.REFUSED)
    return TeamsError(f"{status} {code}".strip(), meaning, retry_after)
