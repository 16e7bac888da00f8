"""What no answer may be."""

from collections.abc import Iterator

from tests.fuzz.wire import PATIENCE, Answer, Sent

INSIDE = (b"Traceback", b'File "/', b"my side", b"our side", b"sqlalchemy", b"site-packages")
"""Signs of a failure of ours, or of what is inside."""
UNREAD = 60_000
"""Bytes of a body that a server may leave unread where it is for nobody; the end of the connection may then come before
its answer."""
NOT_READY = ("/readyz",)
"""These say with 503 what keeps the process from its work."""


def wrong(sent: Sent, answer: Answer) -> Iterator[str]:
    """What is wrong with an answer, each in a sentence."""
    if answer.hung:
        yield f"nothing came within {PATIENCE:g} s"
    elif not answer.status and sent.framing != "cut" and len(sent.body) < UNREAD:
        yield "the connection ended without an answer"
    elif answer.status >= 500 and not (answer.status == 503 and sent.target.startswith(NOT_READY)):
        yield f"the status is {answer.status}: {answer.body[:2000]!r}"
    for sign in INSIDE:
        if sign in answer.body:
            yield f"the answer shows {sign!r}: {answer.body[:2000]!r}"
