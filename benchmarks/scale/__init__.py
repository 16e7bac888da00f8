"""Several processes on one PostgreSQL: 50 workspaces with 20 people each, with one web process and worker and two."""

import asyncio
import tempfile
from pathlib import Path

from benchmarks import postgresql
from benchmarks.scale.comparison import KINDS, Cluster, Figures, Size, Way, running, turn
from benchmarks.scale.sizes import Table, tables
from benchmarks.table import table

AIM = 1.6
"""So many times the requests of one process shall two answer."""
SHARE = 0.25
"""Of a processor, for each process: with that two processors have room for two, PostgreSQL and the client."""
BUSY = 0.6
"""Of the requests that one process answers in a second, so many come where the waits are compared."""


def run() -> str:
    """Measure, and tell."""
    with tempfile.TemporaryDirectory(prefix="advisor-bench-") as folder, postgresql.databases() as make:
        return report(*measure(Path(folder), make(), Size()))


Found = dict[Way, Figures]


def measure(folder: Path, database: str, size: Size) -> tuple[Found, list[Table]]:
    """One process and two by turns: with all processors there are, with a share of one for each, and at a fixed rate;
    and what the database takes in the end.

    Raises:
        BenchmarkError: something was not answered, or answered to somebody else; a reminder was lost, or came twice.
    """
    return asyncio.run(_measure(folder, database, size))


async def _measure(folder: Path, database: str, size: Size) -> tuple[Found, list[Table]]:
    async with running(folder, database, size) as cluster:
        found: Found = {}
        for share in (0.0, SHARE):
            await _by_turns(cluster, [Way(1, share), Way(2, share)], found)
        rate = round(BUSY * found[Way(1)].throughput)
        await _by_turns(cluster, [Way(1, rate=rate), Way(2, rate=rate)], found)
    return found, tables(database)


async def _by_turns(cluster: Cluster, ways: list[Way], into: Found) -> None:
    for number in range(cluster.size.rounds):
        for way in ways if number % 2 else reversed(ways):
            await turn(cluster, way, into.setdefault(way, Figures()))


def report(found: Found, kept: list[Table]) -> str:
    """The tables."""
    return f"{_of_processes(found)}\n{_of_tables(kept)}"


def _of_processes(found: Found) -> str:
    rows = []
    for way in sorted(found, key=lambda way: (way.rate, way.share, way.processes)):
        figures, one = found[way], found[Way(1, way.share, way.rate)]
        ratio = f"{figures.throughput / one.throughput:.2f}" if way.processes > 1 and not way.rate else ""
        rows.append(
            [
                f"{way.processes} + {way.processes}{_condition(way)}",
                f"{figures.throughput:.0f}/s",
                ratio,
                f"{figures.wait(0.5):.0f} ms",
                f"{figures.wait(0.99):.0f} ms",
                *(f"{figures.each(kind):.1f} ms" for kind in KINDS),
                f"{sum(figures.processor.values()) / figures.seconds:.2f}",
                f"{figures.connections}",
            ]
        )
    head = ["web + worker", "requests", f"ratio, ≥ {AIM:g}", "p50", "p99", *KINDS, "processors busy", "connections"]
    total = sum(figures.requests for figures in found.values())
    sent = sum(figures.reminders for figures in found.values())
    note = (
        f"{total:,} requests, all answered; {sent:,} reminders, each sent once; none of one workspace with the token\n"
        "or the words of another.  The columns “web” to “client” are processor time for a request, in all processes\n"
        "of a kind; the client is the stand-in for Slack, too.  Waits end when people see what comes of what they did."
    )
    return table("Several processes on one PostgreSQL", head, rows, note)


def _condition(way: Way) -> str:
    if way.rate:
        return f", {way.rate:.0f}/s come"
    return f", {way.share:g} of a processor each" if way.share else ""


def _of_tables(kept: list[Table]) -> str:
    rows = [
        [each.name, f"{each.rows:,}", f"{each.size / 1e6:.1f} MB", f"{each.size / each.rows:,.0f}"] for each in kept
    ]
    return table("What the database takes then", ["table", "rows", "with its indexes", "bytes a row"], rows)
