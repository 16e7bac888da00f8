"""How fast delivery goes, and how long it waits for what."""

from dataclasses import dataclass

from bot.store.deliveries import LONGEST_LEASE


@dataclass(frozen=True)
class Pace:
    """How delivery goes about it; times in seconds.

    ``lease`` must outlast ``send_timeout``.  ``settle`` is how long to wait before asking whether a message went
    out: nobody may be sending it any more by then.  A sending that failed for a reason that is the person's is
    tried again after a random time of up to ``backoff`` doubled for each attempt, at most ``backoff_limit``; after
    ``attempts`` it is given up.  One that failed for a reason that is the platform's costs no attempt.

    ``parallel`` messages are on their way at the same time, ``per_workspace`` of them into one workspace, and ``ahead``
    more are ready to follow them.  They are prepared in portions of ``portion``, so that the first are on their way
    while the next are prepared.  One `Delivery.advance` begins ``batch`` messages at most, and none after ``seconds``.

    After ``failures`` in a row a workspace is paused, and asked after ``probe`` seconds, doubled each time up to
    ``probe_limit``, whether it works again; one that took access away after ``revoked`` up to ``revoked_limit``.
    """

    lease: float = 60.0
    send_timeout: float = 15.0
    settle: float = 20.0
    batch: int = 1000
    seconds: float = 30.0
    parallel: int = 32
    ahead: int = 64
    portion: int = 32
    per_workspace: int = 32
    attempts: int = 8
    backoff: float = 60.0
    backoff_limit: float = 7200.0
    failures: int = 3
    probe: float = 1.0
    probe_limit: float = 60.0
    revoked: float = 60.0
    revoked_limit: float = 900.0

    def __post_init__(self) -> None:
        if not self.send_timeout < self.lease <= LONGEST_LEASE:
            raise ValueError("The lease must outlast the time a sending may take, and be no longer than leases can be.")


USUAL = Pace()
