"""What a soak found: how much memory the server held, and how long Slack waited for it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.table import percentile, table

GROWTH = 0.05
"""The share by which the memory may exceed its level after the warm-up."""
LATE = 3.0
"""Seconds for which Slack waits for an acknowledgement."""
MINUTE = 60.0


@dataclass
class Readings:
    """What is noted while it runs; moments are seconds since the load began.

    ``memory`` are moments with the server's resident MB, ``acknowledged`` those of Slack's requests with the seconds
    that each took, ``pages`` the seconds of each page of the web, ``done`` counts what people did, ``failed`` tells
    what went wrong, ``remarks`` what this process itself gave up.  ``lag`` is by how many seconds this process, which
    stands for Slack, was late itself, each time it looked; ``waited`` for how many the server was ready to run and had
    no processor.
    """

    memory: list[tuple[float, float]] = field(default_factory=list)
    acknowledged: list[tuple[float, float]] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    lag: list[tuple[float, float]] = field(default_factory=list)
    waited: float = 0.0
    done: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Verdict:
    """The memory by minutes, each with the median of its MB, and the rest as in `Readings`.

    ``level`` is that of the first minute after the warm-up.  ``slope`` is in MB an hour, by the least squares.
    """

    readings: Readings
    level: float
    most: float
    last: float
    slope: float

    @classmethod
    def of(cls, readings: Readings, warm_up: float) -> "Verdict":
        """Of all readings; the first ``warm_up`` seconds count for the acknowledgements only."""
        minutes = by_minutes([(moment - warm_up, held) for moment, held in readings.memory if moment >= warm_up])
        return cls(readings, minutes[0], max(minutes), minutes[-1], slope(minutes) * 60)

    @property
    def late(self) -> int:
        """Acknowledgements that came later than Slack waits."""
        return sum(seconds > LATE for _, seconds in self.readings.acknowledged)

    @property
    def kept(self) -> bool:
        """Whether the memory stayed flat, nothing came late and nothing failed."""
        return self.most <= self.level * (1 + GROWTH) and not self.late and not self.readings.failed


def by_minutes(memory: Sequence[tuple[float, float]]) -> list[float]:
    """The median of each minute for which there are readings, in their order."""
    minutes: dict[int, list[float]] = {}
    for moment, held in memory:
        minutes.setdefault(int(moment // MINUTE), []).append(held)
    return [percentile(held, 0.5) for held in minutes.values()]


def slope(values: Sequence[float]) -> float:
    """By how much they grow from one to the next, by the least squares."""
    middle, mean = (len(values) - 1) / 2, sum(values) / len(values)
    spread = sum((at - middle) ** 2 for at in range(len(values)))
    return sum((at - middle) * (value - mean) for at, value in enumerate(values)) / (spread or 1.0)


def report(verdict: Verdict, seconds: float) -> str:
    """The tables: what was held, and what was done."""
    found = verdict.readings
    acknowledged = sorted(seconds for _, seconds in found.acknowledged) or [0.0]
    pages, lag = sorted(found.pages) or [0.0], sorted(seconds for _, seconds in found.lag) or [0.0]
    rows = [
        ["memory after the warm-up", f"{verdict.level:.1f} MB"],
        ["the most later, of a minute", f"{verdict.most:.1f} MB ({verdict.most / verdict.level - 1:+.1%})"],
        ["in the last minute", f"{verdict.last:.1f} MB ({verdict.last / verdict.level - 1:+.1%})"],
        ["slope", f"{verdict.slope:+.1f} MB/h"],
        ["requests a second", f"{(len(found.acknowledged) + len(found.pages)) / seconds:.1f}"],
        ["acknowledgements", f"{len(found.acknowledged):,}"],
        ["p50, p99, the longest", ", ".join(f"{each * 1000:,.0f} ms" for each in _shares(acknowledged))],
        [f"later than {LATE:g} s", f"{verdict.late}"],
        ["this process was late itself, p99, most", ", ".join(f"{each * 1000:,.0f} ms" for each in _shares(lag)[1:])],
        ["the server waited for a processor", f"{found.waited:.0f} s"],
        ["pages of the web", f"{len(found.pages):,}"],
        ["p50, p99, the longest", ", ".join(f"{each * 1000:,.0f} ms" for each in _shares(pages))],
        ["failed", f"{len(found.failed)}"],
        ["the promise", "kept" if verdict.kept else "BROKEN"],
    ]
    held = " ".join(f"{median:.0f}" for median in by_minutes(found.memory))
    done = [[what, f"{times:,}"] for what, times in sorted(found.done.items())]
    late = [
        f"acknowledged after {seconds:.1f} s, at second {at:.0f}"
        for at, seconds in found.acknowledged
        if seconds > LATE
    ]
    tables = (table("A soak", ["", f"{seconds / 60:.0f} minutes"], rows), table("Done", ["", "times"], done))
    return "\n".join([*tables, f"MB by minutes: {held}", *late, *found.failed[:20], *found.remarks[:20]])


def _shares(ordered: Sequence[float]) -> tuple[float, float, float]:
    return percentile(ordered, 0.5), percentile(ordered, 0.99), ordered[-1]
