"""What became of the promise: what was lost, what came twice, and whether a paused worker explains it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.chaos.platform import Posted
from benchmarks.table import table
from bot.reminders.pace import USUAL

ALLOWED = 0.001
"""The share of reminders that may come twice because a worker was halted beyond its lease."""


@dataclass(frozen=True)
class Paused:
    """A worker that was halted until, in seconds since the start, and for how long."""

    worker: int
    until: float
    lasted: float

    @property
    def beyond(self) -> bool:
        """Whether it outlasted its lease."""
        return self.lasted > USUAL.lease

    def explains(self, posted: Posted) -> bool:
        """Whether a message may be one that the worker still sent when it woke up."""
        return self.beyond and self.worker == posted.worker and 0 <= posted.at - self.until <= USUAL.send_timeout


@dataclass(frozen=True)
class Verdict:
    """How a trial went.  ``twice`` are those that no paused worker explains, ``excused`` the others."""

    reminders: int
    states: Mapping[str, int]
    lost: int
    twice: int
    excused: int
    messages: int
    troubles: Mapping[str, int]
    seconds: float
    real_seconds: float

    @classmethod
    def of(
        cls,
        reminders: int,
        states: Mapping[str, int],
        posted: Sequence[Posted],
        paused: Sequence[Paused],
        *,
        troubles: Mapping[str, int],
        seconds: float,
        real_seconds: float,
    ) -> "Verdict":
        """Of what arrived; reminders have the numbers below ``reminders``."""
        times: defaultdict[int, list[Posted]] = defaultdict(list)
        for message in posted:
            for number in message.numbers:
                times[number].append(message)
        repeated = [messages for messages in times.values() if len(messages) > 1]
        excused = sum(any(pause.explains(m) for pause in paused for m in messages) for messages in repeated)
        unsent = reminders - Counter(states)["sent"]
        lost = max(unsent, reminders - len(times))
        return cls(
            reminders,
            states,
            lost,
            len(repeated) - excused,
            excused,
            len(posted),
            troubles,
            seconds,
            real_seconds,
        )

    @property
    def kept(self) -> bool:
        """Whether the promise was kept."""
        return not self.lost and not self.twice and self.excused <= ALLOWED * self.reminders


def report(verdicts: Mapping[str, Verdict]) -> str:
    """The tables: what was kept, and what had gone wrong."""
    head = ["", *verdicts]
    rows = [
        ["reminders", *(f"{v.reminders:,}" for v in verdicts.values())],
        ["sent, as the database says", *(f"{Counter(v.states)['sent']:,}" for v in verdicts.values())],
        ["lost", *(f"{v.lost:,}" for v in verdicts.values())],
        ["twice", *(f"{v.twice:,}" for v in verdicts.values())],
        ["twice, by a worker halted beyond its lease", *(f"{v.excused:,}" for v in verdicts.values())],
        ["messages", *(f"{v.messages:,}" for v in verdicts.values())],
        ["hours of the workers' clocks", *(f"{v.seconds / 3600:.1f}" for v in verdicts.values())],
        ["minutes", *(f"{v.real_seconds / 60:.1f}" for v in verdicts.values())],
        ["the promise", *("kept" if v.kept else "BROKEN" for v in verdicts.values())],
    ]
    names = sorted({name for v in verdicts.values() for name in v.troubles})
    troubles = [[name, *(f"{v.troubles.get(name, 0):,}" for v in verdicts.values())] for name in names]
    return table("Reminders", head, rows) + "\n" + table("What went wrong", head, troubles)
