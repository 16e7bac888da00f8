"""Failures that a person is told of: what goes into the log, and the reference by which it is found there."""

import logging

from bot import request_ids

log = logging.getLogger(__name__)


def note_failure(what: str, error: BaseException) -> str:
    """Log a failure; returns the reference that the person is given.

    The log's form (`bot.logs`) shows the frames and leaves out the message, which may hold what people wrote.
    """
    reference = request_ids.reference()
    log.error("Failure %s in %s: %s", reference, what, type(error).__name__, exc_info=error)
    return reference
